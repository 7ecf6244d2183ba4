/* SPDX-License-Identifier: MIT */
#include "hrun/guard/rule.h"
#include "hrun/policy/key.h"

#include "unit.h"

#include <string.h>

#define ALLOW HR_LEVEL_ALLOW
#define WARN  HR_LEVEL_WARN
#define DENY  HR_LEVEL_DENY

/* Names and levels are an interface: profiles and scripts hold them. By subject, not by name. */
static const struct {
    const char *name;
    enum hr_level level;
} want[] = {
    { "privileged", DENY },
    { "capability", DENY },
    { "capabilities-kept", DENY },
    { "seccomp-unconfined", DENY },
    { "apparmor-unconfined", DENY },
    { "selinux-disabled", DENY },
    { "systempaths-unconfined", DENY },
    { "writable-cgroups", DENY },
    { "seccomp-profile", DENY },
    { "no-new-privileges-off", DENY },
    { "writable-rootfs", DENY },
    { "host-network", DENY },
    { "host-pid", DENY },
    { "host-ipc", DENY },
    { "host-uts", DENY },
    { "host-userns", DENY },
    { "host-cgroupns", DENY },
    { "container-namespace", DENY },
    { "network", ALLOW },
    { "default-bridge", ALLOW },
    { "engine-socket", DENY },
    { "socket-bind", DENY },
    { "sensitive-path", DENY },
    { "racy-source", WARN },
    { "writable-bind", ALLOW },
    { "bind-denied", DENY },
    { "volume-driver", DENY },
    { "writable-volume", ALLOW },
    { "mount-propagation", DENY },
    { "volumes-from", DENY },
    { "missing-source", DENY },
    { "tmpfs-options", DENY },
    { "device", DENY },
    { "device-cgroup-rule", DENY },
    { "cgroup-parent", DENY },
    { "oom-kill-disable", DENY },
    { "oom-score", DENY },
    { "cpu-rt", DENY },
    { "gpus", WARN },
    { "runtime", DENY },
    { "sysctl", DENY },
    { "annotation", DENY },
    { "network-driver-opt", DENY },
    { "group-add", DENY },
    { "log-driver", WARN },
    { "workdir", DENY },
    { "limit-off", DENY },
    { "limit-above-max", DENY },
    { "ulimit-unlimited", DENY },
    { "publish-not-loopback", WARN },
    { "publish-unreachable", WARN },
    { "host-gateway", WARN },
    { "legacy-link", DENY },
    { "root-user", DENY },
    { "user-unverified", ALLOW },
    { "root-group", WARN },
    { "env-not-allowed", DENY },
    { "secret-env", DENY },
    { "secret-file", DENY },
    { "loader-env", WARN },
    { "image-latest", WARN },
    { "image-unpinned", ALLOW },
    { "image-denied", DENY },
    { "pull-policy", WARN },
    { "image-env-secret", WARN },
    { "hrun-labels", WARN },
    { "image-labels", WARN },
    { "remote-bind", WARN },
    { "old-api", WARN },
    { "no-facts", WARN },
    { "ambiguous-text", DENY },
    { "version-dependent", DENY },
    { "unknown-command", WARN },
    { "unknown-option", DENY },
    { "unknown-part", DENY },
    { "usage", DENY },
};

START_TEST(level)
{
    const struct hr_rule *rule = hr_rule_named(want[_i].name);

    ck_assert_msg(rule != NULL, "no rule %s", want[_i].name);
    ck_assert_str_eq(rule->name, want[_i].name);
    ck_assert_int_eq(rule->level, want[_i].level);
}
END_TEST

/* With every wanted name found, as many rows and no row twice: there are no others. */
START_TEST(complete)
{
    size_t count;

    hr_rules(&count);
    ck_assert_uint_eq(count, HR_ARRAY_LEN(want));
}
END_TEST

START_TEST(sorted)
{
    size_t count;
    const struct hr_rule *rules = hr_rules(&count);

    for (size_t i = 1; i < count; i++)
        ck_assert_str_lt(rules[i - 1].name, rules[i].name);
}
END_TEST

START_TEST(form)
{
    size_t count;
    const struct hr_rule *rules = hr_rules(&count);

    for (size_t i = 0; i < count; i++) {
        const char *name = rules[i].name, *title = rules[i].title;

        ck_assert_msg(!name[strspn(name, "abcdefghijklmnopqrstuvwxyz-")], "%s", name);
        ck_assert_msg(title && *title && strlen(title) <= 90, "%s: no title, or a long one", name);
        ck_assert_msg(title[strlen(title) - 1] != '.', "%s: a full stop", name);
    }
}
END_TEST

/* What messages are made of: without a full stop, so that words can stand before and behind. */
static void check_phrase(const char *rule, const char *phrase)
{
    if (phrase)
        ck_assert_msg(*phrase && phrase[strlen(phrase) - 1] != '.', "%s: %s", rule, phrase);
}

START_TEST(phrases)
{
    size_t count;
    const struct hr_rule *rules = hr_rules(&count);

    for (size_t i = 0; i < count; i++) {
        check_phrase(rules[i].name, rules[i].why);
        check_phrase(rules[i].name, rules[i].remedy);
        check_phrase(rules[i].name, rules[i].absent);
        /* Of what is fixed the parser finds most, or all. */
        ck_assert_msg(rules[i].fixed || !rules[i].check == rules[i].of_files, "%s judges nothing",
                      rules[i].name);
    }
}
END_TEST

