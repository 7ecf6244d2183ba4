/* SPDX-License-Identifier: MIT */
#include "hrun/base/number.h"
#include "hrun/base/text.h"
#include "hrun/facts/facts.h"

#include "process.h"

#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#define STAT_MAX      4096              /* /proc/PID/stat is one line of numbers */
#define CMDLINE_MAX   ((size_t)8 << 20) /* the kernel allows 6 MiB of arguments */
#define ANCESTORS_MAX 1024

void hr_host_ask(char *const *envp, struct hr_arena *arena, struct hr_host *out)
{
    char cwd[PATH_MAX];
    struct winsize size;

    *out = (struct hr_host){
        .environ = { envp },
        .uid = geteuid(),
        .gid = getegid(),
        .cwd = getcwd(cwd, sizeof(cwd)) ? hr_arena_strdup(arena, cwd) : "",
        .pid = getpid(),
        .stdin_is_tty = isatty(STDIN_FILENO),
        .stdout_is_tty = isatty(STDOUT_FILENO),
        .stderr_is_tty = isatty(STDERR_FILENO),
    };
    if (out->stderr_is_tty && ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0)
        out->columns = size.ws_col;
}

const struct hr_environ *hr_host_settings(const struct hr_host *host)
{
    return host->overridden.vars ? &host->overridden : &host->environ;
}

/* How a shell takes `-o NAME`: bash and the ash family leave the rest of the word alone and take the
 * next one, the others take the rest of the word where there is one. */
enum name_style {
    NEXT_WORD,
    REST_OR_NEXT,
};

/* The shells of the Bourne family, by the name that they run under. */
static const struct shell {
    const char *name;
    enum name_style o;
    const char *next; /* letters that take the next word, besides o */
} shells[] = {
    { "sh", NEXT_WORD, "O" }, /* bash or dash, mostly */
    { "bash", NEXT_WORD, "O" },    { "rbash", NEXT_WORD, "O" },   { "dash", NEXT_WORD, "" },
    { "ash", NEXT_WORD, "" },      { "hush", NEXT_WORD, "" },     { "zsh", REST_OR_NEXT, "" },
    { "ksh", REST_OR_NEXT, "" },   { "ksh93", REST_OR_NEXT, "" }, { "rksh", REST_OR_NEXT, "" },
    { "mksh", REST_OR_NEXT, "T" }, { "lksh", REST_OR_NEXT, "T" }, { "oksh", REST_OR_NEXT, "" },
    { "posh", REST_OR_NEXT, "" },  { "yash", REST_OR_NEXT, "" },
};

/* Words of several letters. bash knows them with one hyphen too, where `-norc` has no c in it. */
static const struct long_option {
    const char *name;
    bool takes_word;
} long_options[] = {
    { "debug", false },        { "debugger", false },  { "dump-po-strings", false },
    { "dump-strings", false }, { "emulate", true },    { "init-file", true },
    { "login", false },        { "noediting", false }, { "noprofile", false },
    { "norc", false },         { "posix", false },     { "pretty-print", false },
    { "protected", false },    { "rcfile", true },     { "restricted", false },
    { "verbose", false },      { "wordexp", false },
};

/* Scripts that are standard input by name: `curl ... | bash /dev/stdin`. */
static const char *const stdin_names[] = {
    "/dev/stdin",
    "/dev/fd/0",
    "/proc/self/fd/0",
};

/* The words of a command line, read from the left. */
struct words {
    const char *const *v;
    size_t n, at;
};

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

static const struct shell *shell_named(const char *name)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(shells); i++) {
        if (strcmp(shells[i].name, name) == 0)
            return &shells[i];
    }
    return NULL;
}

/* Take the shell's name: a path, -bash for a login shell, or busybox and an applet. */
static const struct shell *take_shell(struct words *words)
{
    const char *name;

    if (words->n == 0)
        return NULL;
    name = base_name(words->v[words->at++]);
    if ((strcmp(name, "busybox") == 0 || strcmp(name, "toybox") == 0) && words->at < words->n)
        name = base_name(words->v[words->at++]);
    return shell_named(*name == '-' ? name + 1 : name);
}

