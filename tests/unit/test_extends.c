/* SPDX-License-Identifier: MIT */
/* Profiles that extend others: where they are found, what they come to, what is said where not. */
#include "hrun/guard/rule.h"
#include "hrun/policy/store.h"

#include "scratch.h"
#include "unit.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Texts of this file write ' for ". */
static const char *quoted(const char *text)
{
    char *copy = hr_arena_strdup(arena, text);

    for (char *c = strchr(copy, '\''); c; c = strchr(c, '\''))
        *c = '"';
    return copy;
}

/* The profile in the file at PATH, "FOLDER/NAME.json": MEMBERS beside its version and name. */
static void put(const char *path, const char *members)
{
    const char *name = strrchr(path, '/') + 1;
    const char *text = hr_arena_printf(arena, "{'version':1,'name':'%.*s',\n%s}",
                                       (int)strcspn(name, "."), name, members);

    scratch_file(path, quoted(text), 0644);
}

static bool choose(const char *flag, struct hr_choice *out, struct hr_errors *errs)
{
    const struct hr_rule_names rules = hr_rule_names(arena);
    struct hr_store store = { .uid = getuid(), .gid = getgid(), .rules = &rules };

    *errs = (struct hr_errors){ 0 };
    hr_strv_push(arena, &store.folders, scratch_text("@/a"));
    hr_strv_push(arena, &store.folders, scratch_text("@/b"));
    return hr_store_choose(&store, &(struct hr_wish){ .flag = flag }, arena, out, errs);
}

static const struct hr_profile *get(const char *flag)
{
    struct hr_choice choice;
    struct hr_errors errs;
    const bool there = choose(flag, &choice, &errs);

    ck_assert_msg(there, "%s", there ? "" : hr_error_text(&errs.v[0], arena));
    return choice.profile;
}

static void enter(void)
{
    ck_assert_int_eq(mkdir(scratch_text("@/a"), 0755), 0);
    ck_assert_int_eq(mkdir(scratch_text("@/b"), 0755), 0);
}

START_TEST(first_found)
{
    put("@/b/x.json", "'shm_size':'1m'");
    ck_assert_str_eq(get("x")->shm_size, "1m");
    ck_assert_str_eq(get("x")->path, scratch_text("@/b/x.json"));
    put("@/a/x.json", "'shm_size':'2m'");
    ck_assert_str_eq(get("x")->shm_size, "2m");
    put("@/b/none.json", "'shm_size':'3m'");
    ck_assert_str_eq(get("none")->shm_size, "3m");
    ck_assert_ptr_null(get("default")->path);
}
END_TEST

START_TEST(of_builtin)
{
    const struct hr_profile *p;

    put("@/a/mine.json", "'extends':'default','mem_limit':'1g','tmpfs':{'/run':null,'/var/x':"
                         "{'size':'1m'}},'fallback_user':null,'cap_add':['CHOWN']");
    p = get("mine");
    ck_assert_str_eq(p->name, "mine");
    ck_assert_str_eq(p->extends, "default");
    ck_assert_ptr_null(p->description);
    ck_assert_str_eq(p->mem_limit, "1g");
    ck_assert_ptr_null(p->fallback_user);
    ck_assert(p->read_only);
    ck_assert_str_eq(hr_strv_join(arena, &p->cap_drop, " "), "ALL");
    ck_assert_str_eq(hr_strv_join(arena, &p->cap_add, " "), "CHOWN");
    ck_assert_uint_eq(p->tmpfs.n, 2);
    ck_assert_str_eq(p->tmpfs.v[0].path, "/tmp");
    ck_assert_str_eq(p->tmpfs.v[1].path, "/var/x");
    ck_assert_str_eq(hr_profile_origin(p, "/mem_limit"), "mine");
    ck_assert_str_eq(hr_profile_origin(p, "/read_only"), "default");
    ck_assert_str_eq(hr_profile_origin(p, "/tmpfs/~1tmp"), "default");
    ck_assert_str_eq(hr_profile_origin(p, "/tmpfs/~1var~1x"), "mine");
    ck_assert_str_eq(hr_profile_origin(p, "/no/such"), "mine");
}
END_TEST

