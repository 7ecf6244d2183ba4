/* SPDX-License-Identifier: MIT */
#include "hrun/guard/identity.h"

#include "judge.h"

#define ALL                                                                \
    "'rules': { '*': 'allow', 'root-user': 'deny', 'root-group': 'deny', " \
    "'user-unverified': 'deny' }, " BARE
#define GROUP "'rules': { '*': 'allow', 'root-group': 'deny' }, " BARE
#define SOME  "'rules': { '*': 'allow', 'root-user': 'deny' }, " BARE

static const struct judge_profile_case profile_cases[] = {
    /* nobody filled anything in */
    { SOME, "app:1", "root-user" },
    { SOME, "--user= app:1", "root-user" },
    { SOME, "--user 5 app:1", "" },
    { ALL, "--user 5 app:1", "root-group" },
    { ALL, "--user 5:5 --group-add wheel app:1", "root-group" },
    { ALL, "--user 5:5 --group-add 00 app:1", "root-group" },
    { ALL, "--user 5:5 --group-add 10 app:1", "" },
    { "'allow': { 'groups': [ 'wheel' ] }, " ALL, "--user 5:5 --group-add wheel app:1", "" },
    { "'user': '5:5', 'group_add': [ 'wheel' ], " ALL, "--group-add wheel app:1", "" },
    { ALL, "--user 5: app:1", "root-group" },
    { ALL, "--user 5::5 app:1", "root-group" },
    { ALL, "--user 5:5 app:1", "" },
    { ALL, "--allow root-group=known --user 5 app:1", "root-group=known" },
    { GROUP, "--user app app:1", "root-group" },
    { GROUP, "--user app:5 app:1", "" },
    { GROUP, "--user 5:app app:1", "root-group" },
    { ALL, "-u app app:1", "user-unverified:app" },
    { ALL, "-u Root app:1", "user-unverified:Root" },
    { ALL, "-u toor:0 app:1", "root-group user-unverified:toor" },
    { ALL, "-u 0x0 app:1", "user-unverified:0x0" },
    { "'user': 'image', " SOME, "app:1", "root-user" },
    { "'user': 'image', 'fallback_user': '7:7', " SOME, "app:1", "" },

    /* the profile's own */
    { "'user': '0:0', " ALL, "app:1", "" },
    { "'user': '0:0', " ALL, "--user 0:0 app:1", "" },
    { "'user': '0:0', " ALL, "--user 0 app:1", "root-user" },
    { "'user': '5:0', " ALL, "--user 5:0 app:1", "" },
    { "'user': '5:0', " ALL, "--user 6:0 app:1", "root-group" },
    { "'group_add': [ 'audio' ], 'rules': { '*': 'allow', 'group-add': 'deny' }, " BARE,
      "--group-add audio app:1", "" },
    { "'group_add': [ 'audio' ], 'rules': { '*': 'allow', 'group-add': 'deny' }, " BARE,
      "--group-add audio --group-add disk app:1", "group-add:disk" },
    { "'user': '5:5', 'group_add': [ 0 ], " ALL, "--group-add 0 app:1", "" },
    { "'user': '5:5', 'group_add': [ 1 ], " ALL, "--group-add 0 app:1", "root-group" },
};

START_TEST(trips_under)
{
    const struct judge_profile_case *row = &profile_cases[_i];

    judge_check(row->profile, &judge_root_image, row->line, row->want);
}
END_TEST

/* An image's user (NULL: nothing is known of the image), and what trips without any --user. */
static const struct {
    const char *user, *profile, *line, *want;
} image_cases[] = {
    { "app", NULL, "app:1", "" },
    { "app", NULL, "--user app app:1", "" }, /* what hrun itself makes of it */
    { "app", NULL, "--user root app:1", "root-user" },
    { "app", ALL, "app:1", "user-unverified:app" },
    { "app", ALL, "--user app app:1", "user-unverified:app" },
    { "app", "'user': 'image', " ALL, "app:1", "user-unverified:app" },
    { "app", "'user': 'image', " ALL, "--user 5:5 app:1", "" },
    { "app:0", ALL, "app:1", "root-group user-unverified:app" },
    { "1000:0", ALL, "app:1", "root-group" },
    { "1000:1000", ALL, "app:1", "" },
    { "1000", ALL, "--user= app:1", "root-group" },
    { "1000", ALL, "app:1", "root-group" },
    { "1000", NULL, "app:1", "" },
    { "1000", NULL, "--user 1000 app:1", "" },
    { "1000", NULL, "--user 1001 app:1", "root-group?" },
    { "1000", "'user': 'image', " ALL, "app:1", "" }, /* in a group of its own */
    { "1000:", "'user': 'image', " ALL, "app:1", "" },
    { "1000:0", "'user': 'image', " ALL, "app:1", "" },
    { "1000:root", "'user': 'image', " ALL, "app:1", "" },
    { "1000:wheel", "'user': 'image', " ALL, "app:1", "" },
    { "1000", "'user': 'image', " ALL, "--user 1000 app:1", "root-group" },
    { "app", "'user': 'image', " GROUP, "app:1", "root-group" },
    { "0", ALL, "app:1", "root-user" },
    { "root", ALL, "app:1", "root-user" },
    { ":5", ALL, "app:1", "root-user" },
    { "", ALL, "app:1", "root-user" },
    { "\xd0\xb0pp", ALL, "app:1", "root-user" },
    { "4294967296", NULL, "app:1", "" }, /* the fallback */
    { "4294967296", ALL, "app:1", "root-user" },
    { "1000", NULL, "--user 4294967296:5 app:1", "root-user" },
    { NULL, ALL, "app:1", "root-user" },
    { NULL, ALL, "--user 5:5 app:1", "" },
    { NULL, NULL, "app:1", "" },
};

