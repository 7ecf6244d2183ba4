/* SPDX-License-Identifier: MIT */
#include "engine.h"

#include "hrun/base/number.h"
#include "hrun/base/path.h"
#include "hrun/base/text.h"
#include "hrun/facts/notebook.h"

#include "hard_link.h"
#include "listener.h"
#include "mountinfo.h"
#include "process.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define PID_FILE      "/run/docker.pid"
#define PID_MAX_BYTES 64
#define HUNT_MAX      200000

/* The process that dockerd left the number of, if it is still one. */
static pid_t pid_of_file(struct hr_arena *arena)
{
    struct hr_bytes bytes;
    struct hr_error ignored;
    uint64_t pid;
    const char *name;

    if (!hr_file_read(PID_FILE, PID_MAX_BYTES, arena, &bytes, NULL, &ignored) ||
        !hr_number_u64(bytes.data, strspn(bytes.data, HR_DIGITS), &pid) || pid == 0 ||
        pid > INT_MAX)
        return 0;
    name = hr_process_name((pid_t)pid, arena);
    return name && strcmp(name, "dockerd") == 0 ? (pid_t)pid : 0;
}

void hr_engine_process_find(const char *socket_path, pid_t peer, struct hr_survey *survey)
{
    const char *name = peer ? hr_process_name(peer, survey->arena) : NULL;
    const char *last = strrchr(socket_path, '/');

    survey->engine.pid = peer;
    if (name && !hr_is_engine_name(name) && last && strcmp(last, "/docker.sock") == 0) {
        const pid_t pid = pid_of_file(survey->arena);

        survey->engine.pid = pid ? pid : peer;
    }
    if (!survey->engine.pid)
        return;
    survey->engine.name = hr_process_name(survey->engine.pid, survey->arena);
    survey->engine.mountinfo = hr_mountinfo_read_of(survey->engine.pid, survey->arena);
}

void hr_survey_as_engine(const struct hr_survey *survey, struct hr_facts *out)
{
    if (!survey->engine.pid || out->engine.locality != HR_LOCALITY_LOCAL ||
        hr_mountinfo_same(survey->mountinfo, survey->engine.mountinfo))
        return;
    for (size_t i = 0; i < out->sources.n; i++)
        hr_mountinfo_compare(survey->mountinfo, survey->engine.mountinfo, survey->arena,
                             &out->sources.v[i]);
}

static void add_path(const struct hr_survey *survey, enum hr_place_kind kind, const char *path,
                     struct hr_facts *out)
{
    if (hr_text_starts(path, "unix://"))
        path += strlen("unix://");
    if (*path == '/')
        hr_survey_add(survey, kind, path, out);
}

/* dockerd keeps the containerd that it starts itself there. */
static void add_state(const struct hr_survey *survey, const char *path, struct hr_facts *out)
{
    add_path(survey, HR_PLACE_ENGINE_STATE, path, out);
    add_path(survey, HR_PLACE_ENGINE_SOCKET,
             hr_arena_printf(survey->arena, "%s/containerd/containerd.sock", path), out);
}

/* dockerd's options that name places. */
static const struct flag {
    const char *name;
    char letter; /* '\0' for none */
    enum hr_place_kind kind;
} flags[] = {
    { "containerd", '\0', HR_PLACE_ENGINE_SOCKET }, { "data-root", '\0', HR_PLACE_ENGINE_DATA },
    { "exec-root", '\0', HR_PLACE_ENGINE_STATE },   { "graph", 'g', HR_PLACE_ENGINE_DATA },
    { "host", 'H', HR_PLACE_ENGINE_SOCKET },
};

/* The value of FLAG in WORD, or NEXT where it is the word behind; NULL if WORD is another. */
static const char *value_of(const struct flag *flag, const char *word, const char *next)
{
    const size_t length = strlen(flag->name);

    if (flag->letter && word[0] == '-' && word[1] == flag->letter)
        return !word[2] ? next : word[2] == '=' ? word + 3 : word + 2;
    if (!hr_text_starts(word, "--") || strncmp(word + 2, flag->name, length) != 0)
        return NULL;
    word += 2 + length;
    return !*word ? next : *word == '=' ? word + 1 : NULL;
}

static void add_told(const struct hr_survey *survey, struct hr_facts *out)
{
    const struct hr_strv words = hr_process_words(survey->engine.pid, survey->arena);

    for (size_t i = 0; i < words.n; i++) {
        const char *next = i + 1 < words.n ? words.v[i + 1] : NULL;

        for (size_t k = 0; k < HR_ARRAY_LEN(flags); k++) {
            const char *value = value_of(&flags[k], words.v[i], next);

            if (value && flags[k].kind == HR_PLACE_ENGINE_STATE)
                add_state(survey, value, out);
            else if (value)
                add_path(survey, flags[k].kind, value, out);
        }
    }
}

/* What is mounted, by where it leads on the host and as DEVICE:PATH. */
struct mounted {
    struct hr_arena *arena;
    struct hr_map paths;
};

