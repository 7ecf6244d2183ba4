/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "hrun/base/text.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define REPORT_MAX 40 /* lines for one pair of requests: more tell nothing more */

static const char open_profile[] = "{\"version\":1,\"name\":\"open\",\"rules\":{\"*\":\"allow\"}}";

/* The versions whose readings the corpus holds. */
static const char *const tried[] = { "20.10.", "28.2.", "28.3.", "28.4.", "28.5." };

static const char *profile_path(const struct check *check, struct hr_arena *arena)
{
    return hr_arena_printf(arena, "%s/open.json", check->sandbox->folder);
}

bool check_prepare(const struct check *check, struct hr_arena *arena, struct hr_error *err)
{
    const char *path = profile_path(check, arena);
    HR_CLEANUP(hr_fd_close) int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    if (fd < 0 || write(fd, open_profile, strlen(open_profile)) < 0)
        return hr_error_set(err, arena, HR_ERRC_SYSTEM, "cannot write %s", path);
    return true;
}

static bool has_file(const struct clients *clients, const struct stat *status)
{
    struct stat other;

    for (size_t i = 0; i < clients->n; i++) {
        if (stat(clients->v[i].path, &other) == 0 && other.st_dev == status->st_dev &&
            other.st_ino == status->st_ino)
            return true;
    }
    return false;
}

/* Add the file at PATH if it is a client: what calls itself docker may be something else. */
static bool add_client(const struct sandbox *sandbox, const char *path, struct hr_arena *arena,
                       struct clients *clients, struct hr_error *err)
{
    static const char start[] = "Docker version ";
    const struct vector nothing = { 0 };
    struct hr_strv command = { 0 };
    struct outcome outcome;
    struct stat status;
    const char *version;

    if (access(path, X_OK) != 0 || stat(path, &status) != 0 || !S_ISREG(status.st_mode) ||
        has_file(clients, &status))
        return true;
    hr_strv_push(arena, &command, path);
    hr_strv_push(arena, &command, "--version");
    if (!sandbox_run(sandbox, &nothing, &command, arena, &outcome, err))
        return false;
    version = outcome.output.data;
    if (outcome.status == 0 && hr_text_starts(version, start)) {
        version += strlen(start);
        *HR_VEC_PUSH(arena, clients) = (struct client){
            .path = hr_arena_strdup(arena, path),
            .version = hr_arena_strndup(arena, version, strcspn(version, ", \n")),
        };
    }
    return true;
}

bool check_find_clients(const struct sandbox *sandbox, struct hr_arena *arena, struct clients *out,
                        struct hr_error *err)
{
    const char *path = getenv("PATH");
    const char *folders = hr_arena_printf(arena, "%s:/usr/local/bin:/usr/bin", path ? path : "");

    while (*folders != '\0') {
        const size_t length = strcspn(folders, ":");
        const char *folder = hr_arena_strndup(arena, folders, length);
        if (*folder == '/' &&
            !add_client(sandbox, hr_arena_printf(arena, "%s/docker", folder), arena, out, err))
            return false;
        folders += length + (folders[length] == ':');
    }
    return true;
}

/* `docker run WORDS`, of CLIENT itself or, with HRUN, by way of that. */
static struct hr_strv command_line(const struct check *check, const struct client *client,
                                   const char *hrun, const struct vector *vector,
                                   struct hr_arena *arena)
{
    struct hr_strv command = { 0 };

    hr_strv_push(arena, &command, hrun ? hrun : client->path);
    if (hrun) {
        hr_strv_pushf(arena, &command, "--engine=%s", client->path);
        hr_strv_pushf(arena, &command, "--profile=%s", profile_path(check, arena));
    } else {
        hr_strv_push(arena, &command, "run");
    }
    hr_strv_extend(arena, &command, &vector->words);
    return command;
}

static void count(struct tally *tally, const struct outcome *outcome)
{
    tally->created += outcome->created;
    tally->refused += !outcome->created && outcome->status != 0;
}

