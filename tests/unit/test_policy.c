/* SPDX-License-Identifier: MIT */
/* The system policy: what is right in it, what it locks, what a profile comes to under it. */
#include "hrun/policy/policy.h"
#include "hrun/policy/store.h"

#include "held.h"

/* What a policy and a profile, by their members, come to: the members in canonical form, less name and
 * version. NULL is an error. */
static const struct {
    const char *policy, *profile, *want;
} floors[] = {
    { "", "'mem_limit':'1g'", "'mem_limit':'1g'" },
    { "'description':'team'", "'description':'own'", "'description':'own'" },
    /* booleans */
    { "'read_only':true", "", "'read_only':true" },
    { "'read_only':true", "'read_only':false", "'read_only':true" },
    { "'read_only':false", "'read_only':true", "'read_only':true" },
    { "'init':false", "'init':true", "'init':false" },
    /* sizes and numbers */
    { "'mem_limit':'1g'", "'mem_limit':'2g'", "'mem_limit':'1g'" },
    { "'mem_limit':'1g'", "'mem_limit':'512m'", "'mem_limit':'512m'" },
    { "'mem_limit':'1024m'", "'mem_limit':'1g'", "'mem_limit':'1g'" },
    { "'mem_limit':'1g'", "", "'mem_limit':'1g'" },
    { "'cpus':1.5", "'cpus':2", "'cpus':1.5" },
    { "'cpus':10", "'cpus':9", "'cpus':9" },
    { "'pids_limit':9", "'pids_limit':10", "'pids_limit':9" },
    { "'memswap_limit':'mem_limit'", "'memswap_limit':'2g'", "'memswap_limit':'mem_limit'" },
    { "'memswap_limit':'2g'", "'memswap_limit':'mem_limit'", "'memswap_limit':'mem_limit'" },
    { "'memswap_limit':'1g'", "'mem_limit':'2g','memswap_limit':'3g'",
      "'mem_limit':'1g','memswap_limit':'1g'" },
    { "'mem_limit':'2g'", "'memswap_limit':'1g'", "'mem_limit':'1g','memswap_limit':'1g'" },
    { "'max':{'cpus':2,'tmpfs':'1g'}", "'max':{'cpus':3,'shm_size':'1m'}",
      "'max':{'cpus':2,'shm_size':'1m','tmpfs':'1g'}" },
    /* words */
    { "'ipc':'private'", "'ipc':'host'", "'ipc':'private'" },
    { "'ipc':'host'", "'ipc':'private'", "'ipc':'private'" },
    { "'pull_policy':'missing'", "'pull_policy':'always'", "'pull_policy':'missing'" },
    { "'pull_policy':'missing'", "'pull_policy':'never'", "'pull_policy':'never'" },
    { "'network_mode':'none'", "'network_mode':'team'", "'network_mode':'none'" },
    { "'network_mode':'team'", "'network_mode':'none'", "'network_mode':'none'" },
    { "'network_mode':'team'", "'network_mode':'bridge'", "'network_mode':'team'" },
    { "'network_mode':'team'", "'network_mode':'host'", "'network_mode':'team'" },
    { "'volumes':{'default_mode':'ro'}", "'volumes':{'default_mode':'rw'}",
      "'volumes':{'default_mode':'ro'}" },
    /* what has no order */
    { "'user':'1:1'", "'user':'image','fallback_user':'auto'",
      "'fallback_user':'auto','user':'1:1'" },
    { "'seccomp':'default'", "'seccomp':'/x'", "'seccomp':'default'" },
    { "'ports':{'host_ip':'127.0.0.1'}", "'ports':{'host_ip':'0.0.0.0'}",
      "'ports':{'host_ip':'127.0.0.1'}" },
    { "'labels':{'a':'1','b':'2'}", "'labels':{'b':'3','c':'4'}",
      "'labels':{'a':'1','b':'2','c':'4'}" },
    { "'environment':{'set':{'A':'1'}}", "'environment':{'set':{'A':'2','B':'3'},'proxy':'keep'}",
      "'environment':{'proxy':'keep','set':{'A':'1','B':'3'}}" },
    /* fewer */
    { "'cap_add':[]", "'cap_add':['KILL']", "'cap_add':[]" },
    { "'cap_add':['KILL','CHOWN']", "'cap_add':['cap_kill','FOWNER']", "'cap_add':['cap_kill']" },
    { "'cap_add':['ALL']", "'cap_add':['KILL']", "'cap_add':['KILL']" },
    { "'cap_add':['KILL']", "'cap_add':['ALL']", "'cap_add':['KILL']" },
    { "'cap_add':['KILL']", "", "" },
    { "'allow':{'devices':['/dev/dri/*']}",
      "'allow':{'devices':['/dev/dri/card0','/dev/kvm','/dev/dri/x/y']}",
      "'allow':{'devices':['/dev/dri/card0']}" },
    { "'allow':{'gpus':['all']}", "'allow':{'gpus':['0']}", "'allow':{'gpus':['0']}" },
    { "'allow':{'networks':['all']}", "'allow':{'networks':['x']}", "'allow':{'networks':[]}" },
    { "'allow':{'groups':[44]}", "'allow':{'groups':['44','45']}", "'allow':{'groups':['44']}" },
    { "'environment':{'allow':['LC_*','TZ']}", "'environment':{'allow':['LC_A*','*Z','X']}",
      "'environment':{'allow':['LC_A*','TZ']}" },
    { "'volumes':{'writable':['./src','/srv']}",
      "'volumes':{'writable':['./src/a','./srcs','./a/../src','/srv/','..']}",
      "'volumes':{'writable':['./src/a','./a/../src','/srv/']}" },
    { "'volumes':{'writable':['.']}", "'volumes':{'writable':['./a','../a','..','/']}",
      "'volumes':{'writable':['./a']}" },
    { "'volumes':{'writable':['..']}", "'volumes':{'writable':['../a','../..','.']}",
      "'volumes':{'writable':['../a']}" },
    { "'tmpfs':{'/a':{'size':'1m'},'/b':{'size':'1m'}}",
      "'tmpfs':{'/a':{'size':'2m','exec':true},'/c':{'size':'1m'}}",
      "'tmpfs':{'/a':{'exec':true,'size':'1m'}}" },
    { "'tmpfs':{'/a':{'size':'1m','exec':false}}", "'tmpfs':{'/a':{'size':'2m','exec':true}}",
      "'tmpfs':{'/a':{'exec':false,'size':'1m'}}" },
    { "'tmpfs':{'/a':{'size':'3m','exec':true}}", "'tmpfs':{'/a':{'size':'2m'}}",
      "'tmpfs':{'/a':{'size':'2m'}}" },
    { "'tmpfs':{'/a':{'size':'3m','exec':true}}", "'tmpfs':{'/a':{'size':'2m','exec':true}}",
      "'tmpfs':{'/a':{'exec':true,'size':'2m'}}" },
    { "'tmpfs':{'/a':{'size':'3m'}}", "", "" },
    /* more */
    { "'cap_drop':['KILL']", "'cap_drop':['CHOWN']", "'cap_drop':['CHOWN','KILL']" },
    { "'cap_drop':['KILL']", "'cap_drop':['ALL']", "'cap_drop':['ALL']" },
    { "'cap_drop':['KILL']", "", "'cap_drop':['KILL']" },
    { "'image':{'deny':['nginx']}", "'image':{'deny':['docker.io/library/nginx','redis']}",
      "'image':{'deny':['docker.io/library/nginx','redis']}" },
    /* a list of which none is any */
    { "'image':{'allow':['a/*']}", "", "'image':{'allow':['a/*']}" },
    { "'image':{'allow':['a/*']}", "'image':{'allow':[]}", "'image':{'allow':['a/*']}" },
    { "'image':{'allow':[]}", "'image':{'allow':['a/*']}", "'image':{'allow':['a/*']}" },
    { "'image':{'allow':['a/*']}", "'image':{'allow':['a/b:1','c']}",
      "'image':{'allow':['a/b:1']}" },
    { "'image':{'allow':['a/b:1','c:1']}", "'image':{'allow':['a/b']}",
      "'image':{'allow':['a/b:1']}" },
    { "'image':{'allow':['a/*']}", "'image':{'allow':['b/*']}", NULL },
    /* limits */
    { "'ulimits':{'core':0,'nofile':{'soft':10,'hard':20}}",
      "'ulimits':{'nofile':{'soft':15,'hard':15},'nproc':-1}",
      "'ulimits':{'core':0,'nofile':{'hard':15,'soft':10},'nproc':-1}" },
    { "'ulimits':{'nofile':10}", "'ulimits':{'nofile':-1}",
      "'ulimits':{'nofile':{'hard':10,'soft':10}}" },
    { "'ulimits':{'nofile':-1}", "'ulimits':{'nofile':10}", "'ulimits':{'nofile':10}" },
    /* levels */
    { "'rules':{'gpus':'deny'}", "", "'rules':{'gpus':'deny'}" },
    { "'rules':{'root-user':'warn'}", "", "" },
    { "'rules':{'root-user':'warn'}", "'rules':{'root-user':'allow'}",
      "'rules':{'root-user':'warn'}" },
    { "'rules':{'gpus':'deny'}", "'rules':{'*':'allow'}", "'rules':{'*':'allow','gpus':'deny'}" },
    { "'rules':{'gpus':'warn'}", "'rules':{'gpus':'deny','sysctl':'allow'}",
      "'rules':{'gpus':'deny','sysctl':'allow'}" },
    /* what a lock does to lists and levels */
    { "'lock':['/rules/root-user']", "'rules':{'*':'allow'}",
      "'rules':{'*':'allow','root-user':'deny'}" },
    { "'lock':['/rules/capability'],'rules':{'capability':'warn'}",
      "'allow':{'capabilities':['KILL']},'cap_add':['KILL'],'rules':{'capability':'allow'}",
      "'allow':{'capabilities':[]},'cap_add':['KILL'],'rules':{'capability':'warn'}" },
    { "'lock':['/allow/devices'],'allow':{'devices':['/dev/a']}",
      "'allow':{'devices':['/dev/a','/dev/b'],'gpus':['all']}",
      "'allow':{'devices':['/dev/a'],'gpus':['all']}" },
};

