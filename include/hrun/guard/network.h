/* SPDX-License-Identifier: MIT */
/*
 * Checks of which networks the container is on. Every --network counts, not the first alone: clients
 * differ in what they do with a second. One of another container's counts as that container's, one
 * given by its id as the network that the id leads to. Layer: guard.
 */
#ifndef HRUN_GUARD_NETWORK_H
#define HRUN_GUARD_NETWORK_H

#include "hrun/guard/check.h"

/* `host-network`: the host's own, or one of which nothing is known. */
void hr_check_host_network(const struct hr_check *check);

/* `network`: one that is neither the profile's nor on its list. Subject: its name. */
void hr_check_network(const struct hr_check *check);

/* `default-bridge`: the bridge that every container without a network is on; also where the line names
 * none. */
void hr_check_default_bridge(const struct hr_check *check);

/* `network-driver-opt`: any but a name for the interface. Subject: the option's name. */
void hr_check_network_driver_opt(const struct hr_check *check);

/* `host-gateway`: a name for the host's own address. Subject: the name and address as written. */
void hr_check_host_gateway(const struct hr_check *check);

/* Why whoever is on NETWORK, a network that was asked for, is reached from beyond this machine; NULL if
 * that is not so, or not known. */
const char *hr_network_why_open(const struct hr_network_facts *network);

/* `usage`: what docker refuses beside the network that the profile gives; what it refuses anyway the parser
 * finds. */
void hr_check_usage(const struct hr_check *check);

#endif
