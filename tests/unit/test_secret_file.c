/* SPDX-License-Identifier: MIT */
#include "hrun/guard/secret_file.h"
#include "hrun/plan/secret_file.h"

#include "judge.h"

#include <sys/stat.h>

static const struct {
    const char *raw, *id, *source, *variable; /* or else: */
    const char *error;
} grammar[] = {
    { "id=db,src=f", "db", "f", "DB_FILE", NULL },
    { "src=f,id=db", "db", "f", "DB_FILE", NULL },
    { "id=db,source=f", "db", "f", "DB_FILE", NULL },
    { "id=db,src=/a/b,env=PW", "db", "/a/b", "PW", NULL },
    { "id=my-db.pw,src=f", "my-db.pw", "f", "MY_DB_PW_FILE", NULL },
    { "id=1st,src=f", "1st", "f", "_1ST_FILE", NULL },
    { "id=db,\"src=a,b\"", "db", "a,b", "DB_FILE", NULL },
    { "id=db,src=a=b", "db", "a=b", "DB_FILE", NULL },
    { "", NULL, NULL, NULL, "empty" },
    { "db", NULL, NULL, NULL, "no key" },
    { "id", NULL, NULL, NULL, "id has no value" },
    { "id=", NULL, NULL, NULL, "id has no value" },
    { "src=f", NULL, NULL, NULL, "no id" },
    { "id=db", NULL, NULL, NULL, "no src" },
    { "id=db,src=f,id=db", NULL, NULL, NULL, "twice" },
    { "id=db,src=f,mode=0400", NULL, NULL, NULL, "\"mode\"" },
    { "id=../x,src=f", NULL, NULL, NULL, "an id is" },
    { "id=a/b,src=f", NULL, NULL, NULL, "an id is" },
    { "id=.x,src=f", NULL, NULL, NULL, "an id is" },
    { "id=db,src=f,env=A-B", NULL, NULL, NULL, "a variable" },
    { "id=db,src=f,env=1A", NULL, NULL, NULL, "a variable" },
    { "id=db,\"src=f", NULL, NULL, NULL, "quote" },
};

static bool read_line(const char *const *raws, size_t count, struct hr_secret_files *out)
{
    struct hr_settings own = { 0 };

    for (size_t i = 0; i < count; i++)
        *HR_VEC_PUSH(arena, &own) = (struct hr_setting){
            .option = hr_option_named(hr_own_options(), "secret-file", strlen("secret-file")),
            .raw = raws[i],
            .origin = { .number = 3 + i },
        };
    return hr_secret_files_read(&own, arena, out, &err);
}

START_TEST(reads)
{
    struct hr_secret_files files;
    const bool done = read_line(&grammar[_i].raw, 1, &files);

    ck_assert_int_eq(done, !grammar[_i].error);
    if (!done) {
        ck_assert_msg(strstr(err.msg, grammar[_i].error), "%s", err.msg);
        ck_assert_uint_eq(err.where.argument, 3);
        return;
    }
    ck_assert_str_eq(files.v[0].id, grammar[_i].id);
    ck_assert_str_eq(files.v[0].source, grammar[_i].source);
    ck_assert_str_eq(files.v[0].variable, grammar[_i].variable);
    ck_assert_str_eq(files.v[0].target, hr_arena_printf(arena, "/run/secrets/%s", grammar[_i].id));
}
END_TEST

START_TEST(twice)
{
    static const char *const raws[] = { "id=a,src=f", "id=b,src=f", "id=a,src=g" };
    struct hr_secret_files files;

    ck_assert(read_line(raws, 2, &files));
    ck_assert(!read_line(raws, 3, &files));
    ck_assert_uint_eq(err.where.argument, 5);
}
END_TEST

/* A file of MODE and OWNER below folders of the caller's, user 1000 of the group 1000. */
static const struct {
    mode_t folders[2];
    mode_t mode;
    uid_t uid;
    gid_t gid;
    bool open;
} reachable[] = {
    { { 0755, 0755 }, 0644, 1000, 1000, true },
    { { 0755, 0755 }, 0600, 1000, 1000, false },
    { { 0755, 0755 }, 0400, 1000, 1000, false },
    { { 0755, 0755 }, 0640, 1000, 1000, false }, /* the caller's own group */
    { { 0755, 0755 }, 0640, 1000, 50, true },
    { { 0755, 0755 }, 0640, 0, 0, false },
    { { 0755, 0755 }, 0604, 1000, 1000, true },
    { { 0755, 0700 }, 0444, 1000, 1000, false },
    { { 0700, 0755 }, 0444, 1000, 1000, false },
    { { 0755, 0744 }, 0444, 1000, 1000, false }, /* seen, but not entered */
    { { 0755, 0711 }, 0444, 1000, 1000, true },  /* entered, but not listed */
    { { 0755, 0750 }, 0444, 1000, 1000, false },
    { { 0755, 0755 }, 0600, 1001, 1000, true }, /* somebody else's */
    { { 0755, 0755 }, 0600, 0, 0, false },
};

