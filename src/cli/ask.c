/* SPDX-License-Identifier: MIT */
#include "hrun/cli/ask.h"

#include "hrun/cli/search.h"
#include "hrun/cli/terminal.h"
#include "hrun/guard/image.h"
#include "hrun/plan/plan.h"

void hr_ask_profile_folders(const struct hr_host *host, struct hr_arena *arena,
                            struct hr_questions *questions)
{
    const struct hr_strv folders = hr_search_path(&host->environ, arena);

    for (size_t i = 0; i < folders.n; i++)
        *HR_VEC_PUSH(arena, &questions->places) =
            (struct hr_place_question){ .kind = HR_PLACE_PROFILES, .path = folders.v[i] };
}

/* The client takes it from the environment where the line does not say; "" on the line is none. */
static void take_platform(const struct hr_environ *environ, struct hr_questions *questions)
{
    if (!questions->platform)
        questions->platform = hr_environ_get(environ, "DOCKER_DEFAULT_PLATFORM");
    if (questions->platform && !*questions->platform)
        questions->platform = NULL;
}

/* With content trust the client runs what is signed, so the image in hand says nothing about the one that will
 * run. */
static void take_trust(const struct hr_environ *environ, const struct hr_invocation *invocation,
                       struct hr_questions *questions)
{
    if (!invocation->has_image || !hr_image_is_signed(&invocation->settings, &invocation->image,
                                                      hr_facts_content_trust(environ)))
        return;
    questions->image = questions->name = false;
}

void hr_ask_facts(const struct hr_asker *asker, const struct hr_invocation *invocation,
                  const struct hr_profile *profile, struct hr_host *host, struct hr_arena *arena,
                  struct hr_facts *out)
{
    struct hr_waiting waiting = { .program = asker->program, .quiet = !host->stderr_is_tty };
    const struct hr_progress progress = { .tick = hr_waiting_tick, .data = &waiting };
    struct hr_questions questions;
    const struct hr_asking asking = {
        .questions = &questions,
        .image = &invocation->image,
        .host = host,
        .client = asker->client,
        .progress = &progress,
        .may_create = asker->may_create,
    };

    hr_plan_questions(invocation, profile, arena, &questions);
    questions.image = questions.image && invocation->has_image;
    take_platform(&host->environ, &questions);
    if (asker->launches)
        take_trust(&host->environ, invocation, &questions);
    if (questions.sources.n > 0 || questions.donors.n > 0)
        hr_ask_profile_folders(host, arena, &questions);
    if (questions.script)
        hr_host_ask_script(arena, host);
    hr_facts_ask(&asking, arena, out);
    hr_waiting_end(&waiting);
}
