/* SPDX-License-Identifier: MIT */
/* --security-opt: KEY=VALUE, KEY:VALUE or no-new-privileges, as client and engine cut it. Pure.
 * Layer: docker. */
#ifndef HRUN_DOCKER_SECURITY_OPT_H
#define HRUN_DOCKER_SECURITY_OPT_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"

#include <stdbool.h>

enum hr_security_key {
    HR_SECURITY_NO_NEW_PRIVILEGES,
    HR_SECURITY_SECCOMP,
    HR_SECURITY_APPARMOR,
    HR_SECURITY_LABEL,
    HR_SECURITY_SYSTEMPATHS,
    HR_SECURITY_WRITABLE_CGROUPS,
    HR_SECURITY_OTHER, /* the engine refuses it */
};

struct hr_security_opt {
    enum hr_security_key key;
    const char *name, *value; /* value is "" where the option stands alone */
    char separator;           /* '=', ':' or 0 */
    bool on;      /* no-new-privileges, writable-cgroups: the boolean that the engine reads */
    bool valid;   /* false: the engine will refuse the value */
    bool differs; /* known clients read it differently */
};

/* Parse RAW. False only for what every known client refuses. */
HR_NODISCARD bool hr_security_opt_parse(const char *raw, struct hr_arena *arena,
                                        struct hr_security_opt *out, struct hr_error *err);

#endif
