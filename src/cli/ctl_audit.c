/* SPDX-License-Identifier: MIT */
/* hrunctl audit: what is wrong with the containers that run. */
#include "hrun/engine/launch.h"

#include "audit.h"

#include <stdio.h>
#include <string.h>

void hr_audit_tell(struct hr_audit *audit, const struct hr_error *err)
{
    struct hr_error shown = *err;

    /* Nobody has seen an engine's answer, so its lines say nothing. */
    if (!audit->from_input)
        shown.where = (struct hr_where){ .pointer = err->where.pointer };
    hr_waiting_end(&audit->waiting);
    audit->failed = true;
    if (audit->told++ < HR_ERRORS_MAX)
        hr_ctl_fail(audit->ctl, &shown);
    else if (audit->told == HR_ERRORS_MAX + 1)
        fputs("hrunctl: and so on\n", stderr);
}

/* Which containers are meant: named ones, all that run, or those of standard input. */
static bool check_operands(const struct hr_ctl *ctl, struct hr_error *err)
{
    const bool all = ctl->given[HR_CTL_ALL], offline = ctl->given[HR_CTL_OFFLINE];
    const struct hr_strv *names = &ctl->operands;

    if (all ? names->n > 0 : names->n == 0) {
        hr_error_set(err, ctl->arena, HR_ERRC_USAGE,
                     all ? "--all already means %s" : "no container is named%s",
                     all ? names->v[0] : "");
        return hr_error_hint(err, ctl->arena, "hrunctl audit CONTAINER... | --all | -");
    }
    if (hr_strv_has(names, "-") && names->n > 1) {
        hr_error_set(err, ctl->arena, HR_ERRC_USAGE, "\"-\" stands alone");
        return hr_error_hint(err, ctl->arena, "docker inspect NAME... | hrunctl audit -");
    }
    if (offline && !hr_strv_has(names, "-")) {
        hr_error_set(err, ctl->arena, HR_ERRC_USAGE,
                     "--offline asks no engine, which alone can tell of its containers");
        return hr_error_hint(err, ctl->arena,
                             "what docker inspect printed, on standard input: hrunctl audit "
                             "--offline -");
    }
    return true;
}

/* Find the engine. What comes from standard input can be judged without one. */
static bool open_engine(struct hr_audit *audit, struct hr_error *err)
{
    struct hr_ctl *ctl = audit->ctl;
    struct hr_error ignored;

    audit->waiting = (struct hr_waiting){ .program = "hrunctl", .quiet = !ctl->host.stderr_is_tty };
    audit->progress = (struct hr_progress){ .tick = hr_waiting_tick, .data = &audit->waiting };
    audit->asking = (struct hr_asking){
        .host = &ctl->host,
        .progress = &audit->progress,
        .notebook = &audit->notebook,
    };
    audit->ask = (struct hr_ask){ .asking = &audit->asking, .arena = ctl->arena };
    if (ctl->given[HR_CTL_OFFLINE])
        return true;
    audit->asks =
        hr_endpoint_find(hr_host_settings(&ctl->host), ctl->arena, &audit->ask.endpoint, err);
    if (!audit->asks)
        return audit->from_input;
    if (!hr_launch_find("docker", &ctl->host.environ, ctl->arena, &audit->asking.client, &ignored))
        audit->asking.client = NULL; /* then endpoints that are no unix socket cannot be asked */
    return true;
}

/* What no rule can see is a finding for that alone. */
static void add_unknown(const struct hr_gaps *gaps, struct hr_arena *arena,
                        struct hr_judgement *out)
{
    for (size_t i = 0; i < gaps->n; i++) {
        struct hr_error err;

        if (!gaps->v[i].is_unknown)
            continue;
        hr_error_set(&err, arena, HR_ERRC_UNKNOWN, "%s: %s, so no rule judges what it says",
                     gaps->v[i].pointer, gaps->v[i].what);
        hr_judgement_add_error(&err, arena, out);
        out->findings.v[out->findings.n - 1].evidence = HR_EVIDENCE_INSPECT;
        out->all.v[out->all.n - 1].evidence = HR_EVIDENCE_INSPECT;
    }
}

