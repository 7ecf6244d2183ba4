/* SPDX-License-Identifier: MIT */
#include "order.h"

#include "hrun/base/text.h"
#include "hrun/docker/capability.h"
#include "hrun/docker/go.h"
#include "hrun/policy/match.h"

#include "entry.h"

#include <string.h>

/* A network that is no word of the table is one of the host's own: as open as the default one. */
#define RANK_OTHER 1

/* The value of NODE on the scale that KEY's order is about. */
static int64_t measure(const struct hr_key *key, const struct hr_json *node)
{
    const int word = node->text ? hr_type_word(key->words, node->text) : -1;
    int64_t value = 0;

    if (node->type == HR_JSON_BOOL)
        return node->boolean;
    if (key->type == HR_KEY_NETWORK)
        return word >= 0 ? word : RANK_OTHER;
    /* "mem_limit" is no swap at all: the least that there is. */
    if (word >= 0)
        return key->type == HR_KEY_SWAP ? 0 : word;
    if (key->type == HR_KEY_CPUS)
        return hr_go_cpus(node->text, &value) ? value : INT64_MAX;
    if (node->type == HR_JSON_NUMBER)
        return hr_json_integer(node, &value) && value >= 0 ? value : INT64_MAX;
    return hr_type_size(node->text, &value) ? value : INT64_MAX;
}

static bool is_same(const struct hr_json *a, const struct hr_json *b)
{
    return a->type == b->type && a->boolean == b->boolean &&
           (!a->text || strcmp(a->text, b->text) == 0);
}

const struct hr_json *hr_order_tighter(const struct hr_key *key, const struct hr_json *a,
                                       const struct hr_json *b)
{
    const bool larger = key->order == HR_ORDER_TRUE || key->order == HR_ORDER_LAST;
    int64_t first, second;

    if (!b)
        return a;
    if (!a)
        return key->order == HR_ORDER_FALSE ? NULL : b;
    if (is_same(a, b))
        return a;
    if (key->order == HR_ORDER_NONE)
        return b;
    first = measure(key, a);
    second = measure(key, b);
    if (first == second)
        return key->type == HR_KEY_NETWORK ? b : a;
    return larger == (second > first) ? b : a;
}

static bool covers_capability(const char *wide, const char *narrow)
{
    return hr_capability_is_all(wide) || (!hr_capability_is_all(narrow) &&
                                          hr_capability_find(wide) == hr_capability_find(narrow));
}

static bool covers_path(const char *wide, const char *narrow, struct hr_arena *arena)
{
    const char *top = hr_go_clean(arena, wide), *below = hr_go_clean(arena, narrow);
    const size_t length = strlen(top);

    if (strcmp(top, below) == 0 || strcmp(top, "/") == 0)
        return *below == *top;
    /* What is above the working directory, and below what, only its name tells. */
    if (strcmp(top, ".") == 0)
        return *below != '/' && strcmp(below, "..") != 0 && !hr_text_starts(below, "../");
    return hr_text_starts(below, top) && below[length] == '/' &&
           !(hr_text_ends(top, "..") && hr_text_starts(below + length, "/.."));
}

static bool covers_image(const char *wide, const char *narrow, struct hr_arena *arena)
{
    struct hr_glob a, b;

    if (!hr_glob_parse(wide, arena, &a) || !hr_glob_parse(narrow, arena, &b))
        return false;
    if (a.digest && (!b.digest || strcmp(a.digest, b.digest) != 0))
        return false;
    return hr_text_fits(a.name, b.name, '/') &&
           (!a.tag || (b.tag && hr_text_fits(a.tag, b.tag, '/')));
}

/* A glob that fits another as if that were text fits all that the other fits: each '*' of the other is
 * within one of its own. */
bool hr_order_covers(const struct hr_key *key, const char *wide, const char *narrow,
                     struct hr_arena *arena)
{
    if (strcmp(wide, narrow) == 0)
        return true;
    if (key->type == HR_KEY_CAPABILITY)
        return covers_capability(wide, narrow);
    if (key->type == HR_KEY_GLOB)
        return hr_text_fits(wide, narrow, '\0');
    if (key->type == HR_KEY_DEVICE)
        return hr_text_fits(wide, narrow, '/');
    if (key->type == HR_KEY_HOST_PATH)
        return covers_path(wide, narrow, arena);
    if (key->type == HR_KEY_IMAGE)
        return covers_image(wide, narrow, arena);
    /* The row's words stand for all. */
    return key->type == HR_KEY_TOKEN && hr_type_word(key->words, wide) >= 0;
}
