/* SPDX-License-Identifier: MIT */
#include "standin.h"

#include "hrun/base/attr.h"
#include "hrun/base/number.h"

#include "standin_http.h"

#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define ANSWER_MAX   (16U << 20)
#define PATIENCE_SEC 5 /* a client that was killed before it started its container is let go */

struct engine {
    const struct standin_options *options;
    const struct manner *manner;
    const char *api, *headers; /* of every answer */
    int record;
    pthread_mutex_t lock;
    pthread_cond_t progress;
    uint64_t created, started; /* the numbers of the latest */
    bool pulled;
};

static const char *container_id(struct http_connection *c, uint64_t number)
{
    return hr_arena_printf(&c->arena, "c0ffee%058llu", (unsigned long long)number);
}

/* The number in "/containers/ID/...", or 0 for a container that nobody created. */
static uint64_t container_number(const char *path)
{
    const char *id = path + strlen("/containers/");
    const size_t length = strcspn(id, "/");
    uint64_t number;

    return length == 64 && hr_number_u64(id + 6, length - 6, &number) ? number : 0;
}

/* Wait until the container that PATH names was started. */
static void await_start(struct engine *e, const char *path)
{
    const uint64_t number = container_number(path);
    struct timespec deadline;

    clock_gettime(CLOCK_REALTIME, &deadline);
    deadline.tv_sec += PATIENCE_SEC;
    pthread_mutex_lock(&e->lock);
    while (e->started < number) {
        if (pthread_cond_timedwait(&e->progress, &e->lock, &deadline) != 0)
            break;
    }
    pthread_mutex_unlock(&e->lock);
}

static void answer_version(struct engine *e, struct http_connection *c,
                           const struct http_request *r)
{
    http_json(c, r, "200 OK",
              hr_arena_printf(&c->arena,
                              "{\"Version\":\"0.0.0\",\"ApiVersion\":\"%s\",\"MinAPIVersion\":"
                              "\"1.24\",\"Os\":\"linux\",\"Arch\":\"amd64\"}",
                              e->api));
}

static void answer_pull(struct engine *e, struct http_connection *c, const struct http_request *r)
{
    pthread_mutex_lock(&e->lock);
    e->pulled = true;
    pthread_mutex_unlock(&e->lock);
    http_json(c, r, "200 OK", "{\"status\":\"pulled\"}\n");
}

/* True if TEXT has the image that was not pulled yet between BEFORE and AFTER. */
static bool is_missing(struct engine *e, const char *before, const char *after, const char *text,
                       struct hr_arena *arena)
{
    const char *image = e->options->missing;
    bool pulled;

    if (!image || !strstr(text, hr_arena_printf(arena, "%s%s%s", before, image, after)))
        return false;
    pthread_mutex_lock(&e->lock);
    pulled = e->pulled;
    pthread_mutex_unlock(&e->lock);
    return !pulled;
}

static void answer_no_image(struct http_connection *c, const struct http_request *r)
{
    http_json(c, r, "404 Not Found", "{\"message\":\"No such image\"}");
}

static void answer_image(struct engine *e, struct http_connection *c, const struct http_request *r)
{
    if (is_missing(e, "", "/json", r->path, &c->arena))
        answer_no_image(c, r);
    else
        http_json(
            c, r, "200 OK",
            "{\"Id\":\"sha256:0000000000000000000000000000000000000000000000000000000000000000\","
            "\"Os\":\"linux\",\"Architecture\":\"amd64\",\"Config\":{}}");
}

static void answer_create(struct engine *e, struct http_connection *c, const struct http_request *r)
{
    const char *id;

    if (is_missing(e, "\"Image\":\"", "\"", r->body, &c->arena)) {
        answer_no_image(c, r);
        return;
    }
    pthread_mutex_lock(&e->lock);
    id = container_id(c, ++e->created);
    pthread_mutex_unlock(&e->lock);
    http_json(c, r, "201 Created",
              hr_arena_printf(&c->arena, "{\"Id\":\"%s\",\"Warnings\":[]}", id));
}

