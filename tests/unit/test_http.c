/* SPDX-License-Identifier: MIT */
#include "hrun/engine/http.h"

#include "unit.h"

#include <string.h>

#define OK     "HTTP/1.1 200 OK\r\n"
#define LENGTH "Content-Length: 7\r\n"
#define CHUNKS "Transfer-Encoding: chunked\r\n"
#define BODY   "{\"a\":1}"
#define R(text)                \
    {                          \
        text, sizeof(text) - 1 \
    }

static const struct {
    struct hr_bytes response;
    int status;
} good_cases[] = {
    { R(OK LENGTH "\r\n" BODY), 200 },
    { R(OK "\r\n" BODY), 200 },
    { R(OK CHUNKS "\r\n7\r\n" BODY "\r\n0\r\n\r\n"), 200 },
    { R(OK CHUNKS "\r\n3\r\n{\"a\r\n004;ext=\"x\"\r\n\":1}\r\n00\r\nExpires: x\r\n\r\n"), 200 },
    { R(OK "TRANSFER-ENCODING:\tChunked \r\n\r\n7\r\n" BODY "\r\n0\r\n\r\n"), 200 },
    { R("HTTP/1.0 404 Not Found\r\ncontent-length:7\r\n\r\n" BODY), 404 },
    { R("HTTP/1.1 500\r\n" LENGTH "\r\n" BODY), 500 },
    { R("HTTP/1.1 500 \r\nX-Empty:\r\n" LENGTH "\r\n" BODY), 500 },
    { R("HTTP/1.1 200 caf\xc3\xa9\r\nApi-Version: 1.51\r\n" LENGTH "\r\n" BODY), 200 },
};

START_TEST(good)
{
    struct hr_answer answer = { 0 };
    int64_t number = 0;

    ck_assert_msg(hr_http_parse(&good_cases[_i].response, arena, &answer, &err), "%s", err.msg);
    ck_assert_int_eq(answer.status, good_cases[_i].status);
    ck_assert(hr_json_integer(hr_json_get(answer.json, "a"), &number));
    ck_assert_int_eq(number, 1);
}
END_TEST

