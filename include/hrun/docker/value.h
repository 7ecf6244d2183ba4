/* SPDX-License-Identifier: MIT */
/*
 * A parsed option value: a tagged union over the grammars of this layer, made once per setting.
 * Layer: docker.
 */
#ifndef HRUN_DOCKER_VALUE_H
#define HRUN_DOCKER_VALUE_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/docker/device.h"
#include "hrun/docker/env.h"
#include "hrun/docker/mount.h"
#include "hrun/docker/network.h"
#include "hrun/docker/option.h"
#include "hrun/docker/publish.h"
#include "hrun/docker/security_opt.h"
#include "hrun/docker/ulimit.h"
#include "hrun/docker/user.h"

#include <stdbool.h>
#include <stdint.h>

struct hr_value {
    enum hr_kind kind;
    bool differs; /* known clients read it differently */
    union {
        bool boolean;    /* BOOL */
        int64_t integer; /* INT, UINT16, UINT64; BYTES, SWAP_BYTES in bytes; CPUS in billionths;
                            DURATION in nanoseconds */
        int capability;  /* CAPABILITY: the number, or -1 (ALL, or a name that no known kernel has)
                          */
        struct hr_env env; /* ENV; KEY_VALUE and SYSCTL alike */
        struct hr_device device;
        struct hr_mount mount; /* MOUNT, TMPFS, VOLUME, VOLUMES_FROM */
        struct hr_network network;
        struct hr_publish publish;
        struct hr_security_opt security;
        struct hr_ulimit ulimit;
        struct hr_user user;
    } as;
};

/* Parse RAW by OPTION's kind. False for what every known client refuses, with the client's reason
 * in words of our own. */
HR_NODISCARD bool hr_value_parse(const struct hr_option *option, const char *raw,
                                 struct hr_arena *arena, struct hr_value *out,
                                 struct hr_error *err);

/* True if docker finds what is wrong with RAW only after the whole line is read, so that --help and
 * a missing IMAGE come first, and a scalar that is set again is never looked at. */
bool hr_value_is_late(const struct hr_option *option, const char *raw);

#endif
