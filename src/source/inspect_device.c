/* SPDX-License-Identifier: MIT */
/* Members of HostConfig that are lists of objects: devices, rates on them, limits of a process. */
#include "hrun/base/attr.h"
#include "hrun/base/text.h"
#include "hrun/docker/csv.h"

#include "inspect_work.h"

#include <string.h>

/* Give each object of NODE, a list, to EACH. */
static bool read_objects(struct hr_inspect_work *w, const struct hr_json *node,
                         bool (*each)(struct hr_inspect_work *w, const struct hr_json *element))
{
    if (node->type != HR_JSON_ARRAY)
        return hr_inspect_wrong(w, node, HR_JSON_ARRAY);
    for (const struct hr_json *child = node->child; child; child = child->next) {
        if (child->type != HR_JSON_OBJECT)
            return hr_inspect_wrong(w, child, HR_JSON_OBJECT);
        if (!each(w, child))
            return false;
    }
    return true;
}

/* The whole number NAME of OBJECT in *OUT; 0 where there is none. */
static bool integer_of(struct hr_inspect_work *w, const struct hr_json *object, const char *name,
                       int64_t *out)
{
    const struct hr_json *node;

    *out = 0;
    if (!hr_inspect_member(w, object, name, HR_JSON_NUMBER, &node))
        return false;
    return !node || hr_json_integer(node, out) || hr_inspect_wrong(w, node, HR_JSON_NUMBER);
}

static bool same_device(const struct hr_value *a, const struct hr_value *b)
{
    const struct hr_device *x = &a->as.device, *y = &b->as.device;

    return x->cdi == y->cdi && strcmp(x->host, y->host) == 0 &&
           strcmp(x->container, y->container) == 0 && strcmp(x->permissions, y->permissions) == 0;
}

static bool read_device(struct hr_inspect_work *w, const struct hr_json *node)
{
    struct hr_value want = { .kind = HR_KIND_DEVICE };
    struct hr_device *device = &want.as.device;

    if (!hr_inspect_text(w, node, "PathOnHost", &device->host) ||
        !hr_inspect_text(w, node, "PathInContainer", &device->container) ||
        !hr_inspect_text(w, node, "CgroupPermissions", &device->permissions))
        return false;
    hr_inspect_add_value(
        w, "device",
        hr_arena_printf(w->arena, "%s:%s:%s", device->host, device->container, device->permissions),
        &want, same_device, node);
    hr_inspect_others(w, node, "CgroupPermissions PathInContainer PathOnHost");
    return true;
}

bool hr_inspect_devices(struct hr_inspect_work *w, const struct hr_json *node)
{
    return read_objects(w, node, read_device);
}

/* A rate on a device: {Path, Rate}, {Path, Weight}. */
static bool read_rate(struct hr_inspect_work *w, const struct hr_json *node)
{
    static const struct {
        const char *list, *option, *number;
    } rates[] = {
        { "BlkioDeviceReadBps", "device-read-bps", "Rate" },
        { "BlkioDeviceReadIOps", "device-read-iops", "Rate" },
        { "BlkioDeviceWriteBps", "device-write-bps", "Rate" },
        { "BlkioDeviceWriteIOps", "device-write-iops", "Rate" },
        { "BlkioWeightDevice", "blkio-weight-device", "Weight" },
    };
    const struct hr_json *number;
    const char *path;
    size_t i = 0;

    while (strcmp(rates[i].list, node->parent->key) != 0)
        i++;
    if (!hr_inspect_text(w, node, "Path", &path) ||
        !hr_inspect_member(w, node, rates[i].number, HR_JSON_NUMBER, &number))
        return false;
    hr_inspect_add(w, rates[i].option,
                   hr_arena_printf(w->arena, "%s:%s", path, number ? number->text : "0"), node);
    hr_inspect_others(w, node, "Path Rate Weight");
    return true;
}

bool hr_inspect_rates(struct hr_inspect_work *w, const struct hr_json *node)
{
    return read_objects(w, node, read_rate);
}

static bool same_ulimit(const struct hr_value *a, const struct hr_value *b)
{
    const struct hr_ulimit *x = &a->as.ulimit, *y = &b->as.ulimit;

    return strcmp(x->name, y->name) == 0 && x->soft == y->soft && x->hard == y->hard;
}

