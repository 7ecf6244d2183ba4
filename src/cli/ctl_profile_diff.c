/* SPDX-License-Identifier: MIT */
/* hrunctl profile diff: what one profile grants that another does not. */
#include "hrun/base/jsonw.h"
#include "hrun/base/text.h"
#include "hrun/cli/ctl.h"
#include "hrun/cli/search.h"
#include "hrun/guard/rule.h"
#include "hrun/policy/diff.h"

#include <string.h>

#define POINTER_MAX 32 /* longer ones push what follows aside */

static bool choose(const struct hr_ctl *ctl, size_t operand, struct hr_choice *out,
                   struct hr_errors *errs)
{
    const struct hr_wish wish = { .flag = ctl->operands.v[operand], .is_operand = true };

    return hr_store_choose(hr_search_store(&ctl->host, ctl->arena), &wish, ctl->arena, out, errs);
}

static struct hr_level_pairs levels_of(const struct hr_profile *first,
                                       const struct hr_profile *second, struct hr_arena *arena)
{
    size_t count;
    const struct hr_rule *rules = hr_rules(&count);
    struct hr_level_pairs pairs = { 0 };

    for (size_t i = 0; i < count; i++)
        *HR_VEC_PUSH(arena, &pairs) = (struct hr_level_pair){
            .rule = rules[i].name,
            .first = hr_rule_level(&rules[i], first),
            .second = hr_rule_level(&rules[i], second),
        };
    return pairs;
}

static const char *text_of(const struct hr_changes *changes, struct hr_arena *arena)
{
    struct hr_strv lines = { 0 };
    int width = 0;

    for (size_t i = 0; i < changes->n; i++) {
        const int length = (int)strlen(changes->v[i].pointer);

        width = length > width && length <= POINTER_MAX ? length : width;
    }
    for (int kind = 0; kind < HR_CHANGE__COUNT; kind++) {
        for (size_t i = 0; i < changes->n; i++) {
            const struct hr_change *c = &changes->v[i];

            if (c->kind == (enum hr_change_kind)kind)
                hr_strv_pushf(arena, &lines, "%-7s  %-*s  %s -> %s\n", hr_change_name(c->kind),
                              width, hr_text_safe(arena, c->pointer), c->from ? c->from : "nothing",
                              c->to ? c->to : "nothing");
        }
    }
    return hr_strv_join(arena, &lines, "");
}

static void write_value(struct hr_jsonw *w, const char *key, const char *json)
{
    hr_jsonw_key(w, key);
    json ? hr_jsonw_number(w, json) : hr_jsonw_null(w); /* written as it is */
}

static const char *json_of(const struct hr_profile *first, const struct hr_profile *second,
                           const struct hr_changes *changes, struct hr_arena *arena)
{
    struct hr_jsonw w;

    hr_jsonw_init(&w, arena, 2);
    hr_jsonw_object(&w);
    hr_jsonw_member_integer(&w, "version", 1);
    hr_jsonw_member_string(&w, "from", first->name);
    hr_jsonw_member_string(&w, "to", second->name);
    hr_jsonw_key(&w, "changes");
    hr_jsonw_array(&w);
    for (size_t i = 0; i < changes->n; i++) {
        hr_jsonw_object(&w);
        hr_jsonw_member_string(&w, "kind", hr_change_name(changes->v[i].kind));
        hr_jsonw_member_string(&w, "pointer", changes->v[i].pointer);
        write_value(&w, "from", changes->v[i].from);
        write_value(&w, "to", changes->v[i].to);
        hr_jsonw_end(&w);
    }
    hr_jsonw_end(&w);
    hr_jsonw_end(&w);
    return hr_arena_printf(arena, "%s\n", hr_jsonw_text(&w));
}

/* What nobody can order may grant more: to say that it does not would be a guess. */
static bool grants_more(const struct hr_changes *changes)
{
    for (size_t i = 0; i < changes->n; i++) {
        if (changes->v[i].kind == HR_CHANGE_LOOSER || changes->v[i].kind == HR_CHANGE_UNORDERED)
            return true;
    }
    return false;
}

/* VALUE, which is in DOCUMENT at POINTER, as it is to be seen. */
static void hide(const struct hr_json *document, const char *pointer, struct hr_arena *arena,
                 const char **value)
{
    const struct hr_json *node = hr_json_at(document, pointer);
    struct hr_jsonw w;

    if (!*value || !node || node->type != HR_JSON_STRING)
        return;
    hr_jsonw_init(&w, arena, 0);
    hr_jsonw_json(&w, node, true);
    *value = hr_jsonw_text(&w);
}

static void hide_secrets(const struct hr_choice *first, const struct hr_choice *second,
                         struct hr_arena *arena, struct hr_changes *changes)
{
    const struct hr_json *from = hr_ctl_hide(first->profile->document, arena);
    const struct hr_json *to = hr_ctl_hide(second->profile->document, arena);

    for (size_t i = 0; i < changes->n; i++) {
        if (!hr_text_starts(changes->v[i].pointer, "/environment/set/"))
            continue;
        hide(from, changes->v[i].pointer, arena, &changes->v[i].from);
        hide(to, changes->v[i].pointer, arena, &changes->v[i].to);
    }
}

static enum hr_ctl_status diff(struct hr_ctl *ctl)
{
    struct hr_choice first, second;
    struct hr_errors errs = { 0 };
    struct hr_changes changes = { 0 };
    struct hr_level_pairs levels;
    const char *text;

    if (!choose(ctl, 0, &first, &errs) || !choose(ctl, 1, &second, &errs))
        return hr_ctl_fail_all(ctl, &errs);
    levels = levels_of(first.profile, second.profile, ctl->arena);
    hr_profile_diff(first.profile, second.profile, &levels, ctl->arena, &changes);
    hide_secrets(&first, &second, ctl->arena, &changes);
    text = hr_ctl_has_format(ctl, "json")
               ? json_of(first.profile, second.profile, &changes, ctl->arena)
               : text_of(&changes, ctl->arena);
    if (!ctl->given[HR_CTL_QUIET] && hr_ctl_print(ctl, text) != HR_CTL_DONE)
        return HR_CTL_FAILED;
    return ctl->given[HR_CTL_NO_LOOSER] && grants_more(&changes) ? HR_CTL_FOUND : HR_CTL_DONE;
}

const struct hr_ctl_command hr_ctl_profile_diff = {
    .name = "profile diff",
    .operands = "A B",
    .help = "tell what profile B grants that A does not, and what it grants no more",
    .about =
        "Each line is a value, with everything that the profiles extend and every rule's level:\n"
        "looser grants more, tighter less, differs may grant more and nobody can tell, other\n"
        "grants nothing either way.\n"
        "\n"
        "  hrunctl profile diff default build\n"
        "  hrunctl profile diff --no-looser default ./team.json     a gate for changes of policy\n",
    .operand = HR_CTL_PROFILES,
    .least = 2,
    .most = 2,
    .options = HR_CTL_BIT(HR_CTL_FORMAT) | HR_CTL_BIT(HR_CTL_NO_LOOSER) | HR_CTL_BIT(HR_CTL_QUIET),
    .exec = diff,
};
