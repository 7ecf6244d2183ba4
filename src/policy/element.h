/* SPDX-License-Identifier: MIT */
/* Types of the key table whose values are elements of a list of strings: each adds its text to the list
 * that the row's offset leads to. Private to policy. */
#ifndef HRUN_POLICY_ELEMENT_H
#define HRUN_POLICY_ELEMENT_H

#include "hrun/policy/reader.h"

#include <stdbool.h>

bool hr_element_capability(const struct hr_field *field);
bool hr_element_group(const struct hr_field *field);
bool hr_element_image(const struct hr_field *field);
bool hr_element_glob(const struct hr_field *field);
bool hr_element_profile(const struct hr_field *field);
bool hr_element_token(const struct hr_field *field);
bool hr_element_device(const struct hr_field *field);
bool hr_element_host_path(const struct hr_field *field);

/* The capability whose name is nearest to the field's text, or NULL. */
const char *hr_element_nearest_capability(const struct hr_field *field);

#endif
