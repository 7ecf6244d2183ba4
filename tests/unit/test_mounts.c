/* SPDX-License-Identifier: MIT */
/* The rules over mounts: every way of reaching what is not to be reached, and what is near to it. */
#include "hrun/base/number.h"
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
 *     S+TYPE      has a file system of TYPE mounted in it
 */
#define OPERATORS ">!?~#^+"

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
    { .kind = HR_PLACE_ENGINE_DATA,
      .is = { .given = "/var/lib/engine", .clean = "/var/lib/engine", .real = "/disk/engine" } },
    { .kind = HR_PLACE_RUNTIME_DIR,
      .is = { .given = "/tmp/runtime", .clean = "/tmp/runtime", .real = "/tmp/runtime" } },
    { .kind = HR_PLACE_SSH_AGENT,
      .is = { .given = "/agents/a.1", .clean = "/agents/a.1", .real = "/agents/a.1" } },
    { .kind = HR_PLACE_PROFILES,
      .is = { .given = "/opt/hrun/profiles",
              .clean = "/opt/hrun/profiles",
              .real = "/opt/hrun/profiles" } },
    { .kind = HR_PLACE_WRITABLE,
      .is = { .given = "/work", .clean = "/work", .real = "/disk/work" } },
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
    case '+':
        *HR_VEC_PUSH(arena, &source->submounts) =
            (struct hr_submount){ .path = hr_arena_printf(arena, "%s/in", source->clean),
                                  .fs_type = text };
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

struct mount_case {
    const char *line, *host, *want;
};

static const struct mount_case evasions[] = {
    /* the root, in every spelling */
    { "-v /:/h app:1", NULL, "bind-denied:/ engine-socket:/ sensitive-path:/" },
};

static const struct mount_case harmless[] = {
    { "-v ./src:/src app:1", NULL, "" },
};

START_TEST(trips)
{
    const struct mount_case *row = &evasions[_i];
    const struct hr_facts facts = facts_for(row->line, row->host);

    ck_assert_str_ne(row->want, "");
    judge_check(NULL, &facts, row->line, row->want);
}
END_TEST

START_TEST(passes)
{
    const struct mount_case *row = &harmless[_i];
    const struct hr_facts facts = facts_for(row->line, row->host);

    judge_check(NULL, &facts, row->line, row->want);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, trips, 0, HR_ARRAY_LEN(evasions));
    tcase_add_loop_test(tc, passes, 0, HR_ARRAY_LEN(harmless));
}

UNIT_MAIN("mounts", add_tests)
