/* SPDX-License-Identifier: MIT */
#include "hrun/base/number.h"
#include "hrun/base/text.h"
#include "hrun/docker/capability.h"
#include "hrun/guard/judgement.h"
#include "hrun/guard/kernel.h"

#include "judge.h"

#define DIGEST "@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define IMAGE  "app:1" DIGEST
#define REST                                                                                \
    "--cap-drop ALL --memory 64m --memory-swap 64m --cpus 1 --pids-limit 9 --network none " \
    "--cgroupns private "
#define USER "--user 5:5 "
#define ROOT "--read-only "
#define NNP  "--security-opt no-new-privileges "
#define BEST USER ROOT NNP REST

#define EVERY     HR_CAPABILITY_ALL
#define SYS_ADMIN "00200000" /* as status has it */

/* What the kernel shows of a container that BEST made, where it keeps to all of it. */
static struct hr_kernel_facts kept(void)
{
    static const char *const points[] = { "/", "/proc/sys", "/sys", "/sys/fs/cgroup" };
    struct hr_kernel_facts facts = {
        .state = HR_KNOWN,
        .whole = true,
        .pid = 4711,
        .read = 1,
        .root_user = HR_KNOWN,
        .root_group = HR_KNOWN,
        .every_capability = EVERY,
        .mounted = HR_KNOWN,
        .limits = {
            [HR_LIMITED_MEMORY] = { HR_KNOWN, 64 << 20, "memory.max" },
            [HR_LIMITED_SWAP] = { HR_KNOWN, 64 << 20, "memory.swap.max" },
            [HR_LIMITED_CPUS] = { HR_KNOWN, 1000000000, "cpu.max" },
            [HR_LIMITED_PIDS] = { HR_KNOWN, 9, "pids.max" },
        },
    };
    const struct hr_process first = {
        .pid = 4711,
        .count = 1,
        .is_first = true,
        .uid = { 5, 5, 5, 5 },
        .gid = { 5, 5, 5, 5 },
        .no_new_privileges = 1,
        .seccomp = 2,
        .lsm = HR_LSM_NONE,
    };

    *HR_VEC_PUSH(arena, &facts.processes) = first;
    for (size_t i = 0; i < HR_NAMESPACE_COUNT; i++)
        facts.namespaces[i] =
            (struct hr_namespace_facts){ .state = HR_KNOWN, .is_hosts = i == HR_NAMESPACE_USER };
    for (size_t i = 0; i < HR_ARRAY_LEN(points); i++)
        *HR_VEC_PUSH(arena, &facts.mounts) = (struct hr_kernel_mount){
            .point = points[i],
            .fs_device = "0:9",
            .fs_path = "/",
            .fs_type = i == 3 ? "cgroup2" : "overlay",
            .read_only = true,
            .options = "ro",
        };
    return facts;
}

static struct hr_kernel_mount *mount_of(struct hr_kernel_facts *facts, const char *point)
{
    for (size_t i = 0; i < facts->mounts.n; i++) {
        if (strcmp(facts->mounts.v[i].point, point) == 0)
            return &facts->mounts.v[i];
    }
    return NULL;
}

static int64_t number(const char *text)
{
    int64_t value;

    ck_assert_msg(hr_number_i64(text, &value), "%s is no number", text);
    return value;
}

static uint64_t set(const char *text)
{
    uint64_t value = 0;

    for (; *text; text++)
        value = value << 4 | (uint64_t)hr_text_hex_value(*text);
    return value;
}

static void set_ids(uint32_t ids[4], const char *value)
{
    for (size_t i = 0; i < 4; i++)
        ids[i] = (uint32_t)number(value);
}

/* What is known beside the kernel. */
static struct hr_facts rest_facts;

