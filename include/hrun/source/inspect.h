/* SPDX-License-Identifier: MIT */
/*
 * A container as an invocation: what docker run would be told to make the one that a document of
 * `docker inspect` describes, so that every rule can judge it. The document may come from anywhere: what
 * it says is its claim. Pure. Layer: source.
 */
#ifndef HRUN_SOURCE_INSPECT_H
#define HRUN_SOURCE_INSPECT_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"
#include "hrun/base/json.h"
#include "hrun/docker/invocation.h"
#include "hrun/facts/facts.h"

#include <stdbool.h>
#include <sys/types.h>

/* Something that the container has and that no option can say as it is. */
struct hr_gap {
    const char *pointer; /* in the container's document: "/HostConfig/..." */
    const char *what;    /* why; it names no value of the document's */
    bool is_unknown;     /* no setting stands for it either, so no rule sees it */
};
struct hr_gaps {
    HR_VEC(struct hr_gap);
};

struct hr_inspected {
    const char *id, *name; /* the name without its "/" */
    const char *image_id;  /* "sha256:..."; NULL: the document has none */
    bool is_running;
    pid_t pid; /* of its first process, as the document has it; 0: none */
    /* Settings' origins are HR_ORIGIN_INSPECT. Where there is a gap the words would not make the same
     * container, or none: then it is there to be judged only. */
    struct hr_invocation invocation;
    /* What other containers gave it to mount, as --mount or --volume would say it: to be judged with the
     * invocation's settings, which have --volumes-from. */
    struct hr_settings taken;
    /* Filters of system calls that the document has in full. The setting names each by the SHA-256 of what
     * is in it, "seccomp=sha256:...". */
    struct hr_seccomps_facts filters;
    struct hr_gaps gaps;
};

/* Read CONTAINER, an element of what `docker inspect` prints or the answer to GET /containers/ID/json, of
 * API 1.41 on. What IMAGE_CONFIG, the Config of the image's own document, says too is left out; where it
 * is NULL, nothing is. A value that its option cannot say is a setting all the same, judged as it is, and a
 * gap. False where CONTAINER is no such document, names no image, has a member that counts of the wrong type,
 * or is far larger than any engine's; the error has its pointer. */
HR_NODISCARD bool hr_inspect_read(const struct hr_json *container,
                                  const struct hr_json *image_config, struct hr_arena *arena,
                                  struct hr_inspected *out, struct hr_error *err);

/* Put into FACTS what INSPECTED itself answers: its filters, in place of what was asked under their
 * names. */
void hr_inspected_answer(const struct hr_inspected *inspected, struct hr_arena *arena,
                         struct hr_facts *facts);

#endif
