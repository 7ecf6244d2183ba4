/* SPDX-License-Identifier: MIT */
/* The rules over mounts: every way of reaching what is not to be reached, and what is near to it. */
#include "hrun/base/number.h"
#include "hrun/base/text.h"
#include "hrun/facts/source.h"

#include "judge.h"

#include <sys/stat.h>

/*
 * What the host has, beside the places below: words of a source as the line has it and what it is. A
 * source that no word names is a folder of the caller's, without links.
 *
 *     S>PATH      a link to PATH
 *     S!          not there
 *     S?          cannot be told
 *     S~          a socket
 *     S#DEV:INO   a file of that device and inode
 *     S^DEV:PATH  PATH in the file system DEV
 *     S=TYPE      is part of a file system of TYPE
 *     S+TYPE      has a file system of TYPE mounted in it
 *     S+DEV:PATH  has PATH of the file system DEV mounted in it, with ';' for the ':' of DEV
 */
#define OPERATORS ">!?~#^=+"

static const struct hr_place_facts places[] = {
    { .kind = HR_PLACE_HOME,
      .is = { .given = "/data/me", .clean = "/data/me", .real = "/disk/me" } },
    { .kind = HR_PLACE_HOME,
      .is = { .given = "/home/me",
              .clean = "/home/me",
              .real = "/home/me",
              .fs_device = "8:1",
              .fs_path = "/home/me" } },
    { .kind = HR_PLACE_ENGINE_SOCKET,
      .is = { .given = "/var/run/docker.sock",
              .clean = "/var/run/docker.sock",
              .real = "/run/docker.sock",
              .state = HR_SOURCE_KNOWN,
              .mode = S_IFSOCK,
              .dev = 25,
              .ino = 77,
              .fs_device = "0:25",
              .fs_path = "/docker.sock" } },
    { .kind = HR_PLACE_ENGINE_SOCKET,
      .is = { .given = "/srv/engine/sock",
              .clean = "/srv/engine/sock",
              .real = "/srv/engine/sock" } },
    { .kind = HR_PLACE_ENGINE_SOCKET,
      .is = { .given = "/home/me/.docker/desktop/docker.sock",
              .clean = "/home/me/.docker/desktop/docker.sock",
              .real = "/home/me/.docker/desktop/docker.sock",
              .state = HR_SOURCE_ABSENT } },
    { .kind = HR_PLACE_ENGINE_SOCKET,
      .is = { .given = "/home/zed/work/locked/docker.sock",
              .clean = "/home/zed/work/locked/docker.sock",
              .real = "/home/zed/work/locked/docker.sock" } },
    { .kind = HR_PLACE_ENGINE_DATA,
      .is = { .given = "/var/lib/engine", .clean = "/var/lib/engine", .real = "/disk/engine" } },
    { .kind = HR_PLACE_RUNTIME_DIR,
      .is = { .given = "/tmp/runtime", .clean = "/tmp/runtime", .real = "/tmp/runtime" } },
    { .kind = HR_PLACE_SSH_AGENT,
      .is = { .given = "/agents/a.1", .clean = "/agents/a.1", .real = "/agents/a.1" } },
    { .kind = HR_PLACE_CLIENT,
      .is = { .given = "/ci/client", .clean = "/ci/client", .real = "/ci/client" } },
    { .kind = HR_PLACE_PROFILES,
      .is = { .given = "/opt/hrun/profiles",
              .clean = "/opt/hrun/profiles",
              .real = "/opt/hrun/profiles" } },
    { .kind = HR_PLACE_WRITABLE,
      .is = { .given = "/free",
              .clean = "/free",
              .real = "/disk/free",
              .state = HR_SOURCE_KNOWN } },
    { .kind = HR_PLACE_DENIED,
      .is = { .given = "/secret/one", .clean = "/secret/one", .real = "/disk/one" } },
    { .kind = HR_PLACE_LISTED,
      .listed = "/etc",
      .is = { .given = "/etc",
              .clean = "/etc",
              .real = "/etc",
              .state = HR_SOURCE_KNOWN,
              .mode = S_IFDIR,
              .dev = 8,
              .ino = 9,
              .fs_device = "8:1",
              .fs_path = "/etc" } },
    { .kind = HR_PLACE_LISTED,
      .listed = "/",
      .is = { .given = "/", .clean = "/", .real = "/", .fs_device = "8:1", .fs_path = "/" } },
    { .kind = HR_PLACE_LISTED,
      .listed = "~/.ssh",
      .is = { .given = "/home/me/.ssh",
              .clean = "/home/me/.ssh",
              .real = "/disk/keys",
              .fs_device = "8:2",
              .fs_path = "/keys" } },
};

