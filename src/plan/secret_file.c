/* SPDX-License-Identifier: MIT */
#include "hrun/plan/secret_file.h"

#include "hrun/base/text.h"
#include "hrun/docker/capability.h"
#include "hrun/docker/csv.h"

#include "work.h"

#include <string.h>
#include <sys/stat.h>

#define FOLDER "/run/secrets/"

static bool refuse(const char *what, struct hr_arena *arena, struct hr_error *err)
{
    hr_error_set(err, arena, HR_ERRC_USAGE, "--secret-file: %s", what);
    hr_error_hint(err, arena, "write id=NAME,src=FILE or id=NAME,src=FILE,env=VARIABLE");
    return false;
}

/* The member that KEY sets, or NULL. */
static const char **member(struct hr_secret_file *file, const char *key)
{
    if (strcmp(key, "id") == 0)
        return &file->id;
    if (strcmp(key, "src") == 0 || strcmp(key, "source") == 0)
        return &file->source;
    return strcmp(key, "env") == 0 ? &file->variable : NULL;
}

static bool read_field(const char *field, struct hr_arena *arena, struct hr_secret_file *out,
                       struct hr_error *err)
{
    const size_t length = strcspn(field, "=");
    const char *key = hr_arena_strndup(arena, field, length);
    const char **value = member(out, key);

    if (!value)
        return refuse(hr_arena_printf(arena, "no key is called \"%s\"", key), arena, err);
    if (*value)
        return refuse(hr_arena_printf(arena, "%s is given twice", key), arena, err);
    if (!field[length] || !field[length + 1])
        return refuse(hr_arena_printf(arena, "%s has no value", key), arena, err);
    *value = field + length + 1;
    return true;
}

/* ID in upper case, what no variable's name has as '_', and _FILE behind it. */
static const char *default_variable(const char *id, struct hr_arena *arena)
{
    char *name = hr_arena_printf(arena, "%s%s_FILE", strchr(HR_DIGITS, *id) ? "_" : "", id);

    for (char *c = name; *c; c++) {
        if (*c >= 'a' && *c <= 'z')
            *c = (char)(*c - 'a' + 'A');
        else if (!strchr(HR_ALNUM, *c))
            *c = '_';
    }
    return name;
}

static bool check(const struct hr_secret_file *file, struct hr_arena *arena, struct hr_error *err)
{
    if (strspn(file->id, HR_ALNUM "_.-") != strlen(file->id) || strchr(".-", *file->id))
        return refuse("an id is of letters, digits, '_', '-' and '.'", arena, err);
    if (file->variable && (strspn(file->variable, HR_ALNUM "_") != strlen(file->variable) ||
                           strchr(HR_DIGITS, *file->variable)))
        return refuse("env is the name of a variable", arena, err);
    return true;
}

static bool read_one(const char *raw, struct hr_arena *arena, struct hr_secret_file *out,
                     struct hr_error *err)
{
    struct hr_strv fields = { 0 };

    *out = (struct hr_secret_file){ 0 };
    if (!hr_csv_record(raw, arena, &fields, err))
        return refuse("it is empty, or a quote is not closed", arena, err);
    for (size_t i = 0; i < fields.n; i++) {
        if (!read_field(fields.v[i], arena, out, err))
            return false;
    }
    if (!out->id || !out->source)
        return refuse(out->id ? "no src" : "no id", arena, err);
    if (!check(out, arena, err))
        return false;
    out->target = hr_arena_printf(arena, FOLDER "%s", out->id);
    if (!out->variable)
        out->variable = default_variable(out->id, arena);
    return true;
}

static bool is_new(const struct hr_secret_file *file, const struct hr_secret_files *files,
                   struct hr_arena *arena, struct hr_error *err)
{
    for (size_t i = 0; i < files->n; i++) {
        if (strcmp(files->v[i].id, file->id) == 0)
            return refuse(hr_arena_printf(arena, "id %s is given twice", file->id), arena, err);
    }
    return true;
}

bool hr_secret_files_read(const struct hr_settings *own, struct hr_arena *arena,
                          struct hr_secret_files *out, struct hr_error *err)
{
    struct hr_secret_files files = { 0 };
    struct hr_secret_file file;

    for (size_t i = 0; i < own->n; i++) {
        if (strcmp(own->v[i].option->name, "secret-file") != 0)
            continue;
        if (!read_one(own->v[i].raw, arena, &file, err) || !is_new(&file, &files, arena, err)) {
            err->where.argument = own->v[i].origin.number;
            return false;
        }
        file.by = &own->v[i];
        *HR_VEC_PUSH(arena, &files) = file;
    }
    *out = files;
    return true;
}

/* Those of the line. What cannot be read was refused before there was a plan. */
static struct hr_secret_files files_of(const struct hr_invocation *invocation,
                                       struct hr_arena *arena)
{
    struct hr_secret_files files = { 0 };
    struct hr_error err;

