/* SPDX-License-Identifier: MIT */
#include "hrun/facts/name_cache.h"
#include "hrun/facts/names.h"

#include "scratch.h"
#include "unit.h"

#include <glob.h>

#define BLOCK ((size_t)512)

static struct hr_bytes bytes_of(const char *text)
{
    return (struct hr_bytes){ text, strlen(text) };
}

static void add_sum(char *header)
{
    unsigned sum = 0;

    memset(header + 148, ' ', 8);
    for (size_t i = 0; i < BLOCK; i++)
        sum += (unsigned char)header[i];
    snprintf(header + 148, 7, "%06o", sum);
}

/* A tar of one file. */
static struct hr_bytes tar_of(const char *text, char type)
{
    const size_t size = strlen(text), padded = (size + BLOCK - 1) / BLOCK * BLOCK;
    char *tar = hr_arena_alloc(arena, BLOCK + padded + 2 * BLOCK);

    snprintf(tar, 100, "passwd");
    snprintf(tar + 124, 12, "%011o", (unsigned)size);
    tar[156] = type;
    snprintf(tar + 257, 6, "ustar");
    tar[263] = tar[264] = '0';
    snprintf(tar + BLOCK, size + 1, "%s", text);
    add_sum(tar);
    return (struct hr_bytes){ tar, BLOCK + padded + 2 * BLOCK };
}

START_TEST(untar)
{
    static const char *const texts[] = { "", "a", "root:x:0:0::/:/bin/sh\n" };
    const struct hr_bytes tar = tar_of(texts[_i], '0');
    struct hr_bytes file;

    ck_assert_msg(hr_names_untar(&tar, arena, &file, &err), "%s", err.msg);
    ck_assert_uint_eq(file.size, strlen(texts[_i]));
    ck_assert_int_eq(memcmp(file.data, texts[_i], file.size), 0);
}
END_TEST

/* One byte of a good tar changed, or its size; with the sum made good again or not. */
static const struct {
    size_t at;
    char byte;
    bool sum;
    size_t size;
    const char *want;
} bad_tars[] = {
    { 156, '2', true, 0, "no regular file" },
    { 156, '1', true, 0, "no regular file" },
    { 156, '5', true, 0, "no regular file" },
    { 156, 'x', true, 0, "no regular file" },
    { 156, 'L', true, 0, "no regular file" },
    { 0, 'P', false, 0, "no tar" },
    { 257, 'U', true, 0, "no tar" },
    { 262, ' ', true, 0, "no tar" },
    { 124, '7', true, 0, "cut off" },
    { 124, '8', true, 0, "cut off" },
    { 124, '\x80', true, 0, "cut off" },
    { 135, '1', true, 0, "cut off" },
    { 0, 'p', true, 511, "no tar" },
    { 0, 'p', true, 514, "cut off" },
    { BLOCK + 3, 'x', true, 0, "more than one" },
    { 3 * BLOCK, 'x', true, 0, "more than one" },
};

START_TEST(bad_tar)
{
    const struct hr_bytes good = tar_of("a:b", '0');
    char *bytes = hr_arena_alloc(arena, good.size);
    struct hr_bytes tar = { bytes, bad_tars[_i].size ? bad_tars[_i].size : good.size }, file;

    memcpy(bytes, good.data, good.size);
    bytes[bad_tars[_i].at] = bad_tars[_i].byte;
    if (bad_tars[_i].sum)
        add_sum(bytes);
    ck_assert(!hr_names_untar(&tar, arena, &file, &err));
    ck_assert_ptr_nonnull(strstr(err.msg, bad_tars[_i].want));
}
END_TEST

#define GROUPS "root:x:0:\nwheel:x:0:wim\nstaff:x:50:app\nstaff:x:51:\nodd:x:y:\n"