static void judge(struct hr_audit *audit, const struct hr_audited *one, struct hr_judgement *out)
{
    const struct hr_inspected *inspected = &one->inspected;
    struct hr_claim *claim = hr_arena_alloc(audit->ctl->arena, sizeof(*claim));
    const struct hr_target target = {
        .kind = HR_TARGET_CONTAINER,
        .name = inspected->name && *inspected->name ? inspected->name : inspected->id,
        .settings = &one->settings,
        .image = &inspected->invocation.image,
        .facts = &one->facts,
        .profile = one->gate->profile,
        .claim = claim,
        .gaps = &inspected->gaps,
        .kernel = one->kernel,
    };

    *claim = hr_claim_of(&inspected->invocation.settings, audit->ctl->arena);
    hr_judgement_make(&target, audit->ctl->arena, out);
    hr_audit_check_claim(audit, one, claim, &out->findings);
    add_unknown(&inspected->gaps, audit->ctl->arena, out);
}

static enum hr_ctl_status audit(struct hr_ctl *ctl)
{
    struct hr_audit audit = {
        .ctl = ctl,
        .from_input = hr_strv_has(&ctl->operands, "-"),
    };
    struct hr_judgements judgements = { 0 };
    struct hr_errors errs = { 0 };
    struct hr_error err;
    enum hr_ctl_status status;

    if (!check_operands(ctl, &err) || !open_engine(&audit, &err))
        return hr_ctl_fail(ctl, &err);
    if (!hr_audit_find(&audit))
        return HR_CTL_FAILED;
    hr_audit_read(&audit);
    hr_audit_ask_kernel(&audit);
    if (!hr_audit_learn(&audit, &errs)) {
        hr_waiting_end(&audit.waiting);
        return hr_ctl_fail_all(ctl, &errs);
    }
    for (size_t i = 0; i < audit.containers.n; i++)
        judge(&audit, &audit.containers.v[i], HR_VEC_PUSH(ctl->arena, &judgements));
    hr_waiting_end(&audit.waiting);
    status = hr_ctl_report(ctl, &judgements);
    return audit.failed ? HR_CTL_FAILED : status;
}

const struct hr_ctl_command hr_ctl_audit = {
    .name = "audit",
    .operands = "CONTAINER... | --all | -",
    .help = "judge containers that run, by what the engine and the kernel say of them",
    .about =
        "CONTAINER is a name or an id, which may be cut short; - reads what docker inspect\n"
        "prints. What docker inspect says is read as the docker run line that would make such a\n"
        "container, without what its image brings along, and judged as review judges a line.\n"
        "Where the engine is on this host, the kernel is asked about the container's processes\n"
        "too, and counts. What hrun's labels claim is held against that profile: drift.\n"
        "Nothing is changed. One that cannot be told of is named on standard error, the others\n"
        "are judged all the same, and the exit status is 2.\n"
        "\n"
        "  hrunctl audit web db\n"
        "  hrunctl audit --all --fail-on warn\n"
        "  hrunctl audit --all --profile strict --format json\n"
        "  docker inspect web | hrunctl audit --offline -\n",
    .operand = HR_CTL_CONTAINERS,
    .least = 0,
    .most = HR_CTL_MANY,
    .options = HR_CTL_BIT(HR_CTL_ALL) | HR_CTL_BIT(HR_CTL_FAIL_ON) |
               HR_CTL_BIT(HR_CTL_REPORT_FORMAT) | HR_CTL_BIT(HR_CTL_OFFLINE) |
               HR_CTL_BIT(HR_CTL_PROFILE) | HR_CTL_BIT(HR_CTL_QUIET) | HR_CTL_BIT(HR_CTL_VERBOSE),
    .exec = audit,
};
