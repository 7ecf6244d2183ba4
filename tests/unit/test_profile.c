/* SPDX-License-Identifier: MIT */
#include "hrun/docker/option.h"
#include "hrun/guard/rule.h"
#include "hrun/policy/key.h"
#include "hrun/policy/profile.h"

#include "unit.h"

#include <string.h>

/* Texts of this file write ' for ", so that columns can be counted. */
static const char *quoted(const char *text)
{
    char *copy = hr_arena_strdup(arena, text);

    for (char *c = strchr(copy, '\''); c; c = strchr(c, '\''))
        *c = '"';
    return copy;
}

static const struct hr_profile *parse(const char *text, struct hr_errors *errs)
{
    const struct hr_rule_names rules = hr_rule_names(arena);
    const struct hr_profile_text from = {
        .text = text, .size = strlen(text), .source = "test", .path = "./test.json"
    };
    const struct hr_profile *profile = NULL;

    *errs = (struct hr_errors){ 0 };
    if (hr_profile_parse(&from, &rules, arena, &profile, errs))
        ck_assert_uint_eq(errs->n, 0);
    else
        ck_assert_ptr_null(profile);
    return profile;
}

static const struct hr_profile *parse_good(const char *text)
{
    struct hr_errors errs;
    const struct hr_profile *profile = parse(quoted(text), &errs);

    ck_assert_msg(profile != NULL, "%s", errs.n > 0 ? hr_error_text(&errs.v[0], arena) : "");
    return profile;
}

static const char all_keys[] = "{ 'version': 1,\n"
                               "  'name': 'all.keys_0-1',\n"
                               "  'description': 'caf\xc3\xa9',\n"
                               "  'match': { 'images': [ 'nginx:1.*', 'ghcr.io/team/*' ] },\n"
                               "  'read_only': true,\n"
                               "  'tmpfs': { '/tmp': { 'size': '64m', 'exec': true },\n"
                               "             '/var/a b': { 'mode': '01777', 'size': '1k' } },\n"
                               "  'user': 'host',\n"
                               "  'fallback_user': '1:0',\n"
                               "  'group_add': [ 'audio', 44, '0' ],\n"
                               "  'cap_drop': [ 'ALL' ],\n"
                               "  'cap_add': [ 'cap_chown', 'KILL' ],\n"
                               "  'no_new_privileges': true,\n"
                               "  'seccomp': '/etc/filter.json',\n"
                               "  'apparmor': 'team-web',\n"
                               "  'init': true,\n"
                               "  'cgroup': 'private',\n"
                               "  'ipc': 'host',\n"
                               "  'network_mode': 'none',\n"
                               "  'mem_limit': '512m',\n"
                               "  'memswap_limit': '1g',\n"
                               "  'cpus': 1.50,\n"
                               "  'pids_limit': 4194304,\n"
                               "  'shm_size': '1m',\n"
                               "  'ulimits': { 'nofile': { 'soft': 1, 'hard': -1 }, 'core': 0 },\n"
                               "  'stdin_open': 'auto',\n"
                               "  'pull_policy': 'missing',\n"
                               "  'labels': { 'a': '', 'b.c/d': 'e=\\n' },\n"
                               "  'max': { 'mem_limit': '2g', 'memswap_limit': '3g', 'cpus': 1.5,\n"
                               "           'pids_limit': 7, 'shm_size': '4g', 'tmpfs': '5g' },\n"
                               "  'image': { 'require_digest': true, 'allow': [ 'a/*' ],\n"
                               "             'deny': [ 'b:1', 'c' ] },\n"
                               "  'ports': { 'host_ip': '::1' },\n"
                               "  'allow': { 'capabilities': [ 'CHOWN', 'cap_kill' ],\n"
                               "             'devices': [ '/dev/dri/*', 'nvidia.com/gpu=0' ],\n"
                               "             'gpus': [ 'all', '0', 'GPU-1f/2' ],\n"
                               "             'sysctls': [ 'net.*' ],\n"
                               "             'runtimes': [ 'runsc' ], 'groups': [ 'audio', 44 ],\n"
                               "             'networks': [ 'a', 'b.c' ],\n"
                               "             'annotations': [ 'org.team/*' ],\n"
                               "             'log_drivers': [ 'local', 'team/loki:1' ] },\n"
                               "  'environment': { 'forward': [ 'CI_*' ], 'allow': [ 'TZ', '*' ],\n"
                               "                   'strip': [ '*_TOKEN' ], 'proxy': 'keep',\n"
                               "                   'set': { 'A.b/c': 'd=\\n', 'E': '' } },\n"
                               "  'volumes': { 'default_mode': 'rw',\n"
                               "               'writable': [ '.', './a b', '..', '../\xc3\xa9' ],\n"
                               "               'deny': [ '/', '/srv:x' ] },\n"
                               "  'rules': { '*': 'warn', 'gpus': 'allow', 'root-user': 'deny' } }";

START_TEST(all_words)
{
    const struct hr_profile *p = parse_good(all_keys);

    ck_assert_str_eq(p->name, "all.keys_0-1");
    ck_assert_str_eq(p->description, "caf\xc3\xa9");
    ck_assert_str_eq(p->path, "./test.json");
    ck_assert_str_eq(p->user, "host");
    ck_assert_str_eq(p->fallback_user, "1:0");
    ck_assert_str_eq(p->cgroup, "private");
    ck_assert_str_eq(p->ipc, "host");
    ck_assert_str_eq(p->pull_policy, "missing");
    ck_assert_str_eq(p->seccomp, "/etc/filter.json");
    ck_assert_str_eq(p->apparmor, "team-web");
    ck_assert_str_eq(p->network_mode, "none");
    ck_assert_str_eq(p->shm_size, "1m");
}
END_TEST

START_TEST(all_numbers)
{
    const struct hr_profile *p = parse_good(all_keys);

    ck_assert_int_eq(p->version, 1);
    ck_assert(p->read_only && p->no_new_privileges && p->init);
    ck_assert_str_eq(p->mem_limit, "512m");
    ck_assert_str_eq(p->memswap_limit, "1g");
    ck_assert_str_eq(p->cpus, "1.50");
    ck_assert_int_eq(p->pids_limit, 4194304);
    ck_assert_int_eq(p->stdin_open, HR_STDIN_AUTO);
}
END_TEST

START_TEST(all_ceilings)
{
    const struct hr_profile *p = parse_good(all_keys);

    ck_assert_str_eq(p->max.mem_limit, "2g");
    ck_assert_str_eq(p->max.memswap_limit, "3g");
    ck_assert_str_eq(p->max.cpus, "1.5");
    ck_assert_int_eq(p->max.pids_limit, 7);
    ck_assert_str_eq(p->max.shm_size, "4g");
    ck_assert_str_eq(p->max.tmpfs, "5g");
    ck_assert_str_eq(p->ports.host_ip, "::1");
    ck_assert(p->image.require_digest);
    ck_assert_str_eq(hr_strv_join(arena, &p->image.allow, " "), "a/*");
    ck_assert_str_eq(hr_strv_join(arena, &p->image.deny, " "), "b:1 c");
    ck_assert_str_eq(hr_strv_join(arena, &p->allow.capabilities, " "), "CHOWN cap_kill");
}
END_TEST

