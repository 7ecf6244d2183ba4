/* SPDX-License-Identifier: MIT */
/*
 * promises [-v] PROFILE SEED COUNT [FIRST]
 *
 * Plan random lines in random worlds and hold what the profile `default` or `strict` lets pass against what
 * it promises: the words that docker would get, read a second time and in another way. A line that
 * breaks a promise is printed with its seed, and once more as small as it can be made. The profile `none`
 * promises nothing: there every promise must be seen broken, or this program would look at nothing.
 * Exit status: 0 all kept, 1 not, 2 could not do it.
 */
#include "hrun/base/number.h"
#include "hrun/base/quote.h"
#include "hrun/base/text.h"
#include "hrun/cli/options.h"
#include "hrun/plan/plan.h"
#include "hrun/render/argv.h"

#include "../differential/sandbox.h"
#include "promise.h"
#include "shrink.h"
#include "world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define EXIT_TROUBLE 2
#define FAILURES_MAX 20 /* more tell nothing more */
#define PASSED_SHARE 50 /* fewer lines than one in so many let pass: nothing was tried */

struct run {
    const char *profile;
    bool verbose, weak; /* weak: it promises nothing */
    struct hr_choice choice;
    struct sandbox sandbox;
    uint64_t seed;
    const struct world *world; /* of the line in hand */
    size_t lines, passed, refused, unread, failures;
    struct hr_strv seen; /* promises that were broken */
};

static _Noreturn void fail(const char *what)
{
    fprintf(stderr, "promises: %s\n", what);
    exit(EXIT_TROUBLE);
}

static void make_host(const struct run *run, const struct vector *vector, struct hr_arena *arena,
                      struct hr_host *out)
{
    struct hr_strv environ = { 0 };

    hr_strv_push(arena, &environ, "PATH=/usr/bin:/bin");
    hr_strv_pushf(arena, &environ, "HOME=%s/home", run->sandbox.folder);
    if (run->world->locality == HR_LOCALITY_REMOTE)
        hr_strv_push(arena, &environ, "DOCKER_HOST=tcp://192.0.2.1:2375");
    else
        hr_strv_pushf(arena, &environ, "DOCKER_HOST=unix://%s", run->sandbox.socket);
    hr_strv_extend(arena, &environ, &vector->environ);
    hr_host_ask(environ.v, arena, out);
    out->uid = run->world->uid;
    out->gid = run->world->uid;
}

/* False for a line that cannot be read, or asks for help. */
static bool plan_line(const struct run *run, const struct vector *vector, struct hr_arena *arena,
                      struct hr_plan *out)
{
    struct hr_invocation *invocation = hr_arena_alloc(arena, sizeof(*invocation));
    struct hr_facts *facts = hr_arena_alloc(arena, sizeof(*facts));
    struct hr_host *host = hr_arena_alloc(arena, sizeof(*host));
    struct hr_questions questions;
    struct hr_error err;

    if (!hr_invocation_parse((const char *const *)vector->words.v, vector->words.n,
                             hr_own_options(), arena, invocation, &err) ||
        invocation->help || !invocation->has_image || invocation->own.n > 0)
        return false;
    make_host(run, vector, arena, host);
    hr_plan_questions(invocation, run->choice.profile, arena, &questions);
    world_facts(run->world, &questions, host, arena, facts);
    hr_plan_build(invocation, &run->choice, facts, host, arena, out);
    return true;
}

/* What hrun itself makes of the words that it wrote. */
static void check_view(const struct hr_strv *words, struct hr_arena *arena, struct hr_strv *broken)
{
    struct hr_invocation again;
    struct hr_view view;
    struct hr_error err;

    /* What contradicts itself once the profile has had its word, docker refuses. */
    if (!hr_invocation_parse((const char *const *)words->v, words->n, NULL, arena, &again, &err))
        return;
    hr_view_fold(&again.settings, arena, &view);
    if (!view.read_only.v || !view.no_new_privileges.v || view.privileged.v ||
        !view.caps_all_dropped || view.caps_all_added)
        hr_strv_push(arena, broken, "readable: hrun reads it as weaker than it is");
}

/* Where the profile mounts something. One that promises nothing adds nothing: there it is told of /t, where many lines do. */
static void note_added(const struct run *run, const struct hr_plan *plan, struct hr_arena *arena,
                       struct hr_strv *out)
{
    for (size_t i = 0; i < plan->settings.n; i++) {
        const struct hr_setting *s = &plan->settings.v[i];

        if (strcmp(s->option->name, "tmpfs") == 0 && s->origin.kind == HR_ORIGIN_PROFILE && !s->was)
            hr_strv_pushf(arena, out, "%.*s", (int)strcspn(s->raw, ":"), s->raw);
    }
    if (run->weak)
        hr_strv_push(arena, out, "/t");
}

static void check_plan(const struct run *run, const struct hr_plan *plan, struct hr_arena *arena,
                       struct hr_strv *broken)
{
    struct hr_strv words = { 0 }, reported = { 0 };
    struct asked asked;
    struct promise_case c = {
        .asked = &asked,
        .strict = strcmp(run->profile, "strict") == 0,
        .reported = &reported,
        .cwd = run->sandbox.work,
        .home = hr_arena_printf(arena, "%s/home", run->sandbox.folder),
        .socket = run->sandbox.socket,
        .remote = run->world->locality == HR_LOCALITY_REMOTE,
    };

    note_added(run, plan, arena, &c.added);
    for (size_t i = 0; i < plan->findings.n; i++)
        hr_strv_push(arena, &reported, plan->findings.v[i].rule->name);
    hr_render_argv(plan, "docker", arena, &words);
    words.v += 2;
    words.n -= 2;
    asked_of_words(&words, arena, &asked);
    world_names(plan->facts, arena, &c);
    promise_check(&c, arena, broken);
    if (!run->weak)
        check_view(&words, arena, broken);
}

