/* SPDX-License-Identifier: MIT */
#include "hrun/engine/pool.h"

#include "wire.h"

#include <errno.h>
#include <poll.h>

/* One connection, and the question that it is busy with. */
struct line {
    int fd;
    struct hr_pool_question *asked; /* NULL: idle */
    struct hr_intake in;
    int64_t deadline;
    bool kept; /* it has answered before, so whoever listens may close it at any time */
};

struct exchange {
    const struct hr_pool *pool;
    struct hr_arena *arena;
    struct hr_pool_questions *questions;
    size_t next; /* the first question that was not asked yet */
    size_t late; /* how many in a row had no answer in time */
    struct line lines[HR_POOL_CONNECTIONS];
};

/* Nobody can be reached, or nobody answers: what is left has the same error. */
static void give_up(struct exchange *x, const struct hr_error *err)
{
    for (; x->next < x->questions->n; x->next++)
        x->questions->v[x->next].err = *err;
}

static void lose(struct exchange *x, struct line *line, int number)
{
    struct hr_error *err = &line->asked->err;

    hr_wire_failed(x->pool->socket_path, number, x->arena, err);
    hr_fd_close(&line->fd);
    line->asked = NULL;
    x->late = number == ETIMEDOUT ? x->late + 1 : 0;
    if (x->late == HR_POOL_CONNECTIONS)
        give_up(x, err);
}

/* Send LINE's question, over a new connection where there is none. */
static void send_question(struct exchange *x, struct line *line)
{
    const char *words = hr_arena_printf(
        x->arena, "GET %s HTTP/1.1\r\nHost: docker\r\nUser-Agent: hrun\r\n\r\n", line->asked->path);

    line->in = (struct hr_intake){ .max = HR_WIRE_HEAD_MAX + HR_ENGINE_ANSWER_MAX };
    line->deadline = hr_wire_now() + x->pool->timeout_ms;
    line->kept = line->fd >= 0;
    if (!line->kept && !hr_wire_dial(x->pool->socket_path, line->deadline, &line->fd)) {
        struct hr_pool_question *asked = line->asked;

        lose(x, line, errno);
        give_up(x, &asked->err);
    } else if (!hr_wire_say(line->fd, words, line->deadline)) {
        lose(x, line, errno);
    }
}

/* The answer to LINE's question is whole, or the other side has closed: ENDED. */
static void finish(struct exchange *x, struct line *line, bool ended)
{
    const struct hr_bytes response = { line->in.data, line->in.size };
    struct hr_pool_question *q = line->asked;

    if (ended)
        hr_fd_close(&line->fd);
    if (ended && line->kept && response.size == 0) {
        send_question(x, line); /* it was closed before the question came */
        return;
    }
    line->asked = NULL;
    x->late = 0;
    q->answered = hr_http_parse(&response, x->arena, &q->answer, &q->err);
    if (q->answered)
        return;
    hr_error_wrap(&q->err, x->arena, "the engine's socket %s", x->pool->socket_path);
    hr_error_hint(&q->err, x->arena, "is it a docker engine?");
    hr_fd_close(&line->fd); /* what comes next on it means nothing */
}

static void hear(struct exchange *x, struct line *line)
{
    switch (hr_wire_take(line->fd, x->arena, &line->in)) {
    case HR_FLOW_SOME:
        if (hr_http_is_whole(&(const struct hr_bytes){ line->in.data, line->in.size }))
            finish(x, line, false);
        break;
    case HR_FLOW_NONE:
        break;
    case HR_FLOW_END:
        finish(x, line, true);
        break;
    case HR_FLOW_FULL:
        lose(x, line, EMSGSIZE);
        break;
    case HR_FLOW_ERROR:
        if (errno == ECONNRESET) /* closed with the question unread */
            finish(x, line, true);
        else
            lose(x, line, errno);
        break;
    }
}

/* Give every idle line a question. False if none is busy then. */
static bool keep_busy(struct exchange *x)
{
    bool busy = false;

    for (size_t i = 0; i < HR_POOL_CONNECTIONS; i++) {
        struct line *line = &x->lines[i];

        while (!line->asked && x->next < x->questions->n) {
            line->asked = &x->questions->v[x->next++];
            send_question(x, line);
        }
        busy |= line->asked != NULL;
    }
    return busy;
}

/* Wait until one of the lines has something to say, is late, or it is time for TICK. */
static void wait_for_any(struct exchange *x, int64_t tick)
{
    struct pollfd waits[HR_POOL_CONNECTIONS];
    int64_t until = tick;

    for (size_t i = 0; i < HR_POOL_CONNECTIONS; i++) {
        const struct line *line = &x->lines[i];

        waits[i] = (struct pollfd){ .fd = line->asked ? line->fd : -1, .events = POLLIN };
        if (line->asked && line->deadline < until)
            until = line->deadline;
    }
    poll(waits, HR_POOL_CONNECTIONS, hr_wire_until(until, HR_WIRE_TICK_MS));
    for (size_t i = 0; i < HR_POOL_CONNECTIONS; i++) {
        struct line *line = &x->lines[i];

        /* A peer that always has one more byte gets no more time than a silent one. */
        if (line->asked && hr_wire_now() >= line->deadline)
            lose(x, line, ETIMEDOUT);
        else if (waits[i].revents)
            hear(x, line);
    }
}

void hr_pool_ask(const struct hr_pool *pool, struct hr_arena *arena,
                 struct hr_pool_questions *questions)
{
    struct exchange x = { .pool = pool, .arena = arena, .questions = questions };
    const int64_t begin = hr_wire_now();
    int64_t tick = begin + HR_WIRE_TICK_MS;

    for (size_t i = 0; i < HR_POOL_CONNECTIONS; i++)
        x.lines[i].fd = -1;
    while (keep_busy(&x)) {
        wait_for_any(&x, tick);
        if (hr_wire_now() < tick)
            continue;
        tick += HR_WIRE_TICK_MS;
        if (pool->progress && pool->progress->tick)
            pool->progress->tick(pool->progress->data, (unsigned)(hr_wire_now() - begin));
    }
    for (size_t i = 0; i < HR_POOL_CONNECTIONS; i++)
        hr_fd_close(&x.lines[i].fd);
}
