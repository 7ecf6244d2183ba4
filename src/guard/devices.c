/* SPDX-License-Identifier: MIT */
#include "hrun/guard/devices.h"

#include "hrun/base/text.h"
#include "hrun/docker/csv.h"
#include "hrun/docker/go.h"

#include <string.h>

/* What devices let a container do. The first that fits counts; '*' stands for anything but '/'. */
static const struct {
    const char *glob, *risk;
} risks[] = {
    { "/", "every device of the host, which is root on it" },
    { "/dev", "every device of the host, which is root on it" },
    { "/dev/mem", "physical memory, the kernel's too" },
    { "/dev/kmem", "the kernel's memory" },
    { "/dev/port", "the machine's input and output ports" },
    { "/dev/kmsg", "the kernel's log, to read and to write" },
    { "/dev/sd*", "a raw disk, past every file permission" },
    { "/dev/vd*", "a raw disk, past every file permission" },
    { "/dev/xvd*", "a raw disk, past every file permission" },
    { "/dev/hd*", "a raw disk, past every file permission" },
    { "/dev/nvme*", "a raw disk, past every file permission" },
    { "/dev/mmcblk*", "a raw disk, past every file permission" },
    { "/dev/dm-*", "a raw volume, past every file permission" },
    { "/dev/md*", "a raw array of disks, past every file permission" },
    { "/dev/sg*", "raw commands to a disk" },
    { "/dev/bsg", "raw commands to disks" },
    { "/dev/mapper", "raw volumes, past every file permission" },
    { "/dev/mapper/*", "a raw volume, past every file permission" },
    { "/dev/disk/*/*", "a raw disk, past every file permission" },
    { "/dev/loop*", "a file of the host as a disk, to be mounted with CAP_SYS_ADMIN" },
    { "/dev/fuse", "file systems of its own, with CAP_SYS_ADMIN" },
    { "/dev/kvm", "virtual machines, and the kernel code that runs them" },
    { "/dev/vhost-*", "the kernel code that serves virtual machines" },
    { "/dev/vfio/*", "hardware with direct access to memory" },
    { "/dev/net/tun", "network interfaces of its own, with CAP_NET_ADMIN" },
    { "/dev/dri", "the graphics processors, and large drivers in the kernel" },
    { "/dev/dri/*", "a graphics processor, and a large driver in the kernel" },
    { "/dev/nvidia*", "a graphics processor, and a large driver in the kernel" },
    { "/dev/snd", "the microphones and loudspeakers" },
    { "/dev/snd/*", "a microphone or loudspeaker" },
    { "/dev/video*", "a camera" },
    { "/dev/input", "every key and mouse movement" },
    { "/dev/input/*", "the keys or mouse movements of one device" },
    { "/dev/uinput", "to type and click in the user's place" },
    { "/dev/bus/usb*", "raw USB devices" },
    { "/dev/bus/usb/*/*", "a raw USB device" },
    { "/dev/hidraw*", "a raw input device, security keys among them" },
    { "/dev/ttyS*", "a serial line, which may be the machine's console" },
    { "/dev/tty*", "a terminal of the host" },
    { "/dev/tpm*", "the machine's security chip" },
    { "/dev/watchdog*", "the machine's restart" },
};

static const char *risk_of(const char *path)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(risks); i++) {
        if (hr_text_fits(risks[i].glob, path, '/'))
            return risks[i].risk;
    }
    return NULL;
}

static bool is_listed(const struct hr_strv *list, const char *name)
{
    for (size_t i = 0; i < list->n; i++) {
        if (hr_text_fits(list->v[i], name, '/'))
            return true;
    }
    return false;
}

void hr_check_device(const struct hr_check *k)
{
    const struct hr_setting *s;

    for (size_t at = 0; (s = hr_check_next(k, &at));) {
        const struct hr_device *device = &s->value->as.device;
        const char *name = device->cdi ? device->host : hr_go_clean(k->arena, device->host);
        const char *risk = device->cdi ? NULL : risk_of(name);

        if (is_listed(&k->c->profile->allow.devices, name))
            continue;
        hr_check_trip(k, &(const struct hr_trip){
                             .by = s,
                             .subject = name,
                             .why = risk ? hr_arena_printf(k->arena, "it gives %s", risk) : NULL,
                         });
    }
}

/* True if LIST names each of the ids in TEXT, which has commas between them. */
static bool has_each(const struct hr_strv *list, const char *text, struct hr_arena *arena)
{
    for (const char *id = text; id; id = strchr(id, ',')) {
        id += *id == ',';
        if (!hr_strv_has(list, hr_arena_strndup(arena, id, strcspn(id, ","))))
            return false;
    }
    return true;
}

/* True if LIST has TEXT for a count, or a higher one. */
static bool has_count(const struct hr_strv *list, const char *text)
{
    static const char prefix[] = "count:";
    int64_t wanted, most;

    if (!hr_go_atoi(text, &wanted) || wanted < 0)
        return false;
    for (size_t i = 0; i < list->n; i++) {
        if (hr_text_starts(list->v[i], prefix) && hr_go_atoi(list->v[i] + strlen(prefix), &most) &&
            wanted <= most)
            return true;
    }
    return false;
}

/* What a field of a request is about. */
enum gpu_field {
    GPU_ABOUT, /* the GPUs that another field names */
    GPU_DEVICES,
    GPU_COUNT,
};

static enum gpu_field field_of(const char *field, const char **value)
{
    static const char *const about[] = { "driver=", "capabilities=", "options=" };

    *value = field;
    for (size_t i = 0; i < HR_ARRAY_LEN(about); i++) {
        if (hr_text_starts(field, about[i]))
            return GPU_ABOUT;
    }
    if (strchr(field, '='))
        *value = strchr(field, '=') + 1;
    return hr_text_starts(field, "device=") ? GPU_DEVICES : GPU_COUNT;
}

static bool is_allowed_request(const struct hr_check *k, const char *raw)
{
    const struct hr_strv *list = &k->c->profile->allow.gpus;
    struct hr_strv fields = { 0 };
    struct hr_error ignored;
    bool asked = false;

    if (hr_strv_has(list, "all"))
        return true;
    if (!hr_csv_record(raw, k->arena, &fields, &ignored))
        return false;
    for (size_t i = 0; i < fields.n; i++) {
        const char *value;
        const enum gpu_field field = field_of(fields.v[i], &value);

        asked |= field != GPU_ABOUT;
        if ((field == GPU_DEVICES && !has_each(list, value, k->arena)) ||
            (field == GPU_COUNT && !has_count(list, value)))
            return false;
    }
    return asked || has_count(list, "1"); /* as many as docker takes for who does not say */
}

void hr_check_gpus(const struct hr_check *k)
{
    const struct hr_setting *s;

    for (size_t at = 0; (s = hr_check_next(k, &at));) {
        if (!is_allowed_request(k, s->raw))
            hr_check_trip(k, &(const struct hr_trip){ .by = s, .subject = s->raw });
    }
}