/* A mount "POINT,HOST,TYPE,OPTIONS[,ro]" that nothing said of so far. */
static void add_mount(struct hr_kernel_facts *facts, const char *value)
{
    char *words[5] = { hr_arena_strdup(arena, value) };
    struct hr_kernel_mount mount = {
        .fs_device = "8:1", .noexec = true, .nosuid = true, .nodev = true
    };

    for (size_t i = 1; i < 5 && words[i - 1]; i++) {
        words[i] = strchr(words[i - 1], ',');
        if (words[i])
            *words[i]++ = '\0';
    }
    mount.point = words[0];
    mount.host = *words[1] ? words[1] : NULL;
    mount.fs_path = *words[1] ? words[1] : "/";
    mount.fs_type = words[2];
    mount.options = words[3];
    mount.read_only = words[4] != NULL;
    mount.noexec = strstr(words[3], "exec") == NULL;
    *HR_VEC_PUSH(arena, &facts->mounts) = mount;
    if (mount.host)
        *HR_VEC_PUSH(arena, &facts->sources) = (struct hr_source_facts){
            .given = mount.host,
            .clean = mount.host,
            .real = mount.host,
            .state = HR_SOURCE_KNOWN,
            .mode = strstr(mount.host, "sock") ? S_IFSOCK | 0666 : S_IFDIR | 0755,
            .fs_type = "ext4",
            .fs_device = "8:1",
            .fs_path = mount.host,
        };
}

/* One "KEY=VALUE"; with '+' before it of a second process, which is like the first but for what is said. */
static void change(struct hr_kernel_facts *facts, const char *word)
{
    static const char *const limits[] = { "memory", "swap", "cpus", "pids" };
    const char *value = strchr(word, '=') + 1;
    const bool second = *word == '+';
    const char *key = hr_arena_strndup(arena, word + second, (size_t)(value - word) - 1 - second);
    struct hr_process *p;

    if (second && facts->processes.n == 1) {
        p = HR_VEC_PUSH(arena, &facts->processes);
        *p = facts->processes.v[0];
        p->is_first = false;
        p->pid = 4800;
        facts->read++;
    }
    p = &facts->processes.v[second];
    for (size_t i = 0; i < HR_ARRAY_LEN(limits); i++) {
        if (strcmp(key, limits[i]) != 0)
            continue;
        if (*value == '?')
            facts->limits[i].state = HR_UNKNOWN;
        else if (*value == '!')
            facts->limits[i].state = HR_ABSENT;
        else
            facts->limits[i].value = number(value);
        return;
    }
    for (size_t i = 0; i < HR_NAMESPACE_COUNT; i++) {
        if (strcmp(key, hr_namespace_name((enum hr_namespace)i)) == 0) {
            facts->namespaces[i].state = *value == '?' ? HR_UNKNOWN : HR_KNOWN;
            facts->namespaces[i].is_hosts = strcmp(value, "host") == 0;
            return;
        }
    }
    if (strcmp(key, "uid") == 0)
        set_ids(p->uid, value);
    else if (strcmp(key, "suid") == 0)
        p->uid[2] = (uint32_t)number(value);
    else if (strcmp(key, "gid") == 0)
        set_ids(p->gid, value);
    else if (strcmp(key, "group") == 0)
        *HR_VEC_PUSH(arena, &p->groups) = (uint32_t)number(value);
    else if (strcmp(key, "eff") == 0)
        p->effective = p->permitted = p->bounding = set(value);
    else if (strcmp(key, "bnd") == 0)
        p->bounding = set(value);
    else if (strcmp(key, "nested") == 0)
        p->in_own_userns = true;
    else if (strcmp(key, "nnp") == 0)
        p->no_new_privileges = (int)number(value);
    else if (strcmp(key, "seccomp") == 0)
        p->seccomp = (int)number(value);
    else if (strcmp(key, "count") == 0)
        p->count = (size_t)number(value);
    else if (strcmp(key, "unread") == 0) {
        facts->unread = (size_t)number(value);
        facts->whole = false;
    } else if (strcmp(key, "unlisted") == 0)
        facts->whole = false;
    else if (strcmp(key, "mapped") == 0)
        facts->root_uid = facts->root_gid = (uint32_t)number(value);
    else if (strcmp(key, "image") == 0)
        rest_facts.image = (struct hr_image_facts){ .state = HR_UNKNOWN };
    else if (strcmp(key, "maps") == 0)
        rest_facts.engine.maps_users = true;
    else if (strcmp(key, "hasswap") == 0)
        facts->has_swap = true;
    else if (strcmp(key, "mount") == 0)
        add_mount(facts, value);
    else if (strcmp(key, "rw") == 0)
        mount_of(facts, value)->read_only = false;
    else if (strcmp(key, "mounts") == 0) {
        facts->mounted = HR_UNKNOWN;
        facts->mounts.n = 0;
    } else if (strcmp(key, "label") == 0) {
        p->label = value;
        p->lsm = hr_lsm_of(value);
    } else
        ck_abort_msg("%s: no such change", word);
}

