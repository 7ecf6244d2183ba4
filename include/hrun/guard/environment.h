/* SPDX-License-Identifier: MIT */
/* Checks of the container's variables: those of the line, of its env files, of the client's config file
 * and of the image. No message holds a value. Subject: the variable's name, or the path of a file that
 * cannot be read. Layer: guard. */
#ifndef HRUN_GUARD_ENVIRONMENT_H
#define HRUN_GUARD_ENVIRONMENT_H

#include "hrun/guard/check.h"

/* `env-not-allowed`: a value of the host's that no list of the profile has, a variable that it strips, a
 * file of which nobody knows what is in it. */
void hr_check_env_not_allowed(const struct hr_check *check);

/* `secret-env`: a literal that looks like a secret, unless the profile allows that very name. */
void hr_check_secret_env(const struct hr_check *check);

/* `loader-env`: a variable by which programs load code or run commands. */
void hr_check_loader_env(const struct hr_check *check);

/* `image-env-secret`: what looks like a secret in the image's ENV, unless it is replaced or taken away. */
void hr_check_image_env_secret(const struct hr_check *check);

#endif