    return hr_secret_files_read(&invocation->own, arena, &files, &err)
               ? files
               : (struct hr_secret_files){ 0 };
}

void hr_questions_secrets(const struct hr_invocation *invocation, struct hr_arena *arena,
                          struct hr_questions *out)
{
    const struct hr_secret_files files = files_of(invocation, arena);

    for (size_t i = 0; i < files.n; i++)
        hr_strv_push(arena, &out->secrets, files.v[i].source);
    out->endpoint = out->endpoint || files.n > 0;
}

static const char *mount_of(const struct hr_secret_file *file, const char *source,
                            struct hr_arena *arena)
{
    struct hr_strv fields = { 0 };

    hr_strv_push(arena, &fields, "type=bind");
    hr_strv_pushf(arena, &fields, "source=%s", source);
    hr_strv_pushf(arena, &fields, "target=%s", file->target);
    hr_strv_push(arena, &fields, "readonly");
    return hr_csv_write(&fields, arena);
}

/* True if the container's user, of whom the numbers are known, has the right to read IS. Where the engine
 * maps users, nobody of the container is who it says, but that its root may be the caller. */
static bool can_read(const struct hr_work *w, const struct hr_source_facts *is)
{
    if (w->in->facts->engine.maps_users)
        return (is->mode & S_IROTH) || (w->user.uid_known && w->user.uid == 0);
    if (w->user.uid_known && w->user.uid == is->uid)
        return is->mode & S_IRUSR;
    if (w->user.gid_known && w->user.gid == is->gid)
        return is->mode & S_IRGRP;
    return is->mode & S_IROTH;
}

/* root reads everything, but not without the capabilities for it. */
static bool reads_all(const struct hr_work *w)
{
    static const char *const names[] = { "DAC_OVERRIDE", "DAC_READ_SEARCH" };
    struct hr_view view;

    hr_view_fold(w->out, w->arena, &view);
    for (size_t i = 0; i < HR_ARRAY_LEN(names); i++) {
        if (view.caps >> hr_capability_find(names[i]) & 1)
            return !w->user.uid_known || w->user.uid == 0;
    }
    return false;
}

static void note_unreadable(struct hr_work *w, const struct hr_secret_file *file,
                            const struct hr_source_facts *is)
{
    const char *who = w->user.uid_known ? hr_arena_printf(w->arena, "user %u", w->user.uid)
                                        : "the container's user";
    const bool has_owner = is->uid != 0 && !w->in->facts->engine.maps_users;
    const char *owner =
        has_owner ? hr_arena_printf(w->arena, "--user %u:%u can, and ", is->uid, is->gid) : "";

    if (is->state != HR_SOURCE_KNOWN || can_read(w, is) || reads_all(w))
        return;
    hr_strv_pushf(w->arena, w->notes,
                  "--secret-file %s: %s could not read it (mode %04o, of %u:%u); %sany user can "
                  "where its mode is 0444, and a folder of mode 0700 keeps it from others here",
                  file->id, who, (unsigned)is->mode & 07777U, is->uid, is->gid, owner);
}

static void add_made(struct hr_work *w, const struct hr_secret_file *file, const char *option,
                     const char *raw)
{
    hr_work_replace(w, file->by, option, raw, "a file in place of a variable");
}

void hr_fill_secrets(struct hr_work *w)
{
    const struct hr_secret_files files = files_of(w->in->invocation, w->arena);
    const struct hr_sources_facts *facts = &w->in->facts->secrets;

    for (size_t i = 0; i < files.n && i < facts->n; i++) {
        const struct hr_secret_file *file = &files.v[i];
        const struct hr_source_facts *is = &facts->v[i];
        const char *source = is->real ? is->real : file->source;

        add_made(w, file, "mount", mount_of(file, source, w->arena));
        if (!hr_work_names_variable(w, file->variable))
            add_made(w, file, "env",
                     hr_arena_printf(w->arena, "%s=%s", file->variable, file->target));
    }
}

bool hr_work_lends_secrets(const struct hr_work *w)
{
    const struct hr_sources_facts *facts = &w->in->facts->secrets;

    for (size_t i = 0; i < facts->n && !w->in->facts->engine.maps_users; i++) {
        if (facts->v[i].state == HR_SOURCE_KNOWN && facts->v[i].uid == w->in->host->uid)
            return true;
    }
    return false;
}

void hr_note_secrets(struct hr_work *w)
{
    const struct hr_secret_files files = files_of(w->in->invocation, w->arena);
    const struct hr_sources_facts *facts = &w->in->facts->secrets;

    for (size_t i = 0; i < files.n && i < facts->n; i++)
        note_unreadable(w, &files.v[i], &facts->v[i]);
}
