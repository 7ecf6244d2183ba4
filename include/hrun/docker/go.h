/* SPDX-License-Identifier: MIT */
/*
 * Values as the docker client's language reads them (Go's strconv, time and unicode packages,
 * docker's go-units). Where known clients differ the widest reading is accepted, and *differs is
 * set if a caller passes one. Pure. Layer: docker.
 */
#ifndef HRUN_DOCKER_GO_H
#define HRUN_DOCKER_GO_H

#include "hrun/base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* strconv.ParseBool: exactly 1 t T TRUE true True and 0 f F FALSE false False. */
bool hr_go_bool(const char *text, bool *out);

/* strconv.ParseInt with base 0: 0x, 0o, 0b, a leading 0 for octal, a sign, '_' between digits; BITS
 * is 16, 32 or 64. */
bool hr_go_int(const char *text, unsigned bits, int64_t *out);

/* strconv.ParseUint with base 0: as above without a sign. */
bool hr_go_uint(const char *text, unsigned bits, uint64_t *out);

/* strconv.ParseUint with base 8: digits 0 to 7, nothing else. */
bool hr_go_octal(const char *text, unsigned bits, uint64_t *out);

/* strconv.Atoi: decimal digits with one sign at most. */
bool hr_go_atoi(const char *text, int64_t *out);

/* go-units RAMInBytes: a number (float), at most one blank, a suffix b k m g t p, each but b with
 * [i]b, any case, powers of 1024. The result is truncated toward zero as Go's conversion does on
 * amd64: 0.5 is 0, and what does not fit is INT64_MIN. DIFFERS: clients before 23.0 read plain
 * decimals only, but also 64i, 64ib and 64ki. A number of over 1000 bytes is refused. */
bool hr_go_bytes(const char *text, int64_t *out, bool *differs);

/* docker's --cpus: a big.Rat (1.5, 3/4, 1e1, 0x1) times 1e9, which must be a whole number: in
 * billionths of a CPU. docker keeps its low 64 bits, so that 1e100 is 0, no limit: so does this.
 * Refused though docker reads it: a fraction with a part of more than 128 bits. */
bool hr_go_cpus(const char *text, int64_t *nano);

/* time.ParseDuration: 1h2m3.5s and so on, or 0; in nanoseconds. */
bool hr_go_duration(const char *text, int64_t *out);

/* unicode.IsSpace. */
bool hr_go_is_space(uint32_t rune);

/* strings.ToLower as far as it makes ASCII, which is all that docker compares with: A-Z, U+0130 and
 * U+212A become ASCII, the rest is left alone. */
char *hr_go_lower(struct hr_arena *arena, const char *text);

/* strings.TrimSpace. */
const char *hr_go_trim(struct hr_arena *arena, const char *text);

/* net.ParseMAC: 6, 8 or 20 bytes, in pairs of digits with ':' or '-' between them, or in fours with
 * '.'. */
bool hr_go_mac(const char *text);

/* filepath.Clean: lexical, "" becomes ".". */
const char *hr_go_clean(struct hr_arena *arena, const char *path);

#endif
