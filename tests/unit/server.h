/* SPDX-License-Identifier: MIT */
/* A server in a process of its own, on a socket in the scratch folder, that does one thing to
 * everybody who connects. */
#ifndef HRUN_TESTS_SERVER_H
#define HRUN_TESTS_SERVER_H

#include "scratch.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

enum manner {
    ANSWER,      /* read the request, send the text, close */
    STAY,        /* send the text, and never close */
    CLOSE,       /* close without reading */
    DRIP,        /* send the text over and over, byte by byte */
    FLOOD,       /* send the text over and over, as fast as it goes */
    DO_NOT_TAKE, /* listen, and accept nobody */
    KEEP, /* send the text whenever asked, until the other side closes; to who asks for /bad, close;
                    to who asks for /hang, say nothing */
};

struct server {
    pid_t pid;
    int listener;
    const char *path;
    int heard; /* where the server writes what it was asked */
};

/* Read into TEXT, of SIZE bytes, up to and with the empty line, and pass it on to HEARD. */
static inline size_t server_read(int fd, int heard, char *text, size_t size)
{
    size_t length = 0;

    while (length < size && (length < 4 || memcmp(text + length - 4, "\r\n\r\n", 4) != 0) &&
           read(fd, text + length, 1) == 1)
        length++;
    ck_assert_int_eq(write(heard, text, length), (ssize_t)length);
    return length;
}

static inline void server_hear(int fd, int heard)
{
    char text[4096];

    server_read(fd, heard, text, sizeof(text));
}

/* In a process of its own for each connection. */
static inline void server_keep(const struct server *server, int fd, const char *answer)
{
    static const char connected[] = "connected\n";
    char text[4097] = "";
    size_t size;

    if (fork() != 0)
        return;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    ck_assert_int_eq(write(server->heard, connected, sizeof(connected) - 1), sizeof(connected) - 1);
    while ((size = server_read(fd, server->heard, text, sizeof(text) - 1)) > 0) {
        text[size] = '\0';
        if (strstr(text, "/bad"))
            break;
        while (strstr(text, "/hang"))
            pause();
        if (send(fd, answer, strlen(answer), MSG_NOSIGNAL) < 0)
            break;
    }
    _exit(0);
}

static inline void server_send(int fd, const char *text, enum manner manner)
{
    const size_t size = strlen(text), step = manner == DRIP ? 1 : size;
    bool open = true;

    for (size_t at = 0; open && at < size; at += step)
        open = send(fd, text + at, step, MSG_NOSIGNAL) == (ssize_t)step;
    while (open && (manner == DRIP || manner == FLOOD)) {
        open = send(fd, text, step, MSG_NOSIGNAL) > 0;
        if (manner == DRIP)
            usleep(1000);
    }
    while (manner == STAY)
        pause();
}

static inline void server_run(const struct server *server, const char *text, enum manner manner)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* a failed test leaves nobody behind */
    for (;;) {
        const int fd = manner == DO_NOT_TAKE ? pause() : accept(server->listener, NULL, NULL);

        if (manner == KEEP) {
            server_keep(server, fd, text);
        } else if (manner != CLOSE) {
            server_hear(fd, server->heard);
            server_send(fd, text, manner);
        }
        close(fd);
    }
}

static inline struct server server_start_at(const char *path, const char *text, enum manner manner)
{
    struct server server = { .path = path };
    struct sockaddr_un address = { .sun_family = AF_UNIX };

    ck_assert_uint_lt(strlen(server.path), sizeof(address.sun_path));
    memcpy(address.sun_path, server.path, strlen(server.path));
    server.heard = open(scratch_text("@/heard"), O_WRONLY | O_CREAT | O_APPEND, 0600);
    server.listener = socket(AF_UNIX, SOCK_STREAM, 0);
    ck_assert_int_eq(bind(server.listener, (const struct sockaddr *)&address, sizeof(address)), 0);
    ck_assert_int_eq(listen(server.listener, manner == DO_NOT_TAKE ? 0 : 16), 0);
    server.pid = fork();
    ck_assert_int_ge(server.pid, 0);
    if (server.pid == 0)
        server_run(&server, text, manner);
    return server;
}

static inline struct server server_start(const char *text, enum manner manner)
{
    return server_start_at(scratch_text("@/engine.sock"), text, manner);
}

static inline void server_stop(const struct server *server)
{
    kill(server->pid, SIGKILL);
    waitpid(server->pid, NULL, 0);
    close(server->listener);
    close(server->heard);
}

#endif
