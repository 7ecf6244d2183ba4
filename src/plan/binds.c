/* SPDX-License-Identifier: MIT */
/* What the profile makes of the binds that the user wrote. */
#include "hrun/base/quote.h"
#include "hrun/base/text.h"

#include "work.h"

#include <string.h>
#include <sys/stat.h>

/* A bind on its way through. */
struct bind {
    const struct hr_setting *setting;
    const struct hr_source_facts *source; /* NULL if nobody asked */
    struct hr_mount mount;                /* what it becomes */
};

static bool is_bind(const struct hr_setting *s)
{
    return (s->value->kind == HR_KIND_VOLUME || s->value->kind == HR_KIND_MOUNT) &&
           s->value->as.mount.type == HR_MOUNT_BIND && s->value->as.mount.source;
}

static struct bind bind_of(const struct hr_work *w, const struct hr_setting *s)
{
    return (struct bind){
        .setting = s,
        .source = hr_facts_source(w->in->facts, s->value->as.mount.source),
        .mount = s->value->as.mount,
    };
}

/* True if the profile makes BIND read-only, where the line leaves that open. */
static bool becomes_read_only(const struct hr_work *w, const struct bind *bind)
{
    const char *mode = w->profile->volumes.default_mode;

    return mode && strcmp(mode, "ro") == 0 && bind->mount.access == HR_MOUNT_ACCESS_UNSET &&
           !(bind->source && hr_facts_source_is_in(w->in->facts, bind->source, HR_PLACE_WRITABLE));
}

/* True if PATH can stand as the source of BIND: a --volume has no way to write a colon, and what is not
 * UTF-8 reaches the engine as another text. */
static bool can_say(const struct bind *bind, const char *path)
{
    return path && hr_text_is_utf8(path, strlen(path)) &&
           (bind->mount.syntax == HR_MOUNT_FROM_MOUNT || !strchr(path, ':'));
}

/* True if what was judged is another path than what the line says: a link may lead elsewhere by the
 * time that the engine follows it. */
static bool becomes_resolved(const struct hr_work *w, const struct bind *bind)
{
    return bind->source && bind->source->crossed_links &&
           bind->source->state != HR_SOURCE_UNKNOWN &&
           w->in->facts->engine.locality == HR_LOCALITY_LOCAL &&
           strcmp(bind->mount.source, bind->source->real) != 0 && can_say(bind, bind->source->real);
}

/* BIND as an option's value; NULL if the words around it are such that it would be read as another
 * mount. No engine takes those. */
static const char *written(const struct hr_work *w, const struct bind *bind)
{
    const char *raw = hr_mount_render(&bind->mount, w->arena);
    const struct hr_mount *m = &bind->mount;
    struct hr_value again;
    struct hr_error err;

    if (hr_value_parse(bind->setting->option, raw, w->arena, &again, &err) &&
        again.as.mount.type == HR_MOUNT_BIND && again.as.mount.access == m->access &&
        strcmp(again.as.mount.source, m->source) == 0 &&
        strcmp(again.as.mount.target, m->target) == 0)
        return raw;
    return NULL;
}

/* How the line would say that BIND is to be written to. */
static const char *writable_form(const struct hr_work *w, const struct bind *bind)
{
    struct hr_mount mount = bind->setting->value->as.mount;

    mount.access = HR_MOUNT_READ_WRITE;
    return hr_mount_render(&mount, w->arena);
}

static void note_read_only(struct hr_work *w, const struct bind *bind)
{
    const char *option = bind->setting->option->name;

    hr_strv_pushf(w->arena, w->notes, "--%s %s is read-only; to write there: --%s %s", option,
                  bind->setting->raw, option, writable_form(w, bind));
}

/* "/a, /b and 3 more": what stays writable below SOURCE; "" for nothing. */
static const char *still_writable(struct hr_work *w, const struct hr_source_facts *source)
{
    enum { NAMED_MAX = 3 };
    struct hr_strv named = { 0 };
    size_t more = 0;

    for (size_t i = 0; i < source->submounts.n; i++) {
        if (source->submounts.v[i].read_only)
            continue;
        if (named.n < NAMED_MAX)
            hr_strv_push(w->arena, &named, source->submounts.v[i].path);
        else
            more++;
    }
    if (more > 0)
        hr_strv_pushf(w->arena, &named, "%zu more", more);
    return hr_strv_join(w->arena, &named, ", ");
}

/* Engines before 25.0, kernels before 5.12 and clients that speak an API before 1.44 make the folder
 * itself read-only, but not what is mounted below it. */
