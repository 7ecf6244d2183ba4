/* SPDX-License-Identifier: MIT */
#include "hrun/base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A typical run stays within one block: parsing, planning and showing take some 20 KiB. */
#define BLOCK_BYTES ((size_t)32 * 1024)

struct hr_arena_block {
    struct hr_arena_block *next;
    size_t size; /* of data */
    alignas(max_align_t) unsigned char data[];
};

static _Noreturn void out_of_memory(void)
{
    fputs("hrun: out of memory\n", stderr);
    exit(125);
}

void hr_arena_init(struct hr_arena *arena)
{
    *arena = (struct hr_arena){ 0 };
}

void hr_arena_finish(struct hr_arena *arena)
{
    struct hr_arena_block *block = arena->head;

    while (block) {
        struct hr_arena_block *next = block->next;
        free(block);
        block = next;
    }
    hr_arena_init(arena);
}

static struct hr_arena_block *new_block(size_t size)
{
    struct hr_arena_block *block;
    size_t total;

    if (__builtin_add_overflow(sizeof(*block), size, &total))
        out_of_memory();
    block = malloc(total);
    if (!block)
        out_of_memory();
    block->size = size;
    return block;
}

static void *take(struct hr_arena *arena, size_t size)
{
    const size_t align = alignof(max_align_t);
    struct hr_arena_block *block = arena->head;
    void *memory;

    if (size > SIZE_MAX - align)
        out_of_memory();
    size = (size + align - 1) / align * align;
    if (block && size > BLOCK_BYTES / 4) {
        /* A large piece gets a block of its own behind the head, whose free rest stays in use. */
        struct hr_arena_block *large = new_block(size);
        large->next = block->next;
        block->next = large;
        return large->data;
    }
    if (!block || block->size - arena->used < size) {
        struct hr_arena_block *fresh = new_block(size > BLOCK_BYTES ? size : BLOCK_BYTES);
        fresh->next = block;
        arena->head = block = fresh;
        arena->used = 0;
    }
    memory = block->data + arena->used;
    arena->used += size;
    return memory;
}

/* Zeroed here, piece by piece: of a block that nobody needs in full the rest is never touched. */
void *hr_arena_alloc(struct hr_arena *arena, size_t size)
{
    return memset(take(arena, size), 0, size);
}

void *hr_arena_array(struct hr_arena *arena, size_t count, size_t size)
{
    size_t total;

    if (__builtin_mul_overflow(count, size, &total))
        out_of_memory();
    return hr_arena_alloc(arena, total);
}

char *hr_arena_strndup(struct hr_arena *arena, const char *text, size_t length)
{
    char *copy;

    if (length == SIZE_MAX)
        out_of_memory();
    copy = take(arena, length + 1);
    if (length > 0)
        memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

char *hr_arena_strdup(struct hr_arena *arena, const char *text)
{
    return hr_arena_strndup(arena, text, strlen(text));
}

char *hr_arena_vprintf(struct hr_arena *arena, const char *format, va_list args)
{
    char brief[256]; /* most text fits, and then is formatted once */
    va_list again;
    char *text;
    int length;

    va_copy(again, args);
    length = vsnprintf(brief, sizeof(brief), format, args);
    if (length < 0)
        out_of_memory();
    if ((size_t)length < sizeof(brief)) {
        text = hr_arena_strndup(arena, brief, (size_t)length);
    } else {
        text = take(arena, (size_t)length + 1);
        vsnprintf(text, (size_t)length + 1, format, again);
    }
    va_end(again);
    return text;
}

char *hr_arena_printf(struct hr_arena *arena, const char *format, ...)
{
    va_list args;
    char *text;

    va_start(args, format);
    text = hr_arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}
