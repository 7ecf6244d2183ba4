/* SPDX-License-Identifier: MIT */
/*
 * usage: weakens FILE...: of every row of the corpus that says so, a container that is isolated less than
 * a plain one is under `default` refused, narrowed or told of; one that is not runs. No client is asked. The
 * files of the rows are written into the working directory.
 */
#include "corpus.h"
#include "planned.h"

#include <stdio.h>

static bool is_narrowed(const struct hr_plan *plan)
{
    for (size_t i = 0; i < plan->settings.n; i++) {
        if (plan->settings.v[i].was)
            return true;
    }
    return false;
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
           plan->refused ? "is refused" : "passes unseen", planned_findings(plan, arena));
}

static void check(const struct corpus_row *row, struct hr_arena *arena, struct tally *tally)
{
    struct hr_plan plan;

    if (row->weakens == CORPUS_WEAKENS_UNSAID || !planned(&row->vector, "default", arena, &plan))
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
