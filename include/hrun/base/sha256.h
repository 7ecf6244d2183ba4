/* SPDX-License-Identifier: MIT */
/* SHA-256 (FIPS 180-4), for the hash of the effective policy and the names of cache entries. Pure.
 * Layer: base. */
#ifndef HRUN_BASE_SHA256_H
#define HRUN_BASE_SHA256_H

#include <stddef.h>

#define HR_SHA256_HEX 65 /* two digits a byte, and the NUL */

/* Write the hash of SIZE bytes at DATA as lower-case hex. */
void hr_sha256_hex(const void *data, size_t size, char out[HR_SHA256_HEX]);

#endif
