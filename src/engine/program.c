/* SPDX-License-Identifier: MIT */
#include "hrun/engine/program.h"

#include "hrun/base/attr.h"
#include "hrun/base/file.h"

#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#define SEGMENTS_MAX 64   /* a program has about a dozen */
#define NOTES_MAX    4096 /* and a few hundred bytes of notes */

/* Read up to SIZE bytes at OFFSET. Returns how many there were. */
static size_t read_at(int fd, void *to, size_t size, off_t offset)
{
    const ssize_t got = pread(fd, to, size, offset);

    return got > 0 ? (size_t)got : 0;
}

static bool has_note(int fd, const ElfW(Phdr) * segment)
{
    static const struct hr_program_note note = HR_PROGRAM_NOTE;
    char notes[NOTES_MAX];
    const size_t size = segment->p_filesz < sizeof(notes) ? segment->p_filesz : sizeof(notes);

    return memmem(notes, read_at(fd, notes, size, (off_t)segment->p_offset), &note, sizeof(note));
}

/* True if HEADER is of a program that this machine can run as it runs this one. */
static bool is_native(const ElfW(Ehdr) * header)
{
    return header->e_ident[EI_CLASS] == (sizeof(void *) == 8 ? ELFCLASS64 : ELFCLASS32) &&
           header->e_phentsize == sizeof(ElfW(Phdr));
}

enum hr_program_kind hr_program_kind(const char *path)
{
    HR_CLEANUP(hr_fd_close) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    ElfW(Phdr) segments[SEGMENTS_MAX];
    ElfW(Ehdr) header;
    size_t count;

    if (fd < 0 || read_at(fd, &header, sizeof(header), 0) < sizeof(header) ||
        memcmp(header.e_ident, ELFMAG, SELFMAG) != 0)
        return HR_PROGRAM_OTHER;
    if (!is_native(&header))
        return HR_PROGRAM_BINARY;
    count = header.e_phnum < SEGMENTS_MAX ? header.e_phnum : SEGMENTS_MAX;
    count =
        read_at(fd, segments, count * sizeof(*segments), (off_t)header.e_phoff) / sizeof(*segments);
    for (size_t i = 0; i < count; i++) {
        if (segments[i].p_type == PT_NOTE && has_note(fd, &segments[i]))
            return HR_PROGRAM_HRUN;
    }
    return HR_PROGRAM_BINARY;
}
