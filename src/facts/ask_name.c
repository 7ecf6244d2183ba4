/* SPDX-License-Identifier: MIT */
#include "hrun/facts/ask_name.h"

#include "hrun/base/jsonw.h"
#include "hrun/docker/go.h"
#include "hrun/engine/client.h"

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

static bool send(const char *socket_path, const struct hr_request *request, struct hr_arena *arena,
                 struct hr_answer *out, struct hr_error *err)
{
    return hr_engine_send(socket_path, request, HR_ENGINE_SOCKET_MS, arena, out, err);
}

#define LINKS_MAX 8

/* A container whose files are read. */
struct files {
    const char *socket_path, *container;
    unsigned links; /* that may be followed */
};

/* Read the file at PATH, wherever links lead. What is not there is empty, as the engine takes it. */
static bool read_file(const struct files *files, const char *path, struct hr_arena *arena,
                      struct hr_bytes *out, struct hr_error *err)
{
    const char *at = path, *next = path;
    struct hr_request request = { .method = "GET", .raw = true };
    struct hr_answer answer = { 0 };

    for (unsigned links = 0; next && links <= files->links; links++) {
        at = next;
        request.path = hr_arena_printf(arena, "/containers/%s/archive?path=%s", files->container,
                                       hr_url_escape(arena, at));
        if (!send(files->socket_path, &request, arena, &answer, err))
            return false;
        if (answer.status == NOT_FOUND) {
            *out = (struct hr_bytes){ "", 0 };
            return true;
        }
        if (answer.status != FINE)
            return hr_error_set(err, arena, HR_ERRC_ENGINE, "the engine says %d to reading its %s",
                                answer.status, path);
        next = hr_names_link(&answer.body, at, arena);
    }
    return hr_names_untar(&answer.body, arena, out, err) ||
           hr_error_wrap(err, arena, "its %s", path);
}

static void remove_container(const char *socket_path, const char *container, struct hr_arena *arena)
{
    const struct hr_request request = {
        .method = "DELETE",
        .path = hr_arena_printf(arena, "/containers/%s?force=1&v=1", container),
        .raw = true,
    };
    struct hr_answer answer;
    struct hr_error ignored;

    (void)!send(socket_path, &request, arena, &answer, &ignored);
}

static bool read_user(const struct files *files, const struct hr_user *user, struct hr_arena *arena,
                      struct hr_ids *out, struct hr_error *err)
{
    struct hr_bytes passwd, group;

    return read_file(files, "/etc/passwd", arena, &passwd, err) &&
           read_file(files, "/etc/group", arena, &group, err) &&
           hr_names_find(&passwd, &group, user, arena, out, err);
}

bool hr_ask_name_in(const char *socket_path, const struct hr_container_facts *container,
                    const struct hr_user *user, struct hr_arena *arena, struct hr_ids *out,
                    struct hr_error *err)
{
    const struct files files = {
        .socket_path = socket_path,
        .container = container->id,
        .links = container->mounts.n > 0 ? 0 : LINKS_MAX,
    };

    for (size_t i = 0; i < container->mounts.n; i++) {
        const char *at = hr_go_clean(arena, container->mounts.v[i].destination);

        if (strcmp(at, "/etc") == 0 || strcmp(at, "/etc/passwd") == 0 ||
            strcmp(at, "/etc/group") == 0)
            return hr_error_set(err, arena, HR_ERRC_ENGINE, "%s is mounted over it", at);
    }
    return read_user(&files, user, arena, out, err);
}

bool hr_ask_name(const char *socket_path, const struct hr_name_question *question,
                 const struct hr_user *user, struct hr_arena *arena, struct hr_ids *out,
                 struct hr_error *err)
{
    struct hr_request create = { .method = "POST", .body = container_of(question->id, arena) };
    struct files files = { .socket_path = socket_path, .links = LINKS_MAX };
    struct hr_answer answer = { 0 };
    const char *container;
    uint64_t number;
    bool done;

    /* The name is chosen here, so that the container can be removed even if no answer came. */
    if (getrandom(&number, sizeof(number), 0) != sizeof(number))
        return hr_error_set(err, arena, HR_ERRC_SYSTEM, "no random number can be had");
    container = hr_arena_printf(arena, "hrun-names-%016" PRIx64, number);
    create.path = hr_arena_printf(arena, "/containers/create?name=%s", container);
    if (question->platform)
        create.path = hr_arena_printf(arena, "%s&platform=%s", create.path,
                                      hr_url_escape(arena, question->platform));
    done = send(socket_path, &create, arena, &answer, err);
    if (done && answer.status == CONFLICT)
        return hr_error_set(err, arena, HR_ERRC_ENGINE, "a container %s is there", container);
    if (done && answer.status != MADE)
        done = hr_error_set(err, arena, HR_ERRC_ENGINE, "the engine says %d to making a container",
                            answer.status);
    files.container = container;
    done = done && read_user(&files, user, arena, out, err);
    remove_container(socket_path, container, arena);
    return done;
}
