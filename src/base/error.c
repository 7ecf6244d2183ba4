/* SPDX-License-Identifier: MIT */
#include "hrun/base/error.h"

#include "hrun/base/text.h"

#include <string.h>

static void fill(struct hr_error *err, enum hr_errc code, int sys_errno, const char *msg)
{
    *err = (struct hr_error){ .code = code, .sys_errno = sys_errno, .msg = msg };
}

bool hr_error_set(struct hr_error *err, struct hr_arena *arena, enum hr_errc code,
                  const char *format, ...)
{
    va_list args;

    va_start(args, format);
    fill(err, code, 0, hr_arena_vprintf(arena, format, args));
    va_end(args);
    return false;
}

bool hr_error_sys(struct hr_error *err, struct hr_arena *arena, int sys_errno, const char *format,
                  ...)
{
    const char *msg;
    va_list args;

    va_start(args, format);
    msg = hr_arena_vprintf(arena, format, args);
    va_end(args);
    /* strerror's static buffer would be writable state; the description is a constant. */
    fill(err, HR_ERRC_SYSTEM, sys_errno,
         hr_arena_printf(arena, "%s: %s", msg, strerrordesc_np(sys_errno)));
    return false;
}

bool hr_error_hint(struct hr_error *err, struct hr_arena *arena, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    err->hint = hr_arena_vprintf(arena, format, args);
    va_end(args);
    return false;
}

bool hr_error_wrap(struct hr_error *err, struct hr_arena *arena, const char *format, ...)
{
    const char *context;
    va_list args;

    va_start(args, format);
    context = hr_arena_vprintf(arena, format, args);
    va_end(args);
    err->msg = hr_arena_printf(arena, "%s: %s", context, err->msg);
    return false;
}

static const char *place_text(const struct hr_where *where, struct hr_arena *arena)
{
    const char *text = where->source ? where->source : "";

    if (where->argument > 0)
        return hr_arena_printf(arena, "argument %zu: ", where->argument);
    if (where->line > 0)
        text = hr_arena_printf(arena, "%s:%zu", text, where->line);
    if (where->line > 0 && where->column > 0)
        text = hr_arena_printf(arena, "%s:%zu", text, where->column);
    return *text ? hr_arena_printf(arena, "%s: ", text) : "";
}

const char *hr_error_text(const struct hr_error *err, struct hr_arena *arena)
{
    const char *text =
        hr_arena_printf(arena, "%s%s", place_text(&err->where, arena), err->msg ? err->msg : "");

    if (err->where.pointer && *err->where.pointer)
        text = hr_arena_printf(arena, "%s (at %s)", text, err->where.pointer);
    text = hr_text_safe(arena, text);
    if (err->hint)
        text = hr_arena_printf(arena, "%s\nhint: %s", text, hr_text_safe(arena, err->hint));
    return text;
}

int hr_error_status(enum hr_errc code)
{
    /* docker's own number for "the container did not run"; scripts test for it. */
    static const int statuses[] = {
        [HR_ERRC_NONE] = 0,      [HR_ERRC_USAGE] = 125,  [HR_ERRC_UNKNOWN] = 125,
        [HR_ERRC_INPUT] = 125,   [HR_ERRC_SYSTEM] = 125, [HR_ERRC_ENGINE] = 125,
        [HR_ERRC_REFUSED] = 125,
    };
    _Static_assert(HR_ARRAY_LEN(statuses) == HR_ERRC__COUNT, "a status for every code");

    return statuses[code];
}
