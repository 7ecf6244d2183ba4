/* SPDX-License-Identifier: MIT */
#include "hrun/base/number.h"
#include "hrun/base/text.h"
#include "hrun/facts/kernel.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* The number of LENGTH hexadecimal digits at TEXT. */
static bool read_hex(const char *text, size_t length, uint64_t *out)
{
    uint64_t value = 0;

    if (length == 0 || length > 16)
        return false;
    for (size_t i = 0; i < length; i++) {
        const int digit = hr_text_hex_value(text[i]);

        if (digit < 0)
            return false;
        value = value << 4 | (uint64_t)digit;
    }
    *out = value;
    return true;
}

/* The next number of the line at *AT; false at its end, and for what is no number of 32 bits. */
static bool take_u32(const char **at, uint32_t *out)
{
    uint64_t value;
    size_t length;

    *at += strspn(*at, " \t");
    length = strspn(*at, HR_DIGITS);
    if (!hr_number_u64(*at, length, &value) || value > UINT32_MAX)
        return false;
    *at += length;
    *out = (uint32_t)value;
    return true;
}

static bool read_ids(const char *text, uint32_t out[4])
{
    for (size_t i = 0; i < 4; i++) {
        if (!take_u32(&text, &out[i]))
            return false;
    }
    return true;
}

static int compare(const void *left, const void *right)
{
    const uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

    return a < b ? -1 : a > b;
}

static bool read_groups(const char *text, struct hr_arena *arena, struct hr_process *out)
{
    uint32_t group;

    while (take_u32(&text, &group))
        *HR_VEC_PUSH(arena, &out->groups) = group;
    if (out->groups.n > 1)
        qsort(out->groups.v, out->groups.n, sizeof(group), compare);
    return *text == '\n' || *text == '\0';
}

static int read_flag(const char *text)
{
    return *text >= '0' && *text <= '2' && (text[1] == '\n' || text[1] == '\0') ? *text - '0' : -1;
}

/* What a line of the file says; without the NEEDED ones nothing is known of the process. */
static const struct field {
    const char *name;
    size_t offset;
    enum { IDS, GROUPS, SET, FLAG } kind;
    bool needed;
} fields[] = {
    { "Uid", offsetof(struct hr_process, uid), IDS, true },
    { "Gid", offsetof(struct hr_process, gid), IDS, true },
    { "Groups", offsetof(struct hr_process, groups), GROUPS, true },
    { "CapInh", offsetof(struct hr_process, inheritable), SET, true },
    { "CapPrm", offsetof(struct hr_process, permitted), SET, true },
    { "CapEff", offsetof(struct hr_process, effective), SET, true },
    { "CapBnd", offsetof(struct hr_process, bounding), SET, true },
    { "CapAmb", offsetof(struct hr_process, ambient), SET, false }, /* from Linux 4.3 */
    { "NoNewPrivs", offsetof(struct hr_process, no_new_privileges), FLAG, false }, /* from 4.10 */
    { "Seccomp", offsetof(struct hr_process, seccomp), FLAG, false },
};

static bool read_field(const struct field *field, const char *text, struct hr_arena *arena,
                       struct hr_process *out)
{
    void *place = (char *)out + field->offset;

    switch (field->kind) {
    case IDS:
        return read_ids(text, place);
    case GROUPS:
        return read_groups(text, arena, out);
    case SET:
        return read_hex(text, strcspn(text, "\n"), place);
    case FLAG:
        *(int *)place = read_flag(text);
        return true;
    }
    return false;
}

/* The field that the line at TEXT is of, and in *VALUE what stands behind its colon; NULL for others. */
static const struct field *field_of(const char *text, const char **value)
{
    const size_t length = strcspn(text, ":\n");

    for (size_t i = 0; i < HR_ARRAY_LEN(fields) && text[length] == ':'; i++) {
        if (strlen(fields[i].name) != length || memcmp(fields[i].name, text, length) != 0)
            continue;
        *value = text + length + 1;
        *value += strspn(*value, " \t");
        return &fields[i];
    }
    return NULL;
}

bool hr_process_parse(const char *text, struct hr_arena *arena, struct hr_process *out)
{
    unsigned seen = 0;

    out->groups.n = 0;
    out->ambient = 0;
    out->no_new_privileges = out->seccomp = -1;
    for (const char *line = text; line; line = strchr(line, '\n')) {
        const char *value;
        const struct field *field;

        line += *line == '\n';
        field = field_of(line, &value);
        if (!field)
            continue;
        /* A second line of one name is none that the kernel wrote. */
        if (seen & 1U << (field - fields) || !read_field(field, value, arena, out))
            return false;
        seen |= 1U << (field - fields);
    }
    for (size_t i = 0; i < HR_ARRAY_LEN(fields); i++) {
        if (fields[i].needed && !(seen & 1U << i))
            return false;
    }
    return true;
}

enum hr_lsm hr_lsm_of(const char *text)
{
    const char *mode = strrchr(text, '(');
    size_t colons = 0;

    for (const char *c = text; *c; c++)
        colons += *c == ':';
    /* AppArmor's own names may hold colons, so its form comes first. */
    if (strcmp(text, "unconfined") == 0 || (mode && hr_text_ends(mode, ")")))
        return HR_LSM_APPARMOR;
    return colons >= 3 ? HR_LSM_SELINUX : HR_LSM_UNKNOWN;
}

enum hr_knowledge hr_mapping_root(const char *text, uint32_t *outside)
{
    enum hr_knowledge found = HR_UNKNOWN;
    uint32_t root = 0;

    while (*text) {
        uint32_t inside, first, count;

        if (!take_u32(&text, &inside) || !take_u32(&text, &first) || !take_u32(&text, &count) ||
            (*text != '\n' && *text != '\0'))
            return HR_UNKNOWN;
        text += *text == '\n';
        if (found == HR_UNKNOWN)
            found = HR_ABSENT;
        if (inside == 0 && count > 0) {
            found = HR_KNOWN;
            root = first;
        }
    }
    if (found == HR_KNOWN)
        *outside = root;
    return found;
}
