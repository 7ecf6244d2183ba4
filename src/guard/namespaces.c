/* SPDX-License-Identifier: MIT */
#include "hrun/guard/namespaces.h"

#include "hrun/base/text.h"

#include <string.h>

#define PREFIX "container:"

void hr_check_host_network(const struct hr_check *k)
{
    const struct hr_settings *settings = k->c->settings;
    const char *own = k->c->profile->network_mode;

    if (own && strcmp(own, "host") == 0)
        return;
    for (size_t i = 0; i < settings->n; i++) {
        const struct hr_setting *s = &settings->v[i];

        if (s->option->kind == HR_KIND_NETWORK && hr_check_is_typed(s) &&
            s->value->as.network.mode == HR_NETWORK_HOST)
            hr_check_trip(k, &(const struct hr_trip){ .by = s });
    }
}

/* The container whose namespace S joins, or NULL. */
static const char *donor_of(const struct hr_setting *s)
{
    const char *text = NULL;

    if (s->option->kind == HR_KIND_NETWORK)
        text = s->value->as.network.name;
    else if (s->option->kind == HR_KIND_IPC || s->option == hr_option("pid"))
        text = s->raw;
    return text && hr_text_starts(text, PREFIX) ? text + strlen(PREFIX) : NULL;
}

void hr_check_container_namespace(const struct hr_check *k)
{
    const struct hr_settings *settings = k->c->settings;

    for (size_t i = 0; i < settings->n; i++) {
        const struct hr_setting *s = &settings->v[i];
        const char *donor = donor_of(s);

        if (donor && hr_check_is_typed(s))
            hr_check_trip(k, &(const struct hr_trip){ .by = s, .subject = donor });
    }
}
