/* SPDX-License-Identifier: MIT */
#include "hrun/base/file.h"

#include "unit.h"

#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* Each test works in a folder of its own, so that names stay short enough for a socket. */
static char folder[32];

static void enter_folder(void)
{
    snprintf(folder, sizeof(folder), "/tmp/hrun-test-file-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(chdir(folder), 0);
}

static void leave_folder(void)
{
    static const char *const names[] = { "file", "link", "fifo", "socket" };

    for (size_t i = 0; i < HR_ARRAY_LEN(names); i++)
        unlink(names[i]);
    rmdir("sub");
    ck_assert_int_eq(chdir("/"), 0);
    ck_assert_int_eq(rmdir(folder), 0);
}

static void write_file(const char *data, size_t size)
{
    HR_CLEANUP(hr_fd_close) int fd = open("file", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);

    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(write(fd, data, size), (ssize_t)size);
}

static const size_t sizes[] = { 0, 1, 8191, 8192, 8193, 16384, 100000 };

START_TEST(reads_whole)
{
    const size_t size = sizes[_i];
    char *data = hr_arena_alloc(arena, size);
    struct hr_bytes bytes;
    struct stat status;

    for (size_t i = 0; i < size; i++)
        data[i] = (char)(i * 7); /* NUL among them */
    write_file(data, size);
    ck_assert(hr_file_read("file", size, arena, &bytes, &status, &err));
    ck_assert_uint_eq(bytes.size, size);
    ck_assert_mem_eq(bytes.data, data, size);
    ck_assert_int_eq(bytes.data[size], 0);
    ck_assert_uint_eq(status.st_mode, S_IFREG | 0640);
}
END_TEST

START_TEST(refuses_more_than_max)
{
    struct hr_bytes bytes = { 0 };
    struct stat status = { .st_size = 42 };

    write_file("12345", 5);
    ck_assert(!hr_file_read("file", 4, arena, &bytes, &status, &err));
    ck_assert_int_eq(err.code, HR_ERRC_INPUT);
    ck_assert_str_eq(err.msg, "'file' is larger than the 4 bytes allowed");
    ck_assert_ptr_null(bytes.data);
    ck_assert_int_eq(status.st_size, 42);
}
END_TEST

/* Files of /proc say size 0: what counts is what read gives. */
START_TEST(bound_holds_without_a_size)
{
    struct hr_bytes bytes;

    ck_assert(!hr_file_read("/proc/self/status", 10, arena, &bytes, NULL, &err));
    ck_assert_str_eq(err.msg, "'/proc/self/status' is larger than the 10 bytes allowed");
    ck_assert(hr_file_read("/proc/self/status", 1 << 20, arena, &bytes, NULL, &err));
    ck_assert_uint_gt(bytes.size, 10);
}
END_TEST

static void make_special(void)
{
    struct sockaddr_un name = { .sun_family = AF_UNIX, .sun_path = "socket" };
    HR_CLEANUP(hr_fd_close) int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    ck_assert_int_eq(mkfifo("fifo", 0600), 0);
    ck_assert_int_eq(mkdir("sub", 0700), 0);
    ck_assert_int_eq(symlink("file", "link"), 0);
    ck_assert_int_eq(bind(fd, (struct sockaddr *)&name, sizeof(name)), 0);
}

static const struct {
    const char *path, *want;
    enum hr_errc code;
} refused_cases[] = {
    { "sub", "'sub' is not a regular file", HR_ERRC_INPUT },
    { "fifo", "'fifo' is not a regular file", HR_ERRC_INPUT }, /* nobody writes: must not wait */
    { "socket", "'socket' is not a regular file", HR_ERRC_INPUT },
    { "/dev/zero", "'/dev/zero' is not a regular file", HR_ERRC_INPUT },
    { "link", "cannot open 'link': No such file or directory", HR_ERRC_SYSTEM },
    { "fifo/x", "cannot open 'fifo/x': Not a directory", HR_ERRC_SYSTEM },
    { "", "cannot open '': No such file or directory", HR_ERRC_SYSTEM },
};

START_TEST(refuses_what_is_no_file)
{
    struct hr_bytes bytes;

    make_special();
    ck_assert(!hr_file_read(refused_cases[_i].path, 100, arena, &bytes, NULL, &err));
    ck_assert_str_eq(err.msg, refused_cases[_i].want);
    ck_assert_int_eq(err.code, refused_cases[_i].code);
}
END_TEST

START_TEST(follows_a_link)
{
    struct hr_bytes bytes;

    make_special();
    write_file("x", 1);
    ck_assert(hr_file_read("link", 100, arena, &bytes, NULL, &err));
    ck_assert_str_eq(bytes.data, "x");
}
END_TEST

START_TEST(reads_a_pipe)
{
    int ends[2];
    struct hr_bytes bytes;

    ck_assert_int_eq(pipe2(ends, O_CLOEXEC | O_NONBLOCK), 0);
    ck_assert_int_eq(write(ends[1], "a\0b", 3), 3);
    hr_fd_close(&ends[1]);
    ck_assert_int_eq(ends[1], -1);
    hr_fd_close(&ends[1]);
    ck_assert(hr_fd_read(ends[0], "stdin", 3, arena, &bytes, &err));
    ck_assert_uint_eq(bytes.size, 3);
    ck_assert_mem_eq(bytes.data, "a\0b", 4);
    hr_fd_close(&ends[0]);
}
END_TEST

/* The reader asks before there is anything: it must wait for the writer, not fail. */
START_TEST(waits_on_a_nonblocking_pipe)
{
    int ends[2];
    struct hr_bytes bytes;
    pid_t pid;

    ck_assert_int_eq(pipe2(ends, O_CLOEXEC | O_NONBLOCK), 0);
    pid = fork();
    ck_assert_int_ge(pid, 0);
    if (pid == 0) {
        usleep(20000);
        _exit(write(ends[1], "late", 4) == 4 ? 0 : 1);
    }
    hr_fd_close(&ends[1]);
    ck_assert(hr_fd_read(ends[0], "stdin", 100, arena, &bytes, &err));
    ck_assert_str_eq(bytes.data, "late");
    hr_fd_close(&ends[0]);
}
END_TEST

START_TEST(pipe_bound)
{
    int ends[2];
    struct hr_bytes bytes;

    ck_assert_int_eq(pipe2(ends, O_CLOEXEC), 0);
    ck_assert_int_eq(write(ends[1], "1234", 4), 4);
    /* Still open: a reader that wanted to see the end would hang. */
    ck_assert(!hr_fd_read(ends[0], "the answer", 3, arena, &bytes, &err));
    ck_assert_str_eq(err.msg, "'the answer' is larger than the 3 bytes allowed");
    hr_fd_close(&ends[0]);
    hr_fd_close(&ends[1]);
}
END_TEST

/* The kernel sends SIGXFSZ, which ends a process, for what is beyond the limit. */
START_TEST(writes_up_to_a_limit)
{
    const struct rlimit none = { RLIM_INFINITY, RLIM_INFINITY }, limit = { 4, RLIM_INFINITY };
    const int fd = open("limited", O_RDWR | O_CREAT, 0600);
    struct hr_bytes bytes = { "abc", 3 };
    bool first, second;

    ck_assert_int_ge(fd, 0);
    setrlimit(RLIMIT_FSIZE, &limit); /* libcheck writes files of its own */
    first = hr_fd_write(fd, &bytes);
    second = hr_fd_write(fd, &bytes);
    setrlimit(RLIMIT_FSIZE, &none);
    ck_assert(first);
    ck_assert(!second);
    close(fd);
    ck_assert(hr_file_read("limited", 100, arena, &bytes, NULL, &err));
    ck_assert_str_eq(bytes.data, "abca");
    unlink("limited");
}
END_TEST

START_TEST(bad_descriptor)
{
    struct hr_bytes bytes;

    ck_assert(!hr_fd_read(-1, "it", 3, arena, &bytes, &err));
    ck_assert_int_eq(err.code, HR_ERRC_SYSTEM);
    ck_assert_str_eq(err.msg, "cannot read 'it': Bad file descriptor");
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_checked_fixture(tc, enter_folder, leave_folder);
    tcase_add_loop_test(tc, reads_whole, 0, HR_ARRAY_LEN(sizes));
    tcase_add_test(tc, refuses_more_than_max);
    tcase_add_test(tc, bound_holds_without_a_size);
    tcase_add_loop_test(tc, refuses_what_is_no_file, 0, HR_ARRAY_LEN(refused_cases));
    tcase_add_test(tc, follows_a_link);
    tcase_add_test(tc, reads_a_pipe);
    tcase_add_test(tc, waits_on_a_nonblocking_pipe);
    tcase_add_test(tc, pipe_bound);
    tcase_add_test(tc, writes_up_to_a_limit);
    tcase_add_test(tc, bad_descriptor);
}

UNIT_MAIN("file", add_tests)
