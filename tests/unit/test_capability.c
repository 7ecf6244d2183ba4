/* SPDX-License-Identifier: MIT */
#include "hrun/base/text.h"
#include "hrun/docker/capability.h"

#include "unit.h"

static const struct {
    const char *in;
    int want;
} find_cases[] = {
    { "CHOWN", 0 },
    { "chown", 0 },
    { "CAP_CHOWN", 0 },
    { "cap_ChOwN", 0 },
    { "DAC_OVERRIDE", 1 },
    { "SETPCAP", 8 },
    { "NET_ADMIN", 12 },
    { "NET_RAW", 13 },
    { "SYS_MODULE", 16 },
    { "SYS_ADMIN", 21 },
    { "sys_admin", 21 },
    { "CAP_SYS_ADMIN", 21 },
    { "MKNOD", 27 },
    { "SETFCAP", 31 },
    { "SYSLOG", 34 },
    { "CHECKPOINT_RESTORE", 40 },
    /* What the engine calls unknown. */
    { "", -1 },
    { "CAP_", -1 },
    { "ALL", -1 },
    { "CAP_ALL", -1 },
    { "none", -1 },
    { " SYS_ADMIN", -1 },
    { "SYS_ADMIN ", -1 },
    { "SYS_ADMIN,CHOWN", -1 },
    { "CAP_CAP_SYS_ADMIN", -1 },
    { "SYS_ADMI", -1 },
    { "CAP", -1 },
    /* Go upper-cases these to SYS_ADMIN; no ASCII rule can, so they stay unknown. */
    { "\xc5\xbfy\xc5\xbf_adm\xc4\xb1n", -1 },
};

START_TEST(find)
{
    ck_assert_int_eq(hr_capability_find(find_cases[_i].in), find_cases[_i].want);
}
END_TEST

static const struct {
    const char *in;
    bool want;
} all_cases[] = {
    { "ALL", true },      { "all", true },   { "aLl", true }, { "CAP_ALL", false },
    { "CAP_all", false }, { " ALL", false }, { "", false },   { "ALLL", false },
};

START_TEST(is_all)
{
    ck_assert_int_eq(hr_capability_is_all(all_cases[_i].in), all_cases[_i].want);
}
END_TEST

START_TEST(rows)
{
    const struct hr_capability *row = hr_capability_at((unsigned)_i);

    ck_assert_ptr_nonnull(row);
    ck_assert_int_eq(hr_capability_find(row->name), _i);
    ck_assert_int_gt((int)strlen(row->risk), 10);
    ck_assert(hr_text_is_plain(row->risk));
    ck_assert(!hr_text_ends(row->risk, "."));
    ck_assert(row->risk[0] >= 'a' && row->risk[0] <= 'z');
}
END_TEST

START_TEST(beyond_the_last)
{
    ck_assert_ptr_null(hr_capability_at(HR_CAPABILITY_COUNT));
    ck_assert_ptr_null(hr_capability_at(UINT32_MAX));
}
END_TEST

/* The CapBnd that /proc/self/status shows in a container that was given no option. */
START_TEST(default_set)
{
    ck_assert_uint_eq(hr_capability_default_set(), UINT64_C(0xa80425fb));
    ck_assert_int_eq(__builtin_popcountll(hr_capability_default_set()), 14);
    ck_assert_uint_eq(HR_CAPABILITY_ALL, UINT64_C(0x1ffffffffff));
    ck_assert_int_eq(hr_capability_find("PERFMON"), HR_CAPABILITY_NEWER);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, find, 0, HR_ARRAY_LEN(find_cases));
    tcase_add_loop_test(tc, is_all, 0, HR_ARRAY_LEN(all_cases));
    tcase_add_loop_test(tc, rows, 0, HR_CAPABILITY_COUNT);
    tcase_add_test(tc, beyond_the_last);
    tcase_add_test(tc, default_set);
}

UNIT_MAIN("capability", add_tests)
