/* SPDX-License-Identifier: MIT */
#include "hrun/guard/rule.h"
#include "hrun/policy/builtin.h"
#include "hrun/policy/store.h"

#include "unit.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER "/tmp/hrun-store-XXXXXX"
#define GOOD   "{\"version\":1,\"name\":\"mine\"}"

/* Each test stands in a folder of its own. */
static char folder[sizeof(FOLDER)];

static void enter(void)
{
    memcpy(folder, FOLDER, sizeof(FOLDER));
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(chdir(folder), 0);
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
    (void)status, (void)kind, (void)walk;
    return remove(path);
}

static void leave(void)
{
    ck_assert_int_eq(chdir("/"), 0);
    ck_assert_int_eq(nftw(folder, remove_one, 4, FTW_DEPTH | FTW_PHYS), 0);
}

static void write_file(const char *name, const char *data, size_t size, mode_t mode)
{
    int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(write(fd, data, size), (ssize_t)size);
    ck_assert_int_eq(fchmod(fd, mode), 0);
    ck_assert_int_eq(close(fd), 0);
}

/* The search path is the folders a and b, where they are. */
static bool choose(const char *flag, const char *variable, struct hr_choice *out,
                   struct hr_errors *errs)
{
    const struct hr_rule_names rules = hr_rule_names(arena);
    const struct hr_wish wish = { .flag = flag, .variable = variable };
    struct hr_store store = { .uid = getuid(), .gid = getgid(), .rules = &rules };

    hr_strv_pushf(arena, &store.folders, "%s/a", folder);
    hr_strv_pushf(arena, &store.folders, "%s/b", folder);
    *errs = (struct hr_errors){ 0 };
    return hr_store_choose(&store, &wish, arena, out, errs);
}

static const struct {
    const char *flag, *variable, *name, *because;
} choices[] = {
    { NULL, NULL, "default", "no other was chosen" },
    { NULL, "", "default", "no other was chosen" },
    { NULL, "none", "none", "HRUN_PROFILE" },
    { "none", NULL, "none", "--profile" },
    { "build", NULL, "build", "--profile" },
    { "compat", NULL, "compat", "--profile" },
    { "stdio", NULL, "stdio", "--profile" },
    { "none", "no-such-profile", "none", "--profile" },
    { "default", "none", "default", "--profile" },
};

START_TEST(chosen)
{
    struct hr_choice choice;
    struct hr_errors errs;

    ck_assert(choose(choices[_i].flag, choices[_i].variable, &choice, &errs));
    ck_assert_str_eq(choice.profile->name, choices[_i].name);
    ck_assert_str_eq(choice.because, choices[_i].because);
    ck_assert_ptr_null(choice.profile->path);
}
END_TEST

static const struct {
    const char *flag, *variable, *msg, *hint;
} strangers[] = {
    { "defalt", NULL, "--profile: no profile is called \"defalt\"; there are " SHIPPED,
      "did you mean \"default\"?" },
    { "mine", NULL, "--profile: no profile is called \"mine\"; there are " SHIPPED,
      "a file is named by a path, such as ./mine.json" },
    { "mine.json", NULL, "--profile: no profile is called \"mine.json\"; there are " SHIPPED,
      "a file is named by a path, such as ./mine.json" },
    { "", "none", "--profile: no profile is called \"\"; there are " SHIPPED,
      "a file is named by a path, such as ./mine.json" },
    { NULL, "Default", "HRUN_PROFILE: no profile is called \"Default\"; there are " SHIPPED,
      "did you mean \"default\"?" },
};

/* Files of these names lie in the working directory, and are not looked at. */
START_TEST(stranger)
{
    struct hr_choice choice;
    struct hr_errors errs;

    write_file("mine", GOOD, strlen(GOOD), 0600);
    write_file("mine.json", GOOD, strlen(GOOD), 0600);
    ck_assert(!choose(strangers[_i].flag, strangers[_i].variable, &choice, &errs));
    ck_assert_uint_eq(errs.n, 1);
    ck_assert_str_eq(errs.v[0].msg, strangers[_i].msg);
    ck_assert_str_eq(errs.v[0].hint, strangers[_i].hint);
}
END_TEST

