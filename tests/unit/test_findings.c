/* SPDX-License-Identifier: MIT */
#include "hrun/policy/policy.h"
#include "hrun/render/findings.h"

#include "judge.h"

#define FOLDER "/home/me/.config/hrun/profiles"

static const char *shown(const char *profile, const char *line, struct hr_screen screen)
{
    struct hr_plan plan;

    judge_plan(profile, &judge_root_image, line, &plan);
    screen.profile = plan.profile;
    return hr_render_findings(&plan.findings, &screen, arena);
}

static const struct {
    const char *line, *want;
} text_cases[] = {
    { "app:1", "" },
    { "--privileged app:1",
      "hrun: refused: argument 1: --privileged=true [privileged]\n"
      "      why:     every capability and device, no seccomp, no AppArmor: root on the host\n"
      "      instead: leave it out, and add the one thing that fails without it\n"
      "      once:    --allow privileged=REASON\n" },
    /* what refuses comes first, what was let pass last */
    { "--uts host --allow host-uts=x --gpus all --link db app:1",
      "hrun: refused: argument 7: --link db [legacy-link]\n"
      "      why:     it copies the other's environment in, secrets too, and opens a way to it\n"
      "      instead: --network NAME for both: there each finds the other by name\n"
      "      once:    --allow legacy-link:db=REASON\n"
      "hrun: warning: argument 5: --gpus all [gpus]\n"
      "      why:     it gives devices of the host, and a large driver in the kernel\n"
      "      instead: leave it out, or --gpus device=ID for the one that is needed\n"
      "hrun: let pass: argument 1: --uts host [host-uts]\n"
      "      why:     it can change the host's name\n"
      "      because: x\n" },
    { "--cap-add BPF app:1",
      "hrun: refused: argument 1: --cap-add BPF [capability]\n"
      "      why:     it lets the container's root load programs into the kernel's BPF machine, with "
      "many kernel flaws; engines up to 20.10 do not know it\n"
      "      instead: leave it out: user 65532:65532 is not root, so it would get nothing from it\n"
      "      once:    --allow capability:BPF=REASON\n" },
    /* what would paint the terminal */
    { "--link a\x1b[2Jb app:1",
      "hrun: refused: argument 1: --link a\\x1b[2Jb [ambiguous-text]\n"
      "      why:     it holds other bytes than printable ASCII, some of which docker folds into it\n"
      "      instead: printable ASCII\n"
      "      once:    --allow ambiguous-text:$'a\\x1b[2Jb'=REASON\n"
      "hrun: refused: argument 1: --link a\\x1b[2Jb [legacy-link]\n"
      "      why:     it copies the other's environment in, secrets too, and opens a way to it\n"
      "      instead: --network NAME for both: there each finds the other by name\n"
      "      once:    --allow legacy-link:$'a\\x1b[2Jb'=REASON\n" },
};

START_TEST(text)
{
    ck_assert_str_eq(shown(NULL, text_cases[_i].line, (struct hr_screen){ 0 }),
                     text_cases[_i].want);
}
END_TEST

START_TEST(colour)
{
    const char *got =
        shown(NULL, "--uts host --gpus all app:1", (struct hr_screen){ .colour = true });

    ck_assert_ptr_nonnull(strstr(got, "hrun: \x1b[1;31mrefused\x1b[0m: argument 1: "
                                      "\x1b[1m--uts host\x1b[0m [host-uts]\n"));
    ck_assert_ptr_nonnull(strstr(got, "hrun: \x1b[1;33mwarning\x1b[0m: argument 3: "));
}
END_TEST

START_TEST(wrapped)
{
    ck_assert_str_eq(shown(NULL, "--uts host app:1", (struct hr_screen){ .columns = 41 }),
                     "hrun: refused: argument 1: --uts host [host-uts]\n"
                     "      why:     it can change the host's\n"
                     "               name\n"
                     "      instead: --hostname NAME\n"
                     "      once:    --allow host-uts=REASON\n");
    /* a word that is too long stays whole, and on less nothing is wrapped */
    ck_assert_ptr_nonnull(
        strstr(shown(NULL, "--link 0123456789012345678901234567890123456789 app:1",
                     (struct hr_screen){ .columns = 41 }),
               "\n               legacy-link:0123456789012345678901234567890123456789=REASON\n"));
    ck_assert_ptr_nonnull(
        strstr(shown(NULL, "--uts host app:1", (struct hr_screen){ .columns = 40 }),
               "      why:     it can change the host's name\n"));
}
END_TEST