/* Each `default` changes the next one on the path. */
START_TEST(own_name)
{
    const struct hr_profile *p;

    put("@/a/default.json", "'extends':'default','cpus':2");
    put("@/b/default.json", "'extends':'default','cpus':3,'mem_limit':'64m'");
    p = get("default");
    ck_assert_str_eq(p->cpus, "2");
    ck_assert_str_eq(p->mem_limit, "64m");
    ck_assert_int_eq(p->pids_limit, 200);
    ck_assert_str_eq(hr_profile_chain(&p->chain, arena), "default extends default extends default");
    ck_assert_uint_eq(p->chain.n, 3);
}
END_TEST

/* A path is below the folder of the file that says it; a file named by a path stands on no path. */
START_TEST(paths)
{
    const struct hr_profile *p;

    put("@/top.json", "'extends':'./b/../b/base.json','cpus':2");
    put("@/b/base.json", "'extends':'../root.json','cpus':3,'shm_size':'1m'");
    put("@/root.json", "'init':true,'seccomp':'./filter'");
    p = get(scratch_text("@/top.json"));
    ck_assert_str_eq(p->cpus, "2");
    ck_assert_str_eq(p->shm_size, "1m");
    ck_assert(p->init);
    ck_assert_str_eq(p->path, scratch_text("@/top.json"));
    ck_assert_str_eq(p->seccomp, scratch_text("@/b/../b/../filter"));
    put("@/default.json", "'extends':'default','cpus':4");
    p = get(scratch_text("@/default.json"));
    ck_assert_str_eq(p->cpus, "4");
    ck_assert_str_eq(p->mem_limit, "512m");
}
END_TEST

/* What a profile comes to is its hash, however it came to it. */
START_TEST(hash)
{
    put("@/a/x.json", "'extends':'y','cpus':2,'rules':{'gpus':'deny'}");
    put("@/a/y.json", "'description':'y','cpus':3,'rules':{'runtime':'warn'}");
    put("@/b/x.json", "'rules':{'runtime':'warn','gpus':'deny'},'cpus':2");
    ck_assert_str_eq(get("x")->sha256, get(scratch_text("@/b/x.json"))->sha256);
}
END_TEST

