/* SPDX-License-Identifier: MIT */
#include "hrun/base/jsonw.h"
#include "hrun/render/judgement.h"

static void write_profile(struct hr_jsonw *w, const struct hr_profile *profile)
{
    hr_jsonw_key(w, "profile");
    if (!profile) {
        hr_jsonw_null(w);
        return;
    }
    hr_jsonw_object(w);
    hr_jsonw_member_string(w, "name", profile->name);
    hr_jsonw_member_string(w, "sha256", profile->sha256);
    hr_jsonw_end(w);
}

/* What the labels of a container say, and what that is worth. */
static void write_claim(struct hr_jsonw *w, const struct hr_claim *claim)
{
    hr_jsonw_key(w, "claim");
    if (!hr_claim_state_name(claim->state)) {
        hr_jsonw_null(w);
        return;
    }
    hr_jsonw_object(w);
    hr_jsonw_member_string(w, "profile", claim->profile);
    hr_jsonw_member_string(w, "sha256", claim->sha256);
    hr_jsonw_member_string(w, "state", hr_claim_state_name(claim->state));
    hr_jsonw_end(w);
}

/* What no rule has seen as it is. */
static void write_gaps(struct hr_jsonw *w, const struct hr_gaps *gaps)
{
    hr_jsonw_key(w, "gaps");
    hr_jsonw_array(w);
    for (size_t i = 0; i < gaps->n; i++) {
        hr_jsonw_object(w);
        hr_jsonw_member_string(w, "pointer", gaps->v[i].pointer);
        hr_jsonw_member_string(w, "what", gaps->v[i].what);
        hr_jsonw_end(w);
    }
    hr_jsonw_end(w);
}

/* Whether the kernel told of the container, and what it did not. */
static void write_kernel(struct hr_jsonw *w, const struct hr_kernel_facts *kernel)
{
    hr_jsonw_key(w, "kernel");
    hr_jsonw_object(w);
    hr_jsonw_member_string(w, "state", kernel->state == HR_KNOWN ? "known" : "unknown");
    hr_jsonw_member_integer(w, "processes", (int64_t)kernel->read);
    hr_jsonw_key(w, "unknown");
    hr_jsonw_array(w);
    if (kernel->unknown_because)
        hr_jsonw_string(w, kernel->unknown_because);
    for (size_t i = 0; i < kernel->unknown.n; i++)
        hr_jsonw_string(w, kernel->unknown.v[i]);
    hr_jsonw_end(w);
    hr_jsonw_end(w);
}

static void write_point(struct hr_jsonw *w, size_t item, const struct hr_answered *answer)
{
    hr_jsonw_object(w);
    hr_jsonw_member_integer(w, "item", (int64_t)item);
    hr_jsonw_member_string(w, "title", answer->point->title);
    hr_jsonw_member_string(w, "state", hr_state_name(answer->state));
    hr_jsonw_key(w, "rules");
    hr_jsonw_array(w);
    for (size_t i = 0; i < answer->tripped.n; i++)
        hr_jsonw_string(w, answer->tripped.v[i]->name);
    hr_jsonw_end(w);
    hr_jsonw_end(w);
}

static void write_references(struct hr_jsonw *w, const struct hr_rule *rule)
{
    const struct hr_strv refs = hr_rule_refs(rule, w->arena);

    hr_jsonw_key(w, "references");
    hr_jsonw_array(w);
    for (size_t i = 0; i < refs.n; i++)
        hr_jsonw_string(w, refs.v[i]);
    hr_jsonw_end(w);
}

/* What is at fault: a setting, or a place in a file. */
static const struct hr_origin *origin_of(const struct hr_finding *f)
{
    return f->setting ? &f->setting->origin : f->place.name ? &f->place : NULL;
}

static void write_finding(struct hr_jsonw *w, const struct hr_finding *f)
{
    hr_jsonw_object(w);
    hr_jsonw_member_string(w, "rule", f->rule->name);
    hr_jsonw_member_string(w, "level", hr_level_name(f->level));
    hr_jsonw_member_string(w, "subject", f->subject);
    hr_jsonw_member_string(w, "origin",
                           origin_of(f) ? hr_origin_text(origin_of(f), w->arena) : NULL);
    hr_jsonw_member_string(w, "evidence", hr_evidence_name(f->evidence));
    hr_jsonw_member_string(w, "message", f->message);
    hr_jsonw_member_string(w, "remedy", f->remedy);
    hr_jsonw_member_string(w, "allowed", f->allowed);
    write_references(w, f->rule);
    hr_jsonw_end(w);
}

static void write_judgement(struct hr_jsonw *w, const struct hr_judgement *j)
{
    hr_jsonw_object(w);
    hr_jsonw_member_string(w, "kind", hr_target_kind_name(j->kind));
    hr_jsonw_member_string(w, "name", j->name);
    write_profile(w, j->profile);
    if (j->claim)
        write_claim(w, j->claim);
    if (j->gaps)
        write_gaps(w, j->gaps);
    if (j->kernel)
        write_kernel(w, j->kernel);
    hr_jsonw_key(w, "exposure");
    hr_jsonw_number(w, hr_exposure_text(j->exposure, w->arena));
    hr_jsonw_key(w, "checklist");
    hr_jsonw_array(w);
    for (size_t i = 0; i < HR_CHECKLIST_COUNT; i++)
        write_point(w, i + 1, &j->checklist[i]);
    hr_jsonw_end(w);
    hr_jsonw_key(w, "findings");
    hr_jsonw_array(w);
    for (size_t i = 0; i < j->findings.n; i++)
        write_finding(w, &j->findings.v[i]);
    hr_jsonw_end(w);
    hr_jsonw_end(w);
}

const char *hr_render_judgements_json(const struct hr_judgements *judgements,
                                      struct hr_arena *arena)
{
    struct hr_jsonw w;

    hr_jsonw_init(&w, arena, 2);
    hr_jsonw_object(&w);
    hr_jsonw_member_integer(&w, "version", 1);
    hr_jsonw_key(&w, "targets");
    hr_jsonw_array(&w);
    for (size_t i = 0; i < judgements->n; i++)
        write_judgement(&w, &judgements->v[i]);
    hr_jsonw_end(&w);
    hr_jsonw_end(&w);
    return hr_arena_printf(arena, "%s\n", hr_jsonw_text(&w));
}
