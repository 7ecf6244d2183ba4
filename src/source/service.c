/* SPDX-License-Identifier: MIT */
#include "service.h"

#include "hrun/base/text.h"
#include "hrun/docker/go.h"

#include <string.h>

/* ERR is at its line and column. */
static void note(struct hr_service_work *w, struct hr_error err)
{
    if (w->out->errs.n >= HR_ERRORS_MAX)
        return;
    err.where.source = w->compose->path;
    *HR_VEC_PUSH(w->arena, &w->out->errs) = err;
}

void hr_service_fail(struct hr_service_work *w, const struct hr_json *node, const char *msg,
                     const char *hint)
{
    note(w, (struct hr_error){ .code = HR_ERRC_USAGE,
                               .where = { .line = node->line, .column = node->column },
                               .msg = msg,
                               .hint = hint });
}

void hr_service_part(struct hr_service_work *w, const struct hr_json *node, const char *msg)
{
    note(w, (struct hr_error){ .code = HR_ERRC_PART,
                               .where = { .line = node->line, .column = node->column },
                               .msg = msg,
                               .hint = "review what `docker compose config` prints" });
}

static bool is_right(struct hr_service_work *w, const struct hr_fault *fault)
{
    if (fault->msg)
        note(w, (struct hr_error){ .code = HR_ERRC_USAGE,
                                   .where = { .line = fault->line, .column = fault->column },
                                   .msg = fault->msg,
                                   .hint = fault->hint });
    return !fault->msg;
}

bool hr_service_takes(struct hr_service_work *w, const struct hr_json *node, const char *types)
{
    const struct hr_fault fault = hr_shape_check_type(node, types, w->arena);

    return is_right(w, &fault);
}

bool hr_service_is(struct hr_service_work *w, const struct hr_json *node, enum hr_shape shape)
{
    const struct hr_fault fault = hr_shape_check(node, shape, w->arena);

    return is_right(w, &fault);
}

const char *hr_service_text(struct hr_service_work *w, const struct hr_json *node)
{
    const char *text = node->type == HR_JSON_BOOL ? node->boolean ? "true" : "false" : node->text;
    struct hr_error err;

    if (!text) {
        if (hr_service_takes(w, node, "t"))
            hr_service_fail(w, node, "want text, found nothing", "one word, or text in quotes");
        return NULL;
    }
    if (hr_interpolate(text, &w->compose->variables, w->arena, &text, &err))
        return text;
    err.where = (struct hr_where){ .line = node->line, .column = node->column };
    note(w, err);
    return NULL;
}

const char *hr_service_member(struct hr_service_work *w, const struct hr_json *node,
                              const char *name)
{
    const struct hr_json *member = hr_json_get(node, name);

    return member && member->type != HR_JSON_NULL ? hr_service_text(w, member) : NULL;
}

bool hr_service_flag(struct hr_service_work *w, const struct hr_json *node)
{
    static const char *const yes[] = { "1", "t", "true", "y", "yes", "on" };
    const char *text = node ? hr_service_text(w, node) : NULL;

    for (size_t i = 0; text && i < HR_ARRAY_LEN(yes); i++) {
        if (hr_text_equal_nocase(text, yes[i]))
            return true;
    }
    return false;
}

void hr_service_add(struct hr_service_work *w, const char *option, const char *raw,
                    const struct hr_json *node)
{
    const struct hr_option *row = hr_option(option);
    struct hr_value *value = hr_arena_alloc(w->arena, sizeof(*value));
    struct hr_error err;

    if (!hr_value_parse(row, raw, w->arena, value, &err)) {
        hr_service_fail(w, node, hr_arena_printf(w->arena, "--%s: %s", option, err.msg), err.hint);
        return;
    }
    *HR_VEC_PUSH(w->arena, &w->out->invocation.settings) = (struct hr_setting){
        .option = row,
        .raw = raw,
        .value = value,
        .origin = { .kind = HR_ORIGIN_COMPOSE, .name = w->compose->path, .number = node->line },
    };
}

const char *hr_service_path(const struct hr_service_work *w, const char *path)
{
    if (*path == '/')
        return path;
    if (*path == '~' && w->compose->home && (path[1] == '/' || path[1] == '\0'))
        return hr_go_clean(w->arena, hr_arena_printf(w->arena, "%s%s", w->compose->home, path + 1));
    return hr_go_clean(w->arena, hr_arena_printf(w->arena, "%s/%s", w->compose->folder, path));
}

void hr_service_each(struct hr_service_work *w, const struct hr_json *node,
                     void (*each)(struct hr_service_work *w, const struct hr_json *element))
{
    if (node->type != HR_JSON_ARRAY) {
        each(w, node);
        return;
    }
    for (const struct hr_json *element = node->child; element; element = element->next)
        each(w, element);
}

const struct hr_json *hr_service_declared(const struct hr_service_work *w, const char *kind,
                                          const char *name)
{
    return hr_json_get(hr_json_get(w->document, kind), name);
}

const char *hr_service_global(struct hr_service_work *w, const char *name,
                              const struct hr_json *declared)
{
    const struct hr_json *external = hr_json_get(declared, "external");
    const char *own = hr_service_member(w, declared, "name");

    if (own)
        return own;
    if (external && (external->type == HR_JSON_OBJECT || hr_service_flag(w, external)))
        return name;
    return hr_arena_printf(w->arena, "%s_%s", w->project, name);
}