/* The LENGTH bytes at TEXT, with ':' for ';'. */
static const char *device_of(const char *text, size_t length)
{
    char *device = hr_arena_strndup(arena, text, length);
    const char *rest = hr_text_cut(strchr(device, ';'));

    return rest ? hr_arena_printf(arena, "%s:%s", device, rest) : device;
}

static void apply(struct hr_source_facts *source, char operator, const char * text)
{
    const size_t length = strcspn(text, ":");
    uint64_t number;

    switch (operator) {
    case '>':
        source->real = text;
        source->crossed_links = true;
        break;
    case '!':
        source->state = HR_SOURCE_ABSENT;
        break;
    case '?':
        source->state = HR_SOURCE_UNKNOWN;
        source->unknown_because = "Permission denied";
        break;
    case '~':
        source->mode = S_IFSOCK | 0600;
        break;
    case '#':
        source->mode = S_IFREG | 0600;
        ck_assert(hr_number_u64(text, length, &number));
        source->dev = number;
        ck_assert(hr_number_u64(text + length + 1, strlen(text + length + 1), &number));
        source->ino = number;
        break;
    case '^':
        source->fs_device = "8:1";
        source->fs_path = text;
        break;
    case '=':
        source->fs_type = text;
        break;
    case '+':
        *HR_VEC_PUSH(arena, &source->submounts) =
            (struct hr_submount){ .path = hr_arena_printf(arena, "%s/in", source->clean),
                                  .fs_type = text[length] ? "ext4" : text,
                                  .fs_device = device_of(text, length),
                                  .fs_path = text[length] ? text + length + 1 : "/" };
        break;
    default:
        ck_abort_msg("no operator %c", operator);
    }
}

static void add_source(const char *given, struct hr_facts *facts)
{
    const struct hr_source_base base = { .cwd = "/home/me/project" };
    struct hr_source_facts *source = HR_VEC_PUSH(arena, &facts->sources);

    source->given = given;
    source->clean = source->real = hr_source_clean(given, &base, arena);
    source->state = source->clean ? HR_SOURCE_KNOWN : HR_SOURCE_UNKNOWN;
    source->mode = S_IFDIR | 0755;
    source->uid = source->gid = 1000;
    source->fs_type = "ext4";
}

static void sketch(const char *text, struct hr_facts *facts)
{
    const struct hr_strv words = judge_words(text);

    for (size_t i = 0; i < words.n; i++) {
        const char *word = words.v[i];
        size_t length = strcspn(word, OPERATORS);

        add_source(hr_arena_strndup(arena, word, length), facts);
        for (word += length; *word; word += length + 1) {
            length = strcspn(word + 1, OPERATORS);
            apply(&facts->sources.v[facts->sources.n - 1], *word,
                  hr_arena_strndup(arena, word + 1, length));
        }
    }
}

/* The facts for LINE on the host that HOST sketches. */
static struct hr_facts facts_for(const char *line, const char *host)
{
    const struct hr_strv words = judge_words(line);
    struct hr_facts facts = judge_root_image;
    struct hr_invocation invocation;

