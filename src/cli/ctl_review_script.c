/* SPDX-License-Identifier: MIT */
/* hrunctl review FILE: every docker run, docker create and hrun in a script. */
#include "hrun/base/file.h"
#include "hrun/base/text.h"
#include "hrun/cli/options.h"
#include "hrun/source/script.h"

#include "review.h"

#include <stdio.h>

static const char *const kinds = "a compose file (*.yaml, *.yml) or a script of sh, bash, dash or "
                                 "ksh (*.sh, *.bash, or #!/bin/sh in its first line)";

/* True if BYTES are a script that can be read. */
static bool check_kind(const struct hr_ctl *ctl, const char *path, const struct hr_bytes *bytes,
                       struct hr_error *err)
{
    const char *other;

    if (hr_script_is_marked(bytes, ctl->arena, &other) || (!other && hr_script_is_named(path)))
        return true;
    if (other)
        hr_error_set(err, ctl->arena, HR_ERRC_INPUT, "a script of %s, which is not understood",
                     *other ? other : "no program");
    else
        hr_error_set(err, ctl->arena, HR_ERRC_INPUT, "neither a compose file nor a shell script");
    err->where = (struct hr_where){ .source = path, .line = 1 };
    return hr_error_hint(err, ctl->arena, "%s", kinds);
}

static bool read_script(const struct hr_ctl *ctl, const char *path, struct hr_script *out,
                        struct hr_error *err)
{
    struct hr_bytes bytes;

    return hr_file_read(path, HR_SCRIPT_MAX_BYTES, ctl->arena, &bytes, NULL, err) &&
           check_kind(ctl, path, &bytes, err) &&
           hr_script_read(&bytes, path, hr_own_options(), ctl->arena, out, err);
}

/* What is of no call is a target of its own, the script. */
static bool review_whole(struct hr_ctl *ctl, const char *path, const struct hr_script *script,
                         struct hr_judgements *out, struct hr_errors *errs)
{
    struct hr_review r = { .ctl = ctl };
    const struct hr_target target = {
        .kind = HR_TARGET_COMMAND,
        .name = path,
        .place = { .kind = HR_ORIGIN_FILE, .name = path, .number = script->errs.v[0].where.line },
    };

    return hr_review_part(&r, target, false, &script->errs, HR_VEC_PUSH(ctl->arena, out), errs);
}

static void tell_of_none(const struct hr_ctl *ctl, const char *path)
{
    if (!ctl->given[HR_CTL_QUIET])
        fprintf(stderr, "hrunctl: %s: nothing in it calls docker run, docker create or hrun\n",
                hr_text_safe(ctl->arena, path));
}

bool hr_review_script(struct hr_ctl *ctl, const char *path, struct hr_judgements *out,
                      struct hr_errors *errs)
{
    struct hr_script script;
    struct hr_error err;

    if (!read_script(ctl, path, &script, &err)) {
        *HR_VEC_PUSH(ctl->arena, errs) = err;
        return false;
    }
    if (script.calls.n == 0 && script.errs.n == 0)
        tell_of_none(ctl, path);
    for (size_t i = 0; i < script.calls.n; i++) {
        const struct hr_script_call *call = &script.calls.v[i];
        struct hr_review r = {
            .ctl = ctl,
            .command = { .is_hrun = call->is_hrun, .verb = call->invocation.verb },
            .invocation = call->invocation,
        };
        const struct hr_target target = {
            .kind = HR_TARGET_COMMAND,
            .name = call->name,
            .place = call->place,
        };

        if (!hr_review_part(&r, target, call->is_read, &call->errs, HR_VEC_PUSH(ctl->arena, out),
                            errs))
            return false;
    }
    return script.errs.n == 0 || review_whole(ctl, path, &script, out, errs);
}
