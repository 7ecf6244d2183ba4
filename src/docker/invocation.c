/* SPDX-License-Identifier: MIT */
#include "hrun/docker/invocation.h"

#include "hrun/base/text.h"
#include "hrun/docker/conflict.h"
#include "hrun/docker/verb.h"

#include <limits.h>
#include <string.h>

/* What is wrong with a value that docker looks at when the line is done. */
struct late_error {
    const struct hr_option *option;
    struct hr_error err;
};

/* What one pass over the words needs. */
struct reader {
    const char *const *argv;
    size_t count, next; /* argv[next] is the first word not yet read */
    struct hr_option_table table;
    const struct hr_option_table *own;
    const struct hr_option *lettered[UCHAR_MAX + 1]; /* those that a letter was looked up for */
    enum hr_verb verb;
    struct hr_arena *arena;
    struct hr_invocation *out;
    struct hr_error *err;
    struct {
        HR_VEC(struct late_error);
    } late; /* those that may count, in the order of the words */
};

static bool fail(struct reader *r, enum hr_errc code, size_t number, const char *msg,
                 const char *hint)
{
    hr_error_set(r->err, r->arena, code, "%s", msg);
    r->err->where.argument = number;
    if (hint)
        hr_error_hint(r->err, r->arena, "%s", hint);
    return false;
}

static void offer_all(const struct hr_option_table *table, struct hr_nearest *nearest)
{
    for (size_t i = 0; table && i < table->count; i++) {
        if (table->verbs == 0 || table->rows[i].verbs & table->verbs)
            hr_nearest_offer(nearest, table->rows[i].name);
    }
}

static bool unknown_name(struct reader *r, const char *name, size_t length, size_t number)
{
    struct hr_nearest nearest = { .word = hr_arena_strndup(r->arena, name, length) };
    const char *msg = hr_arena_printf(r->arena, "unknown option --%s", nearest.word);

    offer_all(&r->table, &nearest);
    offer_all(r->own, &nearest);
    return fail(
        r, HR_ERRC_UNKNOWN, number, msg,
        nearest.best
            ? hr_arena_printf(r->arena, "did you mean --%s?", nearest.best)
            : hr_arena_printf(r->arena,
                              "without knowing whether it takes a value the line cannot be read; "
                              "see `%s --help` and `hrun --help`",
                              hr_verb_text(r->verb)));
}

static bool is_scalar(const struct hr_option *option)
{
    return option->repeat == HR_REPEAT_LAST;
}

/* A scalar that is set again is forgotten before docker looks at it. */
static void forget_late(struct reader *r, const struct hr_option *option)
{
    size_t kept = 0;

    if (!is_scalar(option))
        return;
    for (size_t i = 0; i < r->late.n; i++) {
        if (r->late.v[i].option != option)
            r->late.v[kept++] = r->late.v[i];
    }
    r->late.n = kept;
}

/* Note what is wrong with a value of OPTION. Nothing undoes the first error in a list, so no later
 * one can count: what is kept is never longer than the table of options. */
static void note_late(struct reader *r, const struct hr_option *option, const struct hr_error *err)
{
    for (size_t i = 0; i < r->late.n; i++) {
        if (!is_scalar(r->late.v[i].option))
            return;
    }
    *HR_VEC_PUSH(r->arena, &r->late) = (struct late_error){ .option = option, .err = *err };
}

/* Keep one occurrence of OPTION. A value that only docker's later checks look at may be wrong for
 * now: --help and a missing image are told first. */
static bool keep(struct reader *r, const struct hr_option *option, bool own, const char *raw,
                 size_t number)
{
    struct hr_settings *list = own ? &r->out->own : &r->out->settings;
    struct hr_value *value = hr_arena_alloc(r->arena, sizeof(*value));
    struct hr_error err = { 0 };

    forget_late(r, option);
    if (!hr_value_parse(option, raw, r->arena, value, &err)) {
        hr_error_wrap(&err, r->arena, "--%s", option->name);
        err.where.argument = number;
        if (!hr_value_is_late(option, raw)) {
            *r->err = err;
            return false;
        }
        note_late(r, option, &err);
    }
    *HR_VEC_PUSH(r->arena, list) = (struct hr_setting){
        .option = option,
        .raw = raw,
        .value = value,
        .origin = { .kind = HR_ORIGIN_ARGUMENT, .number = number },
    };
    return true;
}

/* Take the next word as the value, whatever it looks like. */
static bool next_value(struct reader *r, const char *shown, size_t number, const char **value)
{
    if (r->next == r->count)
        return fail(r, HR_ERRC_USAGE, number,
                    hr_arena_printf(r->arena, "option %s needs a value", shown), NULL);
    *value = r->argv[r->next++];
    return true;
}

static bool read_long(struct reader *r, const char *word, size_t number)
{
    const char *name = word + 2, *value = strchr(name, '=');
    const size_t length = value ? (size_t)(value - name) : strlen(name);
    const struct hr_option *option;
    bool own = false;

    if (*name == '-' || *name == '=')
        return fail(r, HR_ERRC_USAGE, number,
                    hr_arena_printf(r->arena, "bad option syntax: %s", word), NULL);
    option = hr_option_named(&r->table, name, length);
    if (!option && r->own) {
        option = hr_option_named(r->own, name, length);
        own = true;
    }
    if (!option)
        return unknown_name(r, name, length, number);
    if (value)
        value++;
    else if (option->kind == HR_KIND_BOOL)
        value = "true";
    else if (!next_value(r, word, number, &value))
        return false;
    return keep(r, option, own, value, number);
}