static bool read_ulimit(struct hr_inspect_work *w, const struct hr_json *node)
{
    struct hr_value want = { .kind = HR_KIND_ULIMIT };
    struct hr_ulimit *limit = &want.as.ulimit;

    if (!hr_inspect_text(w, node, "Name", &limit->name) ||
        !integer_of(w, node, "Soft", &limit->soft) || !integer_of(w, node, "Hard", &limit->hard))
        return false;
    hr_inspect_add_value(w, "ulimit",
                         hr_arena_printf(w->arena, "%s=%lld:%lld", limit->name,
                                         (long long)limit->soft, (long long)limit->hard),
                         &want, same_ulimit, node);
    hr_inspect_others(w, node, "Hard Name Soft");
    return true;
}

bool hr_inspect_ulimits(struct hr_inspect_work *w, const struct hr_json *node)
{
    return read_objects(w, node, read_ulimit);
}

/* What --gpus asks for with capabilities: those that it is told, and "gpu". In *IS_GPU whether NODE, a list
 * of lists, is of that form; what it is told goes to OUT. */
static bool read_capabilities(struct hr_inspect_work *w, const struct hr_json *node,
                              struct hr_strv *out, bool *is_gpu)
{
    const struct hr_json *first = node ? node->child : NULL;

    *is_gpu = false;
    for (const struct hr_json *list = first; list; list = list->next) {
        if (list->type != HR_JSON_ARRAY)
            return hr_inspect_wrong(w, list, HR_JSON_ARRAY);
        if (!hr_inspect_strings(w, list, out))
            return false;
    }
    if (node && node->count == 1 && out->n > 0 && strcmp(out->v[out->n - 1], "gpu") == 0) {
        out->v[--out->n] = NULL;
        *is_gpu = true;
    }
    return true;
}

static bool push_options(struct hr_inspect_work *w, const struct hr_json *node,
                         struct hr_strv *fields)
{
    struct hr_strv options = { 0 };

    for (node = node ? node->child : NULL; node; node = node->next) {
        if (node->type != HR_JSON_STRING)
            return hr_inspect_wrong(w, node, HR_JSON_STRING);
        hr_strv_pushf(w->arena, &options, "%s=%s", node->key, node->text);
    }
    if (options.n > 0)
        hr_strv_pushf(w->arena, fields, "options=%s", hr_csv_write(&options, w->arena));
    return true;
}

/* Devices by the names of the container device interface, each of which is --device's. */
static void add_cdi(struct hr_inspect_work *w, const struct hr_strv *ids,
                    const struct hr_json *node)
{
    for (size_t i = 0; i < ids->n; i++) {
        const struct hr_value want = {
            .kind = HR_KIND_DEVICE,
            .as.device = { .host = ids->v[i], .container = "", .permissions = "", .cdi = true },
        };

        hr_inspect_add_value(w, "device", ids->v[i], &want, same_device, node);
    }
}

static bool read_request(struct hr_inspect_work *w, const struct hr_json *node)
{
    const struct hr_json *ids, *options, *capabilities;
    struct hr_strv fields = { 0 }, names = { 0 }, extra = { 0 };
    const char *driver;
    int64_t count;
    bool is_gpu;

    if (!hr_inspect_text(w, node, "Driver", &driver) || !integer_of(w, node, "Count", &count) ||
        !hr_inspect_member(w, node, "DeviceIDs", HR_JSON_ARRAY, &ids) ||
        !hr_inspect_member(w, node, "Options", HR_JSON_OBJECT, &options) ||
        !hr_inspect_member(w, node, "Capabilities", HR_JSON_ARRAY, &capabilities) ||
        !hr_inspect_strings(w, ids, &names) || !read_capabilities(w, capabilities, &extra, &is_gpu))
        return false;
    hr_inspect_others(w, node, "Capabilities Count DeviceIDs Driver Options");
    if (strcmp(driver, "cdi") == 0) {
        add_cdi(w, &names, node);
        return true;
    }
    if (names.n > 0)
        hr_strv_pushf(w->arena, &fields, "device=%s", hr_strv_join(w->arena, &names, ","));
    else if (count == -1)
        hr_strv_push(w->arena, &fields, "count=all");
    else
        hr_strv_pushf(w->arena, &fields, "count=%lld", (long long)count);
    if (*driver)
        hr_strv_pushf(w->arena, &fields, "driver=%s", driver);
    if (extra.n > 0)
        hr_strv_pushf(w->arena, &fields, "capabilities=%s", hr_strv_join(w->arena, &extra, ","));
    if (!push_options(w, options, &fields))
        return false;
    hr_inspect_add(w, "gpus", hr_csv_write(&fields, w->arena), node);
    if (!is_gpu || (names.n > 0 && count != 0))
        hr_inspect_gap(w, node, "--gpus asks for other devices, or for them in another way");
    return true;
}

bool hr_inspect_requests(struct hr_inspect_work *w, const struct hr_json *node)
{
    return read_objects(w, node, read_request);
}
