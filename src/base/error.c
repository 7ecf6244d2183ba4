/* SPDX-License-Identifier: MIT */
#include "hrun/base/error.h"

#include "hrun/base/text.h"

#include <string.h>

static void fill(struct hr_error *err, enum hr_errc code, const char *msg)
{
    *err = (struct hr_error){ .code = code, .msg = msg };
}

bool hr_error_set(struct hr_error *err, struct hr_arena *arena, enum hr_errc code,
                  const char *format, ...)
{
    va_list args;

    va_start(args, format);
    fill(err, code, hr_arena_vprintf(arena, format, args));
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
    fill(err, HR_ERRC_SYSTEM, hr_arena_printf(arena, "%s: %s", msg, strerrordesc_np(sys_errno)));
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
