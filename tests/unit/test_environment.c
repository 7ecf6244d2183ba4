/* SPDX-License-Identifier: MIT */
#include "hrun/guard/environment.h"
#include "hrun/guard/shown.h"

#include "judge.h"

#define SECRET "swordfish"

static struct hr_env file_lines[] = {
    { "PLAIN", "1", 1 },          { "HOST_WORD", NULL, 2 },     { "TZ", NULL, 3 },
    { "NOT_SET", NULL, 4 },       { "DB_PASSWORD", SECRET, 5 }, { "LD_PRELOAD", "/x.so", 6 },
    { "DB_PASSWORD", SECRET, 7 },
};
/* docker takes the last line of a name. */
static struct hr_env again_lines[] = {
    { "PLAIN", "1", 1 },     { "PLAIN", "ghp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 2 },
    { "HOST_WORD", "1", 3 }, { "HOST_WORD", NULL, 4 },
    { "LD_PRELOAD", "", 5 }, { "LD_PRELOAD", "/x.so", 6 },
};
static struct hr_env token_lines[] = { { "HOST_TOKEN", NULL, 1 } };
static struct hr_env harmless_lines[] = { { "PLAIN", "1", 1 }, { "HOME", "/data", 2 } };
static struct hr_env_file_facts files[] = {
    { .path = "f", .known = true, .lines = { file_lines, HR_ARRAY_LEN(file_lines), 0 } },
    { .path = "plain",
      .known = true,
      .lines = { harmless_lines, HR_ARRAY_LEN(harmless_lines), 0 } },
    { .path = "token", .known = true, .lines = { token_lines, HR_ARRAY_LEN(token_lines), 0 } },
    { .path = "again", .known = true, .lines = { again_lines, HR_ARRAY_LEN(again_lines), 0 } },
    { .path = "lost", .unknown_because = "cannot open 'lost': No such file" },
};
static struct hr_env proxies[] = {
    { "HTTP_PROXY", "http://u:" SECRET "@p:1", 0 },
    { "http_proxy", "http://u:" SECRET "@p:1", 0 },
    { "NO_PROXY", "localhost", 0 },
    { "no_proxy", "localhost", 0 },
};
static struct hr_env image_env[] = {
    { "PATH", "/bin", 0 },
    { "BAKED_TOKEN", SECRET, 0 },
    { "NOISE_A", "1", 0 },
    { "NOISE_B", "2", 0 },
};

static struct hr_source_facts secrets[] = { { .given = "/s", .clean = "/s", .real = "/s" } };

static struct hr_facts facts_of(void)
{
    return (struct hr_facts){
        .image = { .state = HR_KNOWN,
                   .id = "sha256:0",
                   .user = "1000",
                   .env = { image_env, HR_ARRAY_LEN(image_env), 0 } },
        .env_files = { files, HR_ARRAY_LEN(files), 0 },
        .secrets = { secrets, HR_ARRAY_LEN(secrets), 0 },
        .proxies = { HR_KNOWN, { proxies, HR_ARRAY_LEN(proxies), 0 } },
    };
}

#define QUIET                                                                    \
    "'rules': { '*': 'allow', 'env-not-allowed': 'deny', 'secret-env': 'deny', " \
    "'loader-env': 'warn' }, "
#define KEEP "'version': 1, 'name': 'x', " QUIET "'environment': { 'proxy': 'keep' }"
#define WITH(members) \
    "'version': 1, 'name': 'x', " QUIET "'environment': { 'proxy': 'keep', " members " }"

static const struct judge_profile_case cases[] = {
    /* Names. */
    { KEEP, "-e A=1 i", "" },
    { KEEP, "-e HOST_WORD i", "env-not-allowed:HOST_WORD" },
    { KEEP, "-e HOST_WORD=x i", "" },
    { KEEP, "-e NOT_SET i", "" },
    { KEEP, "-e PATH i", "env-not-allowed:PATH" },
    { WITH("'allow': ['HOST_*']"), "-e HOST_WORD -e TZ i", "env-not-allowed:TZ" },
    { WITH("'forward': ['HOST_*']"), "-e HOST_WORD i", "" },
    { WITH("'allow': ['HOST_*'], 'strip': ['HOST_W*']"), "-e HOST_WORD i",
      "env-not-allowed:HOST_WORD" },
    { WITH("'allow': ['HOST_WORD'], 'strip': ['*']"), "-e HOST_WORD i", "" },
    { WITH("'strip': ['A*']"), "-e ALPHA=1 -e BETA=1 -e ANYTHING i", "env-not-allowed:ALPHA" },
    /* Files. */
    { KEEP, "--env-file plain i", "" },
    { KEEP, "--env-file f i",
      "env-not-allowed:HOST_WORD env-not-allowed:TZ loader-env:LD_PRELOAD? secret-env:DB_PASSWORD" },
    { WITH("'allow': ['HOST_WORD', 'TZ', 'DB_PASSWORD', 'LD_PRELOAD']"), "--env-file f i", "" },
    { KEEP, "--env-file again i",
      "env-not-allowed:HOST_WORD loader-env:LD_PRELOAD? secret-env:PLAIN" },
    { KEEP, "--env-file lost i", "env-not-allowed:lost" },
    { KEEP, "--env-file unasked i", "env-not-allowed:unasked" },
    { KEEP, "--label-file lost i", "" },
    /* Secrets. */
    { KEEP, "-e DB_PASSWORD=" SECRET " i", "secret-env:DB_PASSWORD" },
    { KEEP, "-e DB_PASSWORD= i", "" },
    { KEEP, "-e DB_PASSWORD_FILE=/run/secrets/db i", "" },
    { KEEP, "-e U=postgres://a:" SECRET "@db/x i", "secret-env:U" },
    { KEEP, "-e DB_PASSWORD=" SECRET " -e DB_PASSWORD=1 i", "" },
    { KEEP, "--allow secret-env:DB_PASSWORD=test -e DB_PASSWORD=" SECRET " i",
      "secret-env:DB_PASSWORD=test" },
    { WITH("'allow': ['DB_PASSWORD']"), "-e DB_PASSWORD=" SECRET " i", "" },
    { WITH("'allow': ['DB_*']"), "-e DB_PASSWORD=" SECRET " i", "secret-env:DB_PASSWORD" },
    { WITH("'allow': ['HOST_*']"), "-e HOST_TOKEN i", "secret-env:HOST_TOKEN" },
    { WITH("'allow': ['*']"), "--env-file token i", "secret-env:HOST_TOKEN" },
    { WITH("'allow': ['HOST_TOKEN']"), "-e HOST_TOKEN i", "" },
    { WITH("'allow': ['HOST_TOKEN', 'HOST_*']"), "-e HOST_TOKEN i", "" },
    { WITH("'forward': ['HOST_*']"), "-e HOST_TOKEN i", "" },
    { KEEP, "-e HOST_TOKEN i", "env-not-allowed:HOST_TOKEN" },
    { KEEP, "--allow env-not-allowed:HOST_TOKEN=test -e HOST_TOKEN i",
      "env-not-allowed:HOST_TOKEN=test" },
    { "'version': 1, 'name': 'x', 'rules': { '*': 'allow', 'secret-env': 'deny' }, "
      "'environment': { 'proxy': 'keep' }",
      "-e HOST_TOKEN -e HOST_WORD i", "secret-env:HOST_TOKEN" },
    /* What the profile itself sets trips nothing. */
    { WITH("'set': { 'DB_PASSWORD': '" SECRET "' }"), "i", "" },
    /* Proxies of the client. */
    { "'version': 1, 'name': 'x', " QUIET "'description': ''", "i", "secret-env:HTTP_PROXY" },
    { "'version': 1, 'name': 'x', " QUIET "'description': ''", "-e HTTP_PROXY= i", "" },
    { "'version': 1, 'name': 'x', " QUIET "'environment': { 'proxy': 'drop' }", "i", "" },
    /* Code. */
    { KEEP, "-e LD_PRELOAD=/x.so i", "loader-env:LD_PRELOAD?" },
    { KEEP, "-e LD_PRELOAD= i", "" },
    { KEEP, "-e BASH_ENV=/x i", "loader-env:BASH_ENV?" },
    { KEEP, "-e ENV=production i", "" },
    { KEEP, "-e ENV=/x i", "loader-env:ENV?" },
    { KEEP, "-e NODE_OPTIONS=--max-old-space-size=512 i", "" },
    { KEEP, "-e NODE_OPTIONS=--require=/x.js i", "loader-env:NODE_OPTIONS?" },
    { KEEP, "-e JAVA_TOOL_OPTIONS=-Xmx1g i", "" },
    { KEEP, "-e JAVA_TOOL_OPTIONS=-javaagent:/x.jar i", "loader-env:JAVA_TOOL_OPTIONS?" },
    { KEEP, "-e DOTNET_STARTUP_HOOKS=/x.dll i", "loader-env:DOTNET_STARTUP_HOOKS?" },
    { KEEP, "--secret-file id=a,src=/s,env=LD_PRELOAD i", "loader-env:LD_PRELOAD?" },
    { KEEP, "--secret-file id=a,src=/s,env=BASH_ENV i", "loader-env:BASH_ENV?" },
    { KEEP, "--secret-file id=a,src=/s,env=NODE_OPTIONS i", "loader-env:NODE_OPTIONS?" },
    { KEEP, "--secret-file id=a,src=/s,env=JAVA_TOOL_OPTIONS i", "loader-env:JAVA_TOOL_OPTIONS?" },
    { KEEP, "--secret-file id=x,src=/s i", "" },
    { KEEP, "--secret-file id=a,src=/s,env=A_FILE i", "" },
    { WITH("'allow': ['LD_PRELOAD']"), "--secret-file id=a,src=/s,env=LD_PRELOAD i", "" },
    /* The image's own. */
    { "'version': 1, 'name': 'x', 'rules': { '*': 'allow', 'image-env-secret': 'warn' }", "i",
      "image-env-secret:BAKED_TOKEN?" },
    { "'version': 1, 'name': 'x', 'rules': { '*': 'allow', 'image-env-secret': 'warn' }",
      "-e BAKED_TOKEN i", "" },
    { "'version': 1, 'name': 'x', 'rules': { '*': 'allow', 'image-env-secret': 'warn' }, "
      "'environment': { 'strip': ['*TOKEN'] }",
      "i", "" },
};

START_TEST(trips)
{
    const struct hr_facts facts = facts_of();

    judge_check(cases[_i].profile, &facts, cases[_i].line, cases[_i].want);
}
END_TEST

/* What of the plan is about variables: settings as they are shown, with +NAME for what goes into the
 * client's environment and -NAME for what goes out of it. */
static const char *environment_of(const struct hr_plan *plan)
{
    struct hr_strv words = { 0 };

    for (size_t i = 0; i < plan->settings.n; i++) {
        const struct hr_setting *s = &plan->settings.v[i];

        if (s->option->kind == HR_KIND_ENV)
            hr_strv_push(arena, &words, hr_shown_value(s, arena));
    }
    for (size_t i = 0; i < plan->set.n; i++)
        hr_strv_pushf(arena, &words, "+%s", plan->set.v[i]);
    for (size_t i = 0; i < plan->unset.n; i++)
        hr_strv_pushf(arena, &words, "-%s", plan->unset.v[i]);
    return hr_strv_join(arena, &words, " ");
}

#define OPEN(members) "'version': 1, 'name': 'x', 'rules': { '*': 'allow' }, " members
#define ENV(members)  OPEN("'environment': { " members " }")

static const struct judge_profile_case fills[] = {
    { OPEN("'description': ''"), "-e A=1 -e B i", "A=1 B" },
    { ENV("'forward': ['HOST_*']"), "i", "HOST_WORD HOST_TOKEN" },
    { ENV("'forward': ['HOST_WORD', 'GONE']"), "i", "HOST_WORD" },
    { ENV("'forward': ['HOST_*'], 'strip': ['*_TOKEN']"), "i", "HOST_WORD BAKED_TOKEN" },
    { ENV("'forward': ['HOST_TOKEN'], 'strip': ['*_TOKEN']"), "i", "HOST_TOKEN BAKED_TOKEN" },
    { ENV("'forward': ['HOST_WORD']"), "-e HOST_WORD=mine i", "HOST_WORD=mine" },
    { ENV("'forward': ['HOST_WORD']"), "--env-file f i", "" },
    { ENV("'set': { 'A': '1', 'B': '' }"), "i", "A=1 B=" },
    { ENV("'set': { 'A': '1' }"), "-e A=2 i", "A=2" },
    { ENV("'set': { 'A': '1' }"), "-e A i", "A" },
    { ENV("'set': { 'PLAIN': '2', 'NOT_SET': '3' }"), "--env-file f i", "NOT_SET=3" },
    { ENV("'set': { 'HOST_WORD': '1' }, 'forward': ['HOST_*']"), "i", "HOST_WORD=1 HOST_TOKEN" },
    { ENV("'strip': ['NOISE_*']"), "i", "NOISE_A NOISE_B" },
    { ENV("'strip': ['NOISE_*'], 'allow': ['NOISE_A']"), "i", "NOISE_B" },
    { ENV("'strip': ['NOISE_*']"), "-e NOISE_A=3 i", "NOISE_A=3 NOISE_B" },
    /* PATH is the client's too: it must keep it. */
    { ENV("'strip': ['PATH']"), "i", "PATH=" },
    { ENV("'proxy': 'drop'"), "i", "HTTP_PROXY= http_proxy NO_PROXY no_proxy" },
    { ENV("'proxy': 'keep'"), "i", "" },
    { ENV("'proxy': 'drop'"), "-e HTTP_PROXY=http://q i",
      "HTTP_PROXY=http://q http_proxy NO_PROXY no_proxy" },
    /* Values that nobody is to see. */
    { OPEN("'description': ''"), "-e DB_PASSWORD=" SECRET " i",
      "DB_PASSWORD +DB_PASSWORD=" SECRET },
    { ENV("'set': { 'DB_PASSWORD': '" SECRET "' }"), "i", "DB_PASSWORD +DB_PASSWORD=" SECRET },
    { OPEN("'description': ''"), "-e DOCKER_PASSWORD=" SECRET " i", "DOCKER_PASSWORD=(hidden)" },
    { OPEN("'description': ''"), "-e https_proxy=http://u:" SECRET "@p i", "https_proxy=(hidden)" },
    { OPEN("'read_only': true, 'tmpfs': { '/tmp': { 'size': '1m' } }"), "i", "HOME=/tmp" },
    { OPEN("'read_only': true, 'tmpfs': { '/tmp': { 'size': '1m' } }"), "--env-file plain i", "" },
};

START_TEST(filled)
{
    const struct hr_facts facts = facts_of();
    struct hr_plan plan;

    judge_plan(fills[_i].profile, &facts, fills[_i].line, &plan);
    ck_assert_str_eq(environment_of(&plan), fills[_i].want);
}
END_TEST

/* A variable of the host that the image has too, and the profile takes away. */
START_TEST(unset)
{
    static struct hr_env env[] = { { "HOST_WORD", "image", 0 } };
    const struct hr_facts facts = { .image = {
                                        .state = HR_KNOWN, .user = "1000", .env = { env, 1, 0 } } };
    struct hr_plan plan;

    judge_plan(ENV("'strip': ['HOST_*']"), &facts, "i", &plan);
    ck_assert_str_eq(environment_of(&plan), "HOST_WORD -HOST_WORD");
}
END_TEST

/* Of an image that nobody knows, exact names go. */
START_TEST(unknown_image)
{
    const struct hr_facts facts = { 0 };
    struct hr_plan plan;

    judge_plan(ENV("'strip': ['NOISE_*', 'LOUD', 'HOST_WORD']"), &facts, "i", &plan);
    ck_assert_str_eq(environment_of(&plan), "LOUD HOST_WORD -HOST_WORD");
}
END_TEST

static const struct {
    const char *profile, *line;
    size_t files;
    bool proxies, image;
} asked[] = {
    { OPEN("'description': ''"), "--env-file f --label-file g -e A i", 0, false, false },
    { KEEP, "--env-file f --label-file g i", 2, false, false },
    { KEEP, "i", 0, false, false },
    { ENV("'forward': ['A']"), "--env-file f i", 1, false, false },
    { ENV("'strip': ['A']"), "--env-file f i", 1, false, true },
    { ENV("'proxy': 'drop'"), "--env-file f i", 0, true, false },
    { BARE, "i", 0, true, true },
};

START_TEST(asks)
{
    const struct hr_strv words = judge_words(asked[_i].line);
    struct hr_choice choice = { 0 };
    struct hr_invocation invocation;
    struct hr_questions questions;

    ck_assert(hr_invocation_parse((const char *const *)words.v, words.n, hr_own_options(), arena,
                                  &invocation, &err));
    hr_plan_questions(&invocation, judge_profile(asked[_i].profile, &choice), arena, &questions);
    ck_assert_uint_eq(questions.env_files.n, asked[_i].files);
    ck_assert_int_eq(questions.proxies, asked[_i].proxies);
    ck_assert_int_eq(questions.image, asked[_i].image);
}
END_TEST

/* No finding of any case above tells a value. */
START_TEST(mute)
{
    const struct hr_facts facts = facts_of();
    struct hr_plan plan;

    judge_plan(cases[_i].profile, &facts, cases[_i].line, &plan);
    for (size_t i = 0; i < plan.findings.n; i++) {
        ck_assert_ptr_null(strstr(plan.findings.v[i].message, SECRET));
        ck_assert_ptr_null(strstr(plan.findings.v[i].remedy, SECRET));
    }
}
END_TEST

static void add(TCase *tc)
{
    tcase_add_loop_test(tc, trips, 0, (int)HR_ARRAY_LEN(cases));
    tcase_add_loop_test(tc, mute, 0, (int)HR_ARRAY_LEN(cases));
    tcase_add_loop_test(tc, filled, 0, (int)HR_ARRAY_LEN(fills));
    tcase_add_loop_test(tc, asks, 0, (int)HR_ARRAY_LEN(asked));
    tcase_add_test(tc, unset);
    tcase_add_test(tc, unknown_image);
}

UNIT_MAIN("environment", add)
