/* SPDX-License-Identifier: MIT */
#include "hrun/engine/http.h"

#include "hrun/base/number.h"
#include "hrun/base/text.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#define FIELDS_MAX 128 /* an engine sends about ten */

/* What is left of the response. */
struct cursor {
    const char *at, *end;
};

struct line {
    const char *text;
    size_t length;
};

enum framing {
    TO_THE_END,
    BY_LENGTH,
    CHUNKED,
};

struct head {
    int status;
    enum framing framing;
    size_t length;
};

static size_t left(const struct cursor *in)
{
    return (size_t)(in->end - in->at);
}

/* Take one line, which ends in CRLF and holds no control byte but tabs. A bare LF or CR is no line
 * end here: two readers that differ about it read two different answers. */
static bool take_line(struct cursor *in, struct line *out)
{
    const char *stop = memchr(in->at, '\r', left(in));

    if (!stop || in->end - stop < 2 || stop[1] != '\n')
        return false;
    for (const char *byte = in->at; byte < stop; byte++) {
        if (((unsigned char)*byte < 0x20 && *byte != '\t') || *byte == 0x7f)
            return false;
    }
    *out = (struct line){ in->at, (size_t)(stop - in->at) };
    in->at = stop + 2;
    return true;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* HTTP/1.x, a blank, three digits, and then a blank and any reason. Interim answers (1xx) were not
 * asked for. */
static bool take_status(struct cursor *in, int *out)
{
    static const char version[] = "HTTP/1.";
    const size_t length = strlen(version);
    const char *text;
    struct line line;

    if (!take_line(in, &line) || line.length < length + 5 ||
        memcmp(line.text, version, length) != 0)
        return false;
    text = line.text + length;
    if (!is_digit(text[0]) || text[1] != ' ' || text[2] < '2' || text[2] > '5' ||
        !is_digit(text[3]) || !is_digit(text[4]) || (line.length > length + 5 && text[5] != ' '))
        return false;
    *out = (text[2] - '0') * 100 + (text[3] - '0') * 10 + (text[4] - '0');
    return true;
}

static bool is_named(const struct line *name, const char *want)
{
    return name->length == strlen(want) && strncasecmp(name->text, want, name->length) == 0;
}

/* Split a field line at its colon. No blank may stand before the colon, nor at the start of the
 * line, where it would continue the field before. */
static bool split_field(const struct line *line, struct line *name, struct line *value)
{
    const char *colon = memchr(line->text, ':', line->length);
    const char *from, *to = line->text + line->length;

    if (!colon || colon == line->text)
        return false;
    for (from = line->text; from < colon; from++) {
        if (*from <= ' ' || *from > '~')
            return false;
    }
    for (from = colon + 1; from < to && (*from == ' ' || *from == '\t'); from++)
        ;
    for (; to > from && (to[-1] == ' ' || to[-1] == '\t'); to--)
        ;
    *name = (struct line){ line->text, (size_t)(colon - line->text) };
    *value = (struct line){ from, (size_t)(to - from) };
    return true;
}

/* Note what NAME says about the length of the body: it may be said once and in one way only. */
static bool read_field(const struct line *name, const struct line *value, struct head *out)
{
    uint64_t length;

    if (is_named(name, "Transfer-Encoding")) {
        if (out->framing != TO_THE_END || !is_named(value, "chunked"))
            return false;
        out->framing = CHUNKED;
    }
    if (is_named(name, "Content-Length")) {
        if (out->framing != TO_THE_END || !hr_number_u64(value->text, value->length, &length) ||
            length > HR_ENGINE_ANSWER_MAX)
            return false;
        out->framing = BY_LENGTH;
        out->length = (size_t)length;
    }
    return true;
}

/* Take field lines up to and with the empty line after them. */
static bool take_fields(struct cursor *in, struct head *out)
{
    for (size_t i = 0; i <= FIELDS_MAX; i++) {
        struct line line, name, value;

        if (!take_line(in, &line))
            return false;
        if (line.length == 0)
            return true;
        if (!split_field(&line, &name, &value) || !read_field(&name, &value, out))
            return false;
    }
    return false;
}

/* Read a chunk's size, in hex, with an extension that is passed over. Larger than all that is LEFT
 * is cut off or a lie, so the sum cannot wrap. */
static bool read_size(const struct line *line, size_t most, size_t *out)
{
    size_t size = 0, i;

    for (i = 0; i < line->length && hr_text_hex_value(line->text[i]) >= 0; i++) {
        size = size * 16 + (size_t)hr_text_hex_value(line->text[i]);
        if (size > most)
            return false;
    }
    *out = size;
    return i > 0 && (i == line->length || line->text[i] == ';');
}

/* Join the chunks into OUT, which has room for all that is left; NULL only counts. */
static bool take_chunks(struct cursor *in, char *out, size_t *length)
{
    struct head trailer = { 0 };
    struct line line;
    size_t size;

    for (*length = 0;; *length += size) {
        if (!take_line(in, &line) || !read_size(&line, left(in), &size))
            return false;
        if (size == 0) /* trailers tell nothing about the length: a second framing is an error */
            return take_fields(in, &trailer) && trailer.framing == TO_THE_END;
        if (out)
            memcpy(out + *length, in->at, size);
        in->at += size;
        if (!take_line(in, &line) || line.length > 0)
            return false;
    }
}

static bool take_body(struct cursor *in, const struct head *head, struct hr_arena *arena,
                      struct hr_bytes *out)
{
    char *joined;

    switch (head->framing) {
    case CHUNKED:
        joined = hr_arena_alloc(arena, left(in));
        out->data = joined;
        return take_chunks(in, joined, &out->size) && left(in) == 0;
    case BY_LENGTH:
        *out = (struct hr_bytes){ in->at, head->length };
        return left(in) == head->length;
    case TO_THE_END:
        *out = (struct hr_bytes){ in->at, left(in) };
        return true;
    }
    return false;
}

bool hr_http_is_whole(const struct hr_bytes *response)
{
    static const char last[] = "0\r\n\r\n"; /* of chunks without trailers */
    const size_t tail = strlen(last);
    struct cursor in = { response->data, response->data + response->size };
    struct head head = { 0 };
    size_t length;

    if (!take_status(&in, &head.status) || !take_fields(&in, &head))
        return false;
    switch (head.framing) {
    case BY_LENGTH:
        return left(&in) >= head.length;
    case CHUNKED:
        return left(&in) >= tail && memcmp(in.end - tail, last, tail) == 0 &&
               take_chunks(&in, NULL, &length);
    case TO_THE_END:
        break;
    }
    return false;
}

bool hr_http_parse_raw(const struct hr_bytes *response, struct hr_arena *arena,
                       struct hr_answer *out, struct hr_error *err)
{
    struct cursor in = { response->data, response->data + response->size };
    struct head head = { 0 };
    struct hr_bytes body;

    if (response->size == 0)
        return hr_error_set(err, arena, HR_ERRC_ENGINE, "no answer");
    if (!take_status(&in, &head.status) || !take_fields(&in, &head))
        return hr_error_set(err, arena, HR_ERRC_ENGINE, "the answer is not HTTP");
    if (!take_body(&in, &head, arena, &body))
        return hr_error_set(err, arena, HR_ERRC_ENGINE,
                            "the answer (status %d) is cut off or has bytes to spare", head.status);
    *out = (struct hr_answer){ .status = head.status, .body = body };
    return true;
}

bool hr_http_parse(const struct hr_bytes *response, struct hr_arena *arena, struct hr_answer *out,
                   struct hr_error *err)
{
    struct hr_answer answer = { 0 };

    if (!hr_http_parse_raw(response, arena, &answer, err))
        return false;
    if (answer.body.size > 0 &&
        !hr_json_parse(answer.body.data, answer.body.size, "engine", arena, &answer.json, err)) {
        hr_error_wrap(err, arena, "the answer (status %d) is not JSON", answer.status);
        err->code = HR_ERRC_ENGINE;
        return false;
    }
    *out = answer;
    return true;
}

const char *hr_url_escape(struct hr_arena *arena, const char *text)
{
    static const char hex[] = HR_DIGITS "ABCDEF";
    static const char plain[] = HR_ALNUM "-._~/";
    char *escaped = hr_arena_array(arena, strlen(text) + 1, 3), *end = escaped;

    for (; *text; text++) {
        if (strchr(plain, *text)) {
            *end++ = *text;
            continue;
        }
        *end++ = '%';
        *end++ = hex[(unsigned char)*text >> 4];
        *end++ = hex[(unsigned char)*text & 0xf];
    }
    return escaped;
}
