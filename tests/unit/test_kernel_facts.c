/* SPDX-License-Identifier: MIT */
#include "hrun/facts/kernel.h"

#include "scratch.h"
#include "unit.h"

#include <inttypes.h>

#define ID "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

/* A process as the kernel writes it; the words that differ come first. */
static const char *status_text(const char *uid, const char *groups, const char *caps,
                               const char *rest)
{
    return hr_arena_printf(arena,
                           "Name:\tsleep\nState:\tS (sleeping)\nTgid:\t7\nPid:\t7\nPPid:\t6\n"
                           "Uid:\t%s\t%s\t%s\t%s\nGid:\t%s\t%s\t%s\t%s\nGroups:\t%s \n"
                           "NSpid:\t7\t1\nCapInh:\t0000000000000000\nCapPrm:\t%s\nCapEff:\t%s\n"
                           "CapBnd:\t%s\nCapAmb:\t0000000000000000\n%s",
                           uid, uid, uid, uid, uid, uid, uid, uid, groups, caps, caps, caps, rest);
}

#define NONE   "0000000000000000"
#define DOCKER "00000000a80425fb"
#define HELD   "NoNewPrivs:\t1\nSeccomp:\t2\nSeccomp_filters:\t1\n"

START_TEST(parses)
{
    struct hr_process p = { 0 };

    ck_assert(hr_process_parse(status_text("1000", "30 4 20", DOCKER, HELD), arena, &p));
    ck_assert_uint_eq(p.uid[0], 1000);
    ck_assert_uint_eq(p.uid[3], 1000);
    ck_assert_uint_eq(p.gid[2], 1000);
    ck_assert_uint_eq(p.groups.n, 3);
    ck_assert_uint_eq(p.groups.v[0], 4);
    ck_assert_uint_eq(p.groups.v[2], 30);
    ck_assert_uint_eq(p.bounding, 0xa80425fb);
    ck_assert_uint_eq(p.effective, 0xa80425fb);
    ck_assert_uint_eq(p.ambient, 0);
    ck_assert_int_eq(p.no_new_privileges, 1);
    ck_assert_int_eq(p.seccomp, 2);
    /* the groups of one before are gone; a kernel that has neither says nothing */
    ck_assert(hr_process_parse(status_text("0", "", NONE, ""), arena, &p));
    ck_assert_uint_eq(p.groups.n, 0);
    ck_assert_int_eq(p.no_new_privileges, -1);
    ck_assert_int_eq(p.seccomp, -1);
}
END_TEST

/* What no kernel writes. */
static const struct {
    const char *uid, *groups, *caps, *rest;
} malformed[] = {
    { "x", "", NONE, HELD },
    { "4294967296", "", NONE, HELD },
    { "-1", "", NONE, HELD },
    { "0", "x", NONE, HELD },
    { "0", "4294967296", NONE, HELD },
    { "0", "", "", HELD },
    { "0", "", "xyz", HELD },
    { "0", "", "00000000000000000", HELD },
    { "0", "", NONE, "Uid:\t1\t1\t1\t1\n" },
    { "0", "", NONE, "CapEff:\t0\n" },
};

START_TEST(refuses)
{
    struct hr_process p = { 0 };

    ck_assert(!hr_process_parse(status_text(malformed[_i].uid, malformed[_i].groups,
                                            malformed[_i].caps, malformed[_i].rest),
                                arena, &p));
}
END_TEST

START_TEST(refuses_half)
{
    const char *whole = status_text("0", "0", NONE, "");
    struct hr_process p = { 0 };

    /* every line that is needed, taken away */
    for (const char *line = whole; *line; line += strcspn(line, "\n") + 1) {
        const size_t length = strcspn(line, "\n") + 1;
        const char *left =
            hr_arena_printf(arena, "%.*s%s", (int)(line - whole), whole, line + length);
        const bool needed = strncmp(line, "Uid", 3) == 0 || strncmp(line, "Gid", 3) == 0 ||
                            strncmp(line, "Groups", 6) == 0 ||
                            (strncmp(line, "Cap", 3) == 0 && strncmp(line, "CapAmb", 6) != 0);

        ck_assert_msg(hr_process_parse(left, arena, &p) == !needed, "without %.*s", (int)length,
                      line);
    }
    ck_assert(!hr_process_parse("", arena, &p));
}
END_TEST

