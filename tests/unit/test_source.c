/* SPDX-License-Identifier: MIT */
#include "hrun/facts/source.h"

#include "scratch.h"
#include "unit.h"

#include <sys/sysmacros.h>

static const struct {
    const char *given, *cwd;
    bool any;
    const char *want;
} clean_cases[] = {
    { "/a", "/w", false, "/a" },         { "/a//b/./c/../d/", "/w", false, "/a/b/d" },
    { "/../a", "/w", false, "/a" },      { "/", "/w", false, "/" },
    { ".", "/w/x", false, "/w/x" },      { "./a", "/w", false, "/w/a" },
    { "../a", "/w/x", false, "/w/a" },   { "..", "/w/x", false, "/w" },
    { "...", "/w", false, "/w/..." },    { ".a/b", "/w", false, "/w/.a/b" },
    { "../../../a", "/w", false, "/a" }, { "a/b", "/w", false, NULL },
    { "~/a", "/w", false, NULL },        { "\\\\a", "/w", false, NULL },
    { "", "/w", false, NULL },           { "./a", "", false, NULL },
    { "/a", "", false, "/a" },           { "/\xff", "/w", false, NULL },
    { "a/b", "/w", true, "/w/a/b" },     { "~", "/w", true, "/w/~" },
};

START_TEST(cleans)
{
    const struct hr_source_base base = { .cwd = clean_cases[_i].cwd, .any = clean_cases[_i].any };
    const char *got = hr_source_clean(clean_cases[_i].given, &base, arena);

    if (clean_cases[_i].want)
        ck_assert_str_eq(got, clean_cases[_i].want);
    else
        ck_assert_ptr_null(got);
}
END_TEST

static void make_tree(void)
{
    static const struct {
        const char *target, *path;
    } links[] = {
        { "d", "@/link" },
        { "@/d", "@/absolute" },
        { "link/in", "@/chain" },
        { "./in/.././in//file", "@/d/around" },
        { "two", "@/one" },
        { "one", "@/two" },
        { "gone/further", "@/dangling" },
        { "/proc/self", "@/self" },
        { "/dev/fd", "@/fd" },
        { "../common/name", "@/d/out" },
        { "../d/in", "@/common/name" },
    };

    scratch_folder("@/d");
    scratch_folder("@/d/in");
    scratch_folder("@/common");
    ck_assert_int_eq(chmod(scratch_text("@/common"), 01777), 0);
    scratch_file("@/d/in/file", "x", 0640);
    for (size_t i = 0; i < HR_ARRAY_LEN(links); i++)
        ck_assert_int_eq(symlink(scratch_text(links[i].target), scratch_text(links[i].path)), 0);
}

static struct hr_source_facts ask(const char *path)
{
    struct hr_source_facts source = { .given = scratch_text(path), .clean = scratch_text(path) };

    hr_source_ask(hr_mountinfo_read(arena), arena, &source);
    return source;
}

/* The names of the folders below the scratch folder, in the order met. */
static const char *folders_of(const struct hr_source_facts *source)
{
    struct hr_strv names = { 0 };

    for (size_t i = 0; i < source->folders.n; i++) {
        const char *path = source->folders.v[i].path;

        if (strncmp(path, scratch, strlen(scratch)) == 0)
            hr_strv_pushf(arena, &names, "@%s", path + strlen(scratch));
    }
    return hr_strv_join(arena, &names, " ");
}

