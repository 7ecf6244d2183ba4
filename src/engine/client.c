/* SPDX-License-Identifier: MIT */
#include "hrun/engine/client.h"

#include "hrun/base/vec.h"

#include "wire.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define COMPLAINT_MAX ((size_t)4 * 1024)

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
    const int64_t deadline = hr_wire_now() + timeout_ms;
    struct hr_intake in = { .max = HR_WIRE_HEAD_MAX + HR_ENGINE_ANSWER_MAX };
    HR_CLEANUP(hr_fd_close) int fd = -1;

    if (!hr_wire_dial(socket_path, deadline, &fd) ||
        !hr_wire_say(fd, words_of(request, arena), deadline) ||
        !hr_wire_hear(fd, deadline, arena, &in))
        return hr_wire_failed(socket_path, errno, arena, err);
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

    if (!hr_wire_dial(socket_path, hr_wire_now() + timeout_ms, &fd) ||
        getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) < 0)
        return hr_wire_failed(socket_path, errno, arena, err);
    *pid = peer.pid;
    return true;
}

/* A program that runs, and the pipes from its standard output and error. */
struct child {
    pid_t pid;
    struct pollfd from[2];
    struct hr_intake in[2];
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
    struct hr_intake *in = &child->in[i];
    enum hr_flow flow = HR_FLOW_SOME;

    while (child->from[i].fd >= 0 && flow == HR_FLOW_SOME)
        flow = hr_wire_take(child->from[i].fd, arena, in);
    if (flow == HR_FLOW_END || flow == HR_FLOW_ERROR)
        hr_fd_close(&child->from[i].fd); /* poll passes over what is negative */
    if (flow == HR_FLOW_FULL && i == 1)
        in->size = in->max;
    return flow != HR_FLOW_FULL || i == 1;
}

/* See CHILD through to its end, into *STATUS. Its end counts, not that of its output, which a
 * process that it leaves behind (an ssh master) may hold open. False, with errno, if it was stopped.
 */
static bool follow(const struct hr_client_call *call, struct child *child, struct hr_arena *arena,
                   int *status)
{
    const int64_t begin = hr_wire_now(), deadline = begin + call->timeout_ms;
    int64_t tick = begin + HR_WIRE_TICK_MS;
    bool fits = true;
    pid_t ended = 0;

    while (fits && ended == 0 && hr_wire_now() < deadline) {
        const bool silent = child->from[0].fd < 0 && child->from[1].fd < 0;

        poll(child->from, 2,
             hr_wire_until(tick < deadline ? tick : deadline,
                           silent ? HR_WIRE_RETRY_MS : HR_WIRE_TICK_MS));
        ended = waitpid(child->pid, status, WNOHANG); /* before the last look at the pipes */
        fits = drain(child, 0, arena) && drain(child, 1, arena);
        if (hr_wire_now() >= tick) {
            tick += HR_WIRE_TICK_MS;
            if (call->progress && call->progress->tick)
                call->progress->tick(call->progress->data, (unsigned)(hr_wire_now() - begin));
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