    facts.engine.locality = HR_LOCALITY_LOCAL;
    for (size_t i = 0; i < HR_ARRAY_LEN(places); i++)
        *HR_VEC_PUSH(arena, &facts.places) = places[i];
    sketch(host ? host : "", &facts);
    ck_assert_msg(hr_invocation_parse((const char *const *)words.v, words.n, hr_own_options(),
                                      arena, &invocation, &err),
                  "%s: %s", line, err.msg);
    for (size_t i = 0; i < invocation.settings.n; i++) {
        const struct hr_value *value = invocation.settings.v[i].value;

        if ((value->kind == HR_KIND_VOLUME || value->kind == HR_KIND_MOUNT) &&
            value->as.mount.type == HR_MOUNT_BIND && value->as.mount.source &&
            !hr_facts_source(&facts, value->as.mount.source))
            add_source(value->as.mount.source, &facts);
    }
    return facts;
}

#define TMPFS(target) "tmpfs-options:" target

/* The rules that `default` lets pass, and what changes with a profile. */
#define ONLY(rule) "'rules': { '*': 'allow', '" rule "': 'deny' }, " BARE
#define WRITABLE   "'volumes': { 'writable': [ '/free' ] }, " ONLY("writable-bind")
#define CLOSED     "'volumes': { 'default_mode': 'ro' }, " ONLY("writable-bind")
#define OPEN       "'volumes': { 'default_mode': 'rw' }, " ONLY("writable-bind")

