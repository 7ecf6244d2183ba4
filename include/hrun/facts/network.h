/* SPDX-License-Identifier: MIT */
/* A network that a line joins by a name of its own, or by its id or the start of that. Layer: facts.
 */
#ifndef HRUN_FACTS_NETWORK_H
#define HRUN_FACTS_NETWORK_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/base/json.h"
#include "hrun/base/vec.h"
#include "hrun/facts/knowledge.h"

#include <stdbool.h>

struct hr_network_facts {
    const char *name; /* as the line has it */
    enum hr_knowledge state;
    /* HR_KNOWN */
    const char *own_name;        /* which an id leads to */
    const char *driver;          /* bridge, host, null, macvlan, ipvlan, overlay, a plugin's */
    bool internal;               /* no way out, and none in from beyond this machine */
    struct hr_strv options;      /* of the driver, KEY=VALUE */
    const char *unknown_because; /* HR_UNKNOWN: what went wrong, made safe to show; may be NULL */
};
struct hr_networks_facts {
    HR_VEC(struct hr_network_facts);
};

/* Read the answer to GET /networks/NAME (an object), or an element of `docker network inspect`; the
 * name stays as it is. False if it is not of that shape. */
HR_NODISCARD bool hr_facts_read_network(const struct hr_json *answer, struct hr_arena *arena,
                                        struct hr_network_facts *out, struct hr_error *err);

#endif
