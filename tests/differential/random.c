/* SPDX-License-Identifier: MIT */
#include "hrun/base/attr.h"
#include "hrun/base/quote.h"
#include "hrun/docker/option.h"

#include "dice.h"
#include "pool.h"
#include "vector.h"

#include <string.h>

/* VALUE with one byte put in, taken out or doubled: what no pool thought of. */
static const char *mutate(struct dice *d, const char *value, struct hr_arena *arena)
{
    static const char bytes[] = ",:=/\\ \"-+.0aZ[]@\n\r\t_*";
    const size_t length = strlen(value), at = below(d, length + 1);
    const char c = bytes[below(d, sizeof(bytes) - 1)];

    switch (below(d, 3)) {
    case 0:
        return hr_arena_printf(arena, "%.*s%c%s", (int)at, value, c, value + at);
    case 1:
        return hr_arena_printf(arena, "%.*s%s", (int)at, value, value + at + (at < length));
    default:
        return hr_arena_printf(arena, "%.*s%s", (int)at, value, value + at - (at > 0));
    }
}

static const char *value_for(struct dice *d, const struct hr_option *option, struct hr_arena *arena)
{
    const struct pool *pool = pool_for(option);
    const char *const *nasty = d->nasty && !one_in(d, 4) ? pool_nasty_for(option) : NULL;
    const size_t luck = below(d, 32);
    const char *value = pick(d, nasty       ? nasty
                                : luck < 26 ? pool->good
                                : luck < 30 ? pool->odd
                                            : pool->bad);

    return one_in(d, d->nasty ? 48 : 24) ? mutate(d, value, arena) : value;
}

/* "-it", "-dp80:80", "-ie" "A=1": boolean letters, then perhaps one that takes a value. */
static void push_cluster(struct dice *d, const struct hr_option *option, struct hr_arena *arena,
                         struct hr_strv *words)
{
    static const char *const flags[] = { "i", "d", "t", "q", "P", "", "", "it", "di", NULL };
    const char *start = hr_arena_printf(arena, "-%s%c", pick(d, flags), option->letter);
    const bool boolean = option->kind == HR_KIND_BOOL;
    const char *value;

    if (boolean && !one_in(d, 4)) {
        hr_strv_push(arena, words, start);
        return;
    }
    value = value_for(d, option, arena);
    switch (boolean ? 0 : below(d, 3)) {
    case 0:
        hr_strv_pushf(arena, words, "%s=%s", start, value);
        break;
    case 1:
        hr_strv_pushf(arena, words, "%s%s", start, value);
        break;
    default:
        hr_strv_push(arena, words, start);
        hr_strv_push(arena, words, value);
        break;
    }
}

static void push_option(struct dice *d, const struct hr_option *option, struct hr_arena *arena,
                        struct hr_strv *words)
{
    const char *name = option->alias[0] && one_in(d, 2) ? option->alias[0] : option->name;

    if (option->letter != 0 && one_in(d, 2)) {
        push_cluster(d, option, arena, words);
    } else if (option->kind == HR_KIND_BOOL && !one_in(d, 3)) {
        hr_strv_pushf(arena, words, "--%s", name);
    } else if (option->kind == HR_KIND_BOOL || one_in(d, 2)) {
        hr_strv_pushf(arena, words, "--%s=%s", name, value_for(d, option, arena));
    } else {
        hr_strv_pushf(arena, words, "--%s", name);
        hr_strv_push(arena, words, value_for(d, option, arena));
    }
}

/* Any row, but seldom one with which every line ends the same way. */
static const struct hr_option *pick_option(struct dice *d)
{
    const struct hr_option_table *table = hr_docker_options();
    const struct hr_option *option;

    if (d->nasty && !one_in(d, 4))
        return hr_option(pool_nasty_option(roll(d) & 0xffff));
    /* Variables have many ways to a container. */
    if (one_in(d, 10))
        return hr_option(one_in(d, 3) ? "env-file" : "env");
    do {
        option = &table->rows[below(d, table->count)];
    } while (pool_is_rare(option) && !one_in(d, 12));
    return option;
}

