/* SPDX-License-Identifier: MIT */
/* Random profiles, each a chain, under random policies: what they come to is never looser than either, key
 * by key. What looser means is said here once more, by what a value lets happen: what a list has is tried with
 * names, and a level by asking for each rule's. */
#include "hrun/base/text.h"
#include "hrun/docker/capability.h"
#include "hrun/docker/go.h"
#include "hrun/policy/env_glob.h"
#include "hrun/policy/match.h"

#include "held.h"

static uint32_t seed;

static uint32_t pick(uint32_t below)
{
    seed = seed * 1664525U + 1013904223U;
    return (seed >> 16) % below;
}

/* The members of an object, each drawn from texts of its own with '|' between. "@NAME" is an object. */
struct member {
    const char *key, *texts;
};

static const struct member limits[] = {
    { "mem_limit", "'64m'|'1g'|'2g'" },
    { "cpus", "0.5|1|4" },
    { "pids_limit", "5|50|500" },
    { "memswap_limit", "'2g'|'3g'|'4g'" },
    { "shm_size", "'1m'|'1g'" },
    { "tmpfs", "'1m'|'1g'" },
    { NULL, NULL },
};
static const struct member allows[] = {
    { "capabilities", "[]|['KILL']|['ALL']|['cap_chown','KILL']|['SYS_ADMIN']" },
    { "devices", "[]|['/dev/*']|['/dev/kvm','/dev/dri/*']|['/dev/dri/c*']" },
    { "gpus", "[]|['all']|['0']|['0','1']" },
    { "sysctls", "[]|['*']|['net.*']|['net.ipv4.*','kernel.x']" },
    { "networks", "[]|['a']|['a','b']|['all']" },
    { "groups", "[]|['a']|[0,'a']" },
    { NULL, NULL },
};
static const struct member environments[] = {
    { "forward", "[]|['*']|['A*']|['AB','C']" },
    { "allow", "[]|['*']|['A*']|['*B','C']|['AB']" },
    { "strip", "[]|['A*']|['AB']|['C','*B']" },
    { "proxy", "'drop'|'keep'" },
    { NULL, NULL },
};
static const struct member volumes[] = {
    { "default_mode", "'ro'|'rw'" },
    { "writable", "[]|['/a']|['.']|['/a/b','./x']|['/']" },
    { "deny", "[]|['/a']|['/a/b']|['.']" },
    { NULL, NULL },
};
static const struct member images[] = {
    { "require_digest", "true|false" },
    { "allow", "[]|['*']|['*','a/*']|['a/b:1','*:1']|['a/*:1']" },
    { "deny", "[]|['a/*']|['c']" },
    { NULL, NULL },
};
static const struct member levels[] = {
    { "*", "'allow'|'warn'|'deny'" },
    { "gpus", "'allow'|'warn'|'deny'" },
    { "root-user", "'allow'|'warn'|'deny'" },
    { "privileged", "'allow'|'warn'|'deny'" },
    { "writable-bind", "'allow'|'warn'|'deny'" },
    { NULL, NULL },
};
static const struct member mounts[] = {
    { "/a", "{'size':'1m'}|{'size':'2m','exec':true}|{'size':'3m','exec':false}" },
    { "/b", "{'size':'1m','mode':'700'}|{'size':'2m','exec':true}" },
    { NULL, NULL },
};
static const struct member ulimits[] = {
    { "core", "0|-1|5" },
    { "nofile", "10|{'soft':5,'hard':20}|{'soft':15,'hard':15}|-1" },
    { NULL, NULL },
};

