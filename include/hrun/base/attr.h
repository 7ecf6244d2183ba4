/* SPDX-License-Identifier: MIT */
/* Compiler attributes, each under one name. Layer: base; includes nothing. */
#ifndef HRUN_BASE_ATTR_H
#define HRUN_BASE_ATTR_H

/* The result must be looked at: every fallible function has it. */
#define HR_NODISCARD __attribute__((warn_unused_result))

/* FMT is the number of a printf format parameter, FIRST that of its first argument (0 for va_list).
 */
#define HR_PRINTF(fmt, first) __attribute__((format(printf, fmt, first)))

/* Call FN with the variable's address when it goes out of scope. Only for what an arena cannot own.
 */
#define HR_CLEANUP(fn) __attribute__((cleanup(fn)))

#define HR_ARRAY_LEN(array) (sizeof(array) / sizeof((array)[0]))

#endif