static const struct {
    const char *passwd, *user;
    int64_t uid, gid; /* -1: not found */
} find_cases[] = {
    { "app:x:5:6::/:/bin/sh\n", "app", 5, 6 },
    { "root:x:0:0\napp:x:5:6", "app", 5, 6 },
    { "app:x:5:6\napp:x:0:0\n", "app", 5, 6 },
    { "app:x:0:0\napp:x:5:6\n", "app", 0, 0 },
    { "app2:x:1:1\nap:x:2:2\nApp:x:3:3\napp:x:5:6\n", "app", 5, 6 },
    { "x:app:1:1\n", "app", -1, -1 },
    { "", "app", -1, -1 },
    { "\n\n:x:1:1\n", "app", -1, -1 },
    { "#app:x:5:6\n", "app", -1, -1 },
    { "toor:x:0:0", "toor", 0, 0 },
    /* lines are trimmed as the engine trims them */
    { "  app:x:5:6\t\r\n", "app", 5, 6 },
    { "\xc2\xa0"
      "app:x:0:0\napp:x:5:6\n",
      "app", 0, 0 },
    { "\xc2\x85"
      "app:x:7:8\napp:x:5:6\n",
      "app", 7, 8 },
    { "app :x:0:0\napp:x:5:6\n", "app", 5, 6 },
    /* what is missing, no number or out of range is 0 */
    { "app\n", "app", 0, 0 },
    { "app:x\n", "app", 0, 0 },
    { "app:x:5\n", "app", 5, 0 },
    { "app:x::6\n", "app", 0, 6 },
    { "app:x: 5:6\n", "app", 0, 6 },
    { "app:x:0x5:6\n", "app", 0, 6 },
    { "app:x:-1:6\n", "app", 0, 6 },
    { "app:x:4294967296:6\n", "app", 0, 6 },
    { "app:x:4294967295:6\n", "app", 0, 6 },
    { "app:x:99999999999999999999:6\n", "app", 0, 6 },
    { "app:x:2147483647:6\n", "app", INT32_MAX, 6 },
    { "app:x:+5:06\n", "app", 5, 6 },
    /* groups */
    { "app:x:5:6\n", "app:", 5, 6 },
    { "app:x:5:6\n", "app:7", 5, 7 },
    { "app:x:5:6\n", "app:0", 5, 0 },
    { "app:x:5:6\n", "app:staff", 5, 50 },
    { "app:x:5:6\n", "app:wheel", 5, 0 },
    { "app:x:5:6\n", "app:odd", 5, 0 },
    { "app:x:5:6\n", "app:none", -1, -1 },
    { "app:x:5:6\n", "app:staff:wheel", 5, 50 },
    /* numbers: group 0 where the passwd does not have them */
    { "app:x:5:6\n", "5", 5, 6 },
    { "app:x:5:6\n", "+05", 5, 6 },
    { "app:x:5:6\n", "5:", 5, 6 },
    { "app:x:5:6\n", "7", 7, 0 },
    { "", "7", 7, 0 },
    { "app:x:5\n", "5", 5, 0 },
    { "7:x:5:6\n", "7", 7, 0 },
    { "b:x:5:0\napp:x:5:6\n", "5", 5, 0 },
    { "app:x:4294967301:6\n", "5", 5, 0 },
    { "app:x:5:6\n", "7:staff", 7, 50 },
    { "app:x:5:6\n", "7:wheel", 7, 0 },
    { "app:x:5:6\n", "7:none", -1, -1 },
};

START_TEST(find)
{
    const struct hr_bytes passwd = bytes_of(find_cases[_i].passwd), group = bytes_of(GROUPS);
    struct hr_ids ids = { 99, 99, false, false };
    struct hr_user user;
    bool found;

    hr_user_parse(find_cases[_i].user, arena, &user);
    ck_assert(hr_names_needed(&user) || hr_names_group_needed(&user));
    found = hr_names_find(&passwd, &group, &user, arena, &ids, &err);
    ck_assert_int_eq(found ? (int64_t)ids.uid : -1, find_cases[_i].uid);
    ck_assert_int_eq(found ? (int64_t)ids.gid : -1, find_cases[_i].gid);
}
END_TEST

