/* SPDX-License-Identifier: MIT */
/* What somebody would have to write into a profile. */
#include "hrun/base/jsonw.h"
#include "hrun/base/text.h"
#include "hrun/policy/policy.h"
#include "hrun/render/findings.h"

#include <stddef.h>
#include <string.h>

/* The objects of a profile that hold the lists which let subjects pass. */
static const char *const sections[] = { "allow", "environment", "volumes" };

struct permit {
    const struct hr_findings *findings;
    const struct hr_screen *screen;
    struct hr_jsonw w;
};

/* True if F goes by a list rather than by its rule's level. */
static bool has_list(const struct hr_finding *f)
{
    return f->rule->list && f->subject;
}

/* True if the system policy says what F trips on: no profile goes below that. */
static bool is_policys(const struct hr_screen *screen, const struct hr_finding *f)
{
    const struct hr_policy *policy = screen->profile->policy;
    const struct hr_strv *list;

    if (!policy)
        return false;
    if (!has_list(f))
        return hr_profile_level(&policy->alone, f->rule->name, HR_LEVEL_ALLOW) == HR_LEVEL_DENY;
    list = (const struct hr_strv *)(const void *)((const char *)&policy->alone + f->rule->key);
    return list->n > 0 && !hr_strv_has(list, f->subject);
}

/* True if a profile can let F pass: its rule as a whole only where that has no list. */
static bool counts(const struct hr_screen *screen, const struct hr_finding *f)
{
    return f->level == HR_LEVEL_DENY && !f->allowed && f->once && !f->unlisted &&
           !is_policys(screen, f);
}

static bool any_counts(const struct hr_findings *findings, const struct hr_screen *screen)
{
    for (size_t i = 0; i < findings->n; i++) {
        if (counts(screen, &findings->v[i]))
            return true;
    }
    return false;
}

/* The part of POINTER behind "/SECTION/", or NULL if it is in another. */
static const char *member_of(const char *pointer, const char *section)
{
    const size_t length = strlen(section);

    return strncmp(pointer + 1, section, length) == 0 && pointer[1 + length] == '/'
               ? pointer + length + 2
               : NULL;
}

/* The list that the profile has now, with what RULE and those of the same list found: lists of a profile replace those of the one that it
 * extends. */
static struct hr_strv list_of(const struct permit *p, const struct hr_rule *rule)
{
    const struct hr_strv *now =
        (const struct hr_strv *)(const void *)((const char *)p->screen->profile + rule->key);
    struct hr_strv list = { 0 };

    hr_strv_extend(p->w.arena, &list, now);
    for (size_t i = 0; i < p->findings->n; i++) {
        const struct hr_finding *f = &p->findings->v[i];

        if (counts(p->screen, f) && has_list(f) && strcmp(f->rule->list, rule->list) == 0 &&
            !hr_strv_has(&list, f->subject))
            hr_strv_push(p->w.arena, &list, f->subject);
    }
    return list;
}

/* True if RULE has findings that count, by its list or, with LISTED false, by its level. */
static bool is_needed(const struct permit *p, const struct hr_rule *rule, bool listed)
{
    for (size_t i = 0; i < p->findings->n; i++) {
        const struct hr_finding *f = &p->findings->v[i];

        if (f->rule == rule && counts(p->screen, f) && has_list(f) == listed)
            return true;
    }
    return false;
}

/* On one line: such lists are long and dull. */
static void write_strings(struct hr_jsonw *w, const char *key, const struct hr_strv *list)
{
    const unsigned indent = w->indent;

    hr_jsonw_key(w, key);
    w->indent = 0;
    hr_jsonw_array(w);
    for (size_t i = 0; i < list->n; i++)
        hr_jsonw_string(w, list->v[i]);
    hr_jsonw_end(w);
    w->indent = indent;
}

/* True if a rule before the one at INDEX wrote the list that this one goes by too. */
static bool is_written(const struct permit *p, const struct hr_rule *rules, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (rules[i].list && strcmp(rules[i].list, rules[index].list) == 0 &&
            is_needed(p, &rules[i], true))
            return true;
    }
    return false;
}

