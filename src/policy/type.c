/* SPDX-License-Identifier: MIT */
#include "hrun/policy/type.h"

#include "hrun/base/number.h"
#include "hrun/base/text.h"
#include "hrun/docker/go.h"
#include "hrun/docker/publish.h"

#include "element.h"
#include "entry.h"
#include "lock.h"

#include <string.h>

#define NANO_MIN 10000000  /* 0.01 CPUs: the kernel takes no less */
#define ID_MAX   INT32_MAX /* the engine takes no larger uid or gid */
#define MODE_MAX 07777

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
    return hr_profile_is_name(f->node->text) && read_text(f);
}

static bool read_parent(const struct hr_field *f)
{
    return strchr(f->node->text, '/') ? read_text(f) : read_name(f);
}

int hr_type_word(const char *const *words, const char *text)
{
    for (int i = 0; words && words[i]; i++) {
        if (strcmp(words[i], text) == 0)
            return i;
    }
    return -1;
}

bool hr_type_is_word(const char *text, const char *others)
{
    size_t length = strspn(text, HR_ALNUM);

    if (length == 0)
        return false;
    while (text[length] && (strchr(HR_ALNUM, text[length]) || strchr(others, text[length])))
        length++;
    return !text[length];
}

static bool read_word(const struct hr_field *f)
{
    return hr_type_word(f->key->words, f->node->text) >= 0 && read_text(f);
}

static bool read_auto(const struct hr_field *f)
{
    enum hr_stdin_open value = f->node->boolean ? HR_STDIN_TRUE : HR_STDIN_FALSE;

    if (f->node->type == HR_JSON_STRING) {
        if (hr_type_word(f->key->words, f->node->text) < 0)
            return false;
        value = HR_STDIN_AUTO;
    }
    *(enum hr_stdin_open *)f->member = value;
    return true;
}

bool hr_type_size(const char *text, int64_t *bytes)
{
    bool differs = false;

    return hr_go_bytes(text, bytes, &differs) && !differs;
}

static bool read_size(const struct hr_field *f)
{
    int64_t bytes;

    return hr_type_size(f->node->text, &bytes) && bytes >= f->key->min && read_text(f);
}

