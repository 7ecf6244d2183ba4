/* SPDX-License-Identifier: MIT */
#include "hrun/guard/rule.h"
#include "hrun/policy/match.h"
#include "hrun/policy/store.h"

#include "scratch.h"
#include "unit.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEX64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static const struct {
    const char *glob, *text; /* as written and in full; NULL: no reference can match it */
} parse_cases[] = {
    { "nginx", "docker.io/library/nginx:*" },
    { "nginx:1.*", "docker.io/library/nginx:1.*" },
    { "docker.io/nginx", "docker.io/library/nginx:*" },
    { "index.docker.io/nginx", "docker.io/library/nginx:*" },
    { "team/*", "docker.io/team/*:*" },
    { "*", "docker.io/library/*:*" },
    { "*/*", "docker.io/*/*:*" },
    { "ghcr.io/team/*", "ghcr.io/team/*:*" },
    { "*.example.com/a/b", "*.example.com/a/b:*" },
    { "localhost/x", "localhost/x:*" },
    { "localhost:5000/x:y", "localhost:5000/x:y" },
    { "host:5000/x", "host:5000/x:*" },
    { "HOST/x", "HOST/x:*" },
    { "nginx@sha256:" HEX64, "docker.io/library/nginx:*@sha256:" HEX64 },
    { "x:**", "docker.io/library/x:**" },
    { "", NULL },
    { " nginx", NULL },
    { "Nginx", NULL },
    { "nginx:", NULL },
    { "nginx?", NULL },
    { "nginx[12]", NULL },
    { "nginx@sha256:*", NULL },
    { "a//b", NULL },
    { "https://ghcr.io/x", NULL },
    { HEX64, NULL },
    { "sha256:" HEX64, NULL },
    { "x:-a", NULL },
};

START_TEST(parse)
{
    struct hr_glob glob = { .text = "untouched" };

    ck_assert_int_eq(hr_glob_parse(parse_cases[_i].glob, arena, &glob),
                     parse_cases[_i].text != NULL);
    ck_assert_str_eq(glob.text, parse_cases[_i].text ? parse_cases[_i].text : "untouched");
}
END_TEST

static const struct {
    const char *glob, *image;
    bool matches;
} match_cases[] = {
    { "nginx", "nginx", true },
    { "nginx", "nginx:1.27", true },
    { "nginx", "docker.io/library/nginx:x", true },
    { "nginx", "nginx@sha256:" HEX64, true },
    { "nginx", "nginx:1@sha256:" HEX64, true },
    { "nginx", "team/nginx", false },
    { "nginx", "ghcr.io/library/nginx", false },
    { "nginx", "nginx2", false },
    { "nginx:latest", "nginx", true },
    { "nginx:latest", "nginx@sha256:" HEX64, false },
    { "nginx:1.*", "nginx:1.27-alpine", true },
    { "nginx:1.*", "nginx:1.", true },
    { "nginx:1.*", "nginx:1", false },
    { "nginx:1.*", "nginx", false },
    { "nginx:*-alpine", "nginx:1.27-alpine", true },
    { "nginx:*-alpine", "nginx:1.27-alpine3.20", false },
    { "nginx:*a*b*", "nginx:1aab", true },
    { "nginx:*a*b*", "nginx:1bba", false },
    { "ghcr.io/team/*", "ghcr.io/team/x", true },
    { "ghcr.io/team/*", "ghcr.io/team/x/y", false },
    { "ghcr.io/*/x", "ghcr.io/a/x", true },
    { "ghcr.io/*/x", "ghcr.io/a/b/x", false },
    { "ghcr.io/*/x", "ghcr.io/x", false },
    { "ghcr.io/*/*/x", "ghcr.io/a/b/x", true },
    { "*", "busybox", true },
    { "*", "team/busybox", false },
    { "*.example.com/a", "r.example.com/a", true },
    { "*.example.com/a", "example.com/a", false },
    { "nginx@sha256:" HEX64, "nginx:1@sha256:" HEX64, true },
    { "nginx@sha256:" HEX64, "nginx:1", false },
    { "*", HEX64, false },
    { "*", "sha256:" HEX64, false },
    { "a_b.c/d", "a_b.c/d", true },
};