static const char *outcome_text(const struct outcome *o, struct hr_arena *arena)
{
    return hr_arena_printf(arena, "%s, ends with %d: %s",
                           o->created ? "creates a container" : "creates nothing", o->status,
                           hr_text_safe(arena, o->complaint));
}

static void compare(const struct client *client, const struct outcome *alone,
                    const struct outcome *through, struct hr_arena *arena, struct hr_strv *report)
{
    struct hr_strv lines = { 0 };

    if (alone->created != through->created || (alone->status == 0) != (through->status == 0)) {
        hr_strv_pushf(arena, &lines, "- %s", outcome_text(alone, arena));
        hr_strv_pushf(arena, &lines, "+ %s", outcome_text(through, arena));
    } else if (alone->created) {
        request_compare(&alone->request, &through->request, arena, &lines);
    }
    if (lines.n > 0)
        hr_strv_pushf(arena, report, "  docker %s:", client->version);
    for (size_t i = 0; i < lines.n && i < REPORT_MAX; i++)
        hr_strv_pushf(arena, report, "    %s", hr_text_safe(arena, lines.v[i]));
}

/* What a dry run said of IMAGE and the command, against what a client sent. */
static void compare_dry(const struct outcome *dry, const struct request *sent,
                        struct hr_arena *arena, struct hr_strv *report)
{
    const struct hr_json *json, *body = sent->body;
    const char *reference, *image = hr_json_string(body, "Image");
    struct hr_error err = { 0 };

    if (dry->status != 0) {
        hr_strv_pushf(arena, report, "  dry run: %s", outcome_text(dry, arena));
    } else if (!hr_json_parse(dry->output.data, dry->output.size, "dry run", arena, &json, &err)) {
        hr_strv_pushf(arena, report, "  dry run: %s", hr_error_text(&err, arena));
    } else {
        reference = hr_json_string(hr_json_get(json, "image"), "reference");
        if (!reference || !image || strcmp(reference, image) != 0)
            hr_strv_pushf(arena, report, "  dry run: image '%s', the client sent '%s'",
                          reference ? reference : "(none)", image ? image : "(none)");
        if (!request_same_list(hr_json_get(json, "command"), hr_json_get(body, "Cmd")))
            hr_strv_push(arena, report, "  dry run: another command than the client sent");
    }
}

static bool dry_run(const struct check *check, const struct vector *vector, struct hr_arena *arena,
                    struct outcome *out, struct hr_error *err)
{
    struct vector quiet = *vector;
    struct hr_strv command = { 0 };

    quiet.terminal = false;
    hr_strv_push(arena, &command, check->hrun);
    hr_strv_push(arena, &command, "--dry-run");
    hr_strv_push(arena, &command, "--format=json");
    hr_strv_pushf(arena, &command, "--profile=%s", profile_path(check, arena));
    hr_strv_extend(arena, &command, &vector->words);
    return sandbox_run(check->sandbox, &quiet, &command, arena, out, err);
}

bool check_same(const struct check *check, const struct subject *subject, struct hr_arena *arena,
                struct tally *tally, struct hr_strv *report, struct hr_error *err)
{
    const struct request *sent = NULL;
    /* Clients that are not on this machine count too. */
    bool refused = !subject->row || corpus_is_refused(subject->row);
    struct outcome dry;

    if (check->hrun && subject->row && subject->row->own)
        return true;
    for (size_t i = 0; i < check->clients->n; i++) {
        const struct vector *vector = &subject->vector;
        const struct client *client = &check->clients->v[i];
        const struct hr_strv plain = command_line(check, client, NULL, vector, arena);
        const struct hr_strv own = command_line(check, client, check->hrun, vector, arena);
        struct outcome *alone = hr_arena_alloc(arena, sizeof(*alone)), through;
        if (!sandbox_run(check->sandbox, vector, &plain, arena, alone, err) ||
            !sandbox_run(check->sandbox, vector, &own, arena, &through, err))
            return false;
        count(tally, alone);
        compare(client, alone, &through, arena, report);
        if (alone->created)
            sent = &alone->request;
        refused = refused && alone->status != 0;
    }
    if (!check->hrun)
        return true;
    if (!dry_run(check, &subject->vector, arena, &dry, err))
        return false;
    if (sent)
        compare_dry(&dry, sent, arena, report);
    if (refused && dry.status != 125) {
        tally->loose++;
        if (check->verbose || (subject->row && !subject->row->tolerated))
            hr_strv_pushf(arena, report, "  dry run: accepts what no client takes: %s",
                          outcome_text(&dry, arena));
    }
    return true;
}