static void write_section(struct permit *p, const char *section)
{
    bool open = false;
    size_t count;
    const struct hr_rule *rules = hr_rules(&count);

    for (size_t i = 0; i < count; i++) {
        const char *member = rules[i].list ? member_of(rules[i].list, section) : NULL;
        struct hr_strv list;

        if (!member || !is_needed(p, &rules[i], true) || is_written(p, rules, i))
            continue;
        if (!open) {
            hr_jsonw_key(&p->w, section);
            hr_jsonw_object(&p->w);
        }
        open = true;
        list = list_of(p, &rules[i]);
        write_strings(&p->w, member, &list);
    }
    if (open)
        hr_jsonw_end(&p->w);
}

static void write_levels(struct permit *p)
{
    bool open = false;
    size_t count;
    const struct hr_rule *rules = hr_rules(&count);

    for (size_t i = 0; i < count; i++) {
        if (!is_needed(p, &rules[i], false))
            continue;
        if (!open) {
            hr_jsonw_key(&p->w, "rules");
            hr_jsonw_object(&p->w);
        }
        open = true;
        hr_jsonw_member_string(&p->w, rules[i].name, hr_level_name(HR_LEVEL_ALLOW));
    }
    if (open)
        hr_jsonw_end(&p->w);
}

/* The image's name as people write it, which matches every tag; NULL if it has none. */
static const char *image_name(const struct permit *p)
{
    static const char library[] = "library/";
    const struct hr_reference *image = p->screen->image;

    if (!image || !image->path)
        return NULL;
    if (strcmp(image->registry, "docker.io") != 0)
        return hr_arena_printf(p->w.arena, "%s/%s", image->registry, image->path);
    return hr_text_starts(image->path, library) ? image->path + strlen(library) : image->path;
}

/* A profile's name for IMAGE: its last element. */
static const char *name_for(const char *image)
{
    const char *slash = image ? strrchr(image, '/') : NULL;
    const char *name = slash ? slash + 1 : image;

    return name && hr_profile_is_name(name) ? name : "mine";
}

/* True if the profile in force is a file in the caller's own folder. */
static bool is_own(const struct hr_screen *screen)
{
    const char *path = screen->profile->path;
    const size_t length = strlen(screen->folder);

    return path && hr_text_starts(path, screen->folder) && path[length] == '/';
}

static void write_head(struct permit *p, const struct hr_permit *permit)
{
    struct hr_strv images = { 0 };

    hr_jsonw_member_integer(&p->w, "version", 1);
    hr_jsonw_member_string(&p->w, "name", permit->name);
    hr_jsonw_member_string(&p->w, "extends", p->screen->profile->name);
    if (!permit->matches)
        return;
    hr_strv_push(p->w.arena, &images, permit->matches);
    hr_jsonw_key(&p->w, "match");
    hr_jsonw_object(&p->w);
    write_strings(&p->w, "images", &images);
    hr_jsonw_end(&p->w);
}

bool hr_render_permit(const struct hr_findings *findings, const struct hr_screen *screen,
                      struct hr_arena *arena, struct hr_permit *out)
{
    struct permit p = { .findings = findings, .screen = screen };

    if (!screen->profile || !screen->folder || !any_counts(findings, screen))
        return false;
    hr_jsonw_init(&p.w, arena, 2);
    *out = (struct hr_permit){ .added = is_own(screen) };
    out->matches = out->added ? NULL : image_name(&p);
    out->name = name_for(out->matches);
    out->path = out->added ? screen->profile->path
                           : hr_arena_printf(arena, "%s/%s.json", screen->folder, out->name);
    hr_jsonw_object(&p.w);
    if (!out->added)
        write_head(&p, out);
    for (size_t i = 0; i < HR_ARRAY_LEN(sections); i++)
        write_section(&p, sections[i]);
    write_levels(&p);
    hr_jsonw_end(&p.w);
    out->json = hr_jsonw_text(&p.w);
    return true;
}
