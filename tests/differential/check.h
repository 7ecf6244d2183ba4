/* SPDX-License-Identifier: MIT */
/* What is asked of one vector. A complaint is a line of text in REPORT; no complaint, no finding. */
#ifndef HRUN_TESTS_CHECK_H
#define HRUN_TESTS_CHECK_H

#include "corpus.h"
#include "sandbox.h"

struct client {
    const char *path, *version;
};
struct clients {
    HR_VEC(struct client);
};

struct tally {
    size_t vectors;
    size_t created, refused; /* how runs of a client ended */
    size_t differences;      /* vectors with a complaint */
    size_t loose;            /* vectors that every client refuses and a dry run accepts */
};

struct check {
    const struct sandbox *sandbox;
    const struct clients *clients;
    const char *hrun; /* NULL: each client is compared with itself */
    bool verbose;     /* name the loose ones */
};

struct subject {
    struct vector vector;
    const struct corpus_row *row; /* NULL for a vector that is not from the corpus */
};

/* Find the clients called docker in PATH, /usr/local/bin and /usr/bin, each file once. */
HR_NODISCARD bool check_find_clients(const struct sandbox *sandbox, struct hr_arena *arena,
                                     struct clients *out, struct hr_error *err);

/* Write what CHECK needs into its sandbox. */
HR_NODISCARD bool check_prepare(const struct check *check, struct hr_arena *arena,
                                struct hr_error *err);

/* With the open profile, hrun makes each client send what it sends by itself, and fails where it
 * fails; a dry run says the same image and command, and refuses what no client takes. */
HR_NODISCARD bool check_same(const struct check *check, const struct subject *subject,
                             struct hr_arena *arena, struct tally *tally, struct hr_strv *report,
                             struct hr_error *err);

/* The clients do what the row says. Clients of a version that nobody tried are left out. */
HR_NODISCARD bool check_facts(const struct check *check, const struct subject *subject,
                              struct hr_arena *arena, struct tally *tally, struct hr_strv *report,
                              struct hr_error *err);

#endif