static const struct {
    const char *a, *b, *c; /* the members of a/x.json, a/y.json and b/z.json; NULL: no such file */
    const char *file;      /* which the error is about */
    size_t line, column;
    const char *pointer, *msg, *hint;
} bad_cases[] = {
    /* what is extended is not there */
    { "'extends':'yy'", "", NULL, "a/x", 2, 11, "/extends",
      "no profile is called 'yy'; there are " SHIPPED ", x, y", NULL },
    { "'extends':'defalt'", NULL, NULL, "a/x", 2, 11, "/extends",
      "no profile is called 'defalt'; there are " SHIPPED ", x", "did you mean 'default'?" },
    { "'extends':'x'", NULL, NULL, "a/x", 2, 11, "/extends",
      "no profile is called 'x'; there are " SHIPPED ", x",
      "a file is named by a path, such as ./mine.json" },
    { "'extends':'y'", "'extends':'z'", NULL, "a/y", 2, 11, "/extends",
      "no profile is called 'z'; there are " SHIPPED ", x, y (x extends y)", NULL },
    { "'extends':'./n.json'", NULL, NULL, "a/x", 2, 11, "/extends", NULL, NULL },
    { "'extends':'Y'", "", NULL, "a/x", 2, 11, "/extends",
      "no profile is called 'Y'; there are " SHIPPED ", x, y", NULL },
    { "'extends':'..'", NULL, NULL, "a/x", 2, 11, "/extends",
      "no profile is called '..'; there are " SHIPPED ", x", NULL },
    { "'extends':['y']", "", NULL, "a/x", 2, 11, "/extends",
      "want the name of a profile or a path, found an array", NULL },
    { "'extends':null", NULL, NULL, "a/x", 2, 11, "/extends",
      "want the name of a profile or a path, found null", "leave the key out to set nothing" },
    /* circles */
    { "'extends':'./x.json'", NULL, NULL, "a/x", 2, 11, "/extends",
      "a profile cannot extend itself (x extends x)", NULL },
    { "'extends':'y'", "'extends':'x'", NULL, "a/y", 2, 11, "/extends",
      "a profile cannot extend itself (x extends y extends x)", NULL },
    { "'extends':'y'", "'extends':'z'", "'extends':'../a/y.json'", "b/z", 2, 11, "/extends",
      "a profile cannot extend itself (x extends y extends z extends y)", NULL },
    /* nulls that would loosen */
    { "'extends':'y','rules':null", "'rules':{'gpus':'deny'}", NULL, "a/x", 2, 23, "/rules",
      "want an object of rules, found null",
      "null would drop what is extended (x extends y): write what holds instead" },
    { "'extends':'y','rules':{'gpus':null}", "'rules':{'gpus':'deny'}", NULL, "a/x", 2, 31,
      "/rules/gpus", "want 'allow', 'warn' or 'deny', found null",
      "null would drop what is extended (x extends y): write what holds instead" },
    { "'extends':'y','max':{'cpus':null}", "'max':{'cpus':4}", NULL, "a/x", 2, 29, "/max/cpus",
      "want a number of at least 0.01, such as 1.5, found null",
      "null would drop what is extended (x extends y): write what holds instead" },
    { "'cpus':null", NULL, NULL, "a/x", 2, 8, "/cpus",
      "want a number of at least 0.01, such as 1.5, found null",
      "leave the key out to set nothing" },
    { "'extends':'y','cup':null", "", NULL, "a/x", 2, 15, "/cup", "unknown key 'cup'", NULL },
    { "'extends':'y','cap_add':[null]", "", NULL, "a/x", 2, 26, "/cap_add/0",
      "want a capability or 'ALL', found null", NULL },
    /* what is extended is wrong, mended or not */
    { "'extends':'y','cpus':1", "'cpus':0", NULL, "a/y", 2, 8, "/cpus",
      "want a number of at least 0.01, such as 1.5, found 0 (x extends y)", NULL },
    { "'extends':'y'", "'cpsu':1", NULL, "a/y", 2, 1, "/cpsu", "unknown key 'cpsu' (x extends y)",
      "did you mean 'cpus'?" },
    { "'extends':'y'", "'extends':'z'", "'cpus':null", "b/z", 2, 8, "/cpus",
      "want a number of at least 0.01, such as 1.5, found null (x extends y extends z)",
      "leave the key out to set nothing" },
    { "'extends':'y'", "x", NULL, "a/y", 2, 1, "", NULL, NULL },
    /* what only the whole shows */
    { "'extends':'y','memswap_limit':'1g'", "'mem_limit':'2g'", NULL, "a/x", 2, 31,
      "/memswap_limit", "want 'mem_limit' or a size not below mem_limit, such as '1g', found '1g'",
      NULL },
    { "'extends':'y','mem_limit':'2g'", "'memswap_limit':'1g'", NULL, "a/y", 2, 17,
      "/memswap_limit", "want 'mem_limit' or a size not below mem_limit, such as '1g', found '1g'",
      NULL },
    { "'extends':'y','tmpfs':{'/a':{'exec':true}}", "'tmpfs':{'/b':{'size':'1m'}}", NULL, "a/x", 2,
      29, "/tmpfs/~1a", "the key 'size' is missing", NULL },
    { "'extends':'y','tmpfs':{'/b':{'size':null}}", "'tmpfs':{'/b':{'size':'1m'}}", NULL, "a/x", 2,
      29, "/tmpfs/~1b", "the key 'size' is missing", NULL },
    { "'extends':'y','ulimits':{'core':{'soft':9}}", "'ulimits':{'core':{'soft':1,'hard':5}}", NULL,
      "a/x", 2, 33, "/ulimits/core",
      "want a whole number, -1 for unlimited, or an object of soft and hard, not above hard, found "
      "an object",
      NULL },
};

