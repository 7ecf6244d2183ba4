/* SPDX-License-Identifier: MIT */
/* hrun: read the line, choose the profile, ask for facts, plan, show, become docker. */
#include "hrun/base/text.h"
#include "hrun/cli/ask.h"
#include "hrun/cli/options.h"
#include "hrun/cli/search.h"
#include "hrun/cli/shim.h"
#include "hrun/cli/terminal.h"
#include "hrun/docker/invocation.h"
#include "hrun/docker/verb.h"
#include "hrun/engine/launch.h"
#include "hrun/engine/program.h"
#include "hrun/facts/facts.h"
#include "hrun/plan/plan.h"
#include "hrun/policy/policy.h"
#include "hrun/policy/store.h"
#include "hrun/render/argv.h"
#include "hrun/render/explain.h"
#include "hrun/render/findings.h"
#include "hrun/render/report.h"
#include "hrun/render/shell.h"
#include "hrun/version.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

/* By this, links to this program and copies of it are recognised. */
HR_PROGRAM_NOTE_SECTION static const struct hr_program_note note = HR_PROGRAM_NOTE;

#define STATUS_FAILED 125 /* docker's own number for "the container did not run" */

/* One run, filled from top to bottom. */
struct run {
    struct hr_arena *arena;
    char **argv;
    bool as_docker; /* under that name */
    struct hr_host host;
    struct hr_invocation invocation;
    struct hr_choices choices;
    struct hr_choice choice;
    const char *client; /* the real client's path; NULL if none was found */
    struct hr_facts facts;
    struct hr_plan plan;
};

static int print(struct run *run, const char *text)
{
    if (fputs(text, stdout) >= 0 && fflush(stdout) == 0)
        return 0;
    fprintf(stderr, "hrun: standard output cannot be written: %s\n",
            hr_text_safe(run->arena, strerrordesc_np(errno)));
    return STATUS_FAILED;
}

/* Tell of ERRS in the format that was asked for. */
static int fail_all(struct run *run, const struct hr_errors *errs)
{
    if (run->choices.dry_run && run->choices.json)
        print(run, hr_render_errors_json(errs, run->choice.profile, run->arena));
    for (size_t i = 0; i < errs->n; i++)
        fprintf(stderr, "hrun: %s\n", hr_error_text(&errs->v[i], run->arena));
    return STATUS_FAILED;
}

static int fail(struct run *run, const struct hr_error *err)
{
    struct hr_errors errs = { 0 };

    *HR_VEC_PUSH(run->arena, &errs) = *err;
    return fail_all(run, &errs);
}

static int fail_without_image(struct run *run)
{
    const char *name = run->as_docker ? hr_verb_text(run->invocation.verb) : "hrun";
    struct hr_error err;

    hr_error_set(&err, run->arena, HR_ERRC_USAGE, "no IMAGE");
    hr_error_hint(&err, run->arena, "%s [OPTIONS] IMAGE [COMMAND] [ARG...]; see %s --help", name,
                  name);
    return fail(run, &err);
}

static void ask_facts(struct run *run)
{
    const struct hr_asker asker = {
        .program = "hrun",
        .client = run->client,
        .may_create = !run->choices.dry_run,
        .launches = true,
    };

    hr_ask_facts(&asker, &run->invocation, run->choice.profile, &run->host, run->arena,
                 &run->facts);
}

static void show_notes(const struct run *run)
{
    for (size_t i = 0; i < run->plan.notes.n; i++)
        fprintf(stderr, "hrun: note: %s\n", hr_text_safe(run->arena, run->plan.notes.v[i]));
}

static void show_findings(const struct run *run)
{
    const struct hr_strv folders = hr_search_path(hr_host_settings(&run->host), run->arena);
    const struct hr_policy *policy = run->choice.profile->policy;
    const struct hr_screen screen = {
        .colour = hr_terminal_has_colour(&run->host, run->host.stderr_is_tty),
        .columns = run->host.stderr_is_tty ? run->host.columns : 0,
        .profile = run->choice.profile,
        .image = &run->invocation.image,
        /* Where the policy says which profiles there are, one of the caller's own is none. */
        .folder = policy && policy->names ? NULL : folders.v[0],
    };

    fputs(hr_render_findings(&run->plan.findings, &screen, run->arena), stderr);
    for (size_t i = 0; i < run->plan.warnings.n; i++)
        fprintf(stderr, "hrun: warning: %s\n", hr_text_safe(run->arena, run->plan.warnings.v[i]));
}

