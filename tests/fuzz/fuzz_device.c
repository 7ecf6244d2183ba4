/* SPDX-License-Identifier: MIT */
/* A device with all its three parts written is read as the same device; the checks beside it only
 * must hold. */
#include "hrun/docker/device.h"

#include "fuzz.h"

#include <string.h>

static void check_device(const char *raw, struct hr_arena *arena)
{
    struct hr_device device, again;
    struct hr_error err;

    if (!hr_device_parse(raw, arena, &device, &err)) {
        FUZZ_CHECK(err.code == HR_ERRC_USAGE && err.msg && err.hint);
        return;
    }
    if (device.cdi) {
        FUZZ_CHECK(strcmp(device.host, raw) == 0 && device.differs && *raw != '/');
        return;
    }
    FUZZ_CHECK(*device.container == '/' && *device.host && *device.permissions);
    FUZZ_CHECK(hr_device_parse(
        hr_arena_printf(arena, "%s:%s:%s", device.host, device.container, device.permissions),
        arena, &again, &err));
    FUZZ_CHECK(!again.cdi && strcmp(again.host, device.host) == 0 &&
               strcmp(again.container, device.container) == 0 &&
               strcmp(again.permissions, device.permissions) == 0);
}

static void check_others(const char *raw, struct hr_arena *arena)
{
    struct hr_error err;

    if (hr_device_rule_check(raw, arena, &err))
        FUZZ_CHECK(strchr("acb", *raw) && strchr(raw, ':'));
    if (hr_device_weight_check(raw, arena, &err))
        FUZZ_CHECK(hr_device_count_check(raw, arena, &err));
    /* A count can be more than 63 bits of bytes. */
    if (hr_device_count_check(raw, arena, &err) && strlen(strchr(raw, ':')) < sizeof "1000000")
        FUZZ_CHECK(hr_device_bytes_check(raw, arena, &err));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hr_arena arena;
    const char *raw;

    hr_arena_init(&arena);
    raw = hr_arena_strndup(&arena, (const char *)data, size);
    check_device(raw, &arena);
    check_others(raw, &arena);
    hr_arena_finish(&arena);
    return 0;
}
