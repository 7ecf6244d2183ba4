/* SPDX-License-Identifier: MIT */
/* The words after `docker`, parted by NUL, against what the client's libraries do, written down once more as
 * they do it: where some client reaches a command that is judged, that command is found at that word, or
 * the line is refused. */
#include "hrun/base/arena.h"
#include "hrun/base/attr.h"
#include "hrun/base/text.h"
#include "hrun/base/vec.h"
#include "hrun/docker/call.h"

#include "fuzz.h"

#include <string.h>

struct flag {
    const char *name;
    char letter;
    bool boolean;
};

/* `docker --help` of 20.10.24 and 28.2.2. */
static const struct flag global_flags[] = {
    { "config", 0, false }, { "context", 'c', false }, { "debug", 'D', true },
    { "help", 'h', true },  { "host", 'H', false },    { "log-level", 'l', false },
    { "tls", 0, true },     { "tlscacert", 0, false }, { "tlscert", 0, false },
    { "tlskey", 0, false }, { "tlsverify", 0, true },  { "version", 'v', true },
    { NULL, 0, false },
};
static const struct flag group_flags[] = { { "help", 'h', true }, { NULL, 0, false } };

static const struct flag *flag_named(const struct flag *flags, const char *name, size_t length)
{
    for (; flags->name; flags++) {
        if (strlen(flags->name) == length && memcmp(flags->name, name, length) == 0)
            return flags;
    }
    return NULL;
}

static const struct flag *flag_lettered(const struct flag *flags, char letter)
{
    for (; flags->name; flags++) {
        if (letter && flags->letter == letter)
            return flags;
    }
    return NULL;
}

static bool is_bool(const char *text)
{
    static const char *const words[] = { "1", "t", "T", "TRUE",  "true",  "True",
                                         "0", "f", "F", "FALSE", "false", "False" };

    for (size_t i = 0; i < HR_ARRAY_LEN(words); i++) {
        if (strcmp(text, words[i]) == 0)
            return true;
    }
    return false;
}

/* pflag's parseLongArg. False where it fails. */
static bool parse_long(const struct hr_strv *words, size_t *at)
{
    const char *name = words->v[*at] + 2;
    const size_t length = strcspn(name, "=");
    const struct flag *flag = flag_named(global_flags, name, length);

    if (*name == '-' || *name == '=' || !flag)
        return false;
    ++*at;
    if (name[length])
        return !flag->boolean || is_bool(name + length + 1);
    if (flag->boolean)
        return true;
    return (*at)++ < words->n;
}

/* pflag's parseShortArg. */
static bool parse_short(const struct hr_strv *words, size_t *at)
{
    const char *rest = words->v[(*at)++] + 1;

    while (*rest) {
        const struct flag *flag = flag_lettered(global_flags, *rest);

        if (strncmp(rest, "test.", 5) == 0)
            return true;
        if (!flag)
            return false;
        if (strlen(rest) > 2 && rest[1] == '=')
            return !flag->boolean || is_bool(rest + 2);
        rest++;
        if (flag->boolean)
            continue;
        return *rest || (*at)++ < words->n;
    }
    return true;
}

/* pflag's parseArgs without interspersed arguments: *AT becomes the first that is none of its. */
static bool parse_globals(const struct hr_strv *words, size_t *at)
{
    while (*at < words->n) {
        const char *word = words->v[*at];

        if (word[0] != '-' || !word[1])
            return true;
        if (strcmp(word, "--") == 0) {
            ++*at;
            return true;
        }
        if (!(word[1] == '-' ? parse_long : parse_short)(words, at))
            return false;
    }
    return true;
}

/* cobra's isFlagArg, before 1.1.2 and since. */
static bool is_flag_arg(const char *arg, bool old)
{
    const size_t length = strlen(arg);
    const bool dashes =
        old ? length >= 3 && arg[1] == '-' : length >= 3 && arg[0] == '-' && arg[1] == '-';

    return dashes || (length >= 2 && arg[0] == '-' && arg[1] != '-');
}