/* Who types docker and is no terminal is a program, and may read what docker says. */
static bool is_shown(const struct run *run)
{
    enum hr_show show = run->choices.show;

    if (show == HR_SHOW_UNSAID)
        show = run->as_docker ? HR_SHOW_TTY : HR_SHOW_ALWAYS;
    return show == HR_SHOW_ALWAYS || (show == HR_SHOW_TTY && run->host.stderr_is_tty);
}

/* What a dry run has for standard output; "" where a refused plan has no command. */
static const char *dry_text(struct run *run)
{
    struct hr_strv argv = { 0 };

    if (run->choices.json)
        return hr_render_plan_json(&run->plan, run->choices.engine, run->arena);
    if (run->choices.explain)
        return hr_render_explain(
            &run->plan, hr_terminal_has_colour(&run->host, run->host.stdout_is_tty), run->arena);
    if (run->plan.refused)
        return "";
    hr_render_shown(&run->plan, run->client ? run->client : run->choices.engine, run->arena, &argv);
    return hr_arena_printf(run->arena, "%s\n%s",
                           hr_render_shell(&argv, &run->plan.unset, 0, run->arena),
                           hr_render_hidden(&run->plan, run->arena));
}

static int dry_run(struct run *run)
{
    const int status = print(run, dry_text(run));

    if (is_shown(run) && !run->plan.refused)
        show_notes(run);
    show_findings(run);
    return run->plan.refused ? STATUS_FAILED : status;
}

/* A command that makes no container is docker's own, and needs no showing. */
static void show(const struct run *run)
{
    struct hr_strv shown = { 0 };

    if (hr_verb_creates(run->invocation.verb)) {
        fprintf(stderr, "hrun: profile %s (%s)\n",
                hr_text_safe(run->arena, run->plan.profile->name),
                hr_text_safe(run->arena, run->plan.because));
        hr_render_shown(&run->plan, run->client, run->arena, &shown);
        fprintf(stderr, "%s\n%s",
                hr_render_shell(&shown, &run->plan.unset, run->host.columns, run->arena),
                hr_render_hidden(&run->plan, run->arena));
    }
    show_notes(run);
}

/* Become the client. Returns only if that failed. */
static int become(struct run *run, const struct hr_strv *argv)
{
    struct hr_strv set = { 0 };
    struct hr_error err;

    hr_strv_extend(run->arena, &set, &run->plan.set);
    if (hr_launch_count(run->client, &run->host.environ, run->arena, &set, &err) &&
        hr_launch_exec(run->client, argv,
                       hr_launch_environ(&run->host.environ, &set, &run->plan.unset, run->arena),
                       run->arena, &err))
        return 0;
    return fail(run, &err);
}

static int launch(struct run *run)
{
    const struct hr_image_facts *image = &run->facts.image;
    struct hr_strv argv = { 0 };
    struct hr_error err;

    if (run->plan.refused) {
        show_findings(run);
        return STATUS_FAILED;
    }
    if (image->state == HR_UNKNOWN && image->unknown_because) {
        hr_error_set(&err, run->arena, HR_ERRC_ENGINE, "%s", image->unknown_because);
        if (image->remedy)
            hr_error_hint(&err, run->arena, "%s", image->remedy);
        return fail(run, &err);
    }
    hr_render_argv(&run->plan, run->client, run->arena, &argv);
    if (is_shown(run))
        show(run);
    show_findings(run);
    return become(run, &argv);
}

static bool choose_profile(struct run *run, struct hr_errors *errs)
{
    const struct hr_store *store = hr_search_store(&run->host, run->arena);
    const struct hr_wish wish = {
        .flag = run->choices.profile,
        .variable = run->choices.profile_variable,
        .image = run->invocation.has_image ? &run->invocation.image : NULL,
    };

    return hr_store_choose(store, &wish, run->arena, &run->choice, errs);
}

