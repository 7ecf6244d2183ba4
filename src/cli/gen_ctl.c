/* SPDX-License-Identifier: MIT */
/* The completions of hrunctl, from its tables. Part of gen. */
#include "hrun/cli/ctl.h"

#include "gen.h"

#include <stdio.h>
#include <string.h>

/* Names that a profile can be called by, one a line. */
#define LIST_PROFILES \
    "command hrunctl profile list 2>/dev/null | sed -n 's/^\\([^ ][^ ]*\\).*/\\1/p'"

/* Names of containers that run, one a line. */
#define LIST_CONTAINERS "command docker container ls --format '{{.Names}}' 2>/dev/null"

static const struct hr_option help_row = {
    .name = "help",
    .kind = HR_KIND_BOOL,
    .help = "print this",
};

static size_t command_count(void)
{
    size_t count;

    hr_ctl_commands(&count);
    return count;
}

static const struct hr_ctl_command *command_at(size_t i)
{
    size_t count;

    return hr_ctl_commands(&count)[i];
}

/* The Nth option of COMMAND, --help last, or NULL behind that. */
static const struct hr_option *option_at(const struct hr_ctl_command *command, size_t n)
{
    for (int i = 0; i < HR_CTL_OPTION__COUNT; i++) {
        if ((command->options & HR_CTL_BIT(i)) && n-- == 0)
            return hr_ctl_option((enum hr_ctl_option)i);
    }
    return n == 0 ? &help_row : NULL;
}

static bool is_profile(const struct hr_option *row)
{
    return row == hr_ctl_option(HR_CTL_PROFILE);
}

static size_t first_length(const struct hr_ctl_command *command)
{
    return strcspn(command->name, " ");
}

/* The second word of COMMAND's name, or NULL. */
static const char *second_word(const struct hr_ctl_command *command)
{
    const char *blank = strchr(command->name, ' ');

    return blank ? blank + 1 : NULL;
}

/* True if no command before the one at INDEX starts with the same word. */
static bool is_new_first(size_t index)
{
    const struct hr_ctl_command *command = command_at(index), *before;

    if (index == 0)
        return true;
    before = command_at(index - 1);
    return first_length(before) != first_length(command) ||
           memcmp(before->name, command->name, first_length(command)) != 0;
}

static const char bash_start[] =
    "# bash completion for hrunctl, generated from its tables\n"
    "_hrunctl_profiles() {\n"
    "    " LIST_PROFILES "\n"
    "}\n"
    "_hrunctl_containers() {\n"
    "    " LIST_CONTAINERS "\n"
    "}\n"
    "_hrunctl() {\n"
    "    local IFS=$' \\t\\n' current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}\n"
    "    local name='' options='' operand='' at i\n"
    "    local -a offers=()\n"
    "\n"
    "    COMPREPLY=()\n"
    "    # Words are broken at = too.\n"
    "    if [[ $current == = ]]; then\n"
    "        current=\n"
    "    elif [[ $previous == = ]]; then\n"
    "        previous=${COMP_WORDS[COMP_CWORD - 2]}\n"
    "    fi\n"
    "    for ((at = 2; at <= 3 && at <= COMP_CWORD; at++)); do\n"
    "        name=\"${COMP_WORDS[*]:1:at - 1}\"\n"
    "        case $name in\n";

static const char bash_middle[] =
    "        *) name= ;;\n"
    "        esac\n"
    "        [[ -z $name ]] || break\n"
    "    done\n"
    "    # What a command line holds is completed by its own program's rules.\n"
    "    for ((i = at; i < COMP_CWORD; i++)); do\n"
    "        if [[ $operand == line && ${COMP_WORDS[i]} =~ ^(docker|hrun)$ ]]; then\n"
    "            ! declare -F _command_offset >/dev/null || _command_offset \"$i\"\n"
    "            return\n"
    "        fi\n"
    "    done\n"
    "    case \"$name $previous\" in\n";

static const char bash_end[] = "    *)\n"
                               "        if [[ -z $name ]]; then\n"
                               "            case \"${COMP_WORDS[*]:1:COMP_CWORD - 1}\" in\n";