/* What lets it pass for good. */
static const struct {
    const char *line, *path, *name, *matches, *json; /* path NULL: nothing does */
} permit_cases[] = {
    { "app:1", NULL, NULL, NULL, NULL },
    { "--gpus all app:1", NULL, NULL, NULL, NULL }, /* it is only warned of */
    { "--uts host --allow host-uts=x app:1", NULL, NULL, NULL, NULL },
    { "--uts host app:1", FOLDER "/app.json", "app", "app",
      "{\n  \"version\": 1,\n  \"name\": \"app\",\n  \"extends\": \"default\",\n"
      "  \"match\": {\n    \"images\": [\"app\"]\n  },\n"
      "  \"rules\": {\n    \"host-uts\": \"allow\"\n  }\n}" },
    { "--device /dev/kvm --device /dev//kvm ghcr.io/a/b@sha256:"
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
      FOLDER "/b.json", "b", "ghcr.io/a/b",
      "{\n  \"version\": 1,\n  \"name\": \"b\",\n  \"extends\": \"default\",\n"
      "  \"match\": {\n    \"images\": [\"ghcr.io/a/b\"]\n  },\n"
      "  \"allow\": {\n    \"devices\": [\"/dev/kvm\"]\n  }\n}" },
    { "--uts host 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
      FOLDER "/mine.json", "mine", NULL,
      "{\n  \"version\": 1,\n  \"name\": \"mine\",\n  \"extends\": \"default\",\n"
      "  \"rules\": {\n    \"host-uts\": \"allow\"\n  }\n}" },
};

START_TEST(permit)
{
    const struct hr_strv words = judge_words(permit_cases[_i].line);
    struct hr_screen screen = { .folder = FOLDER };
    struct hr_reference image;
    struct hr_permit got;
    struct hr_plan plan;
    bool any;

    judge_plan(NULL, &judge_root_image, permit_cases[_i].line, &plan);
    ck_assert(hr_reference_parse(words.v[words.n - 1], arena, &image, &err));
    screen.profile = plan.profile;
    screen.image = &image;
    any = hr_render_permit(&plan.findings, &screen, arena, &got);
    ck_assert(any == (permit_cases[_i].path != NULL));
    if (!any)
        return;
    ck_assert(!got.added);
    ck_assert_str_eq(got.path, permit_cases[_i].path);
    ck_assert_str_eq(got.name, permit_cases[_i].name);
    ck_assert_pstr_eq(got.matches, permit_cases[_i].matches);
    ck_assert_str_eq(got.json, permit_cases[_i].json);
}
END_TEST

/* A profile that is in the folder already gets what is missing, and keeps what it has. */
START_TEST(added)
{
    struct hr_screen screen = { .folder = FOLDER };
    struct hr_profile own;
    struct hr_permit got;
    struct hr_plan plan;

    judge_plan("'allow': { 'devices': [ '/dev/fuse' ] }, 'rules': { 'device': 'deny', "
               "'*': 'allow' }, " BARE,
               &judge_root_image, "--device /dev/kvm app:1", &plan);
    own = *plan.profile;
    own.path = FOLDER "/bare.json";
    screen.profile = &own;
    ck_assert(hr_render_permit(&plan.findings, &screen, arena, &got));
    ck_assert(got.added);
    ck_assert_str_eq(got.path, own.path);
    ck_assert_str_eq(got.json,
                     "{\n  \"allow\": {\n    \"devices\": [\"/dev/fuse\",\"/dev/kvm\"]\n  }\n}");
    own.path = FOLDER "-of-others/bare.json";
    ck_assert(hr_render_permit(&plan.findings, &screen, arena, &got));
    ck_assert(!got.added);
}
END_TEST

/* What the system policy itself says no profile of the caller's changes. */
static const struct {
    const char *policy, *line;
    bool any;
} floors[] = {
    { "'rules': { 'host-pid': 'deny' }", "--uts host app:1", true },
    { "'rules': { 'host-uts': 'deny' }", "--uts host app:1", false },
    { "'rules': { '*': 'deny' }", "--uts host app:1", false },
    { "'rules': { 'host-uts': 'warn' }", "--uts host app:1", true },
    { "'allow': { 'devices': [ '/dev/fuse' ] }", "--device /dev/kvm app:1", false },
    { "'allow': { 'devices': [ '/dev/kvm' ] }", "--device /dev/kvm app:1", true },
};

START_TEST(floor_of)
{
    const struct hr_rule_names rules = hr_rule_names(arena);
    struct hr_screen screen = { .folder = FOLDER };
    struct hr_profile_text from = { .source = "test" };
    struct hr_errors errs = { 0 };
    struct hr_profile held;
    struct hr_permit got;
    struct hr_plan plan;
    char *json = hr_arena_printf(arena, "{ 'version': 1, %s }", floors[_i].policy);

    for (char *c = strchr(json, '\''); c; c = strchr(c, '\''))
        *c = '"';
    from.text = json;
    from.size = strlen(json);
    judge_plan(NULL, &judge_root_image, floors[_i].line, &plan);
    held = *plan.profile;
    if (!hr_policy_parse(&from, &rules, arena, &held.policy, &errs))
        ck_abort_msg("%s", hr_error_text(&errs.v[0], arena));
    screen.profile = &held;
    ck_assert(hr_render_permit(&plan.findings, &screen, arena, &got) == floors[_i].any);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, text, 0, HR_ARRAY_LEN(text_cases));
    tcase_add_test(tc, colour);
    tcase_add_test(tc, wrapped);
    tcase_add_loop_test(tc, permit, 0, HR_ARRAY_LEN(permit_cases));
    tcase_add_test(tc, added);
    tcase_add_loop_test(tc, floor_of, 0, HR_ARRAY_LEN(floors));
}

UNIT_MAIN("findings", add_tests)