/* docker's own help for docker's own command, without what docker does not know. */
static int pass_help(struct run *run)
{
    struct hr_strv argv = { 0 };
    struct hr_error err;

    hr_strv_push(run->arena, &argv, "docker");
    hr_strv_extend(run->arena, &argv, &run->invocation.before);
    hr_strv_push(run->arena, &argv, "--help");
    if (hr_shim_pass(run->invocation.own.n > 0 ? argv.v : run->argv, &run->host, run->arena, &err))
        return 0;
    return fail(run, &err);
}

static bool find_client(struct run *run, struct hr_error *err)
{
    return (run->as_docker ? hr_launch_find_next : hr_launch_find)(
        run->choices.engine, &run->host.environ, run->arena, &run->client, err);
}

static int run_plan(struct run *run)
{
    struct hr_errors errs = { 0 };
    struct hr_error err;

    if (!choose_profile(run, &errs))
        return fail_all(run, &errs);
    if (!find_client(run, &err) && !run->choices.dry_run)
        return fail(run, &err);
    ask_facts(run);
    hr_plan_build(&run->invocation, &run->choice, &run->facts, &run->host, run->arena, &run->plan);
    return run->choices.dry_run ? dry_run(run) : launch(run);
}

static int run_line(struct run *run, const struct hr_line *line)
{
    struct hr_error err, bad_choice;
    const bool parsed = hr_invocation_read(line, run->arena, &run->invocation, &err);
    const bool chosen = hr_choices_read(&run->invocation, &run->host.environ, run->arena,
                                        &run->choices, &bad_choice);

    if (!parsed)
        return fail(run, &err);
    if (run->invocation.help)
        return run->as_docker ? pass_help(run) : print(run, hr_help_text(run->arena));
    if (run->choices.version)
        return print(run, "hrun " HR_VERSION "\n");
    if (!chosen)
        return fail(run, &bad_choice);
    if (!run->invocation.has_image && hr_verb_creates(line->verb))
        return fail_without_image(run);
    return run_plan(run);
}

/* What nothing here covers is told to a person, and to no script. */
static int pass(struct run *run, const struct hr_subcommand *command)
{
    const char *show = hr_environ_get(&run->host.environ, "HRUN_SHOW");
    struct hr_error err;

    if (command && command->uncovered && run->host.stderr_is_tty &&
        !(show && strcmp(show, "never") == 0))
        fprintf(stderr, "hrun: note: %s are not covered\n", command->uncovered);
    if (hr_shim_pass(run->argv, &run->host, run->arena, &err))
        return 0;
    return fail(run, &err);
}

/* LINE as docker gets it. */
static int run_docker(struct run *run, struct hr_line *line)
{
    struct hr_call call;
    struct hr_error err;

    run->as_docker = true;
    if (!hr_call_parse(line->argv, line->count, run->arena, &call, &err))
        return fail(run, &err);
    if (!call.command || call.command->verb == HR_VERB_NONE)
        return pass(run, call.command);
    line->first = call.first;
    line->verb = call.command->verb;
    hr_shim_take_globals(&call, run->arena, &run->host);
    return run_line(run, line);
}

int main(int argc, char **argv)
{
    struct hr_arena arena;
    struct run run = { .arena = &arena, .argv = argv };
    struct hr_line line = {
        .argv = (const char *const *)argv + (argc > 0),
        .count = argc > 0 ? (size_t)argc - 1 : 0,
        .verb = HR_VERB_RUN,
        .own = hr_own_options(),
    };
    int status;

    /* It reads what may be secret: no core file, and nobody but root looks in. execve undoes this. */
    prctl(PR_SET_DUMPABLE, 0);
    hr_terminal_hold();
    hr_arena_init(&arena);
    hr_host_ask(environ, &arena, &run.host);
    status = hr_shim_is_docker(argv[0]) ? run_docker(&run, &line) : run_line(&run, &line);
    hr_arena_finish(&arena);
    return status;
}