START_TEST(name_is_no_file)
{
    struct hr_choice choice;
    struct hr_errors errs;

    write_file("none", GOOD, strlen(GOOD), 0600);
    ck_assert(choose("none", NULL, &choice, &errs));
    ck_assert_str_eq(choice.profile->name, "none");
}
END_TEST

START_TEST(builtins)
{
    struct hr_choice choice;
    struct hr_errors errs;

    for (const struct hr_builtin *row = hr_builtins(); row->name; row++) {
        ck_assert(choose(row->name, NULL, &choice, &errs));
        ck_assert_str_eq(choice.profile->name, row->name);
        ck_assert_ptr_nonnull(choice.profile->description);
        ck_assert_int_eq(row->text[row->size - 1], '\n');
    }
}
END_TEST

static void same_text(const char *a, const char *b)
{
    ck_assert_pstr_eq(a, b);
}

static void same_tree(const struct hr_json *a, const struct hr_json *b)
{
    ck_assert_int_eq(a->type, b->type);
    ck_assert_int_eq(a->boolean, b->boolean);
    same_text(a->key, b->key);
    same_text(a->text, b->text);
    same_text(a->source, b->source);
    ck_assert_uint_eq(a->count, b->count);
    ck_assert_uint_eq(a->line, b->line);
    ck_assert_uint_eq(a->column, b->column);
    ck_assert_uint_eq(a->key_line, b->key_line);
    ck_assert_uint_eq(a->key_column, b->key_column);
    ck_assert_str_eq(hr_json_pointer(a, arena), hr_json_pointer(b, arena));
    b = b->child;
    for (a = a->child; a && b; a = a->next, b = b->next)
        same_tree(a, b);
    ck_assert(!a && !b);
}

static void same_globs(const struct hr_glob *globs, const struct hr_json *document)
{
    const struct hr_json *images = hr_json_get(hr_json_get(document, "match"), "images");
    struct hr_glob glob;

    for (const struct hr_json *node = images ? images->child : NULL; node; node = node->next) {
        ck_assert(hr_glob_parse(node->text, arena, &glob));
        same_text(globs->text, glob.text);
        same_text(globs->name, glob.name);
        same_text(globs->tag, glob.tag);
        same_text(globs->digest, glob.digest);
        ck_assert_uint_eq(globs->literals, glob.literals);
        globs++;
    }
    ck_assert_ptr_null(globs->text);
}

/* What was worked out when hrun was built is what would be worked out now. */
START_TEST(builtin_rows)
{
    char sha256[HR_SHA256_HEX];
    struct hr_choice choice;
    struct hr_errors errs;

    for (const struct hr_builtin *row = hr_builtins(); row->name; row++) {
        const struct hr_json *document;

        ck_assert(hr_json_parse(row->text, row->size, "x", arena, &document, &err));
        same_tree(hr_json_from_table(&row->document, "x", arena), document);
        same_globs(row->globs, document);
        ck_assert(choose(row->name, NULL, &choice, &errs));
        hr_profile_hash(choice.profile->document, arena, sha256);
        ck_assert_str_eq(row->sha256, sha256);
        ck_assert_str_eq(choice.profile->sha256, sha256);
    }
}
END_TEST

/* A file with the same text is the same profile, but for where it is; with another it is not. */
START_TEST(builtin_copy)
{
    const struct hr_builtin *row = hr_builtin_named("default");
    char *text = hr_arena_strndup(arena, row->text, row->size);
    struct hr_choice choice;
    struct hr_errors errs;

    ck_assert_int_eq(mkdir("a", 0700) + mkdir("b", 0700), 0);
    write_file("b/default.json", text, row->size, 0600);
    ck_assert(choose(NULL, NULL, &choice, &errs));
    ck_assert_ptr_nonnull(strstr(choice.profile->path, "default.json"));
    ck_assert_str_eq(choice.profile->document->source, choice.profile->path);
    ck_assert_str_eq(choice.profile->sha256, row->sha256);
    *strstr(text, "512m") = '4';
    write_file("a/default.json", text, row->size, 0600);
    ck_assert(choose(NULL, NULL, &choice, &errs));
    ck_assert_str_eq(choice.profile->mem_limit, "412m");
    ck_assert_str_ne(choice.profile->sha256, row->sha256);
    ck_assert(choose("strict", NULL, &choice, &errs));
    ck_assert_str_eq(choice.profile->mem_limit, "412m");
    ck_assert_str_ne(choice.profile->sha256, hr_builtin_named("strict")->sha256);
}
END_TEST

