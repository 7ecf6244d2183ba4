/* SPDX-License-Identifier: MIT */
#include "kernel_tree.h"
#include "unit.h"

#include <inttypes.h>

#define V1_LINE(controller) \
    "31 20 0:29 / /sys/fs/cgroup/" controller " rw,relatime - cgroup cgroup rw," controller "\n"
#define V1_HOST                                                                      \
    "20 1 8:1 / / rw - ext4 /dev/sda1 rw\n" V1_LINE("cpu,cpuacct") V1_LINE("memory") \
        V1_LINE("pids") V1_LINE("name=systemd")
#define V2_HOST                             \
    "20 1 8:1 / / rw - ext4 /dev/sda1 rw\n" \
    "30 20 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n"
#define HYBRID_HOST \
    V1_HOST "32 20 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw,nsdelegate\n"

#define V1_IN(path) \
    "12:pids:" path "\n4:memory:" path "\n3:cpu,cpuacct:" path "\n1:name=systemd:" path "\n"

/* How hosts keep a container's control group, and where its limits are then. */
static const struct layout {
    const char *name, *host, *membership;
    const char *listed;              /* the folder whose cgroup.procs has the processes */
    const char *memory, *cpu, *pids; /* folders */
    bool v1;
} layouts[] = {
    { "v1, cgroupfs", V1_HOST, V1_IN("/docker/" TREE_ID), "pids/docker/" TREE_ID,
      "memory/docker/" TREE_ID, "cpu,cpuacct/docker/" TREE_ID, "pids/docker/" TREE_ID, true },
    { "v1, systemd", V1_HOST, V1_IN("/system.slice/docker-" TREE_ID ".scope"),
      "pids/system.slice/docker-" TREE_ID ".scope", "memory/system.slice/docker-" TREE_ID ".scope",
      "cpu,cpuacct/system.slice/docker-" TREE_ID ".scope",
      "pids/system.slice/docker-" TREE_ID ".scope", true },
    { "hybrid", HYBRID_HOST, V1_IN("/docker/" TREE_ID) "0::/docker/" TREE_ID "\n",
      "pids/docker/" TREE_ID, "memory/docker/" TREE_ID, "cpu,cpuacct/docker/" TREE_ID,
      "pids/docker/" TREE_ID, true },
    { "v2, cgroupfs", V2_HOST, "0::/docker/" TREE_ID "\n", "docker/" TREE_ID, "docker/" TREE_ID,
      "docker/" TREE_ID, "docker/" TREE_ID, false },
    { "v2, systemd", V2_HOST, "0::/system.slice/docker-" TREE_ID ".scope\n",
      "system.slice/docker-" TREE_ID ".scope", "system.slice/docker-" TREE_ID ".scope",
      "system.slice/docker-" TREE_ID ".scope", "system.slice/docker-" TREE_ID ".scope", false },
    { "v2, rootless", V2_HOST,
      "0::/user.slice/user-1000.slice/user@1000.service/user.slice/docker-" TREE_ID ".scope\n",
      "user.slice/user-1000.slice/user@1000.service/user.slice/docker-" TREE_ID ".scope",
      "user.slice/user-1000.slice/user@1000.service/user.slice/docker-" TREE_ID ".scope",
      "user.slice/user-1000.slice/user@1000.service/user.slice/docker-" TREE_ID ".scope",
      "user.slice/user-1000.slice/user@1000.service/user.slice/docker-" TREE_ID ".scope", false },
    { "v2, seen from a group below",
      "20 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
      "30 20 0:26 /host /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n",
      "0::/host/docker/" TREE_ID "\n", "docker/" TREE_ID, "docker/" TREE_ID, "docker/" TREE_ID,
      "docker/" TREE_ID, false },
    { "v2, systemd in the container", V2_HOST, "0::/docker/" TREE_ID "/init.scope\n",
      "docker/" TREE_ID, "docker/" TREE_ID, "docker/" TREE_ID, "docker/" TREE_ID, false },
};

static void limit(const char *folder, const char *name, const char *text)
{
    tree_file(hr_arena_printf(arena, "/sys/fs/cgroup/%s/%s", folder, name), text);
}

