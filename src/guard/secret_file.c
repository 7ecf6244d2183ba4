/* SPDX-License-Identifier: MIT */
#include "hrun/guard/secret_file.h"

#include "hrun/base/text.h"

#include <string.h>
#include <sys/stat.h>

/* What the modes of a file or folder let others do. */
struct access {
    uid_t uid;
    gid_t gid;
    mode_t mode;
    bool acl;            /* the group's bits are those of others too */
    mode_t group, other; /* the bits that count */
};

/* True if somebody has the right but root and the caller. The owner can give it to himself. */
static bool lets_others(const struct access *a, const struct hr_host *host)
{
    const bool private_group =
        !a->acl && (a->gid == 0 || (a->gid == host->gid && host->gid == host->uid));

    return (a->uid != 0 && a->uid != host->uid) || (a->mode & a->other) ||
           (!private_group && (a->mode & a->group));
}

bool hr_source_is_open(const struct hr_source_facts *is, const struct hr_host *host)
{
    const struct access file = { is->uid, is->gid, is->mode, is->acl, S_IRGRP, S_IROTH };

    for (size_t i = 0; i < is->folders.n; i++) {
        const struct hr_folder_facts *folder = &is->folders.v[i];
        const struct access way = { folder->uid, folder->gid, folder->mode,
                                    folder->acl, S_IXGRP,     S_IXOTH };

        if (!lets_others(&way, host))
            return false;
    }
    return lets_others(&file, host);
}

bool hr_setting_is_secret_file(const struct hr_setting *s)
{
    return s->value->kind == HR_KIND_MOUNT && s->was &&
           strcmp(s->was->option->name, "secret-file") == 0;
}

static const struct hr_source_facts *facts_of(const struct hr_check *k, const struct hr_setting *s)
{
    const struct hr_sources_facts *secrets = &k->c->facts->secrets;

    for (size_t i = 0; i < secrets->n; i++) {
        const struct hr_source_facts *is = &secrets->v[i];

        if (strcmp(is->real ? is->real : is->given, s->value->as.mount.source) == 0)
            return is;
    }
    return NULL;
}

static const char *fault_of(const struct hr_check *k, const struct hr_source_facts *is)
{
    const char *endpoint = k->c->facts->engine.endpoint;

    if (!is || is->state == HR_SOURCE_UNKNOWN)
        return is && is->unknown_because ? is->unknown_because : "nobody looked at it";
    if (is->state == HR_SOURCE_ABSENT)
        return "there is no such file";
    if (!S_ISREG(is->mode))
        return "it is no regular file";
    /* The engine, which mounts it, is root. */
    if (is->barred)
        return "you cannot read it yourself";
    if (endpoint && !hr_text_starts(endpoint, "unix://"))
        return hr_arena_printf(k->arena, "the engine at %s looks for it on its own machine",
                               endpoint);
    if (k->c->host && hr_source_is_open(is, k->c->host))
        return hr_arena_printf(k->arena,
                               "other users of this host can read it (mode %04o, of %u:%u)",
                               (unsigned)is->mode & 07777U, is->uid, is->gid);
    return NULL;
}

void hr_check_secret_file(const struct hr_check *k)
{
    for (size_t i = 0; i < k->c->settings->n; i++) {
        const struct hr_setting *s = &k->c->settings->v[i];
        const char *fault;

        if (!hr_setting_is_secret_file(s))
            continue;
        fault = fault_of(k, facts_of(k, s));
        if (fault)
            hr_check_trip(k, &(const struct hr_trip){
                                 .by = s,
                                 .subject = strrchr(s->value->as.mount.target, '/') + 1,
                                 .unlisted = true,
                                 .why = fault,
                             });
    }
}
