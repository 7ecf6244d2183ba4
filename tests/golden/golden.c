/* SPDX-License-Identifier: MIT */
/*
 * usage: golden FOLDER
 *
 * Plan the case in FOLDER and compare with what it wants; with UPDATE_GOLDEN=1 write that instead.
 * Nothing of this machine goes in: arguments, profile, facts and host are files.
 *
 *     args          one word a line, \n \t \\ and \xNN as escapes
 *     profile.json  or else the one compiled in that is for the image, or `default`
 *     facts.json    {"cpus": N, "apparmor": true or false, ...}: answers.h says how what the engine
 *                   answers is written, paths.h the same of paths of the host, environment.h of variables
 *     host.json     {"uid", "gid", "stdin_is_tty", "stdin_is_script", "environ": {NAME: VALUE}}
 *     want.json     what --dry-run --format=json prints
 *     want.shell    the command, one option a line
 *     want.explain  what --explain prints, without colour
 *     want.stderr   notes, then findings
 */
#include "hrun/base/file.h"
#include "hrun/base/json.h"
#include "hrun/cli/options.h"
#include "hrun/docker/invocation.h"
#include "hrun/engine/launch.h"
#include "hrun/facts/facts.h"
#include "hrun/plan/plan.h"
#include "hrun/policy/store.h"
#include "hrun/render/argv.h"
#include "hrun/render/explain.h"
#include "hrun/render/findings.h"
#include "hrun/render/report.h"
#include "hrun/render/shell.h"

#include "answers.h"
#include "environment.h"
#include "escape.h"
#include "paths.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FILE_MAX (1U << 20)

struct golden {
    struct hr_arena *arena;
    const char *folder;
    bool update;
    int failed;
};

static _Noreturn void die(struct golden *g, const struct hr_error *err)
{
    fprintf(stderr, "golden: %s: %s\n", g->folder, hr_error_text(err, g->arena));
    exit(2);
}

static const char *path_of(struct golden *g, const char *name)
{
    return hr_arena_printf(g->arena, "%s/%s", g->folder, name);
}

/* The file NAME of the case, or NULL if it has none. */
static const char *text_of(struct golden *g, const char *name)
{
    const char *path = path_of(g, name);
    struct hr_bytes bytes;
    struct hr_error err;

    if (access(path, F_OK) != 0)
        return NULL;
    if (!hr_file_read(path, FILE_MAX, g->arena, &bytes, NULL, &err))
        die(g, &err);
    return bytes.data;
}

static const struct hr_json *json_of(struct golden *g, const char *name)
{
    const char *text = text_of(g, name);
    const struct hr_json *json = NULL;
    struct hr_error err;

    if (text && !hr_json_parse(text, strlen(text), path_of(g, name), g->arena, &json, &err))
        die(g, &err);
    return json;
}

static struct hr_strv args_of(struct golden *g)
{
    const char *text = text_of(g, "args");
    struct hr_strv args = { 0 };

    while (text && *text) {
        const size_t length = strcspn(text, "\n");

        hr_strv_push(g->arena, &args, unescape(g->arena, text, length));
        text += length + (text[length] == '\n');
    }
    return args;
}

static bool flag_of(const struct hr_json *json, const char *key)
{
    const struct hr_json *node = hr_json_get(json, key);

    return node && node->boolean;
}

static void read_facts(struct golden *g, const struct hr_host *host, struct hr_facts *out)
{
    const struct hr_json *facts = json_of(g, "facts.json");
    struct hr_error err;

    if (!golden_read_answers(facts, g->arena, out, &err) ||
        !golden_read_environment(facts, g->arena, out, &err))
        die(g, &err);
    golden_read_paths(facts, host, g->arena, out);
    if (hr_json_get(facts, "cpus"))
        hr_json_integer(hr_json_get(facts, "cpus"), &out->engine.cpus);
    if (hr_json_get(facts, "apparmor"))
        out->engine.apparmor = flag_of(facts, "apparmor") ? HR_KNOWN : HR_ABSENT;
}

static void read_host(struct golden *g, struct hr_host *out)
{
    const struct hr_json *host = json_of(g, "host.json");
    int64_t uid = 1000, gid = 1000;

    if (hr_json_get(host, "uid"))
        hr_json_integer(hr_json_get(host, "uid"), &uid);
    if (hr_json_get(host, "gid"))
        hr_json_integer(hr_json_get(host, "gid"), &gid);
    *out = (struct hr_host){
        .environ = golden_environ(host, g->arena),
        .uid = (uid_t)uid,
        .gid = (gid_t)gid,
        .cwd = "/home/me/app",
        .stdin_is_tty = flag_of(host, "stdin_is_tty"),
        .stdin_is_script = flag_of(host, "stdin_is_script"),
        .script_reader = flag_of(host, "stdin_is_script") ? "bash" : NULL,
    };
}

static void compare(struct golden *g, const char *name, const char *got)
{
    const char *want = text_of(g, name);
    FILE *file;

    if (want && strcmp(want, got) == 0)
        return;
    if (g->update) {
        file = fopen(path_of(g, name), "we");
        if (!file || fputs(got, file) < 0 || fclose(file) != 0)
            exit(2);
        return;
    }
    fprintf(stderr, "golden: %s differs; got:\n%s", path_of(g, name), got);
    g->failed = 1;
}

