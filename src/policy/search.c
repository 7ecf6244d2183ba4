/* SPDX-License-Identifier: MIT */
#include "search.h"

#include "hrun/base/map.h"

#include <string.h>

/* What the steps share. */
struct search {
    const struct hr_store *store;
    const struct hr_reference *image;
    struct hr_arena *arena;
    struct hr_strv *notes;
    struct hr_map seen;   /* names of folders looked at before: they hide others of the same name */
    struct hr_match best; /* so far */
    struct hr_match nearer; /* of the folder that is looked at */
    const char *rival;      /* another that matches as well as NEARER; NULL if there is none */
};

static void pass_over(struct search *s, const struct hr_error *err)
{
    struct hr_error plain = *err;

    plain.hint = NULL;
    hr_strv_pushf(s->arena, s->notes, "passed over while looking for the image's profile: %s",
                  hr_error_text(&plain, s->arena));
}

/* False for most profiles, without parsing them: without a '*' the last part of the image's name stands
 * in a glob that fits it, behind the name `match`. With an escape anything may stand anywhere. */
static bool may_match(const struct search *s, const struct hr_profile_text *text)
{
    const char *at = memmem(text->text, text->size, "match", strlen("match"));
    const size_t rest = at ? text->size - (size_t)(at - text->text) : 0;
    const char *part;

    if (s->image->is_id)
        return false;
    if (memchr(text->text, '\\', text->size))
        return true;
    part = strrchr(s->image->path, '/');
    part = part ? part + 1 : s->image->path;
    return at && (memchr(at, '*', rest) || memmem(at, rest, part, strlen(part)));
}

/* Let FOUND, which matches by GLOB, compete. */
static void offer(struct search *s, const struct hr_found *found, const struct hr_glob *glob)
{
    const struct hr_found *other = &s->nearer.found;

    if (!other->text.text || glob->literals > s->nearer.glob.literals) {
        s->nearer = (struct hr_match){ .found = *found, .glob = *glob };
        s->rival = NULL;
    } else if (glob->literals == s->nearer.glob.literals && strcmp(other->name, found->name) != 0) {
        s->rival = found->name;
    }
}

static void look_at_globs(struct search *s, const struct hr_found *found)
{
    for (const struct hr_glob *glob = found->builtin->globs; glob->text; glob++) {
        if (hr_glob_matches(glob, s->image, s->arena))
            offer(s, found, glob);
    }
}

static void look_at(struct search *s, const struct hr_found *found)
{
    const struct hr_json *document, *images;
    struct hr_error err;
    struct hr_glob glob;

    if (found->builtin) {
        look_at_globs(s, found);
        return;
    }
    if (!may_match(s, &found->text))
        return;
    if (!hr_folder_parse(found, s->arena, &document, &err)) {
        pass_over(s, &err);
        return;
    }
    images = hr_json_get(hr_json_get(document, "match"), "images");
    for (const struct hr_json *node = images ? images->child : NULL; node; node = node->next) {
        if (node->type == HR_JSON_STRING && hr_glob_parse(node->text, s->arena, &glob) &&
            hr_glob_matches(&glob, s->image, s->arena))
            offer(s, found, &glob);
    }
}

/* The folder at PLACE is done: keep its best if it is better than all before. */
static bool close_folder(struct search *s, struct hr_error *err)
{
    const bool better =
        s->nearer.found.text.text &&
        (!s->best.found.text.text || s->nearer.glob.literals > s->best.glob.literals);

    if (better && s->rival) {
        hr_error_set(err, s->arena, HR_ERRC_INPUT, "the profiles %s and %s match %s equally well",
                     s->nearer.found.name, s->rival, s->image->raw);
        err->where.source = s->nearer.found.text.source;
        return hr_error_hint(err, s->arena, "name one: --profile %s", s->nearer.found.name);
    }
    if (better)
        s->best = s->nearer;
    s->nearer = (struct hr_match){ 0 };
    s->rival = NULL;
    return true;
}

static bool may_use(const struct search *s, const char *name)
{
    return !s->store->only || hr_strv_has(s->store->only, name);
}

static void look_into(struct search *s, size_t place)
{
    struct hr_strv names = { 0 };
    struct hr_found found;
    struct hr_error err;
    size_t old;

    if (!hr_folder_list(s->store->folders.v[place], s->arena, &names, &err) ||
        (names.n > 0 && !hr_folder_check(s->store, place, s->arena, &err))) {
        pass_over(s, &err);
        return;
    }
    for (size_t i = 0; i < names.n; i++) {
        if (hr_map_put(&s->seen, s->arena, names.v[i], 0, &old) || !may_use(s, names.v[i]))
            continue;
        if (!hr_folder_named(s->store, place, names.v[i], s->arena, &found, &err))
            pass_over(s, &err);
        else if (found.text.text)
            look_at(s, &found);
    }
}

static void look_at_builtins(struct search *s)
{
    struct hr_found found;
    size_t old;

    for (const struct hr_builtin *row = hr_builtins(); row->name; row++) {
        if (!hr_map_get(&s->seen, row->name, &old) && may_use(s, row->name) &&
            hr_folder_builtin(s->store, row->name, s->arena, &found))
            look_at(s, &found);
    }
}

bool hr_search_image(const struct hr_store *store, const struct hr_reference *image,
                     struct hr_arena *arena, struct hr_match *out, struct hr_strv *notes,
                     struct hr_error *err)
{
    struct search s = { .store = store, .image = image, .arena = arena, .notes = notes };

    for (size_t i = 0; i < store->folders.n; i++) {
        look_into(&s, i);
        if (!close_folder(&s, err))
            return false;
    }
    look_at_builtins(&s);
    if (!close_folder(&s, err))
        return false;
    *out = s.best;
    return true;
}
