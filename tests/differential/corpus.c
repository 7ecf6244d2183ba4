/* SPDX-License-Identifier: MIT */
#include "corpus.h"

#include "hrun/base/file.h"
#include "hrun/base/number.h"
#include "hrun/base/text.h"

#include <stdint.h>
#include <string.h>

#define FILE_MAX (1U << 20)

struct reader {
    struct hr_arena *arena;
    struct corpus *corpus;
    struct corpus_row *row; /* the one being read, or NULL */
    struct hr_where where;
    struct hr_error *err;
};

static bool complain(struct reader *r, const char *what)
{
    hr_error_set(r->err, r->arena, HR_ERRC_INPUT, "%s", what);
    r->err->where = r->where;
    return false;
}

static int hex_digit(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *found = c == '\0' ? NULL : strchr(digits, c);

    return found ? (int)(found - digits) : -1;
}

/* Decode the escape after a backslash at *TEXT into *OUT and step over it. */
static bool unescape(const char **text, char *out)
{
    static const struct {
        char letter, byte;
    } escapes[] = { { 'n', '\n' }, { 'r', '\r' }, { 't', '\t' }, { '"', '"' }, { '\\', '\\' } };
    const char *p = *text;

    for (size_t i = 0; i < HR_ARRAY_LEN(escapes); i++) {
        if (*p == escapes[i].letter) {
            *out = escapes[i].byte;
            *text = p + 1;
            return true;
        }
    }
    if (*p != 'x' || hex_digit(p[1]) < 0 || hex_digit(p[2]) < 0)
        return false;
    *out = (char)(hex_digit(p[1]) * 16 + hex_digit(p[2]));
    *text = p + 3;
    return *out != '\0';
}

/* Append the word at *TEXT to WORDS and step over it and the blank behind it. */
static bool read_word(struct reader *r, const char **text, struct hr_strv *words)
{
    char *word = hr_arena_alloc(r->arena, strlen(*text) + 1), *end = word;
    const char *p = *text;

    if (*p != '"') {
        const size_t length = strcspn(p, " ");
        memcpy(word, p, length);
        p += length;
    } else {
        for (p++; *p != '"'; end++) {
            if (*p == '\0')
                return complain(r, "a quoted word does not end");
            if (*p != '\\')
                *end = *p++;
            else if (p++, !unescape(&p, end))
                return complain(r, "a backslash before something else than n r t \" \\ xNN");
        }
        p++;
    }
    if (*p != ' ' && *p != '\0')
        return complain(r, "more after the end of a quoted word");
    hr_strv_push(r->arena, words, word);
    *text = *p == ' ' ? p + 1 : p;
    return true;
}

static bool read_words(struct reader *r, const char *text, struct hr_strv *words)
{
    while (*text != '\0') {
        if (!read_word(r, &text, words))
            return false;
    }
    return true;
}

static bool exactly(struct reader *r, const char *text, size_t count, struct hr_strv *words)
{
    return read_words(r, text, words) &&
           (words->n == count || complain(r, "a word too many or few"));
}

/* Where sends, body and fails go: after `client`, the variant. */
static struct corpus_outcome *current(struct reader *r)
{
    return r->row->version ? &r->row->variant : &r->row->outcome;
}

static bool read_run(struct reader *r, const char *text)
{
    r->row = HR_VEC_PUSH(r->arena, r->corpus);
    r->row->note = "";
    r->row->vector.name = hr_arena_printf(r->arena, "%s:%zu", r->where.source, r->where.line);
    return read_words(r, text, &r->row->vector.words);
}

static bool read_env(struct reader *r, const char *text)
{
    return read_words(r, text, &r->row->vector.environ);
}

static bool read_file(struct reader *r, const char *text)
{
    struct hr_strv words = { 0 };

    if (!exactly(r, text, 2, &words))
        return false;
    *HR_VEC_PUSH(r->arena, &r->row->vector.files) =
        (struct vector_file){ .path = words.v[0], .text = words.v[1] };
    return true;
}

static bool read_config(struct reader *r, const char *text)
{
    struct hr_strv words = { 0 };

    if (!exactly(r, text, 1, &words))
        return false;
    *HR_VEC_PUSH(r->arena, &r->row->vector.files) =
        (struct vector_file){ .path = "../home/.docker/config.json", .text = words.v[0] };
    return true;
}

static bool read_terminal(struct reader *r, const char *text)
{
    (void)text;
    r->row->vector.terminal = true;
    return true;
}

static bool read_sends(struct reader *r, const char *text)
{
    struct corpus_outcome *o = current(r);

    o->created = true;
    o->sends = (struct hr_strv){ 0 };
    return read_words(r, text, &o->sends);
}