static const char *said(struct golden *g, const struct hr_plan *plan)
{
    const struct hr_screen screen = {
        .profile = plan->profile,
        .image = &plan->invocation->image,
        .folder = "/home/me/.config/hrun/profiles",
    };
    struct hr_strv lines = { 0 };

    for (size_t i = 0; i < plan->notes.n && !plan->refused; i++)
        hr_strv_pushf(g->arena, &lines, "hrun: note: %s\n", plan->notes.v[i]);
    hr_strv_push(g->arena, &lines, hr_render_findings(&plan->findings, &screen, g->arena));
    for (size_t i = 0; i < plan->warnings.n; i++)
        hr_strv_pushf(g->arena, &lines, "hrun: warning: %s\n", plan->warnings.v[i]);
    return hr_strv_join(g->arena, &lines, "");
}

/* The hash is left out of what a case wants: it changes with every word of the profile. */
static void choose(struct golden *g, const struct hr_reference *image, struct hr_choice *out)
{
    struct hr_profile *profile = hr_arena_alloc(g->arena, sizeof(*profile));
    const struct hr_rule_names rules = hr_rule_names(g->arena);
    const struct hr_store store = { .rules = &rules };
    const char *path = path_of(g, "profile.json");
    struct hr_errors errs = { 0 };

    if (access(path, F_OK) != 0)
        path = NULL;
    if (!hr_store_choose(&store, &(struct hr_wish){ .flag = path, .image = image }, g->arena, out,
                         &errs))
        die(g, &errs.v[0]);
    *profile = *out->profile;
    profile->path = path ? "profile.json" : NULL;
    memset(profile->sha256, '0', sizeof(profile->sha256) - 1);
    out->profile = profile;
}

static bool is_let_pass(const struct hr_findings *findings)
{
    for (size_t i = 0; i < findings->n; i++) {
        if (findings->v[i].allowed)
            return true;
    }
    return false;
}

/* Planning the command that was made, in the environment that was made for it, makes it again: hrun can
 * stand where docker stood. */
static void check_idempotent(struct golden *g, const struct hr_strv *argv,
                             const struct hr_plan *first, const struct hr_choice *choice,
                             const struct hr_host *host)
{
    struct hr_host changed = *host;
    struct hr_invocation invocation;
    struct hr_strv again = { 0 };
    struct hr_plan plan;
    struct hr_error err;

    if (argv->n == 0)
        return;
    changed.environ.vars = hr_launch_environ(&host->environ, &first->set, &first->unset, g->arena);
    if (!hr_invocation_parse((const char *const *)argv->v + 2, argv->n - 2, hr_own_options(),
                             g->arena, &invocation, &err))
        die(g, &err);
    hr_plan_build(&invocation, choice, first->facts, &changed, g->arena, &plan);
    hr_render_argv(&plan, argv->v[0], g->arena, &again);
    if (strcmp(hr_strv_join(g->arena, &again, "\n"), hr_strv_join(g->arena, argv, "\n")) == 0)
        return;
    fprintf(stderr, "golden: %s: planned again it is:\n%s\n", g->folder,
            hr_render_shell(&again, &plan.unset, 1, g->arena));
    g->failed = 1;
}

static void run_case(struct golden *g)
{
    const struct hr_strv args = args_of(g);
    struct hr_strv argv = { 0 }, shown = { 0 };
    struct hr_invocation invocation;
    struct hr_facts facts = { 0 };
    struct hr_choice choice;
    struct hr_host host;
    struct hr_plan plan;
    struct hr_error err;

    if (!hr_invocation_parse((const char *const *)args.v, args.n, hr_own_options(), g->arena,
                             &invocation, &err))
        die(g, &err);
    choose(g, &invocation.image, &choice);
    read_host(g, &host);
    read_facts(g, &host, &facts);
    hr_plan_build(&invocation, &choice, &facts, &host, g->arena, &plan);
    hr_render_argv(&plan, "docker", g->arena, &argv);
    hr_render_shown(&plan, "docker", g->arena, &shown);
    compare(g, "want.json", hr_render_plan_json(&plan, "docker", g->arena));
    compare(g, "want.shell",
            hr_arena_printf(g->arena, "%s\n%s", hr_render_shell(&shown, &plan.unset, 1, g->arena),
                            hr_render_hidden(&plan, g->arena)));
    compare(g, "want.explain", hr_render_explain(&plan, false, g->arena));
    compare(g, "want.stderr", said(g, &plan));
    /* What was let pass is not let pass again by itself, and what left argv has no literal any more. */
    if (!is_let_pass(&plan.findings) && plan.set.n == 0)
        check_idempotent(g, &argv, &plan, &choice, &host);
}

int main(int argc, char **argv)
{
    struct hr_arena arena;
    struct golden g = { .arena = &arena, .update = getenv("UPDATE_GOLDEN") != NULL };

    if (argc != 2) {
        fputs("usage: golden FOLDER\n", stderr);
        return 2;
    }
    hr_arena_init(&arena);
    g.folder = argv[1];
    run_case(&g);
    hr_arena_finish(&arena);
    return g.failed;
}
