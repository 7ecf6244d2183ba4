/* SPDX-License-Identifier: MIT */
#include "hrun/facts/ask_name.h"

#include "hrun/base/jsonw.h"
#include "hrun/base/text.h"
#include "hrun/docker/go.h"
#include "hrun/engine/client.h"

#include "client.h"

#include <inttypes.h>
#include <string.h>
#include <sys/random.h>

#define MADE      201
#define CONFLICT  409
#define NOT_FOUND 404
#define FINE      200

/* A container of the image ID that is never started. It names a program, as an image may have none. */
static const char *container_of(const char *id, struct hr_arena *arena)
{
    struct hr_jsonw w;

    hr_jsonw_init(&w, arena, 0);
    hr_jsonw_object(&w);
    hr_jsonw_member_string(&w, "Image", id);
    hr_jsonw_key(&w, "Cmd");
    hr_jsonw_array(&w);
    hr_jsonw_string(&w, "hrun");
    hr_jsonw_end(&w);
    hr_jsonw_member_bool(&w, "NetworkDisabled", true);
    hr_jsonw_end(&w);
    return hr_jsonw_text(&w);
}

static bool send(const struct hr_ask *talk, const struct hr_request *request, struct hr_answer *out,
                 struct hr_error *err)
{
    return hr_engine_send(talk->endpoint.socket_path, request, HR_ENGINE_SOCKET_MS, talk->arena,
                          out, err);
}

/* Have the client do what the COUNT WORDS say. False if it cannot; a failure of its own is in *OUT. */
static bool call(const struct hr_ask *talk, const char *const *words, size_t count,
                 struct hr_client_result *out, struct hr_error *err)
{
    struct hr_strv line = { 0 };

    for (size_t i = 0; i < count; i++)
        hr_strv_push(talk->arena, &line, words[i]);
    return hr_ask_client(talk, &line, out, err);
}

#define LINKS_MAX 8

/* A container whose files are read. */
struct files {
    const struct hr_ask *talk;
    const char *container;
    unsigned links; /* that may be followed */
};

/* Read what is at PATH, as a tar; *OUT is empty if nothing is. */
static bool fetch_by_socket(const struct files *files, const char *path, struct hr_bytes *out,
                            struct hr_error *err)
{
    struct hr_arena *arena = files->talk->arena;
    const struct hr_request request = {
        .method = "GET",
        .path = hr_arena_printf(arena, "/containers/%s/archive?path=%s", files->container,
                                hr_url_escape(arena, path)),
        .raw = true,
    };
    struct hr_answer answer = { 0 };

    if (!send(files->talk, &request, &answer, err))
        return false;
    *out = answer.status == FINE ? answer.body : (struct hr_bytes){ "", 0 };
    return answer.status == FINE || answer.status == NOT_FOUND ||
           hr_error_set(err, arena, HR_ERRC_ENGINE, "the engine says %d to reading it",
                        answer.status);
}

static bool fetch_by_client(const struct files *files, const char *path, struct hr_bytes *out,
                            struct hr_error *err)
{
    struct hr_arena *arena = files->talk->arena;
    const char *const words[] = { "cp", hr_arena_printf(arena, "%s:%s", files->container, path),
                                  "-" };
    struct hr_client_result result = { 0 };

    if (!call(files->talk, words, HR_ARRAY_LEN(words), &result, err))
        return false;
    *out = result.status == 0 ? result.output : (struct hr_bytes){ "", 0 };
    /* 20.10, and later ones. */
    return result.status == 0 || strstr(result.complaint, "No such container:path") ||
           strstr(result.complaint, "Could not find the file") ||
           hr_ask_client_failed(files->talk, &result, err);
}

/* Read the file at PATH, wherever links lead, *LINKED if there are any. What is not there is empty, as the
 * engine takes it. */
static bool read_file(const struct files *files, const char *path, struct hr_bytes *out,
                      bool *linked, struct hr_error *err)
{
    const struct hr_ask *talk = files->talk;
    const char *next = path;
    struct hr_bytes tar = { "", 0 };

    *linked = false;
    for (unsigned links = 0; next && links <= files->links; links++) {
        const char *at = next;

        *linked = links > 0;
        if (!(talk->endpoint.socket_path ? fetch_by_socket : fetch_by_client)(files, at, &tar, err))
            return hr_error_wrap(err, talk->arena, "its %s", path);
        if (tar.size == 0) {
            *out = tar;
            return true;
        }
        next = hr_names_link(&tar, at, talk->arena);
    }
    return hr_names_untar(&tar, talk->arena, out, err) ||
           hr_error_wrap(err, talk->arena, "its %s", path);
}

