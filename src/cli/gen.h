/* SPDX-License-Identifier: MIT */
/* The parts of gen. Private to it. */
#ifndef HRUN_CLI_GEN_H
#define HRUN_CLI_GEN_H

/* Write TEXT for a place in single quotes: a backslash before every one of SPECIAL, QUOTE for a
 * quote. */
void gen_put(const char *text, const char *special, const char *quote);

/* Write hrunctl's completion file of one shell. */
void gen_ctl_bash(void);
void gen_ctl_fish(void);
void gen_ctl_zsh(void);

#endif