START_TEST(bad)
{
    const char *const members[] = { bad_cases[_i].a, bad_cases[_i].b, bad_cases[_i].c };
    const char *const files[] = { "@/a/x.json", "@/a/y.json", "@/b/z.json" };
    struct hr_choice choice = { 0 };
    const struct hr_error *got;
    struct hr_errors errs;

    for (size_t i = 0; i < HR_ARRAY_LEN(files); i++) {
        if (members[i])
            put(files[i], *members[i] ? members[i] : "'init':true");
    }
    ck_assert(!choose("x", &choice, &errs));
    ck_assert_ptr_null(choice.profile);
    ck_assert_uint_eq(errs.n, 1);
    got = &errs.v[0];
    ck_assert_str_eq(got->where.source,
                     scratch_text(hr_arena_printf(arena, "@/%s.json", bad_cases[_i].file)));
    ck_assert_uint_eq(got->where.line, bad_cases[_i].line);
    ck_assert_uint_eq(got->where.column, bad_cases[_i].column);
    if (!bad_cases[_i].msg)
        return;
    ck_assert_str_eq(got->where.pointer, bad_cases[_i].pointer);
    ck_assert_str_eq(got->msg, quoted(bad_cases[_i].msg));
    if (bad_cases[_i].hint)
        ck_assert_str_eq(got->hint, quoted(bad_cases[_i].hint));
}
END_TEST

START_TEST(errors_of_all)
{
    struct hr_choice choice;
    struct hr_errors errs;

    put("@/a/x.json", "'extends':'y','cpus':0,'cup':1");
    put("@/a/y.json", "'cpus':0");
    ck_assert(!choose("x", &choice, &errs));
    ck_assert_uint_eq(errs.n, 3);
    ck_assert_str_eq(errs.v[1].where.pointer, "/cup");
    ck_assert_str_eq(errs.v[2].where.source, scratch_text("@/a/y.json"));
}
END_TEST

START_TEST(too_deep)
{
    struct hr_choice choice;
    struct hr_errors errs;

    for (int i = 0; i < 40; i++)
        put(hr_arena_printf(arena, "@/a/p%d.json", i),
            hr_arena_printf(arena, "'extends':'p%d'", i + 1));
    put("@/a/p40.json", "'init':true");
    ck_assert(get("p30")->init);
    ck_assert(!choose("p0", &choice, &errs));
    ck_assert_uint_eq(errs.n, 1);
    ck_assert_str_eq(errs.v[0].where.source, scratch_text("@/a/p15.json"));
    ck_assert_ptr_nonnull(strstr(errs.v[0].msg, "(p0 extends p1 extends"));
}
END_TEST

/* A file is called what its profile is called: a label names a profile by that. */
START_TEST(other_name)
{
    struct hr_choice choice;
    struct hr_errors errs;

    scratch_file("@/a/strict.json", quoted("{'version':1,\n'name':'loose'}"), 0644);
    ck_assert(!choose("strict", &choice, &errs));
    ck_assert_uint_eq(errs.n, 1);
    ck_assert_uint_eq(errs.v[0].where.line, 2);
    ck_assert_str_eq(errs.v[0].msg, "a profile in a file strict.json is called \"strict\"");
    ck_assert_str_eq(get(scratch_text("@/a/strict.json"))->name, "loose");
}
END_TEST