static void make(const char *line, const struct hr_kernel_facts *kernel, struct hr_judgement *out)
{
    const struct hr_strv words = judge_words(line);
    struct hr_choice choice = { .because = "test" };
    struct hr_invocation invocation;
    const struct hr_target target = {
        .kind = HR_TARGET_CONTAINER,
        .name = "test",
        .settings = &invocation.settings,
        .image = &invocation.image,
        .facts = &rest_facts,
        .profile = judge_profile(BARE, &choice),
        .kernel = kernel,
    };

    ck_assert_msg(
        hr_invocation_parse((const char *const *)words.v, words.n, NULL, arena, &invocation, &err),
        "%s: %s", line, err.msg);
    hr_judgement_make(&target, arena, out);
}

/* What trips where every rule denies: "RULE[:SUBJECT]" by inspect, with '*' behind it by the kernel. */
static const char *found(const struct hr_judgement *judgement)
{
    struct hr_strv all = { 0 };

    for (size_t i = 0; i < judgement->all.n; i++) {
        const struct hr_finding *f = &judgement->all.v[i];

        ck_assert_msg(f->remedy && *f->remedy && f->message && *f->message, "%s is mute",
                      f->rule->name);
        ck_assert_int_ne(f->evidence, HR_EVIDENCE_TEXT);
        hr_strv_pushf(arena, &all, "%s%s%s%s", f->rule->name, f->subject ? ":" : "",
                      f->subject ? f->subject : "", f->evidence == HR_EVIDENCE_KERNEL ? "*" : "");
    }
    return hr_strv_join(arena, &all, " ");
}

