/* SPDX-License-Identifier: MIT */
#include "hrun/guard/image.h"

#include "hrun/base/text.h"
#include "hrun/docker/call.h"
#include "hrun/docker/verb.h"
#include "hrun/policy/match.h"

#include <string.h>

static bool is_pinned(const struct hr_reference *image)
{
    return image->is_id || image->digest;
}

/* True if docker finds the image by its id, which may be cut short: no tag moves that. */
static bool is_by_id(const struct hr_check *k)
{
    static const char prefix[] = "sha256:";
    const struct hr_image_facts *facts = &k->c->facts->image;
    const char *word = k->c->image->raw;

    if (k->c->image->is_id)
        return true;
    return facts->state == HR_KNOWN && hr_text_starts(facts->id, prefix) &&
           hr_text_starts(facts->id + strlen(prefix),
                          hr_text_starts(word, prefix) ? word + strlen(prefix) : word);
}

static void trip(const struct hr_check *k, const char *why, const char *remedy)
{
    hr_check_trip(k, &(const struct hr_trip){
                         .absent = hr_arena_printf(k->arena, "image %s", k->c->image->raw),
                         .why = why,
                         .remedy = remedy,
                     });
}

/* How the registry names the very image that is here, or what such a name looks like. */
static const char *pinned_name(const struct hr_check *k)
{
    const struct hr_strv *digests = &k->c->facts->image.digests;

    return digests->n > 0 ? digests->v[0] : "a name with its digest: NAME@sha256:...";
}

void hr_check_image_latest(const struct hr_check *k)
{
    const struct hr_reference *image = k->c->image;
    const struct hr_image_facts *facts = &k->c->facts->image;
    const bool made_here = k->c->built || (facts->state == HR_KNOWN && facts->digests.n == 0);
    const bool goes_nowhere = facts->state == HR_ABSENT && strcmp(k->c->view->pull.v, "never") == 0;

    if (image->digest || is_by_id(k) || made_here || goes_nowhere)
        return;
    if (!image->tag || strcmp(image->tag, "latest") == 0)
        trip(k, image->tag ? "latest is whatever was pushed last" : "without a tag it is latest",
             hr_arena_printf(k->arena, "a version, or %s", pinned_name(k)));
}

void hr_check_image_unpinned(const struct hr_check *k)
{
    if (!is_pinned(k->c->image) && !k->c->built)
        trip(k, "who can push to the registry can change what runs", pinned_name(k));
}

/* True if GLOB matches the image, DOUBT being the answer where the name does not tell: an id has none,
 * and with a digest docker does not look at the tag. */
static bool matches(const struct hr_check *k, const char *text, bool doubt)
{
    const struct hr_reference *image = k->c->image;
    struct hr_glob glob;

    if (!hr_glob_parse(text, k->arena, &glob) || is_by_id(k))
        return doubt;
    if (glob.digest ? image->digest != NULL : !glob.tag || !image->digest)
        return hr_glob_matches(&glob, image, k->arena);
    glob.tag = glob.digest = NULL;
    return hr_glob_matches(&glob, image, k->arena) && doubt;
}

static bool is_listed(const struct hr_check *k, const struct hr_strv *globs, bool doubt)
{
    for (size_t i = 0; i < globs->n; i++) {
        if (matches(k, globs->v[i], doubt))
            return true;
    }
    return false;
}

static void check_lists(const struct hr_check *k)
{
    const struct hr_profile_image *lists = &k->c->profile->image;

    /* What cannot be told is denied by either list. */
    if (is_listed(k, &lists->deny, true))
        trip(k, "the profile's image.deny has it", "another image");
    else if (lists->allow.n > 0 && !is_listed(k, &lists->allow, false))
        trip(k, "the profile's image.allow does not have it",
             hr_arena_printf(k->arena, "one of %s", hr_strv_join(k->arena, &lists->allow, ", ")));
}

/* True if docker may take WORD for an image's id, cut short: nobody asks for what a mounted image is. */
static bool may_be_id(const char *word)
{
    static const char prefix[] = "sha256:";
    const char *digits = hr_text_starts(word, prefix) ? word + strlen(prefix) : word;

    return digits[strspn(digits, HR_HEX)] == '\0';
}

/* Programs of an image that is mounted run as well as those of the container's own. */
static void check_mounted(const struct hr_check *k, const struct hr_seen_mount *seen)
{
    const struct hr_facts unknown = { 0 };
    struct hr_reference image;
    struct hr_check other = *k;
    struct hr_case c = *k->c;
    struct hr_error ignored;

    if (seen->mount->type != HR_MOUNT_IMAGE || !seen->mount->source ||
        !hr_reference_parse(seen->mount->source, k->arena, &image, &ignored))
        return; /* no engine takes it */
    image.is_id = image.is_id || may_be_id(seen->mount->source);
    c.image = &image;
    c.facts = &unknown;
    other.c = &c;
    check_lists(&other);
}

void hr_check_image_denied(const struct hr_check *k)
{
    const struct hr_seen_mounts *mounts = &k->c->view->mounts;

    check_lists(k);
    for (size_t i = 0; i < mounts->n; i++)
        check_mounted(k, &mounts->v[i]);
}