/* Whose word a named profile is. The caller is somebody else than root. */
static const struct {
    mode_t folder, file;
    uid_t owner;
    gid_t group;
    const char *msg; /* NULL: it is taken */
} owners[] = {
    { 0755, 0644, 0, 0, NULL },
    { 0775, 0664, 0, 0, NULL },
    { 0700, 0600, 1000, 1000, NULL },
    { 0775, 0664, 1000, 1000, NULL },
    { 0775, 0644, 1000, 50, "its group can" },
    { 0755, 0664, 1000, 50, "its group can" },
    { 0755, 0644, 1000, 50, NULL },
    { 0757, 0644, 0, 0, "everybody can write" },
    { 01777, 0644, 0, 0, "everybody can write" },
    { 0755, 0646, 0, 0, "everybody can write" },
    { 0755, 0644, 1001, 0, "it belongs to user 1001" },
};

START_TEST(owner)
{
    const struct hr_rule_names rules = { 0 };
    struct hr_store store = { .uid = 1000, .gid = 1000, .rules = &rules };
    const char *file = scratch_text("@/a/x.json"), *folder = scratch_text("@/a");
    struct hr_errors errs = { 0 };
    struct hr_choice choice;
    bool taken;

    if (getuid() != 0)
        return; /* only root can give files away */
    hr_strv_push(arena, &store.folders, folder);
    put("@/a/x.json", "'init':true");
    ck_assert_int_eq(chown(file, owners[_i].owner, owners[_i].group), 0);
    ck_assert_int_eq(chown(folder, owners[_i].owner, owners[_i].group), 0);
    ck_assert_int_eq(chmod(file, owners[_i].file), 0);
    ck_assert_int_eq(chmod(folder, owners[_i].folder), 0);
    taken = hr_store_choose(&store, &(struct hr_wish){ .flag = "x" }, arena, &choice, &errs);
    ck_assert_int_eq(taken, owners[_i].msg == NULL);
    if (!taken)
        ck_assert_msg(strstr(errs.v[0].msg, owners[_i].msg) != NULL, "%s", errs.v[0].msg);
}
END_TEST

/* What it extends by a path must be theirs too; what is named by a path may extend what it likes. */
START_TEST(owner_of_parent)
{
    const struct hr_rule_names rules = { 0 };
    struct hr_store store = { .uid = 1000, .gid = 1000, .rules = &rules };
    const char *file = scratch_text("@/b/base.json"), *folder = scratch_text("@/b");
    const char *const flags[] = { "x", scratch_text("@/a/x.json") };

    if (getuid() != 0)
        return; /* only root can give files away */
    hr_strv_push(arena, &store.folders, scratch_text("@/a"));
    put("@/a/x.json", "'extends':'../b/base.json'");
    put("@/b/base.json", "'init':true");
    ck_assert_int_eq(chown(file, owners[_i].owner, owners[_i].group), 0);
    ck_assert_int_eq(chown(folder, owners[_i].owner, owners[_i].group), 0);
    ck_assert_int_eq(chmod(file, owners[_i].file), 0);
    ck_assert_int_eq(chmod(folder, owners[_i].folder), 0);
    for (size_t i = 0; i < HR_ARRAY_LEN(flags); i++) {
        const bool right = !owners[_i].msg || (i == 1 && !(owners[_i].file & S_IWOTH));
        struct hr_errors errs = { 0 };
        struct hr_choice choice;

        ck_assert_int_eq(
            hr_store_choose(&store, &(struct hr_wish){ .flag = flags[i] }, arena, &choice, &errs),
            right);
        if (!right)
            ck_assert_msg(strstr(errs.v[0].msg, owners[_i].msg) != NULL, "%s", errs.v[0].msg);
    }
}
END_TEST

/* An access control list lets users of any number write, up to what the mode gives the group. */
static const struct {
    const char *path;
    unsigned mask;
    const char *msg; /* NULL: it is taken */
} access_lists[] = {
    { "@/a/x.json", 6, "access control list" },
    { "@/a/x.json", 4, NULL },
    { "@/a", 7, "access control list" },
    { "@/a", 5, NULL },
};