START_TEST(matches)
{
    struct hr_reference image;
    struct hr_glob glob;

    ck_assert(hr_reference_parse(match_cases[_i].image, arena, &image, &err));
    ck_assert(hr_glob_parse(match_cases[_i].glob, arena, &glob));
    ck_assert_int_eq(hr_glob_matches(&glob, &image, arena), match_cases[_i].matches);
}
END_TEST

/* A hundred stars and nothing that fits: no time to speak of. */
START_TEST(stars)
{
    struct hr_reference image;
    struct hr_glob glob;
    char text[128] = "x:", many[128] = "x:";

    for (size_t i = 2; i < 100; i++) {
        text[i] = i % 2 ? 'a' : '*';
        many[i] = 'a';
    }
    text[100] = 'b';
    ck_assert(hr_reference_parse(many, arena, &image, &err));
    ck_assert(hr_glob_parse(text, arena, &glob));
    ck_assert(!hr_glob_matches(&glob, &image, arena));
}
END_TEST

/* --- on the search path: the folders a and b --- */

static void enter(void)
{
    scratch_folder("@/a");
    scratch_folder("@/b");
}

static void put(const char *path, const char *images)
{
    const char *name = strrchr(path, '/') + 1;

    scratch_file(path,
                 hr_arena_printf(arena,
                                 "{\"version\":1,\"name\":\"%.*s\",\"match\":{\"images\":[%s]}}",
                                 (int)strcspn(name, "."), name, images),
                 0644);
}

static bool choose(const char *image, const char *variable, struct hr_choice *out,
                   struct hr_errors *errs)
{
    const struct hr_rule_names rules = hr_rule_names(arena);
    struct hr_store store = { .uid = getuid(), .gid = getgid(), .rules = &rules };
    struct hr_reference reference;

    ck_assert(hr_reference_parse(image, arena, &reference, &err));
    hr_strv_push(arena, &store.folders, scratch_text("@/none"));
    hr_strv_push(arena, &store.folders, scratch_text("@/a"));
    hr_strv_push(arena, &store.folders, scratch_text("@/b"));
    *errs = (struct hr_errors){ 0 };
    return hr_store_choose(&store, &(struct hr_wish){ .variable = variable, .image = &reference },
                           arena, out, errs);
}

static const struct {
    const char *image, *name, *because;
} choices[] = {
    { "web/app:1.2", "exact", "matches docker.io/web/app:1.2" },
    { "web/app:1.3", "near", "matches docker.io/web/app:1.*" },
    { "web/app:2", "far", "matches docker.io/web/*:*" },
    { "web/other", "far", "matches docker.io/web/*:*" },
    { "web/same", "first", "matches docker.io/web/same:*" },
    { "two/b", "two", "matches docker.io/two/b:*" },
    { "busybox", "default", "no other was chosen" },
    { "web/hidden", "far", "matches docker.io/web/*:*" },
};

START_TEST(chosen)
{
    struct hr_choice choice;
    struct hr_errors errs;

    put("@/a/far.json", "\"web/*\"");
    put("@/b/near.json", "\"web/app:1.*\"");
    put("@/b/exact.json", "\"x\",\"web/app:1.2\"");
    put("@/a/first.json", "\"web/same\"");
    put("@/b/second.json", "\"web/same\"");
    put("@/a/two.json", "\"two/*\",\"two/b\"");
    put("@/a/hides.json", "");
    put("@/b/hides.json", "\"web/hidden\"");
    ck_assert(choose(choices[_i].image, NULL, &choice, &errs));
    ck_assert_str_eq(choice.profile->name, choices[_i].name);
    ck_assert_str_eq(choice.because, choices[_i].because);
    ck_assert_uint_eq(choice.notes.n, 0);
    ck_assert(choose(choices[_i].image, "none", &choice, &errs));
    ck_assert_str_eq(choice.because, "HRUN_PROFILE");
}
END_TEST

