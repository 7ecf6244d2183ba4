/* SPDX-License-Identifier: MIT */
/*
 * The keys of a profile, one table. A row says what a key's value must be, where it goes, which
 * option it injects and, in a line, what it means: reading, its errors, and what is printed about
 * keys come from the rows, so a new key is a new row. Layer: policy.
 */
#ifndef HRUN_POLICY_KEY_H
#define HRUN_POLICY_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a value is, and in brackets what the row's offset leads to. */
enum hr_key_type {
    HR_KEY_BOOL,       /* true or false [bool] */
    HR_KEY_INTEGER,    /* a whole number from min to max [int64_t] */
    HR_KEY_TEXT,       /* any string [const char *] */
    HR_KEY_NAME,       /* a profile's name [const char *] */
    HR_KEY_PARENT,     /* a profile's name, or a path [const char *] */
    HR_KEY_WORD,       /* one of the row's words [const char *] */
    HR_KEY_AUTO,       /* true, false or "auto" [enum hr_stdin_open] */
    HR_KEY_SIZE,       /* a size as docker reads it, at least min bytes [const char *] */
    HR_KEY_SWAP,       /* a size of at least mem_limit [const char *] */
    HR_KEY_CPUS,       /* a number of CPUs [const char *] */
    HR_KEY_MODE,       /* octal digits in a string [int64_t] */
    HR_KEY_USER,       /* "UID:GID" [const char *] */
    HR_KEY_FALLBACK,   /* "UID:GID", UID not 0, or a user's name [const char *] */
    HR_KEY_CAPABILITY, /* in a list [struct hr_strv] */
    HR_KEY_GROUP,      /* in a list: a name or a gid [struct hr_strv] */
    HR_KEY_ADDRESS,    /* an IP address [const char *] */
    HR_KEY_IMAGE,      /* in a list: a glob over image references [struct hr_strv] */
    HR_KEY_NETWORK,    /* a network's name, or one of the row's words [const char *] */
    HR_KEY_FILE,       /* a path, below the profile's folder if relative, or one of the row's words
                          [const char *] */
    HR_KEY_APPARMOR, /* the name of an AppArmor profile, or one of the row's words [const char *] */
    HR_KEY_GLOB,     /* in a list: a name, '*' for any characters [struct hr_strv] */
    HR_KEY_TOKEN,    /* in a list: a name [struct hr_strv] */
    HR_KEY_DEVICE,   /* in a list: a clean path or a CDI name, '*' in it [struct hr_strv] */
    HR_KEY_HOST_PATH, /* in a list: a path of the host [struct hr_strv] */
    HR_KEY_PROFILE,   /* in a list: a profile's name [struct hr_strv] */
    HR_KEY_POINTER,  /* in a list: the JSON pointer of a key or rule, "" for all [struct hr_strv] */
    HR_KEY_LEVEL,    /* by rule name [the profile's rules] */
    HR_KEY_MOUNT,    /* by path: an object with the row's members [the profile's tmpfs] */
    HR_KEY_ULIMIT,   /* by name: a limit, or an object with the row's members [its ulimits] */
    HR_KEY_LABEL,    /* by name: any string [its labels] */
    HR_KEY_VARIABLE, /* by name: any string [the profile's environment.set] */
    HR_KEY_LIST,     /* each element by the one row of members */
    HR_KEY_OBJECT,   /* each member by its row of members */
    HR_KEY__COUNT,
};

/* Which of two values is the tighter one. A value that a profile does not have is the loosest wherever there
 * is an order, but in HR_ORDER_FALSE and HR_ORDER_FEWER the tightest. */
enum hr_key_order {
    HR_ORDER_NONE,  /* neither */
    HR_ORDER_TRUE,  /* true */
    HR_ORDER_FALSE, /* false */
    HR_ORDER_LESS,  /* the smaller; -1 is unlimited */
    HR_ORDER_FIRST, /* the one that stands earlier in the row's words; others stand beside the second */
    HR_ORDER_LAST,   /* the one that stands later */
    HR_ORDER_FEWER,  /* the list or object with fewer members */
    HR_ORDER_MORE,   /* the list with more */
    HR_ORDER_WITHIN, /* the list with fewer, but an empty one is none at all and the loosest */
};

/* What a profile that extends another does to the other's value. */
enum hr_key_merge {
    HR_MERGE_PATCH, /* RFC 7396: objects merge, null removes, all else replaces */
    HR_MERGE_KEEP,  /* the same, but null is an error: it would drop what the other insists on */
    HR_MERGE_OWN,   /* the other's value is the other's own: it is not taken over */
};

struct hr_key {
    const char *name; /* the member's name; "*" for any */
    enum hr_key_type type;
    bool required;
    enum hr_key_order order;
    enum hr_key_merge merge;
    size_t offset;                /* in struct hr_profile or, for a member's row, in its owner */
    int64_t min, max;             /* HR_KEY_INTEGER, HR_KEY_SIZE, HR_KEY_SWAP */
    const char *const *words;     /* strings that are right as they stand; ends with NULL */
    const char *want;             /* for messages, where the type's own words are too wide */
    const struct hr_key *members; /* ends with a row without name */
    const char *injects;          /* docker's option, or NULL */
    const char
        *guards; /* the rules that judge what the key is about, one blank between two, or NULL */
    const char *help; /* one line */
};

/* The keys of a profile, in the order in which they are documented; ends with a row without name.
 */
const struct hr_key *hr_profile_keys(void);

/* "less is tighter" and its like; NULL where ORDER is none. */
const char *hr_key_order_text(enum hr_key_order order);

/* True if RULE is one of those that guard KEY. */
bool hr_key_is_guarded(const struct hr_key *key, const char *rule);

#endif
