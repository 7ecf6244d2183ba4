/* SPDX-License-Identifier: MIT */
/* hrunctl profile check: what is wrong with files of profiles, and what they themselves would put into a
 * container that the rules refuse. */
#include "hrun/base/file.h"
#include "hrun/base/jsonw.h"
#include "hrun/base/text.h"
#include "hrun/cli/ctl.h"
#include "hrun/cli/search.h"
#include "hrun/guard/guard.h"
#include "hrun/plan/plan.h"

#include <string.h>

/* A file that was looked at. */
struct checked {
    const char *path;
    const struct hr_profile *profile; /* NULL if it has errors */
    struct hr_errors errs;
    struct hr_findings findings; /* of what it injects */
};
struct checked_files {
    HR_VEC(struct checked);
};

/* What is left of PROFILE when it asks for nothing: what it lets others do. */
static struct hr_profile without_wishes(const struct hr_profile *profile)
{
    return (struct hr_profile){
        .version = profile->version,
        .name = profile->name,
        .max = profile->max,
        .allow = profile->allow,
        .image = profile->image,
        .ports = profile->ports,
        .environment = profile->environment,
        .volumes = profile->volumes,
        .rules = profile->rules,
    };
}

/* Judge what PROFILE injects where the line leaves everything open, as if a person had written it. What is
 * missing may be on the line, so it trips nothing here. */
static void judge(struct hr_ctl *ctl, const struct hr_profile *profile, struct hr_findings *out)
{
    const struct hr_profile policy = without_wishes(profile);
    struct hr_invocation invocation = { .verb = HR_VERB_RUN, .has_image = true };
    const struct hr_facts facts = { 0 };
    const struct hr_harden in = {
        .invocation = &invocation, .profile = profile, .facts = &facts, .host = &ctl->host
    };
    struct hr_settings settings = { 0 };
    struct hr_strv notes = { 0 };
    struct hr_findings all = { 0 };
    struct hr_view view;
    const struct hr_case c = { .settings = &settings,
                               .view = &view,
                               .facts = &facts,
                               .image = &invocation.image,
                               .profile = &policy,
                               .reviewed = true };

    invocation.image_word = invocation.image.raw = "IMAGE";
    hr_harden(&in, ctl->arena, &settings, &notes);
    for (size_t i = 0; i < settings.n; i++)
        settings.v[i].judged = true;
    hr_view_fold(&settings, ctl->arena, &view);
    hr_guard_judge(&c, ctl->arena, &all);
    for (size_t i = 0; i < all.n; i++) {
        if (all.v[i].setting && all.v[i].setting->origin.kind == HR_ORIGIN_PROFILE)
            *HR_VEC_PUSH(ctl->arena, out) = all.v[i];
    }
}

/* True for what the system policy is called. */
static bool is_policy(const char *path)
{
    const char *slash = strrchr(path, '/');

    return strcmp(slash ? slash + 1 : path, "policy.json") == 0;
}

static void check_policy(struct hr_ctl *ctl, const char *path, struct checked *out)
{
    const struct hr_rule_names *rules = hr_search_store(&ctl->host, ctl->arena)->rules;
    const struct hr_policy *policy;
    struct hr_bytes bytes;
    struct hr_error err;

    if (!hr_file_read(path, HR_PROFILE_MAX_BYTES, ctl->arena, &bytes, NULL, &err)) {
        *HR_VEC_PUSH(ctl->arena, &out->errs) = err;
        return;
    }
    if (hr_policy_parse(
            &(struct hr_profile_text){ .text = bytes.data, .size = bytes.size, .source = path },
            rules, ctl->arena, &policy, &out->errs))
        out->profile = &policy->alone;
}

/* What the file says, whatever it is held to on this machine. */
static void check_file(struct hr_ctl *ctl, const char *path, struct checked *out)
{
    struct hr_store store = *hr_search_store(&ctl->host, ctl->arena);
    const struct hr_wish wish = {
        .flag = strchr(path, '/') ? path : hr_arena_printf(ctl->arena, "./%s", path),
        .is_operand = true,
    };
    struct hr_choice choice;

    out->path = path;
    store.policy = NULL;
    if (is_policy(path)) {
        check_policy(ctl, path, out);
        return;
    }
    if (!hr_store_choose(&store, &wish, ctl->arena, &choice, &out->errs))
        return;
    out->profile = choice.profile;
    judge(ctl, choice.profile, &out->findings);
}

/* Where the value stands that F is about. */
static const struct hr_json *node_of(const struct checked *file, const struct hr_finding *f)
{
    return hr_json_at(file->profile->document, f->setting->origin.pointer);
}

static void print_finding(const struct checked *file, const struct hr_finding *f,
                          struct hr_arena *arena, struct hr_strv *lines)
{
    const struct hr_json *node = node_of(file, f);
    const char *place =
        node ? hr_arena_printf(arena, "%s:%zu:%zu: ", node->source, node->line, node->column) : "";

    hr_strv_pushf(arena, lines, "%s%s: %s: %s [%s]\n", hr_text_safe(arena, place),
                  hr_level_name(f->level), hr_text_safe(arena, f->setting->origin.pointer),
                  hr_text_safe(arena, f->message), f->rule->name);
}