START_TEST(all_lists)
{
    const struct hr_profile *p = parse_good(all_keys);

    ck_assert_str_eq(hr_strv_join(arena, &p->cap_drop, " "), "ALL");
    ck_assert_str_eq(hr_strv_join(arena, &p->cap_add, " "), "cap_chown KILL");
    ck_assert_str_eq(hr_strv_join(arena, &p->group_add, " "), "audio 44 0");
    ck_assert_str_eq(hr_strv_join(arena, &p->match.images, " "), "nginx:1.* ghcr.io/team/*");
    ck_assert_uint_eq(p->rules.n, 3);
    ck_assert_str_eq(p->rules.v[1].name, "gpus");
    ck_assert_int_eq(p->rules.v[0].level, HR_LEVEL_WARN);
    ck_assert_int_eq(p->rules.v[1].level, HR_LEVEL_ALLOW);
    ck_assert_int_eq(p->rules.v[2].level, HR_LEVEL_DENY);
}
END_TEST

START_TEST(all_allowed)
{
    const struct hr_profile_allow allow = parse_good(all_keys)->allow;

    ck_assert_str_eq(hr_strv_join(arena, &allow.devices, " "), "/dev/dri/* nvidia.com/gpu=0");
    ck_assert_str_eq(hr_strv_join(arena, &allow.gpus, " "), "all 0 GPU-1f/2");
    ck_assert_str_eq(hr_strv_join(arena, &allow.sysctls, " "), "net.*");
    ck_assert_str_eq(hr_strv_join(arena, &allow.runtimes, " "), "runsc");
    ck_assert_str_eq(hr_strv_join(arena, &allow.groups, " "), "audio 44");
    ck_assert_str_eq(hr_strv_join(arena, &allow.networks, " "), "a b.c");
    ck_assert_str_eq(hr_strv_join(arena, &allow.annotations, " "), "org.team/*");
    ck_assert_str_eq(hr_strv_join(arena, &allow.log_drivers, " "), "local team/loki:1");
}
END_TEST

START_TEST(all_variables)
{
    const struct hr_profile_environment env = parse_good(all_keys)->environment;

    ck_assert_str_eq(hr_strv_join(arena, &env.forward, " "), "CI_*");
    ck_assert_str_eq(hr_strv_join(arena, &env.allow, " "), "TZ *");
    ck_assert_str_eq(hr_strv_join(arena, &env.strip, " "), "*_TOKEN");
    ck_assert_str_eq(env.proxy, "keep");
    ck_assert_uint_eq(env.set.n, 2);
    ck_assert_str_eq(env.set.v[0].name, "A.b/c");
    ck_assert_str_eq(env.set.v[0].value, "d=\n");
    ck_assert_str_eq(env.set.v[0].pointer, "/environment/set/A.b~1c");
    ck_assert_str_eq(env.set.v[1].value, "");
}
END_TEST

START_TEST(all_paths)
{
    const struct hr_profile_volumes volumes = parse_good(all_keys)->volumes;

    ck_assert_str_eq(volumes.default_mode, "rw");
    ck_assert_str_eq(hr_strv_join(arena, &volumes.writable, "|"), ".|./a b|..|../\xc3\xa9");
    ck_assert_str_eq(hr_strv_join(arena, &volumes.deny, "|"), "/|/srv:x");
}
END_TEST

static const struct hr_profile_tmpfs want_tmpfs[] = {
    { .path = "/tmp",
      .pointer = "/tmpfs/~1tmp",
      .size = 64 << 20,
      .size_text = "64m",
      .exec = true,
      .mode = -1 },
    { .path = "/var/a b",
      .pointer = "/tmpfs/~1var~1a b",
      .size = 1024,
      .size_text = "1k",
      .mode = 01777 },
};

START_TEST(all_tmpfs)
{
    const struct hr_profile *p = parse_good(all_keys);
    const struct hr_profile_tmpfs *want = &want_tmpfs[_i], *got = &p->tmpfs.v[_i];

    ck_assert_uint_eq(p->tmpfs.n, HR_ARRAY_LEN(want_tmpfs));
    ck_assert_str_eq(got->path, want->path);
    ck_assert_str_eq(got->pointer, want->pointer);
    ck_assert_str_eq(got->size_text, want->size_text);
    ck_assert_int_eq(got->size, want->size);
    ck_assert_int_eq(got->exec, want->exec);
    ck_assert_int_eq(got->mode, want->mode);
}
END_TEST

START_TEST(all_ulimits)
{
    const struct hr_profile *p = parse_good(all_keys);

    ck_assert_uint_eq(p->ulimits.n, 2);
    ck_assert_str_eq(p->ulimits.v[0].name, "nofile");
    ck_assert_str_eq(p->ulimits.v[0].pointer, "/ulimits/nofile");
    ck_assert_int_eq(p->ulimits.v[0].soft, 1);
    ck_assert_int_eq(p->ulimits.v[0].hard, -1);
    ck_assert_str_eq(p->ulimits.v[1].name, "core");
    ck_assert_int_eq(p->ulimits.v[1].soft, 0);
    ck_assert_int_eq(p->ulimits.v[1].hard, 0);
}
END_TEST

START_TEST(all_labels)
{
    const struct hr_profile *p = parse_good(all_keys);

    ck_assert_uint_eq(p->labels.n, 2);
    ck_assert_str_eq(p->labels.v[0].name, "a");
    ck_assert_str_eq(p->labels.v[0].value, "");
    ck_assert_str_eq(p->labels.v[1].name, "b.c/d");
    ck_assert_str_eq(p->labels.v[1].value, "e=\n");
    ck_assert_str_eq(p->labels.v[1].pointer, "/labels/b.c~1d");
}
END_TEST

/* A path of the profile's own is below the folder of its file. */
static const struct {
    const char *source, *text, *want;
} filter_cases[] = {
    { "/etc/hrun/web.json", "./web.seccomp", "/etc/hrun/web.seccomp" },
    { "/etc/hrun/web.json", "../web.seccomp", "/etc/hrun/../web.seccomp" },
    { "./web.json", "./a/b.json", "./a/b.json" },
    { "./web.json", "/a/b.json", "/a/b.json" },
    { "builtin:web", "/a/b.json", "/a/b.json" },
    { "./web.json", "default", "default" },
    { "builtin:web", "./b.json", NULL },
    { "./web.json", "b.json", NULL },
    { "./web.json", "a/b.json", NULL },
    { "./web.json", "./a/", NULL },
};

START_TEST(filter)
{
    const struct hr_rule_names rules = { 0 };
    const char *text = quoted(
        hr_arena_printf(arena, "{'version':1,'name':'x','seccomp':'%s'}", filter_cases[_i].text));
    const struct hr_profile_text from = { .text = text,
                                          .size = strlen(text),
                                          .source = filter_cases[_i].source };
    const struct hr_profile *profile = NULL;
    struct hr_errors errs = { 0 };

    ck_assert_int_eq(hr_profile_parse(&from, &rules, arena, &profile, &errs),
                     filter_cases[_i].want != NULL);
    ck_assert_pstr_eq(profile ? profile->seccomp : NULL, filter_cases[_i].want);
}
END_TEST

