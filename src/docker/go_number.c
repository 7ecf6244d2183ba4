/* SPDX-License-Identifier: MIT */
#include "hrun/base/number.h"
#include "hrun/base/text.h"
#include "hrun/docker/go.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

bool hr_go_bool(const char *text, bool *out)
{
    static const char *const words[2][6] = {
        { "0", "f", "F", "false", "FALSE", "False" },
        { "1", "t", "T", "true", "TRUE", "True" },
    };

    for (int value = 0; value < 2; value++) {
        for (size_t i = 0; i < HR_ARRAY_LEN(words[value]); i++) {
            if (strcmp(text, words[value][i]) == 0) {
                *out = value;
                return true;
            }
        }
    }
    return false;
}

/* ASCII letters only; what it makes of other bytes is no letter. */
static char lower(char byte)
{
    return (char)(byte | 0x20);
}

static unsigned digit_value(char byte)
{
    if (byte >= '0' && byte <= '9')
        return (unsigned)(byte - '0');
    if (lower(byte) >= 'a' && lower(byte) <= 'z')
        return (unsigned)(lower(byte) - 'a') + 10;
    return UINT_MAX;
}

/* True if a '_' at AT stands between digits, or between a base's prefix and a digit. TEXT is where
 * the number starts. */
static bool is_separator(const char *text, const char *at, unsigned base)
{
    return *at == '_' && at > text && digit_value(at[1]) < base &&
           (digit_value(at[-1]) < base || strchr("bBoOxX", at[-1]));
}

/* The base that a prefix 0b, 0o or 0x names, or 0. */
static unsigned prefix_base(const char *text)
{
    if (*text != '0')
        return 0;
    switch (lower(text[1])) {
    case 'b':
        return 2;
    case 'o':
        return 8;
    case 'x':
        return 16;
    default:
        return 0;
    }
}

static bool read_uint(const char *text, uint64_t max, uint64_t *out)
{
    const unsigned prefix = prefix_base(text), base = prefix ? prefix : *text == '0' ? 8 : 10;
    const char *at = text + (prefix ? 2 : 0);
    uint64_t value = 0;

    if (!*at)
        return false;
    for (; *at; at++) {
        const unsigned digit = digit_value(*at);

        if (is_separator(text, at, base))
            continue;
        if (digit >= base || __builtin_mul_overflow(value, base, &value) ||
            __builtin_add_overflow(value, digit, &value) || value > max)
            return false;
    }
    *out = value;
    return true;
}

bool hr_go_uint(const char *text, unsigned bits, uint64_t *out)
{
    return read_uint(text, UINT64_MAX >> (64 - bits), out);
}

bool hr_go_octal(const char *text, unsigned bits, uint64_t *out)
{
    const uint64_t max = UINT64_MAX >> (64 - bits);
    uint64_t value = 0;

    for (const char *at = text; *at; at++) {
        if (*at < '0' || *at > '7' || value > max >> 3)
            return false;
        value = value << 3 | (uint64_t)(*at - '0');
    }
    if (!*text || value > max)
        return false;
    *out = value;
    return true;
}

bool hr_go_int(const char *text, unsigned bits, int64_t *out)
{
    const bool negative = *text == '-';
    const uint64_t limit = (uint64_t)1 << (bits - 1); /* how far below zero it may go */
    uint64_t size;

    if (*text == '-' || *text == '+')
        text++;
    if (!read_uint(text, negative ? limit : limit - 1, &size))
        return false;
    *out = (int64_t)(negative ? 0 - size : size);
    return true;
}

bool hr_go_atoi(const char *text, int64_t *out)
{
    return hr_number_i64(text[0] == '+' && text[1] != '-' ? text + 1 : text, out);
}

#define FLOAT_MAX 1000 /* bytes; nobody writes a longer number */

/* strconv.ParseFloat of LENGTH bytes: what strtod reads, and '_' between digits; but no blanks, no
 * hexadecimal without an exponent, no signed nan or nan(...), nothing that overflows. */