static struct hr_source_facts source_of(size_t i)
{
    struct hr_source_facts is = {
        .given = "f",
        .clean = "/a/f",
        .state = HR_SOURCE_KNOWN,
        .real = "/a/f",
        .mode = S_IFREG | reachable[i].mode,
        .uid = reachable[i].uid,
        .gid = reachable[i].gid,
    };

    for (size_t k = 0; k < HR_ARRAY_LEN(reachable[i].folders); k++)
        *HR_VEC_PUSH(arena, &is.folders) = (struct hr_folder_facts){
            .path = "/a", .uid = 1000, .gid = 1000, .mode = reachable[i].folders[k]
        };
    return is;
}

START_TEST(is_open)
{
    const struct hr_host host = { .uid = 1000, .gid = 1000 };
    const struct hr_source_facts is = source_of((size_t)_i);

    ck_assert_int_eq(hr_source_is_open(&is, &host), reachable[_i].open);
}
END_TEST

/* Behind an access control list the group's bits are those of anybody. */
START_TEST(access_lists)
{
    const struct hr_host host = { .uid = 1000, .gid = 1000 };
    struct hr_source_facts is = source_of(3);

    ck_assert(!hr_source_is_open(&is, &host));
    is.acl = true;
    ck_assert(hr_source_is_open(&is, &host));
    is = source_of(1);
    is.acl = true;
    ck_assert(!hr_source_is_open(&is, &host));
    is = source_of(11);
    ck_assert(!hr_source_is_open(&is, &host));
    is.folders.v[1].acl = true;
    ck_assert(hr_source_is_open(&is, &host));
}
END_TEST

/* A group of many is nobody's own. */
START_TEST(shared_group)
{
    const struct hr_host host = { .uid = 1000, .gid = 100 };
    struct hr_source_facts is = source_of(3);

    is.gid = 100;
    ck_assert(hr_source_is_open(&is, &host));
}
END_TEST

#define QUIET "'version': 1, 'name': 'x', 'rules': { '*': 'allow', 'secret-file': 'deny' }"

static const struct {
    enum hr_source_state state;
    mode_t mode;
    const char *endpoint, *want;
} judged[] = {
    { HR_SOURCE_KNOWN, S_IFREG | 0600, NULL, "" },
    { HR_SOURCE_KNOWN, S_IFREG | 0600, "unix:///x", "" },
    { HR_SOURCE_KNOWN, S_IFREG | 0644, NULL, "secret-file:db" },
    { HR_SOURCE_KNOWN, S_IFDIR | 0700, NULL, "secret-file:db" },
    { HR_SOURCE_KNOWN, S_IFIFO | 0600, NULL, "secret-file:db" },
    { HR_SOURCE_KNOWN, S_IFSOCK | 0600, NULL, "secret-file:db" },
    { HR_SOURCE_ABSENT, 0, NULL, "secret-file:db" },
    { HR_SOURCE_UNKNOWN, 0, NULL, "secret-file:db" },
    { HR_SOURCE_KNOWN, S_IFREG | 0600, "tcp://h:2376", "secret-file:db" },
};

/* Facts with one secret file of MODE, the caller's own. */
static struct hr_facts facts_with(mode_t mode, enum hr_source_state state)
{
    static struct hr_source_facts is;
    struct hr_facts facts = { .image = { .state = HR_KNOWN, .user = "" } };

    is = source_of(0);
    is.mode = mode;
    is.state = state;
    facts.secrets = (struct hr_sources_facts){ .v = &is, .n = 1, .cap = 1 };
    facts.sources = facts.secrets;
    return facts;
}

START_TEST(judges)
{
    struct hr_facts facts = facts_with(judged[_i].mode, judged[_i].state);

    facts.engine.endpoint = judged[_i].endpoint;
    judge_check(QUIET, &facts, "--secret-file id=db,src=f i", judged[_i].want);
}
END_TEST

/* What the caller may not read the engine, which is root, still mounts. */
START_TEST(barred)
{
    struct hr_facts facts = facts_with(S_IFREG | 0600, HR_SOURCE_KNOWN);

    facts.secrets.v[0].barred = true;
    judge_check(QUIET, &facts, "--secret-file id=db,src=f i", "secret-file:db");
    judge_check(QUIET, &facts, "--allow secret-file:db=why --secret-file id=db,src=f i",
                "secret-file:db=why");
}
END_TEST