static const struct {
    const char *group, *user;
    bool joins;
} member_cases[] = {
    { "root:x:0:app\n", "app", true },
    { "root:x:0:app\n", "5", true },
    { "root:x:0:app\n", "app:", true },
    { "root:x:0:a,app,b", "app", true },
    { "root:x:0:a,app:c\n", "app", true },
    { " root:x:0:app \r\n", "app", true },
    { "odd:x:y:app\n", "app", true },
    { "odd:x::app\n", "app", true },
    { "odd:x:4294967296:app\n", "app", true },
    { "a:x:1:\nroot:x:00:b\nc:x:0:app", "app", true },
    { "root:x:0:app\n", "app:7", false }, /* a group that is written is the only one */
    { "root:x:0:app\n", "5:7", false },
    { "root:x:0:app\n", "7", false }, /* no name, no groups */
    { "root:x:0:apple,ap,xapp, app\n", "app", false },
    { "root:x:0:5\n", "5", false },
    { "root:x:0\napp:x:0\n", "app", false },
    { "staff:x:50:app\n", "app", false },
    { "", "app", false },
};

START_TEST(members)
{
    const struct hr_bytes passwd = bytes_of("app:x:5:6\n:x:7:8\n");
    const struct hr_bytes group = bytes_of(member_cases[_i].group);
    struct hr_user user;
    struct hr_ids ids;

    hr_user_parse(member_cases[_i].user, arena, &user);
    ck_assert(hr_names_find(&passwd, &group, &user, arena, &ids, &err));
    ck_assert_int_eq(ids.joins_root, member_cases[_i].joins);
}
END_TEST

static const struct {
    struct hr_ids a, b, want;
} worse_cases[] = {
    { { 5, 6, false, false }, { 7, 8, false, false }, { 5, 6, false, false } },
    { { 5, 6, false, false }, { 0, 8, false, false }, { 0, 6, false, false } },
    { { 0, 6, false, false }, { 7, 0, false, false }, { 0, 0, false, false } },
    { { 5, 6, false, false }, { 5, 6, true, false }, { 5, 6, true, false } },
    { { 5, 6, true, false }, { 5, 6, false, false }, { 5, 6, true, false } },
    { { 5, 6, false, true }, { 5, 6, false, false }, { 5, 6, false, true } },
    { { 5, 6, false, false }, { 5, 6, false, true }, { 5, 6, false, true } },
};

START_TEST(worse)
{
    const struct hr_ids got = hr_names_worse(&worse_cases[_i].a, &worse_cases[_i].b);
    const struct hr_ids *want = &worse_cases[_i].want;

    ck_assert_uint_eq(got.uid, want->uid);
    ck_assert_uint_eq(got.gid, want->gid);
    ck_assert_int_eq(got.joins_root, want->joins_root);
    ck_assert_int_eq(got.misleads, want->misleads);
}
END_TEST

static const struct {
    const char *group, *user;
    bool misleads;
} misleading_cases[] = {
    { "65532:x:0:\n", "65532:65532", true },
    { "root:x:0:\n5:x:0:\n", "app", true },
    { "7:x:00\n", "1000:1000", true },
    { "7", "5", true },
    { "7:x:y\n", "app:6", true },
    { "7:x:4294967296\n", "app:6", true },
    { " 7:x:0:app \r\n", "app", true },
    { "root:x:0:65532\n", "65532:65532", false }, /* a member, and the group is written */
    { "7:x:8:\n", "app", false },                 /* another's, but not group 0 */
    { "0:x:0:\n", "app", false },
    { "07:x:0:\n-7:x:0:\n+7:x:0:\n7a:x:0:\n:x:0:\n", "app", false }, /* nobody writes 7 so */
    { "", "5:5", false },
};

START_TEST(misleading)
{
    const struct hr_bytes passwd = bytes_of("app:x:5:6\n");
    const struct hr_bytes group = bytes_of(misleading_cases[_i].group);
    struct hr_user user;
    struct hr_ids ids;

    hr_user_parse(misleading_cases[_i].user, arena, &user);
    ck_assert(hr_names_group_needed(&user));
    ck_assert(hr_names_find(&passwd, &group, &user, arena, &ids, &err));
    ck_assert_int_eq(ids.misleads, misleading_cases[_i].misleads);
}
END_TEST

