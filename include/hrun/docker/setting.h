/* SPDX-License-Identifier: MIT */
/*
 * A setting is one occurrence of an option: what was written, what it means, where it comes from.
 * Settings are const once made; a narrowed one is a new setting whose `was` is the old. Layer:
 * docker.
 */
#ifndef HRUN_DOCKER_SETTING_H
#define HRUN_DOCKER_SETTING_H

#include "hrun/base/vec.h"
#include "hrun/docker/option.h"
#include "hrun/docker/value.h"

#include <stdbool.h>
#include <stddef.h>

enum hr_origin_kind {
    HR_ORIGIN_ARGUMENT, /* number: the word that holds the option's name, from 1 after the program
                         */
    HR_ORIGIN_PROFILE,  /* name, pointer */
    HR_ORIGIN_POLICY,   /* pointer */
    HR_ORIGIN_FILE,     /* name: the file; number: the line */
    HR_ORIGIN_COMPOSE,  /* likewise */
    HR_ORIGIN_INSPECT,  /* name: the container; pointer: in its document */
    HR_ORIGIN_HRUN,     /* what every launch gets */
};

struct hr_origin {
    enum hr_origin_kind kind;
    size_t number;
    const char *name, *pointer;
};

/* How the value of a variable gets to the client, where its word does not simply say it. */
enum hr_passage {
    HR_PASSAGE_ARGV,
    HR_PASSAGE_ENVIRON, /* the word is the bare name, the value in the client's environment */
    HR_PASSAGE_MASKED,  /* in the word, but for nobody's eyes */
    HR_PASSAGE_UNSET, /* the word is the bare name, which the client's environment must not have */
};

struct hr_setting {
    const struct hr_option *option;
    const char *raw; /* the value as docker gets it; "true" where a boolean stands alone */
    const struct hr_value *value;
    struct hr_origin origin;
    const struct hr_setting *was; /* what the user wrote, if this is narrower; else NULL */
    const char *reason;           /* why it is there, for what hrun added or changed; else NULL */
    enum hr_passage passage;
    bool judged; /* whoever wrote it: rules look at it as if a person had */
};
struct hr_settings {
    HR_VEC(struct hr_setting);
};

/* "argument:3", "file:FILE:7", "compose:FILE:7", "profile:default:/read_only", "policy:/read_only",
 * "inspect:web:/HostConfig/Privileged", "hrun". */
const char *hr_origin_text(const struct hr_origin *origin, struct hr_arena *arena);

/* The last setting of the option called NAME, or NULL. NAME must be in docker's table. */
const struct hr_setting *hr_settings_last(const struct hr_settings *settings, const char *name);

/* The first setting of the option called NAME, or NULL. */
const struct hr_setting *hr_settings_first(const struct hr_settings *settings, const char *name);

/* The value of the last setting of a boolean option, or FALLBACK. */
bool hr_settings_bool(const struct hr_settings *settings, const char *name, bool fallback);

/* What makes two settings of a map option the same: the NAME of NAME=VALUE, a tmpfs's raw path, a
 * ulimit's name. */
const char *hr_setting_key(const struct hr_setting *setting, struct hr_arena *arena);

/* Keep of ALL what counts: the last of each scalar, of each key of a map, everything of a list; also what
 * is replaced, where known clients read it differently. */
void hr_settings_fold(const struct hr_settings *all, struct hr_arena *arena,
                      struct hr_settings *out);

#endif
