/* SPDX-License-Identifier: MIT */
#include "hrun/guard/image.h"

#include "judge.h"

#define HEX    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define DIGEST "@sha256:" HEX
#define LEVELS                                                                    \
    "'rules': { '*': 'allow', 'image-latest': 'warn', 'image-unpinned': 'warn', " \
    "'image-denied': 'deny', 'pull-policy': 'warn' }, " BARE
#define LISTS "'rules': { '*': 'allow', 'image-denied': 'deny' }, " BARE

static char digest[] = "nginx" DIGEST;
static char *digests[] = { digest };

/* Made here, fetched, not here. */
static const struct hr_facts made = {
    .image = { .state = HR_KNOWN, .user = "7:7", .id = "sha256:" HEX },
};
static const struct hr_facts fetched = {
    .image = { .state = HR_KNOWN,
               .user = "7:7",
               .id = "sha256:" HEX,
               .digests = { digests, 1, 1 } },
};
static const struct hr_facts absent = { .image = { .state = HR_ABSENT } };
static const struct hr_facts unknown = { .image = { .state = HR_UNKNOWN } };

static const struct {
    const struct hr_facts *facts;
    const char *profile, *line, *want;
} cases[] = {
    /* latest: only of what came from elsewhere */
    { &fetched, NULL, "nginx", "image-latest?" },
    { &fetched, NULL, "nginx:latest", "image-latest?" },
    { &fetched, NULL, "ghcr.io/team/nginx", "image-latest?" },
    { &fetched, NULL, "localhost:5000/nginx", "image-latest?" },
    { &unknown, NULL, "nginx", "image-latest?" },
    { &absent, NULL, "--pull missing nginx", "pull-policy? image-latest?" },
    { &made, NULL, "nginx", "" },
    { &made, NULL, "nginx:latest", "" },
    { &fetched, NULL, "nginx:1.27", "" },
    { &fetched, NULL, "nginx:Latest", "" },
    { &fetched, NULL, "nginx" DIGEST, "" },
    { &fetched, NULL, "nginx:latest" DIGEST, "" },
    { &fetched, NULL, HEX, "" },
    { &fetched, NULL, "sha256:" HEX, "" },
    { &fetched, NULL, "0123456789ab", "" },              /* an id cut short */
    { &fetched, NULL, "0123456789ac", "image-latest?" }, /* a name that looks like one */

    /* unpinned, where somebody asks for it */
    { &made, LEVELS, "nginx:1", "image-unpinned?" },
    { &fetched, LEVELS, "nginx", "image-latest? image-unpinned?" },
    { &fetched, LEVELS, "0123456789ab", "image-unpinned?" },
    { &fetched, LEVELS, "nginx" DIGEST, "" },
    { &fetched, LEVELS, HEX, "" },

    /* what the profile fetches, and what the line does */
    { &made, NULL, "--pull always app:1", "pull-policy?" },
    { &made, NULL, "--pull=missing app:1", "pull-policy?" },
    { &made, NULL, "--pull never --pull always app:1", "pull-policy?" },
    { &made, NULL, "--pull always --pull never app:1", "" },
    { &made, NULL, "--pull= app:1", "" },
    { &made, NULL, "--pull never app:1", "" },
    { &made, "'pull_policy': 'missing', " LEVELS, "--pull missing app:1", "image-unpinned?" },
    { &made, "'pull_policy': 'missing', " LEVELS, "--pull always app:1",
      "pull-policy? image-unpinned?" },
    { &made, "'pull_policy': 'always', " LEVELS, "--pull missing app" DIGEST, "" },
    { &made, LEVELS, "--pull always app" DIGEST, "" },
    { &absent, NULL, "app:1", "pull-policy" },

    /* the lists */
    { &made, "'image': { 'deny': ['nginx'] }, " LISTS, "nginx:1", "image-denied" },
    { &made, "'image': { 'deny': ['nginx'] }, " LISTS, "docker.io/library/nginx", "image-denied" },
    { &made, "'image': { 'deny': ['nginx'] }, " LISTS, "redis", "" },
    { &made, "'image': { 'deny': ['nginx:1.*'] }, " LISTS, "nginx:2", "" },
    { &made, "'image': { 'deny': ['nginx:1.*'] }, " LISTS, "nginx" DIGEST, "image-denied" },
    { &made, "'image': { 'deny': ['nginx'] }, " LISTS, HEX, "image-denied" },
    { &made, "'image': { 'deny': ['nginx'] }, " LISTS, "0123456789ab", "image-denied" },
    { &made, "'image': { 'allow': ['nginx', 'ghcr.io/team/*'] }, " LISTS, "nginx", "" },
    { &made, "'image': { 'allow': ['nginx', 'ghcr.io/team/*'] }, " LISTS, "ghcr.io/team/x:1", "" },
    { &made, "'image': { 'allow': ['nginx', 'ghcr.io/team/*'] }, " LISTS, "evil/nginx",
      "image-denied" },
    { &made, "'image': { 'allow': ['nginx:1'] }, " LISTS, "nginx:1" DIGEST, "image-denied" },
    { &made, "'image': { 'allow': ['*'] }, " LISTS, HEX, "image-denied" },
    { &made, "'image': { 'allow': ['*'] }, " LISTS, "0123456789ab", "image-denied" },
    { &made, "'image': { 'allow': ['*'], 'deny': ['nginx'] }, " LISTS, "nginx", "image-denied" },
    { &made, "'image': { 'require_digest': true }, " LISTS, "nginx:1", "image-unpinned" },
    { &made, "'image': { 'require_digest': true }, " LISTS, "0123456789ab", "image-unpinned" },
    { &made,
      "'image': { 'require_digest': true }, 'rules': { '*': 'allow', 'image-unpinned': 'warn' }, " BARE,
      "nginx:1", "image-unpinned" },
    { &made, "'image': { 'require_digest': true }, " LISTS, "--allow image-unpinned=why nginx:1",
      "image-unpinned=why" },
    { &made, "'image': { 'require_digest': true }, " LISTS, "nginx:1" DIGEST, "" },
    { &made, "'image': { 'require_digest': true }, " LISTS, "sha256:" HEX, "" },
    { &made, "'image': { 'require_digest': false, 'allow': [] }, " LISTS, "nginx:1", "" },
};

START_TEST(trips)
{
    judge_check(cases[_i].profile, cases[_i].facts, cases[_i].line, cases[_i].want);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, trips, 0, HR_ARRAY_LEN(cases));
}

UNIT_MAIN("image", add_tests)
