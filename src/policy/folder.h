/* SPDX-License-Identifier: MIT */
/* Profiles in files: whose word they are, and what a folder of them holds. Private to policy. */
#ifndef HRUN_POLICY_FOLDER_H
#define HRUN_POLICY_FOLDER_H

#include "hrun/policy/builtin.h"
#include "hrun/policy/store.h"

#include <stdbool.h>
#include <sys/stat.h>

/* A profile found, as text. */
struct hr_found {
    struct hr_profile_text text;
    const struct hr_builtin *builtin; /* the one compiled in that has this text; NULL if none has */
    const char *name;                 /* what its file is called; NULL if it was named by a path */
    bool
        held; /* neither its file nor its folder is anybody's to write but root's and the caller's */
    size_t place; /* on the search path; the number of folders for one compiled in */
    dev_t device; /* of the file; 0 for one compiled in */
    ino_t inode;
};

/* Read the file that PATH, which has a '/' in it, names. Its text must not be everybody's to write; with a
 * STORE, whose caller counts, neither the file nor its folder may be others' to write. */
HR_NODISCARD bool hr_folder_path(const char *path, const struct hr_store *store,
                                 struct hr_arena *arena, struct hr_found *out,
                                 struct hr_error *err);

/* The profile NAME that is compiled in; false if there is none. */
bool hr_folder_builtin(const struct hr_store *store, const char *name, struct hr_arena *arena,
                       struct hr_found *out);

/* Read the profile NAME of the folder at PLACE of STORE's search path. Without an error where there
 * is no such file: OUT has no text then. Neither the file nor the folder may be others' to write: nobody's
 * but root's and the caller's. */
HR_NODISCARD bool hr_folder_named(const struct hr_store *store, size_t place, const char *name,
                                  struct hr_arena *arena, struct hr_found *out,
                                  struct hr_error *err);

/* True if the folder at PLACE may not be changed by others; where it is not there at all, it is true too. */
HR_NODISCARD bool hr_folder_check(const struct hr_store *store, size_t place,
                                  struct hr_arena *arena, struct hr_error *err);

/* Parse what FOUND holds. */
HR_NODISCARD bool hr_folder_parse(const struct hr_found *found, struct hr_arena *arena,
                                  const struct hr_json **out, struct hr_error *err);

/* Append the names of the profiles in FOLDER, sorted; none if it is not there. */
HR_NODISCARD bool hr_folder_list(const char *folder, struct hr_arena *arena, struct hr_strv *out,
                                 struct hr_error *err);

#endif
