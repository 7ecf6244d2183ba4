/* SPDX-License-Identifier: MIT */
/*
 * standin-engine [OPTION...] SOCKET [COMMAND [ARG...]]
 *
 * Serve a stand-in engine at SOCKET. With COMMAND, run that with DOCKER_HOST set to the socket, and
 * end when it ends, with its status; without, serve until killed.
 *
 *   --answer GLOB=FILE  the file is what a GET of a matching path and query answers; 404 if there is
 *                       no such file: --answer '/images/nginx:*json=nginx.json'
 *   --api VERSION       the highest API version
 *   --exit STATUS       the exit status of every container
 *   --manner NAME       misbehave: close, hang, garbage, short, stall, error, endless
 *   --missing IMAGE     an image that must be pulled first
 *   --record FILE       append a line for each request: METHOD TARGET BODY
 */
#include "hrun/base/number.h"

#include "standin.h"

#include <getopt.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define ANSWERS_MAX 32

struct command_line {
    struct standin_options options;
    struct standin_answer answers[ANSWERS_MAX];
    int listener;
};

static _Noreturn void fail(const char *what, const char *subject)
{
    fprintf(stderr, "standin-engine: %s: %s\n", subject, what);
    exit(2);
}

static void add_answer(struct command_line *line, char *text)
{
    char *equals = strchr(text, '=');

    if (!equals || line->options.answer_count == ANSWERS_MAX)
        fail("not GLOB=FILE, or too many", text);
    *equals = '\0';
    line->answers[line->options.answer_count++] =
        (struct standin_answer){ .glob = text, .path = equals + 1 };
}

static const char *known_manner(const char *name)
{
    const char *known;

    for (size_t i = 0; (known = standin_manner_at(i)); i++) {
        if (strcmp(known, name) == 0)
            return known;
    }
    fail("no such manner", name);
}

static int status_of(const char *text)
{
    uint64_t status;

    if (!hr_number_u64(text, strlen(text), &status) || status > 255)
        fail("not an exit status", text);
    return (int)status;
}

static void read_options(int argc, char **argv, struct command_line *line)
{
    static const struct option known[] = {
        { "answer", required_argument, NULL, 'a' },
        { "api", required_argument, NULL, 'v' },
        { "exit", required_argument, NULL, 'e' },
        { "manner", required_argument, NULL, 'b' },
        { "missing", required_argument, NULL, 'm' },
        { "record", required_argument, NULL, 'r' },
        { NULL, 0, NULL, 0 },
    };
    int letter;

    while ((letter = getopt_long(argc, argv, "+", known, NULL)) != -1) {
        switch (letter) {
        case 'a':
            add_answer(line, optarg);
            break;
        case 'v':
            line->options.api = optarg;
            break;
        case 'e':
            line->options.exit_status = status_of(optarg);
            break;
        case 'b':
            line->options.manner = known_manner(optarg);
            break;
        case 'm':
            line->options.missing = optarg;
            break;
        case 'r':
            line->options.record = optarg;
            break;
        default:
            exit(2);
        }
    }
    line->options.answers = line->answers;
    if (optind == argc)
        fail("missing SOCKET", "usage");
}

static void *serve(void *data)
{
    const struct command_line *line = data;

    standin_serve(line->listener, &line->options);
}

static _Noreturn void become(char **command, const char *socket)
{
    const size_t size = strlen("unix://") + strlen(socket) + 1;
    char *host = malloc(size);

    if (!host)
        abort();
    snprintf(host, size, "unix://%s", socket);
    setenv("DOCKER_HOST", host, 1);
    execvp(command[0], command);
    perror(command[0]);
    _exit(127);
}

int main(int argc, char **argv)
{
    struct command_line line = { 0 };
    pthread_t thread;
    const char *socket;
    int status;
    pid_t child;

    read_options(argc, argv, &line);
    socket = argv[optind];
    line.listener = standin_listen(socket);
    if (line.listener < 0) {
        perror(socket);
        return 2;
    }
    if (optind + 1 == argc)
        standin_serve(line.listener, &line.options);
    child = fork();
    if (child == 0)
        become(argv + optind + 1, socket);
    if (child < 0 || pthread_create(&thread, NULL, serve, &line) != 0 ||
        waitpid(child, &status, 0) != child) {
        perror("standin-engine");
        return 2;
    }
    unlink(socket);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
