/* SPDX-License-Identifier: MIT */
/* hrunctl review FILE: every service of a compose file. */
#include "hrun/base/file.h"
#include "hrun/base/text.h"
#include "hrun/base/yaml.h"
#include "hrun/docker/go.h"
#include "hrun/source/compose.h"
#include "hrun/source/dotenv.h"

#include "review.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#define DOTENV_MAX ((size_t)256 * 1024)

static const char *folder_of(const struct hr_ctl *ctl, const char *path)
{
    const char *whole =
        *path == '/' ? path : hr_arena_printf(ctl->arena, "%s/%s", ctl->host.cwd, path);
    const char *clean = hr_go_clean(ctl->arena, whole);

    return hr_arena_strndup(ctl->arena, clean, (size_t)(strrchr(clean, '/') - clean));
}

/* The variables of .env in FOLDER. A folder of that name is nothing to Compose. */
static bool read_dotenv(const struct hr_ctl *ctl, const char *folder, struct hr_envs *out,
                        struct hr_error *err)
{
    const char *path = hr_arena_printf(ctl->arena, "%s/.env", folder);
    struct stat status;
    struct hr_bytes bytes;

    if (stat(path, &status) == 0 ? S_ISDIR(status.st_mode) : errno == ENOENT)
        return true;
    return hr_file_read(path, DOTENV_MAX, ctl->arena, &bytes, NULL, err) &&
           hr_dotenv_parse(&bytes, path, ctl->arena, out, err);
}

static bool read_file(const struct hr_ctl *ctl, const char *path, struct hr_services *out,
                      struct hr_error *err)
{
    const char *folder = folder_of(ctl, path), *slash = strrchr(folder, '/');
    struct hr_compose compose = {
        .path = path,
        .folder = *folder ? folder : "/",
        .project = slash ? slash + 1 : folder,
        .home = hr_environ_get(&ctl->host.environ, "HOME"),
        .variables = { .environ = ctl->host.environ },
    };
    const struct hr_json *document;
    struct hr_bytes bytes;

    return hr_file_read(path, HR_YAML_MAX_BYTES, ctl->arena, &bytes, NULL, err) &&
           hr_yaml_parse(bytes.data, bytes.size, path, ctl->arena, &document, err) &&
           read_dotenv(ctl, folder, &compose.variables.file, err) &&
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