static void push_options(struct dice *d, struct hr_arena *arena, struct hr_strv *words)
{
    const size_t count = below(d, 6);
    const struct hr_option *option = NULL;

    for (size_t i = 0; i < count; i++) {
        if (!option || !one_in(d, d->nasty ? 3 : 5)) /* else the same one again */
            option = pick_option(d);
        push_option(d, option, arena, words);
        if (one_in(d, d->nasty ? 256 : 64))
            hr_strv_push(arena, words, pick(d, pool_quirks));
    }
}

/* What is around the words: an environment, files, one of them made here. */
static void push_surroundings(struct dice *d, struct hr_arena *arena, struct vector *out)
{
    struct hr_strv lines = { 0 };

    for (size_t i = 0; pool_environ[i]; i++)
        hr_strv_push(arena, &out->environ, pool_environ[i]);
    for (size_t i = 0; pool_more_environ[i]; i++) {
        if (one_in(d, 3))
            hr_strv_push(arena, &out->environ, pool_more_environ[i]);
    }
    for (size_t i = 0; pool_files[i].path; i++)
        *HR_VEC_PUSH(arena, &out->files) = pool_files[i];
    for (size_t count = below(d, 8); count > 0; count--)
        hr_strv_push(arena, &lines, pick(d, one_in(d, 40) ? pool_bad_env_lines : pool_env_lines));
    *HR_VEC_PUSH(arena, &out->files) = (struct vector_file){
        .path = "random.env",
        .text = hr_arena_printf(arena, "%s%s", one_in(d, 8) ? "\xef\xbb\xbf" : "",
                                hr_strv_join(arena, &lines, one_in(d, 4) ? "\r\n" : "\n")),
    };
}

/* Words and what is around them, by the numbers that *D makes. */
static void fill(struct dice *d, struct hr_arena *arena, struct vector *out)
{
    size_t count;

    push_surroundings(d, arena, out);
    push_options(d, arena, &out->words);
    if (one_in(d, 12))
        hr_strv_push(arena, &out->words, "--");
    if (one_in(d, 40))
        return;
    hr_strv_push(arena, &out->words,
                 pick(d, one_in(d, d->nasty ? 99 : 24) ? pool_bad_images
                         : d->nasty && !one_in(d, 3)   ? pool_pinned_images
                                                       : pool_images));
    count = below(d, 4);
    for (size_t i = 0; i < count; i++)
        hr_strv_push(arena, &out->words, pick(d, pool_commands));
}

void vector_random(uint64_t seed, uint64_t index, struct hr_arena *arena, struct vector *out)
{
    struct dice d = { .state = seed };

    d.state = roll(&d) ^ index;
    *out = (struct vector){ .terminal = one_in(&d, 3) };
    out->name = hr_arena_printf(arena, "random %llu %llu", (unsigned long long)seed,
                                (unsigned long long)index);
    fill(&d, arena, out);
}

void vector_nasty(uint64_t seed, uint64_t index, struct hr_arena *arena, struct vector *out)
{
    struct dice d = { .state = seed, .nasty = true };

    d.state = roll(&d) ^ index;
    *out = (struct vector){ .links = pool_nasty_links };
    out->name = hr_arena_printf(arena, "nasty %llu %llu", (unsigned long long)seed,
                                (unsigned long long)index);
    for (size_t i = 0; pool_nasty_files[i].path; i++)
        *HR_VEC_PUSH(arena, &out->files) = pool_nasty_files[i];
    fill(&d, arena, out);
}

const char *vector_text(const struct vector *vector, struct hr_arena *arena)
{
    struct hr_strv quoted = { 0 };

    for (size_t i = 0; i < vector->words.n; i++)
        hr_strv_push(arena, &quoted, hr_quote_shell(arena, vector->words.v[i]));
    return hr_strv_join(arena, &quoted, " ");
}