/* True if the rows of hr_engine_sockets say enough of the folder PATH. */
static bool holds_usual(const char *path)
{
    static const char sessions[] = "/run/user";
    const char *session = hr_path_below(path, sessions);
    size_t count;
    const struct hr_engine_socket *sockets = hr_engine_sockets(&count);

    if (hr_path_below(sessions, path) || (session && !strchr(session + 1, '/')))
        return true;
    for (size_t i = 0; i < count; i++) {
        if (sockets[i].base == HR_SOCKET_ABSOLUTE && hr_path_below(sockets[i].path, path))
            return true;
    }
    return false;
}

static void add_key(struct mounted *m, const char *device, const char *path)
{
    size_t old;

    if (device && path)
        hr_map_put(&m->paths, m->arena, hr_arena_printf(m->arena, "%s:%s", device, path), 0, &old);
    else if (path)
        hr_map_put(&m->paths, m->arena, path, 0, &old);
}

static void add_keys(struct mounted *m, const struct hr_sources_facts *sources)
{
    for (size_t i = 0; i < sources->n; i++) {
        const struct hr_source_facts *source = &sources->v[i];

        if (!source->clean || holds_usual(source->real))
            continue;
        add_key(m, NULL, source->clean);
        add_key(m, NULL, source->real);
        add_key(m, source->fs_device, source->fs_path);
        for (size_t k = 0; k < source->submounts.n; k++)
            add_key(m, source->submounts.v[k].fs_device, source->submounts.v[k].fs_path);
    }
}

/* True if PATH, of DEVICE unless that is NULL, or a folder above it is mounted. */
static bool is_mounted(const struct mounted *m, const char *device, const char *path)
{
    char key[2 * PATH_MAX];
    const size_t prefix = device ? strlen(device) + 1 : 0;
    size_t ignored;

    if (snprintf(key, sizeof(key), "%s%s%s", device ? device : "", device ? ":" : "", path) >=
        (int)sizeof(key))
        return true;
    for (;;) {
        char *slash = strrchr(key + prefix, '/');

        if (hr_map_get(&m->paths, key, &ignored))
            return true;
        if (!slash || !slash[1])
            return false;
        slash[slash == key + prefix] = '\0'; /* the root keeps its slash */
    }
}

/* What listens here; looked up once. */
static struct hr_listeners *listeners_of(const struct hr_survey *survey)
{
    struct hr_notebook *book = survey->asking->notebook;
    struct hr_listeners *listeners =
        book && book->listeners ? book->listeners : hr_listeners_read(survey);

    if (book)
        book->listeners = listeners;
    return listeners;
}

/* True if PATH is among the places of engines. */
static bool is_known(const struct hr_facts *facts, const char *path)
{
    for (size_t i = 0; i < facts->places.n; i++) {
        const struct hr_place_facts *place = &facts->places.v[i];

        if (place->kind == HR_PLACE_ENGINE_SOCKET && place->is.real &&
            strcmp(place->is.real, path) == 0)
            return true;
    }
    return false;
}

static void add_listeners(const struct hr_survey *survey, struct hr_facts *out)
{
    struct mounted m = { .arena = survey->arena };
    struct hr_listeners *listeners;

    add_keys(&m, &out->sources);
    if (m.paths.n == 0)
        return;
    listeners = listeners_of(survey);
    for (size_t i = 0; i < listeners->n; i++) {
        struct hr_listener *one = &listeners->v[i];

        if ((is_mounted(&m, NULL, one->real) ||
             (one->fs_device && is_mounted(&m, one->fs_device, one->fs_path))) &&
            !is_known(out, one->real) && hr_listener_is_engine(one, survey->arena))
            hr_survey_add(survey, HR_PLACE_ENGINE_SOCKET, one->real, out);
    }
}

/* Look for other names of SOCKET in SOURCE. */
static void look_for_links(const struct hr_survey *survey, const struct hr_source_facts *socket,
                           struct hr_source_facts *source, struct hr_facts *out)
{
    struct hr_hunt hunt = { .dev = socket->dev, .ino = socket->ino, .left = HUNT_MAX };
    const char *found;

    if (source->state != HR_SOURCE_KNOWN || !S_ISDIR(source->mode) || source->dev != socket->dev)
        return;
    found = hr_hard_link_find(source->real, &hunt, survey->arena);
    if (found) {
        hr_survey_add(survey, HR_PLACE_ENGINE_SOCKET, found, out);
    } else if (hunt.incomplete) {
        source->state = HR_SOURCE_UNKNOWN;
        source->unknown_because = "an engine's socket has a second name, which may be in it";
    }
}

static void look_for_all_links(const struct hr_survey *survey, struct hr_facts *out)
{
    const size_t count = out->places.n;

    for (size_t i = 0; i < count; i++) {
        const struct hr_source_facts socket = out->places.v[i].is;
        struct stat status;

        if (out->places.v[i].kind != HR_PLACE_ENGINE_SOCKET || socket.state != HR_SOURCE_KNOWN ||
            lstat(socket.real, &status) != 0 || status.st_nlink < 2)
            continue;
        for (size_t k = 0; k < out->sources.n; k++)
            look_for_links(survey, &socket, &out->sources.v[k], out);
    }
}

void hr_survey_engines(const struct hr_survey *survey, struct hr_facts *out)
{
    if (hr_is_engine_name(survey->engine.name))
        add_told(survey, out);
    add_listeners(survey, out);
    look_for_all_links(survey, out);
}