static const struct {
    const char *profile, *line, *host, *want;
} profile_cases[] = {
    { ONLY("writable-bind"), "-v ./d:/x app:1", NULL, "writable-bind:./d" },
    { ONLY("writable-bind"), "-v ./d:/x:rw app:1", NULL, "writable-bind:./d" },
    { ONLY("writable-bind"), "--mount type=bind,src=./d,dst=/x app:1", NULL, "writable-bind:./d" },
    { ONLY("writable-bind"), "--mount type=bind,src=./d,dst=/x,ro=f app:1", NULL,
      "writable-bind:./d" },
    { ONLY("writable-bind"), "-v ./d:/x:ro app:1", NULL, "" },
    { ONLY("writable-bind"), "--mount type=bind,src=./d,dst=/x,ro app:1", NULL, "" },
    { ONLY("writable-bind"), "-v vol:/x app:1", NULL, "" },
    { CLOSED, "-v ./d:/x app:1", NULL, "" },
    { CLOSED, "-v ./d:/x:rw app:1", NULL, "writable-bind:./d" },
    { ONLY("tmpfs-options"), "--tmpfs /x:size=1t app:1", NULL, TMPFS("/x") },
    { ONLY("tmpfs-options"), "--tmpfs /x:size=18446744073709551615 app:1", NULL, TMPFS("/x") },
    { ONLY("tmpfs-options"), "--tmpfs /x:size=1023g app:1", NULL, "" },
    { ONLY("tmpfs-options"), "--mount type=tmpfs,dst=/x,tmpfs-size=2t app:1", NULL, TMPFS("/x") },
    { OPEN, "-v ./d:/x app:1", NULL, "" },
    { OPEN, "-v ./d:/x:rw app:1", NULL, "writable-bind:./d" },
    { WRITABLE, "-v /free:/x:rw app:1", "/free>/disk/free", "" },
    { WRITABLE, "-v /free/a:/x app:1", "/free/a>/disk/free/a", "" },
    { WRITABLE, "-v /disk/free/a:/x app:1", NULL, "" },
    { WRITABLE, "-v /free/a:/x app:1", "/free/a>/srv/b", "writable-bind:/free/a" },
    { WRITABLE, "-v /freedom:/x app:1", NULL, "writable-bind:/freedom" },
    { WRITABLE, "-v /:/x app:1", NULL, "writable-bind:/" },
    { ONLY("writable-volume"), "-v vol:/x app:1", NULL, "writable-volume:vol" },
    { ONLY("writable-volume"), "-v /x app:1", NULL, "writable-volume:/x" },
    { ONLY("writable-volume"), "--mount dst=/x app:1", NULL, "writable-volume:/x" },
    { ONLY("writable-volume"), "--mount type=image,src=img,dst=/x app:1", NULL,
      "writable-volume:img" },
    { ONLY("writable-volume"), "-v vol:/x:ro app:1", NULL, "" },
    { ONLY("writable-volume"), "--mount src=vol,dst=/x,readonly app:1", NULL, "" },
    { ONLY("writable-volume"), "-v ./d:/x --tmpfs /y app:1", NULL, "" },
    { ONLY("tmpfs-options"), "--tmpfs /x app:1", NULL, "tmpfs-options:/x" },
    { ONLY("tmpfs-options"), "--tmpfs /x:size=1m,exec app:1", NULL, "tmpfs-options:/x" },
    { ONLY("tmpfs-options"), "--mount type=tmpfs,dst=/x app:1", NULL, "tmpfs-options:/x" },
    { "'rules': { 'tmpfs-options': 'warn', 'root-user': 'allow', 'limit-off': 'allow', "
      "'writable-rootfs': 'allow', 'no-new-privileges-off': 'allow', 'capabilities-kept': "
      "'allow' }, " BARE,
      "--tmpfs /x:exec app:1", NULL, "tmpfs-options:/x?" },
    { "'tmpfs': { '/big': { 'size': '1g' }, '/x': { 'size': '1m' } }, " ONLY("tmpfs-options"),
      "--tmpfs /x --tmpfs /y:rw app:1", NULL, "" },
    { ONLY("missing-source"), "-v ./d:/x app:1", "./d!", "missing-source:./d" },
    { ONLY("sensitive-path"), "--allow sensitive-path:/etc=why -v /etc:/x app:1", NULL,
      "sensitive-path:/etc=why" },
    { ONLY("sensitive-path"), "--allow sensitive-path:/et=why -v /etc:/x app:1", NULL,
      "sensitive-path:/etc" },
    { ONLY("sensitive-path"), "--allow sensitive-path:./l=why -v ./l:/x app:1", "./l>/etc",
      "sensitive-path:./l=why" },
    { "'volumes': { 'default_mode': 'ro' }, " ONLY("sensitive-path"),
      "--allow sensitive-path:./l=why -v ./l:/x app:1", "./l>/etc", "sensitive-path:./l=why" },
    { "'image': { 'deny': [ 'evil' ] }, " ONLY("image-denied"),
      "--mount type=image,src=evil:2,dst=/x app:1", NULL, "image-denied" },
    { "'image': { 'allow': [ 'app' ] }, " ONLY("image-denied"),
      "--mount type=image,src=other,dst=/x app:1", NULL, "image-denied" },
    { "'image': { 'allow': [ 'app' ] }, " ONLY("image-denied"),
      "--mount type=image,src=app:2,dst=/x app:1", NULL, "" },
    { "'image': { 'deny': [ 'evil' ] }, " ONLY("image-denied"),
      "--mount type=image,src=4ccf00c3698b,dst=/x app:1", NULL, "image-denied" },
    { "'image': { 'allow': [ 'docker.io/library/*' ] }, " ONLY("image-denied"),
      "--mount type=image,src=sha256:4ccf,dst=/x app:1", NULL, "image-denied" },
    { "'image': { 'deny': [ 'evil' ] }, " ONLY("image-denied"),
      "--mount type=image,src=4ccf:1,dst=/x app:1", NULL, "" },
    { "'image': { 'deny': [ 'evil' ] }, " ONLY("image-denied"), "-v evil:/x app:1", NULL, "" },
    { "'rules': { '*': 'allow' }, " BARE, "-v /:/x --tmpfs /y:suid --use-api-socket app:1", NULL,
      "" },
};

