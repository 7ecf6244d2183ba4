/* SPDX-License-Identifier: MIT */
/*
 * differ [-v] [-r HRUN] corpus FILE...
 * differ [-v] [-r HRUN] random SEED COUNT [FIRST]
 * differ [-v] [-r HRUN] argv WORD...
 * differ facts FILE...
 * differ [-v] -r HRUN shim SEED COUNT [FIRST]
 * differ [-v] -r HRUN hardened SEED COUNT [FIRST]
 *
 * Compare hrun with the docker clients on this machine, on the vectors of the corpus, on random
 * ones, or on one. Without HRUN a client is compared with itself. Lines with - are what the client
 * does alone, lines with + what hrun makes of it. facts checks the corpus itself, shim what hrun does
 * under the name docker, hardened what it promises.
 * Exit status: 0 no difference, 1 some, 2 could not do it, 77 no docker client here.
 */
#include "hrun/base/number.h"

#include "check.h"
#include "hardened.h"
#include "shim.h"

#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define WORKERS        2
#define PROGRESS_SEC   2
#define EXIT_TROUBLE   2
#define EXIT_NO_CLIENT 77

struct job;

struct mode {
    const char *name;
    bool (*read)(struct job *, char **args, size_t count, struct hr_arena *, struct hr_error *);
    void (*make)(const struct job *, size_t index, struct hr_arena *, struct subject *);
    bool (*check)(const struct check *, const struct subject *, struct hr_arena *, struct tally *,
                  struct hr_strv *report, struct hr_error *);
};

struct job {
    const struct mode *mode;
    const char *hrun;
    bool verbose;
    struct corpus corpus;
    struct hr_strv words;
    uint64_t seed, first;
    size_t count;
    struct clients clients;
    struct tally *tallies; /* one for each worker, in memory that all share */
};

static bool read_files(struct job *job, char **args, size_t count, struct hr_arena *arena,
                       struct hr_error *err)
{
    for (size_t i = 0; i < count; i++) {
        if (!corpus_read(args[i], arena, &job->corpus, err))
            return false;
    }
    job->count = job->corpus.n;
    return true;
}

static void make_row(const struct job *job, size_t index, struct hr_arena *arena,
                     struct subject *out)
{
    (void)arena;
    out->row = &job->corpus.v[index];
    out->vector = out->row->vector;
}

static bool read_numbers(struct job *job, char **args, size_t count, struct hr_arena *arena,
                         struct hr_error *err)
{
    uint64_t numbers[3] = { 0 };

    for (size_t i = 0; i < count && i < HR_ARRAY_LEN(numbers); i++) {
        if (!hr_number_u64(args[i], strlen(args[i]), &numbers[i]))
            return hr_error_set(err, arena, HR_ERRC_USAGE, "'%s' is no number", args[i]);
    }
    job->seed = numbers[0];
    job->count = numbers[1];
    job->first = numbers[2];
    return true;
}

static void make_random(const struct job *job, size_t index, struct hr_arena *arena,
                        struct subject *out)
{
    out->row = NULL;
    vector_random(job->seed, job->first + index, arena, &out->vector);
}

static void make_shim(const struct job *job, size_t index, struct hr_arena *arena,
                      struct subject *out)
{
    out->row = NULL;
    shim_random(job->seed, job->first + index, arena, &out->vector);
}

static void make_nasty(const struct job *job, size_t index, struct hr_arena *arena,
                       struct subject *out)
{
    out->row = NULL;
    vector_nasty(job->seed, job->first + index, arena, &out->vector);
}

static bool read_words(struct job *job, char **args, size_t count, struct hr_arena *arena,
                       struct hr_error *err)
{
    (void)err;
    for (size_t i = 0; i < count; i++)
        hr_strv_push(arena, &job->words, args[i]);
    job->count = 1;
    return true;
}

static void make_given(const struct job *job, size_t index, struct hr_arena *arena,
                       struct subject *out)
{
    (void)index;
    (void)arena;
    out->row = NULL;
    out->vector = (struct vector){ .name = "argv", .words = job->words };
}

static const struct mode modes[] = {
    { "corpus", read_files, make_row, check_same },
    { "random", read_numbers, make_random, check_same },
    { "argv", read_words, make_given, check_same },
    { "facts", read_files, make_row, check_facts },
    { "shim", read_numbers, make_shim, shim_check },
    { "hardened", read_numbers, make_nasty, hardened_check },
};

static _Noreturn void fail(const struct hr_error *err, struct hr_arena *arena)
{
    fprintf(stderr, "differ: %s\n", hr_error_text(err, arena));
    exit(EXIT_TROUBLE);
}

/* One write for all of a vector's report: those of two workers do not mix. */
static void print_report(const struct vector *vector, const struct hr_strv *report,
                         struct hr_arena *arena)
{
    const char *text =
        hr_arena_printf(arena, "%s: docker %s%s%s\n%s\n", vector->name, vector->whole ? "" : "run ",
                        vector_text(vector, arena), vector->terminal ? "   (on a terminal)" : "",
                        hr_strv_join(arena, report, "\n"));

    fputs(text, stdout);
    fflush(stdout);
}

static bool check_one(const struct job *job, const struct check *check, size_t index,
                      struct tally *tally)
{
    struct hr_strv report = { 0 };
    struct subject subject;
    struct hr_arena arena;
    struct hr_error err;
    bool done;

    hr_arena_init(&arena);
    job->mode->make(job, index, &arena, &subject);
    done = job->mode->check(check, &subject, &arena, tally, &report, &err);
    if (!done)
        fprintf(stderr, "differ: %s: %s\n", subject.vector.name, hr_error_text(&err, &arena));
    if (report.n > 0) {
        tally->differences++;
        print_report(&subject.vector, &report, &arena);
    }
    tally->vectors++;
    hr_arena_finish(&arena);
    return done;
}

