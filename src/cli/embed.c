/* SPDX-License-Identifier: MIT */
/* usage: embed FILE...: write, as C, the rows of policy/builtin.h for the profiles NAME.json. Run at
 * build time, and not installed: what would not be read when hrun runs does not get past here. */
#include "hrun/base/file.h"
#include "hrun/guard/rule.h"
#include "hrun/policy/builtin.h"
#include "hrun/policy/profile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BYTES_PER_LINE 24

struct shipped {
    const char *name;
    struct hr_bytes bytes;
    const struct hr_json *document;
};

struct embed {
    struct hr_arena *arena;
    struct hr_rule_names rules;
    struct shipped *profiles;
    size_t count;
};

static void die(const char *what, const char *why)
{
    fprintf(stderr, "embed: %s: %s\n", what, why);
    exit(1);
}

static void die_of(const struct embed *e, const struct hr_error *err)
{
    die(err->where.source ? err->where.source : "profiles", hr_error_text(err, e->arena));
}

/* The NAME of PATH/NAME.json. */
static const char *name_of(const struct embed *e, const char *path)
{
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;

    return hr_arena_strndup(e->arena, base, strcspn(base, "."));
}

static void load(const struct embed *e, const char *path, struct shipped *out)
{
    struct hr_error err;

    out->name = name_of(e, path);
    if (!hr_file_read(path, HR_PROFILE_MAX_BYTES, e->arena, &out->bytes, NULL, &err) ||
        !hr_json_parse(out->bytes.data, out->bytes.size, path, e->arena, &out->document, &err))
        die_of(e, &err);
    if (strcmp(out->name, hr_json_string(out->document, "name")) != 0)
        die(path, "the profile is called something else");
}

static const struct shipped *named(const struct embed *e, const char *name)
{
    for (size_t i = 0; i < e->count; i++) {
        if (strcmp(e->profiles[i].name, name) == 0)
            return &e->profiles[i];
    }
    die(name, "no profile that comes with hrun is called so");
    return NULL;
}

/* What P comes to, with all that it extends. */
static void build(const struct embed *e, const struct shipped *p, struct hr_profile *out)
{
    struct hr_documents chain = { 0 };
    struct hr_errors errs = { 0 };
    const char *parent;

    *HR_VEC_PUSH(e->arena, &chain) = p->document;
    for (parent = hr_json_string(p->document, "extends"); parent;
         parent = hr_json_string(p->document, "extends")) {
        p = named(e, parent);
        *HR_VEC_PUSH(e->arena, &chain) = p->document;
    }
    if (!hr_profile_build(&chain, &e->rules, e->arena, out, &errs))
        die_of(e, &errs.v[0]);
}

static unsigned small(size_t number)
{
    if (number > UINT16_MAX)
        die("profiles", "one is too long for its table");
    return (unsigned)number;
}

static void put_bytes(const char *type, size_t index, const char *bytes, size_t size)
{
    printf("static const char %s_%zu[] = {", type, index);
    for (size_t i = 0; i < size; i++)
        printf("%s%d,", i % BYTES_PER_LINE == 0 ? "\n    " : " ", bytes[i]);
    printf("\n};\n");
}

/* TEXT as a string of C; what the profiles hold is plain. */
static void put_string(const char *text)
{
    if (!text) {
        printf("NULL");
        return;
    }
    putchar('"');
    for (; *text; text++)
        printf(strchr("\"\\", *text) ? "\\%c" : "%c", *text);
    putchar('"');
}

/* The place of TEXT in POOL, behind what is there. */
static unsigned put_away(const struct embed *e, struct hr_strv *pool, size_t *size,
                         const char *text)
{
    const size_t place = *size;

    if (!text)
        return 0;
    hr_strv_push(e->arena, pool, text);
    *size += strlen(text) + 1;
    return small(place);
}

static void put_rows(const struct embed *e, const struct hr_json *node, struct hr_strv *pool,
                     size_t *size)
{
    const unsigned key = put_away(e, pool, size, node->key);
    const unsigned text = put_away(e, pool, size, node->text);

    printf("    { %d, %s, %u, %u, %u, %u, %u, %u, %u },\n", (int)node->type,
           node->boolean ? "true" : "false", key, text, small(node->count), small(node->line),
           small(node->column), small(node->key_line), small(node->key_column));
    for (const struct hr_json *child = node->child; child; child = child->next)
        put_rows(e, child, pool, size);
}

static void put_document(const struct embed *e, size_t index)
{
    struct hr_strv pool = { 0 };
    size_t size = 1; /* place 0 is no string */

    printf("static const struct hr_json_row rows_%zu[] = {\n", index);
    put_rows(e, e->profiles[index].document, &pool, &size);
    printf("};\nstatic const char pool_%zu[] = \"\\0\"", index);
    for (size_t i = 0; i < pool.n; i++) {
        printf("\n    ");
        put_string(pool.v[i]);
        printf("\"\\0\"");
    }
    printf(";\n");
}

static void put_globs(const struct embed *e, size_t index, const struct hr_strv *images)
{
    struct hr_glob glob;

    printf("static const struct hr_glob globs_%zu[] = {\n", index);
    for (size_t i = 0; i < images->n; i++) {
        const char *const *fields[] = { &glob.text, &glob.name, &glob.tag, &glob.digest };

        if (!hr_glob_parse(images->v[i], e->arena, &glob))
            die(images->v[i], "no reference can match it");
        printf("    { ");
        for (size_t k = 0; k < HR_ARRAY_LEN(fields); k++) {
            put_string(*fields[k]);
            printf(", ");
        }
        printf("%zu },\n", glob.literals);
    }
    printf("    { 0 },\n};\n");
}

static void put_row(const struct shipped *p, size_t index, const struct hr_profile *profile)
{
    printf("    { \"%s\", text_%zu, sizeof(text_%zu), { rows_%zu, pool_%zu }, globs_%zu,\n"
           "      \"%s\" },\n",
           p->name, index, index, index, index, index, profile->sha256);
}

static void embed(const struct embed *e)
{
    struct hr_profile *built = hr_arena_array(e->arena, e->count, sizeof(*built));

    printf("/* Written by embed. */\n#include \"hrun/policy/builtin.h\"\n\n");
    for (size_t i = 0; i < e->count; i++) {
        build(e, &e->profiles[i], &built[i]);
        put_bytes("text", i, e->profiles[i].bytes.data, e->profiles[i].bytes.size);
        put_document(e, i);
        put_globs(e, i, &built[i].match.images);
    }
    printf("static const struct hr_builtin builtins[] = {\n");
    for (size_t i = 0; i < e->count; i++)
        put_row(&e->profiles[i], i, &built[i]);
    printf("    { 0 },\n};\n\nconst struct hr_builtin *hr_builtins(void)\n{\n"
           "    return builtins;\n}\n");
}

int main(int argc, char **argv)
{
    struct hr_arena arena;
    struct embed e = { .arena = &arena, .count = argc > 1 ? (size_t)argc - 1 : 0 };

    hr_arena_init(&arena);
    e.rules = hr_rule_names(&arena);
    e.profiles = hr_arena_array(&arena, e.count, sizeof(*e.profiles));
    for (size_t i = 0; i < e.count; i++)
        load(&e, argv[i + 1], &e.profiles[i]);
    embed(&e);
    hr_arena_finish(&arena);
    return fflush(stdout) == 0 ? 0 : 1;
}