START_TEST(absent)
{
    const struct hr_profile *p = parse_good("{'version':1,'name':'x'}");

    ck_assert(!p->read_only && !p->no_new_privileges && !p->init);
    ck_assert(!p->user && !p->fallback_user && !p->cgroup && !p->ipc && !p->pull_policy);
    ck_assert(!p->mem_limit && !p->memswap_limit && !p->cpus && !p->description);
    ck_assert(!p->seccomp && !p->apparmor && !p->network_mode && !p->shm_size);
    ck_assert_uint_eq(p->tmpfs.n + p->cap_drop.n + p->cap_add.n + p->rules.n, 0);
    ck_assert_uint_eq(p->group_add.n + p->ulimits.n + p->labels.n, 0);
    ck_assert(!p->environment.proxy && !p->volumes.default_mode);
    ck_assert_uint_eq(p->environment.forward.n + p->environment.set.n + p->volumes.deny.n, 0);
    ck_assert_uint_eq(p->allow.capabilities.n + p->allow.devices.n + p->allow.networks.n, 0);
    ck_assert_int_eq(p->pids_limit, 0);
    ck_assert_int_eq(p->stdin_open, HR_STDIN_UNSET);
}
END_TEST

/* What stands between the name and the closing brace of a profile that is right. */
static const char *const good_cases[] = {
    "'mem_limit': '6m'",
    "'mem_limit': '6291456'",
    "'mem_limit': '512mb', 'memswap_limit': '512MiB'",
    "'memswap_limit': '6m'",
    "'memswap_limit': 'mem_limit'",
    "'cpus': 0.01",
    "'cpus': 64",
    "'pids_limit': 1",
    "'user': '0:0'",
    "'user': '2147483647:2147483647'",
    "'fallback_user': 'auto'",
    "'fallback_user': 'www-data'",
    "'stdin_open': false",
    "'stdin_open': true",
    "'cap_drop': []",
    "'cap_add': [ 'all', 'Cap_Net_Bind_Service', 'CHECKPOINT_RESTORE' ]",
    "'tmpfs': {}",
    "'tmpfs': { '/a': { 'size': '1', 'mode': '700' } }",
    "'tmpfs': { '/a': { 'size': '1', 'mode': '07777' } }",
    "'tmpfs': { '/...': { 'size': '1' } }",
    "'rules': {}",
    "'rules': { '*': 'deny' }",
    "'description': ''",
    "'group_add': []",
    "'group_add': [ 'a', 'B.c_d-e', 0, 2147483647, '12' ]",
    "'seccomp': 'default'",
    "'seccomp': '/a'",
    "'apparmor': 'auto'",
    "'apparmor': 'docker-default'",
    "'network_mode': 'host'",
    "'network_mode': 'team_net.1'",
    "'shm_size': '1'",
    "'ulimits': {}",
    "'ulimits': { 'nofile': -1, 'rtprio': { 'hard': 0, 'soft': 0 } }",
    "'labels': { 'a': 'b', 'hrun': 'x' }",
    "'allow': { 'devices': [ '/dev/fuse', '/*', '/dev/*/by-id/*', '*/gpu=*' ], 'gpus': [] }",
    "'environment': {}",
    "'environment': { 'allow': [ '*', 'a.b-c', 'LC_*_*' ], 'set': {} }",
    "'volumes': { 'deny': [ './', '../..', '/a/../b' ] }",
};

START_TEST(good)
{
    parse_good(hr_arena_printf(arena, "{'version':1,'name':'x',\n%s}", good_cases[_i]));
}
END_TEST

struct bad {
    const char *text;
    size_t line, column;
    const char *pointer, *msg, *hint;
};

static void check_bad(const struct bad *want, const char *text)
{
    struct hr_errors errs;
    const struct hr_profile *profile = parse(text, &errs);
    const struct hr_error *got;

    ck_assert_msg(profile == NULL, "accepted: %s", want->text);
    got = &errs.v[0];
    ck_assert_msg(errs.n == 1, "%zu errors for %s", errs.n, want->text);
    ck_assert_str_eq(got->msg, quoted(want->msg));
    ck_assert_uint_eq(got->where.line, want->line);
    ck_assert_uint_eq(got->where.column, want->column);
    ck_assert_str_eq(got->where.pointer, want->pointer);
    ck_assert_pstr_eq(got->hint, want->hint ? quoted(want->hint) : NULL);
    ck_assert_str_eq(got->where.source, "test");
    ck_assert_int_eq(got->code, HR_ERRC_INPUT);
}

#define SIZE_WANT  "want a size of at least 6m, such as '512m', found "
#define TMPFS_WANT "want a size above 0, such as '64m', found "
#define SWAP_WANT  "want 'mem_limit' or a size not below mem_limit, such as '1g', found "
#define CPUS_WANT  "want a number of at least 0.01, such as 1.5, found "
#define PIDS_WANT  "want a whole number from 1 to 4194304, found "
#define MODE_WANT  "want octal digits in quotes, such as '1777', found "
#define USER_WANT  "want 'image', 'host' or 'UID:GID' in numbers, found "
#define FALL_WANT \
    "want 'auto' or 'UID:GID' in numbers, UID not 0, or the name of a user of the image but root, found "
#define CAP_WANT   "want a capability or 'ALL', found "
#define NS_WANT    "want 'private' or 'host', found "
#define PULL_WANT  "want 'never', 'missing' or 'always', found "
#define LEVEL_WANT "want 'allow', 'warn' or 'deny', found "
#define PATH_WANT  "want a clean absolute path without a colon, found "
#define GROUP_WANT "want the name or number of a group, found "
#define IMAGE_WANT "want an image, such as 'nginx:1.*' or 'ghcr.io/team/*', found "
#define FILE_WANT  "want 'default' or a path that starts with / or ./, found "
#define ARMOR_WANT "want 'auto' or the name of an AppArmor profile other than 'unconfined', found "
#define NET_WANT   "want 'none', 'bridge', 'host' or the name of a network, found "
#define LIMIT_WANT \
    "want a whole number, -1 for unlimited, or an object of soft and hard, not above hard, found "
#define SOFT_WANT   "want a whole number, -1 for unlimited, found "
#define LABEL_WANT  "want a name without blanks and equals signs, found "
#define DEVICE_WANT "want a device, such as '/dev/dri/*' or 'nvidia.com/gpu=0', found "
#define TOKEN_WANT  "want a name of letters, digits, dot, dash, underscore, slash, colon, found "
#define GPU_WANT \
    "want 'all' or a name of letters, digits, dot, dash, underscore, slash, colon, found "
#define GLOB_WANT "want a name, with * for any characters, found "
#define VARIABLE_WANT \
    "want the name of a variable, with * for any characters, such as 'LC_*', found "
#define HOST_PATH_WANT "want a path that starts with / or ./, without *, found "
#define NULL_HINT      "leave the key out to set nothing"
#define MEAN(word)     "did you mean '" word "'?"
#define TMPFS(rest)    "'tmpfs':{'/tmp':{" rest "}}"

