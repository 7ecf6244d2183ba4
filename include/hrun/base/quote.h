/* SPDX-License-Identifier: MIT */
/* Shell quoting: what a person can paste, and what no terminal obeys. Pure. Layer: base. */
#ifndef HRUN_BASE_QUOTE_H
#define HRUN_BASE_QUOTE_H

#include "hrun/base/arena.h"

/* Return WORD as one word of POSIX-like shell text: plain words bare, '' for the empty word, others
 * in single quotes, and words with control bytes or text that is not UTF-8 as $'\x1b' (bash, zsh,
 * ksh, busybox; POSIX since 2024). The result holds no control byte, and a shell reads it back byte
 * for byte. */
const char *hr_quote_shell(struct hr_arena *arena, const char *word);

#endif
