/* SPDX-License-Identifier: MIT */
#include "hrun/policy/reader.h"

#include "hrun/base/text.h"
#include "hrun/policy/type.h"

#include <stdarg.h>
#include <string.h>

#define SHOWN_MAX 40 /* a longer value is not repeated in its error */

static bool is_full(const struct hr_reader *r)
{
    return r->errs->n >= HR_ERRORS_MAX;
}

/* Start an error at NODE's value. */
static struct hr_error *report(struct hr_reader *r, const struct hr_json *node, const char *format,
                               ...) HR_PRINTF(3, 4);

static struct hr_error *report(struct hr_reader *r, const struct hr_json *node, const char *format,
                               ...)
{
    struct hr_error *err = is_full(r) ? &r->spare : HR_VEC_PUSH(r->arena, r->errs);
    va_list args;

    va_start(args, format);
    *err = (struct hr_error){
        .code = HR_ERRC_INPUT,
        .where = { .source = node->source,
                   .line = node->line,
                   .column = node->column,
                   .pointer = hr_json_pointer(node, r->arena) },
        .msg = hr_arena_vprintf(r->arena, format, args),
    };
    va_end(args);
    if (r->inherited)
        err->msg = hr_arena_printf(r->arena, "%s (%s)", err->msg, r->chain);
    return err;
}

static void suggest(const struct hr_reader *r, struct hr_error *err, const char *word)
{
    if (word)
        hr_error_hint(err, r->arena, "did you mean \"%s\"?", word);
}

void hr_reader_bad_name(struct hr_reader *r, const struct hr_json *node, const char *what,
                        const char *suggestion)
{
    struct hr_error *err = report(r, node, "%s \"%s\"", what, node->key);

    err->where.line = node->key_line;
    err->where.column = node->key_column;
    suggest(r, err, suggestion);
}

void hr_reader_bad_value(struct hr_reader *r, const struct hr_json *node, const char *message)
{
    report(r, node, "%s", message);
}

const char *hr_reader_wanted(const struct hr_key *key, struct hr_arena *arena)
{
    const char *text = key->want ? key->want : hr_type(key->type)->want;
    const char *separator = " or ";
    size_t n = 0;

    while (key->words && key->words[n])
        n++;
    for (; n > 0; n--) {
        if (!text) {
            text = hr_arena_printf(arena, "\"%s\"", key->words[n - 1]);
            continue;
        }
        text = hr_arena_printf(arena, "\"%s\"%s%s", key->words[n - 1], separator, text);
        separator = ", ";
    }
    return text;
}

/* What stands there: a value of the right JSON type as it is written, else its type. */
static const char *found(struct hr_arena *arena, const struct hr_key *key,
                         const struct hr_json *node)
{
    const bool right = hr_type(key->type)->json & (1U << node->type);

    if (node->type == HR_JSON_BOOL)
        return node->boolean ? "true" : "false";
    if (!right || !node->text || strlen(node->text) > SHOWN_MAX)
        return hr_json_type_name(node->type);
    return hr_arena_printf(arena, node->type == HR_JSON_STRING ? "\"%s\"" : "%s", node->text);
}

/* The nearest thing that would be right, or NULL. */
static const char *nearest_value(const struct hr_field *f)
{
    const struct hr_type *type = hr_type(f->key->type);
    struct hr_nearest nearest = { .word = f->node->text };

    if (type->nearest)
        return type->nearest(f);
    for (size_t i = 0; f->key->words && f->key->words[i]; i++)
        hr_nearest_offer(&nearest, f->key->words[i]);
    return nearest.best;
}

static void read_value(const struct hr_field *f)
{
    const struct hr_type *type = hr_type(f->key->type);
    struct hr_arena *arena = f->reader->arena;
    struct hr_error *err;

    if ((type->json & (1U << f->node->type)) && type->read(f))
        return;
    if (f->reader->patch && f->node->type == HR_JSON_NULL && f->node->key &&
        f->key->merge == HR_MERGE_PATCH)
        return;
    err = report(f->reader, f->node, "want %s, found %s", hr_reader_wanted(f->key, arena),
                 found(arena, f->key, f->node));
    if (f->node->type == HR_JSON_STRING)
        suggest(f->reader, err, nearest_value(f));
    else if (f->node->type == HR_JSON_NULL && f->key->merge == HR_MERGE_KEEP && f->reader->patch)
        hr_error_hint(err, arena, "null would drop what is extended (%s): write what holds instead",
                      f->reader->chain);
    else if (f->node->type == HR_JSON_NULL && f->node->key)
        hr_error_hint(err, arena, "leave the key out to set nothing");
}

static void report_unknown(struct hr_reader *r, const struct hr_key *keys,
                           const struct hr_json *node, const char *name)
{
    struct hr_nearest nearest = { .word = name };
    const char *best = NULL;

    /* Who knows docker's name of the option is helped too. */
    for (const struct hr_key *key = keys; key->name; key++) {
        if (!best && key->injects && strcmp(key->injects, name) == 0)
            best = key->name;
        hr_nearest_offer(&nearest, key->name);
    }
    hr_reader_bad_name(r, node, "unknown key", nearest.best ? nearest.best : best);
}

static const struct hr_key *find(const struct hr_key *keys, const char *name)
{
    for (; keys->name; keys++) {
        if (strcmp(keys->name, "*") == 0 || strcmp(keys->name, name) == 0)
            return keys;
    }
    return NULL;
}

void hr_reader_members(struct hr_reader *r, const struct hr_key *keys, const struct hr_json *node,
                       void *owner)
{
    for (const struct hr_key *key = keys; key->name; key++) {
        if (key->required && (!r->patch || key->merge == HR_MERGE_OWN) &&
            !hr_json_get(node, key->name))
            report(r, node, "the key \"%s\" is missing", key->name);
    }
    for (const struct hr_json *child = node->child; child && !is_full(r); child = child->next) {
        const char *name = child->key ? child->key : "*"; /* a list's one row reads every element */
        const struct hr_key *key = find(keys, name);

        if (!key) {
            report_unknown(r, keys, child, name);
            continue;
        }
        read_value(&(struct hr_field){
            .reader = r,
            .key = key,
            .node = child,
            .member = (char *)owner + key->offset,
        });
    }
}

bool hr_reader_document(struct hr_reader *r, const struct hr_key *keys,
                        const struct hr_json *document, void *out)
{
    const struct hr_key whole = { .type = HR_KEY_OBJECT, .members = keys };

    read_value(&(struct hr_field){ .reader = r, .key = &whole, .node = document, .member = out });
    return r->errs->n == 0;
}