/* As good_cases, but wrong: on line 2 of the profile. */
static const struct bad bad_members[] = {
    /* names of keys */
    { "'red_only': true", 2, 1, "/red_only", "unknown key 'red_only'", MEAN("read_only") },
    { "'cap_dorp': []", 2, 1, "/cap_dorp", "unknown key 'cap_dorp'", MEAN("cap_drop") },
    { "'Read_only': true", 2, 1, "/Read_only", "unknown key 'Read_only'", MEAN("read_only") },
    { "  'read-only': true", 2, 3, "/read-only", "unknown key 'read-only'", MEAN("read_only") },
    { "'memory': '1g'", 2, 1, "/memory", "unknown key 'memory'", MEAN("mem_limit") },
    { "'interactive': true", 2, 1, "/interactive", "unknown key 'interactive'",
      MEAN("stdin_open") },
    { "'privileged': false", 2, 1, "/privileged", "unknown key 'privileged'", NULL },
    { "'': 1", 2, 1, "/", "unknown key ''", NULL },
    { "'*': 1", 2, 1, "/*", "unknown key '*'", NULL },
    { "'a/b~c': 1", 2, 1, "/a~1b~0c", "unknown key 'a/b~c'", NULL },
    { TMPFS("'size':'1m','sise':1"), 2, 30, "/tmpfs/~1tmp/sise", "unknown key 'sise'",
      MEAN("size") },
    { TMPFS("'size':'1m','uid':1"), 2, 30, "/tmpfs/~1tmp/uid", "unknown key 'uid'", NULL },
    /* booleans */
    { "'read_only': 1", 2, 14, "/read_only", "want true or false, found a number", NULL },
    { "'read_only': 'true'", 2, 14, "/read_only", "want true or false, found a string", NULL },
    { "'read_only': null", 2, 14, "/read_only", "want true or false, found null", NULL_HINT },
    { "'init':\n []", 3, 2, "/init", "want true or false, found an array", NULL },
    { "'no_new_privileges': {}", 2, 22, "/no_new_privileges", "want true or false, found an object",
      NULL },
    /* words */
    { "'cgroup': 'Private'", 2, 11, "/cgroup", NS_WANT "'Private'", MEAN("private") },
    { "'cgroup': ''", 2, 11, "/cgroup", NS_WANT "''", NULL },
    { "'ipc': 'container:x'", 2, 8, "/ipc", NS_WANT "'container:x'", NULL },
    { "'ipc': false", 2, 8, "/ipc", NS_WANT "false", NULL },
    { "'pull_policy': 'allways'", 2, 16, "/pull_policy", PULL_WANT "'allways'", MEAN("always") },
    { "'pull_policy': 'if_not_present'", 2, 16, "/pull_policy", PULL_WANT "'if_not_present'",
      NULL },
    { "'pull_policy': null", 2, 16, "/pull_policy", PULL_WANT "null", NULL_HINT },
    { "'stdin_open': 'yes'", 2, 15, "/stdin_open", "want 'auto' or true or false, found 'yes'",
      NULL },
    { "'stdin_open': 0", 2, 15, "/stdin_open", "want 'auto' or true or false, found a number",
      NULL },
    /* sizes */
    { "'mem_limit': 536870912", 2, 14, "/mem_limit", SIZE_WANT "a number", NULL },
    { "'mem_limit': '512x'", 2, 14, "/mem_limit", SIZE_WANT "'512x'", NULL },
    { "'mem_limit': ''", 2, 14, "/mem_limit", SIZE_WANT "''", NULL },
    { "'mem_limit': '0'", 2, 14, "/mem_limit", SIZE_WANT "'0'", NULL },
    { "'mem_limit': '-1'", 2, 14, "/mem_limit", SIZE_WANT "'-1'", NULL },
    { "'mem_limit': '5m'", 2, 14, "/mem_limit", SIZE_WANT "'5m'", NULL },
    { "'mem_limit': '99999999999999999999g'", 2, 14, "/mem_limit",
      SIZE_WANT "'99999999999999999999g'", NULL },
    { "'mem_limit': '1e3m'", 2, 14, "/mem_limit", SIZE_WANT "'1e3m'", NULL }, /* not to 20.10 */
    { "'mem_limit': 'mem_limit'", 2, 14, "/mem_limit", SIZE_WANT "'mem_limit'", NULL },
    { "'mem_limit': '11111111111111111111111111111111111111111'", 2, 14, "/mem_limit",
      SIZE_WANT "a string", NULL },
    { "'memswap_limit': '-1'", 2, 18, "/memswap_limit", SWAP_WANT "'-1'", NULL },
    { "'memswap_limit': '0'", 2, 18, "/memswap_limit", SWAP_WANT "'0'", NULL },
    { "'memswap_limit': 'memlimit'", 2, 18, "/memswap_limit", SWAP_WANT "'memlimit'",
      MEAN("mem_limit") },
    { "'memswap_limit': '511m', 'mem_limit': '512m'", 2, 18, "/memswap_limit", SWAP_WANT "'511m'",
      NULL },
    { TMPFS("'size':'0.5'"), 2, 25, "/tmpfs/~1tmp/size", TMPFS_WANT "'0.5'", NULL },
    { TMPFS("'size':'50%'"), 2, 25, "/tmpfs/~1tmp/size", TMPFS_WANT "'50%'", NULL },
    { TMPFS("'size':64"), 2, 25, "/tmpfs/~1tmp/size", TMPFS_WANT "a number", NULL },
    { TMPFS("'size':null"), 2, 25, "/tmpfs/~1tmp/size", TMPFS_WANT "null", NULL_HINT },
    /* numbers */
    { "'cpus': '1'", 2, 9, "/cpus", CPUS_WANT "a string", NULL },
    { "'cpus': 0", 2, 9, "/cpus", CPUS_WANT "0", NULL },
    { "'cpus': -1", 2, 9, "/cpus", CPUS_WANT "-1", NULL },
    { "'cpus': 0.009", 2, 9, "/cpus", CPUS_WANT "0.009", NULL },
    { "'cpus': 1.0000000001", 2, 9, "/cpus", CPUS_WANT "1.0000000001", NULL },
    { "'cpus': 1e99", 2, 9, "/cpus", CPUS_WANT "1e99", NULL },
    { "'pids_limit': 0", 2, 15, "/pids_limit", PIDS_WANT "0", NULL },
    { "'pids_limit': -1", 2, 15, "/pids_limit", PIDS_WANT "-1", NULL },
    { "'pids_limit': 4194305", 2, 15, "/pids_limit", PIDS_WANT "4194305", NULL },
    { "'pids_limit': 1.0", 2, 15, "/pids_limit", PIDS_WANT "1.0", NULL },
    { "'pids_limit': 1e2", 2, 15, "/pids_limit", PIDS_WANT "1e2", NULL },
    { "'pids_limit': 99999999999999999999", 2, 15, "/pids_limit", PIDS_WANT "99999999999999999999",
      NULL },
    { "'pids_limit': '200'", 2, 15, "/pids_limit", PIDS_WANT "a string", NULL },
    /* modes */
    { TMPFS("'size':'1','mode':1777"), 2, 36, "/tmpfs/~1tmp/mode", MODE_WANT "a number", NULL },
    { TMPFS("'size':'1','mode':'1888'"), 2, 36, "/tmpfs/~1tmp/mode", MODE_WANT "'1888'", NULL },
    { TMPFS("'size':'1','mode':'77'"), 2, 36, "/tmpfs/~1tmp/mode", MODE_WANT "'77'", NULL },
    { TMPFS("'size':'1','mode':'10000'"), 2, 36, "/tmpfs/~1tmp/mode", MODE_WANT "'10000'", NULL },
    { TMPFS("'size':'1','mode':'+777'"), 2, 36, "/tmpfs/~1tmp/mode", MODE_WANT "'+777'", NULL },
    { TMPFS("'size':'1','exec':'no'"), 2, 36, "/tmpfs/~1tmp/exec",
      "want true or false, found a string", NULL },
    /* users */
    { "'user': 'root'", 2, 9, "/user", USER_WANT "'root'", NULL },
    { "'user': 'imgae'", 2, 9, "/user", USER_WANT "'imgae'", MEAN("image") },
    { "'user': '1000'", 2, 9, "/user", USER_WANT "'1000'", NULL },
    { "'user': '1000:'", 2, 9, "/user", USER_WANT "'1000:'", NULL },
    { "'user': ':1000'", 2, 9, "/user", USER_WANT "':1000'", NULL },
    { "'user': '01000:1'", 2, 9, "/user", USER_WANT "'01000:1'", NULL },
    { "'user': '2147483648:1'", 2, 9, "/user", USER_WANT "'2147483648:1'", NULL },
    { "'user': '1:1:1'", 2, 9, "/user", USER_WANT "'1:1:1'", NULL },
    { "'user': 1000", 2, 9, "/user", USER_WANT "a number", NULL },
    { "'fallback_user': '0:0'", 2, 18, "/fallback_user", FALL_WANT "'0:0'", NULL },
    { "'fallback_user': 'image'", 2, 18, "/fallback_user", FALL_WANT "'image'", NULL },
    { "'fallback_user': 'root'", 2, 18, "/fallback_user", FALL_WANT "'root'", NULL },
    { "'fallback_user': '0redis'", 2, 18, "/fallback_user", FALL_WANT "'0redis'", NULL },
    { "'fallback_user': 'redis:redis'", 2, 18, "/fallback_user", FALL_WANT "'redis:redis'", NULL },
    /* capabilities */
    { "'cap_add': 'KILL'", 2, 12, "/cap_add", "want a list of capabilities, found a string", NULL },
    { "'cap_add': {'KILL':1}", 2, 12, "/cap_add", "want a list of capabilities, found an object",
      NULL },
    { "'cap_add': ['KILL','NET_ADMN']", 2, 20, "/cap_add/1", CAP_WANT "'NET_ADMN'",
      MEAN("NET_ADMIN") },
    { "'cap_add': ['cap_sys_admn']", 2, 13, "/cap_add/0", CAP_WANT "'cap_sys_admn'",
      MEAN("SYS_ADMIN") },
    { "'cap_add': ['CAP_ALL']", 2, 13, "/cap_add/0", CAP_WANT "'CAP_ALL'", MEAN("ALL") },
    { "'cap_add': ['SY\xc5\xbf_ADMIN']", 2, 13, "/cap_add/0", CAP_WANT "'SY\xc5\xbf_ADMIN'",
      MEAN("SYS_ADMIN") }, /* a long s, which docker upper-cases to S */
    { "'cap_drop': ['']", 2, 14, "/cap_drop/0", CAP_WANT "''", NULL },
    { "'cap_drop': [null]", 2, 14, "/cap_drop/0", CAP_WANT "null", NULL },
    { "'cap_drop': [['ALL']]", 2, 14, "/cap_drop/0", CAP_WANT "an array", NULL },
    /* paths */
    { "'tmpfs': ['/tmp']", 2, 10, "/tmpfs", "want an object of paths, found an array", NULL },
    { "'tmpfs': {'/a':true}", 2, 16, "/tmpfs/~1a", "want an object, found true", NULL },
    { "'tmpfs': {'/a':{}}", 2, 16, "/tmpfs/~1a", "the key 'size' is missing", NULL },
    { "'tmpfs': {'tmp':{'size':'1'}}", 2, 11, "/tmpfs/tmp", PATH_WANT "'tmp'", NULL },
    { "'tmpfs': {'/':{'size':'1'}}", 2, 11, "/tmpfs/~1", PATH_WANT "'/'", NULL },
    { "'tmpfs': {'/a/':{'size':'1'}}", 2, 11, "/tmpfs/~1a~1", PATH_WANT "'/a/'", MEAN("/a") },
    { "'tmpfs': {'/a/../b':{'size':'1'}}", 2, 11, "/tmpfs/~1a~1..~1b", PATH_WANT "'/a/../b'",
      MEAN("/b") },
    { "'tmpfs': {'/..':{'size':'1'}}", 2, 11, "/tmpfs/~1..", PATH_WANT "'/..'", NULL },
    { "'tmpfs': {'/a:exec':{'size':'1'}}", 2, 11, "/tmpfs/~1a:exec", PATH_WANT "'/a:exec'", NULL },
    { "'tmpfs': {'/\xc3\xa9':{'size':'1'}}", 2, 11, "/tmpfs/~1\xc3\xa9", PATH_WANT "'/\xc3\xa9'",
      NULL },
    { "'tmpfs': {'/a\\n':{'size':'1'}}", 2, 11, "/tmpfs/~1a\n", PATH_WANT "'/a\n'", NULL },
    /* rules */
    { "'rules': 'allow'", 2, 10, "/rules", "want an object of rules, found a string", NULL },
    { "'rules': {'privilegd':'deny'}", 2, 11, "/rules/privilegd",
      "no rule that a profile may set is called 'privilegd'", MEAN("privileged") },
    { "'rules': {'usage':'allow'}", 2, 11, "/rules/usage",
      "no rule that a profile may set is called 'usage'", NULL },
    { "'rules': {'unknown-option':'deny'}", 2, 11, "/rules/unknown-option",
      "no rule that a profile may set is called 'unknown-option'", NULL },
    { "'rules': {'**':'deny'}", 2, 11, "/rules/**", "no rule that a profile may set is called '**'",
      NULL },
    { "'rules': {'gpus':'denied'}", 2, 18, "/rules/gpus", LEVEL_WANT "'denied'", NULL },
    { "'rules': {'gpus':'alow'}", 2, 18, "/rules/gpus", LEVEL_WANT "'alow'", MEAN("allow") },
    { "'rules': {'gpus':true}", 2, 18, "/rules/gpus", LEVEL_WANT "true", NULL },
    { "'rules': {'*':'unset'}", 2, 15, "/rules/*", LEVEL_WANT "'unset'", NULL },
    { "'rules': {'*':null}", 2, 15, "/rules/*", LEVEL_WANT "null", NULL_HINT },
    /* images */
    { "'match': ['nginx']", 2, 10, "/match", "want an object, found an array", NULL },
    { "'match': {'image':['nginx']}", 2, 11, "/match/image", "unknown key 'image'",
      MEAN("images") },
    { "'match': {'images':'nginx'}", 2, 20, "/match/images",
      "want a list of images, found a string", NULL },
    { "'match': {'images':['nginx?']}", 2, 21, "/match/images/0", IMAGE_WANT "'nginx?'", NULL },
    { "'match': {'images':['Nginx']}", 2, 21, "/match/images/0", IMAGE_WANT "'Nginx'", NULL },
    { "'match': {'images':['a',null]}", 2, 25, "/match/images/1", IMAGE_WANT "null", NULL },
    /* parents */
    { "'extends': 'Default'", 2, 12, "/extends",
      "want the name of a profile or a path, found 'Default'", NULL },
    { "'extends': ''", 2, 12, "/extends", "want the name of a profile or a path, found ''", NULL },
    { "'extends': []", 2, 12, "/extends", "want the name of a profile or a path, found an array",
      NULL },
    { "'extends': 'base'", 2, 12, "/extends", "nothing that can be extended is known here", NULL },
    /* groups */
    { "'max': { 'mem_limit': '5m' }", 2, 23, "/max/mem_limit",
      "want a size of at least 6m, such as \"16g\", found \"5m\"", NULL },
    { "'max': { 'memory': '1g' }", 2, 10, "/max/memory", "unknown key \"memory\"", NULL },
    { "'ports': { 'host_ip': 'localhost' }", 2, 23, "/ports/host_ip",
      "want an IP address, such as \"127.0.0.1\", found \"localhost\"", NULL },
    { "'ports': { 'host_ip': '127.1' }", 2, 23, "/ports/host_ip",
      "want an IP address, such as \"127.0.0.1\", found \"127.1\"", NULL },
    { "'ports': { 'host_ip': '' }", 2, 23, "/ports/host_ip",
      "want an IP address, such as \"127.0.0.1\", found \"\"", NULL },
    { "'ports': { 'host_ip': '127.0.0.1:80' }", 2, 23, "/ports/host_ip",
      "want an IP address, such as \"127.0.0.1\", found \"127.0.0.1:80\"", NULL },
    { "'image': { 'allow': [ 'a b' ] }", 2, 23, "/image/allow/0",
      "want an image, such as \"nginx:1.*\" or \"ghcr.io/team/*\", found \"a b\"", NULL },
    { "'image': { 'deny': 'a' }", 2, 20, "/image/deny", "want a list of images, found a string",
      NULL },
    { "'max': 5", 2, 8, "/max", "want an object of ceilings, found a number", NULL },
    { "'allow': { 'capabilities': [ 'CHWON' ] }", 2, 30, "/allow/capabilities/0",
      "want a capability or \"ALL\", found \"CHWON\"", "did you mean \"CHOWN\"?" },
    { "'allow': { 'device': [] }", 2, 12, "/allow/device", "unknown key 'device'",
      MEAN("devices") },
    { "'allow': { 'devices': 'x' }", 2, 23, "/allow/devices",
      "want a list of devices, found a string", NULL },
    { "'allow': { 'devices': ['/dev/x', 'dev/x'] }", 2, 34, "/allow/devices/1",
      DEVICE_WANT "'dev/x'", NULL },
    { "'allow': { 'devices': ['/dev/x:/dev/y'] }", 2, 24, "/allow/devices/0",
      DEVICE_WANT "'/dev/x:/dev/y'", NULL },
    { "'allow': { 'devices': ['/dev/../dev/x'] }", 2, 24, "/allow/devices/0",
      DEVICE_WANT "'/dev/../dev/x'", NULL },
    { "'allow': { 'devices': [''] }", 2, 24, "/allow/devices/0", DEVICE_WANT "''", NULL },
    { "'allow': { 'gpus': 'all' }", 2, 20, "/allow/gpus", "want a list of GPUs, found a string",
      NULL },
    { "'allow': { 'gpus': [1] }", 2, 21, "/allow/gpus/0", GPU_WANT "a number", NULL },
    { "'allow': { 'gpus': ['*'] }", 2, 21, "/allow/gpus/0", GPU_WANT "'*'", NULL },
    { "'allow': { 'gpus': ['alll '] }", 2, 21, "/allow/gpus/0", GPU_WANT "'alll '", MEAN("all") },
    { "'allow': { 'sysctls': ['net.core.somaxconn=1'] }", 2, 24, "/allow/sysctls/0",
      GLOB_WANT "'net.core.somaxconn=1'", NULL },
    { "'allow': { 'runtime': ['runsc'] }", 2, 12, "/allow/runtime", "unknown key 'runtime'",
      MEAN("runtimes") },
    { "'allow': { 'runtimes': ['-x'] }", 2, 25, "/allow/runtimes/0", TOKEN_WANT "'-x'", NULL },
    { "'allow': { 'groups': ['a b'] }", 2, 23, "/allow/groups/0", GROUP_WANT "'a b'", NULL },
    { "'allow': { 'networks': ['a*'] }", 2, 25, "/allow/networks/0", TOKEN_WANT "'a*'", NULL },
    { "'allow': { 'annotations': [null] }", 2, 28, "/allow/annotations/0", GLOB_WANT "null", NULL },
    { "'allow': { 'log_drivers': {} }", 2, 27, "/allow/log_drivers",
      "want a list of log drivers, found an object", NULL },
    { "'allow': { 'log_driver': [] }", 2, 12, "/allow/log_driver", "unknown key 'log_driver'",
      MEAN("log_drivers") },
    /* variables */
    { "'environment': ['A=b']", 2, 16, "/environment", "want an object, found an array", NULL },
    { "'environment': {'alow':[]}", 2, 17, "/environment/alow", "unknown key 'alow'",
      MEAN("allow") },
    { "'environment': {'env':[]}", 2, 17, "/environment/env", "unknown key 'env'",
      MEAN("forward") },
    { "'environment': {'forward':'A'}", 2, 27, "/environment/forward",
      "want a list of names, found a string", NULL },
    { "'environment': {'forward':['A=b']}", 2, 28, "/environment/forward/0", VARIABLE_WANT "'A=b'",
      NULL },
    { "'environment': {'allow':['LC_?']}", 2, 26, "/environment/allow/0", VARIABLE_WANT "'LC_?'",
      NULL },
    { "'environment': {'strip':['']}", 2, 26, "/environment/strip/0", VARIABLE_WANT "''", NULL },
    { "'environment': {'set':['A=b']}", 2, 23, "/environment/set",
      "want an object of variables, found an array", NULL },
    { "'environment': {'set':{'A':1}}", 2, 28, "/environment/set/A",
      "want a string, found a number", NULL },
    { "'environment': {'set':{'A':null}}", 2, 28, "/environment/set/A", "want a string, found null",
      NULL_HINT },
    { "'environment': {'set':{'A=b':'c'}}", 2, 24, "/environment/set/A=b", LABEL_WANT "'A=b'",
      NULL },
    { "'environment': {'set':{'':'c'}}", 2, 24, "/environment/set/", LABEL_WANT "''", NULL },
    { "'environment': {'proxy':'dorp'}", 2, 25, "/environment/proxy",
      "want 'drop' or 'keep', found 'dorp'", MEAN("drop") },
    { "'environment': {'proxy':false}", 2, 25, "/environment/proxy",
      "want 'drop' or 'keep', found false", NULL },
    /* volumes */
    { "'volumes': ['./a']", 2, 12, "/volumes", "want an object, found an array", NULL },
    { "'volumes': {'default_mode':'RO'}", 2, 28, "/volumes/default_mode",
      "want 'ro' or 'rw', found 'RO'", NULL },
    { "'volumes': {'writeable':[]}", 2, 13, "/volumes/writeable", "unknown key 'writeable'",
      MEAN("writable") },
    { "'volumes': {'writable':['src']}", 2, 25, "/volumes/writable/0", HOST_PATH_WANT "'src'",
      NULL },
    { "'volumes': {'deny':['~/.ssh']}", 2, 21, "/volumes/deny/0", HOST_PATH_WANT "'~/.ssh'", NULL },
    { "'volumes': {'deny':['.ssh']}", 2, 21, "/volumes/deny/0", HOST_PATH_WANT "'.ssh'", NULL },
    { "'volumes': {'deny':['.../a']}", 2, 21, "/volumes/deny/0", HOST_PATH_WANT "'.../a'", NULL },
    { "'volumes': {'deny':['/srv/*']}", 2, 21, "/volumes/deny/0", HOST_PATH_WANT "'/srv/*'", NULL },
    { "'volumes': {'deny':['']}", 2, 21, "/volumes/deny/0", HOST_PATH_WANT "''", NULL },
    { "'volumes': {'deny':['/a\\n']}", 2, 21, "/volumes/deny/0", HOST_PATH_WANT "'/a\n'", NULL },
    { "'volumes': {'deny':[null]}", 2, 21, "/volumes/deny/0", HOST_PATH_WANT "null", NULL },
    { "'group_add': 'audio'", 2, 14, "/group_add", "want a list of groups, found a string", NULL },
    { "'group_add': ['']", 2, 15, "/group_add/0", GROUP_WANT "''", NULL },
    { "'group_add': ['a',-1]", 2, 19, "/group_add/1", GROUP_WANT "-1", NULL },
    { "'group_add': [1.5]", 2, 15, "/group_add/0", GROUP_WANT "1.5", NULL },
    { "'group_add': [1e2]", 2, 15, "/group_add/0", GROUP_WANT "1e2", NULL },
    { "'group_add': ['010']", 2, 15, "/group_add/0", GROUP_WANT "'010'", NULL },
    { "'group_add': [2147483648]", 2, 15, "/group_add/0", GROUP_WANT "2147483648", NULL },
    { "'group_add': ['a b']", 2, 15, "/group_add/0", GROUP_WANT "'a b'", NULL },
    { "'group_add': [true]", 2, 15, "/group_add/0", GROUP_WANT "true", NULL },
    /* filters and confinement */
    { "'seccomp': 'defualt'", 2, 12, "/seccomp", FILE_WANT "'defualt'", MEAN("default") },
    { "'seccomp': 'unconfined'", 2, 12, "/seccomp", FILE_WANT "'unconfined'", NULL },
    { "'seccomp': './x'", 2, 12, "/seccomp", FILE_WANT "'./x'", NULL },
    { "'seccomp': '/x/'", 2, 12, "/seccomp", FILE_WANT "'/x/'", NULL },
    { "'seccomp': {}", 2, 12, "/seccomp", FILE_WANT "an object", NULL },
    { "'apparmor': 'unconfined'", 2, 13, "/apparmor", ARMOR_WANT "'unconfined'", NULL },
    { "'apparmor': ''", 2, 13, "/apparmor", ARMOR_WANT "''", NULL },
    { "'apparmor': 'a b'", 2, 13, "/apparmor", ARMOR_WANT "'a b'", NULL },
    { "'apparmor': true", 2, 13, "/apparmor", ARMOR_WANT "true", NULL },
    /* networks */
    { "'network_mode': 'container:x'", 2, 17, "/network_mode", NET_WANT "'container:x'", NULL },
    { "'network_mode': 'name=x'", 2, 17, "/network_mode", NET_WANT "'name=x'", NULL },
    { "'network_mode': ''", 2, 17, "/network_mode", NET_WANT "''", NULL },
    { "'network_mode': '-x'", 2, 17, "/network_mode", NET_WANT "'-x'", NULL },
    { "'network': 'none'", 2, 1, "/network", "unknown key 'network'", MEAN("network_mode") },
    /* limits */
    { "'shm_size': '0'", 2, 13, "/shm_size", TMPFS_WANT "'0'", NULL },
    { "'shm_size': 64", 2, 13, "/shm_size", TMPFS_WANT "a number", NULL },
    { "'ulimits': []", 2, 12, "/ulimits", "want an object of limits, found an array", NULL },
    { "'ulimits': {'nofiles':1}", 2, 13, "/ulimits/nofiles",
      "docker knows no limit called 'nofiles'", MEAN("nofile") },
    { "'ulimits': {'as':1}", 2, 13, "/ulimits/as", "docker knows no limit called 'as'", NULL },
    { "'ulimits': {'core':'0'}", 2, 20, "/ulimits/core", LIMIT_WANT "a string", NULL },
    { "'ulimits': {'core':-2}", 2, 20, "/ulimits/core", LIMIT_WANT "-2", NULL },
    { "'ulimits': {'core':1.5}", 2, 20, "/ulimits/core", LIMIT_WANT "1.5", NULL },
    { "'ulimits': {'core':{'soft':2,'hard':1}}", 2, 20, "/ulimits/core", LIMIT_WANT "an object",
      NULL },
    { "'ulimits': {'core':{'soft':-1,'hard':1}}", 2, 20, "/ulimits/core", LIMIT_WANT "an object",
      NULL },
    { "'ulimits': {'core':{'soft':1}}", 2, 20, "/ulimits/core", "the key 'hard' is missing", NULL },
    { "'ulimits': {'core':{'soft':1,'hard':'1'}}", 2, 37, "/ulimits/core/hard",
      SOFT_WANT "a string", NULL },
    { "'ulimits': {'core':{'soft':1,'hrad':1,'hard':1}}", 2, 30, "/ulimits/core/hrad",
      "unknown key 'hrad'", MEAN("hard") },
    /* labels */
    { "'labels': ['a=b']", 2, 11, "/labels", "want an object of labels, found an array", NULL },
    { "'labels': {'a':1}", 2, 16, "/labels/a", "want a string, found a number", NULL },
    { "'labels': {'':'x'}", 2, 12, "/labels/", LABEL_WANT "''", NULL },
    { "'labels': {'a b':'x'}", 2, 12, "/labels/a b", LABEL_WANT "'a b'", NULL },
    { "'labels': {'a=b':'x'}", 2, 12, "/labels/a=b", LABEL_WANT "'a=b'", NULL },
    { "'labels': {'hrun.x':'x'}", 2, 12, "/labels/hrun.x",
      "hrun writes labels under hrun. itself, found 'hrun.x'", NULL },
    /* text */
    { "'description': 1", 2, 16, "/description", "want a string, found a number", NULL },
};

