/* SPDX-License-Identifier: MIT */
#include "hrun/policy/policy.h"

#include "hrun/base/file.h"
#include "hrun/base/quote.h"
#include "hrun/base/text.h"
#include "hrun/policy/reader.h"

#include "floor.h"
#include "lock.h"

#include <errno.h>
#include <string.h>

#define IN_POLICY(member) offsetof(struct hr_policy, member)

static const struct hr_key profile_key[] = {
    {
        .name = "*",
        .type = HR_KEY_PROFILE,
        .help = "the name of a profile",
    },
    { 0 },
};

static const struct hr_key pointer_key[] = {
    {
        .name = "*",
        .type = HR_KEY_POINTER,
        .help = "the JSON pointer of a key, which locks the rules that guard it, or of a rule",
    },
    { 0 },
};

static const struct hr_key own_keys[] = {
    {
        .name = "version",
        .type = HR_KEY_INTEGER,
        .required = true,
        .offset = IN_POLICY(alone.version),
        .min = 1,
        .max = 1,
        .want = "1",
        .help = "the version of this format",
    },
    {
        .name = "description",
        .type = HR_KEY_TEXT,
        .offset = IN_POLICY(alone.description),
        .help = "what the policy is for",
    },
    {
        .name = "lock",
        .type = HR_KEY_LIST,
        .offset = IN_POLICY(lock),
        .members = pointer_key,
        .want = "a list of JSON pointers",
        .help = "what no profile, list or --allow passes; \"\" is all",
    },
    {
        .name = "profiles",
        .type = HR_KEY_LIST,
        .offset = IN_POLICY(profiles),
        .members = profile_key,
        .want = "a list of names",
        .help = "the profiles that may be used, from where only root can write",
    },
};

const struct hr_key *hr_policy_keys(struct hr_arena *arena)
{
    struct keys {
        HR_VEC(struct hr_key);
    } keys = { 0 };

    for (size_t i = 0; i < HR_ARRAY_LEN(own_keys); i++)
        *HR_VEC_PUSH(arena, &keys) = own_keys[i];
    for (const struct hr_key *key = hr_profile_keys(); key->name; key++) {
        if (key->merge != HR_MERGE_OWN)
            *HR_VEC_PUSH(arena, &keys) = *key;
    }
    *HR_VEC_PUSH(arena, &keys) = (struct hr_key){ 0 };
    return keys.v;
}

/* Who can write the policy, or put another in its place, decides what everybody is held to. */
static bool check_owner(const struct hr_policy_place *place, const char *path,
                        const struct stat *status, struct hr_arena *arena, struct hr_error *err)
{
    const bool by_group =
        (status->st_mode & S_IWGRP) && (status->st_gid != 0 || hr_file_has_acl(path, status));

    if (status->st_uid == place->owner && !by_group && !(status->st_mode & S_IWOTH))
        return true;
    if (status->st_uid != place->owner) {
        hr_error_set(err, arena, HR_ERRC_INPUT, "it belongs to user %u, who could change it",
                     (unsigned)status->st_uid);
        hr_error_hint(err, arena, "chown %u %s", (unsigned)place->owner,
                      hr_quote_shell(arena, path));
    } else {
        hr_error_set(err, arena, HR_ERRC_INPUT, "others can write this");
        hr_error_hint(err, arena, "chmod go-w %s", hr_quote_shell(arena, path));
    }
    err->where.source = path;
    return false;
}

static bool read_text(const struct hr_policy_place *place, struct hr_arena *arena,
                      struct hr_bytes *out, struct hr_error *err)
{
    const char *slash = strrchr(place->path, '/');
    const char *folder =
        hr_arena_strndup(arena, place->path, slash ? (size_t)(slash - place->path) : 0);
    struct stat status;

    if (!hr_file_read(place->path, HR_PROFILE_MAX_BYTES, arena, out, &status, err) ||
        !check_owner(place, place->path, &status, arena, err))
        return false;
    if (stat(folder, &status) != 0)
        return hr_error_sys(err, arena, errno, "cannot examine '%s'", folder);
    return check_owner(place, folder, &status, arena, err);
}

