/* SPDX-License-Identifier: MIT */
/*
 * How much of the host a container exposes, as one number from 0.0 to 10.0: the sum of the weights of the
 * rules that trip, each once. 0 is a container that `strict` made, 10 is --privileged with the host's
 * namespaces, and there it ends. Numbers are tenths. Pure. Layer: guard.
 */
#ifndef HRUN_GUARD_EXPOSURE_H
#define HRUN_GUARD_EXPOSURE_H

#include "hrun/guard/rule.h"

#define HR_EXPOSURE_MAX 100

/* The exposure of what trips FINDINGS, whatever their levels. */
unsigned hr_exposure(const struct hr_findings *findings);

/* A word for an exposure: "perfect", "ok", "medium", "exposed", "unsafe", "dangerous". */
const char *hr_exposure_word(unsigned exposure);

/* Text of an exposure: "4.6". */
const char *hr_exposure_text(unsigned exposure, struct hr_arena *arena);

/* How bad it is that RULE trips, by itself, from 0.1 to 10.0: what SARIF calls security-severity. */
const char *hr_exposure_severity(const struct hr_rule *rule);

#endif