START_TEST(holds)
{
    const struct hr_rule_names rules = hr_rule_names(arena);
    const char *want = floors[_i].want;
    struct hr_strv held = { 0 };
    struct hr_errors errs = { 0 };
    struct hr_profile profile;
    const struct hr_policy *policy;
    struct hr_json *got;

    policy = held_good_policy(floors[_i].policy);
    profile = held_profile(floors[_i].profile);
    if (!hr_policy_hold(policy, &rules, arena, &profile, &held, &errs)) {
        ck_assert_msg(!want, "%s", hr_error_text(&errs.v[0], arena));
        ck_assert_uint_eq(errs.n, 1);
        return;
    }
    ck_assert_ptr_eq(profile.policy, policy);
    got = hr_json_hollow(profile.document, arena);
    for (const struct hr_json *node = profile.document->child; node; node = node->next) {
        if (strcmp(node->key, "lock") != 0 && strcmp(node->key, "name") != 0 &&
            strcmp(node->key, "version") != 0)
            hr_json_append(got, hr_json_copy(node, arena));
    }
    ck_assert_ptr_nonnull(want);
    ck_assert_str_eq(held_text(got), held_quoted(hr_arena_printf(arena, "{%s}", want)));
}
END_TEST

/* Who says a value, by its pointer, and what is told of it. */
START_TEST(words)
{
    const struct hr_rule_names rules = hr_rule_names(arena);
    struct hr_profile profile =
        held_profile("'mem_limit':'2g','cpus':1,'cap_add':['KILL'],"
                     "'tmpfs':{'/a':{'size':'2m'}},'rules':{'gpus':'warn'}");
    const struct hr_policy *policy = held_good_policy(
        "'mem_limit':'1g','cpus':2,'cap_add':[],'tmpfs':{'/a':{'size':'1m'}},'read_only':true,"
        "'rules':{'gpus':'deny'},'allow':{'devices':[]}");
    struct hr_strv held = { 0 };
    struct hr_errors errs = { 0 };

    ck_assert(hr_policy_hold(policy, &rules, arena, &profile, &held, &errs));
    ck_assert_str_eq(hr_strv_join(arena, &held, " "),
                     "/read_only /tmpfs/~1a/size /cap_add /mem_limit");
    ck_assert(hr_policy_says(&profile, "/mem_limit"));
    ck_assert(hr_policy_says(&profile, "/read_only"));
    ck_assert(!hr_policy_says(&profile, "/cpus"));
    ck_assert_str_eq(hr_profile_origin(&profile, "/mem_limit"), "policy");
    ck_assert_str_eq(hr_profile_origin(&profile, "/cpus"), "x");
    ck_assert(!hr_policy_says(&profile, "/no/such"));
    ck_assert_str_eq(profile.name, "x");
    ck_assert_str_eq(profile.mem_limit, "1g");
    ck_assert_int_eq(hr_profile_level(&profile, "gpus", HR_LEVEL_ALLOW), HR_LEVEL_DENY);
    ck_assert_str_eq(policy->alone.mem_limit, "1g");
}
END_TEST