/* Make the container NAME of the image of QUESTION. *MADE is false if it is certain that none was made. */
static bool make_by_socket(const struct hr_ask *talk, const struct hr_name_question *question,
                           const char *name, bool *made, struct hr_error *err)
{
    struct hr_arena *arena = talk->arena;
    struct hr_request create = {
        .method = "POST",
        .path = hr_arena_printf(arena, "/containers/create?name=%s", name),
        .body = container_of(question->id, arena),
    };
    struct hr_answer answer = { 0 };

    if (question->platform)
        create.path = hr_arena_printf(arena, "%s&platform=%s", create.path,
                                      hr_url_escape(arena, question->platform));
    if (!send(talk, &create, &answer, err))
        return false;
    *made = answer.status != CONFLICT;
    if (answer.status == MADE)
        return true;
    return *made ? hr_error_set(err, arena, HR_ERRC_ENGINE,
                                "the engine says %d to making a container", answer.status)
                 : hr_error_set(err, arena, HR_ERRC_ENGINE, "a container %s is there", name);
}

static bool make_by_client(const struct hr_ask *talk, const struct hr_name_question *question,
                           const char *name, struct hr_error *err)
{
    const char *const options[] = { "create", "--name", name, "--network=none", "--pull=never" };
    struct hr_client_result result = { 0 };
    struct hr_strv words = { 0 };

    for (size_t i = 0; i < HR_ARRAY_LEN(options); i++)
        hr_strv_push(talk->arena, &words, options[i]);
    if (question->platform)
        hr_strv_pushf(talk->arena, &words, "--platform=%s", question->platform);
    hr_strv_push(talk->arena, &words, question->id);
    hr_strv_push(talk->arena, &words, "hrun"); /* a program, as an image may have none */
    return hr_ask_client(talk, &words, &result, err) &&
           (result.status == 0 || hr_ask_client_failed(talk, &result, err));
}

static void remove_container(const struct hr_ask *talk, const char *name)
{
    const struct hr_request request = {
        .method = "DELETE",
        .path = hr_arena_printf(talk->arena, "/containers/%s?force=1&v=1", name),
        .raw = true,
    };
    const char *const words[] = { "rm", "--force", "--volumes", name };
    struct hr_client_result result;
    struct hr_answer answer;
    struct hr_error ignored;

    if (talk->endpoint.socket_path)
        (void)!send(talk, &request, &answer, &ignored);
    else
        (void)!call(talk, words, HR_ARRAY_LEN(words), &result, &ignored);
}

static bool read_user(const struct files *files, const struct hr_user *user, struct hr_ids *out,
                      struct hr_error *err)
{
    struct hr_bytes passwd, group = { "", 0 };
    bool linked;

    if (!read_file(files, "/etc/passwd", &passwd, &linked, err) ||
        !read_file(files, "/etc/group", &group, &linked, err) ||
        !hr_names_find(&passwd, &group, user, files->talk->arena, out, err))
        return false;
    /* A link to what is only there, or full, when the container runs. */
    out->misleads = out->misleads || (linked && group.size == 0);
    return true;
}

bool hr_ask_name_in(const struct hr_ask *talk, const struct hr_container_facts *container,
                    const struct hr_user *user, struct hr_ids *out, struct hr_error *err)
{
    const struct files files = {
        .talk = talk,
        .container = container->id,
        .links = container->mounts.n > 0 ? 0 : LINKS_MAX,
    };

    /* It becomes part of a path, and of a client's words. */
    if (!*container->id || container->id[strspn(container->id, HR_ALNUM)])
        return hr_error_set(err, talk->arena, HR_ERRC_ENGINE, "the container's id is no id");
    for (size_t i = 0; i < container->mounts.n; i++) {
        const char *at = hr_go_clean(talk->arena, container->mounts.v[i].destination);

        if (strcmp(at, "/etc") == 0 || strcmp(at, "/etc/passwd") == 0 ||
            strcmp(at, "/etc/group") == 0)
            return hr_error_set(err, talk->arena, HR_ERRC_ENGINE, "%s is mounted over it", at);
    }
    return read_user(&files, user, out, err);
}

bool hr_ask_name(const struct hr_ask *talk, const struct hr_name_question *question,
                 const struct hr_user *user, struct hr_ids *out, struct hr_error *err)
{
    struct files files = { .talk = talk, .links = LINKS_MAX };
    bool made = true, done;
    uint64_t number;

    /* The name is chosen here, so that the container can be removed even if no answer came. */
    if (getrandom(&number, sizeof(number), 0) != sizeof(number))
        return hr_error_set(err, talk->arena, HR_ERRC_SYSTEM, "no random number can be had");
    files.container = hr_arena_printf(talk->arena, "hrun-names-%016" PRIx64, number);
    done = talk->endpoint.socket_path ? make_by_socket(talk, question, files.container, &made, err)
                                      : make_by_client(talk, question, files.container, err);
    done = done && read_user(&files, user, out, err);
    if (made)
        remove_container(talk, files.container);
    return done;
}