static const struct {
    const char *path;
    enum hr_source_state state;
    bool links;
    const char *real, *folders;
} walk_cases[] = {
    { "@/d/in/file", HR_SOURCE_KNOWN, false, "@/d/in/file", "@ @/d @/d/in" },
    { "@/d", HR_SOURCE_KNOWN, false, "@/d", "@" },
    { "@/link", HR_SOURCE_KNOWN, true, "@/d", "@" },
    { "@/link/in", HR_SOURCE_KNOWN, true, "@/d/in", "@ @/d" },
    { "@/absolute/in/file", HR_SOURCE_KNOWN, true, "@/d/in/file", "@ @/d @/d/in" },
    { "@/chain/file", HR_SOURCE_KNOWN, true, "@/d/in/file", "@ @/d @/d/in" },
    { "@/d/around", HR_SOURCE_KNOWN, true, "@/d/in/file", "@ @/d @/d/in" },
    { "@/d/out/file", HR_SOURCE_KNOWN, true, "@/d/in/file", "@ @/d @/common @/d/in" },
    { "@/one", HR_SOURCE_UNKNOWN, true, "@/one", "@" },
    { "@/one/x", HR_SOURCE_UNKNOWN, true, "@/one/x", "@" },
    { "@/d/in/file/x", HR_SOURCE_UNKNOWN, false, "@/d/in/file/x", "@ @/d @/d/in" },
    { "@/new", HR_SOURCE_ABSENT, false, "@/new", "@" },
    { "@/link/new/x", HR_SOURCE_ABSENT, true, "@/d/new/x", "@ @/d" },
    { "@/dangling", HR_SOURCE_ABSENT, true, "@/gone/further", "@" },
    { "@/self", HR_SOURCE_UNKNOWN, true, "/proc/self", "@" },
    { "@/self/cwd/x", HR_SOURCE_UNKNOWN, true, "/proc/self/cwd/x", "@" },
};

START_TEST(walks)
{
    struct hr_source_facts source;

    make_tree();
    source = ask(walk_cases[_i].path);
    ck_assert_int_eq(source.state, walk_cases[_i].state);
    ck_assert_str_eq(source.real, scratch_text(walk_cases[_i].real));
    ck_assert_int_eq(source.crossed_links, walk_cases[_i].links);
    ck_assert_str_eq(folders_of(&source), walk_cases[_i].folders);
    ck_assert_str_eq(source.folders.v[0].path, "/");
    ck_assert_int_eq(!source.unknown_because, source.state != HR_SOURCE_UNKNOWN);
}
END_TEST

/* By whatever way one comes to procfs, its links are the engine's own. */
static const char *const proc_cases[] = {
    "/proc/self/root/etc", "/proc/thread-self", "/proc/1/root", "/proc/1/cwd",
    "/proc/mounts",        "/dev/fd/3",         "@/fd/0",       "@/self/root",
};

START_TEST(leaves_procfs_alone)
{
    struct hr_source_facts source;

    make_tree();
    source = ask(proc_cases[_i]);
    ck_assert_int_eq(source.state, HR_SOURCE_UNKNOWN);
    ck_assert(source.crossed_procfs);
    ck_assert(strncmp(source.real, "/proc/", 6) == 0);
}
END_TEST

START_TEST(tells_what_it_is)
{
    struct hr_source_facts source;
    struct stat status;

    make_tree();
    source = ask("@/chain/file");
    ck_assert_int_eq(stat(scratch_text("@/d/in/file"), &status), 0);
    ck_assert_uint_eq(source.dev, status.st_dev);
    ck_assert_uint_eq(source.ino, status.st_ino);
    ck_assert_uint_eq(source.mode, S_IFREG | 0640);
    ck_assert_uint_eq(source.uid, geteuid());
    ck_assert_uint_eq(source.gid, status.st_gid);
    source = ask("@/d/out");
    ck_assert_uint_eq(source.folders.v[source.folders.n - 1].mode, S_IFDIR | 01777);
    source = ask("/");
    ck_assert_int_eq(source.state, HR_SOURCE_KNOWN);
    ck_assert_str_eq(source.real, "/");
    ck_assert_uint_eq(source.folders.n, 0);
}
END_TEST

START_TEST(cannot_look_inside)
{
    struct hr_source_facts source;

    make_tree();
    ck_assert_int_eq(mkdir(scratch_text("@/locked"), 0), 0);
    ck_assert_int_eq(chmod(scratch, 0755), 0);
    if (geteuid() == 0)
        ck_assert_int_eq(seteuid(65534), 0);
    source = ask("@/locked/new");
    if (getuid() == 0)
        ck_assert_int_eq(seteuid(0), 0);
    ck_assert_int_eq(source.state, HR_SOURCE_UNKNOWN);
    ck_assert_str_eq(source.unknown_because, scratch_text("@/locked/new: Permission denied"));
    ck_assert_str_eq(source.real, scratch_text("@/locked/new"));
}
END_TEST