static const struct {
    const char *line, *changes, *want;
} cases[] = {
    { BEST IMAGE, "", "" },
    /* the default of the engine did it all the same */
    { USER ROOT REST IMAGE, "", "" },
    { USER ROOT REST IMAGE, "unread=1", "no-new-privileges-off" },
    { USER ROOT REST IMAGE, "unlisted=1", "no-new-privileges-off" },
    { USER ROOT REST IMAGE, "nnp=-1", "no-new-privileges-off" },
    { USER ROOT REST IMAGE, "+nnp=0", "no-new-privileges-off" },
    /* no-new-privileges: every process counts, whatever undid it */
    { BEST IMAGE, "nnp=0", "no-new-privileges-off*" },
    { BEST IMAGE, "+nnp=0", "no-new-privileges-off*" },
    { BEST IMAGE, "nnp=-1", "" },
    { BEST "--security-opt no-new-privileges:false " IMAGE, "nnp=0", "no-new-privileges-off*" },
    { BEST "--security-opt no-new-privileges:false " IMAGE, "", "" },
    /* capabilities */
    { BEST IMAGE, "+eff=" SYS_ADMIN, "capability:SYS_ADMIN*" },
    { BEST IMAGE, "bnd=" SYS_ADMIN, "capability:SYS_ADMIN*" },
    { BEST "--cap-add SYS_ADMIN " IMAGE, "eff=" SYS_ADMIN, "capability:SYS_ADMIN" },
    { BEST IMAGE, "+eff=" SYS_ADMIN " +nested=1", "" },
    { BEST IMAGE, "+eff=1ffffffffff", "privileged*" },
    { BEST IMAGE, "+eff=1ffffffffff +nested=1", "" },
    { BEST IMAGE, "bnd=a80425fb", "capabilities-kept*" },
    { BEST "--cap-add CHOWN " IMAGE, "bnd=1", "" },
    { BEST IMAGE, "bnd=20000000000", "capability:41*" },
    { BEST "--privileged " IMAGE,
      "eff=1ffffffffff seccomp=0 rw=/sys rw=/proc/sys rw=/sys/fs/cgroup", "privileged" },
    /* an engine, or a line above it, that grants less than docker does */
    { USER ROOT NNP "--memory 64m --memory-swap 64m --cpus 1 --pids-limit 9 --network none "
                    "--cgroupns private " IMAGE,
      "", "" },
    { USER ROOT NNP "--memory 64m --memory-swap 64m --cpus 1 --pids-limit 9 --network none "
                    "--cgroupns private " IMAGE,
      "bnd=1", "capabilities-kept" },
    /* system calls */
    { BEST IMAGE, "seccomp=0", "seccomp-unconfined*" },
    { BEST IMAGE, "+seccomp=0", "seccomp-unconfined*" },
    { BEST IMAGE, "seccomp=-1", "" },
    { BEST IMAGE, "seccomp=1", "" },
    { BEST "--security-opt seccomp=unconfined " IMAGE, "seccomp=0", "seccomp-unconfined" },
    /* labels */
    { BEST IMAGE, "label=docker-default|(enforce)", "" },
    { BEST IMAGE, "label=unconfined", "apparmor-unconfined*" },
    { BEST IMAGE, "+label=unconfined", "apparmor-unconfined*" },
    { BEST IMAGE, "label=docker-default|(complain)", "apparmor-unconfined*" },
    { BEST "--security-opt apparmor=docker-default " IMAGE, "", "apparmor-unconfined*" },
    { BEST "--security-opt apparmor=docker-default " IMAGE, "label=docker-default|(enforce)", "" },
    { BEST "--security-opt apparmor=docker-default " IMAGE, "label=other|(enforce)",
      "apparmor-unconfined*" },
    { BEST "--security-opt apparmor=docker-default " IMAGE, "label=a:b:c:d",
      "apparmor-unconfined*" },
    { BEST "--security-opt apparmor=ghost " IMAGE, "", "apparmor-unconfined*" },
    { BEST "--security-opt apparmor=unconfined " IMAGE, "label=unconfined", "apparmor-unconfined" },
    { BEST IMAGE, "label=system_u:system_r:container_t:s0:c1,c2", "" },
    { BEST IMAGE, "label=system_u:system_r:spc_t:s0", "selinux-disabled*" },
    { BEST IMAGE, "label=u:r:unconfined_t:s0-s0:c0.c1", "selinux-disabled*" },
    { BEST "--security-opt label=disable " IMAGE, "label=u:r:spc_t:s0", "selinux-disabled" },
    { BEST IMAGE, "label=_", "" },
    /* who runs */
    { BEST IMAGE, "uid=0", "root-user*" },
    { BEST IMAGE, "+uid=0", "root-user*" },
    { BEST IMAGE, "suid=0", "root-user*" },
    { ROOT NNP REST IMAGE, "uid=0", "root-user" },
    /* it was root, and will be when it starts anew */
    { ROOT NNP REST IMAGE, "", "root-user" },
    { ROOT NNP REST IMAGE, "uid=100000 mapped=100000", "" },
    { ROOT NNP REST IMAGE, "uid=100000 mapped=100000 unread=1", "root-user" },
    { ROOT NNP REST IMAGE, "image=unknown", "" },
    { ROOT NNP REST IMAGE, "uid=0 image=unknown", "root-user*" },
    { "--user toor " ROOT NNP REST IMAGE, "uid=0 gid=0", "root-user*" },
    { "--user app:5 " ROOT NNP REST IMAGE, "", "" },
    { "--user app:5 " ROOT NNP REST IMAGE, "unread=1", "user-unverified:app" },
    /* groups: of a number alone only the image's files tell */
    { "--user 5 " ROOT NNP REST IMAGE, "unread=1", "root-group" },
    { "--user 5 " ROOT NNP REST IMAGE, "", "" },
    { "--user 5 " ROOT NNP REST IMAGE, "gid=0", "root-group*" },
    { BEST IMAGE, "gid=0", "root-group*" },
    { BEST IMAGE, "group=5 group=0", "root-group*" },
    { BEST IMAGE, "group=5", "" },
    { BEST IMAGE, "group=5 group=999", "group-add:999*" },
    { BEST "--group-add 999 " IMAGE, "group=999", "group-add:999" },
    { BEST "--group-add docker " IMAGE, "group=999", "group-add:docker" },
    { BEST "--group-add docker " IMAGE, "group=998 group=999",
      "group-add:docker group-add:998* group-add:999*" },
    { BEST IMAGE, "group=999 mapped=100000", "" },
    { ROOT NNP REST IMAGE, "uid=0 gid=0 group=1 group=2", "root-user" },
    /* namespaces */
    { BEST IMAGE, "net=host", "host-network*" },
    { BEST IMAGE, "pid=host", "host-pid*" },
    { BEST IMAGE, "ipc=host", "host-ipc*" },
    { BEST IMAGE, "uts=host", "host-uts*" },
    { BEST IMAGE, "cgroup=host", "host-cgroupns*" },
    { BEST IMAGE, "user=own", "" },
    { BEST IMAGE, "user=host maps=1", "host-userns*" },
    { BEST IMAGE, "user=own maps=1", "" },
    { BEST "--uts host " IMAGE, "uts=host", "host-uts" },
    { BEST IMAGE, "net=? pid=? ipc=? uts=? cgroup=?", "" },
    /* limits */
    { BEST IMAGE, "memory=-1", "limit-off:memory*" },
    { BEST IMAGE, "swap=-1", "limit-off:memory-swap*" },
    { BEST IMAGE, "cpus=-1", "limit-off:cpus*" },
    { BEST IMAGE, "pids=-1", "limit-off:pids-limit*" },
    { BEST IMAGE, "memory=?", "" },
    { BEST IMAGE, "pids=!", "limit-off:pids-limit*" },
    /* the kernel counts no swap: it matters where there is some */
    { BEST IMAGE, "swap=!", "" },
    { BEST IMAGE, "swap=! hasswap=1", "limit-off:memory-swap*" },
    { USER ROOT NNP "--cap-drop ALL --memory 64m --memory-swap -1 --cpus 1 --pids-limit 9 "
                    "--network none --cgroupns private " IMAGE,
      "swap=!", "" },
    { USER ROOT NNP "--cap-drop ALL --memory 64m --memory-swap -1 --cpus 1 --pids-limit 9 "
                    "--network none --cgroupns private " IMAGE,
      "swap=-1", "limit-off:memory-swap" },
    /* what a group above limits all the same */
    { USER ROOT NNP "--cap-drop ALL --network none --cgroupns private " IMAGE, "", "" },
    { USER ROOT NNP "--cap-drop ALL --network none --cgroupns private " IMAGE,
      "memory=-1 swap=-1 cpus=-1 pids=-1", "limit-off:cpus limit-off:memory limit-off:pids-limit" },
    /* somebody wrote a larger one */
    { BEST IMAGE, "memory=268435456", "limit-above-max:memory*" },
    { BEST IMAGE, "pids=10", "limit-above-max:pids-limit*" },
    { BEST IMAGE, "cpus=1010000000", "" },
    { BEST IMAGE, "memory=67112960", "" },
    /* mounts */
    { BEST IMAGE, "rw=/", "writable-rootfs*" },
    { USER NNP REST IMAGE, "rw=/", "writable-rootfs" },
    { USER NNP REST IMAGE, "", "" },
    { BEST IMAGE, "rw=/proc/sys", "systempaths-unconfined*" },
    { BEST IMAGE, "rw=/sys", "systempaths-unconfined*" },
    { BEST IMAGE, "rw=/sys/fs/cgroup", "writable-cgroups*" },
    { BEST IMAGE, "rw=/sys/fs/cgroup mapped=100000", "" },
    { BEST "--security-opt systempaths=unconfined " IMAGE, "rw=/proc/sys",
      "systempaths-unconfined" },
    { BEST "--tmpfs /t:size=1m " IMAGE, "mount=/t,,tmpfs,rw,", "tmpfs-options:/t*" },
    { BEST "--tmpfs /t:size=1m " IMAGE, "mount=/t,,tmpfs,rw;size=1024k,", "" },
    { BEST "--tmpfs /t:size=1m " IMAGE, "mount=/t,,tmpfs,exec;size=1024k,", "tmpfs-options:/t*" },
    { BEST IMAGE, "mount=/x,/etc,ext4,rw", "sensitive-path:/etc* writable-bind:/etc*" },
    { BEST IMAGE, "mount=/x,/etc,ext4,rw,ro", "sensitive-path:/etc*" },
    { BEST IMAGE, "mount=/x,/srv/x,ext4,rw,ro", "" },
    { BEST IMAGE, "mount=/x,/srv/x,ext4,rw", "writable-bind:/srv/x*" },
    { BEST IMAGE, "mount=/x,/run/docker.sock,ext4,rw,ro", "engine-socket:/run/docker.sock*" },
    { BEST IMAGE, "mount=/x,/srv/my.sock,ext4,rw,ro", "socket-bind:/srv/my.sock*" },
    { BEST IMAGE, "mount=/x,,ext4,rw", "" },
    { BEST IMAGE, "mount=/sbin/docker-init,/usr/bin/tini,ext4,rw,ro", "" },
    { BEST "-v /srv/x:/x:ro " IMAGE, "mount=/x,/srv/x,ext4,rw,ro", "" },
    { BEST "-v /srv/x:/x:ro " IMAGE, "mount=/x,/srv/x,ext4,rw", "writable-bind:/srv/x*" },
    { BEST "-v /srv/x:/x:ro " IMAGE, "mount=/x,/srv/x,ext4,rw,ro mount=/x/y,,tmpfs,rw",
      "writable-bind:/x/y*" },
    { BEST "-v /srv/x:/x:ro " IMAGE, "mount=/x,/srv/x,ext4,rw,ro mount=/x/y,,tmpfs,rw,ro", "" },
    { BEST "-v /srv/x:/var/run/x:ro " IMAGE, "mount=/run/x,/srv/x,ext4,rw,ro", "" },
    { BEST "-v data:/d:ro " IMAGE, "mount=/else/d,/var/lib/docker/volumes/data/_data,ext4,rw,ro",
      "" },
    { BEST IMAGE, "mounts=0", "" },
    /* a kernel of its own: what is seen here is not the container's */
    { BEST "--runtime kata " IMAGE, "uid=0 seccomp=0 nnp=0 rw=/", "runtime:kata" },
    { BEST "--runtime crun " IMAGE, "uid=0", "runtime:crun root-user*" },
};

