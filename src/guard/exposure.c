/* SPDX-License-Identifier: MIT */
#include "hrun/guard/exposure.h"

static bool trips(const struct hr_rule *rule, const struct hr_findings *findings)
{
    for (size_t i = 0; i < findings->n; i++) {
        if (findings->v[i].rule == rule)
            return true;
    }
    return false;
}

unsigned hr_exposure(const struct hr_findings *findings)
{
    size_t count;
    const struct hr_rule *rules = hr_rules(&count);
    unsigned sum = 0;

    for (size_t i = 0; i < count && sum < HR_EXPOSURE_MAX; i++) {
        if (trips(&rules[i], findings))
            sum += rules[i].weight;
    }
    return sum < HR_EXPOSURE_MAX ? sum : HR_EXPOSURE_MAX;
}

const char *hr_exposure_word(unsigned exposure)
{
    static const struct {
        unsigned least;
        const char *word;
    } words[] = {
        { 90, "dangerous" }, { 70, "unsafe" }, { 40, "exposed" },
        { 20, "medium" },    { 1, "ok" },      { 0, "perfect" },
    };
    size_t i = 0;

    while (exposure < words[i].least)
        i++;
    return words[i].word;
}

const char *hr_exposure_text(unsigned exposure, struct hr_arena *arena)
{
    return hr_arena_printf(arena, "%u.%u", exposure / 10, exposure % 10);
}

const char *hr_exposure_severity(const struct hr_rule *rule)
{
    /* Where code scanning draws its lines: critical over 9, high from 7, medium from 4. */
    static const struct {
        unsigned least;
        const char *severity;
    } bands[] = { { 40, "9.5" }, { 25, "8.5" }, { 10, "7.5" }, { 5, "5.5" }, { 2, "4.0" } };

    for (size_t i = 0; i < HR_ARRAY_LEN(bands); i++) {
        if (rule->weight >= bands[i].least)
            return bands[i].severity;
    }
    return "2.0";
}