static bool read_float(const char *text, size_t length, double *out)
{
    const bool sign = *text == '-' || *text == '+';
    const unsigned base = prefix_base(text + sign) == 16 ? 16 : 10;
    char number[FLOAT_MAX + 1];
    char *end = number;

    if (length > FLOAT_MAX)
        return false;
    for (size_t i = 0; i < length; i++) {
        if (!is_separator(text, text + i, base))
            *end++ = text[i];
    }
    *end = '\0';
    if (strpbrk(number, " \t\n\v\f\r()") || (base == 16 && !strpbrk(number, "pP")) ||
        (sign && lower(number[1]) == 'n'))
        return false;
    *out = strtod(number, &end);
    return end > number && !*end && (!isinf(*out) || !strpbrk(number, "0123456789"));
}

/* Go's conversion on amd64. */
static int64_t truncate_size(double size)
{
    return size < 0x1p63 ? (int64_t)size : INT64_MIN;
}

static const char size_units[] = "bkmgtp"; /* each 1024 times the one before */

/* The power of two that a suffix stands for. */
static bool read_suffix(const char *suffix, int *power)
{
    const char *unit = strchr(size_units, lower(*suffix)), *more = suffix + 1;

    *power = 0;
    if (!*suffix)
        return true;
    if (strcmp(suffix, "\u212a") == 0) { /* the Kelvin sign, whose lower case is k */
        *power = 10;
        return true;
    }
    if (!unit)
        return false;
    *power = 10 * (int)(unit - size_units);
    return !*more ||
           (*power && (hr_text_equal_nocase(more, "b") || hr_text_equal_nocase(more, "ib")));
}

/* go-units 0.5, since 23.0: the number ends at the last digit, dot or blank. */
static bool read_size(const char *text, int64_t *out)
{
    const char *last = NULL;
    double size;
    int power;

    for (const char *at = text; *at; at++) {
        if (strchr("0123456789. ", *at))
            last = at;
    }
    if (!last || !read_float(text, (size_t)(last - text) + (*last != ' '), &size) || size < 0 ||
        !read_suffix(last + 1, &power))
        return false;
    *out = truncate_size(ldexp(size, power));
    return true;
}

/* go-units 0.4: digits with dots among them, at most one blank, then each at most once a unit, an
 * i and a b. */
static bool read_old_size(const char *text, int64_t *out)
{
    const size_t length = strspn(text, "0123456789.");
    const char *at = text + length, *unit;
    double size;

    if (length == 0 || *text == '.' || text[length - 1] == '.' || !read_float(text, length, &size))
        return false;
    at += *at == ' ';
    unit = *at ? strchr(size_units + 1, lower(*at)) : NULL;
    at += unit != NULL;
    at += lower(*at) == 'i';
    at += lower(*at) == 'b';
    if (*at)
        return false;
    *out = truncate_size(unit ? ldexp(size, 10 * (int)(unit - size_units)) : size);
    return true;
}

bool hr_go_bytes(const char *text, int64_t *out, bool *differs)
{
    const bool old = read_old_size(text, out), now = read_size(text, out);

    if (differs)
        *differs = old != now;
    return old || now;
}

__extension__ typedef unsigned __int128 wide;

/* A number as math/big's Rat holds it here: a whole number times powers of two and five. */
struct product {
    wide factor;
    bool wrapped;  /* the factor lost bits above its 128 */
    int64_t zeros; /* digits that it lacks at its end, so that 1.000 need not be wide */
    int64_t twos, fives;
};

static void widen(struct product *out, unsigned base, unsigned digit)
{
    out->wrapped |= __builtin_mul_overflow(out->factor, base, &out->factor);
    out->wrapped |= __builtin_add_overflow(out->factor, digit, &out->factor);
}

static void push_digit(struct product *out, unsigned base, unsigned digit)
{
    if (digit == 0) {
        out->zeros++;
        return;
    }
    for (; out->zeros > 0; out->zeros--)
        widen(out, base, 0);
    widen(out, base, digit);
}

/* Put in the zeros that are left but those behind the point, of whose PLACES fewer remain. */
static void push_point(struct product *out, unsigned base, int64_t places)
{
    const int64_t spare = out->zeros < places ? out->zeros : places;

    for (out->zeros -= spare; out->zeros > 0; out->zeros--)
        widen(out, base, 0);
    places -= spare;
    out->twos = -places * (base == 16 ? 4 : base == 8 ? 3 : 1);
    out->fives = base == 10 ? -places : 0;
}

/* Read digits; return what follows them, or NULL if there are none. With POINT one dot may stand
 * among them, and a leading 0 does not mean octal. */
