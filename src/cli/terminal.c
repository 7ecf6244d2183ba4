/* SPDX-License-Identifier: MIT */
#include "hrun/cli/terminal.h"

#include "hrun/base/file.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define ERASE_LINE "\r\x1b[K"

void hr_terminal_hold(void)
{
    int fd;

    do
        fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    while (fd >= 0 && fd <= STDERR_FILENO);
    hr_fd_close(&fd);
}

void hr_terminal_leave_input(void)
{
    HR_CLEANUP(hr_fd_close) int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);

    if (fd < 0 || dup2(fd, STDIN_FILENO) < 0)
        close(STDIN_FILENO);
}

bool hr_terminal_has_colour(const struct hr_host *host, bool is_terminal)
{
    const char *refused = hr_environ_get(&host->environ, "NO_COLOR");
    const char *terminal = hr_environ_get(&host->environ, "TERM");

    return is_terminal && !(refused && *refused) && terminal && strcmp(terminal, "dumb") != 0;
}

void hr_waiting_tick(void *waiting, unsigned elapsed_ms)
{
    struct hr_waiting *w = waiting;

    if (elapsed_ms < 2000 || w->quiet)
        return;
    fprintf(stderr, ERASE_LINE "%s: waiting for the engine, %u s", w->program, elapsed_ms / 1000);
    w->shown = true;
}

void hr_waiting_end(struct hr_waiting *waiting)
{
    if (waiting->shown)
        fputs(ERASE_LINE, stderr);
    waiting->shown = false;
}
