/* SPDX-License-Identifier: MIT */
/* Text: what is safe to show, what is near to what, small predicates over bytes. Pure. Layer: base.
 */
#ifndef HRUN_BASE_TEXT_H
#define HRUN_BASE_TEXT_H

#include "hrun/base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Sets of ASCII characters, for strspn and its kind; they can be pasted together. */
#define HR_DIGITS  "0123456789"
#define HR_LOWER   "abcdefghijklmnopqrstuvwxyz"
#define HR_UPPER   "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define HR_LETTERS HR_LOWER HR_UPPER
#define HR_ALNUM   HR_DIGITS HR_LETTERS
#define HR_HEX     HR_DIGITS "abcdef"

/* Return TEXT with control bytes, DEL and what is not UTF-8 written as \xNN (newline as \n, tab as
 * \t), so that hostile text cannot paint a terminal. C1 controls and the characters that
 * reorder text or break lines (U+061C, U+200E, U+200F, U+2028..U+202E, U+2066..U+2069) count as
 * control. */
const char *hr_text_safe(struct hr_arena *arena, const char *text);

/* Decode one character of the LENGTH bytes at TEXT: its code point in *RUNE, its size as the
 * result; 0 where they do not start with well-formed UTF-8 (no overlong forms, no surrogates, at
 * most U+10FFFF). */
size_t hr_text_rune(const char *text, size_t length, uint32_t *rune);

/* The size of the character that the LENGTH bytes at TEXT start with; 0 if it is not safe to show,
 * in the sense of hr_text_safe: then escape one byte and go on with the next. */
size_t hr_text_visible(const char *text, size_t length);

/* Write BYTE at END as \n, \t or \xNN and return the new end. */
#define HR_TEXT_ESCAPE_MAX 4
char *hr_text_escape(char *end, char byte);

/* True if the LENGTH bytes at TEXT are well-formed UTF-8. */
bool hr_text_is_utf8(const char *text, size_t length);

/* True if every byte is printable ASCII (0x20 to 0x7e). */
bool hr_text_is_plain(const char *text);

/* The value of the hexadecimal digit BYTE, in either case; -1 if it is none. */
int hr_text_hex_value(char byte);

/* End a text at AT, a place in it, and return what stands behind that byte. Where AT is NULL nothing is
 * cut and the result is NULL, so that hr_text_cut(strchr(text, ':')) cuts at a colon if there is
 * one. */
char *hr_text_cut(char *at);

bool hr_text_starts(const char *text, const char *prefix);
bool hr_text_ends(const char *text, const char *suffix);

/* Return a copy with A-Z as a-z; other bytes are left alone, whatever the locale. */
char *hr_text_lower(struct hr_arena *arena, const char *text);

/* Compare ignoring the case of ASCII letters only. */
bool hr_text_equal_nocase(const char *a, const char *b);

/* True if TEXT is what GLOB says, in which '*' stands for any characters but STOP, none included; STOP may be
 * '\0', for any at all. */
bool hr_text_fits(const char *glob, const char *text, char stop);

/* The smallest number of inserted, deleted, replaced or swapped bytes that makes A into B; SIZE_MAX
 * if over LIMIT. */
size_t hr_text_distance(const char *a, const char *b, size_t limit);

/* Keep the nearest word seen so far: start with { .word = what was typed }, offer every candidate,
 * read .best (NULL if nothing is near enough to be worth suggesting). */
struct hr_nearest {
    const char *word, *best;
    size_t distance;
};
void hr_nearest_offer(struct hr_nearest *nearest, const char *candidate);

#endif