START_TEST(bad_member)
{
    const struct bad *want = &bad_members[_i];

    check_bad(want,
              hr_arena_printf(arena, "{\"version\":1,\"name\":\"x\",\n%s}", quoted(want->text)));
}
END_TEST

#define NAME_WANT \
    "want at most 64 of a-z, 0-9, dot, dash, underscore, the first a letter or digit, "

/* Whole profiles. */
static const struct bad bad_documents[] = {
    { "[]", 1, 1, "", "want an object, found an array", NULL },
    { " 'x'", 1, 2, "", "want an object, found a string", NULL },
    { "\n\nnull", 3, 1, "", "want an object, found null", NULL },
    { "{'name':'x'}", 1, 1, "", "the key 'version' is missing", NULL },
    { "\n {'version':1}", 2, 2, "", "the key 'name' is missing", NULL },
    { "{'version':2,'name':'x'}", 1, 12, "/version", "want 1, found 2", NULL },
    { "{'version':1.0,'name':'x'}", 1, 12, "/version", "want 1, found 1.0", NULL },
    { "{'version':'1','name':'x'}", 1, 12, "/version", "want 1, found a string", NULL },
    { "{'version':null,'name':'x'}", 1, 12, "/version", "want 1, found null", NULL_HINT },
    { "{'version':1,'name':''}", 1, 21, "/name", NAME_WANT "found ''", NULL },
    { "{'version':1,'name':'Web'}", 1, 21, "/name", NAME_WANT "found 'Web'", NULL },
    { "{'version':1,'name':'a b'}", 1, 21, "/name", NAME_WANT "found 'a b'", NULL },
    { "{'version':1,'name':'../x'}", 1, 21, "/name", NAME_WANT "found '../x'", NULL },
    { "{'version':1,'name':'-x'}", 1, 21, "/name", NAME_WANT "found '-x'", NULL },
    { "{'version':1,'name':'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'}", 1,
      21, "/name", NAME_WANT "found a string", NULL },
    { "{'version':1,'name':7}", 1, 21, "/name", NAME_WANT "found a number", NULL },
};

