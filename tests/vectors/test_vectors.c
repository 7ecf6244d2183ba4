/* SPDX-License-Identifier: MIT */
/*
 * Each line of RULE/trips must trip that rule and no other, once, with a subject that stands in the line; or
 * what the line says behind =>. Each line of RULE/passes trips nothing, or what it says, that rule not
 * among it. The profile is RULE/profile.json, or else `default`. A line that no client takes trips
 * `usage` or `unknown-option`. One that starts with `docker run` is reviewed: nothing hardens it, so the profile
 * has to let pass what is missing.
 */
#include "hrun/base/file.h"
#include "hrun/cli/options.h"
#include "hrun/docker/invocation.h"
#include "hrun/guard/judgement.h"
#include "hrun/plan/plan.h"

#include "../unit/unit.h"
#include "vector.h"
#include "world.h"

#include <dirent.h>
#include <string.h>
#include <unistd.h>

#define FOLDER VECTORS_FOLDER

static const struct hr_json *world(void)
{
    const struct hr_json *json = NULL;
    struct hr_bytes bytes;

    if (!hr_file_read(FOLDER "/world.json", 1U << 20, arena, &bytes, NULL, &err) ||
        !hr_json_parse(bytes.data, bytes.size, FOLDER "/world.json", arena, &json, &err))
        ck_abort_msg("%s", hr_error_text(&err, arena));
    return json;
}

static struct vectors read_file(const char *rule, const char *name)
{
    const char *path = hr_arena_printf(arena, FOLDER "/%s/%s", rule, name);
    struct vectors vectors = { 0 };

    if (!vectors_read(path, hr_json_get(world(), "variables"), arena, &vectors, &err))
        ck_abort_msg("%s", hr_error_text(&err, arena));
    return vectors;
}

static struct hr_choice profile_of(const char *rule)
{
    const char *path = hr_arena_printf(arena, FOLDER "/%s/profile.json", rule);
    const struct hr_rule_names names = hr_rule_names(arena);
    const struct hr_store store = { .rules = &names, .uid = getuid(), .gid = getgid() };
    const struct hr_wish wish = { .flag = access(path, F_OK) == 0 ? path : "default" };
    struct hr_errors errs = { 0 };
    struct hr_choice choice;

    if (!hr_store_choose(&store, &wish, arena, &choice, &errs))
        ck_abort_msg("%s", hr_error_text(&errs.v[0], arena));
    return choice;
}

static bool is_docker(const struct vector *vector)
{
    return vector->words.n > 2 && strcmp(vector->words.v[0], "docker") == 0 &&
           strcmp(vector->words.v[1], "run") == 0;
}

/* What a review finds in INVOCATION. */
static void review(const struct hr_invocation *invocation, const struct hr_facts *facts,
                   const struct hr_profile *profile, struct hr_findings *out)
{
    const struct hr_target target = {
        .kind = HR_TARGET_COMMAND,
        .settings = &invocation->settings,
        .image = &invocation->image,
        .facts = facts,
        .profile = profile,
    };
    struct hr_judgement judgement;

    hr_judgement_make(&target, arena, &judgement);
    *out = judgement.findings;
}

/* What is found in VECTOR, in the order in which it is told; what was let pass with =REASON. */
static void judge(const struct vector *vector, const struct hr_json *json,
                  const struct hr_choice *choice, struct hr_findings *out)
{
    struct hr_invocation *invocation = hr_arena_alloc(arena, sizeof(*invocation));
    struct hr_facts *facts = hr_arena_alloc(arena, sizeof(*facts));
    const size_t skip = is_docker(vector) ? 2 : 0;
    struct hr_questions questions;
    struct hr_host host;
    const struct world_asking asking = { json, &questions, &invocation->image, &host };
    struct hr_plan plan;

    *out = (struct hr_findings){ 0 };
    if (!hr_invocation_parse((const char *const *)vector->words.v + skip, vector->words.n - skip,
                             hr_own_options(), arena, invocation, &err)) {
        *HR_VEC_PUSH(arena, out) = (struct hr_finding){ .rule = hr_rule_of_error(&err) };
        return;
    }
    ck_assert_msg(invocation->has_image, "%s: no image", vector->text);
    world_host(json, &vector->environ, arena, &host);
    hr_plan_questions(invocation, choice->profile, arena, &questions);
    ck_assert_msg(world_facts(&asking, arena, facts, &err), "%s", vector->text);
    if (skip > 0) {
        review(invocation, facts, choice->profile, out);
        return;
    }
    hr_plan_build(invocation, choice, facts, &host, arena, &plan);
    *out = plan.findings;
}

static struct hr_strv told(const struct hr_findings *findings)
{
    struct hr_strv out = { 0 };