static const struct long_option *long_option(const char *word)
{
    const char *name = word + (hr_text_starts(word, "--") ? 2 : 1);

    for (size_t i = 0; *word == '-' && i < HR_ARRAY_LEN(long_options); i++) {
        if (strcmp(long_options[i].name, name) == 0)
            return &long_options[i];
    }
    return NULL;
}

/* What the options say about where the script is. */
struct reading {
    bool command; /* -c */
    bool input;   /* -s */
};

/* Read a cluster such as -euxo, and pass over the words that its letters take. */
static void read_cluster(const char *word, const struct shell *shell, struct words *words,
                         struct reading *out)
{
    for (const char *letter = word + 1; *letter; letter++) {
        out->command = out->command || *letter == 'c';
        out->input = out->input || *letter == 's';
        if (*letter == 'o' && shell->o == REST_OR_NEXT) {
            words->at += letter[1] == '\0';
            return;
        }
        words->at += *letter == 'o' || strchr(shell->next, *letter);
    }
}

bool hr_host_is_script_reader(const char *const *argv, size_t count)
{
    struct words words = { argv, count, 0 };
    const struct shell *shell = take_shell(&words);
    struct reading reading = { 0 };

    if (!shell)
        return false;
    while (words.at < words.n && (*words.v[words.at] == '-' || *words.v[words.at] == '+')) {
        const char *word = words.v[words.at++];
        const struct long_option *option = long_option(word);

        if (strcmp(word, "-") == 0 || strcmp(word, "--") == 0)
            break;
        if (option)
            words.at += option->takes_word;
        else if (!hr_text_starts(word, "--"))
            read_cluster(word, shell, &words, &reading);
    }
    if (reading.command)
        return false;
    if (reading.input || words.at >= words.n)
        return true;
    for (size_t i = 0; i < HR_ARRAY_LEN(stdin_names); i++) {
        if (strcmp(words.v[words.at], stdin_names[i]) == 0)
            return true;
    }
    return false;
}

/* The parent of PID, or 0. The command's name, in parentheses, may itself hold parentheses, blanks
 * and newlines: the last closing one ends it. */
static pid_t parent_of(pid_t pid, struct hr_arena *arena)
{
    struct hr_bytes bytes;
    const char *at;
    uint64_t parent;

    if (!hr_process_read(pid, "stat", STAT_MAX, arena, &bytes))
        return 0;
    at = memrchr(bytes.data, ')', bytes.size);
    if (!at || at[1] != ' ' || at[2] == '\0' || at[3] != ' ')
        return 0;
    at += 4;
    return hr_number_u64(at, strcspn(at, " "), &parent) && parent <= INT_MAX ? (pid_t)parent : 0;
}

static bool has_input(pid_t pid, const struct stat *input, struct hr_arena *arena)
{
    struct stat status;

    return stat(hr_arena_printf(arena, "/proc/%d/fd/0", (int)pid), &status) == 0 &&
           status.st_dev == input->st_dev && status.st_ino == input->st_ino;
}

/* Return the name of the shell that PID is, if it reads its script from standard input; else NULL.
 */
static const char *script_reader(pid_t pid, struct hr_arena *arena)
{
    struct hr_bytes bytes;
    struct {
        HR_VEC(const char *);
    } argv = { 0 };

    if (!hr_process_read(pid, "cmdline", CMDLINE_MAX, arena, &bytes))
        return NULL;
    for (const char *word = bytes.data; word < bytes.data + bytes.size; word += strlen(word) + 1)
        *HR_VEC_PUSH(arena, &argv) = word;
    if (!hr_host_is_script_reader(argv.v, argv.n))
        return NULL;
    return base_name(*argv.v[0] == '-' ? argv.v[0] + 1 : argv.v[0]);
}

void hr_host_ask_script(struct hr_arena *arena, struct hr_host *host)
{
    struct stat input;
    pid_t pid = getppid();

    /* A script comes out of a file, a pipe or a socket; /dev/null is everybody's. */
    if (fstat(STDIN_FILENO, &input) < 0 || S_ISCHR(input.st_mode))
        return;
    for (size_t i = 0; pid > 0 && i < ANCESTORS_MAX; i++, pid = parent_of(pid, arena)) {
        host->script_reader = has_input(pid, &input, arena) ? script_reader(pid, arena) : NULL;
        host->stdin_is_script = host->script_reader;
        if (host->stdin_is_script)
            return;
    }
}