START_TEST(bad_document)
{
    check_bad(&bad_documents[_i], quoted(bad_documents[_i].text));
}
END_TEST

/* The reader of JSON has its own tests: here only that such an error stands alone. */
static const struct {
    const char *text;
    size_t line;
} syntax_cases[] = {
    { "", 1 },
    { "{'version':1,'name':'x'", 1 },
    { "{'version':1,\n'name':'x',\n}", 3 },
    { "{'version':1,\n'name':'x'}\n{}", 3 },
    { "{'version':1,\n'version':1,'name':'x'}", 2 },
    { "{'red_only':1,\n'tmpfs':{'/a':{'size':'1'},\n'/a':{'size':'1'}}}", 3 },
    { "{'version':1,'name':'x',\n'cap_add':['NET\\u0000RAW']}", 2 },
    { "{'version':01,'name':'x'}", 1 },
    { "\xef\xbb\xbf{'version':1,'name':'x'}", 1 },
};

START_TEST(syntax)
{
    struct hr_errors errs;

    ck_assert_ptr_null(parse(quoted(syntax_cases[_i].text), &errs));
    ck_assert_uint_eq(errs.n, 1);
    ck_assert_str_eq(errs.v[0].where.source, "test");
    ck_assert_uint_eq(errs.v[0].where.line, syntax_cases[_i].line);
}
END_TEST

