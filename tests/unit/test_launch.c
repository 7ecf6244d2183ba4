/* SPDX-License-Identifier: MIT */
#include "hrun/engine/launch.h"
#include "hrun/engine/program.h"

#include "scratch.h"
#include "unit.h"

#include <elf.h>
#include <limits.h>
#include <link.h>
#include <sys/wait.h>

static void setup(void)
{
    char self[PATH_MAX] = "";

    scratch_setup();
    scratch_folder("@/bin");
    scratch_file("@/bin/docker", "#!/bin/sh\n", 0755);
    scratch_folder("@/noexec");
    scratch_file("@/noexec/docker", "#!/bin/sh\n", 0644);
    scratch_folder("@/folder");
    scratch_folder("@/folder/docker");
    scratch_folder("@/self");
    ck_assert_int_gt(readlink("/proc/self/exe", self, sizeof(self) - 1), 0);
    ck_assert_int_eq(symlink(self, scratch_text("@/self/docker")), 0);
    ck_assert_int_eq(symlink("nothing", scratch_text("@/self/loose")), 0);
    ck_assert_int_eq(chdir(scratch), 0);
}

static const struct {
    const char *engine, *path, *want; /* NULL: not set; an error */
} find_cases[] = {
    { "docker", "@/bin", "@/bin/docker" },
    { "docker", "@/bin//", "@/bin/docker" },
    { "docker", "@/none:@/bin", "@/bin/docker" },
    { "docker", "@/noexec:@/bin", "@/bin/docker" },
    { "docker", "@/folder:@/bin", "@/bin/docker" },
    { "docker", "@/self:@/bin", "@/bin/docker" },
    { "docker", ":@/bin:", "@/bin/docker" },
    { "docker", "noexec:bin:./bin:@/bin", "@/bin/docker" },
    { "docker", "bin:./bin:.:", NULL }, /* relative entries alone */
    { "docker", "@/self", NULL },
    { "loose", "@/self", NULL },
    { "podman", "@/bin", NULL },
    { "docker", "", NULL },
    { "docker", NULL, NULL },
    { "", "@/bin", NULL },
    { "..", "@/bin", NULL },
    { "@/bin/docker", "", "@/bin/docker" },
    { "bin/docker", "@/self", "@/bin/docker" },
    { "./bin/docker", NULL, "@/./bin/docker" },
    { "@/none/docker", "@/bin", NULL },
    { "@/noexec/docker", "@/bin", NULL },
    { "@/folder/docker", "@/bin", NULL },
    { "@/self/docker", "@/bin", NULL },
};

START_TEST(find)
{
    const char *engine = scratch_text(find_cases[_i].engine);
    char *vars[] = { NULL, NULL };
    const struct hr_environ env = { vars };
    const char *found = NULL;
    bool ok;

    if (find_cases[_i].path)
        vars[0] = hr_arena_printf(arena, "PATH=%s", scratch_text(find_cases[_i].path));
    ok = hr_launch_find(engine, &env, arena, &found, &err);
    ck_assert_int_eq(ok, find_cases[_i].want != NULL);
    if (ok) {
        ck_assert_str_eq(found, scratch_text(find_cases[_i].want));
        return;
    }
    ck_assert_ptr_null(found);
    ck_assert_ptr_nonnull(strstr(err.msg, engine));
    ck_assert_ptr_nonnull(err.hint);
}
END_TEST

/* A file as hrun's is: an ELF header, a table with one segment, the note in it. */
static void make_copy(const char *path)
{
    struct {
        ElfW(Ehdr) header;
        ElfW(Phdr) segment;
        struct hr_program_note note;
    } file = {
        .header = { .e_ident = ELFMAG, .e_phentsize = sizeof(ElfW(Phdr)), .e_phnum = 1 },
        .segment = { .p_type = PT_NOTE, .p_filesz = sizeof(file.note) },
        .note = HR_PROGRAM_NOTE,
    };
    const int fd = open(scratch_text(path), O_WRONLY | O_CREAT | O_EXCL, 0755);

    file.header.e_ident[EI_CLASS] = sizeof(void *) == 8 ? ELFCLASS64 : ELFCLASS32;
    file.header.e_phoff = (uintptr_t)&file.segment - (uintptr_t)&file;
    file.segment.p_offset = (uintptr_t)&file.note - (uintptr_t)&file;
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(write(fd, &file, sizeof(file)), sizeof(file));
    ck_assert_int_eq(close(fd), 0);
}