/* What is locked is part of what somebody is held to, and so of the hash. */
START_TEST(hash)
{
    const struct hr_rule_names rules = hr_rule_names(arena);
    static const char *const policies[] = { "'lock':[]", "'lock':['/rules/gpus']", "" };
    const char *hashes[HR_ARRAY_LEN(policies)];

    for (size_t i = 0; i < HR_ARRAY_LEN(policies); i++) {
        struct hr_profile profile = held_profile("'cpus':1");
        struct hr_strv held = { 0 };
        struct hr_errors errs = { 0 };

        ck_assert(
            hr_policy_hold(held_good_policy(policies[i]), &rules, arena, &profile, &held, &errs));
        hashes[i] = hr_arena_strdup(arena, profile.sha256);
    }
    ck_assert_str_ne(hashes[0], hashes[1]);
    ck_assert_str_eq(hashes[2], held_profile("'cpus':1").sha256);
}
END_TEST

static const struct {
    const char *pointer, *rules; /* one blank between two */
} locks[] = {
    { "/rules/engine-socket", "engine-socket" },
    { "/cap_add", "capability" },
    { "/allow/capabilities", "capability" },
    { "/network_mode", "container-namespace default-bridge host-network network" },
    { "/tmpfs", "limit-above-max tmpfs-options" },
    { "/tmpfs/~1tmp", "limit-above-max tmpfs-options" },
    { "/tmpfs/~1tmp/exec", "tmpfs-options" },
    { "/ulimits/nofile", "ulimit-unlimited" },
    { "/labels", "" },
    { "/environment/set/HOME", "loader-env secret-env" },
    { "/image", "image-unpinned image-denied" },
    { "/volumes", "writable-bind bind-denied" },
};