/* The more a policy fetches, the higher; what is not known fetches most. */
static size_t rank(const char *policy)
{
    static const char *const words[] = { "never", "missing", "always" };
    size_t i = 0;

    while (i < HR_ARRAY_LEN(words) && strcmp(words[i], policy) != 0)
        i++;
    return i;
}

static void check_policy(const struct hr_check *k)
{
    const struct hr_seen_text *pull = &k->c->view->pull;
    const char *own = k->c->profile->pull_policy;

    if (own && pull->by && hr_check_is_typed(pull->by) && rank(pull->v) > rank(own))
        hr_check_trip(k, &(const struct hr_trip){
                             .by = pull->by,
                             .why = "what runs may not be what is here, and nobody looked at it",
                             .remedy = hr_arena_printf(k->arena, "docker pull %s, then --pull %s",
                                                       k->c->image->raw, own),
                         });
}

static const char *remedy_for_absent(const struct hr_check *k)
{
    const struct hr_setting *platform = hr_settings_last(k->c->settings, "platform");
    const char *image = k->c->image->raw;

    /* With `alias docker=hrun` a person types `docker ps`. */
    if (hr_subcommand_named(NULL, image))
        return hr_arena_printf(
            k->arena,
            "hrun stands for `docker run` alone: for `docker %s` call docker, or hrun by a link "
            "called docker",
            image);
    return hr_arena_printf(k->arena, "docker pull %s%s%s%s", platform ? "--platform " : "",
                           platform ? platform->raw : "", platform ? " " : "", image);
}

bool hr_image_is_signed(const struct hr_settings *settings, const struct hr_reference *image,
                        bool trust)
{
    const struct hr_setting *distrust = hr_settings_last(settings, "disable-content-trust");

    if (distrust)
        trust = !distrust->value->as.boolean;
    return trust && !image->is_id && (image->tag || !image->digest);
}

static void check_signed(const struct hr_check *k)
{
    if (!hr_verb_creates(k->c->verb) || k->c->reviewed ||
        !hr_image_is_signed(k->c->settings, k->c->image, k->c->facts->content_trust))
        return;
    trip(
        k,
        "content trust is on: docker runs the image that is signed under this name, which may not be the "
        "one that is here, and nobody looked at it",
        "the digest in place of the tag: NAME@sha256:...");
}

/* Docker refuses it too, and says less. */
static void check_absent(const struct hr_check *k)
{
    if (k->c->facts->image.state == HR_ABSENT && strcmp(k->c->view->pull.v, "never") == 0)
        hr_check_trip(k, &(const struct hr_trip){
                             .absent = hr_arena_printf(k->arena, "image %s", k->c->image->raw),
                             .why = "it is not here, and nothing is pulled unasked",
                             .remedy = remedy_for_absent(k),
                             .final = true,
                         });
}

void hr_check_pull(const struct hr_check *k)
{
    const struct hr_setting *distrust = hr_settings_last(k->c->settings, "disable-content-trust");

    check_policy(k);
    if (distrust && hr_check_is_typed(distrust) && distrust->value->as.boolean)
        hr_check_trip(k, &(const struct hr_trip){
                             .by = distrust,
                             .why = "nobody looks at the signature of what is fetched",
                             .remedy = "leave it out, or an image with its digest",
                         });
    check_absent(k);
    check_signed(k);
}

/* Docker puts every label of the file on the container. */
static void check_label_file(const struct hr_check *k, const struct hr_setting *s)
{
    const struct hr_env_file_facts *file = hr_env_file_at(&k->c->facts->env_files, s->raw);

    if (!file || !file->known)
        hr_check_trip(k, &(const struct hr_trip){
                             .by = s,
                             .subject = s->raw,
                             .why = file ? file->unknown_because : "nobody read it",
                             .remedy = "a regular file of lines NAME=VALUE",
                         });
    for (size_t i = 0; file && i < file->lines.n; i++) {
        const struct hr_env *line = &file->lines.v[i];

        if (!line->value || !hr_text_starts(line->name, "hrun."))
            continue;
        hr_check_trip(k, &(const struct hr_trip){
                             .by = s,
                             .subject = s->raw,
                             .why = hr_arena_printf(k->arena, "line %zu, %s: %s", line->line,
                                                    line->name, k->rule->why),
                             .remedy = "a file without them",
                         });
        return;
    }
}

void hr_check_image_labels(const struct hr_check *k)
{
    const struct hr_strv *labels = &k->c->facts->image.labels;
    const struct hr_setting *s;
    const char *found = NULL;

    for (size_t i = 0; i < labels->n && !found; i++)
        found = hr_text_starts(labels->v[i], "hrun.") ? labels->v[i] : NULL;
    if (found)
        trip(k,
             hr_arena_printf(k->arena, "its label %.*s is from no launch", (int)strcspn(found, "="),
                             found),
             NULL);
    for (size_t at = 0; (s = hr_check_next(k, &at));)
        check_label_file(k, s);
}
