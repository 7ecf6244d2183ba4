/* SPDX-License-Identifier: MIT */
/* A published port that is read can be written, and is then read as the same by every client. */
#include "hrun/docker/publish.h"

#include "fuzz.h"

#include <string.h>

static bool same_range(const struct hr_port_range *a, const struct hr_port_range *b)
{
    return a->first == b->first && a->last == b->last;
}

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool same_publish(const struct hr_publish *a, const struct hr_publish *b)
{
    return same_text(a->address, b->address) && a->loopback == b->loopback &&
           a->host_given == b->host_given && same_range(&a->host, &b->host) &&
           same_range(&a->container, &b->container) && same_text(a->protocol, b->protocol);
}

static void check_publish(const char *raw, struct hr_arena *arena)
{
    struct hr_publish publish, again;
    struct hr_error err;

    if (!hr_publish_parse(raw, arena, &publish, &err)) {
        FUZZ_CHECK(err.code == HR_ERRC_USAGE && err.msg);
        return;
    }
    FUZZ_CHECK(publish.long_form == (strchr(raw, '=') != NULL));
    FUZZ_CHECK(publish.host.first <= publish.host.last);
    FUZZ_CHECK(publish.container.first <= publish.container.last);
    FUZZ_CHECK(publish.address || !publish.loopback);
    FUZZ_CHECK(hr_publish_parse(hr_publish_render(&publish, arena), arena, &again, &err));
    FUZZ_CHECK(same_publish(&publish, &again) && !again.long_form && !again.differs);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hr_arena arena;
    struct hr_error err;
    const char *raw;

    hr_arena_init(&arena);
    raw = hr_arena_strndup(&arena, (const char *)data, size);
    check_publish(raw, &arena);
    if (hr_expose_check(raw, &arena, &err))
        FUZZ_CHECK(*raw >= '0' && *raw <= '9');
    hr_arena_finish(&arena);
    return 0;
}
