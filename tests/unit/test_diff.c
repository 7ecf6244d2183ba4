/* SPDX-License-Identifier: MIT */
#include "hrun/policy/diff.h"

#include "judge.h"

/* The members of two profiles beside BARE, and what the second changes: "KIND POINTER FROM TO", one blank
 * between the parts, "-" for nothing, "; " between two changes. */
static const struct {
    const char *first, *second, *want;
} cases[] = {
    { "", "", "" },
    /* booleans: absent is false */
    { "'read_only': true, ", "", "looser /read_only true -" },
    { "'read_only': true, ", "'read_only': false, ", "looser /read_only true false" },
    { "", "'read_only': true, ", "tighter /read_only - true" },
    { "'read_only': false, ", "", "" },
    /* sizes and numbers, by what they come to */
    { "'mem_limit': '512m', ", "'mem_limit': '0.5g', ", "" },
    { "'mem_limit': '512m', ", "'mem_limit': '513m', ", "looser /mem_limit \"512m\" \"513m\"" },
    { "'mem_limit': '512m', ", "", "looser /mem_limit \"512m\" -" },
    { "", "'cpus': 2, ", "tighter /cpus - 2" },
    { "'cpus': 2, ", "'cpus': 1.5, ", "tighter /cpus 2 1.5" },
    { "'cpus': 2, ", "'cpus': 2.0, ", "" },
    { "'pids_limit': 9, ", "'pids_limit': 10, ", "looser /pids_limit 9 10" },
    { "'mem_limit': '1g', 'memswap_limit': 'mem_limit', ",
      "'mem_limit': '1g', 'memswap_limit': '2g', ", "looser /memswap_limit \"mem_limit\" \"2g\"" },
    { "'max': { 'cpus': 4 }, ", "'max': { 'cpus': 8 }, ", "looser /max/cpus 4 8" },
    { "'max': { 'cpus': 4 }, ", "", "looser /max/cpus 4 -" },
    /* words */
    { "'ipc': 'private', ", "'ipc': 'host', ", "looser /ipc \"private\" \"host\"" },
    { "'pull_policy': 'always', ", "'pull_policy': 'never', ",
      "tighter /pull_policy \"always\" \"never\"" },
    /* lists, by what they stand for */
    { "'cap_add': ['CHOWN'], ", "'cap_add': ['cap_chown'], ", "" },
    { "'cap_add': ['CHOWN'], ", "'cap_add': ['KILL'], ",
      "looser /cap_add - [\"KILL\"]; tighter /cap_add [\"CHOWN\"] -" },
    { "'cap_add': ['ALL'], ", "'cap_add': ['KILL'], ", "tighter /cap_add [\"ALL\"] -" },
    { "'cap_add': ['KILL'], ", "'cap_add': ['ALL'], ", "looser /cap_add - [\"ALL\"]" },
    { "'cap_add': [], ", "", "" },
    { "'cap_drop': ['ALL'], ", "'cap_drop': ['NET_RAW'], ", "looser /cap_drop [\"ALL\"] -" },
    { "'cap_drop': ['NET_RAW'], ", "'cap_drop': ['NET_RAW', 'MKNOD'], ",
      "tighter /cap_drop - [\"MKNOD\"]" },
    { "'allow': { 'sysctls': ['net.*'] }, ", "'allow': { 'sysctls': ['net.core.somaxconn'] }, ",
      "tighter /allow/sysctls [\"net.*\"] -" },
    { "'volumes': { 'writable': ['/srv'] }, ", "'volumes': { 'writable': ['/srv/a', '/tmp'] }, ",
      "looser /volumes/writable - [\"/tmp\"]; tighter /volumes/writable [\"/srv\"] -" },
    { "'image': { 'allow': ['a'] }, ", "", "looser /image/allow [\"a\"] -" },
    { "", "'image': { 'allow': ['a'] }, ", "tighter /image/allow - [\"a\"]" },
    { "'image': { 'allow': ['a'] }, ", "'image': { 'allow': ['a', 'b'] }, ",
      "looser /image/allow - [\"b\"]" },
    { "'image': { 'deny': ['a'] }, ", "'image': { 'deny': ['b'] }, ",
      "tighter /image/deny - [\"b\"]; looser /image/deny [\"a\"] -" },
    /* objects by name */
    { "", "'tmpfs': { '/t': { 'size': '1m' } }, ", "looser /tmpfs/~1t - {\"size\":\"1m\"}" },
    { "'tmpfs': { '/t': { 'size': '1m' } }, ",
      "'tmpfs': { '/t': { 'size': '2m', 'exec': true } }, ",
      "looser /tmpfs/~1t/size \"1m\" \"2m\"; looser /tmpfs/~1t/exec - true" },
    { "'tmpfs': { '/t': { 'size': '1m' } }, ",
      "'tmpfs': { '/t': { 'size': '1m', 'exec': false } }, ", "" },
    { "'ulimits': { 'core': 0 }, ", "'ulimits': { 'core': { 'soft': 0, 'hard': 0 } }, ", "" },
    { "'ulimits': { 'core': 0 }, ", "'ulimits': { 'core': { 'soft': 0, 'hard': -1 } }, ",
      "looser /ulimits/core 0 -1" },
    { "'ulimits': { 'core': 0 }, ", "", "looser /ulimits/core 0 -; looser /ulimits/core 0 -" },
    { "'labels': { 'a': 'b' }, ", "'labels': { 'a': 'c' }, ", "other /labels/a \"b\" \"c\"" },
    /* what has no order */
    { "'user': 'image', ", "'user': '5:5', ", "differs /user \"image\" \"5:5\"" },
    { "'init': true, ", "", "other /init true -" },
    { "'description': 'a', ", "'match': { 'images': ['x'] }, ", "" },
    /* rules by what they come to */
    { "'rules': { 'privileged': 'deny' }, ", "", "" },
    { "'rules': { 'privileged': 'warn' }, ", "", "tighter /rules/privileged \"warn\" \"deny\"" },
    { "", "'rules': { 'gpus': 'allow' }, ", "looser /rules/gpus \"warn\" \"allow\"" },
    { "'rules': { '*': 'deny' }, ", "'rules': { '*': 'deny', 'gpus': 'warn' }, ",
      "looser /rules/gpus \"deny\" \"warn\"" },
};