static const struct member tops[] = {
    { "read_only", "true|false" },
    { "no_new_privileges", "true|false" },
    { "cap_add", "[]|['KILL']|['CHOWN','cap_kill']|['ALL']" },
    { "cap_drop", "[]|['ALL']|['KILL']|['CHOWN','SYS_ADMIN']" },
    { "group_add", "[]|['a']|['a',0]" },
    { "cgroup", "'private'|'host'" },
    { "ipc", "'private'|'host'" },
    { "network_mode", "'none'|'bridge'|'host'" },
    { "mem_limit", "'64m'|'1g'|'1024m'|'2g'" },
    { "memswap_limit", "'mem_limit'|'2g'|'3g'|'2048m'" },
    { "cpus", "0.5|1|1.50|4" },
    { "pids_limit", "5|50|500" },
    { "shm_size", "'1m'|'1g'" },
    { "pull_policy", "'never'|'missing'|'always'" },
    { NULL, NULL },
};
static const struct {
    const char *key;
    const struct member *members;
} objects[] = {
    { "max", limits },      { "allow", allows },    { "environment", environments },
    { "volumes", volumes }, { "image", images },    { "rules", levels },
    { "tmpfs", mounts },    { "ulimits", ulimits },
};

static const char *draw(const char *texts)
{
    uint32_t n = 1;

    for (const char *c = texts; *c; c++)
        n += *c == '|';
    for (n = pick(n); n > 0; n--)
        texts = strchr(texts, '|') + 1;
    return hr_arena_strndup(arena, texts, strcspn(texts, "|"));
}

static void draw_members(const struct member *rows, struct hr_strv *out)
{
    for (; rows->key; rows++) {
        if (pick(2))
            hr_strv_pushf(arena, out, "'%s':%s", rows->key, draw(rows->texts));
    }
}

static const char *draw_document(const char *head)
{
    struct hr_strv members = { 0 };

    hr_strv_push(arena, &members, head);
    draw_members(tops, &members);
    for (size_t i = 0; i < HR_ARRAY_LEN(objects); i++) {
        struct hr_strv inner = { 0 };

        draw_members(objects[i].members, &inner);
        if (pick(3) > 0)
            hr_strv_pushf(arena, &members, "'%s':{%s}", objects[i].key,
                          inner.n > 0 ? hr_strv_join(arena, &inner, ",") : "");
    }
    return held_quoted(hr_arena_printf(arena, "{%s}", hr_strv_join(arena, &members, ",")));
}

/* What is compared: what holds, HELD, with OTHER, the profile or the policy. What the policy does not have it
 * has no say in. */
struct pair {
    const struct hr_profile *held, *other;
    const struct hr_json *document; /* of OTHER */
    bool is_policy;
    const char *what;
};

static bool has(const struct pair *p, const char *pointer)
{
    return hr_json_at(p->document, pointer) != NULL;
}

#define TIGHTER(p, condition, key)                                   \
    ck_assert_msg(condition, "%s is looser than in the %s\n%s", key, \
                  (p)->is_policy ? "policy" : "profile", (p)->what)

static int64_t bytes(const char *text)
{
    int64_t value = 0;
    bool differs;

    return text && hr_go_bytes(text, &value, &differs) ? value : INT64_MAX;
}

static int64_t nano(const char *text)
{
    int64_t value = 0;

    return text && hr_go_cpus(text, &value) ? value : INT64_MAX;
}

static int64_t swap(const struct hr_profile *p)
{
    return p->memswap_limit && strcmp(p->memswap_limit, "mem_limit") == 0 ? 0
                                                                          : bytes(p->memswap_limit);
}

static int64_t count(int64_t number)
{
    return number > 0 ? number : INT64_MAX;
}

static void check_limits(const struct pair *p)
{
    const struct hr_profile *a = p->held, *b = p->other;

    TIGHTER(p, bytes(a->mem_limit) <= bytes(b->mem_limit), "mem_limit");
    TIGHTER(p, swap(a) <= swap(b), "memswap_limit");
    TIGHTER(p, nano(a->cpus) <= nano(b->cpus), "cpus");
    TIGHTER(p, count(a->pids_limit) <= count(b->pids_limit), "pids_limit");
    TIGHTER(p, bytes(a->shm_size) <= bytes(b->shm_size), "shm_size");
    TIGHTER(p, bytes(a->max.mem_limit) <= bytes(b->max.mem_limit), "max.mem_limit");
    TIGHTER(p, bytes(a->max.memswap_limit) <= bytes(b->max.memswap_limit), "max.memswap_limit");
    TIGHTER(p, nano(a->max.cpus) <= nano(b->max.cpus), "max.cpus");
    TIGHTER(p, count(a->max.pids_limit) <= count(b->max.pids_limit), "max.pids_limit");
    TIGHTER(p, bytes(a->max.shm_size) <= bytes(b->max.shm_size), "max.shm_size");
    TIGHTER(p, bytes(a->max.tmpfs) <= bytes(b->max.tmpfs), "max.tmpfs");
}

