/* SPDX-License-Identifier: MIT */
/* hrunctl review: what would be wrong with the containers that a command line, a script or a compose file
 * makes. */
#include "hrun/base/text.h"
#include "hrun/cli/ask.h"
#include "hrun/cli/ctl.h"
#include "hrun/cli/options.h"
#include "hrun/cli/search.h"
#include "hrun/cli/terminal.h"
#include "hrun/docker/command.h"
#include "hrun/engine/launch.h"
#include "hrun/guard/allow.h"
#include "hrun/plan/plan.h"
#include "hrun/source/script.h"

#include "review.h"

#include <string.h>
#include <sys/stat.h>

static bool choose(const struct hr_review *r, const char *flag, const char *variable,
                   struct hr_choice *out, struct hr_errors *errs)
{
    const struct hr_ctl *ctl = r->ctl;
    const struct hr_wish wish = {
        .flag = flag,
        .variable = variable,
        .image = r->invocation.has_image ? &r->invocation.image : NULL,
    };

    return hr_store_choose(hr_search_store(&ctl->host, ctl->arena), &wish, ctl->arena, out, errs);
}

bool hr_review_choose(struct hr_review *r, struct hr_errors *errs)
{
    const struct hr_ctl *ctl = r->ctl;
    const char *flag = ctl->given[HR_CTL_PROFILE];
    const char *variable = hr_environ_get(&ctl->host.environ, "HRUN_PROFILE");
    struct hr_choices choices = { .profile = NULL };
    struct hr_error err;

    if (r->command.is_hrun &&
        (!hr_choices_read(&r->invocation, &ctl->host.environ, ctl->arena, &choices, &err) ||
         !choose(r, choices.profile, variable, &r->own, errs))) {
        if (errs->n == 0)
            *HR_VEC_PUSH(ctl->arena, errs) = err;
        return false;
    }
    r->gate = r->own;
    return (r->command.is_hrun && !flag) || choose(r, flag, variable, &r->gate, errs);
}

/* Everything that a rule may want to know, whichever the policies let pass. */
static void ask(struct hr_review *r)
{
    struct hr_ctl *ctl = r->ctl;
    struct hr_profile asking = *(r->command.is_hrun ? r->own.profile : r->gate.profile);
    struct hr_asker asker = { .program = "hrunctl" };
    struct hr_error err;

    if (ctl->given[HR_CTL_OFFLINE])
        return;
    hr_terminal_leave_input(); /* the line may name it as a file of variables */
    asking.rules = hr_judgement_baseline(ctl->arena)->rules;
    if (!hr_launch_find("docker", &ctl->host.environ, ctl->arena, &asker.client, &err))
        asker.client = NULL; /* then endpoints that are no unix socket cannot be asked */
    hr_ask_facts(&asker, &r->invocation, &asking, &ctl->host, ctl->arena, &r->facts);
}

/* The settings that docker would get. */
static const struct hr_settings *settings_of(struct hr_review *r)
{
    struct hr_plan *plan = hr_arena_alloc(r->ctl->arena, sizeof(*plan));

    if (!r->command.is_hrun)
        return &r->invocation.settings;
    hr_plan_build(&r->invocation, &r->own, &r->facts, &r->ctl->host, r->ctl->arena, plan);
    return &plan->settings;
}

void hr_review_judge(struct hr_review *r, struct hr_target target, struct hr_judgement *out)
{
    struct hr_arena *arena = r->ctl->arena;
    struct hr_allows allows = hr_allows_of(&r->invocation, arena);

    target.image = &r->invocation.image;
    target.facts = &r->facts;
    target.profile = r->gate.profile;
    ask(r);
    target.settings = settings_of(r);
    hr_judgement_make(&target, arena, out);
    hr_allow_apply(&allows, arena, &out->findings);
}