/* Settings of the plan that are a mount, a variable or the user, and notes that have "read". */
static const char *told(const struct hr_plan *plan)
{
    struct hr_strv words = { 0 };

    for (size_t i = 0; i < plan->settings.n; i++) {
        const struct hr_setting *s = &plan->settings.v[i];

        if (s->option->kind == HR_KIND_MOUNT || s->option->kind == HR_KIND_ENV ||
            s->option->kind == HR_KIND_USER)
            hr_strv_push(arena, &words, s->raw);
    }
    for (size_t i = 0; i < plan->notes.n; i++) {
        if (strstr(plan->notes.v[i], "could not read"))
            hr_strv_push(arena, &words, "note");
    }
    return hr_strv_join(arena, &words, " ");
}

#define MOUNT "type=bind,source=/a/f,target=/run/secrets/db,readonly"
#define OPEN  "'version': 1, 'name': 'x', 'rules': { '*': 'allow' }"
#define AUTO  OPEN ", 'user': 'image', 'fallback_user': 'auto'"
#define FIXED OPEN ", 'user': 'image', 'fallback_user': '65532:65532'"

static const struct {
    const char *profile, *line;
    mode_t mode;
    const char *want;
} plans[] = {
    { AUTO, "--secret-file id=db,src=f i", 0600, "1000:1000 " MOUNT " DB_FILE=/run/secrets/db" },
    { FIXED, "--secret-file id=db,src=f i", 0600,
      "65532:65532 " MOUNT " DB_FILE=/run/secrets/db note" },
    { FIXED, "--secret-file id=db,src=f i", 0444, "65532:65532 " MOUNT " DB_FILE=/run/secrets/db" },
    { AUTO, "--user 5:5 --secret-file id=db,src=f i", 0600,
      "5:5 " MOUNT " DB_FILE=/run/secrets/db note" },
    { AUTO, "--user 5:1000 --secret-file id=db,src=f i", 0640,
      "5:1000 " MOUNT " DB_FILE=/run/secrets/db" },
    /* root with docker's capabilities reads all, without them it does not. */
    { OPEN, "--secret-file id=db,src=f,env=PW i", 0600, MOUNT " PW=/run/secrets/db" },
    { OPEN ", 'cap_drop': ['ALL']", "--secret-file id=db,src=f,env=PW i", 0600,
      MOUNT " PW=/run/secrets/db note" },
    { OPEN, "-e PW=mine --secret-file id=db,src=f,env=PW i", 0600, "PW=mine " MOUNT },
};

START_TEST(planned)
{
    const struct hr_facts facts = facts_with(S_IFREG | plans[_i].mode, HR_SOURCE_KNOWN);
    struct hr_plan plan;

    judge_plan(plans[_i].profile, &facts, plans[_i].line, &plan);
    ck_assert_str_eq(told(&plan), plans[_i].want);
}
END_TEST

/* Where the engine maps users, the caller's own number means somebody else. */
static const struct {
    const char *profile, *line;
    mode_t mode;
    const char *want;
} mapped[] = {
    { AUTO, "--secret-file id=db,src=f i", 0600,
      "65532:65532 " MOUNT " DB_FILE=/run/secrets/db note" },
    { AUTO, "--secret-file id=db,src=f i", 0444, "65532:65532 " MOUNT " DB_FILE=/run/secrets/db" },
    { AUTO, "--user 1000 --secret-file id=db,src=f i", 0600,
      "1000 " MOUNT " DB_FILE=/run/secrets/db note" },
};

START_TEST(mapped_users)
{
    struct hr_facts facts = facts_with(S_IFREG | mapped[_i].mode, HR_SOURCE_KNOWN);
    struct hr_plan plan;

    facts.engine.maps_users = true;
    judge_plan(mapped[_i].profile, &facts, mapped[_i].line, &plan);
    ck_assert_str_eq(told(&plan), mapped[_i].want);
}
END_TEST

#define BINDS                                                                     \
    "'version': 1, 'name': 'x', 'rules': { '*': 'allow', 'bind-denied': 'deny', " \
    "'engine-socket': 'deny', 'missing-source': 'deny', 'racy-source': 'deny', "  \
    "'sensitive-path': 'deny', 'socket-bind': 'deny', 'volume-driver': 'deny', "  \
    "'writable-bind': 'deny', 'writable-volume': 'deny' }"
#define DENIED "bind-denied:"
#define SECRET "sensitive-path:"