/* The client takes the connection over as the container's streams: they end at once. */
static void answer_attach(struct engine *e, struct http_connection *c, const struct http_request *r)
{
    http_write(c, "HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\n"
                  "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
    await_start(e, r->path);
    c->over = true;
}

/* The client goes on when it has the head, and waits for the rest. */
static void answer_wait(struct engine *e, struct http_connection *c, const struct http_request *r)
{
    const char *json = hr_arena_printf(&c->arena, "{\"StatusCode\":%d}", e->options->exit_status);

    http_head(c, "200 OK", "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n");
    await_start(e, r->path);
    http_write(c, hr_arena_printf(&c->arena, "%zx\r\n%s\r\n0\r\n\r\n", strlen(json), json));
}

static void answer_start(struct engine *e, struct http_connection *c, const struct http_request *r)
{
    const uint64_t number = container_number(r->path);

    pthread_mutex_lock(&e->lock);
    if (number > e->started)
        e->started = number;
    pthread_cond_broadcast(&e->progress);
    pthread_mutex_unlock(&e->lock);
    http_head(c, "204 No Content", "");
}

static void answer_inspect(struct engine *e, struct http_connection *c,
                           const struct http_request *r)
{
    http_json(c, r, "200 OK",
              hr_arena_printf(&c->arena,
                              "{\"Id\":\"%s\",\"Name\":\"/stand-in\",\"State\":{\"Status\":"
                              "\"exited\",\"ExitCode\":%d},\"Config\":{},\"HostConfig\":{}}",
                              container_id(c, container_number(r->path)), e->options->exit_status));
}

static void answer_done(struct engine *e, struct http_connection *c, const struct http_request *r)
{
    (void)e;
    (void)r;
    http_head(c, "204 No Content", "");
}

/* The first row that matches answers. */
static const struct route {
    const char *method, *path; /* globs */
    const char *json;          /* the answer, or */
    void (*answer)(struct engine *, struct http_connection *, const struct http_request *);
} routes[] = {
    { "*", "/_ping", "OK", NULL },
    { "GET", "/version", NULL, answer_version },
    { "GET", "/info",
      "{\"ID\":\"stand-in\",\"Name\":\"stand-in\",\"OSType\":\"linux\",\"Architecture\":\"x86_64\","
      "\"ServerVersion\":\"0.0.0\",\"NCPU\":2,\"SecurityOptions\":[\"name=seccomp,profile=builtin\"],"
      "\"IndexServerAddress\":\"https://index.docker.io/v1/\"}",
      NULL },
    { "GET", "/images/*/json", NULL, answer_image },
    { "POST", "/images/create", NULL, answer_pull },
    { "POST", "/containers/create", NULL, answer_create },
    { "POST", "/containers/*/attach", NULL, answer_attach },
    { "POST", "/containers/*/wait", NULL, answer_wait },
    { "POST", "/containers/*/start", NULL, answer_start },
    { "GET", "/containers/*/json", NULL, answer_inspect },
    { "PUT", "/containers/*/archive", "{}", NULL },
    { "POST", "/containers/*", NULL, answer_done },
    { "DELETE", "/containers/*", NULL, answer_done },
};

enum afterwards { HANG_UP, STAY, REPEAT };

static const struct manner {
    const char *name, *answer;
    enum afterwards then;
} manners[] = {
    { "close", "", HANG_UP },
    { "hang", "", STAY },
    { "garbage", "\x16\x03\x01 no HTTP\r\n\r\n", HANG_UP },
    { "short", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"Id\":\"sha2", HANG_UP },
    { "stall", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"Id\":\"sha2", STAY },
    { "error", "HTTP/1.1 500 Oops\r\nContent-Length: 18\r\n\r\n{\"message\":\"oops\"}", HANG_UP },
    { "endless", "HTTP/1.1 200 OK\r\n\r\n                                ", REPEAT },
};

const char *standin_manner_at(size_t index)
{
    return index < HR_ARRAY_LEN(manners) ? manners[index].name : NULL;
}

static const struct manner *manner_named(const char *name)
{
    for (size_t i = 0; name && i < HR_ARRAY_LEN(manners); i++) {
        if (strcmp(manners[i].name, name) == 0)
            return &manners[i];
    }
    return NULL;
}

static void misbehave(struct http_connection *c, const struct manner *manner)
{
    do {
        http_write(c, manner->answer);
    } while (manner->then == REPEAT && !c->over);
    if (manner->then == STAY) {
        while (fgetc(c->in) != EOF) /* until the client gives up */
            ;
    }
    c->over = true;
}

/* True if a file was given as the answer. */
static bool answer_from_file(struct engine *e, struct http_connection *c,
                             const struct http_request *r)
{
    const struct standin_options *o = e->options;
    struct hr_bytes bytes;
    struct hr_error err;

    for (size_t i = 0; i < o->answer_count && strcmp(r->method, "GET") == 0; i++) {
        if (fnmatch(o->answers[i].glob, r->resource, 0) != 0)
            continue;
        if (hr_file_read(o->answers[i].path, ANSWER_MAX, &c->arena, &bytes, NULL, &err))
            http_bytes(c, r, "200 OK", &bytes);
        else
            http_json(c, r, "404 Not Found", "{\"message\":\"No such object\"}");
        return true;
    }
    return false;
}

static void answer(struct engine *e, struct http_connection *c, const struct http_request *r)
{
    if (e->manner) {
        misbehave(c, e->manner);
        return;
    }
    if (answer_from_file(e, c, r))
        return;
    for (size_t i = 0; i < HR_ARRAY_LEN(routes); i++) {
        const struct route *route = &routes[i];
        if (fnmatch(route->method, r->method, 0) != 0 || fnmatch(route->path, r->path, 0) != 0)
            continue;
        if (route->answer)
            route->answer(e, c, r);
        else
            http_json(c, r, "200 OK", route->json);
        return;
    }
    http_json(c, r, "404 Not Found", "{\"message\":\"page not found\"}");
}

static void record(const struct engine *e, struct http_connection *c, const struct http_request *r)
{
    char *line;

    for (char *p = r->body; *p != '\0'; p++) {
        if (*p == '\n') /* between JSON tokens: inside a string it would be escaped */
            *p = ' ';
    }
    line = hr_arena_printf(&c->arena, "%s %s %s\n", r->method, r->target, r->json ? r->body : "");
    if (write(e->record, line, strlen(line)) < 0) /* one write: lines never mix */
        perror("stand-in: cannot record a request");
}

struct visit {
    struct engine *engine;
    struct http_connection connection;
};

static void *serve_visit(void *data)
{
    struct visit *visit = data;
    struct http_connection *c = &visit->connection;
    struct http_request r;

    while (!c->over && http_read(c, &r)) {
        if (visit->engine->record >= 0)
            record(visit->engine, c, &r);
        answer(visit->engine, c, &r);
        c->over = c->over || r.last;
        hr_arena_finish(&c->arena);
    }
    hr_arena_finish(&c->arena);
    /* What a client sent and nobody read would make its end of the socket a broken one. */
    shutdown(c->fd, SHUT_RDWR);
    while (fgetc(c->in) != EOF)
        ;
    fclose(c->in);
    free(visit);
    return NULL;
}

static void accept_one(int listener, struct engine *e)
{
    struct visit *visit = calloc(1, sizeof(*visit));
    pthread_t thread;
    int fd;

    if (!visit)
        abort();
    fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    visit->engine = e;
    visit->connection =
        (struct http_connection){ .fd = fd, .in = fdopen(fd, "r"), .headers = e->headers };
    if (visit->connection.in && pthread_create(&thread, NULL, serve_visit, visit) == 0) {
        pthread_detach(thread);
        return;
    }
    perror("stand-in: cannot serve a client");
    if (visit->connection.in)
        fclose(visit->connection.in);
    free(visit);
}

int standin_listen(const char *path)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    int fd;

    if (strlen(path) >= sizeof(address.sun_path)) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(address.sun_path, path, strlen(path));
    unlink(path);
    fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || bind(fd, (const struct sockaddr *)&address, sizeof(address)) != 0 ||
        listen(fd, SOMAXCONN) != 0)
        return -1;
    return fd;
}

_Noreturn void standin_serve(int listener, const struct standin_options *options)
{
    struct hr_arena arena;
    struct engine engine = {
        .options = options,
        .manner = manner_named(options->manner),
        .api = options->api ? options->api : STANDIN_API,
        .record = -1,
        .lock = PTHREAD_MUTEX_INITIALIZER,
        .progress = PTHREAD_COND_INITIALIZER,
    };

    hr_arena_init(&arena);
    engine.headers = hr_arena_printf(&arena,
                                     "Api-Version: %s\r\nOstype: linux\r\n"
                                     "Docker-Experimental: false\r\nServer: stand-in\r\n",
                                     engine.api);
    signal(SIGPIPE, SIG_IGN); /* a client that leaves must not end the engine */
    if (options->record) {
        engine.record = open(options->record, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        if (engine.record < 0) {
            perror(options->record);
            exit(EXIT_FAILURE);
        }
    }
    for (;;)
        accept_one(listener, &engine);
}
