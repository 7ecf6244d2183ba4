/* SPDX-License-Identifier: MIT */
/* Writes what is made from the tables: the completion file of one shell, or the JSON Schema of
 * profiles. Run at build time, and not installed. */
#include "gen.h"

#include "hrun/cli/options.h"
#include "hrun/guard/rule.h"
#include "hrun/policy/schema.h"

#include <stdio.h>
#include <string.h>

/* Images that have a name, on a machine that has docker: every one of the three shells reads this.
 * What is no image reference is dropped: <none>, and whatever a shell would not take literally. */
#define LIST_IMAGES                                                                       \
    "command -v docker >/dev/null && "                                                    \
    "command docker images --format '{{.Repository}}:{{.Tag}}' </dev/null 2>/dev/null | " \
    "grep -xE '[A-Za-z0-9._:/@-]+'"

static const struct hr_option help_row = {
    .name = "help",
    .kind = HR_KIND_BOOL,
    .help = "print how hrun is used",
};

static bool is_path(const struct hr_option *row)
{
    /* The names of those values that are files of this machine. */
    static const char *const names[] = { "DEVICE", "FILE", "NAME|PATH", "[SOURCE:]PATH[:MODES]",
                                         "docker|PATH" };

    for (size_t i = 0; row->value && i < HR_ARRAY_LEN(names); i++) {
        if (strcmp(row->value, names[i]) == 0)
            return true;
    }
    return false;
}

static void each(void (*write)(const struct hr_option *row))
{
    const struct hr_option_table *const tables[] = { hr_docker_options(), hr_own_options() };

    for (size_t i = 0; i < HR_ARRAY_LEN(tables); i++) {
        for (size_t k = 0; k < tables[i]->count; k++)
            write(&tables[i]->rows[k]);
    }
    write(&help_row);
}

void gen_put(const char *text, const char *special, const char *quote)
{
    for (; *text; text++) {
        if (*text == '\'')
            fputs(quote, stdout);
        else
            printf(strchr(special, *text) ? "\\%c" : "%c", *text);
    }
}

static void put_name(const struct hr_option *row)
{
    printf(" --%s", row->name);
}

/* With the hidden names: nobody is offered them, but a value follows them too. */
static void put_valued_names(const struct hr_option *row)
{
    if (!row->value)
        return;
    put_name(row);
    for (size_t i = 0; i < HR_ARRAY_LEN(row->alias); i++) {
        if (row->alias[i])
            printf(" --%s", row->alias[i]);
    }
}

static void put_flag_letter(const struct hr_option *row)
{
    if (row->letter && !row->value)
        putchar(row->letter);
}

static void put_valued_letter(const struct hr_option *row)
{
    if (row->letter && row->value)
        putchar(row->letter);
}

/* WANT is what can stand at the cursor: any (an option or the image), the image, or the value of an
 * option, by its name. */
static const char bash_start[] =
    "# bash completion for hrun, generated from its tables of options\n"
    "_hrun() {\n"
    "    local IFS=$' \\t\\n' line=${COMP_LINE:0:COMP_POINT} want=any current word i\n"
    "    local -a words=() offers=()\n"
    "\n"
    "    COMPREPLY=()\n"
    "    # Words are broken at = and : too; what no blank precedes belongs to the word before.\n"
    "    for ((i = 0; i <= COMP_CWORD; i++)); do\n"
    "        word=${COMP_WORDS[i]}\n"
    "        if ((i == 0)) || [[ $line == [[:blank:]]* ]]; then\n"
    "            words+=('')\n"
    "            line=${line#\"${line%%[![:blank:]]*}\"}\n"
    "        fi\n"
    "        ((i < COMP_CWORD)) || word=$line\n"
    "        words[-1]+=$word\n"
    "        line=${line#\"$word\"}\n"
    "    done\n"
    "    current=${words[-1]}\n"
    "    local part=$word\n"
    "    [[ $part != +([=:]) ]] || part=\n"
    "    local valued='";

static const char bash_walk[] = "    for word in \"${words[@]:1:${#words[@]}-2}\"; do\n"
                                "        if [[ $want == -* ]]; then\n"
                                "            want=any\n"
                                "        elif [[ $want == image || $word != -?* ]]; then\n"
                                "            return # the rest is the container's\n"
                                "        elif [[ $word == -- ]]; then\n"
                                "            want=image\n"
                                "        elif [[ $valued == *\" $word \"* ]]; then\n"
                                "            want=$word\n"
                                "        elif [[ $word == $cluster ]]; then\n"
                                "            want=-${word: -1}\n"
                                "        fi\n"
                                "    done\n"
                                "    if [[ $want == any && $current == --*=* ]]; then\n"
                                "        want=${current%%=*} current=${current#*=}\n"
                                "    elif [[ $want == any && $current != -* ]]; then\n"
                                "        want=image\n"
                                "    fi\n"
                                "\n"
                                "    case $want in\n"
                                "    image) mapfile -t offers < <(" LIST_IMAGES ") ;;\n";

static const char bash_end[] =
    "    esac\n"
    "    # Not by compgen, which would expand what an image's name holds.\n"
    "    for word in \"${offers[@]}\"; do\n"
    "        [[ $word != \"$current\"* ]] || COMPREPLY+=(\"${word#\"${current%\"$part\"}\"}\")\n"
    "    done\n"
    "    [[ ${#COMPREPLY[@]} != 1 || ${COMPREPLY[0]} != *[:=] ]] || compopt -o nospace\n"
    "}\n"
    "complete -F _hrun hrun\n";

