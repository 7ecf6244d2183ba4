/* SPDX-License-Identifier: MIT */
/* hrunctl audit: the policies that containers are judged by, and what these need to know. */
#include "hrun/cli/ask.h"
#include "hrun/cli/search.h"
#include "hrun/facts/names.h"
#include "hrun/plan/plan.h"

#include "audit.h"

/* Choose the policy for IMAGE, once for each image's name. */
static bool choose(struct hr_audit *audit, const struct hr_invocation *invocation,
                   const struct hr_choice **out, struct hr_errors *errs)
{
    struct hr_ctl *ctl = audit->ctl;
    const struct hr_wish wish = {
        .flag = ctl->given[HR_CTL_PROFILE],
        .variable = hr_environ_get(&ctl->host.environ, "HRUN_PROFILE"),
        .image = invocation->has_image ? &invocation->image : NULL,
    };
    const bool named = wish.flag || (wish.variable && *wish.variable);
    const char *key = named || !wish.image ? "" : invocation->image_word;
    struct hr_choice *choice;
    size_t place;

    if (hr_map_get(&audit->gates.by_image, key, &place)) {
        *out = audit->gates.v[place];
        return true;
    }
    choice = hr_arena_alloc(ctl->arena, sizeof(*choice));
    if (!hr_store_choose(hr_search_store(&ctl->host, ctl->arena), &wish, ctl->arena, choice, errs))
        return false;
    hr_map_put(&audit->gates.by_image, ctl->arena, key, audit->gates.n, &place);
    *HR_VEC_PUSH(ctl->arena, &audit->gates) = choice;
    *out = choice;
    return true;
}

/* True if only files tell who USER is: of a name, and of groups that are not written where the kernel
 * does not tell. */
static bool is_looked_up(const struct hr_audited *one, const struct hr_user *user)
{
    const bool told = one->kernel && one->kernel->state == HR_KNOWN && one->kernel->whole;

    return hr_names_needed(user) || (!told && hr_names_group_needed(user));
}

/* Those files are the container's own. */
static void ask_user(const struct hr_audit *audit, struct hr_audited *one)
{
    struct hr_arena *arena = audit->ctl->arena;
    const char *text = hr_json_string(hr_json_get(one->document, "Config"), "User");
    struct hr_user user;

    hr_user_parse(text ? text : "", arena, &user);
    if (audit->from_input)
        return;
    one->questions.name = false;
    if (!is_looked_up(one, &user))
        return;
    one->questions.user = text;
    one->questions.container = one->inspected.id;
    hr_strv_push(arena, &one->questions.joined, one->inspected.id);
}

/* Everything that a rule may want to know, whichever the policies let pass. */
static void question(const struct hr_audit *audit, struct hr_audited *one)
{
    struct hr_arena *arena = audit->ctl->arena;
    struct hr_invocation invocation = one->inspected.invocation;
    struct hr_profile asking = *one->gate->profile;

    asking.rules = hr_judgement_baseline(arena)->rules;
    invocation.settings = one->settings;
    hr_plan_questions(&invocation, &asking, arena, &one->questions);
    one->questions.image = one->image_id != NULL;
    one->questions.proxies = one->questions.script = false;
    one->questions.donors = (struct hr_strv){ 0 }; /* what they gave is in the document */
    if (audit->from_input) {
        one->questions.sources = one->questions.joined = one->questions.seccomps =
            (struct hr_strv){ 0 };
        one->questions.cpus = one->questions.apparmor = false;
    } else if (one->questions.sources.n > 0) {
        hr_ask_profile_folders(&audit->ctl->host, arena, &one->questions);
    }
    ask_user(audit, one);
}

/* Ask for what all containers together need, so that afterwards each finds it in the notebook. */
static void ask_all(struct hr_audit *audit)
{
    static const struct hr_ask_kind *const kinds[] = { &hr_ask_volumes, &hr_ask_networks,
                                                       &hr_ask_containers };
    struct hr_strv names[HR_ARRAY_LEN(kinds)] = { 0 };

    for (size_t i = 0; i < audit->containers.n; i++) {
        const struct hr_questions *questions = &audit->containers.v[i].questions;

        hr_strv_extend(audit->ctl->arena, &names[0], &questions->volumes);
        hr_strv_extend(audit->ctl->arena, &names[1], &questions->networks);
        hr_strv_extend(audit->ctl->arena, &names[2], &questions->joined);
    }
    for (size_t i = 0; i < HR_ARRAY_LEN(kinds); i++)
        hr_ask_all(&audit->ask, kinds[i], &names[i]);
}

static void ask_one(struct hr_audit *audit, struct hr_audited *one)
{
    const struct hr_reference by_id = { .raw = one->image_id };
    struct hr_asking asking = audit->asking;

    asking.questions = &one->questions;
    asking.image = &by_id;
    hr_facts_ask(&asking, audit->ctl->arena, &one->facts);
}

bool hr_audit_learn(struct hr_audit *audit, struct hr_errors *errs)
{
    struct hr_auditeds *list = &audit->containers;

    for (size_t i = 0; i < list->n; i++) {
        if (!choose(audit, &list->v[i].inspected.invocation, &list->v[i].gate, errs))
            return false;
        question(audit, &list->v[i]);
    }
    if (audit->asks)
        ask_all(audit);
    for (size_t i = 0; i < list->n; i++) {
        if (audit->asks)
            ask_one(audit, &list->v[i]);
        hr_inspected_answer(&list->v[i].inspected, audit->ctl->arena, &list->v[i].facts);
    }
    return true;
}
