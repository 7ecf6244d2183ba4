#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: completions_ctl.sh HRUNCTL FOLDER
# The completions in FOLDER offer every command and option that hrunctl's own help has, with its words, and no other;
# bash's is run as bash runs it, and a shell that is installed reads its own.
set -eu
hrunctl=$1 folder=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0

same() {
    diff -u "$work/$1" "$work/$2" || { echo "$2 differs from $1"; bad=1; }
}

# COMMAND: OPTION HELP, from the program.
"$hrunctl" --help | sed -n 's/^  \([a-z][a-z]*\( [a-z][a-z]*\)\{0,1\}\)   *[a-z].*/\1/p' | sed '/^hrunctl/d' >"$work/commands"
[ "$(wc -l <"$work/commands")" -ge 5 ]
while IFS= read -r command; do
    # shellcheck disable=SC2086 # one word or two
    "$hrunctl" $command --help |
        sed -n "s/^  --\([a-z-]*\) [^ ]* *\(.*\)/$command: \1 \2/p"
done <"$work/commands" | sort >"$work/help"
grep -q '^review: format how to print' "$work/help"

# zsh's arguments are words as every shell reads them.
awk '
    /^    .*\)$/ && /'"'"'/ { name = $0; gsub(/^ *'"'"'|'"'"'\)$/, "", name) }
    /^            '"'"'\*--/ { print name "\t" $0 }' "$folder/hrunctl.zsh" |
    while IFS="$(printf '\t')" read -r command word; do
        eval "set -- ${word%\\}"
        printf '%s: %s\n' "$command" "$1"
    done | sed 's/: \*--\([a-z-]*\)=\{0,1\}\[\(.*\)\].*/: \1 \2/; s/\\\(.\)/\1/g' | sort >"$work/zsh"
same help zsh

sed -n "s/^complete -c hrunctl -n '__hrunctl_at -p \([a-z ]*\)' -l \([a-z-]*\) .*-d '\(.*\)'\$/\1: \2 \3/p" \
    "$folder/hrunctl.fish" | sed 's/\\\(.\)/\1/g' | sort >"$work/fish"
same help fish

for shell in bash zsh fish; do
    ! command -v "$shell" >/dev/null || "$shell" -n "$folder/hrunctl.$shell" || bad=1
done
command -v bash >/dev/null || exit "$bad"

mkdir "$work/bin"
printf '#!/bin/sh\nprintf "app  ours\\n     from x\\nbuild  compilers\\n"\n' >"$work/bin/hrunctl"
printf '#!/bin/sh\nprintf "web\ndb\n"\n' >"$work/bin/docker"
chmod +x "$work/bin/hrunctl" "$work/bin/docker"
cat >"$work/run" <<'END'
. "$1"
compopt() { asked=$2; }
_command_offset() { asked="as $1"; }

# What is offered at the end of a line; its words are broken as readline breaks them.
offer() {
    local rest=$1
    COMP_WORDS=() asked=
    while [[ $rest =~ ^[[:blank:]]*([=]+|[^=[:blank:]]+) ]]; do
        COMP_WORDS+=("${BASH_REMATCH[1]}")
        rest=${rest#"${BASH_REMATCH[0]}"}
    done
    [[ -z $rest ]] || COMP_WORDS+=('')
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _hrunctl
    offered="${COMPREPLY[*]}${asked:+ ($asked)}" offered=${offered# }
}

while IFS= read -r command; do
    offer "hrunctl $command --"
    for word in "${COMPREPLY[@]}"; do echo "$command: ${word#--}"; done
done <"$2" | sort >"$3"

while IFS='>' read -r line want; do
    offer "$line"
    [[ $offered == "${want# }" ]] || { echo "bash: '$line': offers '$offered', not '${want# }'"; bad=1; }
done <<'CASES'
hrunctl r> review
hrunctl a> audit
hrunctl audit > web db
hrunctl audit web d> db
hrunctl audit --al> --all
hrunctl --v> --version
hrunctl profile sh> show
hrunctl profile show > app build (default)
hrunctl profile show --origin b> build (default)
hrunctl profile show --fo> --format
hrunctl profile show --format > text json
hrunctl profile show --format=j> json
hrunctl profile show --format=> text json
hrunctl profile check > (default)
hrunctl profile list >
hrunctl review > docker hrun (default)
hrunctl review --fail-on w> warn
hrunctl review --profile a> app (default)
hrunctl review --format=s> sarif
hrunctl review -- d> docker (default)
hrunctl review --offline docker ru> (as 3)
hrunctl review -- hrun --rea> (as 3)
hrunctl nothing >
CASES
exit "${bad-0}"
END
PATH=$work/bin:$PATH bash "$work/run" "$folder/hrunctl.bash" "$work/commands" "$work/bash" 2>"$work/stderr" || bad=1
sed 's/^\([a-z ]*: [a-z-]*\) .*/\1/' "$work/help" | sort >"$work/names"
same names bash
[ ! -s "$work/stderr" ] || { cat "$work/stderr"; bad=1; }
exit "$bad"
