/* SPDX-License-Identifier: MIT */
#include "process.h"

#include <fcntl.h>
#include <string.h>

#define NAME_MAX_BYTES  64 /* the kernel's own bound is 16 */
#define WORDS_MAX_BYTES ((size_t)1 << 20)

bool hr_process_read(pid_t pid, const char *name, size_t max, struct hr_arena *arena,
                     struct hr_bytes *out)
{
    const char *path = pid ? hr_arena_printf(arena, "/proc/%d/%s", (int)pid, name)
                           : hr_arena_printf(arena, "/proc/self/%s", name);
    HR_CLEANUP(hr_fd_close) int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct hr_error ignored;

    return fd >= 0 && hr_fd_read(fd, path, max, arena, out, &ignored);
}

const char *hr_process_name(pid_t pid, struct hr_arena *arena)
{
    struct hr_bytes bytes;

    if (!hr_process_read(pid, "comm", NAME_MAX_BYTES, arena, &bytes))
        return NULL;
    return hr_arena_strndup(arena, bytes.data, strcspn(bytes.data, "\n"));
}

struct hr_strv hr_process_words(pid_t pid, struct hr_arena *arena)
{
    struct hr_strv words = { 0 };
    struct hr_bytes bytes;

    if (!hr_process_read(pid, "cmdline", WORDS_MAX_BYTES, arena, &bytes))
        return words;
    for (const char *word = bytes.data; word < bytes.data + bytes.size; word += strlen(word) + 1)
        hr_strv_push(arena, &words, word);
    return words;
}
