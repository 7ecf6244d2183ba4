/* SPDX-License-Identifier: MIT */
/* What the steps of harden share. Private to plan. */
#ifndef HRUN_PLAN_WORK_H
#define HRUN_PLAN_WORK_H

#include "hrun/base/map.h"
#include "hrun/plan/plan.h"

/* The --user that the profile gives; `raw` is NULL where it gives none. */
struct hr_given_user {
    const char *pointer, *raw, *reason;
};

/* `view` is of the user's own words: what is in it is explicit. */
struct hr_work {
    const struct hr_harden *in;
    const struct hr_profile *profile;
    struct hr_arena *arena;
    struct hr_settings *out;
    struct hr_strv *notes;
    struct hr_view view;
    struct hr_map places; /* where something is mounted */
    struct hr_map tmpfs;  /* the place among the settings of the last --tmpfs at each path */
    bool tmpfs_indexed;
    struct hr_user user; /* that the container will run as */
    struct hr_given_user given;
    bool fallback; /* it is the fallback user */
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
bool hr_work_narrow_bind(struct hr_work *w, const struct hr_setting *s);

/* The same where it is a tmpfs without a size, or one that the container's user could not write. Of two
 * --tmpfs at one path the first is dropped. */
bool hr_work_narrow_tmpfs(struct hr_work *w, const struct hr_setting *s);

/* True if a bind of the line's that can be written is the caller's own file or folder. */
bool hr_work_lends_own_files(const struct hr_work *w);

/* Work out who the container will run as. */
void hr_work_choose_user(struct hr_work *w);

/* Add what the profile's key at POINTER asks for. */
void hr_work_fill(struct hr_work *w, const char *pointer, const char *option, const char *raw,
                  const char *reason);

/* The place that PATH, from the root, names: cleaned, and /var/run is /run. */
const char *hr_work_place(const char *path, struct hr_arena *arena);

/* Remember that something is mounted at PLACE; NULL is nowhere. */
void hr_work_take(struct hr_work *w, const char *place);

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

/* Which files --secret-file names. */
void hr_questions_secrets(const struct hr_invocation *invocation, struct hr_arena *arena,
                          struct hr_questions *out);

/* True if a secret file is the caller's own. */
bool hr_work_lends_secrets(const struct hr_work *w);

/* Say which secret files the container's user could not read. Once all settings are there. */
void hr_note_secrets(struct hr_work *w);

/* Take the values of variables that look like secrets out of the words that are shown. Once all settings
 * are there. */
void hr_hide_secrets(struct hr_work *w);

/* The container whose namespace S joins, or NULL. */
const char *hr_joined_of(const struct hr_setting *s);

/* Name the containers that PLAN leans on by the ids of those that were judged. Once they are judged. */
void hr_plan_pin_containers(struct hr_plan *plan, struct hr_arena *arena);

/* Let pass what the line's --allow name, with a label as evidence where a container is made, and settle
 * whether PLAN is refused. */
void hr_plan_let_pass(struct hr_plan *plan, struct hr_arena *arena);

/* Cover what the image and label files say under hrun.*, which only a launch may, with empty labels. Once
 * all of the launch's own are there. */
void hr_plan_void_claims(struct hr_plan *plan, struct hr_arena *arena);

/* Fill in what PLAN's settings change in the client's environment, which is HOST's. */
void hr_plan_environ(const struct hr_host *host, struct hr_arena *arena, struct hr_plan *plan);

/* Steps, each for the keys that its name says. */
void hr_fill_root(struct hr_work *w);
void hr_fill_user(struct hr_work *w);
void hr_fill_tmpfs(struct hr_work *w);
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
void hr_fill_secrets(struct hr_work *w);

#endif
