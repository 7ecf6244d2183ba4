/* SPDX-License-Identifier: MIT */
#include "hrun/engine/client.h"

#include "hrun/base/text.h"
#include "hrun/base/vec.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define FIRST_BYTES   ((size_t)8 * 1024) /* most answers fit */
#define HEAD_MAX      ((size_t)64 * 1024)
#define COMPLAINT_MAX ((size_t)4 * 1024)
#define TICK_MS       200
#define RETRY_MS      5

static int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The milliseconds until DEADLINE, at most MOST, for poll. */
static int until(int64_t deadline, int most)
{
    const int64_t left = deadline - now_ms();

    return left <= 0 ? 0 : left < most ? (int)left : most;
}

/* Bytes that come in, at most MAX. */
struct intake {
    char *data;
    size_t size, cap, max;
};

enum flow {
    FLOW_SOME,  /* something came */
    FLOW_NONE,  /* nothing is there yet */
    FLOW_END,   /* the other side closed */
    FLOW_FULL,  /* more than MAX came */
    FLOW_ERROR, /* errno says why */
};

/* Read once from FD, which does not block. */
static enum flow take(int fd, struct hr_arena *arena, struct intake *in)
{
    ssize_t got;

    if (!in->data) {
        in->cap = FIRST_BYTES;
        in->data = hr_arena_alloc(arena, in->cap);
    }
    in->data = hr_vec_reserve(arena, in->data, in->size, &in->cap, 1);
    got = read(fd, in->data + in->size, in->cap - in->size);
    if (got < 0)
        return errno == EAGAIN || errno == EINTR ? FLOW_NONE : FLOW_ERROR;
    in->size += (size_t)got;
    if (got == 0)
        return FLOW_END;
    return in->size > in->max ? FLOW_FULL : FLOW_SOME;
}

/* Wait for EVENTS on FD. False, with errno, at DEADLINE, even where something is there: a peer that
 * always has one more byte gets no more time than a silent one. */
static bool await(int fd, short events, int64_t deadline)
{
    struct pollfd wait = { .fd = fd, .events = events };
    int timeout;

    while ((timeout = until(deadline, INT_MAX)) > 0) {
        const int ready = poll(&wait, 1, timeout);

        if (ready > 0)
            return true;
        if (ready < 0 && errno != EINTR)
            return false;
    }
    errno = ETIMEDOUT;
    return false;
}

/* Connect *FD, the caller's to close in any case, to the socket at PATH. False, with errno, if that
 * cannot be done by DEADLINE. */
static bool dial(const char *path, int64_t deadline, int *fd)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    const size_t length = strlen(path);
    const socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length);

    if (length >= sizeof(address.sun_path)) {
        errno = ENAMETOOLONG;
        return false;
    }
    memcpy(address.sun_path, path, length);
    if (*path == '@') /* the abstract namespace, as the client writes it */
        address.sun_path[0] = '\0';
    *fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (*fd < 0)
        return false;
    /* Where the listener's queue is full, a unix socket says EAGAIN, and nothing can be polled. */
    while (connect(*fd, (const struct sockaddr *)&address, size) < 0) {
        if (errno != EAGAIN && errno != EINTR)
            return false;
        if (until(deadline, 1) == 0) {
            errno = ETIMEDOUT;
            return false;
        }
        poll(NULL, 0, RETRY_MS);
    }
    return true;
}

/* False, with errno, if TEXT cannot be sent by DEADLINE. A peer that stops listening may have
 * answered already: its answer counts. */
static bool say(int fd, const char *text, int64_t deadline)
{
    size_t left = strlen(text);

    while (left > 0) {
        const ssize_t sent = send(fd, text, left, MSG_NOSIGNAL);

        if (sent < 0 && errno == EPIPE)
            return true;
        if (sent < 0 && errno != EAGAIN && errno != EINTR)
            return false;
        if (sent < 0 && !await(fd, POLLOUT, deadline))
            return false;
        if (sent > 0) {
            text += sent;
            left -= (size_t)sent;
        }
    }
    return true;
}

/* Hear the peer out. False, with errno, if it does not end by DEADLINE or says too much. */
static bool hear(int fd, int64_t deadline, struct hr_arena *arena, struct intake *in)
{
    for (;;) {
        if (!await(fd, POLLIN, deadline))
            return false;
        switch (take(fd, arena, in)) {
        case FLOW_SOME:
            if (hr_http_is_whole(&(const struct hr_bytes){ in->data, in->size }))
                return true;
            break;
        case FLOW_NONE:
            break;
        case FLOW_END:
            return true;
        case FLOW_FULL:
            errno = EMSGSIZE;
            return false;
        case FLOW_ERROR:
            return false;
        }
    }
}