START_TEST(tie)
{
    struct hr_choice choice = { 0 };
    struct hr_errors errs;

    put("@/b/x.json", "\"team/a*\"");
    put("@/b/y.json", "\"team/*a\"");
    ck_assert(!choose("team/a", NULL, &choice, &errs));
    ck_assert_uint_eq(errs.n, 1);
    ck_assert_str_eq(errs.v[0].msg, "the profiles x and y match team/a equally well");
    ck_assert_str_eq(errs.v[0].hint, "name one: --profile x");
    ck_assert(choose("team/a", "x", &choice, &errs));
    /* What is better, or comes before, ends the quarrel. */
    put("@/a/z.json", "\"team/*a\"");
    ck_assert(choose("team/a", NULL, &choice, &errs));
    ck_assert_str_eq(choice.profile->name, "z");
    put("@/b/w.json", "\"team/a:latest\"");
    ck_assert(choose("team/a", NULL, &choice, &errs));
    ck_assert_str_eq(choice.profile->name, "w");
}
END_TEST

/* One that says nothing of images, or is broken, is no error until it is used. */
START_TEST(broken)
{
    struct hr_choice choice;
    struct hr_errors errs;

    scratch_file("@/a/bad.json", "{ \"match\": ", 0644);
    scratch_file("@/a/other.json", "{ broken", 0644);
    put("@/a/open.json", "\"team/a\"");
    put("@/b/good.json", "\"team/a\"");
    ck_assert_int_eq(chmod(scratch_text("@/a/open.json"), 0666), 0);
    ck_assert(choose("team/a", NULL, &choice, &errs));
    ck_assert_str_eq(choice.profile->name, "good");
    ck_assert_uint_eq(choice.notes.n, 2);
    ck_assert_ptr_nonnull(strstr(choice.notes.v[0], "bad.json:1:"));
    ck_assert_ptr_nonnull(strstr(choice.notes.v[1], "open.json: everybody can write"));
    ck_assert_int_eq(chmod(scratch_text("@/a"), 0777), 0);
    ck_assert(choose("team/a", NULL, &choice, &errs));
    ck_assert_uint_eq(choice.notes.n, 1);
    ck_assert_ptr_nonnull(strstr(choice.notes.v[0], "/a: everybody can write"));
    /* matched, and then wrong: used */
    scratch_file("@/b/good.json", "{\"name\":\"good\",\"match\":{\"images\":[\"team/a\",1]}}",
                 0644);
    ck_assert(!choose("team/a", NULL, &choice, &errs));
    ck_assert_uint_eq(errs.n, 2);
}
END_TEST

/* The name of a key may be written with escapes. */
START_TEST(escaped)
{
    struct hr_choice choice;
    struct hr_errors errs;

    scratch_file("@/a/x.json",
                 "{\"version\":1,\"name\":\"x\",\"m\\u0061tch\":{\"images\":[\"team\\/a\"]}}",
                 0644);
    ck_assert(choose("team/a", NULL, &choice, &errs));
    ck_assert_str_eq(choice.profile->name, "x");
}
END_TEST

/* What a profile is for is not what those are for that extend it. */
START_TEST(not_inherited)
{
    struct hr_choice choice;
    struct hr_errors errs;

    put("@/a/x.json", "\"team/a\"");
    scratch_file("@/a/y.json", "{\"version\":1,\"name\":\"y\",\"extends\":\"x\"}", 0644);
    ck_assert(choose("team/a", NULL, &choice, &errs));
    ck_assert_str_eq(choice.profile->name, "x");
    ck_assert(choose("team/a", "y", &choice, &errs));
    ck_assert_uint_eq(choice.profile->match.images.n, 0);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_checked_fixture(tc, scratch_setup, scratch_teardown);
    tcase_add_checked_fixture(tc, enter, NULL);
    tcase_add_loop_test(tc, parse, 0, HR_ARRAY_LEN(parse_cases));
    tcase_add_loop_test(tc, matches, 0, HR_ARRAY_LEN(match_cases));
    tcase_add_test(tc, stars);
    tcase_add_loop_test(tc, chosen, 0, HR_ARRAY_LEN(choices));
    tcase_add_test(tc, tie);
    tcase_add_test(tc, broken);
    tcase_add_test(tc, escaped);
    tcase_add_test(tc, not_inherited);
}

UNIT_MAIN("match", add_tests)