/* The engine reads on behind a NUL. */
START_TEST(hidden_member)
{
    static const char line[] = "staff:x:5\0:app,b\n";
    const struct hr_bytes passwd = bytes_of("app:x:5:6\n"), group = { line, sizeof(line) - 1 };
    struct hr_user user;
    struct hr_ids ids;

    hr_user_parse("app", arena, &user);
    ck_assert(hr_names_find(&passwd, &group, &user, arena, &ids, &err));
    ck_assert(ids.joins_root);
}
END_TEST

/* To the engine a field with a NUL is no number, so 0; one in the name makes another name of it. */
START_TEST(nul)
{
    static const struct {
        char text[32];
        size_t size;
    } files[] = {
        { "app\0x:x:5:6\napp:x:5:6\n", 23 },
        { "app:x:5\0:6\n", 11 },
        { "app:x:5:6\0\n", 11 },
        { "app:x:5:6\0", 10 },
    };
    const struct hr_bytes passwd = { files[_i].text, files[_i].size }, group = { "", 0 };
    struct hr_user user;
    struct hr_ids ids = { 99, 99, false, false };

    hr_user_parse("app", arena, &user);
    ck_assert(hr_names_find(&passwd, &group, &user, arena, &ids, &err));
    ck_assert_uint_eq(ids.uid, 0);
    ck_assert_uint_eq(ids.gid, 0);
}
END_TEST

static const struct {
    const char *target;
    char type;
    const char *want;
} link_cases[] = {
    { "passwd.real", '2', "/etc/passwd.real" },
    { "static/passwd", '2', "/etc/static/passwd" },
    { "/nix/store/x-nss/etc/passwd", '2', "/nix/store/x-nss/etc/passwd" },
    { "../passwd", '2', NULL },
    { "/a/../passwd", '2', NULL },
    { "", '2', NULL },
    { "a\nb", '2', NULL },
    { "passwd.real", '1', NULL },
    { "", '0', NULL },
};

START_TEST(linked)
{
    const struct hr_bytes tar = tar_of("", link_cases[_i].type);
    char *bytes = memcpy(hr_arena_alloc(arena, tar.size), tar.data, tar.size);
    const char *at;

    snprintf(bytes + 157, 100, "%s", link_cases[_i].target);
    add_sum(bytes);
    at = hr_names_link(&(struct hr_bytes){ bytes, tar.size }, "/etc/passwd", arena);
    ck_assert_pstr_eq(at, link_cases[_i].want);
    ck_assert_ptr_null(hr_names_link(&(struct hr_bytes){ bytes, 511 }, "/etc/passwd", arena));
}
END_TEST

static const struct {
    const char *user;
    bool want;
} needed_cases[] = {
    { "app", true },     { "app:app", true }, { "Root", true },      { "root", false },
    { "root:x", false }, { "", false },       { ":x", false },       { "0", false },
    { "5", false },      { "5:x", false },    { "\xd0\xb0", false },
};

START_TEST(needed)
{
    struct hr_user user;

    hr_user_parse(needed_cases[_i].user, arena, &user);
    ck_assert(hr_names_needed(&user) == needed_cases[_i].want);
}
END_TEST

/* The cache below the scratch folder. */
static bool get(const char *id, const char *user, struct hr_ids *out)
{
    char *vars[] = { hr_arena_printf(arena, "XDG_CACHE_HOME=%s", scratch), NULL };

    return hr_name_cache_get(&(struct hr_environ){ vars }, id, user, arena, out);
}

static void put(const char *id, const char *user, struct hr_ids ids)
{
    char *vars[] = { hr_arena_printf(arena, "XDG_CACHE_HOME=%s", scratch), NULL };

    hr_name_cache_put(&(struct hr_environ){ vars }, id, user, &ids, arena);
}

START_TEST(cache)
{
    struct hr_ids ids;

    ck_assert(!get("sha256:1", "app", &ids));
    put("sha256:1", "app", (struct hr_ids){ 5, 6, false, false });
    put("sha256:1", "b", (struct hr_ids){ 7, 8, false, false });
    ck_assert(get("sha256:1", "app", &ids));
    ck_assert_uint_eq(ids.uid, 5);
    ck_assert_uint_eq(ids.gid, 6);
    ck_assert(!get("sha256:2", "app", &ids));
    ck_assert(!get("sha256:1", "app:app", &ids));
    put("sha256:1", "app", (struct hr_ids){ 0, 6, false, false });
    ck_assert(get("sha256:1", "app", &ids));
    ck_assert_uint_eq(ids.uid, 0);
}
END_TEST