/* The mode is not all that says who may do what. */
START_TEST(access_lists)
{
    struct hr_source_facts source;

    make_tree();
    source = ask("@/d/in/file");
    ck_assert(!source.acl);
    scratch_acl("@/d/in/file", 4);
    scratch_acl("@/d/in", 7);
    source = ask("@/d/in/file");
    ck_assert(source.acl);
    ck_assert(source.folders.v[source.folders.n - 1].acl);
    ck_assert(!source.folders.v[source.folders.n - 2].acl);
    scratch_acl("@/d/in/file", 0);
    source = ask("@/d/in/file");
    ck_assert(!source.acl);
}
END_TEST

/* Whose the links are, and where. */
START_TEST(links_of)
{
    struct hr_source_facts source;

    make_tree();
    source = ask("@/chain/file");
    ck_assert_uint_eq(source.links.n, 2);
    ck_assert_str_eq(source.links.v[0].folder, scratch);
    ck_assert_uint_eq(source.links.v[0].uid, geteuid());
    source = ask("@/d/out/file");
    ck_assert_uint_eq(source.links.n, 2);
    ck_assert_str_eq(source.links.v[0].folder, scratch_text("@/d"));
    ck_assert_str_eq(source.links.v[1].folder, scratch_text("@/common"));
    ck_assert_uint_eq(ask("@/d/in").links.n, 0);
}
END_TEST

START_TEST(no_path)
{
    struct hr_source_facts source = { .given = "a/b" };

    hr_source_ask(hr_mountinfo_parse("", arena), arena, &source);
    ck_assert_int_eq(source.state, HR_SOURCE_UNKNOWN);
    ck_assert_ptr_null(source.real);
    ck_assert_str_eq(source.unknown_because, "it cannot be made an absolute path");
}
END_TEST

/* Of a device that no file has: the mount is told by its point alone. */
static const char mounts[] = "1 0 0:999 / / rw - ext4 /dev/x rw\n"
                             "2 1 0:998 /data @/d rw,relatime shared:1 master:2 - xfs /dev/y rw\n"
                             "3 2 0:997 / @/d/in\\040a ro,nosuid - tmpfs tmpfs rw\n"
                             "4 2 0:996 / @/d/in rw - proc proc rw\n"
                             "5 2 0:996 / @/dd rw - sysfs sysfs rw\n"
                             "broken\n"
                             "6 1 0:995 / @ rw - btrfs\n";

START_TEST(finds_mounts)
{
    struct hr_source_facts source = { .given = "x" };

    make_tree();
    source.clean = scratch_text("@/d");
    hr_source_ask(hr_mountinfo_parse(scratch_text(mounts), arena), arena, &source);
    ck_assert_str_eq(source.fs_type, "xfs");
    ck_assert_str_eq(source.fs_device, "0:998");
    ck_assert_str_eq(source.fs_path, "/data");
    ck_assert_uint_eq(source.submounts.n, 2);
    ck_assert_str_eq(source.submounts.v[0].path, scratch_text("@/d/in a"));
    ck_assert_str_eq(source.submounts.v[0].fs_type, "tmpfs");
    ck_assert(source.submounts.v[0].read_only);
    ck_assert_str_eq(source.submounts.v[1].path, scratch_text("@/d/in"));
    ck_assert(!source.submounts.v[1].read_only);
    source = (struct hr_source_facts){ .clean = scratch_text("@/d/in/file") };
    hr_source_ask(hr_mountinfo_parse(scratch_text(mounts), arena), arena, &source);
    ck_assert_str_eq(source.fs_type, "proc");
    ck_assert_str_eq(source.fs_path, "/file");
    ck_assert_uint_eq(source.submounts.n, 0);
    source = (struct hr_source_facts){ .clean = "/" };
    hr_source_ask(hr_mountinfo_parse(scratch_text(mounts), arena), arena, &source);
    ck_assert_str_eq(source.fs_path, "/");
    ck_assert_uint_eq(source.submounts.n, 5);
}
END_TEST

