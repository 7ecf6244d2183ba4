/* SPDX-License-Identifier: MIT */
/*
 * What the kernel says of a running container, against the same rules. Where the kernel shows what a
 * setting asks for, nothing is found; where it shows something worse, the finding says both and its
 * evidence is the kernel; where it shows that what trips did not happen, the finding is gone. What the
 * kernel does not tell changes nothing. Pure. Layer: guard.
 */
#ifndef HRUN_GUARD_KERNEL_H
#define HRUN_GUARD_KERNEL_H

#include "hrun/facts/kernel.h"
#include "hrun/guard/guard.h"

/* Bring FINDINGS, which hr_guard_judge made of C, in line with KERNEL. */
void hr_kernel_judge(const struct hr_case *c, const struct hr_kernel_facts *kernel,
                     struct hr_arena *arena, struct hr_findings *findings);

/* What KERNEL comes to, for people: "the kernel was asked about 3 processes". */
const char *hr_kernel_text(const struct hr_kernel_facts *kernel, struct hr_arena *arena);

#endif
