/* SPDX-License-Identifier: MIT */
#include "hrun/policy/store.h"

#include "hrun/base/text.h"

#include "folder.h"
#include "search.h"

#include <string.h>

#define NAME_DEFAULT "default"
#define CHAIN_MAX    16 /* far more than anybody can follow */
#define HELD_SHOWN   4  /* keys in the line that names the profile */

/* Every name of the search path, once. */
static struct hr_strv all_names(const struct hr_store *store, struct hr_arena *arena)
{
    struct hr_strv all = { 0 };

    for (const struct hr_builtin *row = hr_builtins(); row->name; row++)
        hr_strv_push(arena, &all, row->name);
    for (size_t i = 0; i < store->folders.n; i++) {
        struct hr_strv names = { 0 };
        struct hr_error err;

        if (!hr_folder_list(store->folders.v[i], arena, &names, &err))
            continue; /* this is but a help for who mistyped */
        for (size_t j = 0; j < names.n; j++) {
            if (!hr_strv_has(&all, names.v[j]))
                hr_strv_push(arena, &all, names.v[j]);
        }
    }
    return all;
}

static bool no_such_name(const struct hr_store *store, const char *name, struct hr_arena *arena,
                         struct hr_error *err)
{
    const struct hr_strv names = all_names(store, arena);
    struct hr_nearest nearest = { .word = name };

    for (size_t i = 0; i < names.n; i++)
        hr_nearest_offer(&nearest, names.v[i]);
    hr_error_set(err, arena, HR_ERRC_INPUT, "no profile is called \"%s\"; there are %s", name,
                 hr_strv_join(arena, &names, ", "));
    if (nearest.best && strcmp(nearest.best, name) != 0)
        return hr_error_hint(err, arena, "did you mean \"%s\"?", nearest.best);
    return hr_error_hint(err, arena, "a file is named by a path, such as ./mine.json");
}

/* Find NAME on the search path, from the folder at PLACE on. */
static bool find_named(const struct hr_store *store, const char *name, size_t place,
                       struct hr_arena *arena, struct hr_found *out, struct hr_error *err)
{
    for (; place < store->folders.n && hr_profile_is_name(name); place++) {
        if (!hr_folder_named(store, place, name, arena, out, err))
            return false;
        if (out->text.text)
            return true;
    }
    return (place <= store->folders.n && hr_folder_builtin(store, name, arena, out)) ||
           no_such_name(store, name, arena, err);
}

/* Find what the document of AT extends. Its own name means the next one on the path. A file that must be
 * root's or the caller's does not take the word of one that need not. */
static bool find_parent(const struct hr_store *store, const struct hr_found *at,
                        const struct hr_json *document, struct hr_arena *arena,
                        struct hr_found *out, struct hr_error *err)
{
    const char *word = hr_json_string(document, "extends");
    const char *slash = strrchr(at->text.source, '/');
    const bool itself = at->name && strcmp(at->name, word) == 0;

    if (!strchr(word, '/'))
        return find_named(store, word, itself ? at->place + 1 : 0, arena, out, err);
    if (*word != '/' && !slash)
        return hr_error_set(err, arena, HR_ERRC_INPUT, "a profile compiled in has no folder");
    if (*word != '/')
        word = hr_arena_printf(arena, "%.*s%s", (int)(slash + 1 - at->text.source), at->text.source,
                               hr_text_starts(word, "./") ? word + 2 : word);
    return hr_folder_path(word, at->held ? store : NULL, arena, out, err);
}

static bool is_same(const struct hr_found *a, const struct hr_found *b)
{
    if (a->text.path && b->text.path)
        return a->device == b->device && a->inode == b->inode;
    return strcmp(a->text.source, b->text.source) == 0;
}

/* The profiles read so far, the chosen one first. */
struct walk {
    const struct hr_store *store;
    struct hr_arena *arena;
    struct hr_found found[CHAIN_MAX];
    struct hr_documents chain;
};

