/* SPDX-License-Identifier: MIT */
#include "place.h"

#include "hrun/base/number.h"
#include "hrun/base/path.h"
#include "hrun/base/text.h"
#include "hrun/facts/notebook.h"

#include <errno.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const struct hr_engine_socket sockets[] = {
    { "/var/run/docker.sock", HR_SOCKET_ABSOLUTE, "docker" },
    { "/run/docker.sock", HR_SOCKET_ABSOLUTE, "docker" },
    { "docker.sock", HR_SOCKET_IN_RUNTIME_DIR, "docker" },
    { ".docker/run/docker.sock", HR_SOCKET_IN_HOME, "docker" },
    { ".docker/desktop/docker.sock", HR_SOCKET_IN_HOME, "docker" },
    { ".rd/docker.sock", HR_SOCKET_IN_HOME, "docker" },
    { ".colima/docker.sock", HR_SOCKET_IN_HOME, "docker" },
    { ".colima/default/docker.sock", HR_SOCKET_IN_HOME, "docker" },
    { "/run/containerd/containerd.sock", HR_SOCKET_ABSOLUTE, "containerd" },
    { "/run/docker/containerd/containerd.sock", HR_SOCKET_ABSOLUTE, "containerd" },
    { "/run/docker/containerd/docker-containerd.sock", HR_SOCKET_ABSOLUTE, "containerd" },
    { "/run/k3s/containerd/containerd.sock", HR_SOCKET_ABSOLUTE, "containerd" },
    { "/var/snap/microk8s/common/run/containerd.sock", HR_SOCKET_ABSOLUTE, "containerd" },
    { "docker/containerd/containerd.sock", HR_SOCKET_IN_RUNTIME_DIR, "containerd" },
    { "containerd/containerd.sock", HR_SOCKET_IN_RUNTIME_DIR, "containerd" },
    { "/run/podman/podman.sock", HR_SOCKET_ABSOLUTE, "podman" },
    { "podman/podman.sock", HR_SOCKET_IN_RUNTIME_DIR, "podman" },
    { "/run/crio/crio.sock", HR_SOCKET_ABSOLUTE, "cri-o" },
    { "/run/cri-dockerd.sock", HR_SOCKET_ABSOLUTE, "cri-dockerd" },
    { "/run/dockershim.sock", HR_SOCKET_ABSOLUTE, "kubelet" },
    { "/run/buildkit/buildkitd.sock", HR_SOCKET_ABSOLUTE, "buildkit" },
};

const struct hr_engine_socket *hr_engine_sockets(size_t *count)
{
    *count = HR_ARRAY_LEN(sockets);
    return sockets;
}

static const char *variable(const struct hr_host *host, const char *name)
{
    const char *value = hr_environ_get(&host->environ, name);

    return value ? value : "";
}

/* The working directory as the client takes it: $PWD if that is the same folder, so that `..` behind a
 * link means there what a shell means by it. */
static const char *client_cwd(const struct hr_host *host)
{
    const char *pwd = variable(host, "PWD");
    struct stat here, there;

    if (*pwd == '/' && stat(".", &here) == 0 && stat(pwd, &there) == 0 &&
        here.st_dev == there.st_dev && here.st_ino == there.st_ino)
        return pwd;
    return host->cwd;
}

static void ask(const struct hr_survey *survey, const char *given, bool any,
                struct hr_source_facts *out)
{
    const struct hr_source_base base = { .cwd = survey->cwd, .any = any };

    struct hr_notebook *book = survey->asking->notebook;
    const char *clean = hr_source_clean(given, &base, survey->arena);
    size_t old;

    if (book && clean && hr_map_get(&book->sources.by_path, clean, &old)) {
        *out = book->sources.v[old];
        out->given = given;
        return;
    }
    *out = (struct hr_source_facts){ .given = given, .clean = clean };
    hr_source_ask(survey->mountinfo, survey->arena, out);
    if (!book || !clean)
        return;
    hr_map_put(&book->sources.by_path, survey->arena, clean, book->sources.n, &old);
    *HR_VEC_PUSH(survey->arena, &book->sources) = *out;
}

static void add_place(const struct hr_survey *survey, struct hr_place_facts place, const char *path,
                      struct hr_facts *out)
{
    if (!*path)
        return;
    for (size_t i = 0; i < out->places.n; i++) {
        if (out->places.v[i].kind == place.kind && strcmp(out->places.v[i].is.given, path) == 0)
            return;
    }
    ask(survey, path, true, &place.is);
    place.is.folders = (struct hr_folders_facts){ 0 };
    place.is.links = (struct hr_links_facts){ 0 };
    place.is.submounts = (struct hr_submounts){ 0 };
    *HR_VEC_PUSH(survey->arena, &out->places) = place;
}

void hr_survey_add(const struct hr_survey *survey, enum hr_place_kind kind, const char *path,
                   struct hr_facts *out)
{
    add_place(survey, (struct hr_place_facts){ .kind = kind }, path, out);
}