static const char *text_of(const struct checked_files *files, struct hr_arena *arena)
{
    struct hr_strv lines = { 0 };

    for (size_t i = 0; i < files->n; i++) {
        const struct checked *file = &files->v[i];

        for (size_t k = 0; k < file->errs.n; k++)
            hr_strv_pushf(arena, &lines, "%s\n", hr_error_text(&file->errs.v[k], arena));
        for (size_t k = 0; k < file->findings.n; k++)
            print_finding(file, &file->findings.v[k], arena, &lines);
    }
    return hr_strv_join(arena, &lines, "");
}

static void write_place(struct hr_jsonw *w, const char *source, size_t line, size_t column)
{
    hr_jsonw_member_string(w, "source", source);
    hr_jsonw_key(w, "line");
    line > 0 ? hr_jsonw_integer(w, (int64_t)line) : hr_jsonw_null(w);
    hr_jsonw_key(w, "column");
    column > 0 ? hr_jsonw_integer(w, (int64_t)column) : hr_jsonw_null(w);
}

static void write_file(struct hr_jsonw *w, const struct checked *file)
{
    hr_jsonw_object(w);
    hr_jsonw_member_string(w, "file", file->path);
    hr_jsonw_key(w, "errors");
    hr_jsonw_array(w);
    for (size_t i = 0; i < file->errs.n; i++) {
        const struct hr_error *err = &file->errs.v[i];

        hr_jsonw_object(w);
        write_place(w, err->where.source, err->where.line, err->where.column);
        hr_jsonw_member_string(w, "pointer", err->where.pointer);
        hr_jsonw_member_string(w, "message", err->msg);
        hr_jsonw_member_string(w, "hint", err->hint);
        hr_jsonw_end(w);
    }
    hr_jsonw_end(w);
    hr_jsonw_key(w, "findings");
    hr_jsonw_array(w);
    for (size_t i = 0; i < file->findings.n; i++) {
        const struct hr_finding *f = &file->findings.v[i];
        const struct hr_json *node = node_of(file, f);

        hr_jsonw_object(w);
        write_place(w, node ? node->source : NULL, node ? node->line : 0, node ? node->column : 0);
        hr_jsonw_member_string(w, "pointer", f->setting->origin.pointer);
        hr_jsonw_member_string(w, "rule", f->rule->name);
        hr_jsonw_member_string(w, "level", hr_level_name(f->level));
        hr_jsonw_member_string(w, "message", f->message);
        hr_jsonw_end(w);
    }
    hr_jsonw_end(w);
    hr_jsonw_end(w);
}

static const char *json_of(const struct checked_files *files, struct hr_arena *arena)
{
    struct hr_jsonw w;

    hr_jsonw_init(&w, arena, 2);
    hr_jsonw_object(&w);
    hr_jsonw_member_integer(&w, "version", 1);
    hr_jsonw_key(&w, "files");
    hr_jsonw_array(&w);
    for (size_t i = 0; i < files->n; i++)
        write_file(&w, &files->v[i]);
    hr_jsonw_end(&w);
    hr_jsonw_end(&w);
    return hr_arena_printf(arena, "%s\n", hr_jsonw_text(&w));
}

/* A file that cannot be read was not checked at all. */
static enum hr_ctl_status status_of(const struct hr_ctl *ctl, const struct checked *file)
{
    for (size_t i = 0; i < file->errs.n; i++) {
        if (file->errs.v[i].code == HR_ERRC_SYSTEM)
            return HR_CTL_FAILED;
    }
    for (size_t i = 0; i < file->findings.n; i++) {
        if (file->findings.v[i].level >= hr_ctl_fail_on(ctl))
            return HR_CTL_FOUND;
    }
    return file->errs.n > 0 ? HR_CTL_FOUND : HR_CTL_DONE;
}

static enum hr_ctl_status check(struct hr_ctl *ctl)
{
    struct checked_files files = { 0 };
    enum hr_ctl_status worst = HR_CTL_DONE;

    for (size_t i = 0; i < ctl->operands.n; i++) {
        struct checked *file = HR_VEC_PUSH(ctl->arena, &files);

        check_file(ctl, ctl->operands.v[i], file);
        if (status_of(ctl, file) > worst)
            worst = status_of(ctl, file);
    }
    if (!ctl->given[HR_CTL_QUIET] &&
        hr_ctl_print(ctl, hr_ctl_has_format(ctl, "json")
                              ? json_of(&files, ctl->arena)
                              : text_of(&files, ctl->arena)) != HR_CTL_DONE)
        return HR_CTL_FAILED;
    return worst;
}

const struct hr_ctl_command hr_ctl_profile_check = {
    .name = "profile check",
    .operands = "FILE...",
    .help = "find what is wrong with the files of profiles",
    .about =
        "All errors are told, each as FILE:LINE:COLUMN: MESSAGE, for editors and CI; also what the\n"
        "file itself would put into a container that rules refuse, such as the host's network.\n"
        "A profile that means it says so under \"rules\". A file policy.json is a system policy.\n"
        "\n"
        "  hrunctl profile check team.json\n"
        "  hrunctl profile check --format json profiles/*.json\n",
    .operand = HR_CTL_FILES,
    .least = 1,
    .most = HR_CTL_MANY,
    .options = HR_CTL_BIT(HR_CTL_FAIL_ON) | HR_CTL_BIT(HR_CTL_FORMAT) | HR_CTL_BIT(HR_CTL_QUIET),
    .exec = check,
};