static const char bash_tail[] = "            esac\n"
                                "        elif [[ $current == -* ]]; then\n"
                                "            read -ra offers <<<\"$options\"\n"
                                "        elif [[ $operand == files ]]; then\n"
                                "            compopt -o default\n"
                                "        elif [[ $operand == profiles ]]; then\n"
                                "            mapfile -t offers < <(_hrunctl_profiles)\n"
                                "            compopt -o default\n"
                                "        elif [[ $operand == containers ]]; then\n"
                                "            mapfile -t offers < <(_hrunctl_containers)\n"
                                "        elif [[ $operand == line ]]; then\n"
                                "            offers=(docker hrun)\n"
                                "            compopt -o default\n"
                                "        fi\n"
                                "        ;;\n"
                                "    esac\n"
                                "    for i in \"${offers[@]}\"; do\n"
                                "        [[ $i != \"$current\"* ]] || COMPREPLY+=(\"$i\")\n"
                                "    done\n"
                                "}\n"
                                "complete -F _hrunctl hrunctl\n";

static const char *const operands[] = {
    [HR_CTL_NOTHING] = "nothing", [HR_CTL_CONTAINERS] = "containers",
    [HR_CTL_FILES] = "files",     [HR_CTL_PROFILES] = "profiles",
    [HR_CTL_LINE] = "line",
};

static void bash_values(const struct hr_ctl_command *command)
{
    const struct hr_option *row;

    for (size_t n = 0; (row = option_at(command, n)); n++) {
        if (!row->value)
            continue;
        printf("    '%s --%s') ", command->name, row->name);
        if (row->words)
            printf("offers=(%s) ;;\n", row->words);
        else if (is_profile(row))
            puts("mapfile -t offers < <(_hrunctl_profiles); compopt -o default ;;");
        else
            puts(";;");
    }
}

static void bash_names(void)
{
    printf("            '') offers=(");
    for (size_t i = 0; i < command_count(); i++) {
        if (is_new_first(i))
            printf("%.*s ", (int)first_length(command_at(i)), command_at(i)->name);
    }
    puts("--help --version) ;;");
    for (size_t i = 0; i < command_count(); i++) {
        const struct hr_ctl_command *command = command_at(i);

        if (!second_word(command))
            continue;
        if (is_new_first(i))
            printf("            %.*s) offers=(", (int)first_length(command), command->name);
        printf("%s%s", is_new_first(i) ? "" : " ", second_word(command));
        if (i + 1 == command_count() || is_new_first(i + 1))
            puts(") ;;");
    }
}

void gen_ctl_bash(void)
{
    const struct hr_option *row;

    fputs(bash_start, stdout);
    for (size_t i = 0; i < command_count(); i++) {
        printf("        '%s') operand=%s options='", command_at(i)->name,
               operands[command_at(i)->operand]);
        for (size_t n = 0; (row = option_at(command_at(i), n)); n++)
            printf("%s--%s", n ? " " : "", row->name);
        puts("' ;;");
    }
    fputs(bash_middle, stdout);
    for (size_t i = 0; i < command_count(); i++)
        bash_values(command_at(i));
    fputs(bash_end, stdout);
    bash_names();
    fputs(bash_tail, stdout);
}

/* One option for _arguments. */
static void zsh_option(const struct hr_option *row)
{
    printf("            '*--%s%s[", row->name, row->value ? "=" : "");
    gen_put(row->help, "\\]:", "'\\''");
    putchar(']');
    if (row->value)
        printf(":%s:", row->value);
    if (row->words)
        printf("(%s)", row->words);
    else if (is_profile(row))
        fputs("_hrunctl_profiles", stdout);
    puts("' \\");
}

static void zsh_command(const struct hr_ctl_command *command)
{
    static const char *const actions[] = {
        [HR_CTL_NOTHING] = "",
        [HR_CTL_CONTAINERS] = "            '*:container:_hrunctl_containers'",
        [HR_CTL_FILES] = "            '*:file:_files'",
        [HR_CTL_PROFILES] = "            '*:profile:_hrunctl_profiles'",
        [HR_CTL_LINE] =
            "            '1:command or file:{ compadd docker hrun; _files }' '*::command line:_normal'",
    };
    const struct hr_option *row;

    printf("    '%s')\n        _arguments -S \\\n", command->name);
    for (size_t n = 0; (row = option_at(command, n)); n++)
        zsh_option(row);
    printf("%s\n        ;;\n", actions[command->operand]);
}

