/* SPDX-License-Identifier: MIT */
/*
 * What kind of file a program is. hrun is known by an ELF note in its file, so that links, copies and
 * other versions of it are recognised, without /proc. Layer: engine.
 */
#ifndef HRUN_ENGINE_PROGRAM_H
#define HRUN_ENGINE_PROGRAM_H

#include <stdint.h>

/* The note: an owner, and nothing to say but that. Its bytes must not change from version to version. */
struct hr_program_note {
    uint32_t owner_size, content_size, type;
    char owner[8];
};
#define HR_PROGRAM_NOTE                                                \
    {                                                                  \
        .owner_size = 5, .content_size = 0, .type = 1, .owner = "hrun" \
    }

/* Put in front of the definition of such a note, once in the program that is to be known by it. */
#define HR_PROGRAM_NOTE_SECTION __attribute__((used, aligned(4), section(".note.hrun")))

enum hr_program_kind {
    HR_PROGRAM_HRUN,
    HR_PROGRAM_BINARY, /* another ELF file */
    HR_PROGRAM_OTHER,  /* a script, or a file that cannot be read: it may call anything, hrun too */
};

/* The kind of the file at PATH. */
enum hr_program_kind hr_program_kind(const char *path);

#endif
