/* SPDX-License-Identifier: MIT */
/* Strict JSON: what is refused has a place; what is accepted has its values where they say they
 * are, and reads the same after it was written. */
#include "hrun/base/json.h"
#include "hrun/base/jsonw.h"
#include "hrun/base/text.h"

#include "fuzz.h"

#include <string.h>

/* The byte at LINE and COLUMN of the SIZE bytes at TEXT. */
static char byte_at(const char *text, size_t size, size_t line, size_t column)
{
    const char *at = text;

    for (; line > 1; line--) {
        at = memchr(at, '\n', size - (size_t)(at - text));
        FUZZ_CHECK(at);
        at++;
    }
    FUZZ_CHECK(column > 0 && (size_t)(at - text) + column <= size);
    return at[column - 1];
}

static void check_node(const struct hr_json *node, const char *text, size_t size)
{
    static const char *const first[] = {
        [HR_JSON_NULL] = "n",    [HR_JSON_BOOL] = "tf", [HR_JSON_NUMBER] = "-0123456789",
        [HR_JSON_STRING] = "\"", [HR_JSON_ARRAY] = "[", [HR_JSON_OBJECT] = "{",
    };
    size_t count = 0;

    FUZZ_CHECK(strchr(first[node->type], byte_at(text, size, node->line, node->column)));
    FUZZ_CHECK(!node->key == !(node->parent && node->parent->type == HR_JSON_OBJECT));
    if (node->key)
        FUZZ_CHECK(byte_at(text, size, node->key_line, node->key_column) == '"');
    for (const struct hr_json *child = node->child; child; child = child->next, count++) {
        FUZZ_CHECK(child->parent == node);
        if (child->key)
            FUZZ_CHECK(hr_json_get(node, child->key) == child);
        check_node(child, text, size);
    }
    FUZZ_CHECK(count == node->count);
}

static const char *rewrite(const struct hr_json *json, unsigned indent, bool canonical,
                           struct hr_arena *arena)
{
    struct hr_jsonw w;

    hr_jsonw_init(&w, arena, indent);
    hr_jsonw_json(&w, json, canonical);
    return hr_jsonw_text(&w);
}

/* JSON is the same after it was written with INDENT and read again. */
static void check_rewrite(const struct hr_json *json, unsigned indent, bool canonical,
                          struct hr_arena *arena)
{
    const char *text = rewrite(json, indent, canonical, arena);
    const struct hr_json *again;
    struct hr_error err;

    FUZZ_CHECK(hr_json_parse(text, strlen(text), "again", arena, &again, &err));
    FUZZ_CHECK(strcmp(rewrite(again, indent, canonical, arena), text) == 0);
    FUZZ_CHECK(strcmp(rewrite(again, 0, true, arena), rewrite(json, 0, true, arena)) == 0);
    if (indent == 0)
        FUZZ_CHECK(strcmp(hr_text_safe(arena, text), text) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    const struct hr_json *json;
    struct hr_arena arena;
    struct hr_error err = { 0 };

    hr_arena_init(&arena);
    if (hr_json_parse(text, size, "fuzz", &arena, &json, &err)) {
        check_node(json, text, size);
        check_rewrite(json, 0, false, &arena);
        check_rewrite(json, 2, true, &arena);
    } else {
        FUZZ_CHECK(err.code == HR_ERRC_INPUT);
        FUZZ_CHECK(err.where.line > 0 && err.where.column > 0 && err.where.column <= size + 1);
        FUZZ_CHECK(hr_error_text(&err, &arena));
    }
    hr_arena_finish(&arena);
    return 0;
}
