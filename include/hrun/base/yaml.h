/* SPDX-License-Identifier: MIT */
/*
 * YAML as the tree of base/json.h, for files that people write. libyaml does the parsing; anchors are
 * followed and merge keys (<<) applied, within bounds. Compose's tags mean what they do in a
 * file alone: !reset is null, !override the value itself. Duplicate keys, other tags but YAML's own, more
 * than one document, and more than HR_YAML_NODES_MAX values with every alias written out are errors. A
 * build without libyaml refuses every text. Layer: base.
 */
#ifndef HRUN_BASE_YAML_H
#define HRUN_BASE_YAML_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/base/json.h"

#include <stdbool.h>
#include <stddef.h>

#define HR_YAML_MAX_BYTES ((size_t)1024 * 1024)
#define HR_YAML_NODES_MAX 50000

/* Parse SIZE bytes at TEXT, of a file that errors call SOURCE. Plain scalars are null, booleans and
 * numbers as YAML 1.2's core schema has them, else strings. */
HR_NODISCARD bool hr_yaml_parse(const char *text, size_t size, const char *source,
                                struct hr_arena *arena, const struct hr_json **out,
                                struct hr_error *err);

#endif
