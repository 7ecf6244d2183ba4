/* SPDX-License-Identifier: MIT */
/*
 * The table of `docker run` options: every option of every known client, one row each. Parser,
 * emission, help, completions and the guard read this table; nothing else knows an option's name.
 * Rows are sorted by name. hrun's own options are a second table of the same kind. Layer: docker.
 */
#ifndef HRUN_DOCKER_OPTION_H
#define HRUN_DOCKER_OPTION_H

#include <stdbool.h>
#include <stddef.h>

/* A value's grammar: which parser reads it and what hr_value holds. */
enum hr_kind {
    HR_KIND_BOOL,
    HR_KIND_STRING, /* any text */
    HR_KIND_INT,
    HR_KIND_UINT16,
    HR_KIND_UINT64,
    HR_KIND_BYTES,
    HR_KIND_SWAP_BYTES, /* bytes or -1 */
    HR_KIND_CPUS,
    HR_KIND_DURATION, /* not negative */
    HR_KIND_ADD_HOST,
    HR_KIND_ATTACH,
    HR_KIND_CAPABILITY,
    HR_KIND_DEVICE,
    HR_KIND_DEVICE_CGROUP_RULE,
    HR_KIND_DNS,
    HR_KIND_DNS_SEARCH,
    HR_KIND_ENV,
    HR_KIND_ENV_FILE,
    HR_KIND_EXPOSE,
    HR_KIND_GPUS,
    HR_KIND_IPC,
    HR_KIND_KEY_VALUE, /* KEY[=VALUE] */
    HR_KIND_LABEL,     /* KEY[=VALUE], KEY without blanks */
    HR_KIND_LABEL_FILE,
    HR_KIND_LINK,
    HR_KIND_MAC,
    HR_KIND_MOUNT,
    HR_KIND_NAMESPACE, /* "" or one of the row's words */
    HR_KIND_NETWORK,
    HR_KIND_PUBLISH,
    HR_KIND_PULL,
    HR_KIND_RESTART,
    HR_KIND_RETRIES, /* an int, not negative */
    HR_KIND_SECURITY_OPT,
    HR_KIND_STORAGE_OPT, /* KEY=VALUE */
    HR_KIND_SWAPPINESS,  /* an int from -1 to 100 */
    HR_KIND_SYSCTL,
    HR_KIND_THROTTLE_BYTES,
    HR_KIND_THROTTLE_COUNT,
    HR_KIND_TMPFS,
    HR_KIND_ULIMIT,
    HR_KIND_USER,
    HR_KIND_VOLUME,
    HR_KIND_VOLUMES_FROM,
    HR_KIND_WEIGHT_DEVICE,
    HR_KIND__COUNT,
};

/* What a second occurrence does. */
enum hr_repeat {
    HR_REPEAT_LAST,  /* the last one wins */
    HR_REPEAT_LIST,  /* they add up, in order */
    HR_REPEAT_MAP,   /* per key the last one wins */
    HR_REPEAT_FIRST, /* they add up, and the first decides (--network) */
};

/* What an option can do to isolation. */
enum hr_class {
    HR_CLASS_HARMLESS, /* passes as it is */
    HR_CLASS_INJECTED, /* tightens only, or is what hrun adds itself */
    HR_CLASS_GUARDED,  /* some value of it weakens isolation: a rule judges it */
};

/* The commands that take an option. `container run` is `run`, and so on. */
enum hr_verb {
    HR_VERB_RUN = 1U << 0,
    HR_VERB_CREATE = 1U << 1,
    HR_VERB_EXEC = 1U << 2,
    HR_VERB_UPDATE = 1U << 3,
    HR_VERB_VOLUME_CREATE = 1U << 4,
    HR_VERB_NONE = 1U << 5, /* docker's own options, before any command */
};

struct hr_option {
    const char *name;
    const char *alias[2]; /* hidden names of the same option */
    char letter;          /* 0 if none */
    enum hr_kind kind;
    enum hr_repeat repeat;
    enum hr_class cls;
    unsigned verbs;    /* enum hr_verb, or-ed */
    bool hidden;       /* some known client does not list it in its help */
    const char *since; /* the first client that has it; NULL if every known one does */
    const char *value; /* the value's name in help; NULL for a boolean */
    const char *words; /* the fixed values it takes, one blank between them, a name following those
                          that end in ':' or '='; NULL if it takes none */
    const char *help;
    const char *why; /* HARMLESS and INJECTED: why no value of it weakens isolation; GUARDED: what a
                        value can do */
};

struct hr_option_table {
    const struct hr_option *rows;
    size_t count;
    unsigned verbs; /* only the rows of one of these are looked up; 0: all */
};

/* The options of `docker run`: every row. */
const struct hr_option_table *hr_docker_options(void);

/* The row with this name or alias (exact, LENGTH bytes), or NULL. */
const struct hr_option *hr_option_named(const struct hr_option_table *table, const char *name,
                                        size_t length);

/* The row with this letter, or NULL. */
const struct hr_option *hr_option_lettered(const struct hr_option_table *table, char letter);

/* The place of the LENGTH bytes at TEXT among OPTION's words, from 0; -1 if they are none of them. */
int hr_option_word(const struct hr_option *option, const char *text, size_t length);

/* The row of docker's table with this name: for code that means a certain option. NAME must exist.
 */
const struct hr_option *hr_option(const char *name);

#endif