START_TEST(locked)
{
    const struct hr_policy *policy =
        held_good_policy(hr_arena_printf(arena, "'lock':['%s']", locks[_i].pointer));

    ck_assert_str_eq(hr_strv_join(arena, &policy->locked, " "), locks[_i].rules);
    ck_assert(!hr_policy_locks(policy, "privileged"));
    ck_assert(!hr_policy_locks(NULL, "privileged"));
}
END_TEST

START_TEST(locked_all)
{
    static const char *const all[] = { "''", "'/rules'", "'/rules/*'" };
    const struct hr_rule_names rules = hr_rule_names(arena);

    for (size_t i = 0; i < HR_ARRAY_LEN(all); i++) {
        const struct hr_policy *policy =
            held_good_policy(hr_arena_printf(arena, "'lock':[%s]", all[i]));

        ck_assert_uint_eq(policy->locked.n, rules.n);
        ck_assert(hr_policy_locks(policy, "privileged"));
    }
}
END_TEST

#define LOCK_WANT \
    "want the JSON pointer of a key or rule, such as '/rules/engine-socket', or '' for all, found "

/* On line 2 of the policy. */
static const struct {
    const char *members;
    size_t column;
    const char *pointer, *msg, *hint;
} bad[] = {
    { "'name':'x'", 1, "/name", "unknown key 'name'", NULL },
    { "'extends':'x'", 1, "/extends", "unknown key 'extends'", NULL },
    { "'match':{}", 1, "/match", "unknown key 'match'", NULL },
    { "'locks':[]", 1, "/locks", "unknown key 'locks'", "did you mean 'lock'?" },
    { "'mem_limt':'1g'", 1, "/mem_limt", "unknown key 'mem_limt'", "did you mean 'mem_limit'?" },
    { "'mem_limit':1", 13, "/mem_limit",
      "want a size of at least 6m, such as '512m', found a number", NULL },
    { "'lock':'/cap_add'", 8, "/lock", "want a list of JSON pointers, found a string", NULL },
    { "'lock':['cap_add']", 9, "/lock/0", LOCK_WANT "'cap_add'", "did you mean '/cap_add'?" },
    { "'lock':['/cap_ad']", 9, "/lock/0", LOCK_WANT "'/cap_ad'", "did you mean '/cap_add'?" },
    { "'lock':['/cap_add/0']", 9, "/lock/0", LOCK_WANT "'/cap_add/0'", "did you mean '/cap_add'?" },
    { "'lock':['engine-socket']", 9, "/lock/0", LOCK_WANT "'engine-socket'",
      "did you mean '/rules/engine-socket'?" },
    { "'lock':['/rules/engine-sokcet']", 9, "/lock/0", LOCK_WANT "'/rules/engine-sokcet'",
      "did you mean '/rules/engine-socket'?" },
    { "'lock':['/rules/usage']", 9, "/lock/0", LOCK_WANT "'/rules/usage'", NULL },
    { "'lock':['/']", 9, "/lock/0", LOCK_WANT "'/'", NULL },
    { "'lock':['/name']", 9, "/lock/0", LOCK_WANT "'/name'", NULL },
    { "'lock':['/rules/gpus/x']", 9, "/lock/0", LOCK_WANT "'/rules/gpus/x'",
      "did you mean '/rules/gpus'?" },
    { "'lock':[null]", 9, "/lock/0", LOCK_WANT "null", NULL },
    { "'profiles':['A']", 13, "/profiles/0", "want the name of a profile, found 'A'", NULL },
    { "'profiles':{}", 12, "/profiles", "want a list of names, found an object", NULL },
};