static const char zsh_start[] = "#compdef hrunctl\n"
                                "# zsh completion for hrunctl, generated from its tables\n"
                                "_hrunctl_profiles() {\n"
                                "    compadd -- ${(f)\"$(" LIST_PROFILES ")\"}\n"
                                "    _files\n"
                                "}\n"
                                "_hrunctl_containers() {\n"
                                "    compadd -- ${(f)\"$(" LIST_CONTAINERS ")\"}\n"
                                "}\n"
                                "_hrunctl() {\n"
                                "    local name=$words[2]\n"
                                "    local -a names=(\n";

static const char zsh_middle[] = "    )\n"
                                 "    if (( CURRENT == 2 )); then\n"
                                 "        compadd -- ${(u)names%% *} --help --version\n"
                                 "        return\n"
                                 "    elif (( ! $names[(Ie)$name] )); then\n"
                                 "        if (( CURRENT == 3 )); then\n"
                                 "            compadd -- ${${(M)names:#$name *}#* }\n"
                                 "            return\n"
                                 "        fi\n"
                                 "        name=\"$words[2] $words[3]\"\n"
                                 "        shift words\n"
                                 "        (( CURRENT-- ))\n"
                                 "    fi\n"
                                 "    shift words\n"
                                 "    (( CURRENT-- ))\n"
                                 "    case $name in\n";

void gen_ctl_zsh(void)
{
    fputs(zsh_start, stdout);
    for (size_t i = 0; i < command_count(); i++)
        printf("        '%s'\n", command_at(i)->name);
    fputs(zsh_middle, stdout);
    for (size_t i = 0; i < command_count(); i++)
        zsh_command(command_at(i));
    puts("    esac\n}\n_hrunctl \"$@\"");
}

static const char fish_start[] =
    "# fish completion for hrunctl, generated from its tables\n"
    "function __hrunctl_profiles\n"
    "    " LIST_PROFILES "\n"
    "end\n"
    "function __hrunctl_containers\n"
    "    " LIST_CONTAINERS "\n"
    "end\n"
    "# True if the words so far are these and no more; with -p, if they start so.\n"
    "function __hrunctl_at\n"
    "    set -l words (commandline -opc)\n"
    "    if test \"$argv[1]\" = -p\n"
    "        set -e argv[1]\n"
    "        set words $words[1..(math (count $argv) + 1)]\n"
    "    end\n"
    "    test \"$words[2..-1]\" = \"$argv\"\n"
    "end\n"
    "complete -c hrunctl -f\n";

static void fish_option(const struct hr_ctl_command *command, const struct hr_option *row)
{
    printf("complete -c hrunctl -n '__hrunctl_at -p %s' -l %s", command->name, row->name);
    if (row->words)
        printf(" -x -a '%s'", row->words);
    else if (is_profile(row))
        fputs(" -r -F -a '(__hrunctl_profiles)'", stdout);
    else if (row->value)
        fputs(" -x", stdout);
    fputs(" -d '", stdout);
    gen_put(row->help, "\\", "\\'");
    puts("'");
}

static void fish_operand(const struct hr_ctl_command *command)
{
    static const char *const actions[] = {
        [HR_CTL_NOTHING] = NULL,
        [HR_CTL_CONTAINERS] = "-a '(__hrunctl_containers)'",
        [HR_CTL_FILES] = "-F",
        [HR_CTL_PROFILES] = "-F -a '(__hrunctl_profiles)'",
        [HR_CTL_LINE] = "-F -a 'docker hrun'",
    };

    if (actions[command->operand])
        printf("complete -c hrunctl -n '__hrunctl_at -p %s' %s\n", command->name,
               actions[command->operand]);
}

void gen_ctl_fish(void)
{
    const struct hr_option *row;

    fputs(fish_start, stdout);
    puts("complete -c hrunctl -n '__hrunctl_at' -l help -d 'print this'\n"
         "complete -c hrunctl -n '__hrunctl_at' -l version -d 'print the version'");
    for (size_t i = 0; i < command_count(); i++) {
        const struct hr_ctl_command *command = command_at(i);
        const char *second = second_word(command);

        if (is_new_first(i) && second)
            printf("complete -c hrunctl -n '__hrunctl_at' -a %.*s\n", (int)first_length(command),
                   command->name);
        printf("complete -c hrunctl -n '__hrunctl_at%s%.*s' -a %s -d '", second ? " " : "",
               second ? (int)first_length(command) : 0, command->name,
               second ? second : command->name);
        gen_put(command->help, "\\", "\\'");
        puts("'");
        for (size_t n = 0; (row = option_at(command, n)); n++)
            fish_option(command, row);
        fish_operand(command);
    }
}