static const struct hr_profile *profile_of(const char *members)
{
    struct hr_choice choice = { .because = "test" };

    return judge_profile(hr_arena_printf(arena, "%s" BARE, members), &choice);
}

static struct hr_changes changes_of(const struct hr_profile *first, const struct hr_profile *second)
{
    struct hr_level_pairs levels = { 0 };
    struct hr_changes changes = { 0 };
    size_t count;
    const struct hr_rule *rules = hr_rules(&count);

    for (size_t i = 0; i < count; i++)
        *HR_VEC_PUSH(arena, &levels) =
            (struct hr_level_pair){ rules[i].name, hr_rule_level(&rules[i], first),
                                    hr_rule_level(&rules[i], second) };
    hr_profile_diff(first, second, &levels, arena, &changes);
    return changes;
}

START_TEST(differs)
{
    const struct hr_changes changes =
        changes_of(profile_of(cases[_i].first), profile_of(cases[_i].second));
    struct hr_strv got = { 0 };

    for (size_t i = 0; i < changes.n; i++) {
        const struct hr_change *c = &changes.v[i];

        hr_strv_pushf(arena, &got, "%s %s %s %s", hr_change_name(c->kind), c->pointer,
                      c->from ? c->from : "-", c->to ? c->to : "-");
    }
    ck_assert_msg(strcmp(hr_strv_join(arena, &got, "; "), cases[_i].want) == 0,
                  "%s| %s\n  got   %s\n  wants %s", cases[_i].first, cases[_i].second,
                  hr_strv_join(arena, &got, "; "), cases[_i].want);
}
END_TEST

/* Looser one way is tighter the other. */
START_TEST(turned)
{
    const struct hr_changes there =
        changes_of(profile_of(cases[_i].first), profile_of(cases[_i].second));
    const struct hr_changes back =
        changes_of(profile_of(cases[_i].second), profile_of(cases[_i].first));
    size_t looser[2] = { 0 }, tighter[2] = { 0 };

    for (size_t i = 0; i < there.n; i++) {
        looser[0] += there.v[i].kind == HR_CHANGE_LOOSER;
        tighter[0] += there.v[i].kind == HR_CHANGE_TIGHTER;
    }
    for (size_t i = 0; i < back.n; i++) {
        looser[1] += back.v[i].kind == HR_CHANGE_LOOSER;
        tighter[1] += back.v[i].kind == HR_CHANGE_TIGHTER;
    }
    ck_assert_uint_eq(there.n, back.n);
    ck_assert_uint_eq(looser[0], tighter[1]);
    ck_assert_uint_eq(tighter[0], looser[1]);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, differs, 0, HR_ARRAY_LEN(cases));
    tcase_add_loop_test(tc, turned, 0, HR_ARRAY_LEN(cases));
}

UNIT_MAIN("diff", add_tests)