/* The place of TEXT among the words, '|' between them, the tightest first; absent comes last. */
static int place(const char *words, const char *text)
{
    int n = 0;

    for (; text && *words; words += strcspn(words, "|"), words += *words == '|', n++) {
        if (strncmp(words, text, strcspn(words, "|")) == 0)
            return n;
    }
    return 9;
}

static void check_words(const struct pair *p)
{
    const struct hr_profile *a = p->held, *b = p->other;
    static const char *const pulls = "never|missing|always", *const networks = "none|bridge|host";

    TIGHTER(p, a->read_only >= b->read_only, "read_only");
    TIGHTER(p, a->no_new_privileges >= b->no_new_privileges, "no_new_privileges");
    TIGHTER(p, a->image.require_digest >= b->image.require_digest, "require_digest");
    TIGHTER(p, place("private|host", a->cgroup) <= place("private|host", b->cgroup), "cgroup");
    TIGHTER(p, place("private|host", a->ipc) <= place("private|host", b->ipc), "ipc");
    TIGHTER(p, place(pulls, a->pull_policy) <= place(pulls, b->pull_policy), "pull_policy");
    TIGHTER(p, place(networks, a->network_mode) <= place(networks, b->network_mode),
            "network_mode");
    TIGHTER(p, place("drop|keep", a->environment.proxy) <= place("drop|keep", b->environment.proxy),
            "proxy");
    TIGHTER(p, place("ro|rw", a->volumes.default_mode) <= place("ro|rw", b->volumes.default_mode),
            "default_mode");
}

static uint64_t capabilities(const struct hr_strv *list)
{
    uint64_t set = 0;

    for (size_t i = 0; i < list->n; i++) {
        if (hr_capability_is_all(list->v[i]))
            return UINT64_MAX;
        set |= UINT64_C(1) << hr_capability_find(list->v[i]);
    }
    return set;
}

/* True if LIST has NAME, by the grammar that MATCHES knows. */
static bool lists(const struct hr_strv *list, const char *name,
                  bool (*matches)(const char *element, const char *name))
{
    for (size_t i = 0; i < list->n; i++) {
        if (matches(list->v[i], name))
            return true;
    }
    return false;
}

static bool is_name(const char *element, const char *name)
{
    return strcmp(element, name) == 0;
}

static bool is_gpu(const char *element, const char *name)
{
    return strcmp(element, "all") == 0 || is_name(element, name);
}

static bool is_device(const char *element, const char *name)
{
    return hr_text_fits(element, name, '/');
}

/* NAME is an absolute path, or one from the working directory, which is /w. */
static bool is_below(const char *element, const char *name)
{
    const char *top = *element == '/' ? element : hr_arena_printf(arena, "/w/%s", element);
    size_t length;

    top = hr_go_clean(arena, top);
    length = strcmp(top, "/") == 0 ? 0 : strlen(top);
    return strncmp(name, top, length) == 0 && (!name[length] || name[length] == '/');
}

static bool is_image(const char *element, const char *name)
{
    struct hr_reference reference;
    struct hr_glob glob;

    ck_assert(hr_reference_parse(name, arena, &reference, &err));
    ck_assert(hr_glob_parse(element, arena, &glob));
    return hr_glob_matches(&glob, &reference, arena);
}