START_TEST(refused)
{
    const struct hr_policy *policy = NULL;
    struct hr_errors errs;

    ck_assert(!held_policy(bad[_i].members, &policy, &errs));
    ck_assert_ptr_null(policy);
    ck_assert_uint_eq(errs.n, 1);
    ck_assert_str_eq(errs.v[0].msg, held_quoted(bad[_i].msg));
    ck_assert_str_eq(errs.v[0].where.source, scratch_text("@/policy.json"));
    ck_assert_uint_eq(errs.v[0].where.line, 2);
    ck_assert_uint_eq(errs.v[0].where.column, bad[_i].column);
    ck_assert_str_eq(errs.v[0].where.pointer, bad[_i].pointer);
    ck_assert_pstr_eq(errs.v[0].hint, bad[_i].hint ? held_quoted(bad[_i].hint) : NULL);
}
END_TEST

static bool read_at(const char *path, uid_t owner, const struct hr_policy **out,
                    struct hr_errors *errs)
{
    const struct hr_policy_place place = { .path = scratch_text(path), .owner = owner };
    const struct hr_rule_names rules = hr_rule_names(arena);

    *errs = (struct hr_errors){ 0 };
    return hr_policy_read(&place, &rules, arena, out, errs);
}

#define GOOD "{\"version\":1}"

