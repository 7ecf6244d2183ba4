/* SPDX-License-Identifier: MIT */
/* A connection to an engine's unix socket, and what comes in over one or from a pipe. All of it has a
 * time by which it is to be done, on the clock of hr_wire_now. Private to engine. */
#ifndef HRUN_ENGINE_WIRE_H
#define HRUN_ENGINE_WIRE_H

#include "hrun/base/arena.h"
#include "hrun/base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HR_WIRE_RETRY_MS 5   /* between two looks at what cannot be polled */
#define HR_WIRE_TICK_MS  200 /* between two words of progress */

/* The most that an answer's head may take. */
#define HR_WIRE_HEAD_MAX ((size_t)64 * 1024)

/* Milliseconds of the monotonic clock. */
int64_t hr_wire_now(void);

/* The milliseconds until DEADLINE, at most MOST, for poll. */
int hr_wire_until(int64_t deadline, int most);

/* Bytes that come in, at most MAX. */
struct hr_intake {
    char *data;
    size_t size, cap, max;
};

enum hr_flow {
    HR_FLOW_SOME,  /* something came */
    HR_FLOW_NONE,  /* nothing is there yet */
    HR_FLOW_END,   /* the other side closed */
    HR_FLOW_FULL,  /* more than MAX came */
    HR_FLOW_ERROR, /* errno says why */
};

/* Read once from FD, which does not block. */
enum hr_flow hr_wire_take(int fd, struct hr_arena *arena, struct hr_intake *in);

/* Connect *FD, the caller's to close in any case, to the socket at PATH. False, with errno, if that
 * cannot be done by DEADLINE. */
bool hr_wire_dial(const char *path, int64_t deadline, int *fd);

/* False, with errno, if TEXT cannot be sent by DEADLINE. A peer that stops listening may have answered
 * already: its answer counts. */
bool hr_wire_say(int fd, const char *text, int64_t deadline);

/* Hear the peer out. False, with errno, if it does not end by DEADLINE or says too much. */
bool hr_wire_hear(int fd, int64_t deadline, struct hr_arena *arena, struct hr_intake *in);

/* Fill ERR for the errno NUMBER of a connection to the engine at SOCKET_PATH. Returns false. */
bool hr_wire_failed(const char *socket_path, int number, struct hr_arena *arena,
                    struct hr_error *err);

#endif