/* The host of LAYOUT, with a container of two processes, 64 MiB, 96 MiB with swap, half a CPU, 20 pids. */
static void make_layout(const struct layout *layout)
{
    tree_host(layout->host);
    tree_process(&(const struct tree_process){
        .pid = 4711, .numbers = "4711\t1", .cgroup = layout->membership });
    tree_process(&(const struct tree_process){ .pid = 4712, .cgroup = layout->membership });
    limit(layout->listed, "cgroup.procs", "4711\n4712\n");
    limit(layout->memory, layout->v1 ? "memory.limit_in_bytes" : "memory.max", "67108864\n");
    limit(layout->memory, layout->v1 ? "memory.memsw.limit_in_bytes" : "memory.swap.max",
          layout->v1 ? "100663296\n" : "33554432\n");
    if (layout->v1) {
        limit(layout->cpu, "cpu.cfs_quota_us", "50000\n");
        limit(layout->cpu, "cpu.cfs_period_us", "100000\n");
    } else {
        limit(layout->cpu, "cpu.max", "50000 100000\n");
    }
    limit(layout->pids, "pids.max", "20\n");
}

START_TEST(reads_layouts)
{
    static const int64_t want[HR_LIMITED_COUNT] = { 67108864, 100663296, 500000000, 20 };
    const struct layout *layout = &layouts[_i];
    struct hr_kernel_facts facts;

    make_layout(layout);
    tree_ask(&facts);
    ck_assert_msg(facts.state == HR_KNOWN, "%s: %s", layout->name, facts.unknown_because);
    ck_assert_int_eq(facts.pid, 4711);
    ck_assert_uint_eq(facts.read, 2);
    ck_assert_uint_eq(facts.unread, 0);
    ck_assert(facts.whole);
    ck_assert_uint_eq(facts.processes.n, 1);
    ck_assert_uint_eq(facts.processes.v[0].count, 2);
    ck_assert(facts.processes.v[0].is_first);
    for (size_t i = 0; i < HR_LIMITED_COUNT; i++) {
        ck_assert_msg(facts.limits[i].state == HR_KNOWN, "%s: %s", layout->name,
                      facts.limits[i].file);
        ck_assert_msg(facts.limits[i].value == want[i], "%s: %s is %" PRId64, layout->name,
                      facts.limits[i].file, facts.limits[i].value);
    }
}
END_TEST

/* The same where the engine counts in another PID namespace: 4711 is somebody else here. */
START_TEST(searches_layouts)
{
    const struct layout *layout = &layouts[_i];
    struct hr_kernel_facts facts;

    make_layout(layout);
    tree_process(&(const struct tree_process){
        .pid = 5001, .numbers = "5001\t4711\t1", .cgroup = layout->membership });
    tree_process_file(4711, "cgroup", "0::/user.slice\n1:name=systemd:/user.slice\n");
    tree_process_file(4711, "status", "");
    limit(layout->listed, "cgroup.procs", "4712\n5001\n");
    /* v1 is searched by memory */
    limit(layout->memory, "cgroup.procs", "4712\n5001\n");
    tree_ask(&facts);
    ck_assert_msg(facts.state == HR_KNOWN, "%s: %s", layout->name, facts.unknown_because);
    ck_assert_int_eq(facts.pid, 5001);
    ck_assert_uint_eq(facts.read, 2);
    ck_assert_int_eq(facts.limits[HR_LIMITED_PIDS].value, 20);
}
END_TEST

/* A v2 host with one container, to be changed. */
#define OWN "0::/docker/" TREE_ID "\n"
static void make_plain(const char *procs)
{
    tree_host(V2_HOST);
    tree_process(&(const struct tree_process){ .pid = 4711, .numbers = "4711\t1", .cgroup = OWN });
    limit("docker/" TREE_ID, "cgroup.procs", procs);
}

