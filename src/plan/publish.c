/* SPDX-License-Identifier: MIT */
/* Ports that are published without an address go to the profile's, which is loopback by default. */
#include "hrun/base/text.h"
#include "hrun/docker/option.h"

#include "work.h"

#include <string.h>

/* On another machine loopback is that machine's, where nobody asked for it to end. */
static bool is_elsewhere(const struct hr_work *w)
{
    const char *endpoint = w->in->facts->engine.endpoint;

    return endpoint && !hr_text_starts(endpoint, "unix://");
}

static const char *reason_for(struct hr_work *w)
{
    return hr_arena_printf(w->arena, "no address was given: it is served on %s alone",
                           w->profile->ports.host_ip);
}

static void narrow_one(struct hr_work *w, const struct hr_setting *s)
{
    struct hr_publish publish = s->value->as.publish;
    const char *everywhere, *narrowed;

    publish.address = "0.0.0.0";
    everywhere = hr_publish_render(&publish, w->arena);
    publish.address = w->profile->ports.host_ip;
    narrowed = hr_publish_render(&publish, w->arena);
    hr_work_replace(w, s, "publish", narrowed, reason_for(w));
    hr_strv_pushf(w->arena, w->notes,
                  "--publish %s is served on %s alone; for every address of the host write "
                  "--publish %s",
                  s->raw, publish.address, everywhere);
}

/* True if the line itself publishes PORT: docker's -P then leaves it alone. */
static bool is_published(const struct hr_work *w, const struct hr_publish *port)
{
    const struct hr_settings *settings = &w->in->invocation->settings;

    for (size_t i = 0; i < settings->n; i++) {
        const struct hr_publish *other = &settings->v[i].value->as.publish;

        if (settings->v[i].option->kind == HR_KIND_PUBLISH &&
            other->container.first <= port->container.first &&
            other->container.last >= port->container.last &&
            strcmp(other->protocol, port->protocol) == 0)
            return true;
    }
    return false;
}

/* Append PORT[-PORT][/PROTOCOL] to OUT as a publish on the profile's address. False if no client would
 * take it for that: an image may say anything. */
static bool add_exposed(struct hr_work *w, const char *port, struct hr_strv *out)
{
    struct hr_publish publish;
    struct hr_error err;

    if (!hr_publish_parse(port, w->arena, &publish, &err) || publish.differs || publish.long_form ||
        publish.address || publish.host_given)
        return false;
    if (is_published(w, &publish))
        return true;
    publish.address = w->profile->ports.host_ip;
    hr_strv_push(w->arena, out, hr_publish_render(&publish, w->arena));
    return true;
}

/* What -P would publish: the ports that the image and the line expose. */
static bool exposed_ports(struct hr_work *w, struct hr_strv *out)
{
    const struct hr_settings *settings = &w->in->invocation->settings;
    const struct hr_image_facts *image = &w->in->facts->image;
    bool ok = image->state == HR_KNOWN;

    for (size_t i = 0; i < image->ports.n && ok; i++)
        ok = add_exposed(w, image->ports.v[i], out);
    for (size_t i = 0; i < settings->n && ok; i++) {
        if (settings->v[i].option->kind == HR_KIND_EXPOSE)
            ok = add_exposed(w, settings->v[i].raw, out);
    }
    return ok;
}

/* Each port by itself in place of -P, which knows no address. */
static bool narrow_all(struct hr_work *w, const struct hr_setting *s)
{
    struct hr_strv ports = { 0 };

    if (!exposed_ports(w, &ports))
        return false;
    hr_work_replace(w, s, "publish-all", "false", "each exposed port is published by itself");
    for (size_t i = 0; i < ports.n; i++)
        hr_work_replace(w, s, "publish", ports.v[i], reason_for(w));
    if (ports.n > 0)
        hr_strv_pushf(w->arena, w->notes, "--publish-all is served on %s alone: %s",
                      w->profile->ports.host_ip, hr_strv_join(w->arena, &ports, " "));
    else
        hr_strv_push(
            w->arena, w->notes,
            "--publish-all publishes nothing: neither the image nor --expose names a port");
    return true;
}

bool hr_work_narrow_publish(struct hr_work *w, const struct hr_setting *s)
{
    if (!w->profile->ports.host_ip || is_elsewhere(w))
        return false;
    if (s == w->view.publish_all.by)
        return s->value->as.boolean && narrow_all(w, s);
    if (s->option->kind != HR_KIND_PUBLISH || s->value->as.publish.address)
        return false;
    narrow_one(w, s);
    return true;
}
