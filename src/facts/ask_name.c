/* SPDX-License-Identifier: MIT */
#include "hrun/facts/ask_name.h"

#include "hrun/base/jsonw.h"
#include "hrun/engine/client.h"

#include <inttypes.h>
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

/* Read the file at PATH of CONTAINER, wherever links lead. What is not there is empty, as the engine takes
 * it. */
static bool read_file(const char *socket_path, const char *container, const char *path,
                      struct hr_arena *arena, struct hr_bytes *out, struct hr_error *err)
{
    const char *at = path, *next = path;
    struct hr_request request = { .method = "GET", .raw = true };
    struct hr_answer answer = { 0 };

    for (unsigned links = 0; next && links <= LINKS_MAX; links++) {
        at = next;
        request.path = hr_arena_printf(arena, "/containers/%s/archive?path=%s", container,
                                       hr_url_escape(arena, at));
        if (!send(socket_path, &request, arena, &answer, err))
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

bool hr_ask_name(const char *socket_path, const char *id, const struct hr_user *user,
                 struct hr_arena *arena, struct hr_ids *out, struct hr_error *err)
{
    struct hr_request create = { .method = "POST", .body = container_of(id, arena) };
    struct hr_bytes passwd, group;
    struct hr_answer answer = { 0 };
    const char *container;
    uint64_t number;
    bool done;

    /* The name is chosen here, so that the container can be removed even if no answer came. */
    if (getrandom(&number, sizeof(number), 0) != sizeof(number))
        return hr_error_set(err, arena, HR_ERRC_SYSTEM, "no random number can be had");
    container = hr_arena_printf(arena, "hrun-names-%016" PRIx64, number);
    create.path = hr_arena_printf(arena, "/containers/create?name=%s", container);
    done = send(socket_path, &create, arena, &answer, err);
    if (done && answer.status == CONFLICT)
        return hr_error_set(err, arena, HR_ERRC_ENGINE, "a container %s is there", container);
    if (done && answer.status != MADE)
        done = hr_error_set(err, arena, HR_ERRC_ENGINE, "the engine says %d to making a container",
                            answer.status);
    done = done && read_file(socket_path, container, "/etc/passwd", arena, &passwd, err) &&
           read_file(socket_path, container, "/etc/group", arena, &group, err) &&
           hr_names_find(&passwd, &group, user, arena, out, err);
    remove_container(socket_path, container, arena);
    return done;
}