/* Say at NODE, the last profile's `extends` or name, what is wrong. */
static bool fail_at(const struct walk *w, const struct hr_json *node, struct hr_error *err)
{
    if (err->where.source)
        err->msg = hr_arena_printf(w->arena, "%s: %s", err->where.source, err->msg);
    err->where.source = node->source;
    err->where.line = node->line;
    err->where.column = node->column;
    err->where.pointer = hr_json_pointer(node, w->arena);
    if (w->chain.n > 1)
        err->msg =
            hr_arena_printf(w->arena, "%s (%s)", err->msg, hr_profile_chain(&w->chain, w->arena));
    return false;
}

/* Read the profile just found: parse it, and see that it is called what its file is called. */
static bool read_found(struct walk *w, struct hr_error *err)
{
    const struct hr_found *found = &w->found[w->chain.n];
    const struct hr_json *document, *name;

    if (!hr_folder_parse(found, w->arena, &document, err))
        return false;
    *HR_VEC_PUSH(w->arena, &w->chain) = document;
    name = hr_json_get(document, "name");
    if (!found->name || !name || name->type != HR_JSON_STRING ||
        strcmp(name->text, found->name) == 0)
        return true;
    hr_error_set(err, w->arena, HR_ERRC_INPUT, "a profile in a file %s.json is called \"%s\"",
                 found->name, found->name);
    return fail_at(w, name, err);
}

/* Follow NODE, the `extends` of the last profile read. */
static bool follow(struct walk *w, const struct hr_json *node, struct hr_error *err)
{
    const size_t n = w->chain.n;

    if (n == CHAIN_MAX) {
        hr_error_set(err, w->arena, HR_ERRC_INPUT, "more than %d profiles extend each other",
                     CHAIN_MAX);
        return fail_at(w, node, err);
    }
    if (!find_parent(w->store, &w->found[n - 1], w->chain.v[n - 1], w->arena, &w->found[n], err))
        return fail_at(w, node, err);
    for (size_t i = 0; i < n; i++) {
        const struct hr_json *again = w->chain.v[i];

        if (!is_same(&w->found[i], &w->found[n]))
            continue;
        *HR_VEC_PUSH(w->arena, &w->chain) = again;
        hr_error_set(err, w->arena, HR_ERRC_INPUT, "a profile cannot extend itself");
        return fail_at(w, node, err);
    }
    return read_found(w, err);
}

/* The hash that is known of what the walk found; NULL if any of it is not compiled in. */
static const char *known_hash(const struct walk *w)
{
    for (size_t i = 0; i < w->chain.n; i++) {
        if (!w->found[i].builtin)
            return NULL;
    }
    return w->found[0].builtin->sha256;
}

/* Read the profile that the walk starts with and all that it extends. */
static bool read_chain(struct walk *w, struct hr_error *err)
{
    const struct hr_json *extends;

    if (!read_found(w, err))
        return false;
    for (;;) {
        extends = hr_json_get(w->chain.v[w->chain.n - 1], "extends");
        /* What is no string is found wrong with everything else of the document. */
        if (!extends || extends->type != HR_JSON_STRING)
            return true;
        if (!follow(w, extends, err))
            return false;
    }
}

static bool read_profile(struct walk *w, const struct hr_profile **out, struct hr_errors *errs)
{
    struct hr_profile *profile = hr_arena_alloc(w->arena, sizeof(*profile));
    struct hr_error err;

    if (!read_chain(w, &err)) {
        *HR_VEC_PUSH(w->arena, errs) = err;
        return false;
    }
    w->chain.sha256 = known_hash(w);
    if (!hr_profile_build(&w->chain, w->store->rules, w->arena, profile, errs))
        return false;
    profile->path = w->found[0].text.path;
    *out = profile;
    return true;
}

/* True if NAME may be used, or no name was asked for. WORD is whose NAME is. */
static bool may_use(const struct hr_store *store, const char *word, const char *name,
                    struct hr_arena *arena, struct hr_error *err)
{
    if (!store->only || hr_strv_has(store->only, name))
        return true;
    hr_error_set(err, arena, HR_ERRC_INPUT, "%s: %s does not let \"%s\" be used", word,
                 store->policy->path, name);
    if (store->only->n == 0)
        return hr_error_hint(err, arena, "it lets no profile be used");
    return hr_error_hint(err, arena, "--profile with one of %s",
                         hr_strv_join(arena, store->only, ", "));
}

