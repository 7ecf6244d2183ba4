/* SPDX-License-Identifier: MIT */
#include "hrun/guard/checklist.h"

#include <string.h>

static const struct hr_point points[] = {
    {
        .title = "image pinned by digest",
        .rules = "image-latest image-unpinned",
        .of_registry = true,
    },
    {
        .title = "runs as a user that is not root",
        .rules = "root-group root-user",
        .doubts = "user-unverified",
        .image_decides = true,
    },
    {
        .title = "not privileged, system calls filtered, AppArmor or SELinux on",
        .rules = "apparmor-unconfined privileged seccomp-profile seccomp-unconfined "
                 "selinux-disabled systempaths-unconfined",
    },
    {
        .title = "all capabilities dropped, then a minimum added",
        .rules = "capabilities-kept capability privileged",
    },
    {
        .title = "root file system read-only, tmpfs of bounded size where programs write",
        .rules = "tmpfs-options writable-rootfs",
    },
    {
        .title = "no new privileges",
        .rules = "no-new-privileges-off",
    },
    {
        .title = "memory, CPUs and processes limited",
        .rules = "limit-above-max limit-off oom-kill-disable ulimit-unlimited",
    },
    {
        .title = "only the volumes that are needed: no engine socket, nothing of the host's own",
        .rules = "bind-denied device device-cgroup-rule engine-socket mount-propagation "
                 "sensitive-path socket-bind volume-driver volumes-from",
    },
    {
        .title = "a network of its own, not the host's",
        .rules = "container-namespace default-bridge host-network",
    },
    {
        .title = "no secrets in the environment, nor in the image's",
        .rules = "env-not-allowed image-env-secret legacy-link secret-env",
        .image_counts = true,
    },
    {
        .title = "image scanned, no critical CVE left as it is",
        .needs = "scan it: trivy image IMAGE, or docker scout cves IMAGE",
    },
    {
        .title = "denials of AppArmor and seccomp tested, and mended narrowly",
        .needs = "run its tests hardened, and look for denials: journalctl -k",
    },
};
_Static_assert(HR_ARRAY_LEN(points) == HR_CHECKLIST_COUNT, "a row for each point");

const struct hr_point *hr_checklist(void)
{
    return points;
}

/* True if NAME is a word of WORDS, which may be NULL. */
static bool has(const char *words, const char *name)
{
    const size_t size = strlen(name);

    while (words && *words) {
        const size_t length = strcspn(words, " ");

        if (length == size && memcmp(words, name, size) == 0)
            return true;
        words += length + (words[length] == ' ');
    }
    return false;
}

static void note(struct hr_answered *answer, const struct hr_rule *rule, struct hr_arena *arena)
{
    for (size_t i = 0; i < answer->tripped.n; i++) {
        if (answer->tripped.v[i] == rule)
            return;
    }
    *HR_VEC_PUSH(arena, &answer->tripped) = rule;
}

static void answer_one(const struct hr_case *c, const struct hr_findings *findings,
                       struct hr_arena *arena, struct hr_answered *out)
{
    const struct hr_point *point = out->point;
    const bool image_known = c->facts->image.state == HR_KNOWN;
    bool failed = false, doubtful = !point->rules || (point->image_counts && !image_known);

    for (size_t i = 0; i < findings->n; i++) {
        const struct hr_finding *f = &findings->v[i];
        const bool fails = has(point->rules, f->rule->name);

        if (!fails && !has(point->doubts, f->rule->name))
            continue;
        note(out, f->rule, arena);
        if (fails && !f->doubtful &&
            (f->setting || !point->image_decides || image_known ||
             f->evidence == HR_EVIDENCE_KERNEL))
            failed = true;
        else
            doubtful = true;
    }
    out->state = failed ? HR_STATE_FAIL : doubtful ? HR_STATE_UNKNOWN : HR_STATE_PASS;
}

void hr_checklist_answer(const struct hr_case *c, const struct hr_findings *findings,
                         struct hr_arena *arena, struct hr_answered out[HR_CHECKLIST_COUNT])
{
    for (size_t i = 0; i < HR_CHECKLIST_COUNT; i++) {
        out[i] = (struct hr_answered){ .point = &points[i], .state = HR_STATE_NOT_APPLICABLE };
        if (!c->built || !points[i].of_registry)
            answer_one(c, findings, arena, &out[i]);
    }
}

const char *hr_state_name(enum hr_state state)
{
    static const char *const names[] = {
        [HR_STATE_PASS] = "pass",
        [HR_STATE_FAIL] = "fail",
        [HR_STATE_UNKNOWN] = "unknown",
        [HR_STATE_NOT_APPLICABLE] = "not-applicable",
    };

    return names[state];
}
