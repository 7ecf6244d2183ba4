/* SPDX-License-Identifier: MIT */
/*
 * A stand-in for docker's client, told by its environment what to note and how to end:
 *
 *   FAKE_DOCKER_ARGV    file that gets its arguments, argv[0] first, a NUL after each
 *   FAKE_DOCKER_ENV     file that gets its environment, a NUL after each variable
 *   FAKE_DOCKER_PID     file that gets its process id
 *   FAKE_DOCKER_COPY    if set: copy standard input to standard output
 *   FAKE_DOCKER_SIGNAL  number of the signal to die by
 *   FAKE_DOCKER_STATUS  exit status (default 0)
 *   FAKE_DOCKER_IMAGE   file to print when called as `image inspect`, after docker's own options or
 *                       without; nothing else is done then. If
 *                       it is not set, no image exists
 *
 * 111 is its own failure.
 */
#include "hrun/base/attr.h"
#include "hrun/base/number.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define OWN_FAILURE 111

static _Noreturn void fail(const char *what)
{
    fprintf(stderr, "fake-docker: %s: %s\n", what, strerror(errno));
    exit(OWN_FAILURE);
}

/* Open the file that VARIABLE names; NULL if it is not set. */
static FILE *file_in(const char *variable)
{
    const char *path = getenv(variable);
    FILE *file = path ? fopen(path, "we") : NULL;

    if (path && !file)
        fail(path);
    return file;
}

static void note_words(const char *variable, char *const *words)
{
    FILE *file = file_in(variable);

    for (; file && *words; words++)
        fwrite(*words, 1, strlen(*words) + 1, file);
    if (file && fclose(file) != 0)
        fail(variable);
}

static void note_pid(void)
{
    FILE *file = file_in("FAKE_DOCKER_PID");

    if (file && (fprintf(file, "%d\n", (int)getpid()) < 0 || fclose(file) != 0))
        fail("FAKE_DOCKER_PID");
}

static void copy(int from)
{
    char bytes[4096];
    ssize_t got;

    while ((got = read(from, bytes, sizeof(bytes))) > 0) {
        for (ssize_t at = 0, put; at < got; at += put) {
            put = write(STDOUT_FILENO, bytes + at, (size_t)(got - at));
            if (put < 0)
                fail("standard output");
        }
    }
    if (got < 0)
        fail("input");
}

static int number_in(const char *variable)
{
    const char *text = getenv(variable);
    uint64_t number = 0;

    if (!text)
        return 0;
    if (!hr_number_u64(text, strlen(text), &number) || number > 255) {
        errno = EINVAL;
        fail(variable);
    }
    return (int)number;
}

static int print_image(const char *name)
{
    const char *path = getenv("FAKE_DOCKER_IMAGE");
    int file;

    if (!path) {
        puts("[]");
        fprintf(stderr, "Error: No such image: %s\n", name ? name : "");
        return EXIT_FAILURE;
    }
    file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        fail(path);
    copy(file);
    return EXIT_SUCCESS;
}

static void die_by(int number)
{
    const struct rlimit none = { 0 };

    setrlimit(RLIMIT_CORE, &none);
    signal(number, SIG_DFL);
    raise(number);
}

int main(int argc, char **argv)
{
    int first = 1;

    while (first < argc && strncmp(argv[first], "--", 2) == 0 && strchr(argv[first], '='))
        first++;
    if (argc > first + 2 && strcmp(argv[first], "image") == 0 &&
        strcmp(argv[first + 1], "inspect") == 0)
        return print_image(argv[first + 2]);
    note_words("FAKE_DOCKER_ARGV", argv);
    note_words("FAKE_DOCKER_ENV", environ);
    note_pid();
    if (getenv("FAKE_DOCKER_COPY"))
        copy(STDIN_FILENO);
    if (number_in("FAKE_DOCKER_SIGNAL") > 0)
        die_by(number_in("FAKE_DOCKER_SIGNAL"));
    return number_in("FAKE_DOCKER_STATUS");
}