/* True if PATH in the folder HOME can be met under another name than that. */
static bool has_other_names(const char *path, const struct hr_source_facts *home)
{
    struct stat status;

    if (lstat(path, &status) != 0)
        return errno != ENOENT;
    return S_ISLNK(status.st_mode) || status.st_dev != home->dev ||
           (!S_ISDIR(status.st_mode) && status.st_nlink > 1);
}

static void add_listed(const struct hr_survey *survey, const char *listed, struct hr_facts *out)
{
    const struct hr_place_facts place = { .kind = HR_PLACE_LISTED, .listed = listed };
    const size_t count = out->places.n;

    if (*listed != '~')
        add_place(survey, place, listed, out);
    for (size_t i = 0; i < count && *listed == '~'; i++) {
        const struct hr_source_facts home = out->places.v[i].is;
        const char *path;

        if (out->places.v[i].kind != HR_PLACE_HOME || home.state != HR_SOURCE_KNOWN)
            continue;
        path = hr_arena_printf(survey->arena, "%s%s", home.clean, listed + 1);
        if (has_other_names(path, &home))
            add_place(survey, place, path, out);
    }
}

/* The home of UID in passwd; "" if it has none. */
static const char *home_of(uid_t uid, struct hr_arena *arena)
{
    const struct passwd *entry = getpwuid(uid);

    return entry && entry->pw_dir ? hr_arena_strdup(arena, entry->pw_dir) : "";
}

/* True if somebody can log in as ENTRY: system accounts have folders for homes that others use as well. */
static bool is_person(const struct passwd *entry)
{
    return entry->pw_dir[0] == '/' && entry->pw_dir[1] &&
           (!*entry->pw_shell || hr_text_ends(entry->pw_shell, "sh"));
}

/* True if the rules know PATH for a home by its name: /home/NAME or /root, and no link on the way. */
static bool is_usual_home(const char *path)
{
    char real[PATH_MAX];

    if (strcmp(path, "/root") != 0 &&
        (!hr_text_starts(path, "/home/") || strchr(path + strlen("/home/"), '/')))
        return false;
    return !realpath(path, real) || strcmp(real, path) == 0;
}

#define OTHERS_MAX 64

/* The homes of this host's users that are not where homes are by custom. What a directory of users on the
 * network says is not asked for: it may have thousands. */
static void add_other_homes(const struct hr_survey *survey, struct hr_facts *out)
{
    FILE *const file = fopen("/etc/passwd", "re");
    const struct passwd *entry;

    for (size_t found = 0; file && found < OTHERS_MAX && (entry = fgetpwent(file));) {
        if (!is_person(entry) || is_usual_home(entry->pw_dir))
            continue;
        hr_survey_add(survey, HR_PLACE_HOME, hr_arena_strdup(survey->arena, entry->pw_dir), out);
        found++;
    }
    if (file)
        fclose(file);
}

static void add_homes(const struct hr_survey *survey, struct hr_facts *out)
{
    const struct hr_host *host = survey->asking->host;
    const char *sudo = variable(host, "SUDO_UID");
    uint64_t uid;

    hr_survey_add(survey, HR_PLACE_HOME, variable(host, "HOME"), out);
    hr_survey_add(survey, HR_PLACE_HOME, home_of(host->uid, survey->arena), out);
    if (hr_number_u64(sudo, strlen(sudo), &uid) && uid <= UINT32_MAX)
        hr_survey_add(survey, HR_PLACE_HOME, home_of((uid_t)uid, survey->arena), out);
    add_other_homes(survey, out);
}

/* SOCKET in every folder that its base stands for. The folders are those found before. */
static void add_socket(const struct hr_survey *survey, const struct hr_engine_socket *socket,
                       const char *runtime_dir, struct hr_facts *out)
{
    if (socket->base == HR_SOCKET_ABSOLUTE)
        hr_survey_add(survey, HR_PLACE_ENGINE_SOCKET, socket->path, out);
    if (socket->base == HR_SOCKET_IN_RUNTIME_DIR)
        hr_survey_add(survey, HR_PLACE_ENGINE_SOCKET,
                      hr_arena_printf(survey->arena, "%s/%s", runtime_dir, socket->path), out);
    for (size_t i = 0; i < out->places.n && socket->base == HR_SOCKET_IN_HOME; i++) {
        if (out->places.v[i].kind == HR_PLACE_HOME)
            hr_survey_add(
                survey, HR_PLACE_ENGINE_SOCKET,
                hr_arena_printf(survey->arena, "%s/%s", out->places.v[i].is.given, socket->path),
                out);
    }
}

static void add_sockets(const struct hr_survey *survey, struct hr_facts *out)
{
    const char *runtime_dir = variable(survey->asking->host, "XDG_RUNTIME_DIR");

    if (!*runtime_dir)
        runtime_dir = hr_arena_printf(survey->arena, "/run/user/%u", survey->asking->host->uid);
    for (size_t i = 0; i < HR_ARRAY_LEN(sockets); i++)
        add_socket(survey, &sockets[i], runtime_dir, out);
}

