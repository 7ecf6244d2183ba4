/* SPDX-License-Identifier: MIT */
/*
 * usage: weakens FILE...: of every row of the corpus that says so, a container that is isolated less than
 * a plain one is under `default` refused, narrowed or told of; one that is not runs. No client is asked. The
 * files of the rows are written into the working directory.
 */
#include "hrun/base/file.h"
#include "hrun/cli/options.h"
#include "hrun/facts/facts.h"
#include "hrun/plan/plan.h"
#include "hrun/policy/store.h"

#include "corpus.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void write_file(const struct vector_file *file)
{
    HR_CLEANUP(hr_fd_close)
    int fd = open(file->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

    if (fd < 0 || write(fd, file->text, strlen(file->text)) < 0)
        perror(file->path);
}

/* The engine has the image, which runs as root, and nothing else that a row names. */
static void answer(struct hr_facts *facts)
{
    facts->image =
        (struct hr_image_facts){ .state = HR_KNOWN, .id = "sha256:0", .user = "", .workdir = "" };
    for (size_t i = 0; i < facts->volumes.n; i++)
        facts->volumes.v[i].state = HR_ABSENT;
    for (size_t i = 0; i < facts->containers.n; i++)
        facts->containers.v[i].state = HR_ABSENT;
    for (size_t i = 0; i < facts->networks.n; i++)
        facts->networks.v[i].state = HR_ABSENT;
}

static bool plan_row(const struct vector *vector, struct hr_arena *arena, struct hr_plan *out)
{
    static struct hr_host host;
    const struct hr_rule_names rules = hr_rule_names(arena);
    const struct hr_store store = { .rules = &rules };
    struct hr_strv environ = { 0 };
    struct hr_choice *choice = hr_arena_alloc(arena, sizeof(*choice));
    struct hr_invocation *invocation = hr_arena_alloc(arena, sizeof(*invocation));
    struct hr_facts *facts = hr_arena_alloc(arena, sizeof(*facts));
    struct hr_questions questions;
    struct hr_errors errs = { 0 };
    struct hr_error err;

    hr_strv_push(arena, &environ, "DOCKER_HOST=unix:///nonexistent/sock");
    hr_strv_extend(arena, &environ, &vector->environ);
    hr_host_ask(environ.v, arena, &host);
    for (size_t i = 0; i < vector->files.n; i++)
        write_file(&vector->files.v[i]);
    if (!hr_invocation_parse((const char *const *)vector->words.v, vector->words.n,
                             hr_own_options(), arena, invocation, &err) ||
        invocation->help || !invocation->has_image ||
        !hr_store_choose(&store, &(const struct hr_wish){ 0 }, arena, choice, &errs))
        return false;
    hr_plan_questions(invocation, choice->profile, arena, &questions);
    hr_facts_ask(&(const struct hr_asking){ .questions = &questions,
                                            .image = &invocation->image,
                                            .host = &host },
                 arena, facts);
    answer(facts);
    hr_plan_build(invocation, choice, facts, &host, arena, out);
    return true;
}

static bool is_narrowed(const struct hr_plan *plan)
{
    for (size_t i = 0; i < plan->settings.n; i++) {
        if (plan->settings.v[i].was)
            return true;
    }
    return false;
}

static const char *findings_of(const struct hr_plan *plan, struct hr_arena *arena)
{
    struct hr_strv names = { 0 };

    for (size_t i = 0; i < plan->findings.n; i++)
        hr_strv_push(arena, &names, plan->findings.v[i].rule->name);
    return hr_strv_join(arena, &names, " ");
}

/* How the rows fared. */
struct tally {
    size_t refused, told, narrowed, ran, bad;
};

static void complain(const struct corpus_row *row, const struct hr_plan *plan,
                     struct hr_arena *arena, struct tally *tally)
{
    tally->bad++;
    printf("%s: %s: %s: %s\n", row->vector.name, hr_strv_join(arena, &row->vector.words, " "),
           plan->refused ? "is refused" : "passes unseen", findings_of(plan, arena));
}

static void check(const struct corpus_row *row, struct hr_arena *arena, struct tally *tally)
{
    struct hr_plan plan;

    if (row->weakens == CORPUS_WEAKENS_UNSAID || !plan_row(&row->vector, arena, &plan))
        return;
    if (plan.refused)
        tally->refused++;
    else if (plan.findings.n > 0)
        tally->told++;
    else if (is_narrowed(&plan))
        tally->narrowed++;
    else
        tally->ran++;
    if (row->weakens == CORPUS_WEAKENS
            ? !plan.refused && plan.findings.n == 0 && !is_narrowed(&plan)
            : plan.refused)
        complain(row, &plan, arena, tally);
}

int main(int argc, char **argv)
{
    struct hr_arena arena;
    struct corpus corpus = { 0 };
    struct tally tally = { 0 };
    struct hr_error err;

    hr_arena_init(&arena);
    for (int i = 1; i < argc; i++) {
        if (!corpus_read(argv[i], &arena, &corpus, &err)) {
            fprintf(stderr, "weakens: %s\n", hr_error_text(&err, &arena));
            return 2;
        }
    }
    for (size_t i = 0; i < corpus.n; i++)
        check(&corpus.v[i], &arena, &tally);
    printf("%zu refused, %zu told of, %zu narrowed, %zu run\n", tally.refused, tally.told,
           tally.narrowed, tally.ran);
    hr_arena_finish(&arena);
    return tally.bad > 0 || tally.refused == 0 || tally.ran == 0;
}