static bool read_swap(const struct hr_field *f)
{
    const char *memory = hr_json_string(f->node->parent, "mem_limit");
    int64_t bytes, floor;

    if (hr_type_word(f->key->words, f->node->text) >= 0)
        return read_text(f);
    if (!hr_type_size(f->node->text, &bytes) || bytes < f->key->min)
        return false;
    /* The limit is for memory and swap together: the engine refuses one below memory's. */
    if (memory && hr_type_size(memory, &floor) && bytes < floor)
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

bool hr_type_is_id(const char *text, size_t length, int64_t min)
{
    uint64_t id;

    return hr_number_u64(text, length, &id) && id >= (uint64_t)min && id <= ID_MAX &&
           (length == 1 || *text != '0');
}

static bool is_user(const char *text, int64_t min)
{
    const char *colon = strchr(text, ':');

    return colon && hr_type_is_id(text, (size_t)(colon - text), min) &&
           hr_type_is_id(colon + 1, strlen(colon + 1), 0);
}

static bool read_user(const struct hr_field *f)
{
    const char *text = f->node->text;

    return (hr_type_word(f->key->words, text) >= 0 || is_user(text, 0)) && read_text(f);
}

/* The name of a user as useradd takes it; "image" and "host" are words of another key. */
static bool is_user_name(const char *text)
{
    static const char *const others[] = { "root", "image", "host", NULL };

    return *text >= 'a' && *text <= 'z' && hr_type_is_word(text, "_-") &&
           hr_type_word(others, text) < 0;
}

static bool read_fallback(const struct hr_field *f)
{
    const char *text = f->node->text;

    return (hr_type_word(f->key->words, text) >= 0 || is_user(text, 1) || is_user_name(text)) &&
           read_text(f);
}

/* An address that every client takes in front of a port. */
static bool read_address(const struct hr_field *f)
{
    const char *text = f->node->text;
    struct hr_arena *arena = f->reader->arena;
    struct hr_publish publish;
    struct hr_error err;

    return strspn(text, "0123456789abcdefABCDEF.:") == strlen(text) &&
           hr_publish_parse(hr_arena_printf(arena, strchr(text, ':') ? "[%s]::80" : "%s::80", text),
                            arena, &publish, &err) &&
           publish.address && strcmp(publish.address, text) == 0 && !publish.differs &&
           read_text(f);
}

/* Not container:NAME: a profile is for more than one run. */
static bool read_network(const struct hr_field *f)
{
    return hr_type_is_word(f->node->text, "_.-") && read_text(f);
}

static bool read_apparmor(const struct hr_field *f)
{
    return hr_type_is_word(f->node->text, "_.-/") && strcmp(f->node->text, "unconfined") != 0 &&
           read_text(f);
}

/* A relative path starts at the folder of the file that says it, so that a profile and its filter
 * move together. What is compiled in has no folder. */
static bool read_file(const struct hr_field *f)
{
    const char *text = f->node->text, *source = f->node->source;
    const char *slash = strrchr(source, '/');

    if (hr_type_word(f->key->words, text) >= 0)
        return read_text(f);
    if (!hr_text_is_plain(text) || hr_text_ends(text, "/"))
        return false;
    if (*text == '/')
        return read_text(f);
    if (!slash || (!hr_text_starts(text, "./") && !hr_text_starts(text, "../")))
        return false;
    *(const char **)f->member =
        hr_arena_printf(f->reader->arena, "%.*s%s", (int)(slash + 1 - source), source,
                        hr_text_starts(text, "./") ? text + 2 : text);
    return true;
}

static bool read_each(const struct hr_field *f)
{
    hr_reader_members(f->reader, f->key->members, f->node, f->member);
    return true;
}

#define IS(type) (1U << HR_JSON_##type)

#define NAME_PATTERN        "^[a-z0-9][a-z0-9._-]{0,63}$"
#define SIZE_PATTERN        "^[0-9][0-9.]* ?([kKmMgGtTpP]([iI]?[bB])?|[bB])?$"
#define ID_PATTERN          "(0|[1-9][0-9]{0,9})"
#define WORD_PATTERN(bytes) "^[A-Za-z0-9][A-Za-z0-9" bytes "]*$"

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
        .pattern = NAME_PATTERN,
        .read = read_name,
    },
    [HR_KEY_PARENT] = {
        .json = IS(STRING),
        .want = "the name of a profile or a path",
        .pattern = "/|" NAME_PATTERN,
        .read = read_parent,
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
        .pattern = SIZE_PATTERN,
        .read = read_size,
    },
    [HR_KEY_SWAP] = {
        .json = IS(STRING),
        .want = "a size not below mem_limit, such as \"1g\"",
        .pattern = SIZE_PATTERN,
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
        .pattern = "^[0-7]{3,5}$",
        .read = read_mode,
    },
    [HR_KEY_USER] = {
        .json = IS(STRING),
        .want = "\"UID:GID\" in numbers",
        .pattern = "^" ID_PATTERN ":" ID_PATTERN "$",
        .read = read_user,
    },
    [HR_KEY_FALLBACK] = {
        .json = IS(STRING),
        .want = "\"UID:GID\" in numbers, UID not 0, or the name of a user of the image but root",
        .pattern = "^([1-9][0-9]{0,9}:" ID_PATTERN "|[a-z][A-Za-z0-9_-]*)$",
        .read = read_fallback,
    },
    [HR_KEY_CAPABILITY] = {
        .json = IS(STRING),
        .want = "a capability or \"ALL\"",
        .pattern = "^([Cc][Aa][Pp]_)?[A-Za-z_]+$",
        .read = hr_element_capability,
        .nearest = hr_element_nearest_capability,
    },
    [HR_KEY_GROUP] = {
        .json = IS(STRING) | IS(NUMBER),
        .want = "the name or number of a group",
        .pattern = WORD_PATTERN("_.-"),
        .read = hr_element_group,
    },
    [HR_KEY_ADDRESS] = {
        .json = IS(STRING),
        .want = "an IP address, such as \"127.0.0.1\"",
        .pattern = "^[0-9A-Fa-f.:]+$",
        .read = read_address,
    },
    [HR_KEY_IMAGE] = {
        .json = IS(STRING),
        .want = "an image, such as \"nginx:1.*\" or \"ghcr.io/team/*\"",
        .pattern = "^[A-Za-z0-9._/:@*\\[\\]-]+$",
        .read = hr_element_image,
    },
    [HR_KEY_NETWORK] = {
        .json = IS(STRING),
        .want = "the name of a network",
        .pattern = WORD_PATTERN("_.-"),
        .read = read_network,
    },
    [HR_KEY_FILE] = {
        .json = IS(STRING),
        .want = "a path that starts with / or ./",
        .pattern = "^\\.{0,2}/.*[^/]$",
        .read = read_file,
    },
    [HR_KEY_APPARMOR] = {
        .json = IS(STRING),
        .want = "the name of an AppArmor profile other than \"unconfined\"",
        .pattern = "^(?!unconfined$)[A-Za-z0-9][A-Za-z0-9_./-]*$",
        .read = read_apparmor,
    },
    [HR_KEY_GLOB] = {
        .json = IS(STRING),
        .want = "a name, with * for any characters",
        .pattern = "^[A-Za-z0-9_./*-]+$",
        .read = hr_element_glob,
    },
    [HR_KEY_TOKEN] = {
        .json = IS(STRING),
        .want = "a name of letters, digits, dot, dash, underscore, slash, colon",
        .pattern = WORD_PATTERN("_./:-"),
        .read = hr_element_token,
    },
    [HR_KEY_DEVICE] = {
        .json = IS(STRING),
        .want = "a device, such as \"/dev/dri/*\" or \"nvidia.com/gpu=0\"",
        .pattern = "^(/[ -9;-~]*|[ -9;-~]+=[ -9;-~]+)$",
        .read = hr_element_device,
    },
    [HR_KEY_HOST_PATH] = {
        .json = IS(STRING),
        .want = "a path that starts with / or ./, without *",
        .pattern = "^(\\.{1,2}|\\.{0,2}/[^*]*)$",
        .read = hr_element_host_path,
    },
    [HR_KEY_PROFILE] = {
        .json = IS(STRING),
        .want = "the name of a profile",
        .pattern = NAME_PATTERN,
        .read = hr_element_profile,
    },
    [HR_KEY_POINTER] = {
        .json = IS(STRING),
        .want = "the JSON pointer of a key or rule, such as \"/rules/engine-socket\", or \"\" for all",
        .pattern = "^(/.*)?$",
        .read = hr_lock_read,
        .nearest = hr_lock_nearest,
    },
    [HR_KEY_LEVEL] = {
        .json = IS(STRING),
        .read = hr_entry_level,
    },
    [HR_KEY_MOUNT] = {
        .json = IS(OBJECT),
        .want = "an object",
        .name_pattern = "^/[^:]+$",
        .read = hr_entry_mount,
    },
    [HR_KEY_ULIMIT] = {
        .json = IS(NUMBER) | IS(OBJECT),
        .want = "a whole number, -1 for unlimited, or an object of soft and hard, not above hard",
        .read = hr_entry_ulimit,
    },
    [HR_KEY_LABEL] = {
        .json = IS(STRING),
        .want = "a string",
        .name_pattern = "^(?!hrun\\.)[!-<>-~]+$",
        .read = hr_entry_label,
    },
    [HR_KEY_VARIABLE] = {
        .json = IS(STRING),
        .want = "a string",
        .name_pattern = "^[!-<>-~]+$",
        .read = hr_entry_variable,
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