/* Let what is at PLACE of the list be found by PATH, unless something else is. */
static void index_path(const struct hr_survey *survey, const char *path, size_t place,
                       struct hr_sources_facts *out)
{
    size_t other;

    if (path && !hr_map_get(&out->by_path, path, &other))
        hr_map_put(&out->by_path, survey->arena, path, place, &other);
}

void hr_survey_source(const struct hr_survey *survey, const char *given, struct hr_facts *out)
{
    struct hr_sources_facts *sources = &out->sources;
    struct hr_source_facts source;
    const size_t place = sources->n;
    size_t old;

    if (hr_map_get(&sources->by_name, given, &old))
        return;
    ask(survey, given, false, &source);
    *HR_VEC_PUSH(survey->arena, sources) = source;
    hr_map_put(&sources->by_name, survey->arena, given, place, &old);
    index_path(survey, source.clean, place, sources);
    index_path(survey, source.real, place, sources);
}

static const struct hr_mountinfo *read_mountinfo(struct hr_notebook *book, struct hr_arena *arena)
{
    const struct hr_mountinfo *mountinfo =
        book && book->mountinfo ? book->mountinfo : hr_mountinfo_read(arena);

    if (book)
        book->mountinfo = mountinfo;
    return mountinfo;
}

void hr_survey_take(const struct hr_asking *asking, struct hr_arena *arena,
                    struct hr_survey *survey, struct hr_facts *out)
{
    const struct hr_questions *questions = asking->questions;
    const struct hr_host *host = asking->host;

    *survey = (struct hr_survey){ .asking = asking,
                                  .arena = arena,
                                  .mountinfo = read_mountinfo(asking->notebook, arena),
                                  .cwd = client_cwd(host) };
    for (size_t i = 0; i < questions->sources.n; i++)
        hr_survey_source(survey, questions->sources.v[i], out);
    for (size_t i = 0; i < out->secrets.n && questions->secret_sources; i++) {
        if (out->secrets.v[i].clean)
            hr_survey_source(survey, out->secrets.v[i].clean, out);
    }
    add_homes(survey, out);
    hr_survey_add(survey, HR_PLACE_RUNTIME_DIR, variable(host, "XDG_RUNTIME_DIR"), out);
    hr_survey_add(survey, HR_PLACE_SSH_AGENT, variable(host, "SSH_AUTH_SOCK"), out);
    hr_survey_add(survey, HR_PLACE_CLIENT, variable(host, "DOCKER_CONFIG"), out);
    hr_survey_add(survey, HR_PLACE_CLIENT, variable(host, "DOCKER_CERT_PATH"), out);
    add_sockets(survey, out);
    for (size_t i = 0; i < questions->places.n; i++) {
        const struct hr_place_question *question = &questions->places.v[i];

        if (question->kind == HR_PLACE_LISTED)
            add_listed(survey, question->path, out);
        else
            hr_survey_add(survey, question->kind, question->path, out);
    }
}

/* The place of TEXT in SOURCES, which nobody made an index of; their number if it is not there. */
static size_t search(const struct hr_sources_facts *sources, const char *text)
{
    size_t found = sources->n;

    for (size_t i = 0; i < sources->n; i++) {
        const struct hr_source_facts *source = &sources->v[i];

        if (strcmp(source->given, text) == 0)
            return i;
        if (found == sources->n && source->clean &&
            (strcmp(source->clean, text) == 0 || strcmp(source->real, text) == 0))
            found = i;
    }
    return found;
}

const struct hr_source_facts *hr_facts_source(const struct hr_facts *facts, const char *text)
{
    const struct hr_sources_facts *sources = &facts->sources;
    size_t place = sources->n;

    if (sources->by_name.n == 0)
        place = search(sources, text);
    else if (!hr_map_get(&sources->by_name, text, &place) &&
             !hr_map_get(&sources->by_path, text, &place))
        return NULL;
    return place < sources->n ? &sources->v[place] : NULL;
}

static bool is_in(const struct hr_source_facts *source, const struct hr_source_facts *folder,
                  bool local)
{
    const bool resolved = source->state != HR_SOURCE_UNKNOWN && folder->state == HR_SOURCE_KNOWN;

    if (!source->clean || !folder->clean)
        return false;
    if (!local && !hr_path_below(source->clean, folder->clean))
        return false;
    return resolved ? hr_path_below(source->real, folder->real) != NULL : !local;
}

bool hr_facts_source_is_in(const struct hr_facts *facts, const struct hr_source_facts *source,
                           enum hr_place_kind kind)
{
    for (size_t i = 0; i < facts->places.n; i++) {
        if (facts->places.v[i].kind == kind &&
            is_in(source, &facts->places.v[i].is, facts->engine.locality == HR_LOCALITY_LOCAL))
            return true;
    }
    return false;
}