/* cobra's Traverse as far as the word that may be a command; the count of words where there is none. */
static size_t traverse(const struct hr_strv *words, size_t at, const struct flag *flags, bool old)
{
    bool in_flag = false;

    for (; at < words->n; at++) {
        const char *arg = words->v[at];
        const struct flag *flag;

        if (strncmp(arg, "--", 2) == 0 && !strchr(arg, '=')) {
            flag = flag_named(flags, arg + 2, strlen(arg + 2));
            in_flag = !(flag && flag->boolean);
            continue;
        }
        flag = arg[0] == '-' ? flag_lettered(flags, arg[1]) : NULL;
        if (arg[0] == '-' && !strchr(arg, '=') && strlen(arg) == 2 && !(flag && flag->boolean)) {
            in_flag = true;
            continue;
        }
        if (in_flag) {
            in_flag = false;
            continue;
        }
        if (is_flag_arg(arg, old))
            continue;
        return at;
    }
    return at;
}

static bool is_word(const struct hr_strv *words, size_t at, const char *word)
{
    return at < words->n && strcmp(words->v[at], word) == 0;
}

/* The verb that a client reaches, and in *FIRST the word after it; 0 for no verb that is judged. */
static unsigned reach(const struct hr_strv *words, bool old, size_t *first)
{
    static const struct {
        const char *name;
        unsigned verb;
        bool at_top, in_container, in_volume;
    } verbs[] = {
        { "run", HR_VERB_RUN, true, true, false },
        { "create", HR_VERB_CREATE, true, true, false },
        { "create", HR_VERB_VOLUME_CREATE, false, false, true },
        { "exec", HR_VERB_EXEC, true, true, false },
        { "update", HR_VERB_UPDATE, true, true, false },
    };
    size_t at = 0;
    bool container, volume;

    if (!parse_globals(words, &at))
        return 0;
    at = traverse(words, at, global_flags, old);
    container = is_word(words, at, "container");
    volume = is_word(words, at, "volume");
    if (container || volume)
        at = traverse(words, at + 1, group_flags, old);
    for (size_t i = 0; i < HR_ARRAY_LEN(verbs); i++) {
        const bool fits = container ? verbs[i].in_container
                          : volume  ? verbs[i].in_volume
                                    : verbs[i].at_top;

        *first = at + 1;
        if (fits && is_word(words, at, verbs[i].name))
            return verbs[i].verb;
    }
    return 0;
}

static void check_reading(const struct hr_strv *words, bool parsed, const struct hr_call *call)
{
    size_t first = 0;
    unsigned verb = reach(words, true, &first);
    const unsigned found = call->command ? call->command->verb : HR_VERB_NONE;

    if (!parsed)
        return;
    FUZZ_CHECK(verb ? found == verb && call->first == first : found == HR_VERB_NONE);
    verb = reach(words, false, &first);
    FUZZ_CHECK(!verb || (found == verb && call->first == first));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hr_arena arena;
    struct hr_strv words = { 0 };
    struct hr_call call = { 0 };
    struct hr_error err = { 0 };
    const char *text, *end;
    bool parsed;

    hr_arena_init(&arena);
    text = hr_arena_strndup(&arena, (const char *)data, size);
    for (end = text + size; text < end; text += strlen(text) + 1)
        hr_strv_push(&arena, &words, text);
    parsed = hr_call_parse((const char *const *)words.v, words.n, &arena, &call, &err);
    check_reading(&words, parsed, &call);
    if (parsed) {
        FUZZ_CHECK(call.first <= words.n);
    } else {
        const char *message = hr_error_text(&err, &arena);

        FUZZ_CHECK(err.where.argument >= 1 && err.where.argument <= words.n && err.hint);
        FUZZ_CHECK(hr_text_is_utf8(message, strlen(message)) && !strchr(message, '\x1b'));
    }
    hr_arena_finish(&arena);
    return 0;
}
