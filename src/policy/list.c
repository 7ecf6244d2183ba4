/* SPDX-License-Identifier: MIT */
#include "hrun/policy/list.h"

#include "folder.h"

#include <stdlib.h>
#include <string.h>

/* What is wrong, without what might help. */
static const char *complaint(const struct hr_error *err, struct hr_arena *arena)
{
    const struct hr_error bare = { .code = err->code, .where = err->where, .msg = err->msg };

    return hr_error_text(&bare, arena);
}

/* What FOUND says of itself. */
static void describe(const struct hr_found *found, struct hr_arena *arena, struct hr_listed *out)
{
    const struct hr_json *document, *images;
    struct hr_error err;

    if (!hr_folder_parse(found, arena, &document, &err)) {
        out->wrong = complaint(&err, arena);
        return;
    }
    out->description = hr_json_string(document, "description");
    out->extends = hr_json_string(document, "extends");
    images = hr_json_get(hr_json_get(document, "match"), "images");
    for (const struct hr_json *node = images ? images->child : NULL; node; node = node->next) {
        if (node->type == HR_JSON_STRING)
            hr_strv_push(arena, &out->images, node->text);
    }
}

/* The source of the profile called NAME that is listed already, or NULL. */
static const char *listed(const struct hr_listed_profiles *list, const char *name)
{
    for (size_t i = 0; i < list->n; i++) {
        if (!list->v[i].hidden_by && strcmp(list->v[i].name, name) == 0)
            return list->v[i].source;
    }
    return NULL;
}

static void add_file(const struct hr_store *store, size_t place, const char *name,
                     struct hr_arena *arena, struct hr_listed_profiles *out)
{
    struct hr_listed row = {
        .name = name,
        .source = hr_arena_printf(arena, "%s/%s.json", store->folders.v[place], name),
        .hidden_by = listed(out, name),
    };
    struct hr_found found;
    struct hr_error err;

    if (!hr_folder_named(store, place, name, arena, &found, &err))
        row.wrong = complaint(&err, arena);
    else if (!found.text.text)
        return; /* gone since the folder was listed */
    else
        describe(&found, arena, &row);
    *HR_VEC_PUSH(arena, out) = row;
}

static void add_builtin(const struct hr_store *store, const char *name, struct hr_arena *arena,
                        struct hr_listed_profiles *out)
{
    struct hr_listed row = { .name = name, .hidden_by = listed(out, name) };
    struct hr_found found;

    if (!hr_folder_builtin(store, name, arena, &found))
        return;
    row.source = found.text.source;
    describe(&found, arena, &row);
    *HR_VEC_PUSH(arena, out) = row;
}

/* Read the ones that are meant whole: what they extend may be broken. */
static void check(const struct hr_store *store, struct hr_arena *arena,
                  struct hr_listed_profiles *list)
{
    for (size_t i = 0; i < list->n; i++) {
        struct hr_listed *row = &list->v[i];
        const struct hr_wish wish = { .flag = row->name, .is_operand = true };
        struct hr_errors errs = { 0 };
        struct hr_choice choice;

        if (!row->hidden_by && !row->wrong && !hr_store_choose(store, &wish, arena, &choice, &errs))
            row->wrong = complaint(&errs.v[0], arena);
    }
}

static int compare(const void *left, const void *right)
{
    const struct hr_listed *a = left, *b = right;
    const int order = strcmp(a->name, b->name);

    /* Those of one name stand together, the one that is meant first. */
    return order ? order : (a->hidden_by != NULL) - (b->hidden_by != NULL);
}

void hr_store_list(const struct hr_store *store, struct hr_arena *arena,
                   struct hr_listed_profiles *out, struct hr_errors *errs)
{
    *out = (struct hr_listed_profiles){ 0 };
    for (size_t i = 0; i < store->folders.n; i++) {
        struct hr_strv names = { 0 };
        struct hr_error err;

        if (!hr_folder_list(store->folders.v[i], arena, &names, &err))
            *HR_VEC_PUSH(arena, errs) = err;
        for (size_t k = 0; k < names.n; k++)
            add_file(store, i, names.v[k], arena, out);
    }
    for (const struct hr_builtin *row = hr_builtins(); row->name; row++)
        add_builtin(store, row->name, arena, out);
    check(store, arena, out);
    if (out->n > 0)
        qsort(out->v, out->n, sizeof(*out->v), compare);
}