/* The mount of its own device counts, though a longer point is hidden below it. */
START_TEST(finds_its_device)
{
    struct hr_source_facts source;
    struct stat status;

    make_tree();
    ck_assert_int_eq(stat(scratch, &status), 0);
    source = (struct hr_source_facts){ .clean = scratch_text("@/d/in") };
    hr_source_ask(
        hr_mountinfo_parse(
            hr_arena_printf(arena,
                            "1 0 %u:%u /sub / rw - ext4 x rw\n2 1 0:9 / %s/d rw - tmpfs x rw\n",
                            major(status.st_dev), minor(status.st_dev), scratch),
            arena),
        arena, &source);
    ck_assert_str_eq(source.fs_type, "ext4");
    ck_assert_str_eq(source.fs_path, hr_arena_printf(arena, "/sub%s/d/in", scratch));
}
END_TEST

static const struct {
    const char *a, *b;
    bool want;
} root_cases[] = {
    { "1 0 8:1 / / rw - ext4 x rw\n", "7 3 8:1 / / ro shared:1 - ext4 x rw\n", true },
    { "1 0 8:1 / / rw - ext4 x rw\n", "1 0 8:2 / / rw - ext4 x rw\n", false },
    { "1 0 8:1 / / rw - ext4 x rw\n", "1 0 8:1 /sub / rw - ext4 x rw\n", false },
    { "1 0 8:1 / / rw - ext4 x rw\n2 1 0:9 / / rw - overlay x rw\n", "1 0 8:1 / / rw - ext4 x rw\n",
      false },
    { "1 0 8:1 / / rw - ext4 x rw\n", "", false },
    { "", "", false },
};

START_TEST(compares_roots)
{
    const struct hr_mountinfo *a = hr_mountinfo_parse(root_cases[_i].a, arena);
    const struct hr_mountinfo *b = hr_mountinfo_parse(root_cases[_i].b, arena);

    ck_assert_int_eq(hr_mountinfo_same_root(a, b), root_cases[_i].want);
    ck_assert_int_eq(hr_mountinfo_same_root(b, a), root_cases[_i].want);
}
END_TEST

/* What /srv/data is for who will mount it: MOUNTS beside a root of 8:1. */
#define ROOT "1 0 8:1 / / rw - ext4 x rw\n"
#define DATA "2 1 8:2 /d /srv/data rw - ext4 x rw\n"

static const struct {
    const char *ours, *theirs;
    bool same;
    const char *submounts;
} compare_cases[] = {
    { ROOT, ROOT, true, "" },
    { ROOT, "7 3 8:1 / / ro shared:1 - ext4 x rw\n", true, "" },
    { ROOT DATA, "9 8 8:1 / / rw - ext4 x rw\n12 9 8:2 /d /srv/data ro - ext4 x rw\n", true, "" },
    { ROOT, ROOT DATA, false, NULL },
    { ROOT DATA, ROOT, false, NULL },
    { ROOT DATA, ROOT "2 1 8:2 /e /srv/data rw - ext4 x rw\n", false, NULL },
    { ROOT, ROOT "2 1 0:9 / /srv rw - tmpfs x rw\n", false, NULL },
    { ROOT, ROOT "2 1 8:1 /private /srv rw - ext4 x rw\n", false, NULL },
    /* a mount of a folder on itself is the same folder */
    { ROOT "2 1 8:1 /srv /srv ro - ext4 x rw\n", ROOT, true, "" },
    /* what is below a later mount is hidden, whatever stands first */
    { ROOT DATA "3 1 0:9 / /srv rw - tmpfs x rw\n", ROOT DATA, false, NULL },
    { ROOT "3 1 0:9 / /srv rw - tmpfs x rw\n" DATA, ROOT "3 1 0:9 / /srv rw - tmpfs x rw\n", true,
      "" },
    { ROOT DATA "3 2 8:2 /e /srv/data rw - ext4 x rw\n", ROOT DATA, false, NULL },
    { ROOT, ROOT "2 1 0:9 / /other rw - tmpfs x rw\n", true, "" },
    { ROOT, ROOT "2 1 8:1 /etc /srv/data/in rw - ext4 x rw\n", true, "/srv/data/in 8:1 /etc" },
    { ROOT "2 1 8:1 /etc /srv/data/in rw - ext4 x rw\n",
      ROOT "2 1 8:1 /etc /srv/data/in rw - ext4 x rw\n", true, "" },
    { ROOT, "", false, NULL },
    { "", ROOT, false, NULL },
};

