/* SPDX-License-Identifier: MIT */
/* What reads a shell script: words by POSIX 2.2 and 2.3 and what bash adds to them, then the simple
 * commands that they form, in whatever compound ones these stand. Private to source. */
#ifndef HRUN_SOURCE_SCRIPT_PRIVATE_H
#define HRUN_SOURCE_SCRIPT_PRIVATE_H

#include "hrun/base/attr.h"
#include "hrun/source/script.h"

/* What the text tells of a word. */
enum hr_script_knowledge {
    HR_SCRIPT_KNOWN,
    HR_SCRIPT_ONE,  /* one word, in part known only when the script runs */
    HR_SCRIPT_MANY, /* any number of words */
};

struct hr_script_word {
    enum hr_script_knowledge knowledge;
    const char *text; /* as the program gets it; else only what stands before what is not known */
    const char *written; /* as it stands in the script */
    size_t line, column; /* column 0: not known */
};

struct hr_script_words {
    HR_VEC(struct hr_script_word);
};

/* A simple command. */
struct hr_script_command {
    struct hr_script_words words;
    const struct hr_script_command *from; /* whose output it reads, by a pipe; or NULL */
    bool has_input;                       /* a here-document or a here-string */
    struct hr_script_word input;          /* its text */
};

struct hr_script_commands {
    HR_VEC(const struct hr_script_command *);
};

/* A here-document whose text starts behind the line that is read. */
struct hr_script_here {
    struct hr_script_command *command;
    const char *delimiter;
    bool quoted; /* nothing in it is expanded */
    bool tabs;   /* those in front of each line do not count */
};

struct hr_script_reader {
    const char *path, *text;
    size_t size, at, line, line_start; /* line_start: where the line that AT is in starts */
    bool is_part; /* the text is part of another one's: columns are not known */
    unsigned depth;
    struct hr_arena *arena;
    struct hr_script_commands *commands; /* in the order in which they end */
    struct hr_script_words *functions;   /* the names of those that are defined */
    struct {
        HR_VEC(struct hr_script_here);
    } here;
    struct hr_error *err;
};

/* A word that is being read. */
struct hr_script_building {
    struct {
        HR_VEC(char);
    } text;
    enum hr_script_knowledge knowledge;
    size_t start;   /* where it starts */
    bool is_open;   /* an unquoted '{' */
    size_t open_at; /* how much of the text stands before it */
    bool is_listed; /* and behind it a ',' or ".." */
};

/* script_word.c */

/* Say that the script cannot be read, because of what stands at LINE. Returns false. */
bool hr_script_fail(const struct hr_script_reader *r, size_t line, size_t column, const char *msg);

/* The same, because of what comes next. */
bool hr_script_fail_here(const struct hr_script_reader *r, const char *msg);

/* The column of what comes next; 0 where it is not known. */
size_t hr_script_column(const struct hr_script_reader *r);

/* A reader of the SIZE bytes at TEXT, which are part of what R reads and start in LINE. */
struct hr_script_reader hr_script_part(const struct hr_script_reader *r, const char *text,
                                       size_t size, size_t line);

/* Go one level deeper; false where that is too deep. The caller goes back up. */
HR_NODISCARD bool hr_script_descend(struct hr_script_reader *r);

/* The byte at OFFSET from the one that is read next; '\0' behind the end. */
char hr_script_peek(const struct hr_script_reader *r, size_t offset);

/* Read COUNT bytes. */
void hr_script_skip(struct hr_script_reader *r, size_t count);

/* Read blanks, continued lines and a comment. */
void hr_script_skip_blanks(struct hr_script_reader *r);

/* The length of the operator that comes next, 0 for none: what starts a word is none. */
size_t hr_script_operator(const struct hr_script_reader *r);

/* True if the next word is WORD, unquoted. */
bool hr_script_is_next(const struct hr_script_reader *r, const char *word);

/* Read a word, which starts here. */
HR_NODISCARD bool hr_script_read_word(struct hr_script_reader *r, struct hr_script_word *out);

/* script_expand.c */

/* What is known of the word is no more than KNOWLEDGE. */
void hr_script_mark(struct hr_script_building *b, enum hr_script_knowledge knowledge);

/* Read one byte that stands for itself. */
void hr_script_take(struct hr_script_reader *r, struct hr_script_building *b);