/* The one file in the cache. */
static const char *cached_file(void)
{
    const char *path;
    glob_t found;

    ck_assert_int_eq(glob(scratch_text("@/hrun/user-*"), 0, NULL, &found), 0);
    ck_assert_uint_eq(found.gl_pathc, 1);
    path = hr_arena_strdup(arena, found.gl_pathv[0]);
    globfree(&found);
    return path;
}

static void rewrite(const char *text)
{
    FILE *file = fopen(cached_file(), "w");

    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
}

static const char *const spoilt[] = {
    "",
    "[]",
    "{\"image\":\"sha256:1\",\"user\":\"app\",\"uid\":5}",
    "{\"image\":\"sha256:1\",\"user\":\"app\",\"uid\":-5,\"gid\":6}",
    "{\"image\":\"sha256:1\",\"user\":\"app\",\"uid\":5,\"gid\":4294967296}",
    "{\"image\":\"sha256:1\",\"user\":\"app\",\"uid\":\"5\",\"gid\":6}",
    "{\"image\":\"sha256:2\",\"user\":\"app\",\"uid\":5,\"gid\":6}",
    "{\"image\":\"sha256:1\",\"user\":\"b\",\"uid\":5,\"gid\":6}",
    "{\"image\":\"sha256:1\",\"user\":\"app\",\"uid\":5,\"gid\":6",
    "{\"image\":\"sha256:1\",\"user\":\"app\",\"uid\":5,\"gid\":6,\"joins_root\":false}",
};

START_TEST(spoilt_cache)
{
    struct hr_ids ids;

    put("sha256:1", "app", (struct hr_ids){ 5, 6, false, false });
    ck_assert(get("sha256:1", "app", &ids));
    rewrite(spoilt[_i]);
    ck_assert(!get("sha256:1", "app", &ids));
}
END_TEST

START_TEST(open_cache)
{
    struct hr_ids ids;

    put("sha256:1", "app", (struct hr_ids){ 5, 6, false, false });
    ck_assert_int_eq(chmod(cached_file(), 0620), 0);
    ck_assert(!get("sha256:1", "app", &ids));
    ck_assert_int_eq(chmod(cached_file(), 0600), 0);
    ck_assert(get("sha256:1", "app", &ids));
    ck_assert_int_eq(chmod(scratch_text("@/hrun"), 0770), 0);
    ck_assert(!get("sha256:1", "app", &ids));
    put("sha256:1", "b", (struct hr_ids){ 5, 6, false, false });
    ck_assert_int_eq(chmod(scratch_text("@/hrun"), 0700), 0);
    ck_assert(!get("sha256:1", "b", &ids));
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_checked_fixture(tc, scratch_setup, scratch_teardown);
    tcase_add_loop_test(tc, untar, 0, 3);
    tcase_add_loop_test(tc, bad_tar, 0, HR_ARRAY_LEN(bad_tars));
    tcase_add_loop_test(tc, worse, 0, HR_ARRAY_LEN(worse_cases));
    tcase_add_loop_test(tc, members, 0, HR_ARRAY_LEN(member_cases));
    tcase_add_loop_test(tc, misleading, 0, HR_ARRAY_LEN(misleading_cases));
    tcase_add_test(tc, hidden_member);
    tcase_add_loop_test(tc, find, 0, HR_ARRAY_LEN(find_cases));
    tcase_add_loop_test(tc, nul, 0, 4);
    tcase_add_loop_test(tc, linked, 0, HR_ARRAY_LEN(link_cases));
    tcase_add_loop_test(tc, needed, 0, HR_ARRAY_LEN(needed_cases));
    tcase_add_test(tc, cache);
    tcase_add_loop_test(tc, spoilt_cache, 0, HR_ARRAY_LEN(spoilt));
    tcase_add_test(tc, open_cache);
}

UNIT_MAIN("names", add_tests)
