/* SPDX-License-Identifier: MIT */
/* A docker run line, its words parted by NUL, and through it every value grammar: what is read,
 * written again with long names and one word an option, reads as the same; a refusal says why and
 * where. */
#include "hrun/base/arena.h"
#include "hrun/base/text.h"
#include "hrun/docker/invocation.h"

#include "fuzz.h"

#include <string.h>

static void split(const uint8_t *data, size_t size, struct hr_arena *arena, struct hr_strv *words)
{
    const char *text = hr_arena_strndup(arena, (const char *)data, size), *end = text + size;

    for (; text < end; text += strlen(text) + 1)
        hr_strv_push(arena, words, text);
}

static void write_again(const struct hr_invocation *inv, struct hr_arena *arena,
                        struct hr_strv *words)
{
    for (size_t i = 0; i < inv->settings.n; i++) {
        const struct hr_setting *setting = &inv->settings.v[i];

        hr_strv_pushf(arena, words, "--%s=%s", setting->option->name, setting->raw);
    }
    if (inv->has_image)
        hr_strv_push(arena, words, inv->image_word);
    hr_strv_extend(arena, words, &inv->command);
}

static bool parse(const struct hr_strv *words, struct hr_arena *arena, struct hr_invocation *out,
                  struct hr_error *err)
{
    return hr_invocation_parse((const char *const *)words->v, words->n, NULL, arena, out, err);
}

static void check_same(const struct hr_invocation *a, const struct hr_invocation *b)
{
    FUZZ_CHECK(a->help == b->help && a->has_image == b->has_image);
    FUZZ_CHECK(!a->has_image || strcmp(a->image_word, b->image_word) == 0);
    FUZZ_CHECK(a->settings.n == b->settings.n && a->command.n == b->command.n);
    for (size_t i = 0; i < a->settings.n; i++) {
        const struct hr_setting *x = &a->settings.v[i], *y = &b->settings.v[i];

        FUZZ_CHECK(x->option == y->option && strcmp(x->raw, y->raw) == 0);
        FUZZ_CHECK(x->value->kind == y->value->kind && x->value->differs == y->value->differs);
    }
    for (size_t i = 0; i < a->command.n; i++)
        FUZZ_CHECK(strcmp(a->command.v[i], b->command.v[i]) == 0);
}

static void check_refusal(const struct hr_error *err, size_t count, struct hr_arena *arena)
{
    const char *text = hr_error_text(err, arena);

    FUZZ_CHECK(err->code == HR_ERRC_USAGE || err->code == HR_ERRC_UNKNOWN);
    FUZZ_CHECK(err->msg && *err->msg && err->where.argument <= count + 1);
    FUZZ_CHECK(hr_text_is_utf8(text, strlen(text)) && !strchr(text, '\x1b'));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hr_arena arena;
    struct hr_strv words = { 0 }, again = { 0 };
    struct hr_invocation first = { 0 }, second = { 0 };
    struct hr_error err = { 0 };

    hr_arena_init(&arena);
    split(data, size, &arena, &words);
    if (parse(&words, &arena, &first, &err)) {
        for (size_t i = 0; i < first.settings.n; i++) {
            const struct hr_origin *origin = &first.settings.v[i].origin;
            FUZZ_CHECK(origin->kind == HR_ORIGIN_ARGUMENT);
            FUZZ_CHECK(origin->number >= 1 && origin->number <= words.n);
        }
        write_again(&first, &arena, &again);
        FUZZ_CHECK(parse(&again, &arena, &second, &err));
        check_same(&first, &second);
    } else {
        check_refusal(&err, words.n, &arena);
    }
    hr_arena_finish(&arena);
    return 0;
}
