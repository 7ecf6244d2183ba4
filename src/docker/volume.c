/* SPDX-License-Identifier: MIT */
#include "hrun/base/attr.h"
#include "hrun/base/text.h"
#include "hrun/docker/go.h"
#include "hrun/docker/mount.h"

#include <string.h>

/* What a word of MODES or OPTS says. */
enum effect {
    ACCESS,
    FLAG_ON,
    FLAG_OFF,
    PROPAGATION,
    CONSISTENCY,
};

enum {
    IN_VOLUME = 1,
    IN_TMPFS = 2,
};

static const struct word {
    const char *text;
    unsigned syntaxes;
    enum effect effect;
    size_t offset; /* of the flag, in struct hr_mount */
} words[] = {
    { "ro", IN_VOLUME | IN_TMPFS, ACCESS, 0 },
    { "rw", IN_VOLUME | IN_TMPFS, ACCESS, 0 },
    { "z", IN_VOLUME, FLAG_ON, offsetof(struct hr_mount, relabel) },
    { "Z", IN_VOLUME, FLAG_ON, offsetof(struct hr_mount, relabel) },
    { "nocopy", IN_VOLUME, FLAG_ON, offsetof(struct hr_mount, nocopy) },
    { "consistent", IN_VOLUME, CONSISTENCY, 0 },
    { "cached", IN_VOLUME, CONSISTENCY, 0 },
    { "delegated", IN_VOLUME, CONSISTENCY, 0 },
    { "private", IN_VOLUME | IN_TMPFS, PROPAGATION, 0 },
    { "rprivate", IN_VOLUME | IN_TMPFS, PROPAGATION, 0 },
    { "shared", IN_VOLUME | IN_TMPFS, PROPAGATION, 0 },
    { "rshared", IN_VOLUME | IN_TMPFS, PROPAGATION, 0 },
    { "slave", IN_VOLUME | IN_TMPFS, PROPAGATION, 0 },
    { "rslave", IN_VOLUME | IN_TMPFS, PROPAGATION, 0 },
    { "unbindable", IN_TMPFS, PROPAGATION, 0 },
    { "runbindable", IN_TMPFS, PROPAGATION, 0 },
    { "exec", IN_TMPFS, FLAG_ON, offsetof(struct hr_mount, exec) },
    { "noexec", IN_TMPFS, FLAG_OFF, offsetof(struct hr_mount, exec) },
    { "suid", IN_TMPFS, FLAG_ON, offsetof(struct hr_mount, suid) },
    { "nosuid", IN_TMPFS, FLAG_OFF, offsetof(struct hr_mount, suid) },
    { "dev", IN_TMPFS, FLAG_ON, offsetof(struct hr_mount, dev) },
    { "nodev", IN_TMPFS, FLAG_OFF, offsetof(struct hr_mount, dev) },
};

static bool *flag_at(struct hr_mount *mount, size_t offset)
{
    return (bool *)((char *)mount + offset);
}

static void apply_word(struct hr_mount *mount, const struct word *word)
{
    switch (word->effect) {
    case ACCESS:
        mount->access = word->text[1] == 'o' ? HR_MOUNT_READ_ONLY : HR_MOUNT_READ_WRITE;
        break;
    case FLAG_ON:
    case FLAG_OFF:
        *flag_at(mount, word->offset) = word->effect == FLAG_ON;
        break;
    case PROPAGATION:
        mount->propagation = word->text;
        break;
    case CONSISTENCY:
        mount->consistency = word->text;
        break;
    }
}

/* Split TEXT at its commas into MODES, and take in what its words say; the last of a kind wins. */
static void read_words(const char *text, unsigned syntax, struct hr_arena *arena,
                       struct hr_mount *mount)
{
    for (;; text++) {
        const size_t length = strcspn(text, ",");
        const char *mode = hr_arena_strndup(arena, text, length);

        hr_strv_push(arena, &mount->modes, mode);
        for (size_t i = 0; i < HR_ARRAY_LEN(words); i++) {
            if ((words[i].syntaxes & syntax) && strcmp(words[i].text, mode) == 0)
                apply_word(mount, &words[i]);
        }
        text += length;
        if (!*text)
            return;
    }
}

static struct hr_mount new_mount(enum hr_mount_syntax syntax, enum hr_mount_type type,
                                 const char *type_text)
{
    return (struct hr_mount){
        .syntax = syntax,
        .type = type,
        .type_text = type_text,
        .tmpfs_size = -1,
        .tmpfs_mode = -1,
    };
}

/* A section of one letter and its ':' is a drive to the client, on every platform. A single
 * character from outside ASCII passes for a letter: no engine takes it for a volume's name. */
static bool is_drive(const char *section, size_t length)
{
    uint32_t rune = 0;

    return section[length] == ':' && length > 0 && hr_text_rune(section, length, &rune) == length &&
           (rune >= 0x80 || ((rune | 0x20) >= 'a' && (rune | 0x20) <= 'z'));
}

static size_t section_length(const char *text)
{
    const size_t length = strcspn(text, ":");

    return is_drive(text, length) ? length + 1 + strcspn(text + length + 1, ":") : length;
}

/* SRC, DST and MODES of a --volume: where each starts and how long it is. */
struct sections {
    const char *at[3];
    size_t length[3], n;
};

/* Cut RAW at its colons; false if a section is empty or one too many. */
static bool cut_sections(const char *raw, struct sections *out)
{
    for (out->n = 0; out->n < HR_ARRAY_LEN(out->at); raw++) {
        const size_t length = section_length(raw);

        if (length == 0)
            return false;
        out->at[out->n] = raw;
        out->length[out->n++] = length;
        raw += length;
        if (!*raw)
            return true;
    }
    return false;
}

