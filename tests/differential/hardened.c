/* SPDX-License-Identifier: MIT */
#include "hardened.h"

#include "hrun/base/attr.h"
#include "hrun/base/text.h"

#include "../property/promise.h"
#include "../property/shrink.h"

#include <string.h>

/* One client, one profile, and what came of it. */
struct attempt {
    const struct check *check;
    const struct client *client;
    const char *profile;
    struct hr_arena *arena;
    struct hr_strv broken;
    bool created, failed; /* failed: it could not be run */
    struct hr_error *err;
};

static struct hr_strv command_of(const struct attempt *a, const char *own,
                                 const struct vector *vector)
{
    struct hr_strv command = { 0 };

    hr_strv_push(a->arena, &command, a->check->hrun);
    hr_strv_push(a->arena, &command, own);
    hr_strv_pushf(a->arena, &command, "--engine=%s", a->client->path);
    hr_strv_pushf(a->arena, &command, "--profile=%s", a->profile);
    hr_strv_extend(a->arena, &command, &vector->words);
    return command;
}

/* The container whose files tell what a user's name stands for is never started. */
static bool is_asked_for_names(const struct request *request)
{
    return strstr(request->target, "name=hrun-names-") && !hr_json_get(request->body, "HostConfig");
}

/* The rules that a dry run tells of; whether it refuses. */
static bool read_findings(const struct outcome *dry, struct hr_arena *arena, struct hr_strv *out)
{
    const struct hr_json *json, *findings;
    struct hr_error ignored;

    if (dry->status != 0 ||
        !hr_json_parse(dry->output.data, dry->output.size, "dry run", arena, &json, &ignored))
        return false;
    findings = hr_json_get(json, "findings");
    for (const struct hr_json *e = findings ? findings->child : NULL; e; e = e->next)
        hr_strv_push(arena, out, hr_json_string(e, "rule"));
    return true;
}

static struct hr_strv promises_broken(const struct attempt *a, const struct asked *asked,
                                      const struct hr_strv *reported)
{
    const struct sandbox *sandbox = a->check->sandbox;
    const struct promise_case c = {
        .asked = asked,
        .strict = strcmp(a->profile, "strict") == 0,
        .reported = reported,
        .cwd = sandbox->work,
        .home = hr_arena_printf(a->arena, "%s/home", sandbox->folder),
        .socket = sandbox->socket,
    };
    struct hr_strv broken = { 0 };

    promise_check(&c, a->arena, &broken);
    return broken;
}

/* True if LIST has a line that starts with NAME and a colon. */
static bool names(const struct hr_strv *list, const char *name)
{
    for (size_t i = 0; i < list->n; i++) {
        const size_t length = strcspn(list->v[i], ":");

        if (strncmp(list->v[i], name, length) == 0 && name[length] == '\0')
            return true;
    }
    return false;
}

/* `none` promises nothing. The words and what the client makes of them are read apart from each other, and
 * have to be equally weak: else one of the two readers is blind. */
static void check_readers(struct attempt *a, const struct outcome *dry, const struct asked *body)
{
    struct hr_strv words = { 0 }, by_words, by_body;
    const struct hr_json *json, *argv;
    struct hr_error ignored;
    struct asked asked;

    if (!hr_json_parse(dry->output.data, dry->output.size, "dry run", a->arena, &json, &ignored))
        return;
    argv = hr_json_get(json, "argv");
    for (const struct hr_json *e = argv ? argv->child : NULL; e; e = e->next)
        hr_strv_push(a->arena, &words, e->text);
    words.v += words.n > 2 ? 2 : 0;
    words.n -= words.n > 2 ? 2 : 0;
    asked_of_words(&words, a->arena, &asked);
    by_words = promises_broken(a, &asked, &(const struct hr_strv){ 0 });
    by_body = promises_broken(a, body, &(const struct hr_strv){ 0 });
    for (size_t i = 0; promise_at(i); i++) {
        if (names(&by_words, promise_at(i)) != names(&by_body, promise_at(i)))
            hr_strv_pushf(a->arena, &a->broken, "words and request are not alike: %s: %s; %s",
                          promise_at(i), hr_strv_join(a->arena, &by_words, ", "),
                          hr_strv_join(a->arena, &by_body, ", "));
    }
}

static void check_request(struct attempt *a, const struct request *request,
                          const struct outcome *dry, const struct hr_strv *reported)
{
    struct asked asked;

    asked_of_body(request->body, a->arena, &asked);
    if (strcmp(a->profile, "none") == 0)
        check_readers(a, dry, &asked);
    else
        a->broken = promises_broken(a, &asked, reported);
}

/* True if a promise is broken, or the line could not be tried. */
static bool breaks(void *data, const struct vector *vector)
{
    struct attempt *a = data;
    const struct hr_strv dry_command = command_of(a, "--dry-run", vector);
    const struct hr_strv command = command_of(a, "--show=never", vector);
    struct vector plain = *vector;
    struct hr_strv json = { 0 }, reported = { 0 };
    struct outcome dry, through;
    bool told;

    hr_strv_push(a->arena, &json, dry_command.v[0]);
    hr_strv_push(a->arena, &json, "--format=json");
    for (size_t i = 1; i < dry_command.n; i++)
        hr_strv_push(a->arena, &json, dry_command.v[i]);
    plain.terminal = false;
    a->broken = (struct hr_strv){ 0 };
    if (!sandbox_run(a->check->sandbox, &plain, &json, a->arena, &dry, a->err) ||
        !sandbox_run(a->check->sandbox, vector, &command, a->arena, &through, a->err)) {
        a->failed = true;
        return false;
    }
    told = read_findings(&dry, a->arena, &reported);
    a->created = through.created && !is_asked_for_names(&through.request);
    if (!a->created)
        return false;
    check_request(a, &through.request, &dry, &reported);
    if (!told)
        hr_strv_push(a->arena, &a->broken, "a dry run refuses it, a run does not");
    return a->broken.n > 0;
}

static void tell(struct attempt *a, const struct vector *vector, struct hr_strv *report)
{
    struct vector small = *vector;

    hr_strv_pushf(a->arena, report, "  docker %s under %s: %s", a->client->version, a->profile,
                  hr_text_safe(a->arena, hr_strv_join(a->arena, &a->broken, "; ")));
    shrink(&small, breaks, a, a->arena);
    hr_strv_pushf(a->arena, report, "  at its smallest: %s", vector_text(&small, a->arena));
}

bool hardened_check(const struct check *check, const struct subject *subject,
                    struct hr_arena *arena, struct tally *tally, struct hr_strv *report,
                    struct hr_error *err)
{
    static const char *const profiles[] = { "default", "strict", "none" };

    for (size_t i = 0; i < check->clients->n; i++) {
        struct attempt a = {
            .check = check,
            .client = &check->clients->v[i],
            .profile = profiles[subject->vector.words.n % HR_ARRAY_LEN(profiles)],
            .arena = arena,
            .err = err,
        };
        const bool broken = breaks(&a, &subject->vector);

        if (a.failed)
            return false;
        tally->created += a.created;
        tally->refused += !a.created;
        if (broken)
            tell(&a, &subject->vector, report);
    }
    return true;
}