static const struct {
    const char *path, *want; /* NULL: an error */
} next_cases[] = {
    { "@/copy:@/bin", "@/bin/docker" },
    { "@/self:@/bin", "@/bin/docker" },
    { "@/bin:@/copy", NULL }, /* what is before hrun may be what called it */
    { "@/bin:@/copy:@/other", "@/other/docker" },
    { "@/bin:@/self:@/other", "@/other/docker" },
    { "@/copy:@/self:@/copy:@/other", "@/other/docker" },
    { "@/copy:@/link:@/bin", "@/bin/docker" },
    { "@/link:@/bin", "@/bin/docker" },
    { "@/folderlink:@/bin", "@/bin/docker" },
    { "@/copy:bin:./bin::@/other", "@/other/docker" },
    { "copy:@/bin", "@/bin/docker" },
    { "@/copy:@/none:@/noexec:@/folder", NULL },
    { "@/copy", NULL },
    { "@/bin:@/other", "@/bin/docker" }, /* hrun is nowhere in PATH */
    { "", NULL },
};

START_TEST(find_next)
{
    char *vars[] = { NULL, NULL };
    const struct hr_environ env = { vars };
    const char *found = NULL;
    bool ok;

    scratch_folder("@/copy");
    make_copy("@/copy/docker");
    scratch_folder("@/link");
    ck_assert_int_eq(symlink("../copy/docker", scratch_text("@/link/docker")), 0);
    ck_assert_int_eq(symlink("copy", scratch_text("@/folderlink")), 0);
    scratch_folder("@/other");
    scratch_file("@/other/docker", "#!/bin/sh\n", 0755);
    vars[0] = hr_arena_printf(arena, "PATH=%s", scratch_text(next_cases[_i].path));
    ok = hr_launch_find_next("docker", &env, arena, &found, &err);
    ck_assert_int_eq(ok, next_cases[_i].want != NULL);
    if (ok)
        ck_assert_str_eq(found, scratch_text(next_cases[_i].want));
    else
        ck_assert_ptr_nonnull(err.hint);
}
END_TEST

START_TEST(kinds)
{
    make_copy("@/copy");
    scratch_file("@/short", ELFMAG, 0755);
    scratch_file("@/empty", "", 0755);
    ck_assert_int_eq(hr_program_kind(scratch_text("@/copy")), HR_PROGRAM_HRUN);
    ck_assert_int_eq(hr_program_kind("/proc/self/exe"), HR_PROGRAM_BINARY);
    ck_assert_int_eq(hr_program_kind(scratch_text("@/bin/docker")), HR_PROGRAM_OTHER);
    ck_assert_int_eq(hr_program_kind(scratch_text("@/short")), HR_PROGRAM_OTHER);
    ck_assert_int_eq(hr_program_kind(scratch_text("@/empty")), HR_PROGRAM_OTHER);
    ck_assert_int_eq(hr_program_kind(scratch_text("@/none")), HR_PROGRAM_OTHER);
    ck_assert_int_eq(hr_program_kind(scratch_text("@/folder")), HR_PROGRAM_OTHER);
}
END_TEST

static const struct {
    const char *path, *depth, *want; /* NULL: an error */
} count_cases[] = {
    { "/proc/self/exe", "HRUN_DEPTH=9999", "" },
    { "@/bin/docker", "A=1", "HRUN_DEPTH=1" },
    { "@/bin/docker", "HRUN_DEPTH=1", "HRUN_DEPTH=2" },
    { "@/bin/docker", "HRUN_DEPTH=15", "HRUN_DEPTH=16" },
    { "@/bin/docker", "HRUN_DEPTH=16", NULL },
    { "@/bin/docker", "HRUN_DEPTH=99999999999999999999", "HRUN_DEPTH=1" },
    { "@/bin/docker", "HRUN_DEPTH=", "HRUN_DEPTH=1" },
};

START_TEST(count)
{
    char *vars[] = { hr_arena_strdup(arena, count_cases[_i].depth), NULL };
    const struct hr_environ env = { vars };
    struct hr_strv set = { 0 };
    const bool ok = hr_launch_count(scratch_text(count_cases[_i].path), &env, arena, &set, &err);

    ck_assert_int_eq(ok, count_cases[_i].want != NULL);
    if (ok)
        ck_assert_str_eq(hr_strv_join(arena, &set, " "), count_cases[_i].want);
    else
        ck_assert_ptr_nonnull(err.hint);
}
END_TEST

