/* SPDX-License-Identifier: MIT */
#include "entry.h"

#include "hrun/base/text.h"
#include "hrun/docker/go.h"
#include "hrun/docker/ulimit.h"

#include <inttypes.h>
#include <string.h>

bool hr_entry_level(const struct hr_field *f)
{
    struct hr_profile_rules *rules = f->member;
    const struct hr_rule_names *names = f->reader->rules;
    struct hr_nearest nearest = { .word = f->node->key };
    const int index = hr_type_word(f->key->words, f->node->text);
    bool known = strcmp(f->node->key, "*") == 0;

    for (size_t i = 0; i < names->n && !known; i++) {
        known = strcmp(names->v[i], f->node->key) == 0;
        hr_nearest_offer(&nearest, names->v[i]);
    }
    if (!known)
        hr_reader_bad_name(f->reader, f->node, "no rule that a profile may set is called",
                           nearest.best);
    if (index < 0)
        return false;
    *HR_VEC_PUSH(f->reader->arena, rules) = (struct hr_profile_rule){
        .name = f->node->key,
        .level = HR_LEVEL_ALLOW + (enum hr_level)index,
    };
    return true;
}

/* Clean, so that two keys cannot mean one place; plain, so that what hrun injects would pass its
 * own rules if it were typed; without ':', behind which docker expects options. */
static void check_path(const struct hr_field *f)
{
    const char *path = f->node->key, *clean = hr_go_clean(f->reader->arena, path);
    const bool tidy = strcmp(path, clean) == 0;

    if (path[0] == '/' && path[1] && tidy && hr_text_is_plain(path) && !strchr(path, ':'))
        return;
    hr_reader_bad_name(f->reader, f->node, "want a clean absolute path without a colon, found",
                       path[0] == '/' && !tidy && clean[1] ? clean : NULL);
}

bool hr_entry_mount(const struct hr_field *f)
{
    struct hr_profile_mounts *mounts = f->member;
    struct hr_profile_tmpfs mount = {
        .path = f->node->key,
        .pointer = hr_json_pointer(f->node, f->reader->arena),
        .mode = -1,
    };

    check_path(f);
    hr_reader_members(f->reader, f->key->members, f->node, &mount);
    if (mount.size_text && hr_type_size(mount.size_text, &mount.size))
        *HR_VEC_PUSH(f->reader->arena, mounts) = mount;
    return true;
}

/* The name of the field is none of docker's limits. */
static void refuse_limit(const struct hr_field *f)
{
    struct hr_nearest nearest = { .word = f->node->key };
    const char *name;

    for (size_t i = 0; (name = hr_ulimit_name(i)); i++)
        hr_nearest_offer(&nearest, name);
    hr_reader_bad_name(f->reader, f->node, "docker knows no limit called", nearest.best);
}

static bool is_limit(const char *name)
{
    const char *known;

    for (size_t i = 0; (known = hr_ulimit_name(i)); i++) {
        if (strcmp(known, name) == 0)
            return true;
    }
    return false;
}

bool hr_entry_ulimit(const struct hr_field *f)
{
    struct hr_profile_ulimits *ulimits = f->member;
    struct hr_profile_ulimit limit = {
        .name = f->node->key,
        .pointer = hr_json_pointer(f->node, f->reader->arena),
    };
    const size_t errors = f->reader->errs->n;

    if (!is_limit(limit.name))
        refuse_limit(f);
    if (f->node->type == HR_JSON_OBJECT) {
        hr_reader_members(f->reader, f->key->members, f->node, &limit);
        if (f->reader->errs->n > errors || f->reader->patch)
            return true; /* as a patch it may lack one of the two */
    } else if (!hr_json_integer(f->node, &limit.soft)) {
        return false;
    } else {
        limit.hard = limit.soft;
    }
    if (limit.soft < -1 || limit.hard < -1 ||
        (limit.hard != -1 && (limit.soft == -1 || limit.soft > limit.hard)))
        return false;
    *HR_VEC_PUSH(f->reader->arena, ulimits) = limit;
    return true;
}

/* True if the name of the field is one that stands before a '=' and means itself. */
static bool check_name(const struct hr_field *f)
{
    const char *name = f->node->key;

    if (*name && hr_text_is_plain(name) && !strpbrk(name, "= "))
        return true;
    hr_reader_bad_name(f->reader, f->node, "want a name without blanks and equals signs, found",
                       NULL);
    return false;
}

bool hr_entry_label(const struct hr_field *f)
{
    struct hr_profile_labels *labels = f->member;
    const char *name = f->node->key;

    if (check_name(f) && hr_text_starts(name, "hrun."))
        hr_reader_bad_name(f->reader, f->node, "hrun writes labels under hrun. itself, found",
                           NULL);
    *HR_VEC_PUSH(f->reader->arena, labels) = (struct hr_profile_label){
        .name = name,
        .value = f->node->text,
        .pointer = hr_json_pointer(f->node, f->reader->arena),
    };
    return true;
}

bool hr_entry_variable(const struct hr_field *f)
{
    struct hr_profile_variables *variables = f->member;

    check_name(f);
    *HR_VEC_PUSH(f->reader->arena, variables) = (struct hr_profile_variable){
        .name = f->node->key,
        .value = f->node->text,
        .pointer = hr_json_pointer(f->node, f->reader->arena),
    };
    return true;
}
