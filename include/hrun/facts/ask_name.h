/* SPDX-License-Identifier: MIT */
/* Asking an engine which numbers a user's name stands for in an image. Layer: facts. */
#ifndef HRUN_FACTS_ASK_NAME_H
#define HRUN_FACTS_ASK_NAME_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/docker/user.h"
#include "hrun/facts/ask.h"
#include "hrun/facts/container.h"
#include "hrun/facts/names.h"

#include <stdbool.h>

/* An image to look into. */
struct hr_name_question {
    const char *id;
    const char *platform; /* NULL: the engine's own */
};

/* Look USER up in the image of QUESTION, of the engine of TALK: a container is made of it, which never
 * starts, its files are read, and it is removed again, whatever came of it. */
HR_NODISCARD bool hr_ask_name(const struct hr_ask *talk, const struct hr_name_question *question,
                              const struct hr_user *user, struct hr_ids *out, struct hr_error *err);

/* The same in CONTAINER, which is known. What is mounted there is what an answer shows, and not what the
 * engine looks at for a user's name, so a mount in the way is an error. */
HR_NODISCARD bool hr_ask_name_in(const struct hr_ask *talk,
                                 const struct hr_container_facts *container,
                                 const struct hr_user *user, struct hr_ids *out,
                                 struct hr_error *err);

#endif
