/* SPDX-License-Identifier: MIT */
/* A docker or hrun line whose words are not all known: which option or image each of them belongs to, by
 * the grammar that hr_invocation_read has, and the invocation of the rest. */
#include "hrun/base/text.h"
#include "hrun/docker/call.h"
#include "hrun/docker/verb.h"

#include "script.h"

#include <string.h>

#define STAND_IN "unknown" /* for a word that is not known, where only its place counts */

/* One pass over the words. */
struct walk {
    struct hr_script_work *w;
    const struct hr_script_word *words;
    size_t count, next;
    struct hr_option_table table;
    const struct hr_option_table *own; /* NULL where docker is called */
    struct hr_script_call *call;
    struct hr_strv kept; /* the words that the invocation is read from */
    struct {
        HR_VEC(const struct hr_script_word *);
    } from;                             /* whose word each of them is */
    const struct hr_script_word *image; /* if it is not known */
    bool is_missing;                    /* it is among the words that are not known */
};

static bool is_known(const struct hr_script_word *word)
{
    return word->knowledge == HR_SCRIPT_KNOWN;
}

/* The words as hr_call_parse takes them. With DROP those that are not known are left out. */
static struct hr_strv stand_ins(const struct hr_script_word *words, size_t count, bool drop,
                                struct hr_arena *arena)
{
    struct hr_strv texts = { 0 };

    for (size_t i = 0; i < count; i++) {
        if (is_known(&words[i]))
            hr_strv_push(arena, &texts, words[i].text);
        else if (!drop)
            hr_strv_pushf(arena, &texts, "%s" STAND_IN, words[i].text);
    }
    return texts;
}

/* The place among COUNT words of the one that is number AT of those that are known. */
static size_t place_of_known(const struct hr_script_word *words, size_t count, size_t at)
{
    size_t i = 0;

    for (; i < count; i++) {
        if (is_known(&words[i]) && at-- == 0)
            break;
    }
    return i;
}

/* True if the word that docker takes for a command is not known. */
static bool is_open(const struct hr_call *call, const struct hr_script_word *words, size_t count)
{
    const bool group = call->command && strcmp(call->command->name, "container") == 0;

    return (!call->command || group) && call->first < count && !is_known(&words[call->first]);
}

struct hr_script_place hr_script_locate(const struct hr_script_work *w,
                                        const struct hr_script_word *words, size_t count,
                                        bool is_hrun)
{
    struct hr_script_place place = { .is_hrun = is_hrun, .verb = HR_VERB_RUN, .skip = 1 };

    if (is_hrun) {
        place.is_call = true;
        return place;
    }
    for (int drop = 0; drop < 2 && !place.is_call; drop++) {
        const struct hr_strv texts = stand_ins(words + 1, count - 1, drop, w->arena);
        struct hr_call call;
        struct hr_error err;

        if (!hr_call_parse((const char *const *)texts.v, texts.n, w->arena, &call, &err)) {
            place.is_open = true;
            place.why = err.msg;
            continue;
        }
        place.is_open = place.is_open || (!drop && is_open(&call, words + 1, count - 1));
        if (!call.command || !(call.command->verb & (HR_VERB_RUN | HR_VERB_CREATE)))
            continue;
        place.is_call = true;
        place.verb = call.command->verb;
        place.skip =
            drop ? place_of_known(words + 1, count - 1, call.first - 1) + 2 : call.first + 1;
    }
    return place;
}

static void keep(struct walk *k, const char *text, const struct hr_script_word *word)
{
    hr_strv_push(k->w->arena, &k->kept, text);
    *HR_VEC_PUSH(k->w->arena, &k->from) = word;
}

/* Note that WORD is not known, which SAYS what it is and what is done about it. */
static void note(struct walk *k, const struct hr_script_word *word, const char *shown,
                 const char *says)
{
    struct hr_arena *arena = k->w->arena;
    struct hr_error *err;

    if (k->call->errs.n == HR_ERRORS_MAX)
        return; /* enough of them say that the call is not known */
    err = HR_VEC_PUSH(arena, &k->call->errs);
    hr_error_set(err, arena, HR_ERRC_PART, "%s is known only when the script runs: %s", shown,
                 says);
    hr_error_hint(err, arena, "%s",
                  word->knowledge == HR_SCRIPT_MANY
                      ? "write it in double quotes, where it is one word, or as what it comes to"
                      : "write it as what it comes to, or review the line with that: hrunctl "
                        "review -- docker run ...");
    err->where =
        (struct hr_where){ .source = k->w->path, .line = word->line, .column = word->column };
}

