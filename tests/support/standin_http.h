/* SPDX-License-Identifier: MIT */
/* The stand-in's side of HTTP/1.1: requests read from a connection, answers written to it. */
#ifndef HRUN_TESTS_STANDIN_HTTP_H
#define HRUN_TESTS_STANDIN_HTTP_H

#include "hrun/base/arena.h"
#include "hrun/base/file.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct http_connection {
    int fd;
    FILE *in;              /* reads from fd, and owns it */
    const char *headers;   /* lines that every answer has */
    struct hr_arena arena; /* for one request and its answer */
    bool over;             /* nothing may follow */
};

struct http_request {
    const char *method, *target;
    const char *resource; /* the target without the API's version, its %XX decoded */
    const char *path;     /* and without the query */
    char *body;           /* "" for one in chunks: those are archives, which nobody needs */
    uint64_t size;
    bool json, chunked;
    bool last; /* the client wants the connection closed after the answer */
};

/* Read the next request. False at the end of the connection, or for what is no HTTP. */
bool http_read(struct http_connection *c, struct http_request *out);

/* Write TEXT as it is; marks the connection as over if the client is gone. */
void http_write(struct http_connection *c, const char *text);

/* Write a status line and headers; ENTITY is header lines for this answer. */
void http_head(struct http_connection *c, const char *status, const char *entity);

/* Write a whole answer of type JSON. */
void http_bytes(struct http_connection *c, const struct http_request *r, const char *status,
                const struct hr_bytes *body);
void http_json(struct http_connection *c, const struct http_request *r, const char *status,
               const char *json);

#endif