static bool is_broken(void *data, const struct vector *vector)
{
    struct hr_strv broken = { 0 };
    struct hr_arena arena;
    struct hr_plan plan;

    hr_arena_init(&arena);
    if (plan_line(data, vector, &arena, &plan) && !plan.refused)
        check_plan(data, &plan, &arena, &broken);
    hr_arena_finish(&arena);
    return broken.n > 0;
}

static void report(struct run *run, struct vector *vector, const struct hr_strv *broken,
                   struct hr_arena *arena)
{
    struct hr_strv left = { 0 };
    struct hr_plan plan;

    if (run->failures++ >= FAILURES_MAX)
        return;
    printf("%s under %s (%s)\n  docker run %s\n    %s\n", vector->name, run->profile,
           run->world->told, vector_text(vector, arena),
           hr_text_safe(arena, hr_strv_join(arena, broken, "; ")));
    shrink(vector, is_broken, run, arena);
    if (plan_line(run, vector, arena, &plan))
        check_plan(run, &plan, arena, &left);
    printf("  at its smallest: docker run %s\n    %s\n", vector_text(vector, arena),
           hr_text_safe(arena, hr_strv_join(arena, &left, "; ")));
    fflush(stdout);
}

/* The files are the same for every line, but for the last. */
static void write_files(const struct vector *vector)
{
    const struct vector_file *last = &vector->files.v[vector->files.n - 1];
    FILE *file = fopen(last->path, "we");

    if (!file || fputs(last->text, file) < 0 || fclose(file) != 0)
        fail(last->path);
}

static void note_seen(struct run *run, const struct hr_strv *broken, struct hr_arena *arena)
{
    for (size_t i = 0; i < broken->n; i++) {
        broken->v[i][strcspn(broken->v[i], ":")] = '\0';
        if (!hr_strv_has(&run->seen, broken->v[i]))
            hr_strv_push(arena, &run->seen, broken->v[i]);
    }
}

static void check_line(struct run *run, uint64_t index, struct hr_arena *lasting)
{
    struct hr_strv broken = { 0 };
    struct hr_arena arena;
    struct vector vector;
    struct world world;
    struct hr_plan plan;

    hr_arena_init(&arena);
    vector_nasty(run->seed, index, &arena, &vector);
    world_random(run->seed, index, &arena, &world);
    run->world = &world;
    run->lines++;
    write_files(&vector);
    if (!plan_line(run, &vector, &arena, &plan)) {
        run->unread++;
    } else if (plan.refused) {
        run->refused++;
    } else {
        run->passed++;
        check_plan(run, &plan, &arena, &broken);
    }
    if (run->weak)
        note_seen(run, &broken, lasting);
    else if (broken.n > 0)
        report(run, &vector, &broken, &arena);
    hr_arena_finish(&arena);
}

static bool all_seen(const struct run *run)
{
    bool all = true;

    for (size_t i = 0; promise_at(i); i++) {
        if (!hr_strv_has(&run->seen, promise_at(i))) {
            printf("nothing broke the promise %s\n", promise_at(i));
            all = false;
        }
    }
    return all;
}

static void read_command_line(struct run *run, int argc, char **argv, uint64_t numbers[3])
{
    if (argc > 1 && strcmp(argv[1], "-v") == 0) {
        run->verbose = true;
        argv++;
        argc--;
    }
    if (argc < 4 || argc > 5)
        fail("usage: promises [-v] default|strict|none SEED COUNT [FIRST]");
    run->profile = argv[1];
    run->weak = strcmp(run->profile, "none") == 0;
    for (int i = 2; i < argc; i++) {
        if (!hr_number_u64(argv[i], strlen(argv[i]), &numbers[i - 2]))
            fail("that is no number");
    }
    run->seed = numbers[0];
}

static void set_up(struct run *run, struct hr_arena *arena)
{
    const struct hr_rule_names rules = hr_rule_names(arena);
    const struct hr_store store = { .rules = &rules };
    struct hr_errors errs = { 0 };
    struct hr_error err;
    struct vector vector;

    if (!hr_store_choose(&store, &(const struct hr_wish){ .flag = run->profile }, arena,
                         &run->choice, &errs))
        fail(hr_error_text(&errs.v[0], arena));
    vector_nasty(run->seed, 0, arena, &vector);
    if (!sandbox_open(arena, &run->sandbox, &err))
        fail(hr_error_text(&err, arena));
    if (!sandbox_prepare(&run->sandbox, &vector, arena, &err) || chdir(run->sandbox.work) != 0)
        fail(run->sandbox.work);
}

int main(int argc, char **argv)
{
    uint64_t numbers[3] = { 0 };
    struct hr_arena arena;
    struct run run = { 0 };
    bool kept;

    hr_arena_init(&arena);
    read_command_line(&run, argc, argv, numbers);
    set_up(&run, &arena);
    for (uint64_t i = 0; i < numbers[1]; i++)
        check_line(&run, numbers[2] + i, &arena);
    sandbox_close(&run.sandbox);
    printf(
        "%s: %zu lines: %zu let pass, %zu refused, %zu that nobody can read; %zu break a promise\n",
        run.profile, run.lines, run.passed, run.refused, run.unread, run.failures);
    kept = run.weak ? all_seen(&run) : run.failures == 0;
    if (run.passed * PASSED_SHARE < run.lines) {
        puts("too few were let pass");
        kept = false;
    }
    hr_arena_finish(&arena);
    return kept ? 0 : 1;
}