/* The file is judged as a read-only bind of the same path is: by its name, and by where it leads. */
static const struct {
    const char *clean, *real, *fs_type;
    mode_t mode;
    enum hr_source_state state;
    const char *want;
} binds[] = {
    { "/a/f", "/a/f", "ext4", S_IFREG, HR_SOURCE_KNOWN, "" },
    { "/a/f", "/b/f", "tmpfs", S_IFREG, HR_SOURCE_KNOWN, "" },
    { "/a/f", "/a/f", NULL, 0, HR_SOURCE_ABSENT, "" },
    { "/a/f", "/a/f", NULL, 0, HR_SOURCE_UNKNOWN, SECRET "/a/f" },
    { "/etc/localtime", "/usr/share/zoneinfo/UTC", "ext4", S_IFREG, HR_SOURCE_KNOWN, "" },
    { "/etc/shadow", "/etc/shadow", "ext4", S_IFREG, HR_SOURCE_KNOWN, SECRET "/etc/shadow" },
    { "/etc/ssl/private/k", "/a/f", "ext4", S_IFREG, HR_SOURCE_KNOWN, SECRET "/a/f" },
    { "/a/f", "/etc/ssl/private/k", "ext4", S_IFREG, HR_SOURCE_KNOWN, SECRET "/etc/ssl/private/k" },
    { "/root/.ssh/id", "/root/.ssh/id", "ext4", S_IFREG, HR_SOURCE_KNOWN, SECRET "/root/.ssh/id" },
    { "/home/you/.netrc", "/home/you/.netrc", "ext4", S_IFREG, HR_SOURCE_KNOWN,
      SECRET "/home/you/.netrc" },
    { "/proc/self/environ", "/proc/7/environ", "proc", S_IFREG, HR_SOURCE_KNOWN,
      SECRET "/proc/7/environ" },
    { "/a/f", "/a/f", "proc", S_IFREG, HR_SOURCE_KNOWN, SECRET "/a/f" },
    { "/a/f", "/a/f", "sysfs", S_IFREG, HR_SOURCE_KNOWN, SECRET "/a/f" },
    { "/sys/kernel/x", "/sys/kernel/x", "sysfs", S_IFREG, HR_SOURCE_KNOWN, SECRET "/sys/kernel/x" },
    { "/dev/shm/x", "/dev/shm/x", "tmpfs", S_IFREG, HR_SOURCE_KNOWN, SECRET "/dev/shm/x" },
    { "/dev/sda", "/dev/sda", "devtmpfs", S_IFBLK, HR_SOURCE_KNOWN, SECRET "/dev/sda" },
    { "/var/lib/docker/volumes/v/_data/x", "/var/lib/docker/volumes/v/_data/x", "ext4", S_IFREG,
      HR_SOURCE_KNOWN, SECRET "/var/lib/docker/volumes/v/_data/x" },
    { "/engine/containers/c/config.v2.json", "/engine/containers/c/config.v2.json", "ext4", S_IFREG,
      HR_SOURCE_KNOWN, SECRET "/engine/containers/c/config.v2.json" },
    { "/a/s", "/a/s", "ext4", S_IFSOCK, HR_SOURCE_KNOWN, "socket-bind:/a/s" },
    { "/run/docker.sock", "/run/docker.sock", "tmpfs", S_IFSOCK, HR_SOURCE_KNOWN,
      "engine-socket:/run/docker.sock" },
    { "/denied/f", "/denied/f", "ext4", S_IFREG, HR_SOURCE_KNOWN, DENIED "/denied/f" },
};

START_TEST(as_bind)
{
    struct hr_facts facts = facts_with(binds[_i].mode | 0600, binds[_i].state);
    struct hr_place_facts places[] = {
        { .kind = HR_PLACE_ENGINE_DATA, .is = { .given = "/engine", .clean = "/engine" } },
        { .kind = HR_PLACE_DENIED, .is = { .given = "/denied", .clean = "/denied" } },
    };

    facts.places.v = places;
    facts.places.n = HR_ARRAY_LEN(places);
    facts.secrets.v[0].clean = binds[_i].clean;
    facts.secrets.v[0].real = binds[_i].real;
    facts.secrets.v[0].fs_type = binds[_i].fs_type;
    judge_check(BINDS, &facts, "--secret-file id=db,src=f i", binds[_i].want);
}
END_TEST

static void add(TCase *tc)
{
    tcase_add_loop_test(tc, reads, 0, (int)HR_ARRAY_LEN(grammar));
    tcase_add_test(tc, twice);
    tcase_add_loop_test(tc, is_open, 0, (int)HR_ARRAY_LEN(reachable));
    tcase_add_test(tc, access_lists);
    tcase_add_test(tc, shared_group);
    tcase_add_loop_test(tc, judges, 0, (int)HR_ARRAY_LEN(judged));
    tcase_add_loop_test(tc, planned, 0, (int)HR_ARRAY_LEN(plans));
    tcase_add_loop_test(tc, mapped_users, 0, (int)HR_ARRAY_LEN(mapped));
    tcase_add_test(tc, barred);
    tcase_add_loop_test(tc, as_bind, 0, (int)HR_ARRAY_LEN(binds));
}

UNIT_MAIN("secret_file", add)