START_TEST(trips_under)
{
    const struct hr_facts facts = facts_for(profile_cases[_i].line, profile_cases[_i].host);

    judge_check(profile_cases[_i].profile, &facts, profile_cases[_i].line, profile_cases[_i].want);
}
END_TEST

/* Who can write the folders on the way: OWNER:GROUP:MODE of each, with a colon for an access control list, from the root, and the source's own owner
 * last. A link of LINK is in the last of them. The caller is 1000, and so is his group. */
#define NO_LINK ((uid_t)-1)

static const struct {
    const char *folders;
    uid_t owner, link;
    const char *want;
} race_cases[] = {
    { "0:0:755 0:0:755 1000:1000:755", 1000, NO_LINK, "" },
    { "0:0:755 1000:1000:775", 1000, NO_LINK, "" },
    { "0:0:775", 0, NO_LINK, "" },
    { "0:0:755 1000:100:775", 1000, NO_LINK, "racy-source:/s" },
    { "0:0:755 1000:1000:777", 1000, NO_LINK, "racy-source:/s" },
    { "0:0:755 1001:1001:755", 1000, NO_LINK, "racy-source:/s" },
    { "0:0:755 0:50:770", 1000, NO_LINK, "racy-source:/s" },
    /* with an access control list */
    { "0:0:755 1000:1000:775:", 1000, NO_LINK, "racy-source:/s" },
    { "0:0:775:", 0, NO_LINK, "racy-source:/s" },
    { "0:0:755 1000:1000:755:", 1000, NO_LINK, "" },
    { "0:0:755 0:0:1777", 1000, NO_LINK, "" },
    { "0:0:755 0:0:1777", 0, NO_LINK, "" },
    { "0:0:755 0:0:1777", 1001, NO_LINK, "racy-source:/s" },
    { "0:0:755 0:0:1777 1000:1000:700", 1001, NO_LINK, "" },
    { "0:0:755 0:0:1777 1001:1001:700", 1000, NO_LINK, "racy-source:/s" },
    { "0:0:755 0:0:777 1000:1000:700", 1000, NO_LINK, "racy-source:/s" },
    { "0:0:755 0:0:1777", 1000, 1000, "" },
    { "0:0:755 0:0:1777", 1000, 0, "" },
    { "0:0:755 0:0:1777", 1000, 1001, "racy-source:/s" },
    { "0:0:755 0:0:755", 1001, 1001, "" },
    /* anywhere on the way */
    { "0:0:777 0:0:755 1000:1000:755", 1000, NO_LINK, "racy-source:/s" },
    { "0:0:755 1001:1001:755 1000:1000:755 1000:1000:700", 1000, NO_LINK, "racy-source:/s" },
};

static uint64_t number_at(const char **text, const char *end, unsigned base)
{
    uint64_t number = 0;

    for (; **text && !strchr(end, **text); (*text)++)
        number = number * base + (uint64_t)(**text - '0');
    *text += **text == *end;
    return number;
}

/* Facts of a source /s below FOLDERS. */
static struct hr_facts facts_below(const char *folders, uid_t owner, uid_t link)
{
    const struct hr_strv words = judge_words(folders);
    struct hr_facts facts = facts_for("-v /s:/x app:1", NULL);
    struct hr_source_facts *source = &facts.sources.v[0];
    const char *path = "";

    for (size_t i = 0; i < words.n; i++) {
        const char *word = words.v[i];
        struct hr_folder_facts *folder = HR_VEC_PUSH(arena, &source->folders);

        path = i > 0 ? hr_arena_printf(arena, "%s/f", path) : "";
        folder->path = *path ? path : "/";
        folder->uid = (uid_t)number_at(&word, ":", 10);
        folder->gid = (gid_t)number_at(&word, ":", 10);
        folder->mode = S_IFDIR | (mode_t)number_at(&word, ":", 8);
        folder->acl = word[-1] == ':';
        if (i + 1 == words.n && link != NO_LINK)
            *HR_VEC_PUSH(arena, &source->links) =
                (struct hr_link_facts){ .folder = folder->path, .uid = link };
    }
    source->uid = owner;
    source->real = hr_arena_printf(arena, "%s/s", path);
    return facts;
}

