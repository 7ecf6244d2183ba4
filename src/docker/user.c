/* SPDX-License-Identifier: MIT */
#include "hrun/docker/user.h"

#include "hrun/base/text.h"
#include "hrun/docker/go.h"

#include <string.h>

#define ID_MAX INT32_MAX /* runc refuses more */

/* What is no number is a name, and what is out of range is refused by the engine: neither is known
 * here. */
static bool read_id(const char *text, uint32_t *out)
{
    int64_t value;

    if (!hr_go_atoi(text, &value) || value < 0 || value > ID_MAX)
        return false;
    *out = (uint32_t)value;
    return true;
}

void hr_user_parse(const char *raw, struct hr_arena *arena, struct hr_user *out)
{
    const size_t length = strcspn(raw, ":");
    const char *const group = raw[length] == ':' ? raw + length + 1 : NULL;

    *out = (struct hr_user){
        .raw = hr_arena_strdup(arena, raw),
        .name = hr_arena_strndup(arena, raw, length),
        .empty = length == 0,
    };
    /* Like passwd, a third part is not looked at. */
    if (group)
        out->group = hr_arena_strndup(arena, group, strcspn(group, ":"));
    out->uid_known = read_id(out->name, &out->uid);
    out->gid_known = out->group && read_id(out->group, &out->gid);
}

/* True for a number that no user may have. An engine takes it where the image's passwd has it too, and
 * keeps its lower 32 bits: 4294967296 is 0. */
static bool is_out_of_range(const struct hr_user *user)
{
    int64_t value;

    return !user->uid_known && hr_go_atoi(user->name, &value);
}

bool hr_user_is_plainly_not_root(const struct hr_user *user)
{
    return user->uid_known && user->uid != 0;
}

bool hr_user_may_be_root(const struct hr_user *user)
{
    return user->empty || (user->uid_known && user->uid == 0) || strcmp(user->name, "root") == 0 ||
           is_out_of_range(user) || !hr_text_is_plain(user->raw);
}

enum hr_group_doubt hr_user_group(const struct hr_user *user)
{
    if (user->gid_known)
        return user->gid == 0 || user->joins_root ? HR_GROUP_ROOT : HR_GROUP_OTHER;
    if (user->group && *user->group)
        return strcmp(user->group, "root") == 0 ? HR_GROUP_ROOT : HR_GROUP_NAMED;
    return user->uid_known ? HR_GROUP_UNSAID : HR_GROUP_OF_NAME;
}