static bool no_answer(const char *socket_path, int number, struct hr_arena *arena,
                      struct hr_error *err)
{
    static const struct {
        int number;
        const char *msg, *hint;
    } causes[] = {
        { ETIMEDOUT, "does not answer in time", "see whether `docker info` hangs too" },
        { EMSGSIZE, "sends an answer without end", "is it a docker engine?" },
        { EACCES, "may not be used by this user",
          "join the socket's group, or set DOCKER_HOST to an engine of your own" },
        { ENOENT, "is not there", "start docker, or set DOCKER_HOST to where the engine listens" },
        { ECONNREFUSED, "is not listened to",
          "start docker, or set DOCKER_HOST to another engine" },
        { ENAMETOOLONG, "has too long a path", "set DOCKER_HOST to a link in a shorter folder" },
    };

    for (size_t i = 0; i < HR_ARRAY_LEN(causes); i++) {
        if (causes[i].number == number) {
            hr_error_set(err, arena, HR_ERRC_ENGINE, "the engine's socket %s %s", socket_path,
                         causes[i].msg);
            return hr_error_hint(err, arena, "%s", causes[i].hint);
        }
    }
    return hr_error_sys(err, arena, number, "the engine's socket %s", socket_path);
}

/* REQUEST as it goes over the wire. */
static const char *words_of(const struct hr_request *request, struct hr_arena *arena)
{
    const char *body = request->body ? request->body : "";
    const char *about = "";

    if (request->body)
        about = hr_arena_printf(arena, "Content-Type: application/json\r\nContent-Length: %zu\r\n",
                                strlen(body));
    return hr_arena_printf(arena,
                           "%s %s HTTP/1.1\r\nHost: docker\r\nUser-Agent: hrun\r\n"
                           "%sConnection: close\r\n\r\n%s",
                           request->method, request->path, about, body);
}

bool hr_engine_send(const char *socket_path, const struct hr_request *request, int timeout_ms,
                    struct hr_arena *arena, struct hr_answer *out, struct hr_error *err)
{
    const int64_t deadline = now_ms() + timeout_ms;
    struct intake in = { .max = HEAD_MAX + HR_ENGINE_ANSWER_MAX };
    HR_CLEANUP(hr_fd_close) int fd = -1;

    if (!dial(socket_path, deadline, &fd) || !say(fd, words_of(request, arena), deadline) ||
        !hear(fd, deadline, arena, &in))
        return no_answer(socket_path, errno, arena, err);
    if (!(request->raw ? hr_http_parse_raw : hr_http_parse)(&(struct hr_bytes){ in.data, in.size },
                                                            arena, out, err)) {
        hr_error_wrap(err, arena, "the engine's socket %s", socket_path);
        return hr_error_hint(err, arena, "is it a docker engine?");
    }
    return true;
}

bool hr_engine_get(const char *socket_path, const char *path, int timeout_ms,
                   struct hr_arena *arena, struct hr_answer *out, struct hr_error *err)
{
    const struct hr_request request = { .method = "GET", .path = path };

    return hr_engine_send(socket_path, &request, timeout_ms, arena, out, err);
}

bool hr_engine_peer(const char *socket_path, int timeout_ms, struct hr_arena *arena, pid_t *pid,
                    struct hr_error *err)
{
    struct ucred peer = { 0 };
    socklen_t size = sizeof(peer);
    HR_CLEANUP(hr_fd_close) int fd = -1;

    if (!dial(socket_path, now_ms() + timeout_ms, &fd) ||
        getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) < 0)
        return no_answer(socket_path, errno, arena, err);
    *pid = peer.pid;
    return true;
}

/* A program that runs, and the pipes from its standard output and error. */
struct child {
    pid_t pid;
    struct pollfd from[2];
    struct intake in[2];
};

/* Start CALL with the writing ends OUT and COMPLAINT. Returns an errno, 0 for success, as
 * posix_spawn does. */
static int spawn(const struct hr_client_call *call, int out, int complaint, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    int number = posix_spawn_file_actions_init(&actions);

    if (number != 0)
        return number;
    number = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (number == 0)
        number = posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    if (number == 0)
        number = posix_spawn_file_actions_adddup2(&actions, complaint, STDERR_FILENO);
    if (number == 0)
        number = posix_spawn(pid, call->path, &actions, NULL, call->argv, call->envp);
    posix_spawn_file_actions_destroy(&actions);
    return number;
}

