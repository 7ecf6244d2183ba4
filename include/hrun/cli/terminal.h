/* SPDX-License-Identifier: MIT */
/* What every program of the project does with its standard files and its terminal. Layer: cli. */
#ifndef HRUN_CLI_TERMINAL_H
#define HRUN_CLI_TERMINAL_H

#include "hrun/facts/facts.h"

#include <stdbool.h>

/* Keep what is opened from here on away from 0, 1 and 2 where the caller closed them: writing there fails
 * as it would have. */
void hr_terminal_hold(void);

/* Have /dev/null for standard input: a line that is only looked at must not take what stands there, nor
 * wait for it. */
void hr_terminal_leave_input(void);

/* True if a file takes colour: it IS_TERMINAL, whose user has not refused it (no-color.org). */
bool hr_terminal_has_colour(const struct hr_host *host, bool is_terminal);

/* Somebody waits for an engine. */
struct hr_waiting {
    const char *program; /* says so */
    bool shown;          /* the terminal's last line tells of it */
    bool quiet;          /* there is no terminal */
};

/* For struct hr_progress, with a struct hr_waiting as its data: say on a terminal after two seconds what is
 * being waited for. */
void hr_waiting_tick(void *waiting, unsigned elapsed_ms);

/* Take back what was said. */
void hr_waiting_end(struct hr_waiting *waiting);

#endif
