/* SPDX-License-Identifier: MIT */
#include "hrun/base/sha256.h"

#include "hrun/base/text.h"

#include <stdint.h>
#include <string.h>

#define BLOCK 64
#define WORDS 8 /* of the hash */

struct hash {
    uint32_t state[WORDS];
    uint64_t length; /* bytes so far */
    uint8_t block[BLOCK];
};

static uint32_t rotate(uint32_t word, unsigned by)
{
    return word >> by | word << (32 - by);
}

static uint32_t load(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static void store(uint8_t *bytes, uint32_t word)
{
    for (unsigned i = 0; i < 4; i++)
        bytes[i] = (uint8_t)(word >> (24 - 8 * i));
}

/* FIPS 180-4, 6.2.2; the letters are the standard's. */
static void take_block(uint32_t state[WORDS], const uint8_t *block)
{
    static const uint32_t k[64] = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
        0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
        0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
        0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
        0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
        0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
        0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
        0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
        0xc67178f2,
    };
    uint32_t w[64], v[8];

    for (size_t t = 0; t < 16; t++)
        w[t] = load(block + 4 * t);
    for (size_t t = 16; t < 64; t++) {
        const uint32_t a = w[t - 15], b = w[t - 2];

        w[t] = w[t - 16] + (rotate(a, 7) ^ rotate(a, 18) ^ a >> 3) + w[t - 7] +
               (rotate(b, 17) ^ rotate(b, 19) ^ b >> 10);
    }
    memcpy(v, state, sizeof(v));
    for (size_t t = 0; t < 64; t++) {
        const uint32_t a = v[0], e = v[4];
        const uint32_t t1 = v[7] + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) +
                            ((e & v[5]) ^ (~e & v[6])) + k[t] + w[t];
        const uint32_t t2 = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) +
                            ((a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]));

        memmove(v + 1, v, 7 * sizeof(*v));
        v[4] += t1;
        v[0] = t1 + t2;
    }
    for (size_t i = 0; i < 8; i++)
        state[i] += v[i];
}

static void update(struct hash *hash, const void *data, size_t size)
{
    const uint8_t *bytes = data;

    while (size > 0) {
        const size_t filled = hash->length % BLOCK;
        const size_t part = size < BLOCK - filled ? size : BLOCK - filled;

        memcpy(hash->block + filled, bytes, part);
        hash->length += part;
        bytes += part;
        size -= part;
        if (filled + part == BLOCK)
            take_block(hash->state, hash->block);
    }
}

static void finish(struct hash *hash)
{
    static const uint8_t padding[BLOCK] = { 0x80 };
    const uint64_t bits = hash->length * 8;
    const size_t filled = hash->length % BLOCK;
    uint8_t length[8];

    store(length, (uint32_t)(bits >> 32));
    store(length + 4, (uint32_t)bits);
    /* The length ends a block: this one if it has room for the 0x80 too, else the next. */
    update(hash, padding,
           (filled < BLOCK - sizeof(length) ? BLOCK : 2 * BLOCK) - sizeof(length) - filled);
    update(hash, length, sizeof(length));
}

void hr_sha256_hex(const void *data, size_t size, char out[HR_SHA256_HEX])
{
    struct hash hash = {
        .state = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c,
                   0x1f83d9ab, 0x5be0cd19 },
    };

    update(&hash, data, size);
    finish(&hash);
    for (size_t i = 0; i < WORDS; i++) {
        for (unsigned shift = 32; shift > 0; shift -= 4)
            *out++ = HR_HEX[hash.state[i] >> (shift - 4) & 0xf];
    }
    *out = '\0';
}
