/* SPDX-License-Identifier: MIT */
#include "platform.h"

#include "hrun/base/attr.h"
#include "hrun/base/jsonw.h"
#include "hrun/base/text.h"
#include "hrun/engine/http.h"

#include <string.h>

/* "" for what is not said. */
struct platform {
    const char *os, *architecture, *variant;
};

/* Architectures under all the names that they are given, and a variant that a name says too. */
static const struct {
    const char *name, *architecture, *variant;
} architectures[] = {
    { "386", "386", "" },         { "aarch64", "arm64", "" }, { "amd64", "amd64", "" },
    { "arm", "arm", "" },         { "arm64", "arm64", "" },   { "armel", "arm", "v6" },
    { "armhf", "arm", "v7" },     { "i386", "386", "" },      { "loong64", "loong64", "" },
    { "mips", "mips", "" },       { "mips64", "mips64", "" }, { "mips64le", "mips64le", "" },
    { "mipsle", "mipsle", "" },   { "ppc64", "ppc64", "" },   { "ppc64le", "ppc64le", "" },
    { "riscv64", "riscv64", "" }, { "s390x", "s390x", "" },   { "wasm", "wasm", "" },
    { "x86-64", "amd64", "" },    { "x86_64", "amd64", "" },
};

/* Put into OUT what WORD is called by; false if it is no architecture that is known. */
static bool read_architecture(const char *word, struct platform *out)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(architectures); i++) {
        if (strcmp(architectures[i].name, word) == 0) {
            out->architecture = architectures[i].architecture;
            out->variant = architectures[i].variant;
            return true;
        }
    }
    return false;
}

static struct platform read_platform(const char *text, struct hr_arena *arena)
{
    struct platform platform = { .os = "linux", .architecture = "", .variant = "" };
    char *os = hr_arena_strdup(arena, hr_text_lower(arena, text)), *architecture, *variant;

    architecture = hr_text_cut(strchr(os, '/'));
    variant = architecture ? hr_text_cut(strchr(architecture, '/')) : NULL;
    if (!architecture && read_architecture(os, &platform))
        return platform;
    platform.os = os;
    if (architecture && !read_architecture(architecture, &platform))
        platform.architecture = architecture;
    if (variant)
        platform.variant = variant;
    return platform;
}

const char *hr_platform_query(const char *text, struct hr_arena *arena)
{
    const struct platform platform = read_platform(text, arena);
    struct hr_jsonw w;

    if (!*platform.architecture)
        return "";
    hr_jsonw_init(&w, arena, 0);
    hr_jsonw_object(&w);
    hr_jsonw_member_string(&w, "os", platform.os);
    hr_jsonw_member_string(&w, "architecture", platform.architecture);
    if (*platform.variant)
        hr_jsonw_member_string(&w, "variant", platform.variant);
    hr_jsonw_end(&w);
    return hr_arena_printf(arena, "?platform=%s", hr_url_escape(arena, hr_jsonw_text(&w)));
}

/* True if WANT, "" for any, is what the member NAME of ANSWER says, if that says anything. */
static bool agrees(const char *want, const struct hr_json *answer, const char *name)
{
    const char *is = hr_json_string(answer, name);

    return !*want || !is || !*is || hr_text_equal_nocase(want, is);
}

bool hr_platform_fits(const char *text, const struct hr_json *answer, struct hr_arena *arena)
{
    const struct platform want = read_platform(text, arena);

    return agrees(want.os, answer, "Os") && agrees(want.architecture, answer, "Architecture");
}
