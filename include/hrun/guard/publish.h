/* SPDX-License-Identifier: MIT */
/* Checks of who can reach the ports of the container. Layer: guard. */
#ifndef HRUN_GUARD_PUBLISH_H
#define HRUN_GUARD_PUBLISH_H

#include "hrun/guard/check.h"

/* `publish-not-loopback`: a port on another address than loopback or the profile's; -P where the
 * exposed ports are not known. Subject: the port as written, "all" for -P. */
void hr_check_publish_not_loopback(const struct hr_check *check);

/* `publish-unreachable`: a port of a container without a network. Subject: the port as written. */
void hr_check_publish_unreachable(const struct hr_check *check);

#endif