START_TEST(absent)
{
    const struct hr_policy *policy = &(const struct hr_policy){ 0 };
    struct hr_errors errs;

    ck_assert(read_at("@/no/policy.json", getuid(), &policy, &errs));
    ck_assert_ptr_null(policy);
    scratch_file("@/file", "", 0644);
    ck_assert(read_at("@/file/policy.json", getuid(), &policy, &errs));
    ck_assert_ptr_null(policy);
}
END_TEST

static void check_unfit(const char *path, uid_t owner, const char *message)
{
    const struct hr_policy *policy = NULL;
    struct hr_errors errs;

    ck_assert_msg(!read_at(path, owner, &policy, &errs), "taken: %s", message);
    ck_assert_uint_eq(errs.n, 1);
    ck_assert_msg(strstr(hr_error_text(&errs.v[0], arena), message) != NULL, "%s",
                  hr_error_text(&errs.v[0], arena));
}

/* A policy that is there counts, or nothing runs. */
START_TEST(unfit)
{
    const struct hr_policy *policy = NULL;
    struct hr_errors errs;

    scratch_file("@/policy.json", GOOD, 0644);
    ck_assert(read_at("@/policy.json", getuid(), &policy, &errs));
    check_unfit("@/policy.json", getuid() + 1, "it belongs to user");
    ck_assert_int_eq(chmod(scratch_text("@/policy.json"), 0646), 0);
    check_unfit("@/policy.json", getuid(), "others can write this");
    ck_assert_int_eq(chmod(scratch_text("@/policy.json"), 0644), 0);
    ck_assert_int_eq(chmod(scratch_text("@"), 0777), 0);
    check_unfit("@/policy.json", getuid(), "others can write this");
    ck_assert_int_eq(chmod(scratch_text("@"), 0755), 0);
    scratch_acl("@/policy.json", 6);
    check_unfit("@/policy.json", getuid(), "others can write this");
    scratch_acl("@/policy.json", 4);
    ck_assert(read_at("@/policy.json", getuid(), &policy, &errs));
    scratch_acl("@", 7);
    check_unfit("@/policy.json", getuid(), "others can write this");
    scratch_acl("@", 5);
    scratch_file("@/broken.json", "{\"version\":1,\n}", 0644);
    check_unfit("@/broken.json", getuid(), "broken.json:2:1");
    scratch_file("@/none.json", "", 0644);
    check_unfit("@/none.json", getuid(), "none.json:1:1");
    ck_assert_int_eq(symlink("nowhere", scratch_text("@/link.json")), 0);
    check_unfit("@/link.json", getuid(), "link.json");
    scratch_folder("@/folder.json");
    check_unfit("@/folder.json", getuid(), "folder.json");
}
END_TEST

static bool choose(const char *flag, const char *image, struct hr_choice *out,
                   struct hr_errors *errs)
{
    const struct hr_rule_names rules = hr_rule_names(arena);
    const struct hr_policy_place place = { .path = scratch_text("@/policy.json"),
                                           .owner = getuid() };
    struct hr_store store = { .uid = getuid(), .gid = getgid(), .rules = &rules, .policy = &place };
    struct hr_reference reference;