/* Find the profile that WISH names, that its image matches, or else the default. */
static bool find_wish(const struct hr_store *store, const struct hr_wish *wish,
                      struct hr_arena *arena, struct hr_choice *choice, struct hr_found *out,
                      struct hr_error *err)
{
    struct hr_match match = { 0 };
    const char *name = NULL;

    if (wish->flag) {
        name = wish->flag;
        choice->because = wish->is_operand ? "named" : "--profile";
    } else if (wish->variable && *wish->variable) {
        name = wish->variable;
        choice->because = "HRUN_PROFILE";
    }
    if (name) {
        if (!may_use(store, choice->because, name, arena, err))
            return false;
        if (strchr(name, '/') ? hr_folder_path(name, NULL, arena, out, err)
                              : find_named(store, name, 0, arena, out, err))
            return true;
        return !wish->is_operand && hr_error_wrap(err, arena, "%s", choice->because);
    }
    if (wish->image && !hr_search_image(store, wish->image, arena, &match, &choice->notes, err))
        return false;
    if (!match.found.text.text) {
        choice->because = "no other was chosen";
        return may_use(store, choice->because, NAME_DEFAULT, arena, err) &&
               find_named(store, NAME_DEFAULT, 0, arena, out, err);
    }
    choice->because = hr_arena_printf(arena, "matches %s", match.glob.text);
    choice->matched = true;
    *out = match.found;
    return true;
}

/* Hold the profile to POLICY, and say in a word what of the container that decided. */
static bool hold(const struct hr_policy *policy, const struct hr_store *store,
                 struct hr_arena *arena, struct hr_choice *choice, struct hr_errors *errs)
{
    struct hr_profile *profile = hr_arena_alloc(arena, sizeof(*profile));
    struct hr_strv held = { 0 }, words = { 0 };

    *profile = *choice->profile;
    if (!hr_policy_hold(policy, store->rules, arena, profile, &held, errs))
        return false;
    choice->profile = profile;
    for (size_t i = 0; i < held.n && i < HELD_SHOWN; i++)
        hr_strv_push(arena, &words, held.v[i] + 1);
    if (held.n > HELD_SHOWN)
        hr_strv_pushf(arena, &words, "and %zu more", held.n - HELD_SHOWN);
    choice->because = hr_arena_printf(arena, "%s; held to %s%s%s", choice->because, policy->path,
                                      held.n > 0 ? ": " : "", hr_strv_join(arena, &words, ", "));
    return true;
}

/* Where a policy lists the profiles that may be used, nobody else's is meant by their names. What the
 * caller's environment names may be a link to any folder of the owner's. */
static void narrow(const struct hr_policy *policy, struct hr_arena *arena, struct hr_store *store)
{
    struct hr_strv folders = { 0 };

    store->only = &policy->profiles;
    store->uid = store->policy->owner;
    store->gid = 0;
    for (size_t i = store->own; i < store->folders.n; i++) {
        struct stat status;

        if (stat(store->folders.v[i], &status) == 0 && status.st_uid == store->uid)
            hr_strv_push(arena, &folders, store->folders.v[i]);
    }
    store->folders = folders;
    store->own = 0;
}

bool hr_store_choose(const struct hr_store *given, const struct hr_wish *wish,
                     struct hr_arena *arena, struct hr_choice *out, struct hr_errors *errs)
{
    struct hr_store store = *given;
    struct walk walk = { .store = &store, .arena = arena };
    struct hr_choice choice = { 0 };
    const struct hr_policy *policy = NULL;
    struct hr_error err;

    if (store.policy && !hr_policy_read(store.policy, store.rules, arena, &policy, errs))
        return false;
    if (policy && policy->names && !wish->is_operand)
        narrow(policy, arena, &store);
    if (!find_wish(&store, wish, arena, &choice, &walk.found[0], &err)) {
        *HR_VEC_PUSH(arena, errs) = err;
        return false;
    }
    if (!read_profile(&walk, &choice.profile, errs) ||
        (policy && !hold(policy, &store, arena, &choice, errs)))
        return false;
    *out = choice;
    return true;
}
