/* SPDX-License-Identifier: MIT */
#include "hrun/policy/type.h"

#include "hrun/base/number.h"
#include "hrun/base/text.h"
#include "hrun/docker/capability.h"
#include "hrun/docker/go.h"

#include <string.h>

#define NANO_MIN   10000000  /* 0.01 CPUs: the kernel takes no less */
#define ID_MAX     INT32_MAX /* the engine takes no larger uid or gid */
#define MODE_MAX   07777
#define NAME_BYTES 64

static bool read_bool(const struct hr_field *f)
{
    *(bool *)f->member = f->node->boolean;
    return true;
}

static bool read_integer(const struct hr_field *f)
{
    int64_t value;

    if (!hr_json_integer(f->node, &value) || value < f->key->min || value > f->key->max)
        return false;
    *(int64_t *)f->member = value;
    return true;
}

static bool read_text(const struct hr_field *f)
{
    *(const char **)f->member = f->node->text;
    return true;
}

static bool read_name(const struct hr_field *f)
{
    static const char first[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    static const char others[] = "abcdefghijklmnopqrstuvwxyz0123456789._-";
    const char *name = f->node->text;
    const size_t length = strlen(name);

    /* What starts with a letter or digit is neither an option nor a hidden file. */
    if (length > NAME_BYTES || strspn(name, first) == 0 || strspn(name, others) != length)
        return false;
    return read_text(f);
}

/* Return the index of TEXT among WORDS, or -1. */
static int word_index(const char *const *words, const char *text)
{
    for (int i = 0; words && words[i]; i++) {
        if (strcmp(words[i], text) == 0)
            return i;
    }
    return -1;
}

static bool read_word(const struct hr_field *f)
{
    return word_index(f->key->words, f->node->text) >= 0 && read_text(f);
}

static bool read_auto(const struct hr_field *f)
{
    enum hr_stdin_open value = f->node->boolean ? HR_STDIN_TRUE : HR_STDIN_FALSE;

    if (f->node->type == HR_JSON_STRING) {
        if (word_index(f->key->words, f->node->text) < 0)
            return false;
        value = HR_STDIN_AUTO;
    }
    *(enum hr_stdin_open *)f->member = value;
    return true;
}

/* A size that every known client reads, and reads alike. */
static bool size_of(const char *text, int64_t *bytes)
{
    bool differs = false;

    return hr_go_bytes(text, bytes, &differs) && !differs;
}

static bool read_size(const struct hr_field *f)
{
    int64_t bytes;

    return size_of(f->node->text, &bytes) && bytes >= f->key->min && read_text(f);
}

static bool read_swap(const struct hr_field *f)
{
    const char *memory = hr_json_string(f->node->parent, "mem_limit");
    int64_t bytes, floor;

    if (word_index(f->key->words, f->node->text) >= 0)
        return read_text(f);
    if (!size_of(f->node->text, &bytes) || bytes < f->key->min)
        return false;
    /* The limit is for memory and swap together: the engine refuses one below memory's. */
    if (memory && size_of(memory, &floor) && bytes < floor)
        return false;
    return read_text(f);
}

static bool read_cpus(const struct hr_field *f)
{
    int64_t nano;

    return hr_go_cpus(f->node->text, &nano) && nano >= NANO_MIN && read_text(f);
}

static bool read_mode(const struct hr_field *f)
{
    const char *text = f->node->text;
    const size_t length = strlen(text);
    int64_t mode = 0;

    if (length < 3 || length > 5 || strspn(text, "01234567") != length)
        return false;
    for (; *text; text++)
        mode = mode * 8 + (*text - '0');
    if (mode > MODE_MAX)
        return false;
    *(int64_t *)f->member = mode;
    return true;
}

/* Read a uid or gid: a leading zero is not wrong to docker, but nobody means it. */
static bool is_id(const char *text, size_t length, int64_t min)
{
    uint64_t id;

    return hr_number_u64(text, length, &id) && id >= (uint64_t)min && id <= ID_MAX &&
           (length == 1 || *text != '0');
}

static bool read_user(const struct hr_field *f)
{
    const char *text = f->node->text, *colon = strchr(text, ':');

    if (word_index(f->key->words, text) >= 0)
        return read_text(f);
    if (!colon || !is_id(text, (size_t)(colon - text), f->key->min) ||
        !is_id(colon + 1, strlen(colon + 1), 0))
        return false;
    return read_text(f);
}

static bool read_capability(const struct hr_field *f)
{
    const char *text = f->node->text;

    if (hr_capability_find(text) < 0 && !hr_capability_is_all(text))
        return false;
    hr_strv_push(f->reader->arena, f->member, text);
    return true;
}

static const char *nearest_capability(const struct hr_field *f)
{
    char *word = hr_arena_strdup(f->reader->arena, f->node->text);
    struct hr_nearest nearest = { .word = word };

    for (char *c = word; *c; c++) {
        if (*c >= 'a' && *c <= 'z')
            *c = (char)(*c - 'a' + 'A');
    }
    if (hr_text_starts(word, "CAP_"))
        nearest.word += strlen("CAP_");
    hr_nearest_offer(&nearest, "ALL");
    for (unsigned i = 0; i < HR_CAPABILITY_COUNT; i++)
        hr_nearest_offer(&nearest, hr_capability_at(i)->name);
    return nearest.best;
}

static bool read_level(const struct hr_field *f)
{
    struct hr_profile_rules *rules = f->member;
    const struct hr_rule_names *names = f->reader->rules;
    struct hr_nearest nearest = { .word = f->node->key };
    const int index = word_index(f->key->words, f->node->text);
    bool known = strcmp(f->node->key, "*") == 0;

    for (size_t i = 0; i < names->n && !known; i++) {
        known = strcmp(names->v[i], f->node->key) == 0;
        hr_nearest_offer(&nearest, names->v[i]);
    }
    if (!known)
        hr_reader_bad_name(f->reader, f->node, "no rule that a profile may set is called",
                           nearest.best);
    if (index < 0)
        return false;
    *HR_VEC_PUSH(f->reader->arena, rules) = (struct hr_profile_rule){
        .name = f->node->key,
        .level = HR_LEVEL_ALLOW + (enum hr_level)index,
    };
    return true;
}

/* Clean, so that two keys cannot mean one place; plain, so that what hrun injects would pass its
 * own rules if it were typed; without ':', behind which docker expects options. */
static void check_path(const struct hr_field *f)
{
    const char *path = f->node->key, *clean = hr_go_clean(f->reader->arena, path);
    const bool tidy = strcmp(path, clean) == 0;

    if (path[0] == '/' && path[1] && tidy && hr_text_is_plain(path) && !strchr(path, ':'))
        return;
    hr_reader_bad_name(f->reader, f->node, "want a clean absolute path without a colon, found",
                       path[0] == '/' && !tidy && clean[1] ? clean : NULL);
}

static bool read_mount(const struct hr_field *f)
{
    struct hr_profile_mounts *mounts = f->member;
    struct hr_profile_tmpfs mount = {
        .path = f->node->key,
        .pointer = hr_json_pointer(f->node, f->reader->arena),
        .mode = -1,
    };

    check_path(f);
    hr_reader_members(f->reader, f->key->members, f->node, &mount);
    if (mount.size_text && size_of(mount.size_text, &mount.size))
        *HR_VEC_PUSH(f->reader->arena, mounts) = mount;
    return true;
}

static bool read_each(const struct hr_field *f)
{
    hr_reader_members(f->reader, f->key->members, f->node, f->member);
    return true;
}

#define IS(type) (1U << HR_JSON_##type)

static const struct hr_type types[] = {
    [HR_KEY_BOOL] = {
        .json = IS(BOOL),
        .want = "true or false",
        .read = read_bool,
    },
    [HR_KEY_INTEGER] = {
        .json = IS(NUMBER),
        .want = "a whole number",
        .read = read_integer,
    },
    [HR_KEY_TEXT] = {
        .json = IS(STRING),
        .want = "a string",
        .read = read_text,
    },
    [HR_KEY_NAME] = {
        .json = IS(STRING),
        .want = "at most 64 of a-z, 0-9, dot, dash, underscore, the first a letter or digit",
        .read = read_name,
    },
    [HR_KEY_WORD] = {
        .json = IS(STRING),
        .read = read_word,
    },
    [HR_KEY_AUTO] = {
        .json = IS(STRING) | IS(BOOL),
        .want = "true or false",
        .read = read_auto,
    },
    [HR_KEY_SIZE] = {
        .json = IS(STRING),
        .want = "a size above 0, such as \"64m\"",
        .read = read_size,
    },
    [HR_KEY_SWAP] = {
        .json = IS(STRING),
        .want = "a size not below mem_limit, such as \"1g\"",
        .read = read_swap,
    },
    [HR_KEY_CPUS] = {
        .json = IS(NUMBER),
        .want = "a number of at least 0.01, such as 1.5",
        .read = read_cpus,
    },
    [HR_KEY_MODE] = {
        .json = IS(STRING),
        .want = "octal digits in quotes, such as \"1777\"",
        .read = read_mode,
    },
    [HR_KEY_USER] = {
        .json = IS(STRING),
        .want = "\"UID:GID\" in numbers",
        .read = read_user,
    },
    [HR_KEY_CAPABILITY] = {
        .json = IS(STRING),
        .want = "a capability or \"ALL\"",
        .read = read_capability,
        .nearest = nearest_capability,
    },
    [HR_KEY_LEVEL] = {
        .json = IS(STRING),
        .read = read_level,
    },
    [HR_KEY_MOUNT] = {
        .json = IS(OBJECT),
        .want = "an object",
        .read = read_mount,
    },
    [HR_KEY_LIST] = {
        .json = IS(ARRAY),
        .want = "a list",
        .read = read_each,
    },
    [HR_KEY_OBJECT] = {
        .json = IS(OBJECT),
        .want = "an object",
        .read = read_each,
    },
};
_Static_assert(HR_ARRAY_LEN(types) == HR_KEY__COUNT, "a row for every type");

const struct hr_type *hr_type(enum hr_key_type type)
{
    return &types[type];
}
