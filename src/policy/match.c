/* SPDX-License-Identifier: MIT */
#include "hrun/policy/match.h"

#include "hrun/base/text.h"

#include <string.h>

/* With any letter for '*' it is a reference by docker's own grammar. */
static bool is_possible(const char *text, struct hr_arena *arena)
{
    char *sample = hr_arena_strdup(arena, text);
    struct hr_reference reference;
    struct hr_error err;

    for (char *c = strchr(sample, '*'); c; c = strchr(c, '*'))
        *c = 'a';
    return hr_reference_parse(sample, arena, &reference, &err) && !reference.is_id;
}

/* REST, or what docker takes it for where it names no registry. */
static const char *full_name(const char *rest, struct hr_arena *arena)
{
    const char *slash = strchr(rest, '/'), *head;

    if (!slash)
        return hr_arena_printf(arena, "docker.io/library/%s", rest);
    head = hr_arena_strndup(arena, rest, (size_t)(slash - rest));
    if (strcmp(head, "docker.io") == 0 || strcmp(head, "index.docker.io") == 0)
        rest = slash + 1;
    else if (strcmp(head, "localhost") == 0 || strpbrk(head, ".:" HR_UPPER))
        return rest;
    return hr_arena_printf(arena, "docker.io/%s%s", strchr(rest, '/') ? "" : "library/", rest);
}

bool hr_glob_parse(const char *text, struct hr_arena *arena, struct hr_glob *out)
{
    char *rest = hr_arena_strdup(arena, text), *slash;
    struct hr_glob glob = { 0 };

    if (!is_possible(text, arena))
        return false;
    glob.digest = hr_text_cut(strchr(rest, '@'));
    slash = strrchr(rest, '/');
    glob.tag = hr_text_cut(strrchr(slash ? slash : rest, ':'));
    glob.name = full_name(rest, arena);
    glob.text = hr_arena_printf(arena, "%s:%s%s%s", glob.name, glob.tag ? glob.tag : "*",
                                glob.digest ? "@" : "", glob.digest ? glob.digest : "");
    for (const char *c = glob.text; *c; c++)
        glob.literals += *c != '*';
    *out = glob;
    return true;
}

bool hr_glob_matches(const struct hr_glob *glob, const struct hr_reference *reference,
                     struct hr_arena *arena)
{
    const char *tag = reference->tag;
    const char *name;

    if (reference->is_id)
        return false;
    if (!tag && !reference->digest)
        tag = "latest";
    name = *reference->registry
               ? hr_arena_printf(arena, "%s/%s", reference->registry, reference->path)
               : reference->path;
    if (glob->digest && (!reference->digest || strcmp(glob->digest, reference->digest) != 0))
        return false;
    return hr_text_fits(glob->name, name, '/') &&
           (!glob->tag || (tag && hr_text_fits(glob->tag, tag, '/')));
}