/* Cut RAW as an engine does, which knows no drives: at the first two colons. */
static void cut_plainly(const char *raw, struct sections *out)
{
    for (out->n = 0; out->n < HR_ARRAY_LEN(out->at); raw++) {
        const size_t length = out->n < 2 ? strcspn(raw, ":") : strlen(raw);

        out->at[out->n] = raw;
        out->length[out->n++] = length;
        raw += length;
        if (!*raw)
            return;
    }
}

static bool is_bind(const char *source)
{
    return strchr("/.~", *source) || hr_text_starts(source, "\\\\") || strchr(source, ':');
}

bool hr_mount_parse_volume(const char *raw, struct hr_arena *arena, struct hr_mount *out,
                           struct hr_error *err)
{
    struct hr_mount mount = new_mount(HR_MOUNT_FROM_VOLUME, HR_MOUNT_VOLUME, "volume");
    const bool brief = strlen(raw) <= 2; /* too short for two sections, whatever is in it */
    struct sections cut = { .n = 0 };

    (void)err;
    /* Before 24.0.5 the client did not look whether its parser failed: it sent the text to the
     * engine, as an anonymous volume's target if the parser had seen no source. */
    mount.differs = brief ? !*raw : !cut_sections(raw, &cut);
    if (brief || !*raw || *raw == ':' || (cut.n == 1 && !mount.differs)) {
        hr_mount_set_target(&mount, arena, raw);
        *out = mount;
        return true;
    }
    if (mount.differs)
        cut_plainly(raw, &cut);
    mount.source = hr_arena_strndup(arena, cut.at[0], cut.length[0]);
    if (is_bind(mount.source)) {
        mount.type = HR_MOUNT_BIND;
        mount.type_text = "bind";
    }
    hr_mount_set_target(&mount, arena, hr_arena_strndup(arena, cut.at[1], cut.length[1]));
    if (cut.n > 2)
        read_words(hr_arena_strndup(arena, cut.at[2], cut.length[2]), IN_VOLUME, arena, &mount);
    *out = mount;
    return true;
}

bool hr_mount_parse_volumes_from(const char *raw, struct hr_arena *arena, struct hr_mount *out,
                                 struct hr_error *err)
{
    const size_t length = strcspn(raw, ":");
    struct hr_mount mount = new_mount(HR_MOUNT_FROM_VOLUMES_FROM, HR_MOUNT_DONOR, "volumes-from");

    (void)err;
    mount.source = hr_arena_strndup(arena, raw, length);
    if (raw[length] && raw[length + 1])
        read_words(raw + length + 1, IN_VOLUME, arena, &mount);
    *out = mount;
    return true;
}

/* A size as the kernel reads it: octal, hexadecimal or decimal, a suffix for powers of 1024; what
 * does not fit wraps around to less. False for what it refuses, and for a share of the memory but
 * 0%, which is 0. */
static bool read_kernel_size(const char *text, int64_t *out)
{
    static const char digits[] = "0123456789abcdef", suffixes[] = "kmgtpe";
    const bool hex = text[0] == '0' && (text[1] | 0x20) == 'x' && text[2];
    const uint64_t base = hex ? 16 : *text == '0' ? 8 : 10;
    const char *digit, *suffix;
    uint64_t size = 0;

    text += hex ? 2 : 0;
    for (; *text && (digit = strchr(digits, *text <= '9' ? *text : *text | 0x20)); text++) {
        if ((uint64_t)(digit - digits) >= base)
            break;
        size = size * base + (uint64_t)(digit - digits);
    }
    suffix = *text ? strchr(suffixes, *text | 0x20) : NULL;
    if (suffix) {
        size <<= 10 * (suffix - suffixes + 1);
        text++;
    }
    if (*text == '%' && size == 0)
        text++;
    *out = size > INT64_MAX ? INT64_MAX : (int64_t)size;
    return !*text;
}

/* Each inode takes a KiB of memory: so many limit nothing. */
#define INODES_NONE (INT64_C(1) << 30)

/* Take in NAME=VALUE words. The kernel keeps one limit, and nr_blocks=0 takes it away again. */
static void read_data_words(struct hr_mount *mount)
{
    for (size_t i = 0; i < mount->modes.n; i++) {
        const char *word = mount->modes.v[i], *value = strchr(word, '=');
        int64_t number = -1;
        uint64_t mode;

        if (!value)
            continue;
        value++;
        if (hr_text_starts(word, "size=") || hr_text_starts(word, "nr_blocks=")) {
            const bool whole = read_kernel_size(value, &number);

            mount->tmpfs_size = whole && (*word == 's' || number == 0) ? number : -1;
            mount->tmpfs_size_given = true;
        } else if (hr_text_starts(word, "nr_inodes=")) {
            mount->tmpfs_inodes_off =
                !read_kernel_size(value, &number) || number == 0 || number >= INODES_NONE;
        } else if (hr_text_starts(word, "mode=")) {
            mount->tmpfs_mode = hr_go_octal(value, 32, &mode) ? (int64_t)mode : -1;
        }
    }
}

bool hr_mount_parse_tmpfs(const char *raw, struct hr_arena *arena, struct hr_mount *out,
                          struct hr_error *err)
{
    const size_t length = strcspn(raw, ":");
    struct hr_mount mount = new_mount(HR_MOUNT_FROM_TMPFS, HR_MOUNT_TMPFS, "tmpfs");

    (void)err;
    hr_mount_set_target(&mount, arena, hr_arena_strndup(arena, raw, length));
    if (raw[length] && raw[length + 1])
        read_words(raw + length + 1, IN_TMPFS, arena, &mount);
    read_data_words(&mount);
    *out = mount;
    return true;
}
