/* SPDX-License-Identifier: MIT */
/* What the words of a YAML file are, by the core schema of YAML 1.2. Private to base. */
#ifndef HRUN_BASE_YAML_SCALAR_H
#define HRUN_BASE_YAML_SCALAR_H

#include "hrun/base/json.h"

/* NODE is a string that nothing quotes: null, a boolean or a number where its text is one. */
void hr_yaml_read_plain(struct hr_json *node);

/* True if TAG is one of the schema's, or NULL. */
bool hr_yaml_knows_tag(const char *tag);

#endif