static const struct {
    size_t line, column;
    const char *pointer;
} many_want[] = {
    { 1, 1, "" },
    { 2, 14, "/read_only" },
    { 3, 1, "/tmpf" },
    { 4, 12, "/tmpfs/a" },
    { 4, 16, "/tmpfs/a" },
    { 4, 17, "/tmpfs/a/exe" },
    { 5, 12, "/rules/gpu" },
    { 5, 18, "/rules/gpu" },
    { 6, 1, "/nam" },
};

START_TEST(many)
{
    struct hr_errors errs;
    const char *text = quoted("{'version':1,\n"
                              "'read_only': 1,\n"
                              "'tmpf': 1,\n"
                              "'tmpfs' : {'a':{'exe':1}},\n"
                              "'rules': { 'gpu':'no'},\n"
                              "'nam':'x'}");

    ck_assert_ptr_null(parse(text, &errs));
    ck_assert_uint_eq(errs.n, HR_ARRAY_LEN(many_want));
    ck_assert_uint_eq(errs.v[_i].where.line, many_want[_i].line);
    ck_assert_uint_eq(errs.v[_i].where.column, many_want[_i].column);
    ck_assert_str_eq(errs.v[_i].where.pointer, many_want[_i].pointer);
}
END_TEST

START_TEST(too_many)
{
    struct hr_strv list = { 0 };
    struct hr_errors errs;

    for (int i = 0; i < 3000; i++)
        hr_strv_pushf(arena, &list, "\"k%d\":{}", i);
    ck_assert_ptr_null(
        parse(hr_arena_printf(arena, "{%s}", hr_strv_join(arena, &list, ",")), &errs));
    ck_assert_uint_eq(errs.n, HR_ERRORS_MAX);
    ck_assert_str_eq(errs.v[0].where.pointer, "");
    ck_assert_str_eq(errs.v[2].where.pointer, "/k0");
    ck_assert_str_eq(errs.v[HR_ERRORS_MAX - 1].where.pointer, "/k17");
}
END_TEST

