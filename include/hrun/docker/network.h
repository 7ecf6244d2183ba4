/* SPDX-License-Identifier: MIT */
/* --network: a name, or the CSV form that an unanchored \w+=\w+ chooses. docker takes the mode from
 * the FIRST value of the list. Pure. Layer: docker. */
#ifndef HRUN_DOCKER_NETWORK_H
#define HRUN_DOCKER_NETWORK_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/base/vec.h"

#include <stdbool.h>

enum hr_network_mode {
    HR_NETWORK_DEFAULT, /* "default", "bridge": the engine's own bridge */
    HR_NETWORK_NONE,
    HR_NETWORK_HOST,
    HR_NETWORK_CONTAINER, /* container:NAME */
    HR_NETWORK_NAMED,     /* a network of the user's */
};

struct hr_network {
    enum hr_network_mode mode;
    const char *name; /* as docker will send it: folded and trimmed in the long form (ASCII only:
                         see differs) */
    bool long_form;
    struct hr_strv aliases, link_local, driver_opts;
    const char *ip, *ip6, *mac; /* NULL if not given */
    bool folded;  /* the long form holds bytes beyond ASCII, which Go folds and trims by Unicode's
                     tables; name is not reliable */
    bool differs; /* known clients read it differently */
};

/* The mode that a network called NAME is: exact, case counts. */
enum hr_network_mode hr_network_mode_of(const char *name);

/* Parse RAW. False only for what every known client refuses. */
HR_NODISCARD bool hr_network_parse(const char *raw, struct hr_arena *arena, struct hr_network *out,
                                   struct hr_error *err);

#endif