/* The row of KEYS called NAME, of LENGTH bytes, or NULL. */
static const struct hr_key *key_named(const struct hr_key *keys, const char *name, size_t length)
{
    while (keys && keys->name && !(strncmp(keys->name, name, length) == 0 && !keys->name[length]))
        keys++;
    return keys && keys->name ? keys : NULL;
}

/* The list that a refusal tells of is one that the check looks at. */
START_TEST(lists)
{
    size_t count;
    const struct hr_rule *rules = hr_rules(&count);

    for (size_t i = 0; i < count; i++) {
        const struct hr_key *key = NULL, *keys = hr_profile_keys();

        for (const char *at = rules[i].list; at && *at; at += strcspn(at, "/")) {
            at++;
            key = key_named(keys, at, strcspn(at, "/"));
            keys = key ? key->members : NULL;
        }
        if (rules[i].list)
            ck_assert_msg(key && key->type == HR_KEY_LIST, "%s: %s", rules[i].name, rules[i].list);
    }
}
END_TEST

/* True if a rule with a check judges every form of OPTION, of VERB where that is not 0. */
static bool is_judged(const char *option, unsigned verb)
{
    const char *padded = hr_arena_printf(arena, " %s ", option);
    size_t count;
    const struct hr_rule *rules = hr_rules(&count);

    for (size_t i = 0; i < count; i++) {
        if (rules[i].options && rules[i].check && (rules[i].verbs & verb) == verb &&
            strstr(hr_arena_printf(arena, " %s ", rules[i].options), padded))
            return true;
    }
    return false;
}

/* Nothing of class GUARDED may pass unseen. */
START_TEST(guarded)
{
    const struct hr_option_table *table = hr_docker_options();

    for (size_t i = 0; i < table->count; i++) {
        if (table->rows[i].cls == HR_CLASS_GUARDED)
            ck_assert_msg(is_judged(table->rows[i].name, 0), "--%s", table->rows[i].name);
    }
}
END_TEST

static const char *const strangers[] = { "", "*", "Privileged", "privilege", "zzz", "a" };

/* Nor of a verb that makes no container. */
START_TEST(guarded_verbs)
{
    static const enum hr_verb verbs[] = { HR_VERB_EXEC, HR_VERB_UPDATE };
    const struct hr_option_table *table = hr_docker_options();

    for (size_t i = 0; i < table->count; i++) {
        const struct hr_option *row = &table->rows[i];

        if (row->cls == HR_CLASS_GUARDED && row->verbs & verbs[_i])
            ck_assert_msg(is_judged(row->name, verbs[_i]), "--%s", row->name);
    }
}
END_TEST

START_TEST(stranger)
{
    ck_assert_ptr_null(hr_rule_named(strangers[_i]));
}
END_TEST

START_TEST(settable)
{
    const struct hr_rule_names names = hr_rule_names(arena);

    ck_assert_uint_eq(names.n, HR_ARRAY_LEN(want) - 2);
    for (size_t i = 0; i < names.n; i++)
        ck_assert_msg(!hr_rule_named(names.v[i])->fixed, "%s is fixed", names.v[i]);
}
END_TEST

static struct hr_profile_rule some[] = { { "privileged", WARN }, { "*", ALLOW }, { "gpus", DENY } };

static const struct {
    const char *rule;
    size_t rows; /* how many of `some` the profile has */
    enum hr_level want;
} level_cases[] = {
    { "privileged", 0, DENY },     /* the rule's own default */
    { "gpus", 0, WARN },           /* likewise */
    { "privileged", 1, WARN },     /* named */
    { "gpus", 1, WARN },           /* not named, no "*" */
    { "privileged", 3, WARN },     /* a name beats "*" behind it */
    { "gpus", 3, DENY },           /* and before it */
    { "host-pid", 3, ALLOW },      /* "*" */
    { "usage", 3, DENY },          /* which does not reach what is fixed */
    { "unknown-option", 3, DENY }, /* likewise */
};

START_TEST(level_under)
{
    const struct hr_profile profile = { .rules = { .v = some, .n = level_cases[_i].rows } };
    const struct hr_rule *rule = hr_rule_named(level_cases[_i].rule);

    ck_assert_int_eq(hr_rule_level(rule, &profile), level_cases[_i].want);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_test(tc, guarded);
    tcase_add_loop_test(tc, guarded_verbs, 0, 2);
    tcase_add_loop_test(tc, level, 0, HR_ARRAY_LEN(want));
    tcase_add_test(tc, complete);
    tcase_add_test(tc, sorted);
    tcase_add_test(tc, form);
    tcase_add_test(tc, phrases);
    tcase_add_test(tc, lists);
    tcase_add_loop_test(tc, stranger, 0, HR_ARRAY_LEN(strangers));
    tcase_add_test(tc, settable);
    tcase_add_loop_test(tc, level_under, 0, HR_ARRAY_LEN(level_cases));
}

UNIT_MAIN("rule", add_tests)