/* Parse the line; its words are counted from its program on. False if nothing can be judged. */
static bool parse(struct hr_review *r, struct hr_error *err)
{
    const struct hr_strv *words = &r->ctl->operands;
    const struct hr_line line = {
        .argv = (const char *const *)words->v + 1,
        .count = words->n - 1,
        .first = r->command.skip - 1,
        .verb = r->command.verb,
        .own = r->command.is_hrun ? hr_own_options() : NULL,
    };

    if (!hr_invocation_read(&line, r->ctl->arena, &r->invocation, err))
        return false;
    if (r->invocation.has_image)
        return true;
    hr_error_set(err, r->ctl->arena, HR_ERRC_USAGE, "no IMAGE");
    return hr_error_hint(err, r->ctl->arena, "%s [OPTIONS] IMAGE",
                         r->command.is_hrun ? "hrun" : "docker run");
}

static enum hr_ctl_status review_line(struct hr_ctl *ctl)
{
    struct hr_review r = { .ctl = ctl };
    struct hr_judgements judgements = { 0 };
    struct hr_judgement *judgement = HR_VEC_PUSH(ctl->arena, &judgements);
    struct hr_target target = { .kind = HR_TARGET_COMMAND };
    struct hr_errors errs = { 0 };
    struct hr_error err;
    bool parsed;

    if (!hr_command_find(&ctl->operands, ctl->arena, &r.command, &err))
        return hr_ctl_fail(ctl, &err);
    parsed = parse(&r, &err);
    if (r.invocation.help) {
        hr_error_set(&err, ctl->arena, HR_ERRC_USAGE, "--help in that line runs no container");
        return hr_ctl_fail(ctl, &err);
    }
    if (!hr_review_choose(&r, &errs))
        return hr_ctl_fail_all(ctl, &errs);
    target.name = r.invocation.image_word;
    target.profile = r.gate.profile;
    if (parsed)
        hr_review_judge(&r, target, judgement);
    else
        hr_judgement_of_error(&target, &err, ctl->arena, judgement);
    return hr_ctl_report(ctl, &judgements);
}

/* What is called as docker and hrun are starts a command line, by any path; alone it would make nothing. */
static bool is_file(const struct hr_strv *operands)
{
    const char *word = operands->v[0], *slash = strrchr(word, '/');
    const char *name = slash ? slash + 1 : word;
    struct stat status;

    if (strcmp(name, "docker") == 0 || strcmp(name, "hrun") == 0)
        return slash && operands->n == 1;
    return slash || hr_text_ends(word, ".yaml") || hr_text_ends(word, ".yml") ||
           hr_script_is_named(word) || stat(word, &status) == 0;
}

static enum hr_ctl_status review(struct hr_ctl *ctl)
{
    return is_file(&ctl->operands) ? hr_review_files(ctl) : review_line(ctl);
}

const struct hr_ctl_command hr_ctl_review = {
    .name = "review",
    .operands = "[--] COMMAND-LINE... | FILE...",
    .help = "judge the containers that a command line or a file makes, before they run",
    .about =
        "COMMAND-LINE starts with docker run, docker create or hrun. A docker line is judged as\n"
        "it stands, so what is missing counts; a hrun line as its profile hardens it. Nothing is\n"
        "run; the engine is asked what it knows of the image. FILE is a compose file, *.yaml or\n"
        "*.yml, of which each service is judged, or a script of sh or bash, of which each such\n"
        "line is: *.sh, *.bash, or a first line like #!/bin/sh. What only a run of the script can\n"
        "tell, such as a variable, is a finding.\n"
        "\n"
        "  hrunctl review -- docker run --rm -p 80:80 nginx\n"
        "  hrunctl review --profile strict --fail-on warn -- hrun --rm app:1\n"
        "  hrunctl review compose.yaml ci/deploy.sh\n"
        "  hrunctl review --offline --format sarif -- docker run app:1\n",
    .operand = HR_CTL_LINE,
    .least = 1,
    .most = HR_CTL_MANY,
    .options = HR_CTL_BIT(HR_CTL_FAIL_ON) | HR_CTL_BIT(HR_CTL_REPORT_FORMAT) |
               HR_CTL_BIT(HR_CTL_OFFLINE) | HR_CTL_BIT(HR_CTL_PROFILE) | HR_CTL_BIT(HR_CTL_QUIET) |
               HR_CTL_BIT(HR_CTL_VERBOSE),
    .exec = review,
};
