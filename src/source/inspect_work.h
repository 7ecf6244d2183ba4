/* SPDX-License-Identifier: MIT */
/* What reads the document of one container. Private to source. */
#ifndef HRUN_SOURCE_INSPECT_WORK_H
#define HRUN_SOURCE_INSPECT_WORK_H

#include "hrun/base/map.h"
#include "hrun/source/inspect.h"

struct hr_inspect_work {
    const struct hr_json *container, *host, *config; /* the document, its HostConfig and Config */
    const struct hr_json *image;                     /* the image's Config; NULL: not known */
    struct hr_arena *arena;
    struct hr_inspected *out;
    struct hr_error *err;
};

/* How a member's value becomes values of its option. */
enum hr_inspect_form {
    HR_INSPECT_NOTHING, /* it says nothing of the container, or follows from others */
    HR_INSPECT_UNSAYABLE,
    HR_INSPECT_FLAG, /* only true says something */
    HR_INSPECT_BOOLEAN,
    HR_INSPECT_NUMBER,
    HR_INSPECT_TEXT,
    HR_INSPECT_LIST,  /* of strings */
    HR_INSPECT_PAIRS, /* a map of strings: KEY=VALUE */
    HR_INSPECT_READ,  /* the row's own reader */
};

/* A member of the document. Members are in the order of their names. */
struct hr_inspect_member {
    const char *name;
    enum hr_inspect_form form;
    bool less; /* where the image says the same, nobody did */
    const char *option;
    const char *usual; /* what docker has where nobody says anything, beside "" */
    const char *none;  /* what says "" where the image says something else */
    bool (*read)(struct hr_inspect_work *w, const struct hr_json *node);
    const char *why; /* NOTHING and UNSAYABLE */
};

/* Set the error that NODE is not of TYPE. Returns false. */
bool hr_inspect_wrong(struct hr_inspect_work *w, const struct hr_json *node,
                      enum hr_json_type type);

/* NODE's place in the container's document; of a node of the image's, in that. */
const char *hr_inspect_pointer(const struct hr_inspect_work *w, const struct hr_json *node);

/* Note that no option can say what is at NODE; rules see a setting that stands for it, or are not about
 * it. */
void hr_inspect_gap(struct hr_inspect_work *w, const struct hr_json *node, const char *what);

/* Note that nobody knows what is at NODE, if it holds anything, or because of WHAT that no rule can see it. */
void hr_inspect_unknown(struct hr_inspect_work *w, const struct hr_json *node, const char *what);

/* True if NODE, which may be NULL, holds nothing but null, false, 0 and the empty text. */
bool hr_inspect_is_empty(const struct hr_json *node);

/* True if A and B, each of which may be NULL, hold the same; null is as absent. */
bool hr_inspect_is_same(const struct hr_json *a, const struct hr_json *b);

/* True if A and B are the same text; NULL is as "". */
bool hr_inspect_same_text(const char *a, const char *b);

/* True if A and B hold the same texts in the same order. */
bool hr_inspect_same_strings(const struct hr_strv *a, const struct hr_strv *b);

/* The member NAME of OBJECT in *OUT; NULL where it is absent or null. False if it is not of TYPE. */
bool hr_inspect_member(struct hr_inspect_work *w, const struct hr_json *object, const char *name,
                       enum hr_json_type type, const struct hr_json **out);

/* The text of the member NAME of OBJECT in *OUT: "" where it is absent or null. */
bool hr_inspect_text(struct hr_inspect_work *w, const struct hr_json *object, const char *name,
                     const char **out);

/* Append the strings of NODE, a list or NULL, to OUT. */
bool hr_inspect_strings(struct hr_inspect_work *w, const struct hr_json *node, struct hr_strv *out);

/* The names of OBJECT's members, or of the texts of a list; none of NULL. */
struct hr_map hr_inspect_names(const struct hr_inspect_work *w, const struct hr_json *object);

/* Add RAW of docker's OPTION, said at NODE; with a gap where the option does not take it. */
void hr_inspect_add(struct hr_inspect_work *w, const char *option, const char *raw,
                    const struct hr_json *node);

/* Add WANT of docker's OPTION as RAW, for which SAME tells whether it is read back as WANT (NULL: it is
 * not). Where it is not, WANT is what is judged, and there is a gap. */
void hr_inspect_add_value(struct hr_inspect_work *w, const char *option, const char *raw,
                          const struct hr_value *want,
                          bool (*same)(const struct hr_value *a, const struct hr_value *b),
                          const struct hr_json *node);

/* True if A and B hold the same integer: a SAME for the above. */
bool hr_inspect_same_integer(const struct hr_value *a, const struct hr_value *b);

/* Read the members of OBJECT by the COUNT rows at ROWS. One that has no row is a gap, if it holds
 * anything. */
bool hr_inspect_members(struct hr_inspect_work *w, const struct hr_json *object,
                        const struct hr_inspect_member *rows, size_t count);

/* Note as gaps the members of OBJECT that hold something, beside those of KNOWN, a blank between them. */
void hr_inspect_others(struct hr_inspect_work *w, const struct hr_json *object, const char *known);

/* A mount of --mount's of TYPE with nothing in it but that. */
struct hr_mount hr_inspect_mount_new(const char *type);

/* True if two values mount the same in the same way. */
bool hr_inspect_mount_same(const struct hr_value *a, const struct hr_value *b);

/* Add MOUNT, as --mount says it, said at NODE. */
void hr_inspect_mount_add(struct hr_inspect_work *w, const struct hr_mount *mount,
                          const struct hr_json *node);

/* Members that are more than one option with one value. */
bool hr_inspect_binds(struct hr_inspect_work *w, const struct hr_json *node);
bool hr_inspect_devices(struct hr_inspect_work *w, const struct hr_json *node);
bool hr_inspect_links(struct hr_inspect_work *w, const struct hr_json *node);
bool hr_inspect_mounts(struct hr_inspect_work *w, const struct hr_json *node);
bool hr_inspect_ports(struct hr_inspect_work *w, const struct hr_json *node);
bool hr_inspect_rates(struct hr_inspect_work *w, const struct hr_json *node);
bool hr_inspect_requests(struct hr_inspect_work *w, const struct hr_json *node);
bool hr_inspect_security(struct hr_inspect_work *w, const struct hr_json *node);
bool hr_inspect_tmpfs(struct hr_inspect_work *w, const struct hr_json *node);
bool hr_inspect_ulimits(struct hr_inspect_work *w, const struct hr_json *node);
bool hr_inspect_volumes(struct hr_inspect_work *w, const struct hr_json *node);

/* The bindings of one port. */
bool hr_inspect_port(struct hr_inspect_work *w, const struct hr_json *node);

/* MaskedPaths and ReadonlyPaths, which one option is about. */
bool hr_inspect_system_paths(struct hr_inspect_work *w);

/* The parts of the document, in the order in which they are read. */
bool hr_inspect_host(struct hr_inspect_work *w);
bool hr_inspect_networks(struct hr_inspect_work *w);
bool hr_inspect_config(struct hr_inspect_work *w);
bool hr_inspect_mounted(struct hr_inspect_work *w);

#endif