START_TEST(races)
{
    const struct hr_facts facts =
        facts_below(race_cases[_i].folders, race_cases[_i].owner, race_cases[_i].link);

    judge_check(ONLY("racy-source"), &facts, "-v /s:/x app:1", race_cases[_i].want);
}
END_TEST

#define STRICT "'rules': { '*': 'allow', 'racy-source': 'deny' }, " BARE
#define RACY   "racy-source:/s"

/* Under sudo root launches; who called it, user 1000, is the caller too, where the rule only warns. */
static const struct {
    const char *folders, *profile;
    uid_t owner;
    const char *sudo[2]; /* SUDO_UID, SUDO_GID */
    const char *want;
} sudo_cases[] = {
    { "0:0:755 1000:1000:755", NULL, 1000, { "1000", "1000" }, "" },
    { "0:0:755 1000:1000:775", NULL, 1000, { "1000", "1000" }, "" },
    { "0:0:755 1000:1000:775", NULL, 1000, { "1000", "100" }, RACY "?" },
    { "0:0:755 1000:100:775", NULL, 1000, { "1000", "100" }, RACY "?" },
    { "0:0:755 0:0:1777", NULL, 1000, { "1000", "1000" }, "" },
    { "0:0:755 0:0:1777", NULL, 1001, { "1000", "1000" }, RACY "?" },
    { "0:0:755 1001:1001:755", NULL, 1000, { "1000", "1000" }, RACY "?" },
    { "0:0:755 1000:1000:755", NULL, 1000, { NULL, NULL }, RACY "?" },
    { "0:0:755 1000:1000:755", NULL, 1000, { "1001", "1001" }, RACY "?" },
    { "0:0:755 1000:1000:755", NULL, 1000, { "x", "1000" }, RACY "?" },
    { "0:0:755 0:0:755", NULL, 1000, { NULL, NULL }, "" },
    { "0:0:755 1000:1000:755", STRICT, 1000, { "1000", "1000" }, RACY },
    { "0:0:755 0:0:755", STRICT, 1000, { "1000", "1000" }, "" },
};

START_TEST(races_under_sudo)
{
    struct hr_facts facts = facts_below(sudo_cases[_i].folders, sudo_cases[_i].owner, NO_LINK);
    const char *const *sudo = sudo_cases[_i].sudo;
    char *vars[] = { hr_arena_printf(arena, "SUDO_UID=%s", sudo[0] ? sudo[0] : ""),
                     hr_arena_printf(arena, "SUDO_GID=%s", sudo[1] ? sudo[1] : ""), NULL };
    const struct hr_host host = { .environ = { vars }, .cwd = "/" };
    struct hr_plan plan;

    judge_plan_as(&host, sudo_cases[_i].profile, &facts, "-v /s:/x app:1", &plan);
    judge_found(&plan, sudo_cases[_i].folders, sudo_cases[_i].want);
}
END_TEST

/* Another container's mounts: TYPE SOURCE, '!' behind it for a read-only one. */
#define EVERY                                                                            \
    "'rules': { '*': 'allow', 'engine-socket': 'deny', 'sensitive-path': 'deny', "       \
    "'volumes-from': 'deny', 'volume-driver': 'deny', 'writable-bind': 'deny', "         \
    "'mount-propagation': 'deny', 'writable-volume': 'deny', 'missing-source': 'deny', " \
    "'socket-bind': 'deny', 'bind-denied': 'deny' }, " BARE

