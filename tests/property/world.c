/* SPDX-License-Identifier: MIT */
#include "world.h"

#include "hrun/base/attr.h"

#include "../differential/dice.h"

#include <stdlib.h>
#include <string.h>

#define WORDS(...)        \
    (const char *const[]) \
    {                     \
        __VA_ARGS__, NULL \
    }

/* Names of every image, as its /etc/passwd has them; any other is not there. */
static const struct {
    const char *name;
    struct hr_ids ids;
} users[] = {
    { "app", { 1000, 1000, false, false } },
    { "nobody", { 65534, 65534, false, false } },
    { "toor", { 0, 0, false, false } },
};

/* Volumes and networks that are there; any other is not. */
static const struct hr_volume_facts volumes[] = {
    { .name = "vol", .state = HR_KNOWN, .driver = "local" },
    { .name = "optvol", .state = HR_KNOWN, .driver = "local", .has_options = true },
    { .name = "nfsvol", .state = HR_KNOWN, .driver = "nfs" },
    { .name = "v", .state = HR_UNKNOWN, .unknown_because = "the engine is silent" },
};
static const struct hr_network_facts networks[] = {
    { .name = "net1", .state = HR_KNOWN, .own_name = "net1", .driver = "bridge" },
    { .name = "hostnet", .state = HR_KNOWN, .own_name = "host", .driver = "host" },
    { .name = "0123456789ab", .state = HR_KNOWN, .own_name = "host", .driver = "host" },
    { .name = "backend", .state = HR_UNKNOWN },
};

void world_random(uint64_t seed, uint64_t index, struct hr_arena *arena, struct world *out)
{
    struct dice d = { .state = seed ^ UINT64_C(0x77061d) };
    const char *user, *places, *ports, *variables, *workdir;

    d.state = roll(&d) ^ index;
    *out = (struct world){ .uid = one_in(&d, 2) ? 0 : 1000,
                           .recursive = one_in(&d, 4) ? HR_ABSENT : HR_KNOWN };
    out->locality = one_in(&d, 8)   ? HR_LOCALITY_REMOTE
                    : one_in(&d, 8) ? HR_LOCALITY_UNKNOWN
                                    : HR_LOCALITY_LOCAL;
    user = pick(&d, WORDS("", "", "root", "0", "1000", "1000:0", "app", "app:app", "toor", "ghost",
                          ":0", "00", "+0", "65532:65532", "0:1000", "4294967296"));
    places = pick(&d, WORDS("", "", "\"/data\":{}", "\"/tmp\":{}", "\"/run/\":{},\"/x\":{}",
                            "\"/var/run\":{}", "\"/t\":{}"));
    ports =
        pick(&d, WORDS("", "\"80/tcp\":{}", "\"80/tcp\":{},\"53/udp\":{}", "\"1-65535/tcp\":{}"));
    variables =
        pick(&d, WORDS("", "\"PATH=/bin\"", "\"HTTP_PROXY=x\",\"A=1\"", "\"LD_PRELOAD=/x\""));
    workdir = pick(&d, WORDS("", "/", "/w", "/w", "/proc/self"));
    if (!one_in(&d, 16))
        out->image = hr_arena_printf(
            arena,
            "{\"Id\":\"sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\","
            "\"Config\":{\"User\":\"%s\",\"Volumes\":{%s},\"ExposedPorts\":{%s},\"Env\":[%s],"
            "\"WorkingDir\":\"%s\"}}",
            user, places, ports, variables, workdir);
    out->told = hr_arena_printf(arena, "uid %u, engine %s, image %s", (unsigned)out->uid,
                                out->locality == HR_LOCALITY_LOCAL    ? "local"
                                : out->locality == HR_LOCALITY_REMOTE ? "remote"
                                                                      : "somewhere",
                                out->image ? out->image : "unknown");
}

