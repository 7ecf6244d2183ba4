/* SPDX-License-Identifier: MIT */
/* Checks of what the container shares with the host or with another container. Layer: guard. */
#ifndef HRUN_GUARD_NAMESPACES_H
#define HRUN_GUARD_NAMESPACES_H

#include "hrun/guard/check.h"

/* `host-network`: any --network that is the host's, not the first alone: clients differ in what they
 * do with a second. */
void hr_check_host_network(const struct hr_check *check);

/* `container-namespace`: network, pid or ipc of another container. */
void hr_check_container_namespace(const struct hr_check *check);

#endif