START_TEST(default_profile)
{
    struct hr_choice choice;
    struct hr_errors errs;
    const struct hr_profile *p;

    ck_assert(choose(NULL, NULL, &choice, &errs));
    p = choice.profile;
    ck_assert(p->read_only && p->no_new_privileges && !p->init);
    ck_assert_str_eq(hr_strv_join(arena, &p->cap_drop, " "), "ALL");
    ck_assert_uint_eq(p->cap_add.n + p->rules.n, 0);
    ck_assert_uint_eq(p->tmpfs.n, 2);
    ck_assert_str_eq(p->mem_limit, "512m");
    ck_assert_str_eq(p->memswap_limit, "mem_limit");
    ck_assert_str_eq(p->fallback_user, "auto");
    ck_assert_int_eq(p->pids_limit, 200);
}
END_TEST

START_TEST(none_allows)
{
    struct hr_choice choice;
    struct hr_errors errs;

    ck_assert(choose("none", NULL, &choice, &errs));
    ck_assert_int_eq(hr_profile_level(choice.profile, "privileged", HR_LEVEL_DENY), HR_LEVEL_ALLOW);
    ck_assert(!choice.profile->read_only && !choice.profile->mem_limit);
}
END_TEST

static const struct {
    const char *name; /* of the file, in the working directory */
    mode_t mode;
    size_t blanks; /* behind the profile */
    const char *flag;
} files[] = {
    { "a", 0600, 0, "./a" },       { "a", 0400, 0, "./a" },
    { "a", 0664, 0, "././a" },     { "a b.json", 0644, 0, "./a b.json" },
    { "none", 0644, 0, "./none" }, { "a", 0600, HR_PROFILE_MAX_BYTES - sizeof(GOOD) + 1, "./a" },
};

START_TEST(file)
{
    const char *text = hr_arena_printf(arena, "%s%*s", GOOD, (int)files[_i].blanks, "");
    struct hr_choice choice;
    struct hr_errors errs;

    write_file(files[_i].name, text, strlen(text), files[_i].mode);
    ck_assert(choose(NULL, files[_i].flag, &choice, &errs));
    ck_assert_str_eq(choice.profile->name, "mine");
    ck_assert_str_eq(choice.profile->path, files[_i].flag);
    ck_assert_str_eq(choice.because, "HRUN_PROFILE");
}
END_TEST

START_TEST(link_to_file)
{
    struct hr_choice choice;
    struct hr_errors errs;

    write_file("real", GOOD, strlen(GOOD), 0600);
    ck_assert_int_eq(symlink("real", "link"), 0);
    ck_assert(choose("./link", NULL, &choice, &errs));
    ck_assert_int_eq(chmod("real", 0602), 0);
    ck_assert(!choose("./link", NULL, &choice, &errs));
}
END_TEST

#define BYTES(text) (text), sizeof(text) - 1

/* A file ./bad of these bytes and this mode: one error, which names it. */
static const struct {
    const char *data;
    size_t size;
    mode_t mode;
    size_t line; /* 0: about the file, not a place in it */
} bad_files[] = {
    { BYTES(""), 0600, 1 },
    { BYTES("\n\n"), 0600, 3 },
    { BYTES("\177ELF\0\0\0\0\xff\xfe"), 0600, 1 },
    { BYTES(GOOD "\0{}"), 0600, 1 },
    { BYTES(GOOD "x"), 0600, 1 },
    { BYTES("{\"version\":1"), 0600, 1 },
    { BYTES("{\"version\":1,\n\"name\":\"a\",\n\"name\":\"b\"}"), 0600, 3 },
    { BYTES("{\"version\":1,\n\"nome\":\"a\",\"name\":\"b\"}"), 0600, 2 },
    { BYTES(GOOD), 0602, 0 },
    { BYTES(GOOD), 0666, 0 },
};

