/* SPDX-License-Identifier: MIT */
/* usage: print-keys profile|policy
 * Print the items that hrun-profile(5) has for the keys of a profile, or for those that are a policy's own:
 * the name, what the key is for, what is right, and what the profile `default` has. */
#include "hrun/base/jsonw.h"
#include "hrun/guard/rule.h"
#include "hrun/policy/policy.h"
#include "hrun/policy/reader.h"
#include "hrun/policy/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What stands for any name below a key of this type. */
static const char *any_name(enum hr_key_type type)
{
    if (type == HR_KEY_MOUNT)
        return "PATH";
    return type == HR_KEY_LEVEL ? "RULE" : "NAME";
}

/* TEXT as a manual page has it. */
static void print_text(const char *text)
{
    for (char last = 0; *text; last = *text++) {
        if (*text == '"')
            fputs("\\(dq", stdout);
        else if (*text == '-' && (text[1] == '-' || last == '-'))
            fputs("\\-", stdout);
        else if (*text == '\\')
            fputs("\\e", stdout);
        else
            putchar(*text);
    }
}

/* The value of NODE: of an object or list its members, with blanks between. */
static void print_value(const struct hr_json *node)
{
    const char *blank = "";

    if (node->type == HR_JSON_BOOL)
        fputs(node->boolean ? "true" : "false", stdout);
    else if (node->text)
        print_text(node->text);
    for (const struct hr_json *child = node->child; child; child = child->next) {
        fputs(blank, stdout);
        print_text(child->key ? child->key : child->text);
        blank = " ";
    }
}

static bool has_default(const struct hr_key *key, const struct hr_json *node)
{
    const bool names = key->members && strcmp(key->members->name, "*") == 0;

    return node && (!node->child || names) && key->merge != HR_MERGE_OWN &&
           (node->child || node->text || node->type == HR_JSON_BOOL);
}

/* TEXT as the start of a sentence. */
static void print_sentence(const char *text, struct hr_arena *arena)
{
    char *copy = hr_arena_strdup(arena, text);

    if (*copy >= 'a' && *copy <= 'z')
        *copy = (char)(*copy - 'a' + 'A');
    print_text(copy);
}

static void print_key(const struct hr_key *key, const char *name, const struct hr_json *value,
                      struct hr_arena *arena)
{
    printf(".It Cm %s\n", name);
    print_sentence(key->help, arena);
    if (key->injects)
        printf(" (\\-\\-%s)", key->injects);
    fputs(".\n", stdout);
    print_sentence(hr_reader_wanted(key, arena), arena);
    if (hr_key_order_text(key->order))
        printf("; %s", hr_key_order_text(key->order));
    if (has_default(key, value)) {
        fputs("; in default ", stdout);
        print_value(value);
    }
    fputs(".\n", stdout);
}

/* KEYS and what is in them, which stand below PREFIX; VALUES is what default has there, or NULL. */
static void print_keys(const struct hr_key *keys, const char *prefix, const struct hr_json *values,
                       struct hr_arena *arena)
{
    for (; keys->name; keys++) {
        const bool any = strcmp(keys->name, "*") == 0;
        const char *name = any ? any_name(keys->type) : keys->name;
        const struct hr_json *value = any ? NULL : hr_json_get(values, keys->name);

        name = hr_arena_printf(arena, "%s%s", prefix, name);
        print_key(keys, name, value, arena);
        if (keys->members && keys->type != HR_KEY_LIST)
            print_keys(keys->members, hr_arena_printf(arena, "%s.", name), value, arena);
    }
}

/* The keys of a policy that no profile has. */
static void print_own(struct hr_arena *arena)
{
    for (const struct hr_key *key = hr_policy_keys(arena); key->name; key++) {
        const struct hr_key *other = hr_profile_keys();

        while (other->name && strcmp(other->name, key->name) != 0)
            other++;
        if (!other->name)
            print_key(key, key->name, NULL, arena);
    }
}

int main(int argc, char **argv)
{
    struct hr_arena arena;
    struct hr_rule_names rules;
    struct hr_store store = { .rules = &rules };
    struct hr_choice choice;
    struct hr_errors errs = { 0 };
    bool chosen;

    hr_arena_init(&arena);
    rules = hr_rule_names(&arena);
    chosen = hr_store_choose(&store, &(struct hr_wish){ 0 }, &arena, &choice, &errs);
    if (argc == 2 && strcmp(argv[1], "policy") == 0)
        print_own(&arena);
    else if (chosen)
        print_keys(hr_profile_keys(), "", choice.profile->document, &arena);
    hr_arena_finish(&arena);
    return !chosen || ferror(stdout) || fflush(stdout) ? EXIT_FAILURE : EXIT_SUCCESS;
}
