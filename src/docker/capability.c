/* SPDX-License-Identifier: MIT */
#include "hrun/docker/capability.h"

#include "hrun/base/attr.h"
#include "hrun/base/text.h"

#include <stddef.h>
#include <string.h>

/* Indexed by number. */
static const struct hr_capability capabilities[] = {
    { "CHOWN", true, "take or give away any file, and with it what its owner may do" },
    { "DAC_OVERRIDE", true, "read, write and enter any file, whatever its mode says" },
    { "DAC_READ_SEARCH", false,
      "open files by handle, which reaches the host beyond a bind mount" },
    { "FOWNER", true, "change the mode and the times of files that others own" },
    { "FSETID", true, "keep the setuid and setgid bits of files that it writes to" },
    { "KILL", true, "signal any process it can see" },
    { "SETGID", true, "become any group" },
    { "SETUID", true, "become any user, root included" },
    { "SETPCAP", true, "hand the capabilities of its bounding set on to what it starts" },
    { "LINUX_IMMUTABLE", false, "lift the immutable and append-only marks that protect logs" },
    { "NET_BIND_SERVICE", true, "listen on ports below 1024, in the place of a system service" },
    { "NET_BROADCAST", false, "nothing: no kernel checks it" },
    { "NET_ADMIN", false, "rewrite interfaces, routes and packet filters, with many kernel flaws" },
    { "NET_RAW", true, "forge packets and ARP answers, and so pose as a neighbour" },
    { "IPC_LOCK", false, "lock memory beyond its limit and starve the host" },
    { "IPC_OWNER", false, "read and write all System V shared memory of its namespace" },
    { "SYS_MODULE", false, "load code into the kernel, which is root on the host" },
    { "SYS_RAWIO", false, "reach ports, physical memory and raw disks, which is root on the host" },
    { "SYS_CHROOT", true, "change its root and its namespaces' roots, a step of many escapes" },
    { "SYS_PTRACE", false, "read and rewrite any process it can see, keys and code alike" },
    { "SYS_PACCT", false, "switch the host's process accounting on and off" },
    { "SYS_ADMIN", false, "mount, enter namespaces, set up cgroups, which is root on the host" },
    { "SYS_BOOT", false, "load another kernel, or restart the machine" },
    { "SYS_NICE", false, "put itself before every other process on the processors" },
    { "SYS_RESOURCE", false, "lift its own limits on memory, processes and disk" },
    { "SYS_TIME", false, "set the host's clock, and so revive certificates and break logs" },
    { "SYS_TTY_CONFIG", false, "hang up and reconfigure the host's terminals" },
    { "MKNOD", true, "make device nodes, which open wherever a device rule lets them" },
    { "LEASE", false, "hold up whoever else opens a file" },
    { "AUDIT_WRITE", true, "write false records into the host's audit log" },
    { "AUDIT_CONTROL", false, "switch the host's auditing off" },
    { "SETFCAP", true, "put capabilities on files, for whoever runs them" },
    { "MAC_OVERRIDE", false, "step past the host's mandatory access control" },
    { "MAC_ADMIN", false, "rewrite the host's mandatory access control" },
    { "SYSLOG", false, "read the kernel's log and addresses, which kernel exploits need" },
    { "WAKE_ALARM", false, "wake the machine from sleep" },
    { "BLOCK_SUSPEND", false, "keep the machine from sleeping" },
    { "AUDIT_READ", false, "read the host's audit log" },
    { "PERFMON", false, "watch all processes through the performance counters" },
    { "BPF", false, "load programs into the kernel's BPF machine, with many kernel flaws" },
    { "CHECKPOINT_RESTORE", false, "choose process numbers and open others' mapped files" },
};
_Static_assert(HR_ARRAY_LEN(capabilities) == HR_CAPABILITY_COUNT, "a row for each capability");

const struct hr_capability *hr_capability_at(unsigned number)
{
    return number < HR_CAPABILITY_COUNT ? &capabilities[number] : NULL;
}

static const char *without_prefix(const char *text)
{
    char head[sizeof "CAP_"] = { 0 };

    memcpy(head, text, strnlen(text, sizeof head - 1));
    return hr_text_equal_nocase(head, "CAP_") ? text + strlen(head) : text;
}

int hr_capability_find(const char *text)
{
    const char *const name = without_prefix(text);

    for (int i = 0; i < HR_CAPABILITY_COUNT; i++) {
        if (hr_text_equal_nocase(name, capabilities[i].name))
            return i;
    }
    return -1;
}

bool hr_capability_is_all(const char *text)
{
    return hr_text_equal_nocase(text, "ALL");
}

uint64_t hr_capability_default_set(void)
{
    uint64_t set = 0;

    for (unsigned i = 0; i < HR_CAPABILITY_COUNT; i++)
        set |= (uint64_t)capabilities[i].docker_default << i;
    return set;
}