START_TEST(access_list)
{
    const struct hr_rule_names rules = { 0 };
    struct hr_store store = { .uid = getuid(), .gid = getgid(), .rules = &rules };
    struct hr_errors errs = { 0 };
    struct hr_choice choice;
    bool taken;

    hr_strv_push(arena, &store.folders, scratch_text("@/a"));
    put("@/a/x.json", "'init':true");
    ck_assert_int_eq(chmod(scratch_text("@/a"), 0755), 0);
    scratch_acl(access_lists[_i].path, access_lists[_i].mask);
    taken = hr_store_choose(&store, &(struct hr_wish){ .flag = "x" }, arena, &choice, &errs);
    ck_assert_int_eq(taken, access_lists[_i].msg == NULL);
    /* Where the group is not the caller's own it is that which is told of. */
    if (!taken)
        ck_assert_msg(strstr(errs.v[0].msg, store.gid == 0 ? access_lists[_i].msg : "can write"),
                      "%s", errs.v[0].msg);
}
END_TEST

/* --- random chains against a model --- */

static uint32_t seed;

static uint32_t pick(uint32_t below)
{
    seed = seed * 1664525U + 1013904223U;
    return (seed >> 16) % below;
}

/* A few keys, each with values that tell: -1 is absent, -2 null in the text. */
struct model {
    int read_only, cpus, cap_add;
    int size[2], exec[2]; /* of the tmpfs /a and /b */
    int level[2];         /* of two rules */
};
static const char *const rule_of[] = { "gpus", "*" };
static const char *const levels[] = { "allow", "warn", "deny" };

static void say(struct hr_strv *members, const char *key, int value, const char *const *texts)
{
    if (value != -1)
        hr_strv_pushf(arena, members, "'%s':%s", key, value == -2 ? "null" : texts[value]);
}

/* Draw a value below COUNT, absence, or, if that is ALLOWED, null; and what then holds in *EFFECTIVE. */
static int draw(uint32_t count, bool allowed, int *effective)
{
    const int value = (int)pick(count + (allowed ? 2 : 1)) - (allowed ? 2 : 1);

    if (value == -2)
        *effective = -1;
    else if (value >= 0)
        *effective = value;
    return value;
}

static const char *document(bool patch, struct model *m)
{
    static const char *const bools[] = { "false", "true" }, *const cpus[] = { "1", "2.5" };
    static const char *const lists[] = { "[]", "['KILL']", "['CHOWN','KILL']" };
    static const char *const sizes[] = { "'1m'", "'2m'" };
    static const char *const quoted_levels[] = { "'allow'", "'warn'", "'deny'" };
    struct hr_strv members = { 0 }, mounts = { 0 }, rules = { 0 };

    say(&members, "read_only", draw(2, patch, &m->read_only), bools);
    say(&members, "cpus", draw(2, patch, &m->cpus), cpus);
    say(&members, "cap_add", draw(3, patch, &m->cap_add), lists);
    for (int i = 0; i < 2; i++) {
        struct hr_strv words = { 0 };

        if (patch && pick(4) == 0) { /* it goes whole */
            hr_strv_pushf(arena, &mounts, "'/%c':null", "ab"[i]);
            m->size[i] = m->exec[i] = -1;
        } else if (pick(3) != 0) {
            const int size = (int)pick(2);

            m->size[i] = size;
            say(&words, "size", size, sizes);
            say(&words, "exec", draw(2, patch, &m->exec[i]), bools);
            hr_strv_pushf(arena, &mounts, "'/%c':{%s}", "ab"[i], hr_strv_join(arena, &words, ","));
        }
        say(&rules, rule_of[i], draw(3, false, &m->level[i]), quoted_levels);
    }
    if (mounts.n > 0 || pick(2))
        hr_strv_pushf(arena, &members, "'tmpfs':{%s}", hr_strv_join(arena, &mounts, ","));
    if (rules.n > 0 || pick(2))
        hr_strv_pushf(arena, &members, "'rules':{%s}", hr_strv_join(arena, &rules, ","));
    hr_strv_push(arena, &members, "'version':1");
    hr_strv_push(arena, &members, patch ? "'extends':'next','name':'x'" : "'name':'x'");
    return quoted(hr_arena_printf(arena, "{%s}", hr_strv_join(arena, &members, ",")));
}

