/* SPDX-License-Identifier: MIT */
/* What an engine answers, out of a case's facts.json. */
#ifndef HRUN_TESTS_GOLDEN_ANSWERS_H
#define HRUN_TESTS_GOLDEN_ANSWERS_H

#include "hrun/facts/facts.h"

/* Read of FACTS
 *
 *     "image": ANSWER
 *     "volumes", "containers", "networks": {NAME: ANSWER}, where ANSWER is the engine's, or "absent", or
 *         {"unknown": WHY}
 *     "name", "fallback": {"user": TEXT, "uid": N, "gid": N} or {"user": TEXT, "unresolved": WHY} */
HR_NODISCARD bool golden_read_answers(const struct hr_json *facts, struct hr_arena *arena,
                                      struct hr_facts *out, struct hr_error *err);

/* Read one ANSWER about an image. */
HR_NODISCARD bool golden_read_image(const struct hr_json *answer, struct hr_arena *arena,
                                    struct hr_image_facts *out, struct hr_error *err);

#endif
