/* SPDX-License-Identifier: MIT */
/* hrunctl profile list: which profiles there are, and which of one name is meant. */
#include "hrun/base/jsonw.h"
#include "hrun/base/text.h"
#include "hrun/cli/ctl.h"
#include "hrun/cli/search.h"
#include "hrun/policy/list.h"

#include <stdio.h>
#include <string.h>

static const char *json_of(const struct hr_listed_profiles *list, struct hr_arena *arena)
{
    struct hr_jsonw w;

    hr_jsonw_init(&w, arena, 2);
    hr_jsonw_object(&w);
    hr_jsonw_member_integer(&w, "version", 1);
    hr_jsonw_key(&w, "profiles");
    hr_jsonw_array(&w);
    for (size_t i = 0; i < list->n; i++) {
        const struct hr_listed *row = &list->v[i];

        hr_jsonw_object(&w);
        hr_jsonw_member_string(&w, "name", row->name);
        hr_jsonw_member_string(&w, "source", row->source);
        hr_jsonw_member_string(&w, "hidden_by", row->hidden_by);
        hr_jsonw_member_string(&w, "description", row->description);
        hr_jsonw_member_string(&w, "extends", row->extends);
        hr_jsonw_key(&w, "images");
        hr_jsonw_array(&w);
        for (size_t k = 0; k < row->images.n; k++)
            hr_jsonw_string(&w, row->images.v[k]);
        hr_jsonw_end(&w);
        hr_jsonw_member_string(&w, "error", row->wrong);
        hr_jsonw_end(&w);
    }
    hr_jsonw_end(&w);
    hr_jsonw_end(&w);
    return hr_arena_printf(arena, "%s\n", hr_jsonw_text(&w));
}

/* A line below a profile's own, if it has one of that KIND. */
static void more(struct hr_strv *lines, int width, const char *kind, const char *text,
                 struct hr_arena *arena)
{
    if (text && *text)
        hr_strv_pushf(arena, lines, "%*s  %s %s\n", width, "", kind, hr_text_safe(arena, text));
}

static const char *text_of(const struct hr_listed_profiles *list, struct hr_arena *arena)
{
    struct hr_strv lines = { 0 };
    int width = 0;

    for (size_t i = 0; i < list->n; i++) {
        const int length = (int)strlen(list->v[i].name);

        width = length > width ? length : width;
    }
    for (size_t i = 0; i < list->n; i++) {
        const struct hr_listed *row = &list->v[i];
        const char *what = row->description ? row->description : "(says nothing of itself)";

        hr_strv_pushf(arena, &lines, "%-*s  %s\n", width, row->name,
                      row->hidden_by ? "(hidden)" : hr_text_safe(arena, what));
        more(&lines, width, "from", row->source, arena);
        more(&lines, width, "hidden by", row->hidden_by, arena);
        more(&lines, width, "extends", row->extends, arena);
        more(&lines, width, "for images", hr_strv_join(arena, &row->images, ", "), arena);
        more(&lines, width, "broken:", row->wrong, arena);
    }
    return hr_strv_join(arena, &lines, "");
}

static enum hr_ctl_status list(struct hr_ctl *ctl)
{
    struct hr_listed_profiles found;
    struct hr_errors errs = { 0 };
    enum hr_ctl_status status;

    hr_store_list(hr_search_store(&ctl->host, ctl->arena), ctl->arena, &found, &errs);
    status = hr_ctl_print(ctl, hr_ctl_has_format(ctl, "json") ? json_of(&found, ctl->arena)
                                                              : text_of(&found, ctl->arena));
    return errs.n > 0 ? hr_ctl_fail_all(ctl, &errs) : status;
}

const struct hr_ctl_command hr_ctl_profile_list = {
    .name = "profile list",
    .operands = "",
    .help = "list the profiles that a name can mean, where they are and what they are for",
    .about =
        "The first one of a name on the search path is meant and hides the others:\n"
        "$XDG_CONFIG_HOME/hrun/profiles, /etc/hrun/profiles, the installed share/hrun/profiles,\n"
        "then those compiled in.\n",
    .options = HR_CTL_BIT(HR_CTL_FORMAT),
    .exec = list,
};
