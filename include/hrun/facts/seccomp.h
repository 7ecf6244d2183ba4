/* SPDX-License-Identifier: MIT */
/*
 * Seccomp filters that a line names: docker's client reads the file and sends what is in it, without the
 * white space. It is read here once, and by docker again: who can write the file between the two decides
 * what runs, as with every file that a line names. Layer: facts.
 */
#ifndef HRUN_FACTS_SECCOMP_H
#define HRUN_FACTS_SECCOMP_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/base/file.h"
#include "hrun/base/vec.h"

#include <stdbool.h>

struct hr_seccomp_facts {
    const char *path; /* as the setting has it */
    const char *text; /* what docker sends; NULL: it could not be read */
    bool refuses;     /* what it does not list is refused; false too where that cannot be told */
    const char *unknown_because; /* where `text` is NULL; made safe to show */
};
struct hr_seccomps_facts {
    HR_VEC(struct hr_seccomp_facts);
};

/* Read BYTES, a filter in JSON; the path stays as it is. False if it is none. */
HR_NODISCARD bool hr_seccomp_read(const struct hr_bytes *bytes, struct hr_arena *arena,
                                  struct hr_seccomp_facts *out, struct hr_error *err);

/* Read the filter at PATH, from the working directory. Only a regular file is read: docker would find
 * something else in any other. */
void hr_seccomp_ask(const char *path, struct hr_arena *arena, struct hr_seccomp_facts *out);

#endif