START_TEST(compares_mounts)
{
    const struct hr_mountinfo *ours = hr_mountinfo_parse(compare_cases[_i].ours, arena);
    const struct hr_mountinfo *theirs = hr_mountinfo_parse(compare_cases[_i].theirs, arena);
    struct hr_source_facts source = {
        .clean = "/srv/data", .real = "/srv/data", .state = HR_SOURCE_KNOWN, .mode = S_IFDIR | 0755
    };
    const char *submounts = "";

    hr_mountinfo_compare(ours, theirs, arena, &source);
    ck_assert_int_eq(source.state, compare_cases[_i].same ? HR_SOURCE_KNOWN : HR_SOURCE_UNKNOWN);
    if (!compare_cases[_i].same) {
        ck_assert_ptr_nonnull(source.unknown_because);
        return;
    }
    for (size_t i = 0; i < source.submounts.n; i++)
        submounts = hr_arena_printf(arena, "%s%s %s %s", submounts, source.submounts.v[i].path,
                                    source.submounts.v[i].fs_device, source.submounts.v[i].fs_path);
    ck_assert_str_eq(submounts, compare_cases[_i].submounts);
    ck_assert(hr_mountinfo_same(ours, ours));
    ck_assert_int_eq(hr_mountinfo_same(ours, theirs),
                     strcmp(compare_cases[_i].ours, compare_cases[_i].theirs) == 0);
}
END_TEST

START_TEST(sockets_are_paths)
{
    size_t count;
    const struct hr_engine_socket *rows = hr_engine_sockets(&count);

    ck_assert_uint_gt(count, 10);
    for (size_t i = 0; i < count; i++) {
        const bool absolute = rows[i].base == HR_SOCKET_ABSOLUTE;

        ck_assert_int_eq(*rows[i].path == '/', absolute);
        ck_assert_str_eq(
            hr_source_clean(absolute ? rows[i].path : hr_arena_printf(arena, "/%s", rows[i].path),
                            &(struct hr_source_base){ .cwd = "/" }, arena) +
                !absolute,
            rows[i].path);
    }
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_checked_fixture(tc, scratch_setup, scratch_teardown);
    tcase_add_loop_test(tc, cleans, 0, HR_ARRAY_LEN(clean_cases));
    tcase_add_loop_test(tc, walks, 0, HR_ARRAY_LEN(walk_cases));
    tcase_add_loop_test(tc, leaves_procfs_alone, 0, HR_ARRAY_LEN(proc_cases));
    tcase_add_test(tc, tells_what_it_is);
    tcase_add_test(tc, access_lists);
    tcase_add_test(tc, cannot_look_inside);
    tcase_add_test(tc, links_of);
    tcase_add_test(tc, no_path);
    tcase_add_test(tc, finds_mounts);
    tcase_add_test(tc, finds_its_device);
    tcase_add_loop_test(tc, compares_roots, 0, HR_ARRAY_LEN(root_cases));
    tcase_add_loop_test(tc, compares_mounts, 0, HR_ARRAY_LEN(compare_cases));
    tcase_add_test(tc, sockets_are_paths);
}

UNIT_MAIN("source", add_tests)
