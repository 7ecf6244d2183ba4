/* SPDX-License-Identifier: MIT */
#include "standin_http.h"

#include "hrun/base/number.h"
#include "hrun/base/text.h"

#include <errno.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BODY_MAX (16U << 20)

static void write_all(struct http_connection *c, const char *data, size_t size)
{
    while (size > 0 && !c->over) {
        const ssize_t n = write(c->fd, data, size);
        if (n < 0 && errno != EINTR)
            c->over = true; /* the client left: its business */
        if (n > 0) {
            data += n;
            size -= (size_t)n;
        }
    }
}

void http_write(struct http_connection *c, const char *text)
{
    write_all(c, text, strlen(text));
}

void http_head(struct http_connection *c, const char *status, const char *entity)
{
    http_write(c,
               hr_arena_printf(&c->arena, "HTTP/1.1 %s\r\n%s%s\r\n", status, c->headers, entity));
}

void http_bytes(struct http_connection *c, const struct http_request *r, const char *status,
                const struct hr_bytes *body)
{
    http_head(c, status,
              hr_arena_printf(&c->arena,
                              "Content-Type: application/json\r\nContent-Length: %zu\r\n",
                              body->size));
    if (strcmp(r->method, "HEAD") != 0)
        write_all(c, body->data, body->size);
}

void http_json(struct http_connection *c, const struct http_request *r, const char *status,
               const char *json)
{
    const struct hr_bytes body = { .data = json, .size = strlen(json) };

    http_bytes(c, r, status, &body);
}

/* A line without its end, in the arena; NULL at the end of the stream. */
static char *read_line(struct http_connection *c)
{
    char *line = NULL, *copy = NULL;
    size_t room = 0;

    if (getline(&line, &room, c->in) > 0)
        copy = hr_arena_strndup(&c->arena, line, strcspn(line, "\r\n"));
    free(line);
    return copy;
}

/* TEXT with each %XX as its byte. */
static const char *decode(struct http_connection *c, const char *text)
{
    char *copy = hr_arena_alloc(&c->arena, strlen(text) + 1);
    unsigned byte;

    for (char *end = copy; *text != '\0'; end++) {
        if (*text == '%' && sscanf(text, "%%%2x", &byte) == 1 && strlen(text) > 2) { /* NOLINT */
            *end = (char)byte;
            text += 3;
        } else {
            *end = *text++;
        }
    }
    return copy;
}

static bool read_target(struct http_connection *c, struct http_request *r)
{
    char *line = read_line(c), *target, *end;

    if (!line || !(target = strchr(line, ' ')) || !(end = strchr(target + 1, ' ')))
        return false;
    *target++ = '\0';
    *end = '\0';
    r->method = line;
    r->target = target;
    if (fnmatch("/v[0-9]*/*", target, 0) == 0)
        target = strchr(target + 1, '/');
    r->resource = decode(c, target);
    r->path = decode(c, hr_arena_strndup(&c->arena, target, strcspn(target, "?")));
    return true;
}

static bool read_headers(struct http_connection *c, struct http_request *r)
{
    char *line, *value;

    while ((line = read_line(c)) && *line != '\0') {
        if (!(value = strchr(line, ':')))
            return false;
        *value++ = '\0';
        value += strspn(value, " ");
        if (hr_text_equal_nocase(line, "Content-Length") &&
            !hr_number_u64(value, strlen(value), &r->size))
            return false;
        if (hr_text_equal_nocase(line, "Content-Type"))
            r->json = hr_text_starts(value, "application/json");
        if (hr_text_equal_nocase(line, "Connection"))
            r->last = hr_text_equal_nocase(value, "close");
        if (hr_text_equal_nocase(line, "Transfer-Encoding"))
            r->chunked = hr_text_equal_nocase(value, "chunked");
    }
    return line != NULL && r->size <= BODY_MAX;
}

/* Bodies in chunks are archives: they are read over, not kept. */
static bool skip_chunks(struct http_connection *c)
{
    unsigned size;
    char *line;

    while ((line = read_line(c)) && sscanf(line, "%x", &size) == 1) { /* NOLINT(cert-err34-c) */
        for (unsigned i = 0; i < size; i++) {
            if (fgetc(c->in) == EOF)
                return false;
        }
        if (!(line = read_line(c)) || size == 0)
            break;
    }
    return line != NULL;
}

bool http_read(struct http_connection *c, struct http_request *r)
{
    *r = (struct http_request){ 0 };
    if (!read_target(c, r) || !read_headers(c, r))
        return false;
    r->body = hr_arena_alloc(&c->arena, r->size + 1);
    if (r->chunked)
        return skip_chunks(c);
    return fread(r->body, 1, r->size, c->in) == r->size;
}
