/* SPDX-License-Identifier: MIT */
#include "hrun/docker/verb.h"

#include "hrun/base/attr.h"

/* What stands between `docker` and its command. */
static const struct hr_option global_rows[] = {
    {
        .name = "config",
        .kind = HR_KIND_STRING,
        .verbs = HR_VERB_NONE,
        .value = "FOLDER",
        .help = "where the client's own settings are",
    },
    {
        .name = "context",
        .letter = 'c',
        .kind = HR_KIND_STRING,
        .verbs = HR_VERB_NONE,
        .value = "NAME",
        .help = "the context that says where the engine is",
    },
    {
        .name = "debug",
        .letter = 'D',
        .kind = HR_KIND_BOOL,
        .verbs = HR_VERB_NONE,
        .help = "write debug messages",
    },
    {
        .name = "help",
        .kind = HR_KIND_BOOL,
        .verbs = HR_VERB_NONE,
        .help = "print help",
    },
    {
        .name = "host",
        .letter = 'H',
        .kind = HR_KIND_STRING,
        .repeat = HR_REPEAT_LIST,
        .verbs = HR_VERB_NONE,
        .value = "HOST",
        .help = "where the engine is",
    },
    {
        .name = "log-level",
        .letter = 'l',
        .kind = HR_KIND_STRING,
        .verbs = HR_VERB_NONE,
        .value = "LEVEL",
        .help = "which messages the client writes",
    },
    {
        .name = "tls",
        .kind = HR_KIND_BOOL,
        .verbs = HR_VERB_NONE,
        .help = "speak TLS to the engine",
    },
    {
        .name = "tlscacert",
        .kind = HR_KIND_STRING,
        .verbs = HR_VERB_NONE,
        .value = "FILE",
        .help = "trust what this authority signed",
    },
    {
        .name = "tlscert",
        .kind = HR_KIND_STRING,
        .verbs = HR_VERB_NONE,
        .value = "FILE",
        .help = "the client's certificate",
    },
    {
        .name = "tlskey",
        .kind = HR_KIND_STRING,
        .verbs = HR_VERB_NONE,
        .value = "FILE",
        .help = "the client's key",
    },
    {
        .name = "tlsverify",
        .kind = HR_KIND_BOOL,
        .verbs = HR_VERB_NONE,
        .help = "speak TLS and check the engine's certificate",
    },
    {
        .name = "version",
        .letter = 'v',
        .kind = HR_KIND_BOOL,
        .verbs = HR_VERB_NONE,
        .help = "print the version",
    },
};

