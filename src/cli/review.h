/* SPDX-License-Identifier: MIT */
/* What the ways to review share. Private to cli. */
#ifndef HRUN_CLI_REVIEW_H
#define HRUN_CLI_REVIEW_H

#include "hrun/cli/ctl.h"
#include "hrun/docker/command.h"
#include "hrun/docker/invocation.h"
#include "hrun/policy/store.h"

/* One container under review. */
struct hr_review {
    struct hr_ctl *ctl;
    struct hr_command command;
    struct hr_invocation invocation;
    struct hr_choice gate; /* the policy that it is judged by */
    struct hr_choice own;  /* of a hrun line: the one that hardens it */
    struct hr_facts facts;
};

/* Choose the policies: of a hrun line its own, and unless another is named it is judged by that one
 * too. */
HR_NODISCARD bool hr_review_choose(struct hr_review *r, struct hr_errors *errs);

/* Ask what is needed and judge the invocation; TARGET says what it is. */
void hr_review_judge(struct hr_review *r, struct hr_target target, struct hr_judgement *out);

/* Judge what a file says, TARGET, as far as it could be read: where it could not be, IS_READ is false and
 * the first of ERRS why. False, with OUT's errors in FAILED, where no policy can be chosen. */
HR_NODISCARD bool hr_review_part(struct hr_review *r, struct hr_target target, bool is_read,
                                 const struct hr_errors *errs, struct hr_judgement *out,
                                 struct hr_errors *failed);

/* Review the script at PATH. False with the reasons in ERRS. */
HR_NODISCARD bool hr_review_script(struct hr_ctl *ctl, const char *path, struct hr_judgements *out,
                                   struct hr_errors *errs);

/* Review the files that the operands name. */
enum hr_ctl_status hr_review_files(struct hr_ctl *ctl);

#endif