START_TEST(bad_file)
{
    struct hr_choice choice = { 0 };
    struct hr_errors errs;

    write_file("bad", bad_files[_i].data, bad_files[_i].size, bad_files[_i].mode);
    ck_assert(!choose("./bad", NULL, &choice, &errs));
    ck_assert_ptr_null(choice.profile);
    ck_assert_uint_eq(errs.n, 1);
    ck_assert_uint_eq(errs.v[0].where.line, bad_files[_i].line);
    ck_assert_ptr_nonnull(strstr(hr_error_text(&errs.v[0], arena), "./bad"));
}
END_TEST

START_TEST(everybody_hint)
{
    struct hr_choice choice;
    struct hr_errors errs;

    write_file("a b", GOOD, strlen(GOOD), 0646);
    ck_assert(!choose("./a b", NULL, &choice, &errs));
    ck_assert_str_eq(errs.v[0].msg, "--profile: everybody can write this file");
    ck_assert_str_eq(errs.v[0].hint, "chmod o-w './a b'");
}
END_TEST

/* Not even opened for reading, or it would block: a FIFO without a writer. */
START_TEST(no_file)
{
    static const char *const paths[] = { "./folder", "./fifo", "./missing", "./folder/", "/" };
    struct hr_choice choice;
    struct hr_errors errs;

    ck_assert_int_eq(mkdir("folder", 0700), 0);
    ck_assert_int_eq(mkfifo("fifo", 0600), 0);
    for (size_t i = 0; i < HR_ARRAY_LEN(paths); i++) {
        ck_assert(!choose(paths[i], NULL, &choice, &errs));
        ck_assert_uint_eq(errs.n, 1);
        ck_assert_ptr_nonnull(strstr(hr_error_text(&errs.v[0], arena), paths[i]));
    }
}
END_TEST

START_TEST(too_large)
{
    const char *text =
        hr_arena_printf(arena, "%s%*s", GOOD, (int)(HR_PROFILE_MAX_BYTES - sizeof(GOOD) + 2), "");
    struct hr_choice choice;
    struct hr_errors errs;

    write_file("large", text, strlen(text), 0600);
    ck_assert(!choose("./large", NULL, &choice, &errs));
    ck_assert_uint_eq(errs.n, 1);
    ck_assert_ptr_nonnull(strstr(hr_error_text(&errs.v[0], arena), "./large"));
}
END_TEST

START_TEST(deep)
{
    static const char opening[] = "{\"version\":1,\"name\":\"x\",\"rules\":";
    char *text = hr_arena_alloc(arena, 200000);
    struct hr_choice choice;
    struct hr_errors errs;

    memset(mempcpy(text, opening, strlen(opening)), '[', 150000);
    write_file("deep", text, strlen(text), 0600);
    ck_assert(!choose("./deep", NULL, &choice, &errs));
    ck_assert_uint_eq(errs.n, 1);
    ck_assert_uint_eq(errs.v[0].where.line, 1);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_checked_fixture(tc, enter, leave);
    tcase_add_loop_test(tc, chosen, 0, HR_ARRAY_LEN(choices));
    tcase_add_loop_test(tc, stranger, 0, HR_ARRAY_LEN(strangers));
    tcase_add_test(tc, name_is_no_file);
    tcase_add_test(tc, builtins);
    tcase_add_test(tc, builtin_rows);
    tcase_add_test(tc, builtin_copy);
    tcase_add_test(tc, default_profile);
    tcase_add_test(tc, none_allows);
    tcase_add_loop_test(tc, file, 0, HR_ARRAY_LEN(files));
    tcase_add_test(tc, link_to_file);
    tcase_add_loop_test(tc, bad_file, 0, HR_ARRAY_LEN(bad_files));
    tcase_add_test(tc, everybody_hint);
    tcase_add_test(tc, no_file);
    tcase_add_test(tc, too_large);
    tcase_add_test(tc, deep);
}

UNIT_MAIN("store", add_tests)