/* A value of a variable may be a secret but for the part that is not known. */
static const char *shown_value(const struct walk *k, const struct hr_option *option,
                               const struct hr_script_word *word)
{
    const char *written = word->written + (*word->written == '"');
    const char *equals = strchr(written, '=');

    if (option->kind != HR_KIND_ENV || !equals)
        return word->written;
    return hr_arena_printf(k->w->arena, "%.*s=(hidden)", (int)(equals - written), written);
}

/* The value of OPTION, in WORD, is not known. No value of a harmless option matters. */
static void note_value(struct walk *k, const struct hr_option *option,
                       const struct hr_script_word *word)
{
    const char *many = word->knowledge == HR_SCRIPT_MANY ? ", and what it may add" : "";

    if (option->cls == HR_CLASS_HARMLESS && word->knowledge == HR_SCRIPT_ONE &&
        !(k->own && hr_option_named(k->own, option->name, strlen(option->name))))
        return;
    note(k, word, shown_value(k, option, word),
         hr_arena_printf(k->w->arena, "judged without this --%s%s", option->name, many));
}

static void note_any(struct walk *k, const struct hr_script_word *word)
{
    note(k, word, word->written, "it may be options or the image, judged without it");
}

/* The option that the LENGTH bytes at NAME are a long name of, or NULL. */
static const struct hr_option *long_option(const struct walk *k, const char *name, size_t length)
{
    const struct hr_option *option = hr_option_named(&k->table, name, length);

    return option || !k->own ? option : hr_option_named(k->own, name, length);
}

/* The option among the letters of TEXT, "-x...", that takes a value, or NULL; *REST is what stands behind
 * its letter. */
static const struct hr_option *lettered_option(const struct walk *k, const char *text,
                                               const char **rest)
{
    for (*rest = text + 1; **rest;) {
        const struct hr_option *option = hr_option_lettered(&k->table, *(*rest)++);

        if (!option || option->kind != HR_KIND_BOOL || **rest == '=')
            return option;
    }
    return NULL;
}

/* WORD, which is not known, stands where an option or the image does. True: what follows is the
 * command. */
static bool read_unknown(struct walk *k, const struct hr_script_word *word)
{
    const char *text = word->text, *equals = strchr(text, '='), *rest = "";
    const struct hr_option *option = NULL;

    if (*text != '-' && (*text || word->knowledge == HR_SCRIPT_ONE)) {
        k->image = word;
        note(k, word, word->written,
             *text ? "taken for an image of which nothing is known"
                   : "taken for the image, not for an option");
        return true;
    }
    if (hr_text_starts(text, "--") && equals)
        option = long_option(k, text + 2, (size_t)(equals - text - 2));
    else if (*text == '-' && text[1] && text[1] != '-')
        option = lettered_option(k, text, &rest);
    if (!option) {
        note_any(k, word);
        return false;
    }
    note_value(k, option, word);
    if (text[1] != '-' && rest - text > 2) /* flags before it */
        keep(k, hr_arena_strndup(k->w->arena, text, (size_t)(rest - text) - 1), word);
    return false;
}

/* WORD is an option, and known. */
static void read_option(struct walk *k, const struct hr_script_word *word)
{
    const bool is_long = hr_text_starts(word->text, "--");
    const struct hr_option *option;
    const char *rest = "";
    const struct hr_script_word *value;

    option = !is_long                  ? lettered_option(k, word->text, &rest)
             : strchr(word->text, '=') ? NULL
                                       : long_option(k, word->text + 2, strlen(word->text + 2));
    if (!option || option->kind == HR_KIND_BOOL || *rest || k->next == k->count) {
        keep(k, word->text, word);
        return;
    }
    value = &k->words[k->next++];
    if (is_known(value)) {
        keep(k, word->text, word);
        keep(k, value->text, value);
        return;
    }
    note_value(k, option, value);
    if (!is_long && strlen(word->text) > 2)
        keep(k, hr_arena_strndup(k->w->arena, word->text, strlen(word->text) - 1), word);
}

