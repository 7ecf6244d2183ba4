/* SPDX-License-Identifier: MIT */
/*
 * usage: inspected words CONTAINERS IMAGES FOLDER
 *        inspected same|views BEFORE AFTER IMAGES
 * words: of each container in a file that `docker inspect` wrote, into FOLDER/NAME, the command that makes it
 * again under the open profile, for `xargs -0 env`; and each filter of system calls under its name. same: whether
 * the containers of two such files are the same by pairs: what they are told, and the view of it; views: that
 * alone. What differs, and every gap, is printed, and the status is 1. IMAGES is what `docker image inspect` wrote of theirs.
 */
#include "hrun/base/file.h"
#include "hrun/base/text.h"
#include "hrun/docker/capability.h"
#include "hrun/docker/view.h"
#include "hrun/plan/plan.h"
#include "hrun/render/argv.h"
#include "hrun/source/inspect.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_MAX ((size_t)16 << 20)

static struct hr_arena storage;
static struct hr_arena *const arena = &storage;
static bool failed;

static _Noreturn void die(const struct hr_error *err)
{
    fprintf(stderr, "inspected: %s\n", hr_error_text(err, arena));
    exit(2);
}

static const struct hr_json *parse(const char *text, const char *name)
{
    const struct hr_json *json = NULL;
    struct hr_error err;

    if (!hr_json_parse(text, strlen(text), name, arena, &json, &err))
        die(&err);
    return json;
}

static const char *read_file(const char *path)
{
    struct hr_bytes bytes;
    struct hr_error err;

    if (!hr_file_read(path, FILE_MAX, arena, &bytes, NULL, &err))
        die(&err);
    return hr_arena_strndup(arena, bytes.data, bytes.size);
}

