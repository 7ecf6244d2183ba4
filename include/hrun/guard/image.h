/* SPDX-License-Identifier: MIT */
/* Checks of which image runs, and whether it is the one that was meant. Layer: guard. */
#ifndef HRUN_GUARD_IMAGE_H
#define HRUN_GUARD_IMAGE_H

#include "hrun/guard/check.h"

/* `image-latest`: no tag, or latest, of what is not known to have been made here. */
void hr_check_image_latest(const struct hr_check *check);

/* `image-unpinned`: neither a digest nor a full id; denied by image.require_digest. */
void hr_check_image_unpinned(const struct hr_check *check);

/* `image-denied`: by the profile's image.deny or image.allow. */
void hr_check_image_denied(const struct hr_check *check);

/* True if the client runs what is signed under the name of IMAGE, which may be another image than the one that
 * the engine has by that name: content trust is on, by SETTINGS or else by TRUST, and a tag is named. A digest
 * beside it does not count. */
bool hr_image_is_signed(const struct hr_settings *settings, const struct hr_reference *image,
                        bool trust);

/* `pull-policy`: a --pull that fetches more than the profile's, one whose signature is not looked at, an image
 * that is not here and is not to be fetched, which is refused at any level, and one that is looked up by who
 * signed it. */
void hr_check_pull(const struct hr_check *check);

/* `image-labels`: labels, of the image or in a file of labels, that only a launch may set. Subject: the
 * file.. */
void hr_check_image_labels(const struct hr_check *check);

#endif