START_TEST(judges)
{
    const struct hr_strv changes = judge_words(cases[_i].changes);
    struct hr_kernel_facts kernel = kept();
    struct hr_judgement judgement;

    for (size_t i = 0; i < changes.n; i++)
        change(&kernel, changes.v[i]);
    make(cases[_i].line, &kernel, &judgement);
    ck_assert_msg(strcmp(found(&judgement), cases[_i].want) == 0,
                  "%s\n  kernel: %s\n  trips:  %s\n  wants:  %s", cases[_i].line, cases[_i].changes,
                  found(&judgement), cases[_i].want);
}
END_TEST

/* Where the two differ the message says both. */
static const struct {
    const char *line, *changes, *want;
} messages[] = {
    { BEST IMAGE, "+nnp=0",
      "inspect lists no-new-privileges, but process 4800 has NoNewPrivs 0: setuid programs" },
    { BEST IMAGE, "uid=0 count=3",
      "inspect lists --user 5:5, but process 4711 (and 2 more like it) has uid 0: root in the" },
    { BEST IMAGE, "bnd=" SYS_ADMIN,
      "inspect lists no --cap-add SYS_ADMIN, but process 4711 has it in its bounding set: it lets" },
    { BEST IMAGE, "memory=-1",
      "inspect lists --memory 64m, but memory.max sets no limit: so nothing" },
    { BEST IMAGE, "pids=!",
      "inspect lists --pids-limit 9, but the kernel has no pids.max for it: so nothing limits it" },
    { BEST IMAGE, "net=host",
      "inspect lists no --network host, but process 4711 is in the host's net namespace: it listens" },
    { BEST "--security-opt apparmor=x " IMAGE, "",
      "inspect lists --security-opt apparmor=x, but process 4711 has no label: this host has no" },
    { BEST IMAGE, "mount=/x,/etc,ext4,rw,ro",
      "inspect does not list it, but /etc is mounted at /x: that is /etc: passwords" },
};

