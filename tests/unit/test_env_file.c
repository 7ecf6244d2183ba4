/* SPDX-License-Identifier: MIT */
#include "hrun/facts/environment.h"

#include "scratch.h"
#include "unit.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SENTINEL "hunter2"

static const char *path_of(const char *name)
{
    return hr_arena_printf(arena, "%s/%s", scratch, name);
}

static const char *file_with(const char *name, const char *text)
{
    scratch_file(path_of(name), text, 0600);
    return path_of(name);
}

static const struct hr_env_file_facts *read_paths(const char *const *paths, size_t count)
{
    struct hr_env_files_facts *files = hr_arena_alloc(arena, sizeof(*files));
    struct hr_strv list = { 0 };

    for (size_t i = 0; i < count; i++)
        hr_strv_push(arena, &list, paths[i]);
    hr_env_files_read(&list, arena, files);
    ck_assert_uint_eq(files->n, count);
    return files->v;
}

static const struct hr_env_file_facts *read_path(const char *path)
{
    return read_paths(&path, 1);
}

/* A pipe at a descriptor of its own that holds TEXT and nobody writes to any more. */
static int pipe_with(const char *text)
{
    int ends[2], fd;

    ck_assert_int_eq(pipe(ends), 0);
    ck_assert_int_eq(write(ends[1], text, strlen(text)), (ssize_t)strlen(text));
    close(ends[1]);
    fd = fcntl(ends[0], F_DUPFD, 40);
    close(ends[0]);
    ck_assert_int_ge(fd, 40);
    return fd;
}

START_TEST(regular)
{
    const char *path = file_with("env", "A=1\nB\n");
    const struct hr_env_file_facts *file = read_path(path);

    ck_assert(file->known && !file->once);
    ck_assert_uint_eq(file->lines.n, 2);
    ck_assert_str_eq(file->lines.v[0].value, "1");
    ck_assert_ptr_null(file->lines.v[1].value);
    ck_assert(read_path("/dev/null")->known);
}
END_TEST

static const struct {
    const char *name, *content, *want; /* content NULL: nothing is made */
} bad[] = {
    { "absent", NULL, "cannot open" },
    { "blank", "A=1\nB C=" SENTINEL "\n", ":2: white space" },
    { "nameless", "=" SENTINEL "\n", ":1: no variable name" },
    { "latin", "A=" SENTINEL "\xff\n", ":1: text that is not UTF-8" },
};

START_TEST(refused)
{
    const char *path =
        bad[_i].content ? file_with(bad[_i].name, bad[_i].content) : path_of(bad[_i].name);
    const struct hr_env_file_facts *file = read_path(path);

    ck_assert(!file->known);
    ck_assert_msg(strstr(file->unknown_because, bad[_i].want), "%s", file->unknown_because);
    ck_assert_ptr_null(strstr(file->unknown_because, SENTINEL));
}
END_TEST

START_TEST(not_a_file)
{
    const char *fifo = path_of("fifo");

    ck_assert_int_eq(mkfifo(fifo, 0600), 0);
    ck_assert_ptr_nonnull(strstr(read_path(fifo)->unknown_because, "named pipe"));
    ck_assert_ptr_nonnull(strstr(read_path("/")->unknown_because, "not a regular file"));
    ck_assert_ptr_nonnull(strstr(read_path("/dev/zero")->unknown_because, "not a regular file"));
}
END_TEST

static const char *const folders[] = { "/dev/fd", "/proc/self/fd" };

/* What was in the pipe can be read again under the same name; who inherits it finds it at its end. */
START_TEST(handed_on)
{
    const int fd = pipe_with("A=" SENTINEL "\n");
    const char *path = hr_arena_printf(arena, "%s/%d", folders[_i], fd);
    const struct hr_env_file_facts *file = read_path(path);
    struct hr_bytes bytes;
    char byte;

    ck_assert(file->known && file->once);
    ck_assert_str_eq(file->lines.v[0].value, SENTINEL);
    ck_assert_int_eq(read(fd, &byte, 1), 0);
    ck_assert_int_eq(fcntl(fd, F_GETFD), 0);
    ck_assert(hr_file_read(path, 100, arena, &bytes, NULL, &err));
    ck_assert_str_eq(bytes.data, "A=" SENTINEL "\n");
    close(fd);
}
END_TEST

START_TEST(twice)
{
    const int fd = pipe_with("A=1\n");
    const char *paths[2] = { hr_arena_printf(arena, "/dev/fd/%d", fd),
                             hr_arena_printf(arena, "/proc/self/fd/%d", fd) };
    const struct hr_env_file_facts *files = read_paths(paths, 2);

    ck_assert(files[0].known);
    ck_assert(!files[1].known);
    ck_assert_ptr_nonnull(strstr(files[1].unknown_because, "twice"));
    close(fd);
}
END_TEST

START_TEST(regular_twice)
{
    const char *path = file_with("twice", "A=1\n");
    const char *paths[2] = { path, path };
    const struct hr_env_file_facts *read = read_paths(paths, 2);

    ck_assert(read[0].known && read[1].known);
}
END_TEST

START_TEST(nothing_there)
{
    ck_assert_ptr_nonnull(strstr(read_path("/dev/fd/9999")->unknown_because, "cannot open"));
    ck_assert_ptr_nonnull(strstr(read_path("/dev/fd/x")->unknown_because, "cannot open"));
}
END_TEST

static void add(TCase *tc)
{
    tcase_add_checked_fixture(tc, scratch_setup, scratch_teardown);
    tcase_add_test(tc, regular);
    tcase_add_loop_test(tc, refused, 0, (int)HR_ARRAY_LEN(bad));
    tcase_add_test(tc, not_a_file);
    tcase_add_loop_test(tc, handed_on, 0, (int)HR_ARRAY_LEN(folders));
    tcase_add_test(tc, twice);
    tcase_add_test(tc, regular_twice);
    tcase_add_test(tc, nothing_there);
}

UNIT_MAIN("env_file", add)
