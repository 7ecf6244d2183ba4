/* SPDX-License-Identifier: MIT */
#include "hrun/base/text.h"

#include "kernel_files.h"

#include <errno.h>
#include <string.h>

/* True if one of the words that TEXT holds, a NUL behind each, is WORD. */
static bool has_argument(const char *text, size_t size, const char *word)
{
    for (const char *end = text + size; text < end; text += strlen(text) + 1) {
        if (strcmp(text, word) == 0)
            return true;
    }
    return false;
}

/* True if the process above LOOK is a shim that was started for the container ID: the way it is where no
 * control group has its name. */
static bool has_shim(struct hr_kernel_reader *r, const struct hr_look *look, const char *id)
{
    const char *status = hr_kernel_read(r, look->folder, "status");
    const pid_t parent = status ? hr_status_pid(status, "PPid") : -1;
    HR_CLEANUP(hr_look_end) struct hr_look above = { .folder = -1 };
    const char *words;

    if (parent <= 0)
        return false;
    above = hr_look_at(r, parent);
    if (above.folder < 0 || !hr_kernel_is_trusted(r, above.folder))
        return false;
    words = hr_kernel_read(r, above.folder, "cmdline");
    return words && (strstr(words, "shim") || strstr(words, "conmon")) &&
           has_argument(words, r->size, id);
}

/* True if the process is the first of a PID namespace: its last number there is 1. */
static bool is_first(const char *status)
{
    const char *numbers = hr_status_line(status, "NSpid");
    const size_t length = strcspn(numbers, "\n");

    return length > 2 && numbers[length - 1] == '1' && strchr(" \t", numbers[length - 2]);
}

/* The status of LOOK, if it is still a process of CGROUP: its number may be another's by now. */
static const char *status_in(struct hr_kernel_reader *r, const struct hr_cgroup *cgroup,
                             const struct hr_look *look)
{
    const char *membership = look->folder < 0 ? NULL : hr_kernel_read(r, look->folder, "cgroup");

    return membership && hr_cgroup_has(cgroup, membership)
               ? hr_kernel_read(r, look->folder, "status")
               : NULL;
}

/* The first process of CGROUP: the first of a namespace of its own, else the oldest there. */
static bool find_first(struct hr_kernel_reader *r, const struct hr_cgroup *cgroup,
                       struct hr_look *out)
{
    struct hr_pids pids = { 0 };

    (void)hr_cgroup_list(r, cgroup, &pids);
    for (size_t i = 0; i < pids.n; i++) {
        struct hr_look look = hr_look_at(r, pids.v[i]);
        const char *status = status_in(r, cgroup, &look);
        const bool is_it = status && is_first(status);

        if (status && (is_it || out->folder < 0)) {
            hr_look_end(out);
            *out = look;
            if (is_it)
                return true;
        } else {
            hr_look_end(&look);
        }
    }
    return out->folder >= 0;
}

/* The container by the number that the engine has for its first process. */
static bool find_by_pid(struct hr_kernel_reader *r, const struct hr_kernel_question *question,
                        struct hr_container_place *out)
{
    const char *membership;

    if (question->pid <= 0)
        return false;
    out->first = hr_look_at(r, question->pid);
    membership = out->first.folder < 0 ? NULL : hr_kernel_read(r, out->first.folder, "cgroup");
    if (membership && hr_cgroup_named(r, membership, question->id, &out->cgroup))
        return true;
    if (membership && has_shim(r, &out->first, question->id))
        return true;
    hr_look_end(&out->first);
    return false;
}

bool hr_container_find(struct hr_kernel_reader *r, const struct hr_kernel_question *question,
                       struct hr_container_place *out)
{
    *out = (struct hr_container_place){ .first = { .folder = -1 } };
    if (strlen(question->id) < 12) {
        r->out->unknown_because = "it has no id that processes can be told by";
        return false;
    }
    if (find_by_pid(r, question, out))
        return true;
    if (hr_cgroup_search(r, question->id, &out->cgroup) && find_first(r, &out->cgroup, &out->first))
        return true;
    r->out->unknown_because = hr_arena_printf(
        r->arena,
        "process %d is none of its, and no control group here has its name: it has ended, or the "
        "engine's processes are not to be seen from here",
        (int)question->pid);
    return false;
}