/* The options for cluster volumes take a driver of their own, which is judged. */
static const struct hr_option volume_rows[] = {
    {
        .name = "availability",
        .kind = HR_KIND_STRING,
        .verbs = HR_VERB_VOLUME_CREATE,
        .since = "23.0",
        .value = "WORD",
        .help = "whether a cluster volume may be used",
        .why = "of cluster volumes only, which take a driver",
    },
    {
        .name = "driver",
        .letter = 'd',
        .kind = HR_KIND_STRING,
        .cls = HR_CLASS_GUARDED,
        .verbs = HR_VERB_VOLUME_CREATE,
        .value = "NAME",
        .help = "the driver that makes the volume",
        .why = "a driver is a program of its own, which may mount any folder",
    },
    {
        .name = "group",
        .kind = HR_KIND_STRING,
        .verbs = HR_VERB_VOLUME_CREATE,
        .since = "23.0",
        .value = "NAME",
        .help = "a cluster volume's group",
        .why = "of cluster volumes only, which take a driver",
    },
    {
        .name = "help",
        .kind = HR_KIND_BOOL,
        .verbs = HR_VERB_VOLUME_CREATE,
        .help = "print help",
        .why = "nothing is made",
    },
    {
        .name = "label",
        .kind = HR_KIND_LABEL,
        .repeat = HR_REPEAT_MAP,
        .verbs = HR_VERB_VOLUME_CREATE,
        .value = "KEY[=VALUE]",
        .help = "set a label on the volume",
        .why = "text that the engine keeps",
    },
    {
        .name = "limit-bytes",
        .kind = HR_KIND_BYTES,
        .verbs = HR_VERB_VOLUME_CREATE,
        .since = "23.0",
        .value = "SIZE",
        .help = "a cluster volume's size",
        .why = "of cluster volumes only, which take a driver",
    },
    {
        .name = "name",
        .kind = HR_KIND_STRING,
        .verbs = HR_VERB_VOLUME_CREATE,
        .hidden = true,
        .value = "NAME",
        .help = "the volume's name",
        .why = "a name",
    },
    {
        .name = "opt",
        .letter = 'o',
        .kind = HR_KIND_STRING,
        .repeat = HR_REPEAT_LIST,
        .cls = HR_CLASS_GUARDED,
        .verbs = HR_VERB_VOLUME_CREATE,
        .value = "KEY[=VALUE]",
        .help = "an option of the driver",
        .why = "the local driver mounts what its options say, any folder of the host too",
    },
    {
        .name = "required-bytes",
        .kind = HR_KIND_BYTES,
        .verbs = HR_VERB_VOLUME_CREATE,
        .since = "23.0",
        .value = "SIZE",
        .help = "a cluster volume's size",
        .why = "of cluster volumes only, which take a driver",
    },
    {
        .name = "scope",
        .kind = HR_KIND_STRING,
        .verbs = HR_VERB_VOLUME_CREATE,
        .since = "23.0",
        .value = "WORD",
        .help = "on how many nodes a cluster volume is",
        .why = "of cluster volumes only, which take a driver",
    },
    {
        .name = "secret",
        .kind = HR_KIND_STRING,
        .repeat = HR_REPEAT_LIST,
        .verbs = HR_VERB_VOLUME_CREATE,
        .since = "23.0",
        .value = "KEY=SECRET",
        .help = "a cluster volume's secret",
        .why = "of cluster volumes only, which take a driver",
    },
    {
        .name = "sharing",
        .kind = HR_KIND_STRING,
        .verbs = HR_VERB_VOLUME_CREATE,
        .since = "23.0",
        .value = "WORD",
        .help = "who may use a cluster volume at a time",
        .why = "of cluster volumes only, which take a driver",
    },
    {
        .name = "topology-preferred",
        .kind = HR_KIND_STRING,
        .repeat = HR_REPEAT_LIST,
        .verbs = HR_VERB_VOLUME_CREATE,
        .since = "23.0",
        .value = "TOPOLOGY",
        .help = "where a cluster volume is to be",
        .why = "of cluster volumes only, which take a driver",
    },
    {
        .name = "topology-required",
        .kind = HR_KIND_STRING,
        .repeat = HR_REPEAT_LIST,
        .verbs = HR_VERB_VOLUME_CREATE,
        .since = "23.0",
        .value = "TOPOLOGY",
        .help = "where a cluster volume must be",
        .why = "of cluster volumes only, which take a driver",
    },
    {
        .name = "type",
        .kind = HR_KIND_STRING,
        .verbs = HR_VERB_VOLUME_CREATE,
        .since = "23.0",
        .value = "WORD",
        .help = "whether a cluster volume holds files or blocks",
        .why = "of cluster volumes only, which take a driver",
    },
};

struct hr_option_table hr_options_of(enum hr_verb verb)
{
    const struct hr_option_table *docker = hr_docker_options();

    if (verb == HR_VERB_NONE)
        return (struct hr_option_table){ global_rows, HR_ARRAY_LEN(global_rows), verb };
    if (verb == HR_VERB_VOLUME_CREATE)
        return (struct hr_option_table){ volume_rows, HR_ARRAY_LEN(volume_rows), verb };
    return (struct hr_option_table){ docker->rows, docker->count, verb };
}

bool hr_verb_creates(enum hr_verb verb)
{
    return !(verb & (HR_VERB_EXEC | HR_VERB_UPDATE | HR_VERB_VOLUME_CREATE | HR_VERB_NONE));
}

const char *hr_verb_text(enum hr_verb verb)
{
    switch (verb) {
    case HR_VERB_RUN:
        return "docker run";
    case HR_VERB_CREATE:
        return "docker create";
    case HR_VERB_EXEC:
        return "docker exec";
    case HR_VERB_UPDATE:
        return "docker update";
    case HR_VERB_VOLUME_CREATE:
        return "docker volume create";
    case HR_VERB_NONE:
        break;
    }
    return "docker";
}
