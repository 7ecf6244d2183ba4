/* SPDX-License-Identifier: MIT */
/* What the words and tags of a YAML file are, by the core schema of YAML 1.2 and by Compose. Private to
 * base. */
#ifndef HRUN_BASE_YAML_SCALAR_H
#define HRUN_BASE_YAML_SCALAR_H

#include "hrun/base/json.h"

/* NODE is a string that nothing quotes: null, a boolean or a number where its text is one. */
void hr_yaml_read_plain(struct hr_json *node);

enum hr_yaml_tag {
    HR_YAML_TAG_NONE,
    HR_YAML_TAG_CORE,     /* one of the schema's */
    HR_YAML_TAG_OVERRIDE, /* Compose: the value takes the place of an earlier file's */
    HR_YAML_TAG_RESET,    /* Compose: there is none, whatever an earlier file says */
    HR_YAML_TAG_UNKNOWN,
};

/* What TAG, which may be NULL, means. */
enum hr_yaml_tag hr_yaml_tag(const char *tag);

#endif