static void answer_image(const struct world *world, struct hr_arena *arena, struct hr_facts *out)
{
    const struct hr_json *json;
    struct hr_error err;

    out->image = (struct hr_image_facts){ .unknown_because = "the engine is silent" };
    if (!world->image)
        return;
    if (!hr_json_parse(world->image, strlen(world->image), "image", arena, &json, &err) ||
        !hr_facts_read_image(json, arena, &out->image, &err))
        abort();
}

static void answer_name(const char *text, struct hr_arena *arena, struct hr_name_facts *out)
{
    struct hr_user user;

    hr_user_parse(text, arena, &user);
    if (!hr_names_needed(&user))
        return;
    *out = (struct hr_name_facts){ .state = HR_NAME_UNRESOLVED,
                                   .text = text,
                                   .unresolved_because = "there is no such user" };
    for (size_t i = 0; i < HR_ARRAY_LEN(users); i++) {
        if (strcmp(user.name, users[i].name) == 0) {
            out->state = HR_NAME_RESOLVED;
            out->ids = users[i].ids;
        }
    }
}

static void answer_names(const struct hr_questions *questions, struct hr_arena *arena,
                         struct hr_facts *out)
{
    for (size_t i = 0; i < questions->volumes.n; i++) {
        struct hr_volume_facts *v = HR_VEC_PUSH(arena, &out->volumes);

        *v = (struct hr_volume_facts){ .name = questions->volumes.v[i], .state = HR_ABSENT };
        for (size_t k = 0; k < HR_ARRAY_LEN(volumes); k++) {
            if (strcmp(v->name, volumes[k].name) == 0)
                *v = volumes[k];
        }
    }
    for (size_t i = 0; i < questions->networks.n; i++) {
        struct hr_network_facts *n = HR_VEC_PUSH(arena, &out->networks);

        *n = (struct hr_network_facts){ .name = questions->networks.v[i], .state = HR_ABSENT };
        for (size_t k = 0; k < HR_ARRAY_LEN(networks); k++) {
            if (strcmp(n->name, networks[k].name) == 0)
                *n = networks[k];
        }
    }
}

static void answer_containers(const struct hr_strv *wanted, bool joined, struct hr_arena *arena,
                              struct hr_facts *out)
{
    for (size_t i = 0; i < wanted->n; i++) {
        if (!hr_facts_container(out, wanted->v[i]))
            *HR_VEC_PUSH(arena, &out->containers) = (struct hr_container_facts){
                .name = wanted->v[i], .joined = joined, .state = HR_ABSENT
            };
    }
}

void world_facts(const struct world *world, const struct hr_questions *questions,
                 const struct hr_host *host, struct hr_arena *arena, struct hr_facts *out)
{
    struct hr_questions here = *questions;

    /* The rest is the world's to answer. */
    here.image = here.cpus = here.apparmor = here.name = here.endpoint = false;
    here.volumes.n = here.networks.n = here.donors.n = here.joined.n = 0;
    hr_facts_ask(&(const struct hr_asking){ .questions = &here, .host = host }, arena, out);
    answer_image(world, arena, out);
    if (questions->name && world->image)
        answer_name(questions->user ? questions->user : out->image.user, arena, &out->image.name);
    answer_names(questions, arena, out);
    answer_containers(&questions->donors, false, arena, out);
    answer_containers(&questions->joined, true, arena, out);
    out->engine.locality = world->locality;
    out->engine.locality_because = world->locality == HR_LOCALITY_LOCAL ? NULL : "of the world";
    out->engine.recursive_read_only = world->recursive;
    out->engine.cpus = questions->cpus ? 2 : 0;
}

void world_names(const struct hr_facts *facts, struct hr_arena *arena, struct promise_case *c)
{
    const struct hr_name_facts *name = &facts->image.name;

    if (name->state == HR_NAME_RESOLVED)
        hr_strv_pushf(arena, name->ids.uid == 0 ? &c->roots : &c->users, "%.*s",
                      (int)strcspn(name->text, ":"), name->text);
    for (size_t i = 0; i < HR_ARRAY_LEN(networks); i++) {
        if (networks[i].driver && strcmp(networks[i].driver, "host") == 0)
            hr_strv_push(arena, &c->host_networks, networks[i].name);
    }
}