static const struct {
    enum hr_knowledge state;
    const char *mount, *line, *host, *want;
} donor_cases[] = {
    { HR_KNOWN, "bind /etc", "--volumes-from c app:1", NULL,
      "sensitive-path:/etc volumes-from:c writable-bind:/etc" },
    { HR_KNOWN, "bind /etc", "--volumes-from c:ro app:1", NULL,
      "sensitive-path:/etc volumes-from:c" },
    { HR_KNOWN, "bind /etc!", "--volumes-from c:rw app:1", NULL,
      "sensitive-path:/etc volumes-from:c" },
    { HR_KNOWN, "bind /etc/localtime!", "--volumes-from c app:1", NULL, "volumes-from:c" },
    { HR_KNOWN, "bind /etc/localtime", "--volumes-from c app:1", NULL,
      "sensitive-path:/etc/localtime volumes-from:c writable-bind:/etc/localtime" },
    { HR_KNOWN, "bind /var/run/docker.sock", "--volumes-from c:ro app:1", NULL,
      "engine-socket:/var/run/docker.sock volumes-from:c" },
    { HR_KNOWN, "bind /l", "--volumes-from c:ro app:1", "/l>/proc",
      "sensitive-path:/l volumes-from:c" },
    { HR_KNOWN, "bind /s", "--volumes-from c:ro app:1", "/s~", "socket-bind:/s volumes-from:c" },
    { HR_KNOWN, "bind /gone", "--volumes-from c:ro app:1", "/gone!", "volumes-from:c" },
    { HR_KNOWN, "bind /secret/one", "--volumes-from c:ro app:1", "/secret/one",
      "bind-denied:/secret/one volumes-from:c" },
    { HR_KNOWN, "bind /usr", "--volumes-from c:ro,z app:1", "/usr",
      "mount-propagation:/usr volumes-from:c" },
    { HR_KNOWN, "volume vol", "--volumes-from c app:1", NULL,
      "volumes-from:c writable-volume:vol" },
    { HR_KNOWN, "volume vol", "--volumes-from c:ro app:1", NULL, "volumes-from:c" },
    { HR_KNOWN, "npipe x", "--volumes-from c:ro app:1", NULL, "volume-driver:x volumes-from:c" },
    { HR_KNOWN, "bind /etc", "--allow volumes-from:c=why --volumes-from c:ro app:1", NULL,
      "sensitive-path:/etc volumes-from:c=why" },
    { HR_KNOWN, "bind /srv/x", "--allow volumes-from:c=why --volumes-from c:ro app:1", "/srv/x",
      "volumes-from:c=why" },
    { HR_UNKNOWN, "bind /srv/x", "--volumes-from c app:1", NULL,
      "sensitive-path:c volumes-from:c" },
    { HR_ABSENT, "bind /srv/x", "--volumes-from c app:1", NULL, "volumes-from:c" },
};

START_TEST(donors)
{
    const char *const mount = donor_cases[_i].mount, *const blank = strchr(mount, ' ');
    const size_t length = strcspn(blank + 1, "!");
    const char *source = hr_arena_strndup(arena, blank + 1, length);
    struct hr_container_mount one = {
        .type = hr_arena_strndup(arena, mount, (size_t)(blank - mount)),
        .name = source,
        .source = source,
        .destination = "/d",
        .driver = "",
        .propagation = "rprivate",
        .writable = blank[1 + length] != '!',
    };
    const struct hr_container_facts container = { .name = "c",
                                                  .state = donor_cases[_i].state,
                                                  .mounts = { .v = &one, .n = 1 } };
    struct hr_facts facts = facts_for(donor_cases[_i].line, donor_cases[_i].host);

    if (!hr_facts_source(&facts, source))
        add_source(source, &facts);
    *HR_VEC_PUSH(arena, &facts.containers) = container;
    judge_check(EVERY, &facts, donor_cases[_i].line, donor_cases[_i].want);
}
END_TEST

