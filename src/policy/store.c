/* SPDX-License-Identifier: MIT */
#include "hrun/policy/store.h"

#include "hrun/base/file.h"
#include "hrun/base/quote.h"
#include "hrun/base/text.h"

#include <string.h>
#include <sys/stat.h>

#define NAME_DEFAULT "default"

static bool find_builtin(const char *name, struct hr_arena *arena, struct hr_profile_text *out,
                         struct hr_error *err)
{
    struct hr_nearest nearest = { .word = name };
    struct hr_strv names = { 0 };

    for (const struct hr_builtin *row = hr_builtins(); row->name; row++) {
        if (strcmp(row->name, name) == 0) {
            *out = (struct hr_profile_text){
                .text = row->text,
                .size = row->size,
                .source = hr_arena_printf(arena, "builtin:%s", name),
            };
            return true;
        }
        hr_nearest_offer(&nearest, row->name);
        hr_strv_push(arena, &names, row->name);
    }
    hr_error_set(err, arena, HR_ERRC_INPUT, "no profile is called \"%s\"; there are %s", name,
                 hr_strv_join(arena, &names, ", "));
    if (nearest.best)
        return hr_error_hint(err, arena, "did you mean \"%s\"?", nearest.best);
    return hr_error_hint(err, arena, "a file is named by a path, such as ./mine.json");
}

static bool read_file(const char *path, struct hr_arena *arena, struct hr_profile_text *out,
                      struct hr_error *err)
{
    struct hr_bytes bytes;
    struct stat status;

    if (!hr_file_read(path, HR_PROFILE_MAX_BYTES, arena, &bytes, &status, err))
        return false;
    if (status.st_mode & S_IWOTH) {
        hr_error_set(err, arena, HR_ERRC_INPUT, "everybody can write this file");
        err->where.source = path;
        return hr_error_hint(err, arena, "chmod o-w %s", hr_quote_shell(arena, path));
    }
    *out = (struct hr_profile_text){
        .text = bytes.data, .size = bytes.size, .source = path, .path = path
    };
    return true;
}

bool hr_store_choose(const char *flag, const char *variable, const struct hr_rule_names *rules,
                     struct hr_arena *arena, struct hr_choice *out, struct hr_errors *errs)
{
    struct hr_choice choice = { .because = "no other was chosen" };
    const char *name = NAME_DEFAULT;
    struct hr_profile_text text;
    struct hr_error err;
    bool there;

    if (flag) {
        name = flag;
        choice.because = "--profile";
    } else if (variable && *variable) {
        name = variable;
        choice.because = "HRUN_PROFILE";
    }
    /* A name never means a file of the folder that one happens to be in. */
    there = strchr(name, '/') ? read_file(name, arena, &text, &err)
                              : find_builtin(name, arena, &text, &err);
    if (!there) {
        hr_error_wrap(&err, arena, "%s", choice.because);
        *HR_VEC_PUSH(arena, errs) = err;
        return false;
    }
    if (!hr_profile_parse(&text, rules, arena, &choice.profile, errs))
        return false;
    *out = choice;
    return true;
}
