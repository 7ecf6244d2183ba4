/* SPDX-License-Identifier: MIT */
/* What an engine says about containers and networks, and a file about system calls: facts that are whole, or
 * an error. A filter without its blanks is the same filter. */
#include "hrun/base/arena.h"
#include "hrun/base/json.h"
#include "hrun/facts/facts.h"

#include "fuzz.h"

#include <string.h>

static void check_container(const struct hr_json *json, struct hr_arena *arena)
{
    struct hr_container_facts c = { .name = "web" };
    struct hr_error err = { 0 };

    if (!hr_facts_read_container(json, arena, &c, &err)) {
        FUZZ_CHECK(err.code == HR_ERRC_ENGINE && err.msg && c.state == HR_UNKNOWN);
        return;
    }
    FUZZ_CHECK(c.state == HR_KNOWN && c.id && c.network && c.pid && c.ipc && c.uts && c.userns &&
               c.cgroupns && strcmp(c.name, "web") == 0);
    for (size_t i = 0; i < c.mounts.n; i++) {
        const struct hr_container_mount *m = &c.mounts.v[i];

        FUZZ_CHECK(m->type && m->name && m->source && m->destination && m->driver &&
                   m->propagation);
    }
}

static void check_network(const struct hr_json *json, struct hr_arena *arena)
{
    struct hr_network_facts n = { .name = "team" };
    struct hr_error err = { 0 };

    if (!hr_facts_read_network(json, arena, &n, &err)) {
        FUZZ_CHECK(err.code == HR_ERRC_ENGINE && err.msg && n.state == HR_UNKNOWN);
        return;
    }
    FUZZ_CHECK(n.state == HR_KNOWN && n.own_name && n.driver && strcmp(n.name, "team") == 0);
    for (size_t i = 0; i < n.options.n; i++)
        FUZZ_CHECK(strchr(n.options.v[i], '='));
}

static void check_filter(const uint8_t *data, size_t size, struct hr_arena *arena)
{
    const struct hr_bytes bytes = { (const char *)data, size };
    struct hr_seccomp_facts first = { .path = "f" }, again = { .path = "f" };
    struct hr_bytes compact;
    struct hr_error err = { 0 };

    if (!hr_seccomp_read(&bytes, arena, &first, &err)) {
        FUZZ_CHECK(err.msg && !first.text);
        return;
    }
    compact = (struct hr_bytes){ first.text, strlen(first.text) };
    FUZZ_CHECK(compact.size <= size);
    FUZZ_CHECK(hr_seccomp_read(&compact, arena, &again, &err));
    FUZZ_CHECK(strcmp(first.text, again.text) == 0 && first.refuses == again.refuses);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hr_arena arena;
    const struct hr_json *json;
    struct hr_error err = { 0 };

    hr_arena_init(&arena);
    check_filter(data, size, &arena);
    if (hr_json_parse((const char *)data, size, "engine", &arena, &json, &err)) {
        check_container(json, &arena);
        check_network(json, &arena);
    }
    hr_arena_finish(&arena);
    return 0;
}