    for (size_t i = 0; i < findings->n; i++) {
        const struct hr_finding *f = &findings->v[i];

        hr_strv_pushf(arena, &out, "%s%s%s%s%s", f->rule->name, f->subject ? ":" : "",
                      f->subject ? f->subject : "", f->allowed ? "=" : "",
                      f->allowed ? f->allowed : "");
    }
    return out;
}

static bool is_in(const struct vector *vector, const char *subject)
{
    for (size_t i = 0; i < vector->words.n; i++) {
        if (strstr(vector->words.v[i], subject))
            return true;
    }
    for (size_t i = 0; i < vector->environ.n; i++) {
        if (strstr(vector->environ.v[i], subject))
            return true;
    }
    return false;
}

/* True if FINDINGS are of RULE alone, for what VECTOR has. */
static bool is_alone(const struct vector *vector, const struct hr_findings *findings,
                     const char *rule)
{
    const struct hr_finding *f = findings->v;

    return findings->n == 1 && strcmp(f->rule->name, rule) == 0 &&
           (!f->subject || is_in(vector, f->subject));
}

static bool names(const struct hr_findings *findings, const char *rule)
{
    for (size_t i = 0; i < findings->n; i++) {
        if (strcmp(findings->v[i].rule->name, rule) == 0 && !findings->v[i].allowed)
            return true;
    }
    return false;
}

static bool is_right(const struct vector *vector, const struct hr_findings *findings,
                     const char *rule, bool trips)
{
    const struct hr_strv got = told(findings);

    if (vector->says)
        return names(findings, rule) == trips &&
               strcmp(hr_strv_join(arena, &got, "\n"), hr_strv_join(arena, &vector->found, "\n")) ==
                   0;
    return trips ? is_alone(vector, findings, rule) : findings->n == 0;
}

/* Append what is wrong with the vectors of the file NAME of RULE. */
static void check(const char *rule, const char *name, bool trips, struct hr_strv *wrong)
{
    const struct vectors vectors = read_file(rule, name);
    const struct hr_choice choice = profile_of(rule);
    const struct hr_json *json = world();

    if (vectors.n == 0)
        hr_strv_pushf(arena, wrong, "%s/%s: it is empty", rule, name);
    for (size_t i = 0; i < vectors.n; i++) {
        struct hr_findings findings;

        judge(&vectors.v[i], json, &choice, &findings);
        if (!is_right(&vectors.v[i], &findings, rule, trips)) {
            const struct hr_strv got = told(&findings);

            hr_strv_pushf(arena, wrong, "%s/%s:%zu: %s\n    trips: %s", rule, name,
                          vectors.v[i].line, vectors.v[i].text, hr_strv_join(arena, &got, " "));
        }
    }
}

START_TEST(rules)
{
    size_t count;
    const struct hr_rule *rule = &hr_rules(&count)[_i];
    struct hr_strv wrong = { 0 };

    if (rule->of_files) /* no line breaks it */
        return;
    check(rule->name, "trips", true, &wrong);
    check(rule->name, "passes", false, &wrong);
    if (wrong.n > 0) /* libcheck has no room for all of it */
        fprintf(stderr, "%s\n", hr_strv_join(arena, &wrong, "\n"));
    ck_assert_uint_eq(wrong.n, 0);
}
END_TEST

/* A folder that is no rule's is read by nobody. */
START_TEST(folders)
{
    DIR *dir = opendir(FOLDER);

    ck_assert_ptr_nonnull(dir);
    for (const struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
        if (entry->d_type == DT_DIR && *entry->d_name != '.')
            ck_assert_msg(hr_rule_named(entry->d_name), "%s: no rule", entry->d_name);
    }
    closedir(dir);
}
END_TEST

/* The same line twice in a file tells nothing. */
static void count_distinct(const char *rule, const char *name, size_t *count)
{
    const struct vectors vectors = read_file(rule, name);

    for (size_t i = 0; i < vectors.n; i++) {
        for (size_t k = 0; k < i; k++)
            ck_assert_msg(strcmp(vectors.v[i].text, vectors.v[k].text) != 0, "%s/%s: twice: %s",
                          rule, name, vectors.v[i].text);
    }
    *count += vectors.n;
}

START_TEST(counts)
{
    size_t trips = 0, passes = 0, count;
    const struct hr_rule *rules_ = hr_rules(&count);

    for (size_t i = 0; i < count; i++) {
        if (rules_[i].of_files)
            continue;
        count_distinct(rules_[i].name, "trips", &trips);
        count_distinct(rules_[i].name, "passes", &passes);
    }
    printf("%zu lines trip, %zu pass\n", trips, passes);
    ck_assert_uint_ge(trips, 400);
    ck_assert_uint_ge(passes, 200);
}
END_TEST

static void add_tests(TCase *tc)
{
    size_t count;

    hr_rules(&count);
    tcase_add_loop_test(tc, rules, 0, (int)count);
    tcase_add_test(tc, folders);
    tcase_add_test(tc, counts);
}

UNIT_MAIN("vectors", add_tests)
