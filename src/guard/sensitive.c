/* SPDX-License-Identifier: MIT */
#include "hrun/guard/sensitive.h"

#include "hrun/base/text.h"
#include "hrun/guard/mounted.h"
#include "hrun/guard/paths.h"
#include "hrun/guard/relation.h"

#include <string.h>
#include <sys/stat.h>

/* What a source is, or is part of, or holds. */
struct match {
    const struct hr_sensitive_path *row;
    const char *name; /* of the place */
    unsigned relations;
};

/* How SOURCE stands to the places that are listed as the path of ROW. */
static unsigned relation_to_listed(const struct hr_check *k, const struct hr_source_facts *source,
                                   const struct hr_sensitive_path *row)
{
    const struct hr_places_facts *places = &k->c->facts->places;
    unsigned relations = HR_PATH_APART;

    for (size_t i = 0; i < places->n; i++) {
        const struct hr_place_facts *place = &places->v[i];

        if (place->kind == HR_PLACE_LISTED && strcmp(place->listed, row->path) == 0)
            relations |= hr_source_relation(source, &place->is);
    }
    return relations;
}

/* HOMELY: SOURCE stands to some home, so the rows that are in one are worth a look. */
static unsigned relation_to_row(const struct hr_check *k, const struct hr_source_facts *source,
                                const struct hr_sensitive_path *row, bool homely)
{
    const unsigned listed = relation_to_listed(k, source, row);
    struct hr_source_facts place = { .clean = row->path };

    if (*row->path == '~')
        return (homely ? hr_source_relation_home(k->c->facts, source, row->path) : 0) | listed;
    /* On old hosts, and in many images, /var/run is no link. */
    if (hr_text_starts(row->path, "/run/"))
        place.real = hr_arena_printf(k->arena, "/var%s", row->path);
    return hr_source_relation(source, &place) | listed;
}

/* Take out of SOURCE what ROW spares: its name and where it leads, each by itself. False if nothing is
 * left to judge. */
static bool take_spared(const struct hr_sensitive_path *row, struct hr_source_facts *source)
{
    if (!row->spared || !source->clean || !source->real)
        return true;
    if (hr_path_is_spared(source->clean, row))
        source->clean = NULL;
    if (hr_path_is_spared(source->real, row))
        source->real = NULL;
    /* Only root can put something else at the place of a public file by a mount or a hard link. */
    if (!source->clean || !source->real) {
        source->fs_path = NULL;
        source->state = HR_SOURCE_ABSENT;
    }
    return source->clean || source->real;
}

static bool counts(const struct hr_mounted *m, const struct hr_sensitive_path *row)
{
    if (row->when_writable && !m->writable)
        return false;
    return !row->no_sockets || m->source->state != HR_SOURCE_KNOWN || !S_ISSOCK(m->source->mode);
}

static bool find_row(const struct hr_check *k, const struct hr_mounted *m, struct match *out)
{
    size_t count;
    const struct hr_sensitive_path *rows = hr_sensitive_paths(&count);
    const bool homely = hr_source_relation_home(k->c->facts, m->source, "~") != HR_PATH_APART;

    for (size_t i = 0; i < count; i++) {
        struct hr_source_facts source = *m->source;

        if (!counts(m, &rows[i]) || (!m->writable && !take_spared(&rows[i], &source)))
            continue;
        out->relations = relation_to_row(k, &source, &rows[i], homely) & rows[i].relations;
        if (out->relations) {
            out->row = &rows[i];
            out->name = rows[i].path;
            return true;
        }
    }
    return false;
}

/* Places that are where the environment or the engine says, judged as the rows are. */
static const struct hr_sensitive_path *row_of_kind(enum hr_place_kind kind)
{
    static const struct hr_sensitive_path data = {
        .relations = HR_PATH_ANY,
        .risk = "every container, image and volume of the engine",
        .instead = "a named volume",
    };
    static const struct hr_sensitive_path state = {
        .relations = HR_PATH_ANY,
        .no_sockets = true,
        .risk = "the state and the sockets of the engine",
        .instead = "leave it out",
    };
    static const struct hr_sensitive_path runtime_dir = {
        .relations = HR_PATH_ANY,
        .no_sockets = true,
        .risk = "the sockets of a user's session: bus, keyring, ssh agent, display",
        .instead = "the one socket that is needed",
    };
    static const struct hr_sensitive_path agent = {
        .relations = HR_PATH_ANY,
        .no_sockets = true,
        .risk = "the agent that holds the ssh keys",
        .instead = "a key that is for this container alone",
    };
    static const struct hr_sensitive_path client = {
        .relations = HR_PATH_ANY,
        .risk = "passwords of registries, keys of engines",
    };
    static const struct hr_sensitive_path profiles = {
        .relations = HR_PATH_ANY,
        .when_writable = true,
        .risk = "hrun's own profiles",
    };

    switch (kind) {
    case HR_PLACE_ENGINE_DATA:
        return &data;
    case HR_PLACE_ENGINE_STATE:
        return &state;
    case HR_PLACE_RUNTIME_DIR:
        return &runtime_dir;
    case HR_PLACE_SSH_AGENT:
        return &agent;
    case HR_PLACE_CLIENT:
        return &client;
    case HR_PLACE_PROFILES:
        return &profiles;
    case HR_PLACE_ENGINE_SOCKET:
    case HR_PLACE_HOME:
    case HR_PLACE_LISTED:
    case HR_PLACE_WRITABLE:
    case HR_PLACE_DENIED:
        break;
    }
    return NULL;
}

