/* SPDX-License-Identifier: MIT */
/* Labels in hrun's own name space that come from anywhere but hrun: nothing that is evidence of a launch
 * may be written beforehand. */
#include "hrun/base/map.h"
#include "hrun/base/text.h"

#include "work.h"

#include <string.h>

/* The keys of labels, with what is to become of them. */
struct claims {
    struct hr_plan *plan;
    struct hr_arena *arena;
    struct hr_map written; /* keys that the plan's own labels have */
};

/* Docker takes the last label of a key, those of the line behind those of files and of the image. */
static void void_claim(struct claims *c, const char *key)
{
    struct hr_value *value = hr_arena_alloc(c->arena, sizeof(*value));
    const struct hr_option *label = hr_option("label");
    const char *raw = hr_arena_printf(c->arena, "%s=", key);
    struct hr_error ignored;
    size_t old;

    if (!hr_text_starts(key, "hrun.") || hr_map_put(&c->written, c->arena, key, 0, &old) ||
        !hr_value_parse(label, raw, c->arena, value, &ignored))
        return;
    *HR_VEC_PUSH(c->arena, &c->plan->settings) = (struct hr_setting){
        .option = label,
        .raw = raw,
        .value = value,
        .origin = { .kind = HR_ORIGIN_HRUN },
        .reason = "it is evidence of a launch, and was there before this one",
    };
}

void hr_plan_void_claims(struct hr_plan *plan, struct hr_arena *arena)
{
    const struct hr_strv *of_image = &plan->facts->image.labels;
    const struct hr_env_files_facts *files = &plan->facts->env_files;
    struct claims c = { .plan = plan, .arena = arena };
    const size_t own = plan->settings.n;
    size_t old;

    for (size_t i = 0; i < own && of_image->n + files->n > 0; i++) {
        const struct hr_setting *s = &plan->settings.v[i];

        if (s->option->kind == HR_KIND_LABEL)
            hr_map_put(&c.written, arena, hr_setting_key(s, arena), 0, &old);
    }
    for (size_t i = 0; i < of_image->n; i++)
        void_claim(&c, hr_arena_strndup(arena, of_image->v[i], strcspn(of_image->v[i], "=")));
    for (size_t i = 0; i < own; i++) {
        const struct hr_setting *s = &plan->settings.v[i];
        const struct hr_env_file_facts *file =
            s->option->kind == HR_KIND_LABEL_FILE ? hr_env_file_at(files, s->raw) : NULL;

        for (size_t k = 0; file && k < file->lines.n; k++) {
            if (file->lines.v[k].value)
                void_claim(&c, file->lines.v[k].name);
        }
    }
}
