/* SPDX-License-Identifier: MIT */
/* What subcommands say, and the status that goes with it. */
#include "hrun/base/text.h"
#include "hrun/cli/ctl.h"
#include "hrun/cli/terminal.h"
#include "hrun/render/judgement.h"
#include "hrun/render/sarif.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum hr_ctl_status hr_ctl_print(const struct hr_ctl *ctl, const char *text)
{
    if (fputs(text, stdout) >= 0 && fflush(stdout) == 0)
        return HR_CTL_DONE;
    fprintf(stderr, "hrunctl: standard output cannot be written: %s\n",
            hr_text_safe(ctl->arena, strerrordesc_np(errno)));
    return HR_CTL_FAILED;
}

enum hr_ctl_status hr_ctl_fail_all(const struct hr_ctl *ctl, const struct hr_errors *errs)
{
    for (size_t i = 0; i < errs->n; i++)
        fprintf(stderr, "hrunctl: %s\n", hr_error_text(&errs->v[i], ctl->arena));
    return HR_CTL_FAILED;
}

enum hr_ctl_status hr_ctl_fail(const struct hr_ctl *ctl, const struct hr_error *err)
{
    struct hr_errors errs = { 0 };

    *HR_VEC_PUSH(ctl->arena, &errs) = *err;
    return hr_ctl_fail_all(ctl, &errs);
}

bool hr_ctl_has_format(const struct hr_ctl *ctl, const char *word)
{
    const char *given = ctl->given[HR_CTL_FORMAT];

    if (!given)
        given = ctl->given[HR_CTL_REPORT_FORMAT];
    return strcmp(given ? given : "text", word) == 0;
}

enum hr_level hr_ctl_fail_on(const struct hr_ctl *ctl)
{
    const char *given = ctl->given[HR_CTL_FAIL_ON];

    if (given && strcmp(given, "never") == 0)
        return HR_LEVEL_DENY + 1;
    return given && strcmp(given, "warn") == 0 ? HR_LEVEL_WARN : HR_LEVEL_DENY;
}

static const char *report_text(const struct hr_ctl *ctl, const struct hr_judgements *judgements)
{
    const struct hr_judgement_style style = {
        .colour = hr_terminal_has_colour(&ctl->host, ctl->host.stdout_is_tty),
        .verbose = ctl->given[HR_CTL_VERBOSE] != NULL,
    };

    if (hr_ctl_has_format(ctl, "json"))
        return hr_render_judgements_json(judgements, ctl->arena);
    if (hr_ctl_has_format(ctl, "sarif"))
        return hr_render_sarif(judgements, ctl->arena);
    return hr_render_judgements_text(judgements, &style, ctl->arena);
}

enum hr_ctl_status hr_ctl_report(const struct hr_ctl *ctl, const struct hr_judgements *judgements)
{
    if (!ctl->given[HR_CTL_QUIET] &&
        hr_ctl_print(ctl, report_text(ctl, judgements)) == HR_CTL_FAILED)
        return HR_CTL_FAILED;
    return hr_judgements_have(judgements, hr_ctl_fail_on(ctl)) ? HR_CTL_FOUND : HR_CTL_DONE;
}