/* Every WORKERS-th vector, in a sandbox of one's own. */
static _Noreturn void work(const struct job *job, size_t worker, struct hr_arena *arena)
{
    struct sandbox sandbox;
    struct hr_error err;
    const struct check check = {
        .sandbox = &sandbox, .clients = &job->clients, .hrun = job->hrun, .verbose = job->verbose
    };
    bool done;

    if (!sandbox_open(arena, &sandbox, &err))
        fail(&err, arena);
    done = check_prepare(&check, arena, &err) && shim_prepare(&check, arena, &err);
    if (!done)
        fprintf(stderr, "differ: %s\n", hr_error_text(&err, arena));
    for (size_t i = worker; i < job->count && done; i += WORKERS)
        done = check_one(job, &check, i, &job->tallies[worker]);
    sandbox_close(&sandbox);
    hr_arena_finish(arena);
    exit(done ? 0 : EXIT_TROUBLE);
}

static struct tally sum(const struct job *job)
{
    struct tally all = { 0 };

    for (size_t i = 0; i < WORKERS; i++) {
        const struct tally *t = &job->tallies[i];
        all.vectors += t->vectors;
        all.created += t->created;
        all.refused += t->refused;
        all.differences += t->differences;
        all.loose += t->loose;
    }
    return all;
}

/* Wait for the workers, telling a person how far they are. */
static bool await_workers(const struct job *job)
{
    const struct timespec pause = { .tv_nsec = 50L * 1000 * 1000 };
    const time_t start = time(NULL);
    const bool watched = isatty(STDERR_FILENO) == 1;
    size_t left = WORKERS;
    bool done = true;
    int status;

    while (left > 0) {
        const pid_t ended = waitpid(-1, &status, WNOHANG);
        if (ended > 0) {
            left--;
            done = done && WIFEXITED(status) && WEXITSTATUS(status) == 0;
            continue;
        }
        if (watched && time(NULL) - start >= PROGRESS_SEC)
            fprintf(stderr, "\r%zu of %zu vectors ", sum(job).vectors, job->count);
        nanosleep(&pause, NULL);
    }
    if (watched)
        fputc('\r', stderr);
    return done;
}

static bool start_workers(struct job *job, struct hr_arena *arena)
{
    job->tallies = mmap(NULL, WORKERS * sizeof(*job->tallies), PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (job->tallies == MAP_FAILED)
        return false;
    for (size_t i = 0; i < WORKERS; i++) {
        const pid_t child = fork();
        if (child < 0)
            return false;
        if (child == 0)
            work(job, i, arena);
    }
    return true;
}

static void find_clients(struct job *job, struct hr_arena *arena)
{
    struct sandbox sandbox;
    struct hr_error err;
    bool done;

    if (!sandbox_open(arena, &sandbox, &err))
        fail(&err, arena);
    done = check_find_clients(&sandbox, arena, &job->clients, &err);
    sandbox_close(&sandbox);
    if (!done)
        fail(&err, arena);
    for (size_t i = 0; i < job->clients.n; i++)
        printf("docker %s at %s\n", job->clients.v[i].version, job->clients.v[i].path);
    fflush(stdout);
}

static void read_command_line(struct job *job, int argc, char **argv, struct hr_arena *arena)
{
    char path[PATH_MAX];
    struct hr_error err;
    int letter;

    while ((letter = getopt(argc, argv, "+vr:")) != -1) {
        if (letter == '?')
            exit(EXIT_TROUBLE);
        if (letter == 'v') {
            job->verbose = true;
        } else if (realpath(optarg, path) && access(path, X_OK) == 0) {
            job->hrun = hr_arena_strdup(arena, path); /* clients run in another folder */
        } else {
            perror(optarg);
            exit(EXIT_TROUBLE);
        }
    }
    for (size_t i = 0; optind < argc && i < HR_ARRAY_LEN(modes); i++) {
        if (strcmp(modes[i].name, argv[optind]) == 0)
            job->mode = &modes[i];
    }
    if (!job->mode) {
        fputs("usage: differ [-v] [-r HRUN] corpus|random|argv|facts|shim|hardened ARG...\n",
              stderr);
        exit(EXIT_TROUBLE);
    }
    if (!job->mode->read(job, argv + optind + 1, (size_t)(argc - optind - 1), arena, &err))
        fail(&err, arena);
}

int main(int argc, char **argv)
{
    struct job job = { 0 };
    struct hr_arena arena;
    struct tally tally;
    bool done;

    hr_arena_init(&arena);
    read_command_line(&job, argc, argv, &arena);
    find_clients(&job, &arena);
    if (job.clients.n == 0) {
        const char *strict = getenv("HRUN_TEST_STRICT");
        puts("no docker client here");
        hr_arena_finish(&arena);
        return strict && strcmp(strict, "1") == 0 ? EXIT_TROUBLE : EXIT_NO_CLIENT;
    }
    done = start_workers(&job, &arena) && await_workers(&job);
    tally = sum(&job);
    printf("%zu vectors: %zu differ; clients created %zu containers and refused %zu times; "
           "%zu times hrun and the clients disagree on what to refuse\n",
           tally.vectors, tally.differences, tally.created, tally.refused, tally.loose);
    hr_arena_finish(&arena);
    /* A comparison in which no client got anywhere compared nothing. */
    if (!done || tally.vectors != job.count || tally.created + tally.refused == 0)
        return EXIT_TROUBLE;
    return tally.differences > 0;
}