START_TEST(never_tells_of_others)
{
    static const struct {
        const char *name, *membership;
    } others[] = {
        { "the host's", "0::/user.slice\n" },
        { "another container's", "0::/docker/" TREE_OTHER "\n" },
        { "one whose name starts alike", "0::/docker/" TREE_ID "0\n" },
        { "nowhere", "" },
        { "malformed", "docker/" TREE_ID "\n" },
        { "of another hierarchy", "5:memory:/docker/" TREE_ID "\n" },
    };
    struct hr_kernel_facts facts;

    for (size_t i = 0; i < HR_ARRAY_LEN(others); i++) {
        if (i == 0)
            make_plain("4711\n4712\n");
        /* its number was given to another process after the group was listed */
        tree_file("/proc/4712/cgroup", others[i].membership);
        if (i == 0)
            tree_process(&(const struct tree_process){
                .pid = 4712, .uid = "0", .cgroup = others[i].membership });
        tree_ask(&facts);
        ck_assert_msg(facts.state == HR_KNOWN && facts.read == 1, "%s: %zu", others[i].name,
                      facts.read);
        ck_assert_uint_eq(facts.processes.v[0].uid[0], 1000);
    }
}
END_TEST

/* Nor where the group is searched for, and the first in its list is no process of it any more. */
START_TEST(finds_its_own_first)
{
    const struct hr_kernel_question question = { .root = scratch, .id = TREE_ID, .pid = 99 };
    struct hr_kernel_facts facts;

    make_plain("4700\n4711\n");
    tree_process(&(const struct tree_process){
        .pid = 4700, .numbers = "4700\t1", .cgroup = "0::/docker/" TREE_OTHER "\n" });
    hr_kernel_ask(&question, arena, &facts);
    ck_assert_int_eq(facts.state, HR_KNOWN);
    ck_assert_int_eq(facts.pid, 4711);
}
END_TEST

START_TEST(says_why_unknown)
{
    struct hr_kernel_facts facts;
    struct hr_kernel_question question = { .root = scratch, .id = TREE_ID, .pid = 4711 };

    /* an empty machine */
    hr_kernel_ask(&question, arena, &facts);
    ck_assert_int_eq(facts.state, HR_UNKNOWN);
    ck_assert_ptr_nonnull(strstr(facts.unknown_because, "process 4711 is none of its"));
    /* 4711 is another container's */
    make_plain("4711\n");
    question.id = TREE_OTHER;
    hr_kernel_ask(&question, arena, &facts);
    ck_assert_int_eq(facts.state, HR_UNKNOWN);
    ck_assert_uint_eq(facts.processes.n, 0);
    question.id = "";
    hr_kernel_ask(&question, arena, &facts);
    ck_assert_str_eq(facts.unknown_because, "it has no id that processes can be told by");
    /* its group is there, its processes are not */
    question.id = TREE_ID;
    limit("docker/" TREE_ID, "cgroup.procs", "");
    question.pid = 99;
    hr_kernel_ask(&question, arena, &facts);
    ck_assert_int_eq(facts.state, HR_UNKNOWN);
}
END_TEST

/* Others can make control groups below their own, and call them as they like; those of a rootless engine
 * are its user's. Only root can make what is somebody else's. */
START_TEST(trusts_no_others)
{
    const bool root = geteuid() == 0;
    const char *folder = scratch_text("@/sys/fs/cgroup/docker/" TREE_ID);
    struct hr_kernel_question question = { .root = scratch, .id = TREE_ID, .pid = 4711 };
    struct hr_kernel_facts facts;

    make_plain("4711\n");
    tree_process(&(const struct tree_process){ .pid = 300 });
    tree_link("/proc/300/ns/mnt", "mnt:[4026531002]");
    if (root)
        ck_assert_int_eq(chown(folder, 12345, 12345), 0);
    hr_kernel_ask(&question, arena, &facts);
    ck_assert_int_eq(facts.state, root ? HR_UNKNOWN : HR_KNOWN);
    if (root)
        ck_assert_int_eq(chown(scratch_text("@/proc/300"), 12345, 12345), 0);
    question.engine = 300;
    hr_kernel_ask(&question, arena, &facts);
    ck_assert_int_eq(facts.state, HR_KNOWN);
}
END_TEST