static bool read_platform(struct reader *r, const char *text)
{
    current(r)->platform = hr_arena_strdup(r->arena, text);
    return true;
}

static bool read_body(struct reader *r, const char *text)
{
    struct corpus_members *members = &current(r)->members;
    const size_t length = strcspn(text, " ");
    const char *path = hr_arena_strndup(r->arena, text, length);
    struct corpus_member *member = NULL;

    if (text[length] == '\0')
        return complain(r, "body needs a path and JSON");
    for (size_t i = 0; i < members->n; i++) {
        if (strcmp(members->v[i].path, path) == 0)
            member = &members->v[i];
    }
    if (!member)
        member = HR_VEC_PUSH(r->arena, members);
    member->path = path;
    member->json = hr_arena_strdup(r->arena, text + length + 1);
    return true;
}

static bool read_fails(struct reader *r, const char *text)
{
    uint64_t status;

    if (!hr_number_u64(text, strlen(text), &status) || status > 255)
        return complain(r, "fails needs an exit status");
    *current(r) = (struct corpus_outcome){ .status = (int)status };
    return true;
}

static bool read_tolerated(struct reader *r, const char *text)
{
    (void)text;
    r->row->tolerated = true;
    return true;
}

static bool read_own(struct reader *r, const char *text)
{
    (void)text;
    r->row->own = true;
    return true;
}

static bool read_weakens(struct reader *r, const char *text)
{
    if (strcmp(text, "yes") != 0 && strcmp(text, "no") != 0)
        return complain(r, "weakens needs yes or no");
    r->row->weakens = *text == 'y' ? CORPUS_WEAKENS : CORPUS_WEAKENS_NOT;
    return true;
}

static bool read_note(struct reader *r, const char *text)
{
    r->row->note = hr_arena_strdup(r->arena, text);
    return true;
}

static bool read_client(struct reader *r, const char *text)
{
    const struct corpus_outcome *usual = &r->row->outcome;

    if (r->row->version)
        return complain(r, "a second client in one row");
    r->row->version = hr_arena_strdup(r->arena, text);
    r->row->variant = *usual;
    r->row->variant.members = (struct corpus_members){ 0 };
    for (size_t i = 0; i < usual->members.n; i++)
        *HR_VEC_PUSH(r->arena, &r->row->variant.members) = usual->members.v[i];
    return true;
}

static const struct keyword {
    const char *name;
    bool (*read)(struct reader *, const char *text);
} keywords[] = {
    { "body", read_body },           { "client", read_client },
    { "config", read_config },       { "env", read_env },
    { "fails", read_fails },         { "file", read_file },
    { "note", read_note },           { "own", read_own },
    { "platform", read_platform },   { "run", read_run },
    { "sends", read_sends },         { "terminal", read_terminal },
    { "tolerated", read_tolerated }, { "weakens", read_weakens },
};

static bool read_line(struct reader *r, const char *line)
{
    const size_t length = strcspn(line, " ");
    const char *rest = line[length] == ' ' ? line + length + 1 : line + length;

    if (*line == '#')
        return true;
    if (*line == '\0') {
        r->row = NULL;
        return true;
    }
    for (size_t i = 0; i < HR_ARRAY_LEN(keywords); i++) {
        const struct keyword *k = &keywords[i];
        if (strlen(k->name) != length || memcmp(k->name, line, length) != 0)
            continue;
        if (!r->row && k->read != read_run)
            return complain(r, "a row starts with run");
        return k->read(r, rest);
    }
    return complain(r, "unknown keyword");
}

bool corpus_read(const char *path, struct hr_arena *arena, struct corpus *corpus,
                 struct hr_error *err)
{
    const char *slash = strrchr(path, '/');
    struct reader r = { .arena = arena, .corpus = corpus, .err = err };
    struct hr_bytes bytes;
    const char *text;

    if (!hr_file_read(path, FILE_MAX, arena, &bytes, NULL, err))
        return false;
    r.where.source = slash ? slash + 1 : path;
    for (text = bytes.data; *text != '\0';) {
        const size_t length = strcspn(text, "\n");
        r.where.line++;
        if (!read_line(&r, hr_arena_strndup(arena, text, length)))
            return false;
        text += length + (text[length] == '\n');
    }
    return true;
}

const struct corpus_outcome *corpus_outcome(const struct corpus_row *row, const char *version)
{
    return row->version && hr_text_starts(version, row->version) ? &row->variant : &row->outcome;
}

bool corpus_is_refused(const struct corpus_row *row)
{
    return !row->outcome.created && !(row->version && row->variant.created);
}