/* Order and blanks are no policy. */
static const struct {
    const char *a, *b;
    bool same;
} hash_cases[] = {
    { "{'version':1,'name':'x'}", "{\n'name' : 'x', 'version':1 }\n", true },
    { "{'version':1,'name':'x'}", "{'version':1,'name':'\\u0078'}", true },
    { "{'version':1,'name':'x'}", "{'version':1,'name':'y'}", false },
    { "{'version':1,'name':'x','rules':{'gpus':'deny','*':'allow'}}",
      "{'version':1,'name':'x','rules':{'*':'allow','gpus':'deny'}}", true },
    { "{'version':1,'name':'x','cap_add':['KILL','CHOWN']}",
      "{'version':1,'name':'x','cap_add':['CHOWN','KILL']}", false },
};

START_TEST(hash)
{
    const struct hr_profile *a = parse_good(hash_cases[_i].a), *b = parse_good(hash_cases[_i].b);

    ck_assert_int_eq(strcmp(a->sha256, b->sha256) == 0, hash_cases[_i].same);
}
END_TEST

/* printf '{"name":"x","version":1}' | sha256sum */
START_TEST(hash_known)
{
    ck_assert_str_eq(parse_good("{'version':1,'name':'x'}")->sha256,
                     "53bdb0e3b4851de941ca111bea88713508af28fc4297270e3def4359075c0287");
}
END_TEST

/* The order that a type can have: what only true and false have is no size. */
static bool is_order(const struct hr_key *key)
{
    switch (key->order) {
    case HR_ORDER_NONE:
        return true;
    case HR_ORDER_TRUE:
    case HR_ORDER_FALSE:
        return key->type == HR_KEY_BOOL;
    case HR_ORDER_LESS:
        return key->type == HR_KEY_INTEGER || key->type == HR_KEY_SIZE ||
               key->type == HR_KEY_SWAP || key->type == HR_KEY_CPUS || key->type == HR_KEY_ULIMIT;
    case HR_ORDER_FIRST:
    case HR_ORDER_LAST:
        return key->words != NULL;
    case HR_ORDER_FEWER:
    case HR_ORDER_MORE:
    case HR_ORDER_WITHIN:
        return key->members != NULL;
    }
    return false;
}

static void check_row(const struct hr_key *key)
{
    const char *help = key->help;

    ck_assert_msg(is_order(key), "%s has an order that its type has not", key->name);

    ck_assert_msg(help && *help && strlen(help) <= 90, "%s: no help, or a long one", key->name);
    ck_assert_msg(help[strlen(help) - 1] != '.', "%s: a full stop", key->name);
    ck_assert_msg(!key->injects || hr_option_named(hr_docker_options(), key->injects,
                                                   strlen(key->injects)) != NULL,
                  "%s injects what docker does not have", key->name);
    for (const struct hr_key *member = key->members; member && member->name; member++)
        check_row(member);
}

START_TEST(table)
{
    const struct hr_key *keys = hr_profile_keys();

    for (const struct hr_key *key = keys; key->name; key++) {
        check_row(key);
        for (const struct hr_key *other = keys; other < key; other++)
            ck_assert_str_ne(other->name, key->name);
    }
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_test(tc, all_words);
    tcase_add_test(tc, all_numbers);
    tcase_add_test(tc, all_ceilings);
    tcase_add_test(tc, all_lists);
    tcase_add_test(tc, all_allowed);
    tcase_add_test(tc, all_variables);
    tcase_add_test(tc, all_paths);
    tcase_add_loop_test(tc, all_tmpfs, 0, HR_ARRAY_LEN(want_tmpfs));
    tcase_add_test(tc, all_ulimits);
    tcase_add_test(tc, all_labels);
    tcase_add_loop_test(tc, filter, 0, HR_ARRAY_LEN(filter_cases));
    tcase_add_test(tc, absent);
    tcase_add_loop_test(tc, good, 0, HR_ARRAY_LEN(good_cases));
    tcase_add_loop_test(tc, bad_member, 0, HR_ARRAY_LEN(bad_members));
    tcase_add_loop_test(tc, bad_document, 0, HR_ARRAY_LEN(bad_documents));
    tcase_add_loop_test(tc, syntax, 0, HR_ARRAY_LEN(syntax_cases));
    tcase_add_loop_test(tc, many, 0, HR_ARRAY_LEN(many_want));
    tcase_add_test(tc, too_many);
    tcase_add_loop_test(tc, hash, 0, HR_ARRAY_LEN(hash_cases));
    tcase_add_test(tc, hash_known);
    tcase_add_test(tc, table);
}

UNIT_MAIN("profile", add_tests)
