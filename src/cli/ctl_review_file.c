/* SPDX-License-Identifier: MIT */
/* hrunctl review FILE: every service of a compose file, every call in a script. */
#include "hrun/base/file.h"
#include "hrun/base/text.h"
#include "hrun/base/yaml.h"
#include "hrun/docker/go.h"
#include "hrun/source/compose.h"
#include "hrun/source/dotenv.h"
#include "hrun/source/words.h"

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

bool hr_review_part(struct hr_review *r, struct hr_target target, bool is_read,
                    const struct hr_errors *errs, struct hr_judgement *out,
                    struct hr_errors *failed)
{
    struct hr_arena *arena = r->ctl->arena;

    if (!hr_review_choose(r, failed))
        return false;
    target.profile = r->gate.profile;
    if (is_read)
        hr_review_judge(r, target, out);
    else
        hr_judgement_of_error(&target, &errs->v[0], arena, out);
    for (size_t i = is_read ? 0 : 1; i < errs->n; i++)
        hr_judgement_add_error(&errs->v[i], arena, out);
    return true;
}

/* Who writes a compose file is told in its words. */
static void say_in_words(struct hr_findings *findings, struct hr_arena *arena)
{
    for (size_t i = 0; i < findings->n; i++) {
        struct hr_finding *f = &findings->v[i];

        f->message = hr_compose_words(f->message, arena);
        if (f->remedy)
            f->remedy = hr_compose_words(f->remedy, arena);
    }
}

static bool review_service(struct hr_ctl *ctl, const struct hr_service *service,
                           struct hr_judgements *out, struct hr_errors *errs)
{
    struct hr_review r = { .ctl = ctl, .invocation = service->invocation };
    struct hr_judgement *judgement = HR_VEC_PUSH(ctl->arena, out);
    const struct hr_target target = {
        .kind = HR_TARGET_SERVICE,
        .name = service->name,
        .place = service->place,
        .is_built = service->is_built,
    };

    if (!hr_review_part(&r, target, service->invocation.has_image, &service->errs, judgement, errs))
        return false;
    say_in_words(&judgement->findings, ctl->arena);
    say_in_words(&judgement->all, ctl->arena);
    return true;
}

/* What is of no service is a target of its own, the file. */
static bool review_rest(struct hr_ctl *ctl, const char *path, const struct hr_errors *errs,
                        struct hr_judgements *out, struct hr_errors *failed)
{
    struct hr_review r = { .ctl = ctl };
    const struct hr_target target = {
        .kind = HR_TARGET_SERVICE,
        .name = path,
        .place = { .kind = HR_ORIGIN_COMPOSE, .name = path, .number = errs->v[0].where.line },
    };

    return hr_review_part(&r, target, false, errs, HR_VEC_PUSH(ctl->arena, out), failed);
}

static bool review_compose(struct hr_ctl *ctl, const char *path, struct hr_judgements *out,
                           struct hr_errors *errs)
{
    struct hr_services services = { 0 };
    struct hr_error err;

    if (!read_file(ctl, path, &services, &err)) {
        *HR_VEC_PUSH(ctl->arena, errs) = err;
        return false;
    }
    for (size_t i = 0; i < services.n; i++) {
        if (!review_service(ctl, &services.v[i], out, errs))
            return false;
    }
    return services.errs.n == 0 || review_rest(ctl, path, &services.errs, out, errs);
}

enum hr_ctl_status hr_review_files(struct hr_ctl *ctl)
{
    struct hr_judgements judgements = { 0 };
    struct hr_errors errs = { 0 };

    for (size_t i = 0; i < ctl->operands.n; i++) {
        const char *path = ctl->operands.v[i];
        const bool is_yaml = hr_text_ends(path, ".yaml") || hr_text_ends(path, ".yml");

        if (!(is_yaml ? review_compose : hr_review_script)(ctl, path, &judgements, &errs))
            return hr_ctl_fail_all(ctl, &errs);
    }
    return hr_ctl_report(ctl, &judgements);
}