/* The row's JSON with the names of this sandbox in it. */
static const char *substitute(const struct check *check, const char *json, struct hr_arena *arena)
{
    const struct {
        const char *name, *value;
    } names[] = { { "$PWD", check->sandbox->work }, { "$SOCKET", check->sandbox->socket } };

    for (size_t i = 0; i < HR_ARRAY_LEN(names); i++) {
        const char *found = strstr(json, names[i].name);
        if (found)
            json = hr_arena_printf(arena, "%.*s%s%s", (int)(found - json), json, names[i].value,
                                   found + strlen(names[i].name));
    }
    return json;
}

static void check_member(const struct check *check, const struct request *request,
                         const struct corpus_member *member, struct hr_arena *arena,
                         struct hr_strv *report)
{
    const char *text = substitute(check, member->json, arena);
    const struct hr_json *want, *got = request_member(request, member->path, arena);
    struct hr_error err = { 0 };

    if (!hr_json_parse(text, strlen(text), member->path, arena, &want, &err))
        hr_strv_pushf(arena, report, "    %s", hr_error_text(&err, arena));
    else if (!request_same(want, got, arena))
        hr_strv_pushf(arena, report, "    %s is not %s", member->path, text);
}

static void check_outcome(const struct check *check, const struct corpus_outcome *want,
                          const struct outcome *got, struct hr_arena *arena, struct hr_strv *report)
{
    const struct request *request = &got->request;
    struct hr_strv sent = { 0 };
    const struct hr_json *words;

    if (want->created != got->created || (!want->created && want->status != got->status)) {
        hr_strv_pushf(arena, report, "    %s", outcome_text(got, arena));
        return;
    }
    if (!want->created)
        return;
    hr_strv_push(arena, &sent, hr_json_string(request->body, "Image"));
    words = hr_json_get(request->body, "Cmd");
    for (const struct hr_json *e = words ? words->child : NULL; e; e = e->next)
        hr_strv_push(arena, &sent, e->text);
    if (strcmp(hr_strv_join(arena, &sent, "\n"), hr_strv_join(arena, &want->sends, "\n")) != 0)
        hr_strv_pushf(arena, report, "    sends %s",
                      hr_text_safe(arena, hr_strv_join(arena, &sent, " ")));
    if (want->platform && strcmp(want->platform, request_platform(request, arena)) != 0)
        hr_strv_pushf(arena, report, "    platform %s", request_platform(request, arena));
    for (size_t i = 0; i < want->members.n; i++)
        check_member(check, request, &want->members.v[i], arena, report);
}

static bool is_tried(const char *version)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(tried); i++) {
        if (hr_text_starts(version, tried[i]))
            return true;
    }
    return false;
}

bool check_facts(const struct check *check, const struct subject *subject, struct hr_arena *arena,
                 struct tally *tally, struct hr_strv *report, struct hr_error *err)
{
    for (size_t i = 0; i < check->clients->n; i++) {
        const struct client *client = &check->clients->v[i];
        const struct hr_strv plain = command_line(check, client, NULL, &subject->vector, arena);
        struct hr_strv lines = { 0 };
        struct outcome outcome;
        if (!is_tried(client->version))
            continue;
        if (!sandbox_run(check->sandbox, &subject->vector, &plain, arena, &outcome, err))
            return false;
        count(tally, &outcome);
        check_outcome(check, corpus_outcome(subject->row, client->version), &outcome, arena,
                      &lines);
        if (lines.n > 0)
            hr_strv_pushf(arena, report, "  docker %s:", client->version);
        hr_strv_extend(arena, report, &lines);
    }
    return true;
}