static const struct {
    const char *pointer;
    size_t offset; /* of the list */
    bool more;     /* more is tighter */
    bool (*matches)(const char *element, const char *name);
    const char *names; /* to try, one blank between two */
} tried[] = {
#define LIST(member) offsetof(struct hr_profile, member)
    { "/allow/devices", LIST(allow.devices), false, is_device, "/dev/kvm /dev/dri/c1 /dev/dri/x" },
    { "/allow/gpus", LIST(allow.gpus), false, is_gpu, "0 1 2" },
    { "/allow/sysctls", LIST(allow.sysctls), false, hr_env_glob_matches,
      "net.x net.ipv4.y kernel.x" },
    { "/allow/networks", LIST(allow.networks), false, is_name, "a b all c" },
    { "/allow/groups", LIST(allow.groups), false, is_name, "a 0 b" },
    { "/group_add", LIST(group_add), false, is_name, "a 0 b" },
    { "/environment/forward", LIST(environment.forward), false, hr_env_glob_matches,
      "A AB C D XB" },
    { "/environment/allow", LIST(environment.allow), false, hr_env_glob_matches, "A AB C D XB" },
    { "/environment/strip", LIST(environment.strip), true, hr_env_glob_matches, "A AB C D XB" },
    { "/volumes/writable", LIST(volumes.writable), false, is_below,
      "/a /a/b /a/c /w /w/x /w/y /z" },
    { "/volumes/deny", LIST(volumes.deny), true, is_below, "/a /a/b /a/c /w /w/x /w/y /z" },
    { "/image/deny", LIST(image.deny), true, is_image, "a/b a/b:1 c c:1 d a/b/c:1" },
#undef LIST
};

static const struct hr_strv *list_at(const struct hr_profile *profile, size_t offset)
{
    return (const struct hr_strv *)(const void *)((const char *)profile + offset);
}

static void check_lists(const struct pair *p)
{
    const struct hr_profile *a = p->held, *b = p->other;

    for (size_t i = 0; i < HR_ARRAY_LEN(tried); i++) {
        char *rest = hr_arena_strdup(arena, tried[i].names);

        for (char *name; (name = strsep(&rest, " "));) {
            const bool mine = lists(list_at(a, tried[i].offset), name, tried[i].matches);
            const bool theirs = lists(list_at(b, tried[i].offset), name, tried[i].matches);

            if (!p->is_policy || has(p, tried[i].pointer))
                TIGHTER(p, tried[i].more ? mine >= theirs : mine <= theirs,
                        hr_arena_printf(arena, "%s (%s)", tried[i].pointer, name));
        }
    }
    if (!p->is_policy || has(p, "/cap_add"))
        TIGHTER(p, (capabilities(&a->cap_add) & ~capabilities(&b->cap_add)) == 0, "cap_add");
    if (!p->is_policy || has(p, "/allow/capabilities"))
        TIGHTER(p,
                (capabilities(&a->allow.capabilities) & ~capabilities(&b->allow.capabilities)) == 0,
                "allow.capabilities");
    TIGHTER(p, (capabilities(&b->cap_drop) & ~capabilities(&a->cap_drop)) == 0, "cap_drop");
}

/* An empty list of images is no list. */
static void check_images(const struct pair *p)
{
    static const char *const names[] = { "a/b", "a/b:1", "a/c:1", "c", "c:1", "a/b/c:1" };
    const struct hr_strv *mine = &p->held->image.allow, *theirs = &p->other->image.allow;

    for (size_t i = 0; i < HR_ARRAY_LEN(names); i++) {
        const bool runs = mine->n == 0 || lists(mine, names[i], is_image);

        TIGHTER(p, !runs || theirs->n == 0 || lists(theirs, names[i], is_image), "image.allow");
    }
}

static void check_levels(const struct pair *p)
{
    const struct hr_rule_names rules = hr_rule_names(arena);

    for (size_t i = 0; i < rules.n; i++) {
        /* Of what it does not speak of, the policy has no word; the profile has the rule's own. */
        const enum hr_level least = p->is_policy ? HR_LEVEL_UNSET : rules.levels[i];

        TIGHTER(p,
                hr_profile_level(p->held, rules.v[i], rules.levels[i]) >=
                    hr_profile_level(p->other, rules.v[i], least),
                rules.v[i]);
    }
}

static const struct hr_profile_tmpfs *mount_at(const struct hr_profile *profile, const char *path)
{
    for (size_t i = 0; i < profile->tmpfs.n; i++) {
        if (strcmp(profile->tmpfs.v[i].path, path) == 0)
            return &profile->tmpfs.v[i];
    }
    return NULL;
}

static const struct hr_profile_ulimit *ulimit_at(const struct hr_profile *profile, const char *name)
{
    for (size_t i = 0; i < profile->ulimits.n; i++) {
        if (strcmp(profile->ulimits.v[i].name, name) == 0)
            return &profile->ulimits.v[i];
    }
    return NULL;
}