static bool find_place(const struct hr_check *k, const struct hr_mounted *m, struct match *out)
{
    const struct hr_places_facts *places = &k->c->facts->places;

    for (size_t i = 0; i < places->n; i++) {
        const struct hr_sensitive_path *row = row_of_kind(places->v[i].kind);

        if (!row || !counts(m, row))
            continue;
        out->relations = hr_source_relation(m->source, &places->v[i].is) & row->relations;
        if (out->relations) {
            out->row = row;
            out->name = places->v[i].is.given;
            return true;
        }
    }
    return false;
}

/* What the kernel shows of itself, wherever it is mounted. */
static bool is_kernels(const char *fs_type)
{
    static const char *const types[] = {
        "binfmt_misc", "bpf",      "cgroup",   "cgroup2", "configfs",   "debugfs",
        "devpts",      "devtmpfs", "efivarfs", "fusectl", "hugetlbfs",  "mqueue",
        "nfsd",        "proc",     "pstore",   "resctrl", "rpc_pipefs", "securityfs",
        "selinuxfs",   "smackfs",  "sysfs",    "tracefs",
    };

    for (size_t i = 0; fs_type && i < HR_ARRAY_LEN(types); i++) {
        if (strcmp(types[i], fs_type) == 0)
            return true;
    }
    return false;
}

/* True if M is what some row spares: of what the kernel shows, a device that every container has anyway. */
static bool is_spared(const struct hr_mounted *m)
{
    size_t count;
    const struct hr_sensitive_path *rows = hr_sensitive_paths(&count);

    for (size_t i = 0; i < count && !m->writable; i++) {
        if (hr_path_is_spared(m->source->real, &rows[i]))
            return true;
    }
    return false;
}

/* What is wrong with SUB, which is mounted below M; NULL for nothing. */
static const char *fault_of_submount(const struct hr_check *k, const struct hr_mounted *m,
                                     const struct hr_submount *sub)
{
    struct hr_source_facts source;
    struct hr_mounted inner = *m;
    struct match match = { 0 };

    if (is_kernels(sub->fs_type))
        return hr_arena_printf(k->arena, "%s in it is a %s, where the kernel shows itself",
                               sub->path, sub->fs_type);
    if (!hr_submount_source(k->c->facts, sub, &source))
        return NULL;
    inner.source = &source;
    if (!find_row(k, &inner, &match) && !find_place(k, &inner, &match))
        return NULL;
    return hr_arena_printf(k->arena, "%s in it is mounted from %s: %s", sub->path, match.name,
                           match.row->risk);
}

/* True for a relative path where nobody knows what it is relative to. */
static bool has_no_cwd(const struct hr_check *k, const struct hr_source_facts *source)
{
    return *source->given != '/' && k->c->host && *k->c->host->cwd != '/';
}

/* Why M is not to be mounted though no row has it; NULL if nothing is wrong with it. */
static const char *other_fault(const struct hr_check *k, const struct hr_mounted *m)
{
    const struct hr_source_facts *source = m->source;

    /* A review is of a line, not of this host. */
    if (m->unseen && k->c->reviewed && (*source->given == '.' || *source->given == '/'))
        return NULL;
    if (!source->clean && has_no_cwd(k, source))
        return "the working directory, from which it goes on, cannot be told: is it deleted?";
    if (!source->clean)
        return "it is neither absolute nor does it start with '.', so no known engine takes it";
    if (source->state == HR_SOURCE_UNKNOWN)
        return hr_arena_printf(k->arena, "where it leads cannot be told (%s)",
                               source->unknown_because ? source->unknown_because : "nobody looked");
    if (is_kernels(source->fs_type) && !is_spared(m))
        return hr_arena_printf(k->arena, "it is part of a %s, where the kernel shows itself",
                               source->fs_type);
    for (size_t i = 0; i < source->submounts.n; i++) {
        const char *fault = fault_of_submount(k, m, &source->submounts.v[i]);

        if (fault)
            return fault;
    }
    return NULL;
}

