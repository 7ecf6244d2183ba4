/* SPDX-License-Identifier: MIT */
#include "hrun/source/dotenv.h"

#include "hrun/base/text.h"

#include <string.h>

#define BLANKS     " \t\r\v\f"
#define NAME_BYTES HR_ALNUM "_.-"

/* What LINE says, without blanks around it. */
static char *trim(char *line)
{
    size_t length;

    line += strspn(line, BLANKS);
    length = strlen(line);
    while (length > 0 && strchr(BLANKS, line[length - 1]))
        length--;
    line[length] = '\0';
    return line;
}

/* Read TEXT, which starts with a quote. False if the value may go on in the next line, or another variable
 * follows it: Compose takes that for one. */
static bool read_quoted(char *text, struct hr_env *out)
{
    const char quote = *text++;
    char *end = strchr(text, quote), *rest;

    if (!end || (end > text && end[-1] == '\\'))
        return false;
    rest = end + 1 + strspn(end + 1, BLANKS);
    if (*rest && *rest != '#')
        return false;
    *end = '\0';
    out->value = strpbrk(text, quote == '"' ? "\\$" : "\\") ? NULL : text;
    return true;
}

/* Read LINE, which has neither blanks around it nor is empty. A bare NAME leaves OUT's name NULL. */
static bool read_line(char *line, struct hr_env *out)
{
    static const char export[] = "export";
    char *name = line, *rest;

    if (hr_text_starts(line, export) && strspn(line + strlen(export), BLANKS) > 0)
        name = line + strlen(export) + strspn(line + strlen(export), BLANKS);
    rest = name + strspn(name, NAME_BYTES);
    if (rest > name && *rest == '\0')
        return true;
    if (rest == name || rest[strspn(rest, BLANKS)] != '=')
        return false;
    out->name = name;
    name = rest + strspn(rest, BLANKS) + 1;
    *rest = '\0';
    rest = trim(name);
    if (*rest == '"' || *rest == '\'')
        return read_quoted(rest, out);
    out->value = strpbrk(rest, "#$\\\"'`\r") ? NULL : rest;
    return true;
}

static bool refuse(const char *path, size_t line, struct hr_arena *arena, struct hr_error *err)
{
    hr_error_set(err, arena, HR_ERRC_INPUT, "how Compose reads this cannot be told");
    err->where = (struct hr_where){ .source = path, .line = line };
    return hr_error_hint(err, arena, "review what `docker compose config` prints");
}

bool hr_dotenv_parse(const struct hr_bytes *bytes, const char *path, struct hr_arena *arena,
                     struct hr_envs *out, struct hr_error *err)
{
    char *line = hr_arena_strndup(arena, bytes->data, bytes->size), *next;
    size_t number = 1;

    if (strlen(line) != bytes->size)
        return refuse(path, 1, arena, err);
    for (; line; line = next, number++) {
        struct hr_env env = { .line = number };

        next = hr_text_cut(strchr(line, '\n'));
        line = trim(line);
        if (!*line || *line == '#')
            continue;
        if (!read_line(line, &env))
            return refuse(path, number, arena, err);
        if (env.name)
            *HR_VEC_PUSH(arena, out) = env;
    }
    return true;
}