static const struct {
    const char *text;
    enum hr_lsm want;
} labels[] = {
    { "docker-default (enforce)", HR_LSM_APPARMOR },
    { "docker-default (complain)", HR_LSM_APPARMOR },
    { "unconfined", HR_LSM_APPARMOR },
    { ":root//x://&y (mixed)", HR_LSM_APPARMOR },
    { "system_u:system_r:container_t:s0:c1,c2", HR_LSM_SELINUX },
    { "unconfined_u:unconfined_r:unconfined_t:s0-s0:c0.c1023", HR_LSM_SELINUX },
    { "_", HR_LSM_UNKNOWN },
    { "", HR_LSM_UNKNOWN },
};

START_TEST(knows_labels)
{
    ck_assert_int_eq(hr_lsm_of(labels[_i].text), labels[_i].want);
}
END_TEST

static const struct {
    const char *text;
    enum hr_knowledge state;
    uint32_t outside;
} mappings[] = {
    { "         0          0 4294967295\n", HR_KNOWN, 0 },
    { "         0     100000      65536\n", HR_KNOWN, 100000 },
    { "         0       1000          1\n         1     100000      65536\n", HR_KNOWN, 1000 },
    { "         1     100000      65536\n         0       1000          1\n", HR_KNOWN, 1000 },
    { "      1000       1000          1\n", HR_ABSENT, 7 },
    { "", HR_UNKNOWN, 7 },
    { "0 0\n", HR_UNKNOWN, 7 },
    { "0 5 1\nx", HR_UNKNOWN, 7 },
    { "a b c\n", HR_UNKNOWN, 7 },
    { "0 99999999999 1\n", HR_UNKNOWN, 7 },
};

START_TEST(reads_mappings)
{
    uint32_t outside = 7;

    ck_assert_int_eq(hr_mapping_root(mappings[_i].text, &outside), mappings[_i].state);
    ck_assert_uint_eq(outside, mappings[_i].outside);
}
END_TEST

static const struct {
    const char *text;
    bool good;
    int64_t want;
} limits[] = {
    { "max\n", true, -1 },
    { "-1\n", true, -1 },
    { "9223372036854771712\n", true, -1 }, /* v1, of pages of 4 KiB */
    { "9223372036854710272\n", true, -1 }, /* of 64 KiB */
    { "18446744073709551615\n", true, -1 },
    { "67108864\n", true, 67108864 },
    { "0\n", true, 0 },
    { "20", true, 20 },
    { "", false, 0 },
    { "x\n", false, 0 },
    { "-2\n", false, 0 },
    { "20 30\n", false, 0 },
    { "20\n30\n", false, 0 },
    { "18446744073709551616\n", false, 0 },
};

START_TEST(reads_limits)
{
    int64_t value = 0;

    ck_assert_int_eq(hr_limit_parse(limits[_i].text, &value), limits[_i].good);
    if (limits[_i].good)
        ck_assert_int_eq(value, limits[_i].want);
}
END_TEST

static const struct {
    const char *text;
    bool good;
    int64_t want;
} cpus[] = {
    { "max 100000\n", true, -1 },
    { "100000 100000\n", true, 1000000000 },
    { "150000 100000\n", true, 1500000000 },
    { "1000 100000\n", true, 10000000 },
    { "9223372036854775807 1\n", true, -1 },
    { "100000 0\n", false, 0 },
    { "100000\n", false, 0 },
    { "max\n", false, 0 },
    { "", false, 0 },
    { "x 100000\n", false, 0 },
    { "100000 x\n", false, 0 },
};

START_TEST(reads_cpus)
{
    int64_t value = 0;

    ck_assert_int_eq(hr_cpu_max_parse(cpus[_i].text, &value), cpus[_i].good);
    if (cpus[_i].good)
        ck_assert_int_eq(value, cpus[_i].want);
}
END_TEST

static void add(TCase *tc)
{
    tcase_add_test(tc, parses);
    tcase_add_loop_test(tc, refuses, 0, HR_ARRAY_LEN(malformed));
    tcase_add_test(tc, refuses_half);
    tcase_add_loop_test(tc, knows_labels, 0, HR_ARRAY_LEN(labels));
    tcase_add_loop_test(tc, reads_mappings, 0, HR_ARRAY_LEN(mappings));
    tcase_add_loop_test(tc, reads_limits, 0, HR_ARRAY_LEN(limits));
    tcase_add_loop_test(tc, reads_cpus, 0, HR_ARRAY_LEN(cpus));
}

UNIT_MAIN("kernel_facts", add)