static const struct hr_bytes empty_cases[] = {
    R("HTTP/1.1 204 No Content\r\n\r\n"),
    R("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
    R("HTTP/1.1 200 OK\r\nContent-Length: 000\r\n\r\n"),
    R(OK CHUNKS "\r\n0\r\n\r\n"),
};

START_TEST(empty_body)
{
    struct hr_answer answer = { .status = 1 };

    ck_assert(hr_http_parse(&empty_cases[_i], arena, &answer, &err));
    ck_assert_ptr_null(answer.json);
}
END_TEST

#define NOT_HTTP "the answer is not HTTP"
#define CUT      "the answer (status 200) is cut off or has bytes to spare"
#define NOT_JSON "the answer (status 200) is not JSON"

static const struct {
    struct hr_bytes response;
    const char *want;
} bad_cases[] = {
    { R(""), "no answer" },
    /* status lines */
    { R("garbage"), NOT_HTTP },
    { R("\r\n\r\n"), NOT_HTTP },
    { R("\0\0\0\0\r\n\r\n"), NOT_HTTP },
    { R("SSH-2.0-OpenSSH_9.2\r\n"), NOT_HTTP },
    { R("HTTP/1.1 200 OK\r\n"), NOT_HTTP }, /* no end of the head */
    { R("HTTP/1.1 200 OK"), NOT_HTTP },
    { R("HTTP/1.1 200 OK\n\n" BODY), NOT_HTTP },
    { R("HTTP/2.0 200 OK\r\n\r\n" BODY), NOT_HTTP },
    { R("http/1.1 200 OK\r\n\r\n" BODY), NOT_HTTP },
    { R("HTTP/1.1  200 OK\r\n\r\n" BODY), NOT_HTTP },
    { R("HTTP/1.1 20 OK\r\n\r\n" BODY), NOT_HTTP },
    { R("HTTP/1.1 2000 OK\r\n\r\n" BODY), NOT_HTTP },
    { R("HTTP/1.1 +20 OK\r\n\r\n" BODY), NOT_HTTP },
    { R("HTTP/1.1 100 Continue\r\n\r\n" OK "\r\n" BODY), NOT_HTTP },
    { R("HTTP/1.1 700 x\r\n\r\n" BODY), NOT_HTTP },
    { R(" HTTP/1.1 200 OK\r\n\r\n" BODY), NOT_HTTP },
    /* fields */
    { R(OK "no colon\r\n\r\n" BODY), NOT_HTTP },
    { R(OK ": no name\r\n\r\n" BODY), NOT_HTTP },
    { R(OK "A: b\r\n folded\r\n\r\n" BODY), NOT_HTTP },
    { R(OK "Content-Length : 7\r\n\r\n" BODY), NOT_HTTP },
    { R(OK "A: \0\r\n\r\n" BODY), NOT_HTTP },
    { R(OK "A: b\rc\r\n\r\n" BODY), NOT_HTTP },
    { R(OK "A: b\nC: d\r\n\r\n" BODY), NOT_HTTP },
    { R(OK LENGTH LENGTH "\r\n" BODY), NOT_HTTP },
    { R(OK LENGTH CHUNKS "\r\n7\r\n" BODY "\r\n0\r\n\r\n"), NOT_HTTP },
    { R(OK CHUNKS LENGTH "\r\n" BODY), NOT_HTTP },
    { R(OK CHUNKS CHUNKS "\r\n0\r\n\r\n"), NOT_HTTP },
    { R(OK "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"), NOT_HTTP },
    { R(OK "Transfer-Encoding: identity\r\n\r\n" BODY), NOT_HTTP },
    { R(OK "Content-Length:\r\n\r\n"), NOT_HTTP },
    { R(OK "Content-Length: -7\r\n\r\n" BODY), NOT_HTTP },
    { R(OK "Content-Length: +7\r\n\r\n" BODY), NOT_HTTP },
    { R(OK "Content-Length: 0x7\r\n\r\n" BODY), NOT_HTTP },
    { R(OK "Content-Length: 7, 7\r\n\r\n" BODY), NOT_HTTP },
    { R(OK "Content-Length: 99999999\r\n\r\n" BODY), NOT_HTTP },
    { R(OK "Content-Length: 18446744073709551623\r\n\r\n" BODY), NOT_HTTP },
    /* bodies */
    { R(OK "Content-Length: 8\r\n\r\n" BODY), CUT },
    { R(OK "Content-Length: 6\r\n\r\n" BODY), CUT },
    { R(OK CHUNKS "\r\n"), CUT },
    { R(OK CHUNKS "\r\n7\r\n" BODY "\r\n"), CUT },
    { R(OK CHUNKS "\r\n7\r\n" BODY "\r\n0\r\n"), CUT },
    { R(OK CHUNKS "\r\n7\r\n" BODY "0\r\n\r\n"), CUT },
    { R(OK CHUNKS "\r\n7\r\n" BODY "\r\n0\r\n\r\nmore"), CUT },
    { R(OK CHUNKS "\r\n6\r\n" BODY "\r\n0\r\n\r\n"), CUT },
    { R(OK CHUNKS "\r\n8\r\n" BODY "\r\n0\r\n\r\n"), CUT },
    { R(OK CHUNKS "\r\nffffffffffffffff\r\n" BODY "\r\n0\r\n\r\n"), CUT },
    { R(OK CHUNKS "\r\n10000000000000007\r\n" BODY "\r\n0\r\n\r\n"), CUT },
    { R(OK CHUNKS "\r\n-7\r\n" BODY "\r\n0\r\n\r\n"), CUT },
    { R(OK CHUNKS "\r\n 7\r\n" BODY "\r\n0\r\n\r\n"), CUT },
    { R(OK CHUNKS "\r\n0x7\r\n" BODY "\r\n0\r\n\r\n"), CUT },
    { R(OK CHUNKS "\r\n\r\n" BODY "\r\n0\r\n\r\n"), CUT },
    { R(OK CHUNKS "\r\n7\n" BODY "\r\n0\r\n\r\n"), CUT },
    { R(OK CHUNKS "\r\n7\r\n" BODY "\r\n0\r\n" LENGTH "\r\n"), CUT },
    /* what is no JSON, or not one value */
    { R(OK "\r\n<html>"), NOT_JSON },
    { R(OK "\r\n" BODY BODY), NOT_JSON },
    { R(OK "\r\n{\"a\":1,\"a\":2}"), NOT_JSON },
    { R(OK "\r\n{\"a\":\"\\u0000\"}"), NOT_JSON },
    { R(OK "\r\n" BODY "\0"), NOT_JSON },
};

START_TEST(bad)
{
    struct hr_answer answer = { .status = 1 };

    ck_assert(!hr_http_parse(&bad_cases[_i].response, arena, &answer, &err));
    ck_assert_int_eq(answer.status, 1);
    ck_assert_int_eq(err.code, HR_ERRC_ENGINE);
    ck_assert_msg(strncmp(err.msg, bad_cases[_i].want, strlen(bad_cases[_i].want)) == 0, "%s",
                  err.msg);
}
END_TEST

START_TEST(too_many_fields)
{
    struct hr_answer answer;
    const char *text = OK;

    for (size_t i = 0; i < 1000; i++)
        text = hr_arena_printf(arena, "%sA: b\r\n", text);
    text = hr_arena_printf(arena, "%s\r\n" BODY, text);
    ck_assert(!hr_http_parse(&(struct hr_bytes){ text, strlen(text) }, arena, &answer, &err));
    ck_assert_str_eq(err.msg, NOT_HTTP);
}
END_TEST

static const struct {
    const char *in, *want;
} escape_cases[] = {
    { "", "" },
    { "nginx:1.27", "nginx%3A1.27" },
    { "ghcr.io/a_b/c-d~e", "ghcr.io/a_b/c-d~e" },
    { "a@sha256:0f", "a%40sha256%3A0f" },
    { "a b?c#d%e\r\n", "a%20b%3Fc%23d%25e%0D%0A" },
    { "\xc3\xa9\xff", "%C3%A9%FF" },
};

START_TEST(escape)
{
    ck_assert_str_eq(hr_url_escape(arena, escape_cases[_i].in), escape_cases[_i].want);
}
END_TEST

/* Responses that say where they end: whole at their last byte and not before. */
static const struct hr_bytes whole_cases[] = {
    R(OK "Content-Length: 2\r\n\r\n{}"),
    R(OK "Content-Length: 0\r\n\r\n"),
    R(OK CHUNKS "\r\n2\r\n{}\r\n0\r\n\r\n"),
    R(OK CHUNKS "\r\n5\r\n0\r\n\r\n\r\n0\r\n\r\n"),
};

START_TEST(whole)
{
    struct hr_bytes part = whole_cases[_i];

    ck_assert(hr_http_is_whole(&part));
    while (part.size-- > 0)
        ck_assert_msg(!hr_http_is_whole(&part), "whole after %zu bytes", part.size);
}
END_TEST

START_TEST(never_whole)
{
    ck_assert(!hr_http_is_whole(&(const struct hr_bytes)R(OK "\r\n{}")));
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, whole, 0, HR_ARRAY_LEN(whole_cases));
    tcase_add_test(tc, never_whole);
    tcase_add_loop_test(tc, good, 0, HR_ARRAY_LEN(good_cases));
    tcase_add_loop_test(tc, empty_body, 0, HR_ARRAY_LEN(empty_cases));
    tcase_add_loop_test(tc, bad, 0, HR_ARRAY_LEN(bad_cases));
    tcase_add_test(tc, too_many_fields);
    tcase_add_loop_test(tc, escape, 0, HR_ARRAY_LEN(escape_cases));
}

UNIT_MAIN("http", add_tests)