START_TEST(trips_by_image)
{
    const char *user = image_cases[_i].user;
    const struct hr_facts facts = {
        .image = { .state = user ? HR_KNOWN : HR_UNKNOWN, .id = "sha256:0", .user = user },
    };

    judge_check(image_cases[_i].profile, &facts, image_cases[_i].line, image_cases[_i].want);
}
END_TEST

/* A user of an image that names none, or of one that names it, and its numbers. */
static const struct {
    const char *user;
    struct hr_ids ids;
    const char *profile, *line, *want;
} name_cases[] = {
    { "toor", { 0, 0, false, false }, NULL, "app:1", "" }, /* the fallback */
    { "toor", { 0, 0, false, false }, NULL, "--user toor app:1", "root-user" },
    { "toor", { 0, 0, false, false }, NULL, "--user toor --user 5:5 app:1", "" },
    { "toor", { 0, 5, false, false }, ALL, "app:1", "root-user" },
    { "toor", { 0, 5, false, false }, "'user': 'image', " ALL, "app:1", "root-user" },
    { "toor:app", { 0, 5, false, false }, NULL, "--user toor:app app:1", "root-user" },
    { "toor:app",
      { 0, 5, false, false },
      NULL,
      "--user toor app:1",
      "" }, /* another text: not looked up */
    { "app", { 5, 6, false, false }, NULL, "--user app app:1", "" },
    { "app", { 5, 6, false, false }, ALL, "--user app app:1", "" },
    { "app", { 5, 6, false, false }, ALL, "app:1", "" },
    { "app", { 5, 6, false, false }, "'user': 'image', " ALL, "app:1", "" },
    { "app:wheel", { 5, 0, false, false }, NULL, "--user app:wheel app:1", "root-group?" },
    { "5", { 5, 0, false, false }, GROUP, "--user 5 app:1", "root-group" },
    { "5", { 5, 6, false, false }, GROUP, "--user 5 app:1", "" },
    { "5", { 5, 6, false, false }, GROUP, "app:1", "" },
    { "5", { 5, 0, false, false }, GROUP, "app:1", "root-group" },
    { "5:app", { 5, 6, false, false }, GROUP, "--user 5:app app:1", "" },
    { "5:app", { 5, 0, false, false }, GROUP, "--user 5:app app:1", "root-group" },
    { "app", { 5, 6, true, false }, GROUP, "--user app app:1", "root-group" },
    { "app", { 5, 6, true, false }, GROUP, "app:1", "root-group" },
    { "app", { 5, 6, true, false }, "'user': 'image', " GROUP, "app:1", "" },
    { "app", { 5, 0, false, false }, "'user': 'image', " GROUP, "app:1", "" },
    /* an image in which a number is the name of group 0 */
    { "app", { 5, 5, false, true }, GROUP, "app:1", "root-group" },
    { "5:5", { 5, 5, false, true }, GROUP, "app:1", "root-group" },
    { "5:5", { 5, 5, false, true }, GROUP, "--user 5:5 app:1", "root-group" },
    { "app", { 5, 0, true, true }, "'user': 'image', " GROUP, "app:1", "root-group" },
    { "toor", { 0, 0, false, true }, GROUP, "app:1", "" }, /* as root needs no group */
    { "5:5", { 5, 5, false, false }, GROUP, "--user 5:5 app:1", "" },
    { "5:5", { 5, 5, false, true }, NULL, "--user 5:5 app:1", "" },
    /* a group file of the caller's */
    { "5:5", { 5, 5, false, false }, GROUP, "-v /src/g:/etc/group app:1", "root-group" },
    { "5:5", { 5, 5, false, false }, GROUP, "-v /src:/etc app:1", "root-group" },
    { "5:5",
      { 5, 5, false, false },
      GROUP,
      "--mount type=volume,src=v,dst=/etc/./ app:1",
      "root-group" },
    { "5:5", { 5, 5, false, false }, GROUP, "--tmpfs /etc -v /src:/etc/passwd app:1", "" },
    { "5:5", { 5, 5, false, false }, SOME, "-v /src:/etc/group app:1", "" },
};