bool hr_policy_parse(const struct hr_profile_text *from, const struct hr_rule_names *rules,
                     struct hr_arena *arena, const struct hr_policy **out, struct hr_errors *errs)
{
    struct hr_policy *policy = hr_arena_alloc(arena, sizeof(*policy));
    struct hr_reader reader = { .rules = rules, .arena = arena, .errs = errs };
    struct hr_error err;

    if (!hr_json_parse(from->text, from->size, from->source, arena, &policy->document, &err)) {
        *HR_VEC_PUSH(arena, errs) = err;
        return false;
    }
    if (!hr_reader_document(&reader, hr_policy_keys(arena), policy->document, policy))
        return false;
    for (size_t i = 0; i < policy->lock.n; i++)
        (void)hr_lock_rules(policy->lock.v[i], rules, arena, &policy->locked);
    policy->path = from->source;
    policy->names = hr_json_get(policy->document, "profiles") != NULL;
    policy->alone.name = "policy";
    policy->alone.path = from->source;
    policy->alone.document = policy->document;
    policy->alone.policy = policy;
    hr_profile_hash(policy->document, arena, policy->alone.sha256);
    *out = policy;
    return true;
}

bool hr_policy_read(const struct hr_policy_place *place, const struct hr_rule_names *rules,
                    struct hr_arena *arena, const struct hr_policy **out, struct hr_errors *errs)
{
    struct hr_bytes bytes;
    struct stat status;
    struct hr_error err;

    /* A link that leads nowhere is there, and cannot be read. */
    if (lstat(place->path, &status) != 0 && (errno == ENOENT || errno == ENOTDIR)) {
        *out = NULL;
        return true;
    }
    if (!read_text(place, arena, &bytes, &err)) {
        *HR_VEC_PUSH(arena, errs) = err;
        return false;
    }
    return hr_policy_parse(
        &(struct hr_profile_text){ .text = bytes.data, .size = bytes.size, .source = place->path },
        rules, arena, out, errs);
}

/* Say that nothing of LIST, which is the profile's, is among what the policy has. */
static bool fail_barred(const struct hr_policy *policy, const struct hr_json *list,
                        struct hr_arena *arena, struct hr_errors *errs)
{
    struct hr_error *err = HR_VEC_PUSH(arena, errs);

    hr_error_set(err, arena, HR_ERRC_INPUT, "none of these is among those of %s", policy->path);
    err->where.source = list->source;
    err->where.line = list->line;
    err->where.column = list->column;
    err->where.pointer = hr_json_pointer(list, arena);
    return false;
}

bool hr_policy_hold(const struct hr_policy *policy, const struct hr_rule_names *rules,
                    struct hr_arena *arena, struct hr_profile *profile, struct hr_strv *held,
                    struct hr_errors *errs)
{
    struct hr_floor floor = { .policy = policy, .rules = rules, .arena = arena, .held = held };
    struct hr_reader reader = { .rules = rules, .arena = arena, .errs = errs };
    struct hr_json *document = hr_floor_hold(&floor, profile->document);
    const struct hr_json *lock = hr_json_get(policy->document, "lock");
    struct hr_profile out = { 0 };

    if (floor.barred)
        return fail_barred(policy, floor.barred, arena, errs);
    if (!hr_reader_document(&reader, hr_profile_keys(), document, &out))
        return false;
    if (lock)
        hr_json_append(document, hr_json_copy(lock, arena));
    out.extends = profile->extends;
    out.path = profile->path;
    out.chain = profile->chain;
    out.document = document;
    out.policy = policy;
    hr_profile_hash(document, arena, out.sha256);
    *profile = out;
    return true;
}

bool hr_policy_says(const struct hr_profile *profile, const char *pointer)
{
    const struct hr_json *node = profile->policy ? hr_json_at(profile->document, pointer) : NULL;

    return node && strcmp(node->source, profile->policy->path) == 0;
}

bool hr_policy_locks(const struct hr_policy *policy, const char *rule)
{
    return policy && hr_strv_has(&policy->locked, rule);
}
