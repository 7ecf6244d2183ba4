/* SPDX-License-Identifier: MIT */
#include "hrun/base/number.h"

#include <string.h>

bool hr_number_u64(const char *text, size_t length, uint64_t *out)
{
    uint64_t value = 0;

    if (length == 0)
        return false;
    for (size_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        if (__builtin_mul_overflow(value, 10, &value) ||
            __builtin_add_overflow(value, (uint64_t)(text[i] - '0'), &value))
            return false;
    }
    *out = value;
    return true;
}

bool hr_number_i64(const char *text, int64_t *out)
{
    const bool negative = *text == '-';
    uint64_t magnitude;
    int64_t value;

    text += negative;
    if (!hr_number_u64(text, strlen(text), &magnitude))
        return false;
    /* The builtins compute without bounds and check at the end: INT64_MIN comes out right. */
    if (negative ? __builtin_sub_overflow(0, magnitude, &value)
                 : __builtin_add_overflow(0, magnitude, &value))
        return false;
    *out = value;
    return true;
}
