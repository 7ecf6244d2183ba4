/* SPDX-License-Identifier: MIT */
/* Give a fuzz target every file of the folders named as arguments, where there is no libFuzzer. */
#include "hrun/base/file.h"

#include "fuzz.h"

#include <dirent.h>
#include <string.h>

#define INPUT_MAX ((size_t)1024 * 1024)

static void replay(const char *path)
{
    struct hr_arena arena;
    struct hr_error err;
    struct hr_bytes bytes;
    uint8_t *copy;

    hr_arena_init(&arena);
    if (!hr_file_read(path, INPUT_MAX, &arena, &bytes, NULL, &err)) {
        fprintf(stderr, "%s\n", hr_error_text(&err, &arena));
        exit(EXIT_FAILURE);
    }
    /* Exactly as large as the input, so that a sanitizer sees what reads behind it. */
    copy = malloc(bytes.size ? bytes.size : 1);
    FUZZ_CHECK(copy);
    memcpy(copy, bytes.data, bytes.size);
    fprintf(stderr, "%s\n", path);
    LLVMFuzzerTestOneInput(copy, bytes.size);
    free(copy);
    hr_arena_finish(&arena);
}

static size_t replay_folder(const char *name)
{
    DIR *folder = opendir(name);
    const struct dirent *entry;
    size_t inputs = 0;

    if (!folder) {
        perror(name);
        exit(EXIT_FAILURE);
    }
    while ((entry = readdir(folder))) {
        char path[4096];

        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof(path), "%s/%s", name, entry->d_name);
        replay(path);
        inputs++;
    }
    closedir(folder);
    return inputs;
}

int main(int argc, char **argv)
{
    size_t inputs = 0;

    for (int i = 1; i < argc; i++)
        inputs += replay_folder(argv[i]);
    fprintf(stderr, "%zu inputs\n", inputs);
    return inputs > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