static void write_file(const char *folder, const char *name, const char *bytes, size_t size)
{
    const char *path = hr_arena_printf(arena, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");

    if (!file || fwrite(bytes, 1, size, file) != size || fclose(file) != 0) {
        perror(path);
        exit(2);
    }
}

/* The Config of the image of CONTAINER. */
static const struct hr_json *config_of(const struct hr_json *container,
                                       const struct hr_json *images)
{
    const char *id = hr_json_string(container, "Image");

    for (const struct hr_json *image = images->child; image && id; image = image->next) {
        const char *own = hr_json_string(image, "Id");

        if (own && strcmp(own, id) == 0)
            return hr_json_get(image, "Config");
    }
    return NULL;
}

static void inspect(const struct hr_json *container, const struct hr_json *images,
                    struct hr_inspected *out)
{
    struct hr_error err;

    if (!hr_inspect_read(container, config_of(container, images), arena, out, &err))
        die(&err);
    for (size_t i = 0; i < out->gaps.n; i++) {
        printf("%s: %s: %s\n", out->name, out->gaps.v[i].pointer, out->gaps.v[i].what);
        failed = true;
    }
}

static void push_word(char **end, const char *prefix, const char *word)
{
    *end = stpcpy(stpcpy(*end, prefix), word) + 1;
}

/* The words of PLAN with those that set its environment before them, each with a NUL behind it. */
static void write_words(const struct hr_plan *plan, const char *folder, const char *name)
{
    struct hr_strv words = { 0 }, all = { 0 };
    size_t size = 0;
    char *text, *end;

    for (size_t i = 0; i < plan->unset.n; i++)
        hr_strv_pushf(arena, &all, "--unset=%s", plan->unset.v[i]);
    hr_strv_extend(arena, &all, &plan->set);
    hr_render_argv(plan, "docker", arena, &words);
    for (size_t i = 0; i < words.n; i++) {
        hr_strv_push(arena, &all, words.v[i]);
        if (i == 1)
            hr_strv_pushf(arena, &all, "--name=%s", name);
    }
    for (size_t i = 0; i < all.n; i++)
        size += strlen(all.v[i]) + 1;
    text = end = hr_arena_alloc(arena, size);
    for (size_t i = 0; i < all.n; i++)
        push_word(&end, "", all.v[i]);
    write_file(folder, name, text, size);
}

/* Leave out what every launch gets. */
static void drop_labels(struct hr_settings *settings)
{
    size_t kept = 0;

    for (size_t i = 0; i < settings->n; i++) {
        if (settings->v[i].origin.kind != HR_ORIGIN_HRUN)
            settings->v[kept++] = settings->v[i];
    }
    settings->n = kept;
}

static void make_again(const struct hr_json *container, const struct hr_json *images,
                       const char *folder, char *const *envp)
{
    struct hr_profile profile = { .version = 1, .name = "open" };
    const struct hr_choice choice = { .profile = &profile, .because = "the test's" };
    const struct hr_facts facts = { 0 };
    struct hr_inspected inspected;
    struct hr_host host;
    struct hr_plan plan;

    *HR_VEC_PUSH(arena, &profile.rules) =
        (struct hr_profile_rule){ .name = "*", .level = HR_LEVEL_ALLOW };
    hr_host_ask(envp, arena, &host);
    inspect(container, images, &inspected);
    inspected.invocation.verb = HR_VERB_CREATE;
    hr_strv_push(arena, &inspected.invocation.before, "create");
    hr_plan_build(&inspected.invocation, &choice, &facts, &host, arena, &plan);
    drop_labels(&plan.settings);
    write_words(&plan, folder, inspected.name);
    for (size_t i = 0; i < inspected.filters.n; i++)
        write_file(folder, inspected.filters.v[i].path, inspected.filters.v[i].text,
                   strlen(inspected.filters.v[i].text));
}

/* TEXT with WORD for each OLD. */
static const char *replaced(const char *text, const char *old, const char *word)
{
    const size_t length = strlen(old);
    struct hr_strv parts = { 0 };
    const char *at;

    while ((at = strstr(text, old))) {
        hr_strv_push(arena, &parts, hr_arena_strndup(arena, text, (size_t)(at - text)));
        text = at + length;
    }
    hr_strv_push(arena, &parts, text);
    return hr_strv_join(arena, &parts, word);
}

/* The names of TEXT, what `docker inspect` wrote, that an engine makes up: ids, and names of volumes. */
static const char *without_names(const char *text)
{
    const struct hr_json *root = parse(text, "containers");

    for (const struct hr_json *c = root->child; c; c = c->next) {
        const char *id = hr_json_string(c, "Id"), *name = hr_json_string(c, "Name");
        const struct hr_json *mounts = hr_json_get(c, "Mounts");

        text = replaced(text, id, hr_arena_printf(arena, "ID%s", name));
        text = replaced(text, hr_arena_strndup(arena, id, 12),
                        hr_arena_printf(arena, "short%s", name));
        for (const struct hr_json *m = mounts ? mounts->child : NULL; m; m = m->next) {
            const char *volume = hr_json_string(m, "Name");

            if (volume && strlen(volume) == 64 && strspn(volume, HR_HEX) == 64)
                text =
                    replaced(text, volume,
                             hr_arena_printf(arena, "volume:%s", hr_json_string(m, "Destination")));
        }
    }
    return text;
}

/* Members that are of the making, not of what is made. */
static bool is_made(const char *pointer)
{
    static const char *const globs[] = { "/*/Created", "/*/GraphDriver", "/*/State" };

    for (size_t i = 0; i < HR_ARRAY_LEN(globs); i++) {
        if (hr_text_fits(globs[i], pointer, '/'))
            return true;
    }
    return false;
}

static bool compare(const struct hr_json *a, const struct hr_json *b, bool tell);

/* Every element of A is one of B. The engine gets some lists in no order. */
static bool holds(const struct hr_json *a, const struct hr_json *b)
{
    for (const struct hr_json *x = a->child; x; x = x->next) {
        const struct hr_json *y = b->child;

        while (y && !compare(x, y, false))
            y = y->next;
        if (!y)
            return false;
    }
    return true;
}

static bool is_unordered(const char *key)
{
    static const char *const keys[] = { "Binds", "Mounts", "Env", "Links", "Ulimits" };

    for (size_t i = 0; i < HR_ARRAY_LEN(keys) && key; i++) {
        if (strcmp(keys[i], key) == 0)
            return true;
    }
    return false;
}

static bool compare_children(const struct hr_json *a, const struct hr_json *b, bool tell)
{
    const struct hr_json *y = b->child;
    bool same = true;

    for (const struct hr_json *x = a->child; x; x = x->next) {
        const struct hr_json *other = x->key ? hr_json_get(b, x->key) : y;

        if (is_made(hr_json_pointer(x, arena)))
            continue;
        same &= other && compare(x, other, tell);
        y = y ? y->next : NULL;
    }
    return same;
}

static bool compare(const struct hr_json *a, const struct hr_json *b, bool tell)
{
    bool same = a->type == b->type;

    if (same && (a->type == HR_JSON_STRING || a->type == HR_JSON_NUMBER))
        same = strcmp(a->text, b->text) == 0;
    else if (same && a->type == HR_JSON_BOOL)
        same = a->boolean == b->boolean;
    else if (same && a->type != HR_JSON_NULL)
        same = a->count == b->count &&
               (is_unordered(a->key) ? holds(a, b) && holds(b, a) : compare_children(a, b, tell));
    if (!same && tell)
        printf("%s differs: line %zu of the first\n", hr_json_pointer(a, arena), a->line);
    return same;
}

/* Numbers and texts of the view. */
#define AT(member)                                \
    {                                             \
#member, offsetof(struct hr_view, member) \
    }
static const struct {
    const char *name;
    size_t at;
} numbers[] = {
    AT(privileged),  AT(read_only), AT(init),      AT(tty),
    AT(publish_all), AT(network),   AT(memory),    AT(memory_swap),
    AT(cpus),        AT(cpu_quota), AT(cpu_period), AT(memory_reservation),
    AT(pids),        AT(shm_size),  AT(no_new_privileges),
}, texts[] = {
    AT(seccomp), AT(apparmor), AT(pid),      AT(ipc),
    AT(uts),     AT(userns),   AT(cgroupns), AT(pull),
};

static void push_mounts(const struct hr_view *view, struct hr_strv *lines)
{
    for (size_t i = 0; i < view->mounts.n; i++) {
        const struct hr_seen_mount *m = &view->mounts.v[i];

        hr_strv_pushf(arena, lines, "mount %s: %d %s %d %s", m->place ? m->place : "",
                      (int)m->mount->type, m->mount->source ? m->mount->source : "",
                      (int)m->mount->access, m->by->raw);
    }
    for (size_t i = 0; i < view->env.n; i++) {
        const struct hr_seen_env *e = &view->env.v[i];

        if (e->by)
            hr_strv_pushf(arena, lines, "env %s %s", e->env.name,
                          e->env.value ? e->env.value : "(none)");
    }
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* VIEW as text, in an order that does not depend on the settings'. */
static const char *view_text(const struct hr_view *view)
{
    struct hr_strv lines = { 0 };

    for (size_t i = 0; i < HR_ARRAY_LEN(numbers); i++)
        hr_strv_pushf(
            arena, &lines, "%s %" PRId64, numbers[i].name,
            ((const struct hr_seen *)(const void *)((const char *)view + numbers[i].at))->v);
    for (size_t i = 0; i < HR_ARRAY_LEN(texts); i++) {
        const char *v =
            ((const struct hr_seen_text *)(const void *)((const char *)view + texts[i].at))->v;

        hr_strv_pushf(arena, &lines, "%s %s", texts[i].name, v ? v : "(none)");
    }
    hr_strv_pushf(arena, &lines, "caps %" PRIx64 " %" PRIx64 " %" PRIx64 " %d %d", view->caps,
                  view->caps_added, view->caps_dropped, view->caps_all_added,
                  view->caps_all_dropped);
    hr_strv_pushf(arena, &lines, "user %s", view->user.raw);
    push_mounts(view, &lines);
    qsort(lines.v, lines.n, sizeof(*lines.v), by_text);
    return hr_strv_join(arena, &lines, "\n");
}

static const char *view_of(const struct hr_json *container, const struct hr_json *images)
{
    struct hr_inspected inspected;
    struct hr_settings settings = { 0 };
    struct hr_view view;

    inspect(container, images, &inspected);
    hr_settings_fold(&inspected.invocation.settings, arena, &settings);
    hr_view_fold(&settings, arena, &view);
    return view_text(&view);
}

static void compare_views(const struct hr_json *before, const struct hr_json *after,
                          const struct hr_json *images)
{
    const struct hr_json *b = after->child;

    for (const struct hr_json *a = before->child; a && b; a = a->next, b = b->next) {
        const char *first = view_of(a, images), *second = view_of(b, images);

        if (strcmp(first, second) == 0)
            continue;
        printf("the view of %s differs:\n%s\n---\n%s\n", hr_json_string(a, "Name"), first, second);
        failed = true;
    }
}

int main(int argc, char **argv, char **envp)
{
    if (argc == 5 && strcmp(argv[1], "words") == 0) {
        const struct hr_json *containers = parse(read_file(argv[2]), argv[2]);
        const struct hr_json *images = parse(read_file(argv[3]), argv[3]);

        for (const struct hr_json *c = containers->child; c; c = c->next)
            make_again(c, images, argv[4], envp);
    } else if (argc == 5 && (strcmp(argv[1], "same") == 0 || strcmp(argv[1], "views") == 0)) {
        const char *before = read_file(argv[2]), *after = read_file(argv[3]);
        const struct hr_json *images = parse(read_file(argv[4]), argv[4]);
        const struct hr_json *a = parse(without_names(before), argv[2]);
        const struct hr_json *b = parse(without_names(after), argv[3]);

        failed |= strcmp(argv[1], "same") == 0 && !compare(a, b, true);
        failed |= a->count == 0 || a->count != b->count;
        compare_views(parse(before, argv[2]), parse(after, argv[3]), images);
    } else {
        fputs("usage: inspected words|same|views FILE FILE FILE|FOLDER\n", stderr);
        return 2;
    }
    hr_arena_finish(arena);
    return failed ? 1 : 0;
}