START_TEST(counts_every_process)
{
    struct hr_kernel_facts facts;

    make_plain("4711\n4712\n4713\n4714\n4715\n4716\n4717\n4718\n4721\n4722\n4723\n");
    /* docker exec -u 0, with more rights */
    tree_process(&(const struct tree_process){
        .pid = 4712, .uid = "0", .caps = "00000000a80425fb", .cgroup = OWN });
    /* like the first, in a group that the container made */
    tree_process(&(const struct tree_process){ .pid = 4720,
                                               .cgroup = "0::/docker/" TREE_ID "/below/deep\n" });
    limit("docker/" TREE_ID "/below/deep", "cgroup.procs", "4720\n");
    /* ended, but nobody has asked how */
    tree_process(&(const struct tree_process){
        .pid = 4713, .uid = "0", .state = "Z (zombie)", .cgroup = OWN });
    /* runc at work in it, for a second */
    tree_process(&(const struct tree_process){
        .pid = 4714, .name = "runc:[2:INIT]", .uid = "0", .cgroup = OWN });
    tree_process_file(
        4714, "stat",
        hr_arena_printf(arena,
                        "4714 (runc:[2:INIT]) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 "
                        "%ld 0 0\n",
                        999 * sysconf(_SC_CLK_TCK)));
    /* the same before it has a name, younger than the clock that was read */
    tree_process(&(const struct tree_process){ .pid = 4721, .uid = "0", .cgroup = OWN });
    tree_link("/proc/4721/ns/mnt", "mnt:[4026531002]");
    tree_process_file(4721, "stat",
                      hr_arena_printf(arena,
                                      "4721 (exe) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 %ld 0\n",
                                      1001 * sysconf(_SC_CLK_TCK)));
    /* and ended while it was looked at */
    tree_process(&(const struct tree_process){
        .pid = 4722, .name = "runc:[2:INIT]", .uid = "0", .cgroup = OWN });
    /* one that only calls itself so */
    tree_process(&(const struct tree_process){
        .pid = 4715, .name = "runc:[2:INIT]", .uid = "5", .cgroup = OWN });
    tree_process_file(4715, "stat",
                      hr_arena_printf(arena,
                                      "4715 (runc:) 9 9 9) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 "
                                      "%ld 0 0\n",
                                      900 * sysconf(_SC_CLK_TCK)));
    /* a browser that made a user namespace for itself */
    tree_process(&(const struct tree_process){ .pid = 4716,
                                               .caps = "000001ffffffffff",
                                               .cgroup = OWN,
                                               .user_namespace = "user:[4026539999]" });
    /* of no form that is known */
    tree_process(&(const struct tree_process){ .pid = 4717, .uid = "x", .cgroup = OWN });
    /* nobody knows of which group */
    tree_process(&(const struct tree_process){ .pid = 4723 });
    scratch_folder("@/proc/4723/cgroup");
    /* 4718 has ended, but is still listed: hidden from this user */
    tree_ask(&facts);
    ck_assert_uint_eq(facts.read, 5);
    ck_assert_uint_eq(facts.unread, 5);
    ck_assert(!facts.whole);
    ck_assert_uint_eq(facts.processes.n, 4);
    ck_assert_uint_eq(facts.processes.v[0].count, 2);
    ck_assert_uint_eq(facts.processes.v[1].uid[0], 0);
    ck_assert_int_eq(facts.processes.v[1].pid, 4712);
    ck_assert(!facts.processes.v[1].is_first);
    ck_assert_uint_eq(facts.processes.v[2].uid[0], 5);
    ck_assert(facts.processes.v[3].in_own_userns);
    ck_assert_str_eq(facts.unknown.v[0], "3 of its processes cannot be read");
    ck_assert_str_eq(facts.unknown.v[1], "the runtime is still starting 2 of its processes");
}
END_TEST

/* What is not listed may be anything. */
START_TEST(tells_of_a_list_in_part)
{
    struct hr_kernel_facts facts;

    make_plain("4711\nx\n");
    tree_ask(&facts);
    ck_assert_int_eq(facts.state, HR_KNOWN);
    ck_assert_uint_eq(facts.read, 1);
    ck_assert_uint_eq(facts.unread, 0);
    ck_assert(!facts.whole);
    ck_assert_str_eq(facts.unknown.v[0], "not all of its processes can be listed");
}
END_TEST

