/* SPDX-License-Identifier: MIT */
/* The rule table and what a rule finds. Names are stable and never reused. Layer: guard. */
#ifndef HRUN_GUARD_RULE_H
#define HRUN_GUARD_RULE_H

#include "hrun/base/vec.h"
#include "hrun/docker/invocation.h"
#include "hrun/docker/view.h"
#include "hrun/facts/facts.h"
#include "hrun/policy/profile.h"

#include <stdbool.h>
#include <stddef.h>

struct hr_check; /* guard/check.h */

struct hr_rule {
    const char *name;
    unsigned weight;     /* tenths of a point that it adds to the exposure: see guard/exposure.h */
    enum hr_level level; /* where no profile says otherwise */
    bool fixed;          /* no profile says otherwise, and nothing lets it pass */
    bool of_files;  /* who reads a file of containers finds it; no line that is typed breaks it */
    bool of_launch; /* about what a launch would do: never of a container that is there */
    unsigned verbs; /* enum hr_verb, or-ed: those beside run and create whose options it judges */
    void (*check)(const struct hr_check *check); /* NULL: who reads the text finds it */
    const char
        *options;     /* the options whose every form the check looks at; one blank between two */
    size_t field;     /* in struct hr_view: what a general check looks at */
    int64_t bad;      /* the number there that trips */
    const char *word; /* the word there that trips */
    size_t key;       /* in struct hr_profile: a word, or a list of names, that may stand
                            there; 0 for none */
    const char *list; /* the JSON pointer of the profile's list that lets subjects pass; NULL: there
                            is none */
    size_t demand;    /* in struct hr_profile: true there makes its level deny; 0 for none */
    const char *title;  /* what is wrong */
    const char *why;    /* what it lets happen, for messages */
    const char *absent; /* what is missing where no setting is at fault; NULL: nothing can be */
    const char *remedy; /* what a person can write instead */
    const char *refs;   /* CIS Docker Benchmark, OWASP Docker cheat sheet, Pod Security */
};

/* How it is known. */
enum hr_evidence {
    HR_EVIDENCE_TEXT,    /* what somebody wrote: a line, a file */
    HR_EVIDENCE_INSPECT, /* what the engine says of the container */
    HR_EVIDENCE_KERNEL,  /* what the kernel says of its processes */
};

/* A rule that tripped. */
struct hr_finding {
    const struct hr_rule *rule;
    enum hr_level level;
    enum hr_evidence evidence;
    const struct hr_setting *setting; /* NULL: something is missing, or the image */
    struct hr_origin
        place; /* where no setting is at fault but a place in a file; name NULL: nowhere */
    const char *subject;    /* NULL if the rule has none */
    bool unlisted;          /* which the rule's list does not take */
    bool doubtful;          /* nobody knows, and the worst is taken */
    const char *message;    /* what is wrong, and why that matters */
    const char *what, *why; /* the same in two; NULL where `message` is all */
    const char *remedy;
    const char *once;    /* the --allow that lets it pass; NULL where none is of use */
    bool locked;         /* by the system policy: nothing lets it pass */
    const char *allowed; /* the reason given for letting it pass; NULL if nobody did */
};
struct hr_findings {
    HR_VEC(struct hr_finding);
};

/* All rules, COUNT in *COUNT, sorted by name. */
const struct hr_rule *hr_rules(size_t *count);

/* The rule called NAME, or NULL. */
const struct hr_rule *hr_rule_named(const char *name);

/* The rule that ERR breaks, which is of a line that cannot be read, whole or in part: `unknown-option`,
 * `unknown-part`, `unknown-command` or `usage`. */
const struct hr_rule *hr_rule_of_error(const struct hr_error *err);

/* The names that `rules` of a profile may hold, sorted: all but the fixed ones. */
struct hr_rule_names hr_rule_names(struct hr_arena *arena);

/* What RULE refers to, each by itself: "CIS 5.1". */
struct hr_strv hr_rule_refs(const struct hr_rule *rule, struct hr_arena *arena);

/* "text", "inspect" or "kernel". */
const char *hr_evidence_name(enum hr_evidence evidence);

/* The level of RULE under PROFILE. */
enum hr_level hr_rule_level(const struct hr_rule *rule, const struct hr_profile *profile);

#endif