static bool start(const struct hr_client_call *call, struct hr_arena *arena, struct child *child,
                  struct hr_error *err)
{
    int ends[2][2] = { { -1, -1 }, { -1, -1 } };
    int number = 0;

    for (size_t i = 0; number == 0 && i < 2; i++) {
        if (pipe2(ends[i], O_CLOEXEC) < 0 || fcntl(ends[i][0], F_SETFL, O_NONBLOCK) < 0)
            number = errno;
    }
    if (number == 0)
        number = spawn(call, ends[0][1], ends[1][1], &child->pid);
    for (size_t i = 0; i < 2; i++) {
        hr_fd_close(&ends[i][1]);
        if (number != 0)
            hr_fd_close(&ends[i][0]);
        child->from[i] = (struct pollfd){ .fd = ends[i][0], .events = POLLIN };
    }
    return number == 0 || hr_error_sys(err, arena, number, "cannot run %s", call->path);
}

/* Read what CHILD wrote to its stream I, until nothing is there. False if it is too much. Of a
 * complaint only the start is kept; the rest is read, or the child would wait for it, but no faster
 * than the deadline is looked at. */
static bool drain(struct child *child, size_t i, struct hr_arena *arena)
{
    struct intake *in = &child->in[i];
    enum flow flow = FLOW_SOME;

    while (child->from[i].fd >= 0 && flow == FLOW_SOME)
        flow = take(child->from[i].fd, arena, in);
    if (flow == FLOW_END || flow == FLOW_ERROR)
        hr_fd_close(&child->from[i].fd); /* poll passes over what is negative */
    if (flow == FLOW_FULL && i == 1)
        in->size = in->max;
    return flow != FLOW_FULL || i == 1;
}

/* See CHILD through to its end, into *STATUS. Its end counts, not that of its output, which a
 * process that it leaves behind (an ssh master) may hold open. False, with errno, if it was stopped.
 */
static bool follow(const struct hr_client_call *call, struct child *child, struct hr_arena *arena,
                   int *status)
{
    const int64_t begin = now_ms(), deadline = begin + call->timeout_ms;
    int64_t tick = begin + TICK_MS;
    bool fits = true;
    pid_t ended = 0;

    while (fits && ended == 0 && now_ms() < deadline) {
        const bool silent = child->from[0].fd < 0 && child->from[1].fd < 0;

        poll(child->from, 2, until(tick < deadline ? tick : deadline, silent ? RETRY_MS : TICK_MS));
        ended = waitpid(child->pid, status, WNOHANG); /* before the last look at the pipes */
        fits = drain(child, 0, arena) && drain(child, 1, arena);
        if (now_ms() >= tick) {
            tick += TICK_MS;
            if (call->progress && call->progress->tick)
                call->progress->tick(call->progress->data, (unsigned)(now_ms() - begin));
        }
    }
    if (ended == 0) {
        kill(child->pid, SIGKILL);
        waitpid(child->pid, status, 0);
    }
    hr_fd_close(&child->from[0].fd);
    hr_fd_close(&child->from[1].fd);
    errno = fits ? ETIMEDOUT : EMSGSIZE;
    return fits && ended == child->pid;
}

bool hr_client_run(const struct hr_client_call *call, struct hr_arena *arena,
                   struct hr_client_result *out, struct hr_error *err)
{
    const struct sigaction standard = { .sa_handler = SIG_DFL };
    struct child child = { .in = { { .max = HR_ENGINE_ANSWER_MAX }, { .max = COMPLAINT_MAX } } };
    struct sigaction before;
    bool started, done;
    int status = 0, number;

    /* Where SIGCHLD is ignored, as some parents leave it, no exit status can be had. */
    sigaction(SIGCHLD, &standard, &before);
    started = start(call, arena, &child, err);
    done = started && follow(call, &child, arena, &status);
    number = errno;
    sigaction(SIGCHLD, &before, NULL);
    if (!started)
        return false;
    if (!done) {
        hr_error_set(err, arena, HR_ERRC_ENGINE, "%s %s", call->path,
                     number == ETIMEDOUT ? "does not end in time" : "writes without end");
        return hr_error_hint(err, arena, "see whether `docker info` works");
    }
    *out = (struct hr_client_result){
        .output = { child.in[0].data, child.in[0].size },
        .complaint = hr_arena_strndup(arena, child.in[1].data, child.in[1].size),
        .status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
    };
    return true;
}