static void bash_values(const struct hr_option *row)
{
    if (!row->words && !is_path(row))
        return;
    printf("    --%s", row->name);
    if (row->letter)
        printf(" | -%c", row->letter);
    if (row->words)
        printf(") offers=(%s) ;;\n", row->words);
    else
        puts(") compopt -o default ;;");
}

static void write_bash(void)
{
    fputs(bash_start, stdout);
    each(put_valued_names);
    fputs(" ' cluster='-*([", stdout);
    each(put_flag_letter);
    fputs("])[", stdout);
    each(put_valued_letter);
    puts("]'");
    fputs(bash_walk, stdout);
    fputs("    any) offers=(", stdout);
    each(put_name);
    puts(" ) ;;");
    each(bash_values);
    fputs(bash_end, stdout);
}

static const char zsh_start[] = "#compdef hrun\n"
                                "# zsh completion for hrun, generated from its tables of options\n"
                                "_hrun_images() {\n"
                                "    compadd -- ${(f)\"$(" LIST_IMAGES ")\"}\n"
                                "}\n"
                                "# A name follows the words that end in : or =.\n"
                                "_hrun_words() {\n"
                                "    compadd -S '' -- ${(M)@:#*[:=]}\n"
                                "    compadd -- ${@:#*[:=]}\n"
                                "}\n"
                                "_arguments -s -S -A '-*' \\\n";

/* What stands behind the option's name, up to the end of the line. */
static void zsh_rest(const struct hr_option *row)
{
    putchar('[');
    gen_put(row->help, "\\]:", "'\\''");
    putchar(']');
    if (row->value) {
        putchar(':');
        gen_put(row->value, "\\:", "'\\''");
        putchar(':');
    }
    if (row->words) {
        fputs(" _hrun_words ", stdout);
        gen_put(row->words, "\\:", "'\\''");
    } else if (row->value) {
        fputs(is_path(row) ? "_files" : " ", stdout);
    }
    puts("' \\");
}

static void zsh_row(const struct hr_option *row)
{
    printf("    '*--%s%s", row->name, row->value ? "=" : "");
    zsh_rest(row);
    if (row->letter) {
        printf("    '*-%c%s", row->letter, row->value ? "+" : "");
        zsh_rest(row);
    }
}

static void write_zsh(void)
{
    fputs(zsh_start, stdout);
    each(zsh_row);
    puts("    '1:image:_hrun_images' \\\n    '*: : '");
}

static const char fish_start[] =
    "# fish completion for hrun, generated from its tables of options\n"
    "function __hrun_images\n"
    "    " LIST_IMAGES "\n"
    "end\n"
    "# True until the image is there: the rest is the container's.\n"
    "function __hrun_is_open\n"
    "    set -l want any\n"
    "    set -l words (commandline -opc)\n"
    "    for word in $words[2..-1]\n"
    "        if test $want = value\n"
    "            set want any\n"
    "            continue\n"
    "        else if test $want = image\n"
    "            return 1\n"
    "        end\n"
    "        switch $word\n"
    "            case --\n"
    "                set want image\n"
    "            case";

static void fish_row(const struct hr_option *row)
{
    printf("complete -c hrun -n __hrun_is_open -l %s", row->name);
    if (row->letter)
        printf(" -s %c", row->letter);
    if (row->value)
        fputs(is_path(row) ? " -r -F" : " -x", stdout);
    if (row->words)
        printf(" -a '%s'", row->words);
    fputs(" -d '", stdout);
    gen_put(row->help, "\\", "\\'");
    puts("'");
}

static void write_fish(void)
{
    fputs(fish_start, stdout);
    each(put_valued_names);
    fputs("\n                set want value\n            case '-*'\n"
          "                string match -qr -- '^-[",
          stdout);
    each(put_flag_letter);
    fputs("]*[", stdout);
    each(put_valued_letter);
    puts("]$' $word; and set want value\n"
         "            case '*'\n"
         "                return 1\n"
         "        end\n"
         "    end\n"
         "    return 0\n"
         "end\n"
         "complete -c hrun -f\n"
         "complete -c hrun -n __hrun_is_open -a '(__hrun_images)' -d image");
    each(fish_row);
}

static void write_schema_by(const char *(*schema)(const struct hr_rule_names *, struct hr_arena *))
{
    struct hr_arena arena;
    struct hr_rule_names rules;

    hr_arena_init(&arena);
    rules = hr_rule_names(&arena);
    puts(schema(&rules, &arena));
    hr_arena_finish(&arena);
}

static void write_schema(void)
{
    write_schema_by(hr_schema);
}

static void write_policy_schema(void)
{
    write_schema_by(hr_schema_policy);
}

/* What the manual says of each rule: its name, level and references. */
static void write_rules(void)
{
    size_t count;
    const struct hr_rule *rules = hr_rules(&count);

    for (size_t i = 0; i < count; i++)
        printf("%s %s [%s]\n", rules[i].name, hr_level_name(rules[i].level),
               rules[i].refs ? rules[i].refs : "");
}

static const struct {
    const char *name;
    void (*write)(void);
} products[] = {
    { "bash", write_bash },
    { "ctl-bash", gen_ctl_bash },
    { "ctl-fish", gen_ctl_fish },
    { "ctl-zsh", gen_ctl_zsh },
    { "fish", write_fish },
    { "rules", write_rules },
    { "policy-schema", write_policy_schema },
    { "schema", write_schema },
    { "zsh", write_zsh },
};

int main(int argc, char *argv[])
{
    for (size_t i = 0; argc == 2 && i < HR_ARRAY_LEN(products); i++) {
        if (strcmp(argv[1], products[i].name) == 0) {
            products[i].write();
            return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
        }
    }
    fputs("usage: gen [ctl-]bash|[ctl-]fish|[ctl-]zsh|rules|[policy-]schema\n", stderr);
    return 2;
}