START_TEST(trips_by_name)
{
    const struct hr_facts facts = {
        .image = { .state = HR_KNOWN,
                   .id = "sha256:1",
                   .user = name_cases[_i].user,
                   .name = { .state = HR_NAME_RESOLVED,
                             .text = name_cases[_i].user,
                             .ids = name_cases[_i].ids } },
    };

    judge_check(name_cases[_i].profile, &facts, name_cases[_i].line, name_cases[_i].want);
}
END_TEST

/* What the image's user becomes where group 0 is denied. */
static const struct {
    const char *user;
    enum hr_name_state state;
    struct hr_ids ids;
    const char *want;
} own_groups[] = {
    { "5", HR_NAME_UNRESOLVED, { 0, 0, false, false }, "5:5" },
    { "5", HR_NAME_RESOLVED, { 5, 0, false, false }, "5:5" },
    { "5", HR_NAME_RESOLVED, { 5, 6, false, false }, "5" },
    { "5", HR_NAME_RESOLVED, { 5, 6, true, false }, "5:5" },
    { "app", HR_NAME_RESOLVED, { 5, 0, false, false }, "5:5" },
    { "app", HR_NAME_RESOLVED, { 5, 6, false, false }, "app" },
    { "5:0", HR_NAME_NOT_NEEDED, { 0, 0, false, false }, "5:5" },
    { "5:7", HR_NAME_NOT_NEEDED, { 0, 0, false, false }, "5:7" },
};

START_TEST(narrows_group)
{
    const struct hr_facts facts = {
        .image = { .state = HR_KNOWN,
                   .id = "sha256:1",
                   .user = own_groups[_i].user,
                   .name = { .state = own_groups[_i].state,
                             .text = own_groups[_i].user,
                             .ids = own_groups[_i].ids } },
    };
    struct hr_plan plan;

    judge_plan("'user': 'image', " GROUP, &facts, "app:1", &plan);
    ck_assert_str_eq(hr_settings_last(&plan.settings, "user")->raw, own_groups[_i].want);
    judge_plan("'user': 'image', 'rules': { '*': 'allow', 'root-group': 'warn' }, " BARE, &facts,
               "app:1", &plan);
    ck_assert_str_eq(hr_settings_last(&plan.settings, "user")->raw, own_groups[_i].user);
}
END_TEST

/* An image that is fetched first: nobody knows who its names are. */
static const struct {
    enum hr_knowledge state;
    const char *profile, *line, *want;
} fetched_cases[] = {
    { HR_UNKNOWN, NULL, "--pull always -u app app:1", "pull-policy? root-user" },
    { HR_KNOWN, NULL, "--pull always -u app app:1", "pull-policy? root-user" },
    { HR_ABSENT, NULL, "--pull missing -u app app:1", "pull-policy? root-user" },
    { HR_ABSENT, "'pull_policy': 'missing', " SOME, "-u app app:1", "root-user" },
    { HR_ABSENT, "'pull_policy': 'always', " SOME, "-u app app:1", "root-user" },
    { HR_ABSENT, SOME, "-u app app:1", "root-user" }, /* docker's own default fetches */
    { HR_KNOWN, NULL, "--pull missing -u app app:1", "pull-policy?" },
    { HR_KNOWN, NULL, "-u app app:1", "" },
    { HR_UNKNOWN, NULL, "-u app app:1", "" },
    { HR_UNKNOWN, NULL, "--pull always -u 5:5 app:1", "pull-policy?" },
    { HR_UNKNOWN, ALL, "--pull always -u 5 app:1", "root-group" },
};

START_TEST(trips_fetched)
{
    const struct hr_facts facts = {
        .image = { .state = fetched_cases[_i].state, .id = "sha256:1", .user = "" },
    };

    judge_check(fetched_cases[_i].profile, &facts, fetched_cases[_i].line, fetched_cases[_i].want);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, trips_under, 0, HR_ARRAY_LEN(profile_cases));
    tcase_add_loop_test(tc, trips_by_image, 0, HR_ARRAY_LEN(image_cases));
    tcase_add_loop_test(tc, narrows_group, 0, HR_ARRAY_LEN(own_groups));
    tcase_add_loop_test(tc, trips_fetched, 0, HR_ARRAY_LEN(fetched_cases));
    tcase_add_loop_test(tc, trips_by_name, 0, HR_ARRAY_LEN(name_cases));
}

UNIT_MAIN("identity", add_tests)
