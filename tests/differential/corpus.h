/* SPDX-License-Identifier: MIT */
/*
 * Facts about docker's clients, as rows of text files. A row is lines of a keyword and the rest; the
 * first is `run`, and an empty line or the next `run` ends it. `#` starts a comment line.
 *
 *   run WORD...          the words after `docker run`
 *   env NAME=VALUE       a word: in the client's environment
 *   file PATH TEXT       two words: a file in the working directory
 *   config TEXT          a word: the client's config file
 *   terminal             the standard streams are a terminal
 *   sends IMAGE WORD...  a container is created, with this image and this command
 *   platform WORD        and for this platform
 *   body PATH JSON       and with this member of the request; a missing one counts as null, the
 *                        order of a list of strings does not count; $PWD and $SOCKET stand for the
 *                        working directory and the engine's socket
 *   fails STATUS         no container is created: the client ends with STATUS
 *   tolerated            a dry run may accept it: what is around the client decides, or a client
 *                        newer than those tried takes it
 *   own                  an option of hrun's own is in it: hrun is not compared
 *   weakens yes|no       whether the container is isolated less than a plain one
 *   note TEXT            what the row shows
 *   client VERSION       the sends, body and fails lines after it are how clients whose version
 *                        starts so differ from the rest of the row
 *
 * Words are separated by one blank. A word with other than plain characters stands in double quotes
 * with \" \\ \n \r \t and \xNN.
 */
#ifndef HRUN_TESTS_CORPUS_H
#define HRUN_TESTS_CORPUS_H

#include "hrun/base/attr.h"
#include "hrun/base/error.h"

#include "vector.h"

struct corpus_member {
    const char *path, *json;
};

/* What one kind of client does with a row. */
struct corpus_outcome {
    bool created;
    int status;           /* if not created */
    struct hr_strv sends; /* if created: image and command */
    const char *platform; /* NULL: not said */
    struct corpus_members {
        HR_VEC(struct corpus_member);
    } members;
};

struct corpus_row {
    struct vector vector;
    const char *note; /* "" if there is none */
    bool tolerated, own;
    enum { CORPUS_WEAKENS_UNSAID, CORPUS_WEAKENS, CORPUS_WEAKENS_NOT } weakens;
    struct corpus_outcome outcome;
    const char *version;           /* NULL, or the clients that differ */
    struct corpus_outcome variant; /* what they do: complete in itself */
};
struct corpus {
    HR_VEC(struct corpus_row);
};

/* Append the rows of the file at PATH. */
HR_NODISCARD bool corpus_read(const char *path, struct hr_arena *arena, struct corpus *corpus,
                              struct hr_error *err);

/* What a client of VERSION ("28.2.2") does with ROW. */
const struct corpus_outcome *corpus_outcome(const struct corpus_row *row, const char *version);

/* True if no client creates a container. */
bool corpus_is_refused(const struct corpus_row *row);

#endif
