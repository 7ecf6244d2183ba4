/* SPDX-License-Identifier: MIT */
#include "hrun/guard/paths.h"

#include "unit.h"

#include <string.h>

#define APART  HR_PATH_APART
#define ITSELF HR_PATH_ITSELF
#define BELOW  HR_PATH_BELOW
#define ABOVE  HR_PATH_ABOVE

static const struct {
    const char *path, *other;
    enum hr_relation want;
} cases[] = {
    { "/", "/", ITSELF },
    { "/", "/etc", ABOVE },
    { "/etc", "/", BELOW },
    { "/etc", "/etc", ITSELF },
    { "/etc/ssh", "/etc", BELOW },
    { "/etc", "/etc/ssh", ABOVE },
    { "/etcetera", "/etc", APART },
    { "/et", "/etc", APART },
    { "/etc/ssh", "/etc/ssl", APART },
    { "/Etc", "/etc", APART },
    { "/run/user/1000", "/run/user/*", ITSELF },
    { "/run/user/1000/bus", "/run/user/*", BELOW },
    { "/run/user", "/run/user/*", ABOVE },
    { "/run", "/run/user/*", ABOVE },
    { "/run/users/1", "/run/user/*", APART },
    { "/run/user/1/docker.sock", "/run/user/*/docker.sock", ITSELF },
    { "/run/user/1/podman", "/run/user/*/docker.sock", APART },
    { "/a/*", "/a/b", APART }, /* of a path it is a name like any other */
};

START_TEST(relates)
{
    ck_assert_msg(hr_path_relation(cases[_i].path, cases[_i].other) == cases[_i].want, "%s %s",
                  cases[_i].path, cases[_i].other);
}
END_TEST

static const struct {
    const char *path, *home, *other;
    enum hr_relation want;
} home_cases[] = {
    { "/home/me", "/home/me", "~", ITSELF },
    { "/home", "/home/me", "~", ABOVE },
    { "/", "/home/me", "~", ABOVE },
    { "/home/me/x", "/home/me", "~", BELOW },
    { "/home/you", "/home/me", "~", APART },
    { "/home/you", "/home/*", "~", ITSELF },
    { "/home", "/home/*", "~/.ssh", ABOVE },
    { "/home/me", "/home/me", "~/.ssh", ABOVE },
    { "/home/me/.ssh", "/home/me", "~/.ssh", ITSELF },
    { "/home/me/.ssh/id", "/home/*", "~/.ssh", BELOW },
    { "/home/me/.sshd", "/home/*", "~/.ssh", APART },
    { "/home/me/x/.ssh", "/home/me", "~/.ssh", APART },
    { "/home/me/.config", "/home/me", "~/.config/gcloud", ABOVE },
    { "/", "/", "~", ITSELF },
    { "/.ssh", "/", "~/.ssh", ITSELF },
    { "/etc", "/", "~/.ssh", APART },
};

START_TEST(relates_to_home)
{
    ck_assert_msg(hr_path_relation_home(home_cases[_i].path, home_cases[_i].home,
                                        home_cases[_i].other) == home_cases[_i].want,
                  "%s %s %s", home_cases[_i].path, home_cases[_i].home, home_cases[_i].other);
}
END_TEST

/* Path NUMBER of those of up to three elements of three names. */
static const char *path_of(unsigned number)
{
    static const char *const names[] = { "a", "ab", "b" };
    const char *path = "";

    for (; number > 0; number = (number - 1) / 3)
        path = hr_arena_printf(arena, "/%s%s", names[(number - 1) % 3], path);
    return *path ? path : "/";
}
#define PATHS 40

static bool is_below(const char *path, const char *folder)
{
    const size_t length = strcmp(folder, "/") == 0 ? 0 : strlen(folder);

    return strlen(path) > length + 1 && strncmp(path, folder, length) == 0 && path[length] == '/';
}

/* Compared as texts, and as a home that any of them may be. */
START_TEST(agrees)
{
    const char *path = path_of((unsigned)_i);

    for (unsigned i = 0; i < PATHS; i++) {
        const char *other = path_of(i);
        const enum hr_relation want = strcmp(path, other) == 0 ? ITSELF
                                      : is_below(path, other)  ? BELOW
                                      : is_below(other, path)  ? ABOVE
                                                               : APART;

        ck_assert_msg(hr_path_relation(path, other) == want, "%s %s", path, other);
        ck_assert_msg(hr_path_relation_home(path, other, "~") == want, "%s %s", path, other);
        ck_assert_msg(hr_path_relation_home(path, "/", hr_arena_printf(arena, "~%s", other)) ==
                          want,
                      "%s %s", path, other);
    }
}
END_TEST

/* Each row says something, once, of a clean path. */
START_TEST(rows)
{
    size_t count;
    const struct hr_sensitive_path *all = hr_sensitive_paths(&count);

    for (size_t i = 0; i < count; i++) {
        const char *path = all[i].path;

        ck_assert_msg(*path == '/' || strcmp(path, "~") == 0 || strncmp(path, "~/", 2) == 0, "%s",
                      path);
        ck_assert_msg(!strstr(path, "//") && !strstr(path, "/./") && !strstr(path, "/.."), "%s",
                      path);
        ck_assert_msg(path[1] == '\0' || path[strlen(path) - 1] != '/', "%s", path);
        ck_assert_msg(all[i].relations && all[i].risk && *all[i].risk, "%s", path);
        ck_assert_msg(all[i].risk[strlen(all[i].risk) - 1] != '.', "%s", path);
        for (size_t k = 0; k < i; k++)
            ck_assert_str_ne(all[k].path, path);
        for (const char *const *spared = all[i].spared; spared && *spared; spared++)
            ck_assert_int_eq(hr_path_relation(*spared, path), HR_PATH_BELOW);
    }
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, relates, 0, HR_ARRAY_LEN(cases));
    tcase_add_loop_test(tc, relates_to_home, 0, HR_ARRAY_LEN(home_cases));
    tcase_add_loop_test(tc, agrees, 0, PATHS);
    tcase_add_test(tc, rows);
}

UNIT_MAIN("paths", add_tests)
