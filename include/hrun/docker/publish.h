/* SPDX-License-Identifier: MIT */
/* --publish in all its forms: [IP:][HOST[-HOST]]:CTR[-CTR][/PROTO], and the list of key=value that
 * any '=' chooses. Pure. Layer: docker. */
#ifndef HRUN_DOCKER_PUBLISH_H
#define HRUN_DOCKER_PUBLISH_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"

#include <stdbool.h>
#include <stdint.h>

struct hr_port_range {
    uint16_t first, last;
};

struct hr_publish {
    const char *address; /* the IP literal without brackets, as written; NULL for none, which is
                            every address */
    bool loopback;       /* address is in 127.0.0.0/8 or is ::1, in any spelling */
    bool host_given;
    struct hr_port_range host; /* 0 is "any free port" */
    struct hr_port_range container;
    const char *protocol; /* lower case; "tcp" if not given */
    bool long_form;       /* chosen by '=' */
    bool differs;         /* known clients read it differently */
};

/* Parse RAW. False only for what every known client refuses. */
HR_NODISCARD bool hr_publish_parse(const char *raw, struct hr_arena *arena, struct hr_publish *out,
                                   struct hr_error *err);

/* Write PUBLISH in the short form. */
const char *hr_publish_render(const struct hr_publish *publish, struct hr_arena *arena);

/* Check --expose's PORT[-PORT][/PROTO]. */
HR_NODISCARD bool hr_expose_check(const char *raw, struct hr_arena *arena, struct hr_error *err);

#endif