static int64_t ceiling(int64_t limit)
{
    return limit < 0 ? INT64_MAX : limit;
}

static void check_entries(const struct pair *p)
{
    for (size_t i = 0; i < p->held->tmpfs.n; i++) {
        const struct hr_profile_tmpfs *mine = &p->held->tmpfs.v[i];
        const struct hr_profile_tmpfs *theirs = mount_at(p->other, mine->path);

        TIGHTER(p, theirs || (p->is_policy && !has(p, "/tmpfs")), mine->path);
        if (!theirs)
            continue;
        TIGHTER(p, mine->size <= theirs->size, mine->path);
        if (!p->is_policy || has(p, hr_arena_printf(arena, "/tmpfs/~1%s/exec", mine->path + 1)))
            TIGHTER(p, mine->exec <= theirs->exec, mine->path);
    }
    for (size_t i = 0; i < p->other->ulimits.n; i++) {
        const struct hr_profile_ulimit *theirs = &p->other->ulimits.v[i];
        const struct hr_profile_ulimit *mine = ulimit_at(p->held, theirs->name);

        TIGHTER(p,
                mine && ceiling(mine->soft) <= ceiling(theirs->soft) &&
                    ceiling(mine->hard) <= ceiling(theirs->hard),
                theirs->name);
    }
}

static void check_pair(const struct pair *p)
{
    check_limits(p);
    check_words(p);
    check_lists(p);
    check_images(p);
    check_levels(p);
    check_entries(p);
}

/* A chain of one to three documents; false where they do not make a profile. */
static bool draw_profile(struct hr_profile *out, struct hr_strv *texts)
{
    const struct hr_rule_names rules = hr_rule_names(arena);
    const size_t n = 1 + pick(3);
    struct hr_documents chain = { 0 };
    struct hr_errors errs = { 0 };

    for (size_t i = 0; i < n; i++) {
        const char *text = draw_document(i + 1 < n ? "'version':1,'name':'x','extends':'next'"
                                                   : "'version':1,'name':'x'");

        ck_assert_msg(hr_json_parse(text, strlen(text), hr_arena_printf(arena, "%zu", i), arena,
                                    HR_VEC_PUSH(arena, &chain), &err),
                      "%s", text);
        hr_strv_push(arena, texts, text);
    }
    return hr_profile_build(&chain, &rules, arena, out, &errs);
}

#define ROUNDS 100

START_TEST(never_looser)
{
    const struct hr_rule_names rules = hr_rule_names(arena);
    size_t compared = 0;

    seed = (uint32_t)_i;
    for (int round = 0; round < ROUNDS; round++) {
        const char *text = draw_document("'version':1");
        const struct hr_policy *policy = NULL;
        struct hr_strv texts = { 0 }, keys = { 0 }, again = { 0 };
        struct hr_errors errs = { 0 };
        struct hr_profile profile, held;

        hr_strv_push(arena, &texts, text);
        if (!draw_profile(&profile, &texts) ||
            !hr_policy_parse(
                &(struct hr_profile_text){ .text = text, .size = strlen(text), .source = "policy" },
                &rules, arena, &policy, &errs))
            continue; /* swap below memory */
        held = profile;
        if (!hr_policy_hold(policy, &rules, arena, &held, &keys, &errs))
            continue; /* no image is left */
        compared++;
        text = hr_strv_join(arena, &texts, "\n");
        check_pair(&(struct pair){ &held, &profile, profile.document, false, text });
        check_pair(&(struct pair){ &held, &policy->alone, policy->document, true, text });
        /* What is held once is held. */
        profile = held;
        ck_assert(hr_policy_hold(policy, &rules, arena, &profile, &again, &errs));
        ck_assert_msg(again.n == 0, "%s: %s", text, hr_strv_join(arena, &again, " "));
        ck_assert_str_eq(profile.sha256, held.sha256);
    }
    ck_assert_uint_gt(compared, ROUNDS / 2);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, never_looser, 0, 8);
}

UNIT_MAIN("floor", add_tests)