/* The value of the option whose letter stands before REST. *REST moves to the letters after it. */
static bool cluster_value(struct reader *r, const struct hr_option *option, const char **rest,
                          size_t number, const char **value)
{
    if (**rest == '=' && (*rest)[1]) {
        *value = *rest + 1;
        *rest = "";
    } else if (option->kind == HR_KIND_BOOL) {
        *value = "true";
    } else if (**rest) {
        *value = *rest;
        *rest = "";
    } else {
        return next_value(r, hr_arena_printf(r->arena, "-%c", option->letter), number, value);
    }
    return true;
}

/* Where no option has the letter h, it stands for help. */
static const struct hr_option *lettered(struct reader *r, char letter)
{
    const struct hr_option **known = &r->lettered[(unsigned char)letter];

    if (!*known)
        *known = hr_option_lettered(&r->table, letter);
    if (!*known && letter == 'h')
        *known = hr_option_named(&r->table, "help", strlen("help"));
    return *known;
}

static bool read_cluster(struct reader *r, const char *word, size_t number)
{
    const char *letters = word + 1;

    while (*letters) {
        const struct hr_option *option;
        const char *value = NULL;

        /* pflag leaves alone what `go test` would add, wherever it starts in the cluster. */
        if (hr_text_starts(letters, "test."))
            return true;
        option = lettered(r, *letters);
        if (!option)
            return fail(r, HR_ERRC_UNKNOWN, number,
                        hr_arena_printf(r->arena, "unknown option -%c in %s", *letters, word),
                        hr_arena_printf(r->arena,
                                        "one '-' is for letters, two for a name; see `%s --help`",
                                        hr_verb_text(r->verb)));
        letters++;
        if (!cluster_value(r, option, &letters, number, &value) ||
            !keep(r, option, false, value, number))
            return false;
    }
    return true;
}

/* True if VERB takes options among its other words. */
static bool is_interspersed(enum hr_verb verb)
{
    return verb == HR_VERB_UPDATE || verb == HR_VERB_VOLUME_CREATE;
}

static bool read_options(struct reader *r)
{
    while (r->next < r->count) {
        const char *word = r->argv[r->next];
        const size_t number = r->next + 1;

        if (word[0] != '-' || word[1] == '\0') {
            if (!is_interspersed(r->verb))
                return true;
            hr_strv_push(r->arena, &r->out->command, word);
            r->next++;
            continue;
        }
        r->next++;
        if (strcmp(word, "--") == 0)
            return true;
        if (word[1] == '-' ? !read_long(r, word, number) : !read_cluster(r, word, number))
            return false;
    }
    return true;
}

static bool check_late(struct reader *r)
{
    if (r->late.n == 0)
        return true;
    *r->err = r->late.v[0].err;
    return false;
}

static bool read_image(struct reader *r)
{
    struct hr_invocation *out = r->out;

    if (r->next == r->count)
        return true;
    if (!check_late(r) || !hr_conflict_check(&out->settings, r->arena, r->err))
        return false;
    out->image_word = r->argv[r->next++];
    if (!hr_reference_parse(out->image_word, r->arena, &out->image, r->err)) {
        r->err->where.argument = r->next;
        return false;
    }
    out->has_image = true;
    return true;
}

bool hr_invocation_read(const struct hr_line *line, struct hr_arena *arena,
                        struct hr_invocation *out, struct hr_error *err)
{
    struct reader r = {
        .argv = line->argv,
        .count = line->count,
        .next = line->first,
        .table = hr_options_of(line->verb),
        .own = line->own,
        .verb = line->verb,
        .arena = arena,
        .out = out,
        .err = err,
    };

    *out = (struct hr_invocation){ .verb = line->verb };
    for (size_t i = 0; i < line->first; i++)
        hr_strv_push(arena, &out->before, line->argv[i]);
    if (!read_options(&r))
        return false;
    for (size_t i = 0; i < out->settings.n; i++) {
        if (strcmp(out->settings.v[i].option->name, "help") == 0)
            out->help = out->settings.v[i].value->as.boolean;
    }
    if (out->help && line->verb != HR_VERB_NONE)
        return true;
    if (!(hr_verb_creates(line->verb) ? read_image(&r) : check_late(&r)))
        return false;
    while (r.next < r.count)
        hr_strv_push(arena, &out->command, r.argv[r.next++]);
    return true;
}

bool hr_invocation_parse(const char *const *argv, size_t count, const struct hr_option_table *own,
                         struct hr_arena *arena, struct hr_invocation *out, struct hr_error *err)
{
    const struct hr_line line = {
        .argv = argv,
        .count = count,
        .verb = HR_VERB_RUN,
        .own = own,
    };

    return hr_invocation_read(&line, arena, out, err);
}
