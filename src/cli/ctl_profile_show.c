/* SPDX-License-Identifier: MIT */
/* hrunctl profile show: what a profile comes to with everything that it extends. */
#include "hrun/base/jsonw.h"
#include "hrun/base/text.h"
#include "hrun/cli/ctl.h"
#include "hrun/cli/search.h"
#include "hrun/policy/key.h"

#include <string.h>

#define VALUE_MAX 40 /* wider values push what follows aside */

/* A value of the document, and where it comes from. */
struct value {
    const char *pointer, *text, *profile;
    const struct hr_json *node;
};
struct values {
    HR_VEC(struct value);
};

static void add(const struct hr_profile *profile, const struct hr_json *node,
                struct hr_arena *arena, struct values *out)
{
    const char *pointer = hr_json_pointer(node, arena);
    struct hr_jsonw w;

    hr_jsonw_init(&w, arena, 0);
    hr_jsonw_json(&w, node, false);
    *HR_VEC_PUSH(arena, out) = (struct value){
        .pointer = pointer,
        .text = hr_jsonw_text(&w),
        .profile = hr_profile_origin(profile, pointer),
        .node = node,
    };
}

/* Collect what is no object with something in it, NODE or below it: of lists, the whole list. */
static void collect(const struct hr_profile *profile, const struct hr_json *node,
                    struct hr_arena *arena, struct values *out)
{
    if (node->type != HR_JSON_OBJECT || node->count == 0)
        add(profile, node, arena, out);
    for (node = node->type == HR_JSON_OBJECT ? node->child : NULL; node; node = node->next)
        collect(profile, node, arena, out);
}

/* The values of PROFILE, in the order in which keys are documented. */
static struct values values_of(const struct hr_profile *profile, struct hr_arena *arena)
{
    const struct hr_json *document = hr_ctl_hide(profile->document, arena);
    struct values values = { 0 };

    for (const struct hr_key *key = hr_profile_keys(); key->name; key++) {
        const struct hr_json *node = hr_json_get(document, key->name);

        if (node)
            collect(profile, node, arena, &values);
    }
    return values;
}

static const char *text_of(const struct values *values, struct hr_arena *arena)
{
    struct hr_strv lines = { 0 };
    int pointer = 0, value = 0;

    for (size_t i = 0; i < values->n; i++) {
        const int first = (int)strlen(values->v[i].pointer),
                  second = (int)strlen(values->v[i].text);

        pointer = first > pointer && first <= VALUE_MAX ? first : pointer;
        value = second > value && second <= VALUE_MAX ? second : value;
    }
    for (size_t i = 0; i < values->n; i++) {
        const struct value *v = &values->v[i];

        hr_strv_pushf(arena, &lines, "%-*s  %-*s  %s (%s:%zu:%zu)\n", pointer,
                      hr_text_safe(arena, v->pointer), value, v->text,
                      hr_text_safe(arena, v->profile), hr_text_safe(arena, v->node->source),
                      v->node->line, v->node->column);
    }
    return hr_strv_join(arena, &lines, "");
}

static const char *json_of(const struct hr_profile *profile, const struct values *values,
                           struct hr_arena *arena)
{
    struct hr_jsonw w;

    hr_jsonw_init(&w, arena, 2);
    hr_jsonw_object(&w);
    hr_jsonw_member_integer(&w, "version", 1);
    hr_jsonw_member_string(&w, "name", profile->name);
    hr_jsonw_member_string(&w, "sha256", profile->sha256);
    hr_jsonw_key(&w, "values");
    hr_jsonw_array(&w);
    for (size_t i = 0; i < values->n; i++) {
        const struct value *v = &values->v[i];

        hr_jsonw_object(&w);
        hr_jsonw_member_string(&w, "pointer", v->pointer);
        hr_jsonw_key(&w, "value");
        hr_jsonw_json(&w, v->node, false);
        hr_jsonw_member_string(&w, "profile", v->profile);
        hr_jsonw_member_string(&w, "source", v->node->source);
        hr_jsonw_member_integer(&w, "line", (int64_t)v->node->line);
        hr_jsonw_member_integer(&w, "column", (int64_t)v->node->column);
        hr_jsonw_end(&w);
    }
    hr_jsonw_end(&w);
    hr_jsonw_end(&w);
    return hr_arena_printf(arena, "%s\n", hr_jsonw_text(&w));
}

/* In the order in which keys are documented. */
static const char *document_of(const struct hr_profile *profile, struct hr_arena *arena)
{
    const struct hr_json *document = hr_ctl_hide(profile->document, arena);
    struct hr_jsonw w;

    hr_jsonw_init(&w, arena, 4);
    hr_jsonw_object(&w);
    for (const struct hr_key *key = hr_profile_keys(); key->name; key++) {
        const struct hr_json *node = hr_json_get(document, key->name);

        if (!node)
            continue;
        hr_jsonw_key(&w, key->name);
        hr_jsonw_json(&w, node, false);
    }
    hr_jsonw_end(&w);
    return hr_arena_printf(arena, "%s\n", hr_jsonw_text(&w));
}

static enum hr_ctl_status show(struct hr_ctl *ctl)
{
    const struct hr_wish wish = { .flag = ctl->operands.v[0], .is_operand = true };
    struct hr_errors errs = { 0 };
    struct hr_choice choice;
    struct values values;

    if (!hr_store_choose(hr_search_store(&ctl->host, ctl->arena), &wish, ctl->arena, &choice,
                         &errs))
        return hr_ctl_fail_all(ctl, &errs);
    if (!ctl->given[HR_CTL_ORIGIN])
        return hr_ctl_print(ctl, document_of(choice.profile, ctl->arena));
    values = values_of(choice.profile, ctl->arena);
    return hr_ctl_print(ctl, hr_ctl_has_format(ctl, "json")
                                 ? json_of(choice.profile, &values, ctl->arena)
                                 : text_of(&values, ctl->arena));
}

const struct hr_ctl_command hr_ctl_profile_show = {
    .name = "profile show",
    .operands = "NAME|PATH",
    .help = "show a profile with everything that it extends applied",
    .about =
        "What is printed is itself a profile, which extends nothing. With --origin, a line for\n"
        "each value: its JSON pointer, the value, the profile and place that say so. A variable's\n"
        "value that looks like a secret is shown as (hidden).\n"
        "\n"
        "  hrunctl profile show default\n"
        "  hrunctl profile show --origin ./team.json\n",
    .operand = HR_CTL_PROFILES,
    .least = 1,
    .most = 1,
    .options = HR_CTL_BIT(HR_CTL_FORMAT) | HR_CTL_BIT(HR_CTL_ORIGIN),
    .exec = show,
};