/* Say that WHAT, which stands at LINE, is not closed. Returns false. */
bool hr_script_fail_open(struct hr_script_reader *r, size_t line, size_t column, const char *what);

/* Read a quoted part, behind its first quote, which stands at LINE. */
HR_NODISCARD bool hr_script_read_single(struct hr_script_reader *r, struct hr_script_building *b,
                                        size_t line, size_t column);
HR_NODISCARD bool hr_script_read_double(struct hr_script_reader *r, struct hr_script_building *b,
                                        size_t line, size_t column);

/* Read what starts with a dollar sign, or with a backtick. */
HR_NODISCARD bool hr_script_read_dollar(struct hr_script_reader *r, struct hr_script_building *b,
                                        bool quoted);
HR_NODISCARD bool hr_script_read_backtick(struct hr_script_reader *r, struct hr_script_building *b,
                                          bool quoted);

/* Where "((" comes next, behind OFFSET bytes: true if it is arithmetic, not two subshells. What is longer than any
 * arithmetic counts as subshells. */
bool hr_script_is_arithmetic(const struct hr_script_reader *r, size_t offset);

/* Read arithmetic behind its "((", and its "))". */
HR_NODISCARD bool hr_script_read_arithmetic(struct hr_script_reader *r);

/* Read the text of a here-document in which expansions happen: to find what they run. */
HR_NODISCARD bool hr_script_read_expansions(struct hr_script_reader *r);

/* script_compound.c */

/* Read line ends, blanks and comments. */
HR_NODISCARD bool hr_script_skip_lines(struct hr_script_reader *r);

/* True if a word starts here. */
bool hr_script_is_word(const struct hr_script_reader *r);

/* Read blanks, and a word, which must come. */
HR_NODISCARD bool hr_script_read_operand(struct hr_script_reader *r, struct hr_script_word *out);

/* Behind NAME: true, and "()" is read, if a function is defined. */
bool hr_script_take_parens(struct hr_script_reader *r);

/* Read what a reserved word starts. *TAKEN: there was one; *DONE: what comes next is no part of a command
 * that it starts. */
HR_NODISCARD bool hr_script_read_reserved(struct hr_script_reader *r, bool *taken, bool *done);

/* script_parse.c */

/* Read the end of a line, and the here-documents that start behind it. */
HR_NODISCARD bool hr_script_read_newline(struct hr_script_reader *r);

/* Read commands up to a ')' and that, or to the end of the text; or up to what ends an item of a case: ";;"
 * and the like and that, or up to esac. */
HR_NODISCARD bool hr_script_read_until_paren(struct hr_script_reader *r);
HR_NODISCARD bool hr_script_read_all(struct hr_script_reader *r);
HR_NODISCARD bool hr_script_read_case_item(struct hr_script_reader *r);

/* script_call.c */

/* What finds the calls. */
struct hr_script_work {
    const char *path;
    const struct hr_option_table *own;
    struct hr_arena *arena;
    struct hr_script *out;
};

/* Judge a command; DEPTH scripts are in each other. */
void hr_script_judge_command(struct hr_script_work *w, const struct hr_script_command *command,
                             unsigned depth);

/* script.c */

/* Note what only a run can tell of WORD, which is of the whole script. */
void hr_script_note(struct hr_script_work *w, enum hr_errc code, const struct hr_script_word *word,
                    const char *msg, const char *hint);

/* Judge the commands of SIZE bytes at TEXT. It is a part of the script that starts in LINE, or with DEPTH 0
 * all of it. False where it cannot be read. */
HR_NODISCARD bool hr_script_judge(struct hr_script_work *w, const char *text, size_t size,
                                  size_t line, unsigned depth, struct hr_error *err);

/* script_line.c */

/* Where in words that start with docker's or hrun's name those of a container's options start. */
struct hr_script_place {
    bool is_hrun, is_call;
    bool is_open;    /* no call, but one if what is not known is `run` or an option */
    const char *why; /* docker's own options cannot be read; NULL: they can */
    enum hr_verb verb;
    size_t skip; /* the first word behind run or create, or behind hrun */
};
struct hr_script_place hr_script_locate(const struct hr_script_work *w,
                                        const struct hr_script_word *words, size_t count,
                                        bool is_hrun);

/* Add the call that WORDS make, as PLACE says; what is not known is among its errors. */
void hr_script_add_call(struct hr_script_work *w, const struct hr_script_word *words, size_t count,
                        const struct hr_script_place *place);

#endif
