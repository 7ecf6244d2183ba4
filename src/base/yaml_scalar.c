/* SPDX-License-Identifier: MIT */
#include "yaml_scalar.h"

#include "hrun/base/text.h"
#include "hrun/base/vec.h"

#include <string.h>

static bool is_one_of(const char *text, const char *const *words)
{
    for (; *words; words++) {
        if (strcmp(text, *words) == 0)
            return true;
    }
    return false;
}

static bool is_number(const char *text)
{
    const char *digits = text + (*text == '-' || *text == '+');
    const size_t whole = strspn(digits, HR_DIGITS);
    const char *rest = digits + whole;
    size_t part = 0;

    if (*rest == '.') {
        part = strspn(rest + 1, HR_DIGITS);
        rest += 1 + part;
    }
    return whole + part > 0 && *rest == '\0';
}

void hr_yaml_read_plain(struct hr_json *node)
{
    static const char *const nulls[] = { "", "~", "null", "Null", "NULL", NULL };
    static const char *const yes[] = { "true", "True", "TRUE", NULL };
    static const char *const no[] = { "false", "False", "FALSE", NULL };

    if (is_one_of(node->text, nulls)) {
        node->type = HR_JSON_NULL;
        node->text = NULL;
    } else if (is_one_of(node->text, yes) || is_one_of(node->text, no)) {
        node->type = HR_JSON_BOOL;
        node->boolean = is_one_of(node->text, yes);
        node->text = NULL;
    } else if (is_number(node->text)) {
        node->type = HR_JSON_NUMBER;
    }
}

enum hr_yaml_tag hr_yaml_tag(const char *tag)
{
    static const char own[] = "tag:yaml.org,2002:";
    static const char *const names[] = {
        "bool", "float", "int", "map", "null", "seq", "str", NULL
    };

    if (!tag)
        return HR_YAML_TAG_NONE;
    if (strcmp(tag, "!override") == 0)
        return HR_YAML_TAG_OVERRIDE;
    if (strcmp(tag, "!reset") == 0)
        return HR_YAML_TAG_RESET;
    if (strcmp(tag, "!") != 0 &&
        (!hr_text_starts(tag, own) || !is_one_of(tag + strlen(own), names)))
        return HR_YAML_TAG_UNKNOWN;
    return HR_YAML_TAG_CORE;
}