static const struct {
    enum hr_locality locality;
    const char *because, *line, *host, *want;
} remote_cases[] = {
    { HR_LOCALITY_REMOTE, "tcp", "-v ./d:/x app:1", NULL, "remote-bind:./d?" },
    { HR_LOCALITY_REMOTE, "tcp", "-v ./d:/x app:1", "./d!", "remote-bind:./d?" },
    { HR_LOCALITY_REMOTE, "tcp", "-v /etc:/x app:1", NULL,
      "remote-bind:/etc? sensitive-path:/etc" },
    { HR_LOCALITY_REMOTE, "tcp", "-v ./l:/x app:1", "./l>/etc",
      "remote-bind:./l? sensitive-path:./l" },
    { HR_LOCALITY_REMOTE, "tcp", "-v vol:/x app:1", NULL, "" },
    { HR_LOCALITY_UNKNOWN, "socat", "-v ./d:/x app:1", "./d!",
      "missing-source:./d remote-bind:./d?" },
    { HR_LOCALITY_UNKNOWN, NULL, "-v ./d:/x app:1", NULL, "" },
    { HR_LOCALITY_LOCAL, NULL, "-v ./d:/x app:1", NULL, "" },
};

START_TEST(remote)
{
    struct hr_facts facts = facts_for(remote_cases[_i].line, remote_cases[_i].host);

    facts.engine.locality = remote_cases[_i].locality;
    facts.engine.locality_because = remote_cases[_i].because;
    judge_check(NULL, &facts, remote_cases[_i].line, remote_cases[_i].want);
}
END_TEST

/* What is not asked for cannot be told, and a volume keeps what it was made with. */
START_TEST(unseen)
{
    struct hr_facts facts = judge_root_image;

    judge_check(NULL, &facts, "-v /srv/x:/x:ro app:1", "sensitive-path:/srv/x");
    judge_check(NULL, &facts, "--volumes-from c app:1", "sensitive-path:c volumes-from:c");
    *HR_VEC_PUSH(arena, &facts.volumes) = (struct hr_volume_facts){ .name = "vol" };
    judge_check(NULL, &facts, "-v vol:/x app:1", "volume-driver:vol");
    facts.volumes.v[0].state = HR_KNOWN;
    facts.volumes.v[0].driver = "local";
    judge_check(NULL, &facts, "-v vol:/x app:1", "");
    facts.volumes.v[0].has_options = true;
    judge_check(NULL, &facts, "-v vol:/x:ro app:1", "volume-driver:vol");
    facts.volumes.v[0].has_options = false;
    facts.volumes.v[0].driver = "sshfs";
    judge_check(NULL, &facts, "--mount src=vol,dst=/x app:1", "volume-driver:vol");
    facts.volumes.v[0].state = HR_ABSENT;
    judge_check(NULL, &facts, "-v vol:/x app:1", "");
}
END_TEST

/* The image's own volumes can be written too, where nothing covers them. */
START_TEST(of_image)
{
    struct hr_facts facts = judge_root_image;

    hr_strv_push(arena, &facts.image.volumes, "/data/");
    hr_strv_push(arena, &facts.image.volumes, "/var/run");
    judge_check(ONLY("writable-volume"), &facts, "app:1",
                "writable-volume:/data/ writable-volume:/var/run");
    judge_check(ONLY("writable-volume"), &facts, "--tmpfs /data:size=1m -v vol:/run:ro app:1", "");
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, trips_under, 0, HR_ARRAY_LEN(profile_cases));
    tcase_add_loop_test(tc, races, 0, HR_ARRAY_LEN(race_cases));
    tcase_add_loop_test(tc, races_under_sudo, 0, HR_ARRAY_LEN(sudo_cases));
    tcase_add_loop_test(tc, donors, 0, HR_ARRAY_LEN(donor_cases));
    tcase_add_loop_test(tc, remote, 0, HR_ARRAY_LEN(remote_cases));
    tcase_add_test(tc, unseen);
    tcase_add_test(tc, of_image);
}

UNIT_MAIN("mounts", add_tests)
