/* SPDX-License-Identifier: MIT */
/* Checks of volumes, and of the mounts of other containers. Layer: guard. */
#ifndef HRUN_GUARD_VOLUMES_H
#define HRUN_GUARD_VOLUMES_H

#include "hrun/guard/check.h"

/* `volume-driver`: options or a driver but local, on the line, of the volume that is there or of one that is
 * made; a type of mount that no rule knows. Subject: the volume, else the target, the driver or the
 * option's value. */
void hr_check_volume_driver(const struct hr_check *check);

/* `writable-volume`: an anonymous, named or image volume that can be written, those of the image's VOLUME
 * among them. Subject: the volume, else the target. */
void hr_check_writable_volume(const struct hr_check *check);

/* `volumes-from`: the mounts of another container. Subject: the container as written. */
void hr_check_volumes_from(const struct hr_check *check);

#endif