START_TEST(is_bounded)
{
    struct hr_strv pids = { 0 };
    struct hr_kernel_facts facts;

    make_plain("");
    hr_strv_push(arena, &pids, "4711");
    for (int i = 0; i < 300; i++) {
        hr_strv_pushf(arena, &pids, "%d", 10000 + i);
        tree_process(&(const struct tree_process){ .pid = 10000 + i,
                                                   .uid = hr_arena_printf(arena, "%d", 2000 + i),
                                                   .cgroup = OWN,
                                                   .bare = true });
    }
    limit("docker/" TREE_ID, "cgroup.procs", hr_strv_join(arena, &pids, "\n"));
    tree_ask(&facts);
    ck_assert_uint_eq(facts.processes.n, HR_PROCESS_SETS_MAX);
    ck_assert_uint_eq(facts.read + facts.unread, 301);
    ck_assert_uint_eq(facts.unread, 301 - HR_PROCESS_SETS_MAX);
}
END_TEST

/* No control group has the container's name: the shim above its first process does. */
START_TEST(finds_by_shim)
{
    static const char words[] = "/usr/bin/containerd-shim-runc-v2\0-namespace\0moby\0-id\0" TREE_ID;
    struct hr_kernel_facts facts;
    FILE *file;

    tree_host(V2_HOST);
    tree_process(&(const struct tree_process){ .pid = 4711, .cgroup = "0::/user.slice\n" });
    tree_process(&(const struct tree_process){ .pid = 4712, .cgroup = "0::/user.slice\n" });
    tree_process(&(const struct tree_process){ .pid = 4713, .cgroup = "0::/user.slice\n" });
    tree_link("/proc/4713/ns/pid", "pid:[4026531836]");
    limit("user.slice", "memory.max", "1000\n");
    tree_ask(&facts);
    ck_assert_int_eq(facts.state, HR_UNKNOWN);
    tree_process_file(4000, "cmdline", "");
    file = fopen(scratch_text("@/proc/4000/cmdline"), "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(words, 1, sizeof(words), file), sizeof(words));
    ck_assert_int_eq(fclose(file), 0);
    tree_ask(&facts);
    ck_assert_int_eq(facts.state, HR_KNOWN);
    /* those of its PID namespace, not of the session that it was started in */
    ck_assert_uint_eq(facts.read, 2);
    ck_assert(facts.whole);
    /* and the limits there are not its own */
    for (size_t i = 0; i < HR_LIMITED_COUNT; i++)
        ck_assert_int_eq(facts.limits[i].state, HR_ABSENT);
    /* where a PID namespace cannot be told, its processes may be the container's */
    ck_assert_int_eq(unlink(scratch_text("@/proc/4713/ns/pid")), 0);
    tree_process_file(4713, "ns/pid", "");
    tree_ask(&facts);
    ck_assert_uint_eq(facts.read, 2);
    ck_assert(!facts.whole);
}
END_TEST

static const struct {
    const char *name, *file, *text;
    enum hr_limited which;
    enum hr_knowledge state;
    int64_t value;
} odd_limits[] = {
    { "no controller", NULL, NULL, HR_LIMITED_MEMORY, HR_ABSENT, 0 },
    { "none", "memory.max", "max\n", HR_LIMITED_MEMORY, HR_KNOWN, -1 },
    { "garbage", "memory.max", "lots\n", HR_LIMITED_MEMORY, HR_UNKNOWN, 0 },
    { "empty", "pids.max", "", HR_LIMITED_PIDS, HR_UNKNOWN, 0 },
    { "a quota of no period", "cpu.max", "5 0\n", HR_LIMITED_CPUS, HR_UNKNOWN, 0 },
    { "no quota", "cpu.max", "max 100000\n", HR_LIMITED_CPUS, HR_KNOWN, -1 },
    { "swap of memory without limit", "memory.swap.max", "0\n", HR_LIMITED_SWAP, HR_ABSENT, 0 },
};

START_TEST(reads_odd_limits)
{
    const struct hr_limit_facts *got;
    struct hr_kernel_facts facts;

    make_plain("4711\n");
    if (odd_limits[_i].file)
        limit("docker/" TREE_ID, odd_limits[_i].file, odd_limits[_i].text);
    tree_ask(&facts);
    got = &facts.limits[odd_limits[_i].which];
    ck_assert_msg(got->state == odd_limits[_i].state, "%s: %d", odd_limits[_i].name, got->state);
    if (got->state == HR_KNOWN)
        ck_assert_int_eq(got->value, odd_limits[_i].value);
}
END_TEST

START_TEST(compares_namespaces)
{
    struct hr_kernel_facts facts;
    struct hr_kernel_question question = {
        .root = scratch, .id = TREE_ID, .pid = 4711, .engine = 300
    };

    make_plain("4711\n");
    /* the host's names, and the network of an engine that has its own */
    tree_link("/proc/4711/ns/uts", "uts:[4026531006]");
    tree_link("/proc/4711/ns/net", "net:[4026537777]");
    tree_ask(&facts);
    for (size_t i = 0; i < HR_NAMESPACE_COUNT; i++) {
        ck_assert_int_eq(facts.namespaces[i].state, HR_KNOWN);
        ck_assert_msg(facts.namespaces[i].is_hosts ==
                          (i == HR_NAMESPACE_UTS || i == HR_NAMESPACE_USER),
                      "%s", hr_namespace_name((enum hr_namespace)i));
    }
    tree_process(&(const struct tree_process){ .pid = 300, .uid = "0", .bounding = "ff" });
    tree_link("/proc/300/ns/mnt", "mnt:[4026537776]");
    tree_link("/proc/300/ns/net", "net:[4026537777]");
    tree_link("/proc/300/ns/user", "user:[4026537778]");
    tree_link("/proc/4711/ns/user", "user:[4026537778]");
    hr_kernel_ask(&question, arena, &facts);
    ck_assert_int_eq(facts.state, HR_KNOWN);
    ck_assert(facts.namespaces[HR_NAMESPACE_NET].is_hosts);
    ck_assert(!facts.namespaces[HR_NAMESPACE_USER].is_hosts);
    ck_assert_uint_eq(facts.every_capability, 0xff);
    /* what cannot be read is not the same */
    ck_assert_int_eq(unlink(scratch_text("@/proc/4711/ns/ipc")), 0);
    hr_kernel_ask(&question, arena, &facts);
    ck_assert_int_eq(facts.namespaces[HR_NAMESPACE_IPC].state, HR_UNKNOWN);
    ck_assert_str_eq(facts.unknown.v[0], "its namespaces cannot be read: ipc");
}
END_TEST

START_TEST(reads_the_rest)
{
    struct hr_kernel_facts facts;

    make_plain("4711\n");
    tree_process_file(4711, "uid_map", "0 100000 65536\n");
    tree_process_file(4711, "gid_map", "5 5 1\n");
    tree_process_file(4711, "attr/current", "docker-default (enforce)\n");
    tree_file("/proc/swaps", "Filename\tType\n/dev/sda2\tpartition\t1\t0\t-2\n");
    tree_ask(&facts);
    ck_assert_int_eq(facts.root_user, HR_KNOWN);
    ck_assert_uint_eq(facts.root_uid, 100000);
    ck_assert_int_eq(facts.root_group, HR_ABSENT);
    ck_assert_int_eq(facts.processes.v[0].lsm, HR_LSM_APPARMOR);
    ck_assert_str_eq(facts.processes.v[0].label, "docker-default (enforce)");
    ck_assert(facts.has_swap);
    ck_assert_uint_eq(facts.every_capability, 0x1ffffffffff);
    tree_process_file(4711, "attr/current", "a\033[31m");
    tree_process_file(4711, "uid_map", "");
    tree_ask(&facts);
    ck_assert_int_eq(facts.processes.v[0].lsm, HR_LSM_UNKNOWN);
    ck_assert_ptr_null(strchr(facts.processes.v[0].label, '\033'));
    ck_assert_int_eq(facts.root_user, HR_UNKNOWN);
}
END_TEST

static const struct hr_kernel_mount *mount_at(const struct hr_kernel_facts *facts,
                                              const char *point)
{
    for (size_t i = 0; i < facts->mounts.n; i++) {
        if (strcmp(facts->mounts.v[i].point, point) == 0)
            return &facts->mounts.v[i];
    }
    ck_abort_msg("nothing is mounted at %s", point);
    return NULL;
}

START_TEST(reads_mounts)
{
    static const struct {
        const char *point, *host;
        bool read_only, noexec;
    } want[] = {
        { "/", NULL, true, false },
        { "/e", "/etc", true, false },
        { "/e/below", "/srv/x", false, false },
        { "/data", "/mnt/data/a b", false, false },
        { "/all", "/mnt/data", true, false },
        { "/tmp", NULL, false, true },
        { "/etc/hosts", NULL, false, false },
        { "/own", NULL, false, false },
        { "/dev/shm", NULL, false, true },
        { "/foreign", NULL, false, false },
        { "/twice", "/srv", true, false },
    };
    struct hr_kernel_facts facts;

    make_plain("4711\n");
    tree_file("/proc/self/mountinfo",
              V2_HOST "40 20 8:2 / /mnt/data rw - ext4 /dev/sdb rw\n"
                      "41 20 8:2 / /mnt/again/data rw - ext4 /dev/sdb rw\n");
    tree_process_file(4711, "mountinfo",
                      "1 0 0:48 / / ro,relatime - overlay overlay rw,lowerdir=x\n"
                      "2 1 8:1 /etc /e ro,relatime - ext4 /dev/sda1 rw\n"
                      "3 2 8:1 /srv/x /e/below rw,relatime - ext4 /dev/sda1 rw\n"
                      "4 1 8:2 /a\\040b /data rw,relatime - ext4 /dev/sdb rw\n"
                      "5 1 8:2 / /all rw,relatime - ext4 /dev/sdb ro\n"
                      "6 1 0:90 / /tmp rw,nosuid,nodev,noexec - tmpfs tmpfs rw,size=65536k\n"
                      "7 1 8:1 /var/lib/docker/containers/" TREE_OTHER
                      "/hosts /etc/hosts rw - ext4 /dev/sda1 rw\n"
                      "8 1 8:1 /var/lib/docker/containers/" TREE_ID
                      "/mounts/x /own rw - ext4 /dev/sda1 rw\n"
                      "9 1 8:1 /x /dev/shm rw,noexec - ext4 /dev/sda1 rw\n"
                      "10 1 7:7 /x /foreign rw - ext4 /dev/sdz rw\n"
                      "11 1 8:1 /etc /twice rw - ext4 /dev/sda1 rw\n"
                      "12 1 8:1 /srv /twice ro - ext4 /dev/sda1 rw\n");
    tree_ask(&facts);
    ck_assert_int_eq(facts.mounted, HR_KNOWN);
    ck_assert_uint_eq(facts.mounts.n, HR_ARRAY_LEN(want));
    for (size_t i = 0; i < HR_ARRAY_LEN(want); i++) {
        const struct hr_kernel_mount *got = mount_at(&facts, want[i].point);

        ck_assert_msg(!want[i].host == !got->host &&
                          (!got->host || strcmp(want[i].host, got->host) == 0),
                      "%s: %s", want[i].point, got->host);
        ck_assert_msg(want[i].read_only == got->read_only && want[i].noexec == got->noexec, "%s",
                      want[i].point);
    }
    ck_assert_str_eq(mount_at(&facts, "/tmp")->options, "rw,size=65536k");
    ck_assert_uint_eq(facts.sources.n, 5);
}
END_TEST

static void add(TCase *tc)
{
    tcase_add_checked_fixture(tc, scratch_setup, scratch_teardown);
    tcase_add_loop_test(tc, reads_layouts, 0, HR_ARRAY_LEN(layouts));
    tcase_add_loop_test(tc, searches_layouts, 0, HR_ARRAY_LEN(layouts));
    tcase_add_test(tc, never_tells_of_others);
    tcase_add_test(tc, says_why_unknown);
    tcase_add_test(tc, trusts_no_others);
    tcase_add_test(tc, counts_every_process);
    tcase_add_test(tc, tells_of_a_list_in_part);
    tcase_add_test(tc, is_bounded);
    tcase_add_test(tc, finds_its_own_first);
    tcase_add_test(tc, finds_by_shim);
    tcase_add_loop_test(tc, reads_odd_limits, 0, HR_ARRAY_LEN(odd_limits));
    tcase_add_test(tc, compares_namespaces);
    tcase_add_test(tc, reads_the_rest);
    tcase_add_test(tc, reads_mounts);
}

UNIT_MAIN("kernel_tree", add)
