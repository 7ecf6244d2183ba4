/* SPDX-License-Identifier: MIT */
/* The first record of a text, as Go's encoding/csv reads it: what --mount, --network and --gpus
 * look at; and a record that it reads back. Pure. Layer: docker. */
#ifndef HRUN_DOCKER_CSV_H
#define HRUN_DOCKER_CSV_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/base/vec.h"

/* Append the fields of TEXT's first record to FIELDS. Leading blank lines are skipped, what follows
 * the record is ignored. False for a quote in a bare field, an unclosed quote, or no record at all
 * (Go's io.EOF). */
HR_NODISCARD bool hr_csv_record(const char *text, struct hr_arena *arena, struct hr_strv *fields,
                                struct hr_error *err);

/* Write FIELDS as a record that hr_csv_record reads back. Fields of other than printable ASCII are
 * quoted, so that nobody trims them. */
const char *hr_csv_write(const struct hr_strv *fields, struct hr_arena *arena);

#endif
