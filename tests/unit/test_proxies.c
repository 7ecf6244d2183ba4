/* SPDX-License-Identifier: MIT */
#include "hrun/facts/environment.h"

#include "scratch.h"
#include "unit.h"

#include <string.h>

#define SOCKET "unix:///var/run/docker.sock"

/* `want`: NAME=VALUE with a blank between them, those in upper case. */
static const struct {
    const char *config, *host;
    bool socket;
    const char *want;
} cases[] = {
    { NULL, SOCKET, true, "" },
    { "{}", SOCKET, true, "" },
    { "{\"proxies\":{}}", SOCKET, true, "" },
    { "{\"proxies\":[\"httpProxy\"]}", SOCKET, true, "" },
    { "{\"proxies\":{\"default\":{\"httpProxy\":\"http://p:1\"}}}", SOCKET, true,
      "HTTP_PROXY=http://p:1" },
    { "{\"Proxies\":{\"default\":{\"HTTPProxy\":\"a\",\"noproxy\":\"b\"}}}", SOCKET, true,
      "HTTP_PROXY=a NO_PROXY=b" },
    { "{\"proxies\":{\"default\":{\"httpsProxy\":\"s\",\"ftpProxy\":\"f\",\"allProxy\":\"l\"}}}",
      SOCKET, true, "HTTPS_PROXY=s FTP_PROXY=f ALL_PROXY=l" },
    { "{\"proxies\":{\"default\":{\"httpProxy\":\"\"}}}", SOCKET, true, "" },
    /* The endpoint's own entry takes the place of the default. */
    { "{\"proxies\":{\"default\":{\"httpProxy\":\"d\",\"ftpProxy\":\"d\"},"
      "\"" SOCKET "\":{\"httpProxy\":\"own\"}}}",
      SOCKET, true, "HTTP_PROXY=own" },
    { "{\"proxie\u017f\":{\"default\":{\"http\u017fProxy\":\"s\"}}}", SOCKET, true,
      "HTTPS_PROXY=s" },
    /* Of one that is there twice nobody knows the value. */
    { "{\"proxies\":{\"default\":{\"httpProxy\":\"a\",\"HTTPPROXY\":null}}}", SOCKET, true,
      "HTTP_PROXY=?" },
    { "{\"proxies\":{\"unix:///other\":{\"httpProxy\":\"own\"}}}", SOCKET, true, "" },
    /* How the client calls such an endpoint is not known. */
    { "{\"proxies\":{\"default\":{\"httpProxy\":\"d\"},\"x\":{\"ftpProxy\":\"f\"}}}", "ssh://u@h",
      false, "HTTP_PROXY=d FTP_PROXY=f" },
};

static struct hr_proxies_facts ask(const char *config, const struct hr_endpoint *endpoint)
{
    char *const vars[] = { hr_arena_printf(arena, "DOCKER_CONFIG=%s", scratch), NULL };
    const struct hr_environ env = { vars };
    struct hr_proxies_facts proxies;

    if (config)
        scratch_file("@/config.json", config, 0600);
    hr_proxies_ask(&env, endpoint, arena, &proxies);
    return proxies;
}

static bool is_upper(const char *name)
{
    return *name >= 'A' && *name <= 'Z';
}

START_TEST(reads)
{
    const struct hr_endpoint endpoint = { .host = cases[_i].host,
                                          .socket_path = cases[_i].socket ? "/x" : NULL };
    const struct hr_proxies_facts proxies = ask(cases[_i].config, &endpoint);
    struct hr_strv got = { 0 };

    ck_assert_int_eq(proxies.state, HR_KNOWN);
    for (size_t i = 0; i < proxies.vars.n; i++) {
        const struct hr_env *var = &proxies.vars.v[i];

        if (is_upper(var->name))
            hr_strv_pushf(arena, &got, "%s=%s", var->name, var->value ? var->value : "?");
    }
    ck_assert_str_eq(hr_strv_join(arena, &got, " "), cases[_i].want);
    ck_assert_uint_eq(proxies.vars.n, got.n * 2);
}
END_TEST

/* What cannot be read, or be told apart, may be anything to the client: all ten names. */
START_TEST(unknown)
{
    static const char *const configs[] = {
        "{\"proxies\":",
        "{\"proxies\":{\"default\":{\"httpProxy\":\"a\"}},\"PROXIES\":{}}",
    };
    const struct hr_proxies_facts proxies = ask(configs[_i], NULL);

    ck_assert_int_eq(proxies.state, HR_UNKNOWN);
    ck_assert_uint_eq(proxies.vars.n, 10);
    for (size_t i = 0; i < proxies.vars.n; i++)
        ck_assert_ptr_null(proxies.vars.v[i].value);
}
END_TEST

static void add(TCase *tc)
{
    tcase_add_checked_fixture(tc, scratch_setup, scratch_teardown);
    tcase_add_loop_test(tc, reads, 0, (int)HR_ARRAY_LEN(cases));
    tcase_add_loop_test(tc, unknown, 0, 2);
}

UNIT_MAIN("proxies", add)