static void check_mount(const struct hr_profile *p, const struct model *m, int i)
{
    const struct hr_profile_tmpfs *found = NULL;

    for (size_t j = 0; j < p->tmpfs.n; j++) {
        if (p->tmpfs.v[j].path[1] == "ab"[i])
            found = &p->tmpfs.v[j];
    }
    ck_assert_int_eq(found != NULL, m->size[i] >= 0);
    if (!found)
        return;
    ck_assert_int_eq(found->size, (m->size[i] + 1) << 20);
    ck_assert_int_eq(found->exec, m->exec[i] == 1);
}

static void check_model(const struct hr_profile *p, const struct model *m)
{
    ck_assert_int_eq(p->read_only, m->read_only == 1);
    ck_assert_pstr_eq(p->cpus, m->cpus < 0 ? NULL : m->cpus == 0 ? "1" : "2.5");
    ck_assert_uint_eq(p->cap_add.n, m->cap_add < 0 ? 0 : (size_t)m->cap_add);
    for (int i = 0; i < 2; i++) {
        const struct hr_profile_rule *found = NULL;

        check_mount(p, m, i);
        for (size_t j = 0; j < p->rules.n; j++) {
            if (strcmp(p->rules.v[j].name, rule_of[i]) == 0)
                found = &p->rules.v[j];
        }
        ck_assert_int_eq(found != NULL, m->level[i] >= 0);
        if (found)
            ck_assert_str_eq(hr_level_name(found->level), levels[m->level[i]]);
    }
}

START_TEST(random_chains)
{
    const struct hr_rule_names rules = hr_rule_names(arena);

    seed = (uint32_t)_i;
    for (int round = 0; round < 100; round++) {
        struct model model = { -1, -1, -1, { -1, -1 }, { -1, -1 }, { -1, -1 } };
        const size_t n = 1 + pick(5);
        const struct hr_json **parsed = hr_arena_array(arena, n, sizeof(*parsed));
        struct hr_documents chain = { .v = parsed, .n = n, .cap = n };
        struct hr_errors errs = { 0 };
        struct hr_profile profile;
        bool built;

        for (size_t i = n; i > 0; i--) {
            const char *text = document(i < n, &model);

            ck_assert_msg(hr_json_parse(text, strlen(text), hr_arena_printf(arena, "%zu", i), arena,
                                        &parsed[i - 1], &err),
                          "%s", text);
        }
        built = hr_profile_build(&chain, &rules, arena, &profile, &errs);
        ck_assert_msg(built, "%s", built ? "" : hr_error_text(&errs.v[0], arena));
        check_model(&profile, &model);
    }
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_checked_fixture(tc, scratch_setup, scratch_teardown);
    tcase_add_checked_fixture(tc, enter, NULL);
    tcase_add_test(tc, first_found);
    tcase_add_test(tc, of_builtin);
    tcase_add_test(tc, own_name);
    tcase_add_test(tc, paths);
    tcase_add_test(tc, hash);
    tcase_add_loop_test(tc, bad, 0, HR_ARRAY_LEN(bad_cases));
    tcase_add_test(tc, errors_of_all);
    tcase_add_test(tc, too_deep);
    tcase_add_test(tc, other_name);
    tcase_add_loop_test(tc, access_list, 0, HR_ARRAY_LEN(access_lists));
    tcase_add_loop_test(tc, owner, 0, HR_ARRAY_LEN(owners));
    tcase_add_loop_test(tc, owner_of_parent, 0, HR_ARRAY_LEN(owners));
    tcase_add_loop_test(tc, random_chains, 0, 8);
}

UNIT_MAIN("extends", add_tests)
