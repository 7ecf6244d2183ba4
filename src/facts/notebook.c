/* SPDX-License-Identifier: MIT */
#include "hrun/facts/notebook.h"

const struct hr_note *hr_notebook_find(const struct hr_notebook *book, const char *path)
{
    size_t place;

    return hr_map_get(&book->by_path, path, &place) ? &book->v[place] : NULL;
}

void hr_notebook_add(struct hr_notebook *book, const char *path, const struct hr_note *note,
                     struct hr_arena *arena)
{
    size_t old;

    hr_map_put(&book->by_path, arena, path, book->n, &old);
    *HR_VEC_PUSH(arena, book) = *note;
}
