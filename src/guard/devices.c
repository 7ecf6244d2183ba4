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

/* What a field of a request asks for: ids with commas between them, or how many. NULL: nothing, it is about
 * the GPUs that another field names. */
static const char *wanted_of(const char *field)
{
    static const char *const about[] = { "driver=", "capabilities=", "options=" };
    static const char *const asks[] = { "device=", "count=" };

    for (size_t i = 0; i < HR_ARRAY_LEN(about); i++) {
        if (hr_text_starts(field, about[i]))
            return NULL;
    }
    for (size_t i = 0; i < HR_ARRAY_LEN(asks); i++) {
        if (hr_text_starts(field, asks[i]))
            return field + strlen(asks[i]);
    }
    return field;
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
        const char *wanted = wanted_of(fields.v[i]);

        asked |= wanted != NULL;
        if (wanted && !has_each(list, wanted, k->arena))
            return false;
    }
    return asked || hr_strv_has(list, "1"); /* as many as docker takes for who does not say */
}

void hr_check_gpus(const struct hr_check *k)
{
    const struct hr_setting *s;

    for (size_t at = 0; (s = hr_check_next(k, &at));) {
        if (!is_allowed_request(k, s->raw))
            hr_check_trip(k, &(const struct hr_trip){ .by = s, .subject = s->raw });
    }
}
