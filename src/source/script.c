/* SPDX-License-Identifier: MIT */
#include "script.h"

#include "hrun/base/text.h"

#include <string.h>

#define NOTES_MAX 20 /* of each kind */

bool hr_script_is_named(const char *name)
{
    static const char *const ends[] = { ".sh", ".bash", ".dash", ".ksh" };

    for (size_t i = 0; i < HR_ARRAY_LEN(ends); i++) {
        if (hr_text_ends(name, ends[i]))
            return true;
    }
    return false;
}

static bool is_shell(const char *path)
{
    static const char *const shells[] = { "sh", "bash", "dash", "ksh" };
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;

    for (size_t i = 0; i < HR_ARRAY_LEN(shells); i++) {
        if (strcmp(name, shells[i]) == 0)
            return true;
    }
    return false;
}

/* The word at *TEXT, which moves behind it; "" at the end of the line. */
static const char *take_word(const char **text, struct hr_arena *arena)
{
    const char *start = *text + strspn(*text, " \t");
    const size_t length = strcspn(start, " \t\r\n");

    *text = start + length;
    return hr_arena_strndup(arena, start, length);
}

bool hr_script_is_marked(const struct hr_bytes *bytes, struct hr_arena *arena, const char **other)
{
    const char *rest = bytes->data + 2, *program;

    *other = NULL;
    if (bytes->size < 2 || memcmp(bytes->data, "#!", 2) != 0)
        return false;
    program = take_word(&rest, arena);
    if (hr_text_ends(program, "/env")) {
        do
            program = take_word(&rest, arena);
        while (*program == '-' || strchr(program, '='));
    }
    *other = is_shell(program) ? NULL : program;
    return !*other;
}

static bool fail(const char *path, size_t line, struct hr_arena *arena, const char *msg,
                 const char *hint, struct hr_error *err)
{
    hr_error_set(err, arena, HR_ERRC_INPUT, "%s", msg);
    err->where = (struct hr_where){ .source = path, .line = line };
    return hr_error_hint(err, arena, "%s", hint);
}

static size_t line_of(const struct hr_bytes *bytes, const char *place)
{
    size_t line = 1;

    for (const char *c = bytes->data; c < place; c++)
        line += *c == '\n';
    return line;
}

/* Bytes that shells read in ways of their own. */
static bool check_bytes(const struct hr_bytes *bytes, const char *path, struct hr_arena *arena,
                        struct hr_error *err)
{
    const char *nul = memchr(bytes->data, '\0', bytes->size), *cr;

    if (nul)
        return fail(path, line_of(bytes, nul), arena, "a NUL byte: this is no shell script",
                    "a script of sh or bash", err);
    if (bytes->size >= 3 && memcmp(bytes->data, "\xef\xbb\xbf", 3) == 0)
        return fail(path, 1, arena, "a byte order mark, which shells take for part of a command",
                    "save it without", err);
    cr = strstr(bytes->data, "\r\n");
    if (cr)
        return fail(path, line_of(bytes, cr), arena,
                    "the line ends with a carriage return, which shells take for part of it",
                    "save it with Unix line ends", err);
    return true;
}

void hr_script_note(struct hr_script_work *w, enum hr_errc code, const struct hr_script_word *word,
                    const char *msg, const char *hint)
{
    struct hr_errors *errs = &w->out->errs;
    struct hr_error *err;
    size_t same = 0;

    for (size_t i = 0; i < errs->n; i++)
        same += errs->v[i].code == code;
    if (same >= NOTES_MAX)
        return;
    err = HR_VEC_PUSH(w->arena, errs);
    hr_error_set(err, w->arena, code, "%s", msg);
    hr_error_hint(err, w->arena, "%s", hint);
    err->where = (struct hr_where){ .source = w->path, .line = word->line, .column = word->column };
}

/* What is a function may do anything in docker's place. */
static void judge_functions(struct hr_script_work *w, const struct hr_script_words *functions)
{
    for (size_t i = 0; i < functions->n; i++) {
        const char *name = functions->v[i].text;

        if (strcmp(name, "docker") == 0 || strcmp(name, "hrun") == 0)
            hr_script_note(w, HR_ERRC_PART, &functions->v[i],
                           hr_arena_printf(w->arena,
                                           "%s is a function here: what a call of it does is known "
                                           "only when the script runs",
                                           name),
                           "give the function another name");
    }
}

bool hr_script_judge(struct hr_script_work *w, const char *text, size_t size, size_t line,
                     unsigned depth, struct hr_error *err)
{
    struct hr_script_commands commands = { 0 };
    struct hr_script_words functions = { 0 };
    struct hr_script_reader reader = {
        .path = w->path,
        .text = text,
        .size = size,
        .line = line,
        .is_part = depth > 0,
        .arena = w->arena,
        .commands = &commands,
        .functions = &functions,
        .err = err,
    };

    if (!hr_script_read_all(&reader))
        return false;
    judge_functions(w, &functions);
    for (size_t i = 0; i < commands.n; i++)
        hr_script_judge_command(w, commands.v[i], depth);
    return true;
}

bool hr_script_read(const struct hr_bytes *bytes, const char *path,
                    const struct hr_option_table *own, struct hr_arena *arena,
                    struct hr_script *out, struct hr_error *err)
{
    struct hr_script script = { 0 };
    struct hr_script_work work = { .path = path, .own = own, .arena = arena, .out = &script };

    if (!check_bytes(bytes, path, arena, err) ||
        !hr_script_judge(&work, bytes->data, bytes->size, 1, 0, err))
        return false;
    if (script.calls.n > HR_SCRIPT_CALLS_MAX)
        return fail(path, script.calls.v[HR_SCRIPT_CALLS_MAX].place.number, arena,
                    "more than 1000 containers", "a script for some of them", err);
    *out = script;
    return true;
}
