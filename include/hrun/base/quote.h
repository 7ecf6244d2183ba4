/* SPDX-License-Identifier: MIT */
/* Shell quoting: what a person can paste, and what no terminal obeys. Pure. Layer: base. */
#ifndef HRUN_BASE_QUOTE_H
#define HRUN_BASE_QUOTE_H

#include "hrun/base/arena.h"

/* Return WORD as one word of shell text, good anywhere in a command (but reserved words, aliases
 * and jobs like %1 keep their meaning where a command begins): plain words bare, '' for the empty
 * word, others in single quotes, and words that hr_text_safe would change as $'\x1b', so that
 * nothing in the result needs to be made safe. A shell reads WORD back byte for byte: every POSIX
 * shell the first three forms; bash, zsh, ksh, mksh, busybox and POSIX since 2024 the last one,
 * dash not. */
const char *hr_quote_shell(struct hr_arena *arena, const char *word);

#endif
