/* SPDX-License-Identifier: MIT */
/* SHA-256 (FIPS 180-4), for the hash of the effective policy and the names of cache entries. Pure.
 * Layer: base. */
#ifndef HRUN_BASE_SHA256_H
#define HRUN_BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

#define HR_SHA256_BYTES 32
#define HR_SHA256_HEX   (2 * HR_SHA256_BYTES + 1) /* with the NUL */

struct hr_sha256 {
    uint32_t state[8];
    uint64_t length; /* bytes so far */
    uint8_t block[64];
};

/* Start, add any number of pieces, and end: the three steps of one hash. */
void hr_sha256_init(struct hr_sha256 *hash);
void hr_sha256_update(struct hr_sha256 *hash, const void *data, size_t size);
void hr_sha256_final(struct hr_sha256 *hash, uint8_t out[HR_SHA256_BYTES]);

/* Write the hash of SIZE bytes at DATA as lower-case hex. */
void hr_sha256_hex(const void *data, size_t size, char out[HR_SHA256_HEX]);

#endif
