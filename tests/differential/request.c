/* SPDX-License-Identifier: MIT */
#include "request.h"

#include "hrun/base/jsonw.h"
#include "hrun/base/text.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

/* A value as lines "PATH VALUE", one for each leaf. */
struct flat {
    struct hr_arena *arena;
    struct hr_strv lines;
    bool sets; /* every list of strings is a set */
};

bool request_read(const char *line, struct hr_arena *arena, struct request *out,
                  struct hr_error *err)
{
    const char *target, *body;
    const struct hr_json *json;

    if (fnmatch("POST /*/containers/create[ ?]*", line, 0) != 0)
        return false;
    target = line + strlen("POST ");
    body = strchr(target, ' ');
    if (!body || !hr_json_parse(body + 1, strlen(body + 1), "create request", arena, &json, err))
        return false;
    out->target = hr_arena_strndup(arena, target, (size_t)(body - target));
    out->body = json;
    return true;
}

static const char *leaf_text(const struct hr_json *node, struct hr_arena *arena)
{
    struct hr_jsonw w;

    hr_jsonw_init(&w, arena, 0);
    hr_jsonw_json(&w, node, true);
    return hr_jsonw_text(&w);
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void sort_words(struct hr_strv *words)
{
    if (words->n > 1)
        qsort(words->v, words->n, sizeof(*words->v), by_bytes);
}

/* Variables of one name stay in order: the last one counts. */
static void sort_names(struct hr_strv *words)
{
    for (size_t i = 1; i < words->n; i++) {
        char *word = words->v[i];
        const size_t length = strcspn(word, "=");
        size_t j = i;
        for (; j > 0; j--) {
            const char *before = words->v[j - 1];
            const size_t other = strcspn(before, "=");
            const int order = strncmp(before, word, length < other ? length : other);
            if (order < 0 || (order == 0 && other <= length))
                break;
            words->v[j] = words->v[j - 1];
        }
        words->v[j] = word;
    }
}

static bool all_strings(const struct hr_json *list)
{
    for (const struct hr_json *e = list->child; e; e = e->next) {
        if (e->type != HR_JSON_STRING)
            return false;
    }
    return list->count > 0;
}

static const struct unordered {
    const char *path;
    void (*sort)(struct hr_strv *);
} unordered[] = {
    { "Env", sort_names },
    { "HostConfig.Binds", sort_words },
    { "HostConfig.Ulimits", sort_words },
};

static void (*sorter(const struct flat *flat, const struct hr_json *list,
                     const char *path))(struct hr_strv *)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(unordered); i++) {
        if (strcmp(unordered[i].path, path) == 0)
            return unordered[i].sort;
    }
    return flat->sets && all_strings(list) ? sort_words : NULL;
}

static void flatten(struct flat *flat, const struct hr_json *node, const char *path);

static void flatten_list(struct flat *flat, const struct hr_json *list, const char *path)
{
    void (*sort)(struct hr_strv *) = sorter(flat, list, path);
    struct hr_strv words = { 0 };
    size_t index = 0;

    for (const struct hr_json *e = list->child; e; e = e->next, index++) {
        if (sort)
            hr_strv_push(flat->arena, &words,
                         e->type == HR_JSON_STRING ? e->text : leaf_text(e, flat->arena));
        else
            flatten(flat, e, hr_arena_printf(flat->arena, "%s[%zu]", path, index));
    }
    if (sort)
        sort(&words);
    for (index = 0; index < words.n; index++)
        hr_strv_pushf(flat->arena, &flat->lines, "%s[%zu] %s", path, index, words.v[index]);
}

static void flatten_object(struct flat *flat, const struct hr_json *object, const char *path)
{
    const bool labels = strcmp(path, "Labels") == 0;
    bool empty = true;

    for (const struct hr_json *m = object->child; m; m = m->next) {
        if (labels && hr_text_starts(m->key, "hrun."))
            continue;
        empty = false;
        flatten(flat, m,
                *path == '\0' ? m->key : hr_arena_printf(flat->arena, "%s.%s", path, m->key));
    }
    if (empty)
        hr_strv_pushf(flat->arena, &flat->lines, "%s {}", path);
}

static void flatten(struct flat *flat, const struct hr_json *node, const char *path)
{
    if (node->type == HR_JSON_OBJECT)
        flatten_object(flat, node, path);
    else if (node->type == HR_JSON_ARRAY && node->count > 0)
        flatten_list(flat, node, path);
    else
        hr_strv_pushf(flat->arena, &flat->lines, "%s %s", path, leaf_text(node, flat->arena));
}

static struct hr_strv flat_lines(const struct hr_json *node, bool sets, struct hr_arena *arena)
{
    struct flat flat = { .arena = arena, .sets = sets };

    if (node)
        flatten(&flat, node, "");
    else
        hr_strv_push(arena, &flat.lines, " null");
    sort_words(&flat.lines);
    return flat.lines;
}

void request_compare(const struct request *a, const struct request *b, struct hr_arena *arena,
                     struct hr_strv *differences)
{
    struct hr_strv left = flat_lines(a->body, false, arena);
    struct hr_strv right = flat_lines(b->body, false, arena);
    size_t i = 0, j = 0;

    if (strcmp(a->target, b->target) != 0) {
        hr_strv_pushf(arena, differences, "- %s", a->target);
        hr_strv_pushf(arena, differences, "+ %s", b->target);
    }
    while (i < left.n || j < right.n) {
        const int order = i == left.n ? 1 : j == right.n ? -1 : strcmp(left.v[i], right.v[j]);
        if (order < 0)
            hr_strv_pushf(arena, differences, "- %s", left.v[i]);
        if (order > 0)
            hr_strv_pushf(arena, differences, "+ %s", right.v[j]);
        i += order <= 0;
        j += order >= 0;
    }
}

const char *request_platform(const struct request *request, struct hr_arena *arena)
{
    const char *found = strstr(request->target, "platform=");
    char *text, *end;

    if (!found)
        return "";
    found += strlen("platform=");
    text = end = hr_arena_strndup(arena, found, strcspn(found, "&"));
    for (const char *p = text; *p != '\0'; end++) {
        if (hr_text_starts(p, "%2F")) { /* a platform has nothing else to escape */
            *end = '/';
            p += 3;
        } else {
            *end = *p++;
        }
    }
    *end = '\0';
    return text;
}

const struct hr_json *request_member(const struct request *request, const char *path,
                                     struct hr_arena *arena)
{
    const struct hr_json *node = request->body;

    while (node && *path != '\0') {
        const size_t length = strcspn(path, ".");
        node = hr_json_get(node, hr_arena_strndup(arena, path, length));
        path += length + (path[length] == '.');
    }
    return node;
}

bool request_same(const struct hr_json *a, const struct hr_json *b, struct hr_arena *arena)
{
    const struct hr_strv left = flat_lines(a, true, arena), right = flat_lines(b, true, arena);

    return strcmp(hr_strv_join(arena, &left, "\n"), hr_strv_join(arena, &right, "\n")) == 0;
}

bool request_same_list(const struct hr_json *a, const struct hr_json *b)
{
    const struct hr_json *x = a ? a->child : NULL, *y = b ? b->child : NULL;

    for (; x && y; x = x->next, y = y->next) {
        if (x->type != HR_JSON_STRING || y->type != HR_JSON_STRING || strcmp(x->text, y->text) != 0)
            return false;
    }
    return !x && !y;
}
