/* SPDX-License-Identifier: MIT */
/* hrunctl review FILE: every service of a compose file. */
#include "hrun/base/file.h"
#include "hrun/base/text.h"
#include "hrun/base/yaml.h"
#include "hrun/docker/env.h"
#include "hrun/docker/go.h"
#include "hrun/source/compose.h"

#include "review.h"

#include <string.h>

#define DOTENV_MAX ((size_t)256 * 1024)

static const char *folder_of(const struct hr_ctl *ctl, const char *path)
{
    const char *whole =
        *path == '/' ? path : hr_arena_printf(ctl->arena, "%s/%s", ctl->host.cwd, path);
    const char *clean = hr_go_clean(ctl->arena, whole);

    return hr_arena_strndup(ctl->arena, clean, (size_t)(strrchr(clean, '/') - clean));
}

/* The variables of .env in FOLDER, as far as it can be read: Compose does without, too. */
static struct hr_envs dotenv(const struct hr_ctl *ctl, const char *folder)
{
    const char *path = hr_arena_printf(ctl->arena, "%s/.env", folder);
    struct hr_envs envs = { 0 };
    struct hr_bytes bytes;
    struct hr_error err;

    if (!hr_file_read(path, DOTENV_MAX, ctl->arena, &bytes, NULL, &err) ||
        !hr_env_file_parse(&bytes, path, ctl->arena, &envs, &err))
        return (struct hr_envs){ 0 };
    for (size_t i = 0; i < envs.n; i++) {
        const char *value = envs.v[i].value;
        const size_t length = value ? strlen(value) : 0;

        if (length >= 2 && (*value == '"' || *value == '\'') && value[length - 1] == *value)
            envs.v[i].value = hr_arena_strndup(ctl->arena, value + 1, length - 2);
    }
    return envs;
}

static bool read_file(const struct hr_ctl *ctl, const char *path, struct hr_services *out,
                      struct hr_error *err)
{
    const char *folder = folder_of(ctl, path), *slash = strrchr(folder, '/');
    const struct hr_compose compose = {
        .path = path,
        .folder = *folder ? folder : "/",
        .project = slash ? slash + 1 : folder,
        .home = hr_environ_get(&ctl->host.environ, "HOME"),
        .variables = { .environ = ctl->host.environ, .file = dotenv(ctl, folder) },
    };
    const struct hr_json *document;
    struct hr_bytes bytes;

    return hr_file_read(path, HR_YAML_MAX_BYTES, ctl->arena, &bytes, NULL, err) &&
           hr_yaml_parse(bytes.data, bytes.size, path, ctl->arena, &document, err) &&
           hr_compose_read(document, &compose, ctl->arena, out, err);
}

static bool review_service(struct hr_ctl *ctl, const struct hr_service *service,
                           struct hr_judgement *out, struct hr_errors *errs)
{
    struct hr_review r = { .ctl = ctl, .invocation = service->invocation };
    struct hr_target target = {
        .kind = HR_TARGET_SERVICE,
        .name = service->name,
        .place = service->place,
        .is_built = service->is_built,
    };

    if (!hr_review_choose(&r, errs))
        return false;
    if (service->invocation.has_image) {
        hr_review_judge(&r, target, out);
    } else {
        target.profile = r.gate.profile;
        hr_judgement_of_error(&target, &service->errs.v[0], ctl->arena, out);
    }
    for (size_t i = service->invocation.has_image ? 0 : 1; i < service->errs.n; i++)
        hr_judgement_add_error(&service->errs.v[i], ctl->arena, out);
    return true;
}

enum hr_ctl_status hr_review_files(struct hr_ctl *ctl)
{
    struct hr_judgements judgements = { 0 };
    struct hr_errors errs = { 0 };

    for (size_t i = 0; i < ctl->operands.n; i++) {
        struct hr_services services = { 0 };
        struct hr_error err;

        if (!read_file(ctl, ctl->operands.v[i], &services, &err))
            return hr_ctl_fail(ctl, &err);
        for (size_t k = 0; k < services.n; k++) {
            if (!review_service(ctl, &services.v[k], HR_VEC_PUSH(ctl->arena, &judgements), &errs))
                return hr_ctl_fail_all(ctl, &errs);
        }
    }
    return hr_ctl_report(ctl, &judgements);
}
