/* SPDX-License-Identifier: MIT */
/* What /proc says of other processes, of which many things are readable for everybody. Private to facts. */
#ifndef HRUN_FACTS_PROCESS_H
#define HRUN_FACTS_PROCESS_H

#include "hrun/base/file.h"
#include "hrun/base/vec.h"

#include <stdbool.h>
#include <sys/types.h>

/* Read /proc/PID/NAME, at most MAX bytes; PID 0 is this process. False if it cannot be read. */
bool hr_process_read(pid_t pid, const char *name, size_t max, struct hr_arena *arena,
                     struct hr_bytes *out);

/* The name that PID runs under; NULL if that cannot be read. */
const char *hr_process_name(pid_t pid, struct hr_arena *arena);

/* The words of PID's command line, its own name among them; none if they cannot be read. */
struct hr_strv hr_process_words(pid_t pid, struct hr_arena *arena);

#endif
