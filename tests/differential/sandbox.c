/* SPDX-License-Identifier: MIT */
#include "sandbox.h"

#include "../support/standin.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define TIMEOUT_MS 60000 /* a client takes 50 ms; a loaded machine is no difference */
#define STEP_MS    200
#define OUTPUT_MAX (1U << 20)

static const char *under(const struct sandbox *s, const char *name, struct hr_arena *arena)
{
    return hr_arena_printf(arena, "%s/%s", s->folder, name);
}

static bool system_error(struct hr_error *err, struct hr_arena *arena, const char *what)
{
    return hr_error_sys(err, arena, errno, "%s", what);
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status;
    (void)type;
    (void)walk;
    return remove(path);
}

static void remove_tree(const char *path)
{
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static bool start_engine(struct sandbox *s, struct hr_arena *arena, struct hr_error *err)
{
    const struct standin_options options = { .record = s->record };
    const int listener = standin_listen(s->socket);

    s->engine = listener < 0 ? -1 : fork();
    if (s->engine < 0)
        return system_error(err, arena, s->socket);
    if (s->engine == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL); /* no engine outlives its sandbox, however that ends */
        standin_serve(listener, &options);
    }
    close(listener);
    return true;
}

bool sandbox_open(struct hr_arena *arena, struct sandbox *out, struct hr_error *err)
{
    const char *base = getenv("TMPDIR");
    char *folder = hr_arena_printf(arena, "%s/differ.XXXXXX", base ? base : "/tmp");
    struct hr_strv variables = { 0 };
    struct sandbox s = { .folder = folder };

    if (!mkdtemp(folder))
        return system_error(err, arena, folder);
    s.work = under(&s, "here", arena);
    s.socket = under(&s, "engine.sock", arena);
    s.record = under(&s, "record", arena);
    hr_strv_push(arena, &variables, "PATH=/usr/bin:/bin");
    hr_strv_pushf(arena, &variables, "HOME=%s/home", folder);
    hr_strv_pushf(arena, &variables, "DOCKER_HOST=unix://%s", s.socket);
    s.environ = variables.v;
    if (!start_engine(&s, arena, err))
        return false;
    *out = s;
    return true;
}

void sandbox_close(const struct sandbox *s)
{
    kill(s->engine, SIGKILL);
    waitpid(s->engine, NULL, 0);
    remove_tree(s->folder);
}

static bool write_file(const char *path, const char *text)
{
    const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    const bool written = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);

    hr_fd_close(&(int){ fd });
    return written;
}

bool sandbox_prepare(const struct sandbox *s, const struct vector *v, struct hr_arena *arena,
                     struct hr_error *err)
{
    const char *home = under(s, "home", arena);

    remove_tree(s->work);
    remove_tree(home);
    if (mkdir(s->work, 0700) != 0 || mkdir(home, 0700) != 0 ||
        mkdir(under(s, "home/.docker", arena), 0700) != 0)
        return system_error(err, arena, s->folder);
    for (size_t i = 0; i < v->files.n; i++) {
        const char *path = hr_arena_printf(arena, "%s/%s", s->work, v->files.v[i].path);
        if (v->files.v[i].text ? !write_file(path, v->files.v[i].text) : mkdir(path, 0700) != 0)
            return system_error(err, arena, path);
    }
    for (const struct vector_link *l = v->links; l && l->path; l++) {
        if (symlink(l->target, hr_arena_printf(arena, "%s/%s", s->work, l->path)) != 0)
            return system_error(err, arena, l->path);
    }
    if (!write_file(s->record, ""))
        return system_error(err, arena, s->record);
    return true;
}

/* Where a client's streams go: the slave of a terminal whose other end is MASTER, or files. */
struct streams {
    int in, out, err, master;
};

static void close_streams(struct streams *t)
{
    hr_fd_close(&t->in);
    hr_fd_close(&t->out);
    hr_fd_close(&t->err);
    hr_fd_close(&t->master);
}

static bool open_streams(const struct sandbox *s, bool terminal, struct hr_arena *arena,
                         struct streams *t)
{
    const int flags = O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC;
    char name[64];

    *t = (struct streams){ -1, -1, -1, -1 };
    t->out = open(under(s, "out", arena), flags, 0600);
    t->err = open(under(s, "err", arena), flags, 0600);
    if (!terminal) {
        t->in = open("/dev/null", O_RDONLY | O_CLOEXEC);
        return t->in >= 0 && t->out >= 0 && t->err >= 0;
    }
    t->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (t->master < 0 || grantpt(t->master) != 0 || unlockpt(t->master) != 0 ||
        ptsname_r(t->master, name, sizeof(name)) != 0)
        return false;
    t->in = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
    return t->in >= 0 && t->err >= 0;
}

