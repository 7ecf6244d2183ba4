/* SPDX-License-Identifier: MIT */
/* Judgements as SARIF 2.1.0 (OASIS), for code scanning and editors. Pure. Layer: render. */
#ifndef HRUN_RENDER_SARIF_H
#define HRUN_RENDER_SARIF_H

#include "hrun/guard/judgement.h"

/* One log with one run, newline included: the rules that were found with their help, references and
 * severity, and each finding with its place and a fingerprint that stays while other findings come and
 * go. What was let pass is suppressed. */
const char *hr_render_sarif(const struct hr_judgements *judgements, struct hr_arena *arena);

#endif
