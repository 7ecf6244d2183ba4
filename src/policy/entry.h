/* SPDX-License-Identifier: MIT */
/* Types of the key table whose values have names of their own: a rule's level, a tmpfs, a ulimit, a
 * label, a variable. Each adds itself to the list that the row's offset leads to. Private to policy. */
#ifndef HRUN_POLICY_ENTRY_H
#define HRUN_POLICY_ENTRY_H

#include "hrun/policy/reader.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool hr_entry_level(const struct hr_field *field);
bool hr_entry_mount(const struct hr_field *field);
bool hr_entry_ulimit(const struct hr_field *field);
bool hr_entry_label(const struct hr_field *field);
bool hr_entry_variable(const struct hr_field *field);

/* Return the index of TEXT among WORDS, which may be NULL, or -1. */
int hr_type_word(const char *const *words, const char *text);

/* True for letters, digits and the bytes of OTHERS, a letter or digit first. */
bool hr_type_is_word(const char *text, const char *others);

/* True for a uid or gid of at least MIN, in LENGTH digits: a leading zero is not wrong to docker, but
 * nobody means it. */
bool hr_type_is_id(const char *text, size_t length, int64_t min);

/* Read a size that every known client reads, and reads alike. */
bool hr_type_size(const char *text, int64_t *bytes);

#endif
