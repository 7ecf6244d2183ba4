/* SPDX-License-Identifier: MIT */
/* usage: peak PROGRAM [ARGUMENT...]: run it with its output thrown away, print its largest resident
 * size in KiB. A child's size starts with its parent's, so this program stays smaller than any. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    struct rusage usage;
    int status = 0;

    if (argc < 2)
        return 2;
    pid_t child = vfork();
    if (child == 0) {
        int null = open("/dev/null", O_RDWR);
        dup2(null, STDOUT_FILENO);
        dup2(null, STDERR_FILENO);
        execvp(argv[1], argv + 1);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) != child || status != 0)
        return 1;
    printf("%ld\n", usage.ru_maxrss);
    return 0;
}
