/* SPDX-License-Identifier: MIT */
/* The smallest line that still fails. */
#ifndef HRUN_TESTS_SHRINK_H
#define HRUN_TESTS_SHRINK_H

#include "../differential/vector.h"

#include <stdbool.h>

/* Take words and then bytes out of VECTOR for as long as FAILS says yes to what is left. */
void shrink(struct vector *vector, bool (*fails)(void *data, const struct vector *vector),
            void *data, struct hr_arena *arena);

#endif
