/* SPDX-License-Identifier: MIT */
#include "hrun/render/report.h"

#include "hrun/base/jsonw.h"
#include "hrun/base/text.h"
#include "hrun/guard/allow.h"
#include "hrun/guard/shown.h"
#include "hrun/render/argv.h"

#include <string.h>

static void write_strings(struct hr_jsonw *w, const char *key, const struct hr_strv *list)
{
    hr_jsonw_key(w, key);
    hr_jsonw_array(w);
    for (size_t i = 0; i < list->n; i++)
        hr_jsonw_string(w, list->v[i]);
    hr_jsonw_end(w);
}

static void write_profile(struct hr_jsonw *w, const struct hr_profile *profile)
{
    hr_jsonw_key(w, "profile");
    if (!profile) {
        hr_jsonw_null(w);
        return;
    }
    hr_jsonw_object(w);
    hr_jsonw_member_string(w, "name", profile->name);
    hr_jsonw_member_string(w, "path", profile->path);
    hr_jsonw_member_string(w, "sha256", profile->sha256);
    hr_jsonw_end(w);
}

static void write_image(struct hr_jsonw *w, const struct hr_plan *plan)
{
    const struct hr_image_facts *image = &plan->facts->image;
    const bool known = image->state == HR_KNOWN;

    if (!plan->invocation->has_image) {
        hr_jsonw_member_string(w, "image", NULL);
        return;
    }
    hr_jsonw_key(w, "image");
    hr_jsonw_object(w);
    hr_jsonw_member_string(w, "reference", plan->invocation->image_word);
    hr_jsonw_member_string(w, "id", known ? image->id : NULL);
    hr_jsonw_member_string(w, "user", known ? image->user : NULL);
    hr_jsonw_end(w);
}

static void write_environment(struct hr_jsonw *w, const struct hr_plan *plan)
{
    struct hr_strv names = { 0 };

    for (size_t i = 0; i < plan->set.n; i++)
        hr_strv_push(w->arena, &names,
                     hr_arena_strndup(w->arena, plan->set.v[i], strcspn(plan->set.v[i], "=")));
    hr_jsonw_key(w, "environment");
    hr_jsonw_object(w);
    write_strings(w, "set", &names);
    write_strings(w, "unset", &plan->unset);
    hr_jsonw_end(w);
}

static void write_settings(struct hr_jsonw *w, const struct hr_settings *settings)
{
    hr_jsonw_key(w, "settings");
    hr_jsonw_array(w);
    for (size_t i = 0; i < settings->n; i++) {
        const struct hr_setting *s = &settings->v[i];

        hr_jsonw_object(w);
        hr_jsonw_member_string(w, "option", s->option->name);
        hr_jsonw_member_string(w, "value", hr_shown_value(s, w->arena));
        if (s->was)
            hr_jsonw_member_string(w, "was", hr_shown_was(s, w->arena));
        hr_jsonw_member_string(w, "origin", hr_origin_text(&s->origin, w->arena));
        if (s->reason)
            hr_jsonw_member_string(w, "reason", s->reason);
        hr_jsonw_end(w);
    }
    hr_jsonw_end(w);
}

static void write_finding(struct hr_jsonw *w, const struct hr_finding *f)
{
    hr_jsonw_object(w);
    hr_jsonw_member_string(w, "rule", f->rule->name);
    hr_jsonw_member_string(w, "level", hr_level_name(f->level));
    hr_jsonw_member_string(w, "subject", f->subject);
    hr_jsonw_member_string(w, "origin",
                           f->setting ? hr_origin_text(&f->setting->origin, w->arena) : NULL);
    hr_jsonw_member_string(w, "message", f->message);
    hr_jsonw_member_string(w, "remedy", hr_allow_advice(f, w->arena));
    hr_jsonw_member_string(w, "allowed", f->allowed);
    hr_jsonw_end(w);
}

const char *hr_render_plan_json(const struct hr_plan *plan, const char *engine,
                                struct hr_arena *arena)
{
    struct hr_strv argv = { 0 };
    struct hr_jsonw w;

    hr_render_shown(plan, engine, arena, &argv);
    hr_jsonw_init(&w, arena, 2);
    hr_jsonw_object(&w);
    hr_jsonw_member_integer(&w, "version", 1);
    hr_jsonw_member_bool(&w, "refused", plan->refused);
    write_profile(&w, plan->profile);
    write_image(&w, plan);
    write_strings(&w, "command", &plan->invocation->command);
    write_strings(&w, "argv", &argv);
    write_environment(&w, plan);
    write_settings(&w, &plan->settings);
    hr_jsonw_key(&w, "findings");
    hr_jsonw_array(&w);
    for (size_t i = 0; i < plan->findings.n; i++)
        write_finding(&w, &plan->findings.v[i]);
    hr_jsonw_end(&w);
    hr_jsonw_end(&w);
    return hr_arena_printf(arena, "%s\n", hr_jsonw_text(&w));
}

static void write_error(struct hr_jsonw *w, const struct hr_error *err)
{
    const struct hr_origin origin = { .kind = HR_ORIGIN_ARGUMENT, .number = err->where.argument };
    struct hr_error message = { .code = err->code, .where = err->where, .msg = err->msg };

    message.where.argument = 0;
    hr_jsonw_object(w);
    hr_jsonw_member_string(w, "rule", hr_rule_of_error(err)->name);
    hr_jsonw_member_string(w, "level", hr_level_name(HR_LEVEL_DENY));
    hr_jsonw_member_string(w, "subject", NULL);
    hr_jsonw_member_string(w, "origin", origin.number ? hr_origin_text(&origin, w->arena) : NULL);
    hr_jsonw_member_string(w, "message", hr_error_text(&message, w->arena));
    hr_jsonw_member_string(w, "remedy", err->hint);
    hr_jsonw_member_string(w, "allowed", NULL);
    hr_jsonw_end(w);
}

const char *hr_render_errors_json(const struct hr_errors *errs, const struct hr_profile *profile,
                                  struct hr_arena *arena)
{
    static const char *const empty[] = { "argv", "settings" };
    struct hr_jsonw w;

    hr_jsonw_init(&w, arena, 2);
    hr_jsonw_object(&w);
    hr_jsonw_member_integer(&w, "version", 1);
    hr_jsonw_member_bool(&w, "refused", true);
    write_profile(&w, profile);
    hr_jsonw_member_string(&w, "image", NULL);
    hr_jsonw_member_string(&w, "command", NULL);
    for (size_t i = 0; i < HR_ARRAY_LEN(empty); i++) {
        hr_jsonw_key(&w, empty[i]);
        hr_jsonw_array(&w);
        hr_jsonw_end(&w);
    }
    hr_jsonw_key(&w, "environment");
    hr_jsonw_object(&w);
    write_strings(&w, "set", &(const struct hr_strv){ 0 });
    write_strings(&w, "unset", &(const struct hr_strv){ 0 });
    hr_jsonw_end(&w);
    hr_jsonw_key(&w, "findings");
    hr_jsonw_array(&w);
    for (size_t i = 0; i < errs->n; i++)
        write_error(&w, &errs->v[i]);
    hr_jsonw_end(&w);
    hr_jsonw_end(&w);
    return hr_arena_printf(arena, "%s\n", hr_jsonw_text(&w));
}