static void note_submounts(struct hr_work *w, const struct bind *bind)
{
    const struct hr_engine_facts *engine = &w->in->facts->engine;
    const char *recursive = bind->mount.recursive, *names;

    if (!bind->source || bind->mount.access != HR_MOUNT_READ_ONLY ||
        (recursive && strcmp(recursive, "enabled") != 0) || engine->locality != HR_LOCALITY_LOCAL ||
        engine->recursive_read_only == HR_KNOWN)
        return;
    names = still_writable(w, bind->source);
    if (*names)
        hr_strv_pushf(w->arena, w->notes, "--%s %s: what is mounted below it %s writable: %s",
                      bind->setting->option->name, bind->setting->raw,
                      engine->recursive_read_only == HR_ABSENT ? "stays" : "may stay", names);
}

/* Add what BIND becomes. False if it stays as it is. */
static bool narrow(struct hr_work *w, struct bind *bind)
{
    static const char closed[] = "read-only, as the line does not say rw";
    static const char followed[] = "the folder that was judged: links are followed";
    const bool read_only = becomes_read_only(w, bind), resolved = becomes_resolved(w, bind);
    const struct bind typed = *bind;
    const char *raw;

    if (!read_only && !resolved)
        return false;
    if (resolved)
        bind->mount.source = bind->source->real;
    else if (bind->source && can_say(bind, bind->source->clean))
        bind->mount.source = bind->source->clean;
    if (read_only)
        bind->mount.access = HR_MOUNT_READ_ONLY;
    raw = written(w, bind);
    if (!raw) {
        *bind = typed;
        return false;
    }
    hr_work_replace(w, bind->setting, bind->setting->option->name, raw,
                    !resolved    ? closed
                    : !read_only ? followed
                                 : hr_arena_printf(w->arena, "%s; %s", closed, followed));
    if (read_only)
        note_read_only(w, bind);
    return true;
}

/* True if the mode of SOURCE keeps the container's user from writing there or, where BIND is read-only,
 * from reading; whatever groups it has. */
static bool is_closed(const struct hr_user *user, const struct bind *bind)
{
    const struct hr_source_facts *source = bind->source;
    const mode_t needed = bind->mount.access != HR_MOUNT_READ_ONLY ? 02
                          : S_ISDIR(source->mode)                  ? 05
                                                                   : 04;
    const mode_t others = source->mode, group = source->mode >> 3;

    return source->uid != user->uid && (others & needed) != needed && (group & needed) != needed;
}

/* What lets the container's user use the source of BIND. */
static const char *remedy_for(struct hr_work *w, const struct bind *bind)
{
    const struct hr_source_facts *source = bind->source;
    const char *path = hr_quote_shell(w->arena, source->real);
    const char *owner = hr_arena_printf(w->arena, "--user %u:%u", source->uid, source->gid);

    if (bind->mount.access == HR_MOUNT_READ_ONLY)
        return source->uid == 0 ? hr_arena_printf(w->arena, "chmod o+rX %s", path)
                                : hr_arena_printf(w->arena, "%s, or chmod o+rX %s", owner, path);
    return source->uid == 0
               ? hr_arena_printf(w->arena, "chown %u %s", w->user.uid, path)
               : hr_arena_printf(w->arena, "chown %u %s, or %s", w->user.uid, path, owner);
}

/* Some programs start all the same, and that they cannot save is told in a log. */
static void note_closed(struct hr_work *w, const struct bind *bind)
{
    const struct hr_source_facts *source = bind->source;
    const struct hr_engine_facts *engine = &w->in->facts->engine;

    if (!w->given.raw || !w->user.uid_known || w->user.uid == 0 || !source ||
        source->state != HR_SOURCE_KNOWN || engine->locality != HR_LOCALITY_LOCAL ||
        engine->maps_users || !is_closed(&w->user, bind))
        return;
    hr_strv_pushf(
        w->arena, w->notes, "--%s %s belongs to %u, and the container's user %u cannot %s: %s",
        bind->setting->option->name, bind->setting->raw, source->uid, w->user.uid,
        bind->mount.access == HR_MOUNT_READ_ONLY ? "read it" : "write there", remedy_for(w, bind));
}

bool hr_work_narrow_bind(struct hr_work *w, const struct hr_setting *s)
{
    struct bind bind;
    bool narrowed;

    if (!is_bind(s))
        return false;
    bind = bind_of(w, s);
    narrowed = narrow(w, &bind);
    note_submounts(w, &bind);
    note_closed(w, &bind);
    return narrowed;
}

bool hr_work_lends_own_files(const struct hr_work *w)
{
    const struct hr_settings *settings = &w->in->invocation->settings;
    const struct hr_engine_facts *engine = &w->in->facts->engine;

    if (engine->locality != HR_LOCALITY_LOCAL || engine->maps_users)
        return false;
    for (size_t i = 0; i < settings->n; i++) {
        struct bind bind;

        if (!is_bind(&settings->v[i]))
            continue;
        bind = bind_of(w, &settings->v[i]);
        if (bind.source && bind.source->state == HR_SOURCE_KNOWN &&
            bind.source->uid == w->in->host->uid && bind.mount.access != HR_MOUNT_READ_ONLY &&
            !becomes_read_only(w, &bind))
            return true;
    }
    return false;
}
