/* SPDX-License-Identifier: MIT */
/* What the steps of harden share. Private to plan. */
#ifndef HRUN_PLAN_WORK_H
#define HRUN_PLAN_WORK_H

#include "hrun/base/map.h"
#include "hrun/plan/plan.h"

/* `view` is of the user's own words: what is in it is explicit. */
struct hr_work {
    const struct hr_harden *in;
    const struct hr_profile *profile;
    struct hr_arena *arena;
    struct hr_settings *out;
    struct hr_strv *notes;
    struct hr_view view;
    struct hr_map places; /* where something is mounted */
    struct hr_user user;  /* that the container will run as */
    bool fallback;        /* it is the fallback user */
};

/* Add RAW of OPTION, which is a value that docker takes. */
void hr_work_add(struct hr_work *w, struct hr_origin origin, const char *option, const char *raw,
                 const char *reason);

/* Add RAW of OPTION as what is made of S, which the user wrote. */
void hr_work_replace(struct hr_work *w, const struct hr_setting *s, const char *option,
                     const char *raw, const char *reason);

/* Add what is made of S, which the user wrote, where it publishes a port without an address; false if
 * it stays as it is. */
bool hr_work_narrow_publish(struct hr_work *w, const struct hr_setting *s);

/* The same where it is a bind that does not say whether it can be written, or whose source was judged
 * by where its links lead. */
bool hr_work_narrow_mount(struct hr_work *w, const struct hr_setting *s);

/* The same where it is a tmpfs without a size. */
bool hr_work_narrow_tmpfs(struct hr_work *w, const struct hr_setting *s);

/* BYTES as the kernel reads the size of a tmpfs, which knows k, m and g but not docker's kb or 0.5g. */
const char *hr_size_word(int64_t bytes, struct hr_arena *arena);

/* Add what the profile's key at POINTER asks for. */
void hr_work_fill(struct hr_work *w, const char *pointer, const char *option, const char *raw,
                  const char *reason);

/* True if something is mounted at PLACE, or will be. */
bool hr_work_is_taken(const struct hr_work *w, const char *place);

/* Which volumes, containers and networks SETTINGS name that a rule of PROFILE needs to know of. */
void hr_questions_by_name(const struct hr_settings *settings, const struct hr_profile *profile,
                          struct hr_arena *arena, struct hr_questions *out);

/* Which env files and label files are to be read, and whether the client's proxies. */
void hr_questions_environment(const struct hr_settings *settings, const struct hr_profile *profile,
                              struct hr_arena *arena, struct hr_questions *out);

/* True if what the user wrote, in a file too, or what was added names the variable NAME. */
bool hr_work_names_variable(const struct hr_work *w, const char *name);

/* Take the values of variables that look like secrets out of the words that are shown. Once all settings
 * are there. */
void hr_hide_secrets(struct hr_work *w);

/* Fill in what PLAN's settings change in the client's environment, which is HOST's. */
void hr_plan_environ(const struct hr_host *host, struct hr_arena *arena, struct hr_plan *plan);

/* Steps, each for the keys that its name says. */
void hr_fill_root(struct hr_work *w);
void hr_fill_groups(struct hr_work *w);
void hr_fill_privileges(struct hr_work *w);
void hr_fill_namespaces(struct hr_work *w);
void hr_fill_network(struct hr_work *w);
void hr_fill_shm(struct hr_work *w);
void hr_fill_pids(struct hr_work *w);
void hr_fill_ulimits(struct hr_work *w);
void hr_fill_init(struct hr_work *w);
void hr_fill_pull(struct hr_work *w);
void hr_fill_labels(struct hr_work *w);
void hr_fill_environment(struct hr_work *w);

#endif