static const struct {
    const char *env, *set, *unset, *want; /* blank-separated */
} environ_cases[] = {
    { "A=1 B=2", "", "", "A=1 B=2" },
    { "A=1 B=2", "B=3", "", "A=1 B=3" },
    { "A=1 B=2 A=3", "A=4", "", "B=2 A=4" },
    { "A=1 AB=2", "", "A", "AB=2" },
    { "A=1 A=2", "", "A", "" },
    { "A AA=1 =x", "", "A", "AA=1 =x" },
    { "A=1", "A=", "A", "A=" },
    { "", "A=x=y", "B", "A=x=y" },
    { "", "", "", "" },
};

static struct hr_strv split(const char *text)
{
    struct hr_strv list = { 0 };

    for (size_t length; *text; text += length + (text[length] == ' ')) {
        length = strcspn(text, " ");
        hr_strv_push(arena, &list, hr_arena_strndup(arena, text, length));
    }
    return list;
}

START_TEST(edited_environ)
{
    struct hr_strv vars = split(environ_cases[_i].env);
    const struct hr_strv set = split(environ_cases[_i].set);
    const struct hr_strv unset = split(environ_cases[_i].unset);
    char *const none[] = { NULL };
    const struct hr_environ env = { vars.v ? vars.v : none };
    struct hr_strv got = { 0 };

    for (char *const *var = hr_launch_environ(&env, &set, &unset, arena); *var; var++)
        hr_strv_push(arena, &got, *var);
    ck_assert_str_eq(hr_strv_join(arena, &got, " "), environ_cases[_i].want);
}
END_TEST

START_TEST(exec_becomes)
{
    const pid_t pid = fork();
    int status;

    ck_assert_int_ge(pid, 0);
    if (pid == 0) {
        char *vars[] = { hr_arena_strdup(arena, "STATUS=7"), NULL };
        struct hr_strv argv = { 0 };

        hr_strv_push(arena, &argv, "sh");
        hr_strv_push(arena, &argv, "-c");
        hr_strv_push(arena, &argv, "exit $STATUS");
        if (!hr_launch_exec("/bin/sh", &argv, vars, arena, &err))
            _exit(125);
    }
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    ck_assert(WIFEXITED(status));
    ck_assert_int_eq(WEXITSTATUS(status), 7);
}
END_TEST

static const struct {
    const char *path;
    size_t argument; /* its length */
    const char *want;
} exec_cases[] = {
    { "@/none", 1, "No such file" },        { "@/noexec/docker", 1, "Permission denied" },
    { "@/folder", 1, "Permission denied" }, { "@/lost", 1, "interpreter" },
    { "@/text", 1, "no program" },          { "@/bin/docker", 4 << 20, "too long" },
};

START_TEST(exec_fails)
{
    const char *path = scratch_text(exec_cases[_i].path);
    char *long_word = hr_arena_alloc(arena, exec_cases[_i].argument + 1);
    char *const none[] = { NULL };
    struct hr_strv argv = { 0 };

    scratch_file("@/lost", "#!/nowhere/sh\n", 0755);
    scratch_file("@/text", "echo\n", 0755);
    memset(long_word, 'x', exec_cases[_i].argument);
    hr_strv_push(arena, &argv, "docker");
    hr_strv_push(arena, &argv, long_word);
    ck_assert(!hr_launch_exec(path, &argv, none, arena, &err));
    ck_assert_ptr_nonnull(strstr(err.msg, path));
    ck_assert_ptr_nonnull(err.hint);
    ck_assert_ptr_nonnull(strstr(hr_error_text(&err, arena), exec_cases[_i].want));
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_checked_fixture(tc, setup, scratch_teardown);
    tcase_add_loop_test(tc, find, 0, HR_ARRAY_LEN(find_cases));
    tcase_add_loop_test(tc, find_next, 0, HR_ARRAY_LEN(next_cases));
    tcase_add_test(tc, kinds);
    tcase_add_loop_test(tc, count, 0, HR_ARRAY_LEN(count_cases));
    tcase_add_loop_test(tc, edited_environ, 0, HR_ARRAY_LEN(environ_cases));
    tcase_add_test(tc, exec_becomes);
    tcase_add_loop_test(tc, exec_fails, 0, HR_ARRAY_LEN(exec_cases));
}

UNIT_MAIN("launch", add_tests)