START_TEST(says_both)
{
    const struct hr_strv changes = judge_words(messages[_i].changes);
    struct hr_kernel_facts kernel = kept();
    struct hr_judgement judgement;

    for (size_t i = 0; i < changes.n; i++)
        change(&kernel, changes.v[i]);
    make(messages[_i].line, &kernel, &judgement);
    ck_assert_uint_eq(judgement.all.n, 1);
    ck_assert_msg(
        strncmp(judgement.all.v[0].message, messages[_i].want, strlen(messages[_i].want)) == 0,
        "%s", judgement.all.v[0].message);
}
END_TEST

/* What is not known changes nothing. */
START_TEST(needs_to_know)
{
    const struct hr_kernel_facts nothing = { .unknown_because = "it has ended" };
    struct hr_judgement with, without;

    make("app", &nothing, &with);
    make("app", NULL, &without);
    ck_assert_uint_gt(with.all.n, 0);
    ck_assert_str_eq(found(&with), found(&without));
    ck_assert_uint_eq(with.exposure, without.exposure);
    ck_assert_str_eq(hr_kernel_text(&nothing, arena),
                     "the kernel could not be asked: it has ended");
}
END_TEST

/* A level of the profile's holds for what the kernel shows as for the rest. */
START_TEST(keeps_levels)
{
    struct hr_kernel_facts kernel = kept();
    struct hr_judgement judgement;

    change(&kernel, "gid=0");
    change(&kernel, "uid=0");
    make(BEST IMAGE, &kernel, &judgement);
    ck_assert_uint_eq(judgement.findings.n, 1);
    ck_assert_str_eq(judgement.findings.v[0].rule->name, "root-user");
    ck_assert_int_eq(judgement.findings.v[0].level, HR_LEVEL_DENY);
    ck_assert_int_eq(judgement.checklist[1].state, HR_STATE_FAIL);
    ck_assert_uint_gt(judgement.exposure, 0);
    /* and it decides what was in doubt */
    kernel = kept();
    make("--user 5 " ROOT NNP REST IMAGE, &kernel, &judgement);
    ck_assert_int_eq(judgement.checklist[1].state, HR_STATE_PASS);
    change(&kernel, "gid=0");
    make("--user 5 " ROOT NNP REST IMAGE, &kernel, &judgement);
    ck_assert_int_eq(judgement.checklist[1].state, HR_STATE_FAIL);
}
END_TEST

START_TEST(tells_how_much)
{
    struct hr_kernel_facts kernel = kept();

    ck_assert_str_eq(hr_kernel_text(&kernel, arena), "the kernel was asked about 1 process");
    kernel.read = 3;
    hr_strv_push(arena, &kernel.unknown, "its mounts cannot be read");
    ck_assert_str_eq(hr_kernel_text(&kernel, arena),
                     "the kernel was asked about 3 processes; its mounts cannot be read");
}
END_TEST

static void setup(void)
{
    rest_facts = (struct hr_facts){
        .image = { .state = HR_KNOWN, .id = "sha256:0", .user = "" },
    };
}

static void add(TCase *tc)
{
    tcase_add_checked_fixture(tc, setup, NULL);
    tcase_add_loop_test(tc, judges, 0, HR_ARRAY_LEN(cases));
    tcase_add_loop_test(tc, says_both, 0, HR_ARRAY_LEN(messages));
    tcase_add_test(tc, needs_to_know);
    tcase_add_test(tc, keeps_levels);
    tcase_add_test(tc, tells_how_much);
}

UNIT_MAIN("kernel", add)
