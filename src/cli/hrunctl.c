/* SPDX-License-Identifier: MIT */
/* hrunctl: read the words, do what the subcommand's row says. */
#include "hrun/cli/ctl.h"
#include "hrun/cli/terminal.h"
#include "hrun/version.h"

#include <unistd.h>

static enum hr_ctl_status run(struct hr_ctl *ctl, const char *const *argv, size_t count)
{
    struct hr_error err;

    if (!hr_ctl_parse(argv, count, ctl, &err))
        return hr_ctl_fail(ctl, &err);
    if (ctl->help)
        return hr_ctl_print(ctl, hr_ctl_help(ctl->command, ctl->arena));
    if (!ctl->command)
        return hr_ctl_print(ctl, "hrunctl " HR_VERSION "\n");
    return ctl->command->exec(ctl);
}

int main(int argc, char **argv)
{
    struct hr_arena arena;
    struct hr_ctl ctl = { .arena = &arena };
    enum hr_ctl_status status;

    hr_terminal_hold();
    hr_arena_init(&arena);
    hr_host_ask(environ, &arena, &ctl.host);
    status = run(&ctl, (const char *const *)argv + (argc > 0), argc > 0 ? (size_t)argc - 1 : 0);
    hr_arena_finish(&arena);
    return (int)status;
}
