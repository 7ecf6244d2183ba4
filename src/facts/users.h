/* SPDX-License-Identifier: MIT */
/* Which numbers the names of users stand for that a plan may need. Private to facts. */
#ifndef HRUN_FACTS_USERS_H
#define HRUN_FACTS_USERS_H

#include "hrun/facts/ask.h"

/* Resolve, of IMAGE, the user that will count, and where that may be root the one that takes its place. */
void hr_ask_users(const struct hr_ask *talk, struct hr_image_facts *image);

/* Resolve the user that is written for a CONTAINER that is there; NULL: nothing is known of it. */
void hr_ask_user_in(const struct hr_ask *talk, const struct hr_container_facts *container,
                    struct hr_name_facts *name);

#endif
