/* SPDX-License-Identifier: MIT */
/* Functions that invite mistakes, made compile errors; force-included into every file of the
 * project. */
#ifndef HRUN_BANNED_H
#define HRUN_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#undef sprintf /* a macro where glibc is fortified and the compiler is clang */
#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf gets strtok atoi atol atoll
#pragma GCC poison strtol strtoul strtoll strtoull mktemp tmpnam system popen

#endif