/* Read the words up to the image and that. */
static void read_words(struct walk *k)
{
    bool ended = false; /* by "--": what follows is the image */

    while (k->next < k->count) {
        const struct hr_script_word *word = &k->words[k->next++];
        const bool is_option = is_known(word) && word->text[0] == '-' && word->text[1];

        if (!is_known(word)) {
            if (read_unknown(k, word)) {
                keep(k, STAND_IN, word);
                return;
            }
        } else if (is_option && !ended && strcmp(word->text, "--") != 0) {
            read_option(k, word);
        } else {
            keep(k, word->text, word);
            if (!is_option || ended)
                return;
            ended = true;
        }
    }
    k->is_missing = k->call->errs.n > 0;
    if (k->is_missing) /* docker looks at some values only where there is one */
        keep(k, STAND_IN, k->words);
}

/* Whose word argument NUMBER is; 0: the line's. */
static const struct hr_script_word *word_of(const struct walk *k, size_t number)
{
    return number > 0 && number <= k->from.n ? k->from.v[number - 1] : k->words;
}

static struct hr_origin place_of(const struct walk *k, const struct hr_script_word *word)
{
    return (struct hr_origin){ .kind = HR_ORIGIN_FILE, .name = k->w->path, .number = word->line };
}

/* Settings are told of by the lines that their words are in. */
static void relocate(struct walk *k, struct hr_settings *settings)
{
    for (size_t i = 0; i < settings->n; i++) {
        settings->v[i].origin = place_of(k, word_of(k, settings->v[i].origin.number));
    }
}

/* ERR, which is of the line that was kept, is why the call cannot be judged at all. */
static void put_first(struct walk *k, const struct hr_error *err)
{
    const struct hr_script_word *word = word_of(k, err->where.argument);
    const struct hr_errors notes = k->call->errs;
    struct hr_error *first;

    k->call->errs = (struct hr_errors){ 0 };
    first = HR_VEC_PUSH(k->w->arena, &k->call->errs);
    *first = *err;
    first->where =
        (struct hr_where){ .source = k->w->path, .line = word->line, .column = word->column };
    for (size_t i = 0; i < notes.n; i++)
        *HR_VEC_PUSH(k->w->arena, &k->call->errs) = notes.v[i];
}

/* Read what was kept. False: it runs no container. */
static bool read_kept(struct walk *k, enum hr_verb verb)
{
    struct hr_invocation *invocation = &k->call->invocation;
    const struct hr_line line = {
        .argv = (const char *const *)k->kept.v,
        .count = k->kept.n,
        .verb = verb,
        .own = k->own,
    };
    struct hr_error err;

    k->call->is_read = hr_invocation_read(&line, k->w->arena, invocation, &err);
    if (k->call->is_read && invocation->help)
        return false;
    if (k->call->is_read && !invocation->has_image) {
        k->call->is_read = false;
        hr_error_set(&err, k->w->arena, HR_ERRC_USAGE, "no IMAGE");
    }
    if (!k->call->is_read)
        put_first(k, &err);
    relocate(k, &invocation->settings);
    relocate(k, &invocation->own);
    if (k->image || k->is_missing) {
        invocation->has_image = false;
        invocation->image_word = k->image ? k->image->written : NULL;
        /* An id has no name, tag or digest to judge. */
        invocation->image = (struct hr_reference){
            .raw = k->image ? k->image->written : "that is not known",
            .is_id = true,
        };
    }
    k->call->name = invocation->image_word;
    return true;
}

void hr_script_add_call(struct hr_script_work *w, const struct hr_script_word *words, size_t count,
                        const struct hr_script_place *place)
{
    struct hr_script_call call = { .is_hrun = place->is_hrun };
    struct walk k = {
        .w = w,
        .words = words,
        .count = count,
        .next = place->skip,
        .table = hr_options_of(place->verb),
        .own = place->is_hrun ? w->own : NULL,
        .call = &call,
    };

    call.place = place_of(&k, words);
    for (size_t i = 1; i < place->skip; i++) {
        if (!is_known(&words[i]))
            note(&k, &words[i], words[i].written, "it may be any of docker's own options");
    }
    read_words(&k);
    if (read_kept(&k, place->verb))
        *HR_VEC_PUSH(w->arena, &w->out->calls) = call;
}