static _Noreturn void become(const struct sandbox *s, const struct vector *v,
                             const struct hr_strv *command, const struct streams *t)
{
    const bool terminal = t->master >= 0;

    clearenv();
    setsid();
    if (terminal)
        ioctl(t->in, TIOCSCTTY, 0);
    for (char **p = s->environ; *p; p++)
        putenv(*p);
    for (size_t i = 0; i < v->environ.n; i++)
        putenv(v->environ.v[i]);
    if (chdir(s->work) == 0 && dup2(t->in, 0) == 0 && dup2(terminal ? t->in : t->out, 1) == 1 &&
        dup2(terminal ? t->in : t->err, 2) == 2)
        execvp(command->v[0], command->v);
    _exit(127);
}

/* Copy what is on the terminal to the file that stands for standard error, so that the client never
 * waits for a reader. */
static void drain(const struct streams *t)
{
    char buffer[4096];
    ssize_t n;

    do {
        struct pollfd ready = { .fd = t->master, .events = POLLIN };
        if (poll(&ready, 1, 0) != 1 || !(ready.revents & POLLIN))
            return;
        n = read(t->master, buffer, sizeof(buffer));
    } while (n > 0 && write(t->err, buffer, (size_t)n) == n);
}

/* Wait for CHILD to end: its exit status, or -1 if it had to be killed. When nothing moves on the
 * terminal, end-of-file is typed: a client that attaches nothing but standard input waits for it. */
static int await(pid_t child, const struct streams *t)
{
    const int process = pidfd_open(child, 0);
    struct pollfd events[] = { { .fd = process, .events = POLLIN },
                               { .fd = t->master, .events = POLLIN } };
    int status, ready, idle = 0;

    do {
        ready = poll(events, HR_ARRAY_LEN(events), STEP_MS);
        if (events[1].revents & POLLIN)
            drain(t);
        else if (events[1].revents)
            events[1].fd = -1; /* nobody has the terminal open any more */
        else if (ready == 0 && events[1].fd >= 0 && write(t->master, "\x04", 1) != 1)
            break;
        idle += ready == 0 ? STEP_MS : 0;
    } while (ready >= 0 && !events[0].revents && idle < TIMEOUT_MS);
    if (!events[0].revents)
        kill(-child, SIGKILL);
    close(process);
    if (waitpid(child, &status, 0) != child || !events[0].revents)
        return -1;
    if (t->master >= 0)
        drain(t);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* The last line of TEXT that is not empty. */
static const char *last_line(const struct hr_bytes *text, struct hr_arena *arena)
{
    const char *end = text->data + text->size, *start;

    while (end > text->data && strchr("\r\n", end[-1]))
        end--;
    for (start = end; start > text->data && start[-1] != '\n'; start--)
        ;
    return hr_arena_strndup(arena, start, (size_t)(end - start));
}

static bool collect(const struct sandbox *s, struct hr_arena *arena, struct outcome *out,
                    struct hr_error *err)
{
    struct hr_bytes errors, record;
    struct hr_error bad = { 0 };

    if (!hr_file_read(under(s, "out", arena), OUTPUT_MAX, arena, &out->output, NULL, err) ||
        !hr_file_read(under(s, "err", arena), OUTPUT_MAX, arena, &errors, NULL, err) ||
        !hr_file_read(s->record, OUTPUT_MAX, arena, &record, NULL, err))
        return false;
    out->complaint = last_line(&errors, arena);
    for (const char *p = record.data; *p != '\0';) {
        const size_t length = strcspn(p, "\n");
        if (request_read(hr_arena_strndup(arena, p, length), arena, &out->request, &bad))
            out->created = true;
        if (bad.code != HR_ERRC_NONE) {
            *err = bad;
            return false;
        }
        p += length + (p[length] == '\n');
    }
    return true;
}

bool sandbox_run(const struct sandbox *s, const struct vector *v, const struct hr_strv *command,
                 struct hr_arena *arena, struct outcome *out, struct hr_error *err)
{
    struct outcome outcome = { 0 };
    struct streams streams;
    pid_t child;

    if (!sandbox_prepare(s, v, arena, err))
        return false;
    child = open_streams(s, v->terminal, arena, &streams) ? fork() : -1;
    if (child == 0)
        become(s, v, command, &streams);
    if (child > 0) {
        hr_fd_close(&streams.in); /* so that the terminal's end is seen */
        outcome.status = await(child, &streams);
    }
    close_streams(&streams);
    if (child < 0)
        return system_error(err, arena, command->v[0]);
    if (outcome.status < 0)
        return hr_error_set(err, arena, HR_ERRC_SYSTEM, "%s did not end in time", command->v[0]);
    if (!collect(s, arena, &outcome, err))
        return false;
    *out = outcome;
    return true;
}
