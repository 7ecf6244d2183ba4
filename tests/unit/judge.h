/* SPDX-License-Identifier: MIT */
/* What the guard finds in a line, for the tests of rules. */
#ifndef HRUN_TESTS_JUDGE_H
#define HRUN_TESTS_JUDGE_H

#include "hrun/cli/options.h"
#include "hrun/docker/invocation.h"
#include "hrun/guard/guard.h"
#include "hrun/plan/plan.h"

#include "unit.h"

#include <string.h>

/* Leaves everything open and changes no level; ' stands for ". */
#define BARE "'version': 1, 'name': 'bare'"

/* A line and what trips: "RULE[:SUBJECT]" for a denial, with '?' behind it for a warning and
 * "=REASON" for what was let pass, one blank between two. */
struct judge_case {
    const char *line, *want;
};

/* The same under a profile of one's own: the members of its JSON object. */
struct judge_profile_case {
    const char *profile, *line, *want;
};

static inline const struct hr_profile *judge_profile(const char *members, struct hr_choice *choice)
{
    const struct hr_rule_names rules = hr_rule_names(arena);
    const struct hr_store store = { .rules = &rules };
    struct hr_errors errs = { 0 };
    struct hr_profile_text text = { .source = "test" };
    char *json;

    if (!members) {
        ck_assert(hr_store_choose(&store, &(struct hr_wish){ 0 }, arena, choice, &errs));
        return choice->profile;
    }
    json = hr_arena_printf(arena, "{ %s }", members);
    for (char *c = strchr(json, '\''); c; c = strchr(c, '\''))
        *c = '"';
    text.text = json;
    text.size = strlen(json);
    if (!hr_profile_parse(&text, &rules, arena, &choice->profile, &errs))
        ck_abort_msg("%s: %s", members, hr_error_text(&errs.v[0], arena));
    return choice->profile;
}

/* An image that names no user of its own. */
static const struct hr_facts judge_root_image = {
    .image = { .state = HR_KNOWN, .id = "sha256:0", .user = "" },
};

/* Of who launches. */
static char judge_variables[][32] = {
    "PATH=/bin",           "TZ=UTC", "LC_ALL=C", "HOST_WORD=walrus", "HOST_TOKEN=hunter2",
    "HTTP_PROXY=http://h",
};
static char *const judge_environ[] = {
    judge_variables[0],
    judge_variables[1],
    judge_variables[2],
    judge_variables[3],
    judge_variables[4],
    judge_variables[5],
    NULL,
};

/* The words of LINE, one blank between two; '|' is a blank in a word. */
static inline struct hr_strv judge_words(const char *line)
{
    struct hr_strv words = { 0 };
    size_t length;

    for (; *line; line += length + (line[length] == ' ')) {
        length = strcspn(line, " ");
        hr_strv_push(arena, &words, hr_arena_strndup(arena, line, length));
        for (char *c = words.v[words.n - 1]; *c; c++) {
            if (*c == '|')
                *c = ' ';
        }
    }
    return words;
}

/* Plan LINE under PROFILE, the members of a JSON object, or NULL for `default`, as HOST. */
static inline void judge_plan_as(const struct hr_host *host, const char *profile,
                                 const struct hr_facts *facts, const char *line,
                                 struct hr_plan *out)
{
    struct hr_choice choice = { .because = "test" };
    const struct hr_strv words = judge_words(line);
    struct hr_invocation invocation;

    ck_assert_msg(hr_invocation_parse((const char *const *)words.v, words.n, hr_own_options(),
                                      arena, &invocation, &err),
                  "%s: %s", line, err.msg);
    judge_profile(profile, &choice);
    hr_plan_build(&invocation, &choice, facts, host, arena, out);
}

/* The same as user 1000. */
static inline void judge_plan(const char *profile, const struct hr_facts *facts, const char *line,
                              struct hr_plan *out)
{
    const struct hr_host host = {
        .environ = { judge_environ }, .uid = 1000, .gid = 1000, .cwd = "/"
    };

    judge_plan_as(&host, profile, facts, line, out);
}

/* PLAN, of LINE, finds WANT. */
static inline void judge_found(const struct hr_plan *plan, const char *line, const char *want)
{
    struct hr_strv found = { 0 };

    for (size_t i = 0; i < plan->findings.n; i++) {
        const struct hr_finding *f = &plan->findings.v[i];

        ck_assert_msg(f->remedy && *f->remedy && f->message && *f->message, "%s: %s is mute", line,
                      f->rule->name);
        hr_strv_pushf(arena, &found, "%s%s%s%s%s%s", f->rule->name, f->subject ? ":" : "",
                      f->subject ? f->subject : "", f->level == HR_LEVEL_WARN ? "?" : "",
                      f->allowed ? "=" : "", f->allowed ? f->allowed : "");
    }
    ck_assert_msg(strcmp(hr_strv_join(arena, &found, " "), want) == 0,
                  "%s\n  trips: %s\n  wants: %s", line, hr_strv_join(arena, &found, " "), want);
}

static inline void judge_check(const char *profile, const struct hr_facts *facts, const char *line,
                               const char *want)
{
    struct hr_plan plan;

    judge_plan(profile, facts, line, &plan);
    judge_found(&plan, line, want);
}

#endif