/* "it leads to /etc: " where the name that is written says nothing of it. */
static const char *why_matched(const struct hr_check *k, const struct hr_mounted *m,
                               const struct match *match)
{
    const struct hr_source_facts written = { .clean = m->source->clean };
    struct hr_source_facts place = { .clean = match->name };
    const char *real = m->source->real ? m->source->real : "", *leads = "";
    const unsigned plain = *match->name == '~'
                               ? hr_source_relation_home(k->c->facts, &written, match->name)
                               : hr_source_relation(&written, &place);

    if (!(plain & match->row->relations) && strcmp(m->source->clean, real) != 0)
        leads = hr_arena_printf(k->arena, "it leads to %s, ", real);
    if (match->relations & HR_PATH_ITSELF)
        return hr_arena_printf(k->arena, "%sthat is %s: %s", leads, match->name, match->row->risk);
    return hr_arena_printf(k->arena, "%s%s %s: %s", leads,
                           match->relations & HR_PATH_BELOW ? "that is in" : "in it is",
                           match->name, match->row->risk);
}

static const char *remedy_for(const struct hr_check *k, const struct hr_mounted *m,
                              const struct match *match)
{
    const char *target = m->mount->target ? m->mount->target : "", *source = m->source->clean;
    const bool is_tree = match->relations & HR_PATH_ABOVE || match->name[1] == '\0'; /* "/", "~" */

    if (match->row->when_writable)
        return hr_arena_printf(k->arena, "read-only: --volume %s:%s:ro", source, target);
    if (match->row->instead)
        return match->row->instead;
    if (!is_tree)
        return "a secret for this container alone, in a file of its own: --secret-file "
               "id=NAME,src=FILE";
    return hr_arena_printf(k->arena,
                           "the one folder of it that is needed: --volume %s/FOLDER:%s/FOLDER",
                           strcmp(source, "/") == 0 ? "" : source, target);
}

static void judge(const struct hr_check *k, const struct hr_mounted *m)
{
    struct match match = { 0 };
    const char *fault;

    if (m->source->clean && (find_row(k, m, &match) || find_place(k, m, &match))) {
        hr_mounted_trip(k, m, why_matched(k, m, &match), remedy_for(k, m, &match));
        return;
    }
    fault = other_fault(k, m);
    if (fault)
        hr_mounted_trip(k, m, fault,
                        m->source->clean ? "a folder of the host that is what its name says"
                        : has_no_cwd(k, m->source)
                            ? "an absolute path, or another folder to start from"
                            : "an absolute path, or one that starts with ./");
}

/* What is taken over unseen may be anything; what was taken over stands among the settings. */
static void judge_donors(const struct hr_check *k)
{
    const struct hr_settings *settings = k->c->settings;

    for (size_t i = 0; i < settings->n && !k->c->exists; i++) {
        const struct hr_setting *s = &settings->v[i];
        const struct hr_container_facts *donor;

        if (s->value->kind != HR_KIND_VOLUMES_FROM || !hr_check_is_typed(s))
            continue;
        donor = hr_facts_container(k->c->facts, s->value->as.mount.source);
        if (!donor || donor->state == HR_UNKNOWN)
            hr_check_trip(k, &(const struct hr_trip){
                                 .by = s,
                                 .subject = s->value->as.mount.source,
                                 .why = "what that container mounts is not known",
                                 .remedy = "the mounts that are needed, by --volume",
                             });
    }
}

void hr_check_sensitive_path(const struct hr_check *k)
{
    const struct hr_mounteds all = hr_mounted_all(k);

    judge_donors(k);
    for (size_t i = 0; i < all.n; i++) {
        const struct hr_mounted *m = &all.v[i];

        if (m->mount->type == HR_MOUNT_BIND)
            judge(k, m);
        else if (m->mount->type == HR_MOUNT_VOLUME && m->mount->source && !m->donor &&
                 !hr_mount_names_volume(m->mount))
            hr_mounted_trip(k, m, "no known engine takes it as the name of a volume",
                            "a name of letters, digits, '_', '.' and '-', or "
                            "type=bind for a folder of the host");
    }
}