    ck_assert(hr_reference_parse(image, arena, &reference, &err));
    hr_strv_push(arena, &store.folders, scratch_text("@/own"));
    store.own = 1;
    hr_strv_push(arena, &store.folders, scratch_text("@/a"));
    *errs = (struct hr_errors){ 0 };
    return hr_store_choose(&store, &(struct hr_wish){ .flag = flag, .image = &reference }, arena,
                           out, errs);
}

/* Which profiles a policy lets be used. */
static const struct {
    const char *profiles, *flag, *image, *name; /* name: NULL for none */
} uses[] = {
    { "['default']", NULL, "x", "default" },
    { "['default']", "compat", "x", NULL },
    { "['default']", "./default", "x", NULL },
    { "['compat','mine']", "compat", "x", "compat" },
    { "['compat']", NULL, "x", NULL },
    { "['mine']", NULL, "team/x", "mine" },
    { "['default']", NULL, "team/x", "default" },
    { "['theirs']", NULL, "their/x", NULL },
    { "[]", NULL, "x", NULL },
};

START_TEST(used)
{
    struct hr_choice choice;
    struct hr_errors errs;
    bool chosen;

    scratch_folder("@/a");
    scratch_folder("@/own");
    scratch_file("@/own/mine.json", "{", 0644);
    scratch_file("@/own/theirs.json",
                 held_quoted("{'version':1,'name':'theirs','match':{'images':['their/*']}}"), 0644);
    scratch_file("@/a/mine.json",
                 held_quoted("{'version':1,'name':'mine','match':{'images':['team/*']}}"), 0644);
    scratch_file(
        "@/policy.json",
        hr_arena_printf(arena, "{\"version\":1,\"profiles\":%s}", held_quoted(uses[_i].profiles)),
        0644);
    chosen = choose(uses[_i].flag, uses[_i].image, &choice, &errs);
    ck_assert_pstr_eq(chosen ? choice.profile->name : NULL, uses[_i].name);
    if (chosen)
        ck_assert_ptr_nonnull(strstr(choice.because, "; held to "));
    else
        ck_assert_ptr_nonnull(strstr(errs.v[0].msg, "does not let"));
}
END_TEST

/* Every rule that the key table names is one. */
static void check_guards(const struct hr_key *key)
{
    const struct hr_rule_names rules = hr_rule_names(arena);
    size_t known = 0, named = 0;

    for (const char *c = key->guards; c && *c; c++)
        named += c == key->guards || c[-1] == ' ';
    for (size_t i = 0; i < rules.n; i++)
        known += hr_key_is_guarded(key, rules.v[i]);
    ck_assert_msg(known == named, "%s: %s", key->name, key->guards);
    for (const struct hr_key *member = key->members; member && member->name; member++)
        check_guards(member);
}

START_TEST(table)
{
    size_t n = 0;

    for (const struct hr_key *key = hr_policy_keys(arena); key->name; key++) {
        ck_assert_msg(key->help && *key->help, "%s", key->name);
        check_guards(key);
        n++;
    }
    ck_assert_uint_gt(n, 30);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_checked_fixture(tc, scratch_setup, scratch_teardown);
    tcase_add_loop_test(tc, holds, 0, HR_ARRAY_LEN(floors));
    tcase_add_test(tc, words);
    tcase_add_test(tc, hash);
    tcase_add_loop_test(tc, locked, 0, HR_ARRAY_LEN(locks));
    tcase_add_test(tc, locked_all);
    tcase_add_loop_test(tc, refused, 0, HR_ARRAY_LEN(bad));
    tcase_add_test(tc, absent);
    tcase_add_test(tc, unfit);
    tcase_add_loop_test(tc, used, 0, HR_ARRAY_LEN(uses));
    tcase_add_test(tc, table);
}

UNIT_MAIN("policy", add_tests)