static const char *read_digits(const char *text, bool point, struct product *out)
{
    const unsigned prefix = prefix_base(text);
    const unsigned base = prefix ? prefix : *text == '0' && !point ? 8 : 10;
    const char *at = text + (prefix ? 2 : 0), *dot = NULL;
    int64_t count = 0, places = 0;

    *out = (struct product){ 0 };
    for (;; at++) {
        if (digit_value(*at) < base) {
            push_digit(out, base, digit_value(*at));
            count++;
            places += dot != NULL;
        } else if (*at == '.' && point && !dot) {
            dot = at;
        } else if (!is_separator(text, at, base)) {
            break;
        }
    }
    push_point(out, base, places);
    return count ? at : NULL;
}

/* math/big's own limits. */
#define TWOS_MAX  INT64_C(10000000)
#define FIVES_MAX INT64_C(1000000)

/* Read an exponent if there is one; return what follows, or NULL if it is not whole. */
static const char *read_exponent(const char *text, struct product *out)
{
    const bool ten = lower(*text) == 'e', negative = text[0] && text[1] == '-';
    const char *at = text + 1;
    int64_t exponent = 0;

    if (!ten && lower(*text) != 'p')
        return text;
    at += *at == '-' || *at == '+';
    if (digit_value(*at) >= 10)
        return NULL;
    for (; digit_value(*at) < 10 || is_separator(text, at, 10); at++) {
        if (*at != '_' && (__builtin_mul_overflow(exponent, 10, &exponent) ||
                           __builtin_add_overflow(exponent, digit_value(*at), &exponent)))
            return NULL;
    }
    if (exponent > 2 * TWOS_MAX)
        exponent = 2 * TWOS_MAX; /* out of bounds all the same, and safe to add */
    exponent = negative ? -exponent : exponent;
    out->twos += exponent;
    out->fives += ten ? exponent : 0;
    return at;
}

static uint64_t power_of_five(int64_t exponent)
{
    uint64_t power = 1;

    for (uint64_t square = 5; exponent > 0; exponent /= 2, square *= square)
        power *= exponent % 2 ? square : 1;
    return power;
}

/* A number with a point, an exponent, both or neither, in billionths. */
static bool read_decimal(const char *text, uint64_t *nano)
{
    struct product value;

    text = read_digits(text, true, &value);
    text = text ? read_exponent(text, &value) : NULL;
    if (!text || *text)
        return false;
    if (!value.factor && !value.wrapped) {
        *nano = 0;
        return true;
    }
    if (llabs(value.twos) > TWOS_MAX || llabs(value.fives) > FIVES_MAX)
        return false;
    value.twos += 9;
    value.fives += 9;
    for (; value.fives < 0 && value.factor % 5 == 0 && !value.wrapped; value.fives++)
        value.factor /= 5;
    for (; value.twos < 0 && value.factor % 2 == 0 && !value.wrapped; value.twos++)
        value.factor /= 2;
    if (value.twos < 0 || value.fives < 0)
        return false;
    *nano = value.twos < 64 ? (uint64_t)value.factor * power_of_five(value.fives) << value.twos : 0;
    return true;
}

static wide greatest_divisor(wide a, wide b)
{
    while (b) {
        const wide rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* A fraction of two whole numbers, in billionths. */
static bool read_fraction(const char *text, uint64_t *nano)
{
    static const unsigned billion = 1000000000;
    struct product top, bottom;
    wide divisor;

    text = read_digits(text, false, &top);
    if (!text || *text != '/')
        return false;
    text = read_digits(text + 1, false, &bottom);
    if (!text || *text || top.wrapped || bottom.wrapped || !bottom.factor)
        return false;
    divisor = bottom.factor / greatest_divisor(top.factor, bottom.factor);
    if (divisor > billion || billion % divisor)
        return false;
    *nano = (uint64_t)(top.factor / (bottom.factor / divisor)) * (billion / (unsigned)divisor);
    return true;
}

bool hr_go_cpus(const char *text, int64_t *nano)
{
    const bool negative = *text == '-';
    uint64_t size;

    text += *text == '-' || *text == '+';
    if (!(strchr(text, '/') ? read_fraction(text, &size) : read_decimal(text, &size)))
        return false;
    *nano = (int64_t)(negative ? 0 - size : size);
    return true;
}
