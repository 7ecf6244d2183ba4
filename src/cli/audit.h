/* SPDX-License-Identifier: MIT */
/* What the steps of an audit share. Private to cli. */
#ifndef HRUN_CLI_AUDIT_H
#define HRUN_CLI_AUDIT_H

#include "hrun/base/map.h"
#include "hrun/cli/ctl.h"
#include "hrun/cli/terminal.h"
#include "hrun/facts/ask.h"
#include "hrun/facts/kernel.h"
#include "hrun/guard/claim.h"
#include "hrun/policy/store.h"
#include "hrun/source/inspect.h"

/* One container under audit. */
struct hr_audited {
    const struct hr_json *document;
    const char *image_id; /* as the engine knows its image; NULL: the document does not say */
    struct hr_inspected inspected;
    struct hr_settings settings;          /* its own, then those that other containers gave it */
    const struct hr_choice *gate;         /* the policy that it is judged by */
    const struct hr_kernel_facts *kernel; /* NULL: nobody asked */
    struct hr_questions questions;
    struct hr_facts facts;
};
struct hr_auditeds {
    HR_VEC(struct hr_audited);
};

/* The policies chosen so far. */
struct hr_gates {
    HR_VEC(const struct hr_choice *);
    struct hr_map by_image; /* their places, by the image's name; by "" where one is named */
};

/* The profiles that labels name; NULL for one that cannot be read. */
struct hr_claimed {
    HR_VEC(const struct hr_profile *);
    struct hr_map by_name; /* their places */
};

struct hr_audit {
    struct hr_ctl *ctl;
    bool from_input;   /* the documents are standard input's, of an engine that may be another */
    bool asks;         /* the engine is asked */
    bool failed;       /* something could not be done, and was told of */
    size_t told;       /* of how much of it */
    bool asked_engine; /* `engine` was */
    pid_t engine;      /* its process, as this one counts; 0: unknown */
    struct hr_asking asking;
    struct hr_ask ask; /* with `asking` */
    struct hr_notebook notebook;
    struct hr_waiting waiting;
    struct hr_progress progress;
    struct hr_gates gates;
    struct hr_claimed claimed;
    struct hr_auditeds containers;
};

/* Tell of ERR, about one of the containers: the others are still judged. */
void hr_audit_tell(struct hr_audit *audit, const struct hr_error *err);

/* Find the documents of the containers that the operands, --all or standard input name, each container
 * once. False where there is nothing to go on with. */
HR_NODISCARD bool hr_audit_find(struct hr_audit *audit);

/* Read the documents; one that cannot be read is told of and left out. */
void hr_audit_read(struct hr_audit *audit);

/* Choose the policies and find out what they need to know. False if there is no policy. */
HR_NODISCARD bool hr_audit_learn(struct hr_audit *audit, struct hr_errors *errs);

/* Find out what the kernel says of the containers, but of those that do not run, or may be another
 * host's. */
void hr_audit_ask_kernel(struct hr_audit *audit);

/* Hold ONE to the profile that CLAIM, of its labels, names: CLAIM's state, and what is to be told of in
 * FINDINGS. */
void hr_audit_check_claim(struct hr_audit *audit, const struct hr_audited *one,
                          struct hr_claim *claim, struct hr_findings *findings);

#endif
