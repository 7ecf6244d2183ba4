#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: completions.sh TREE FOLDER
# The completions in FOLDER offer every option of the tables and no other, with its help as the table has it; bash's is
# run as bash runs it, and a shell that is installed reads its own.
set -eu
tree=$1 folder=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0

same() {
    diff -u "$work/$1" "$work/$2" || { echo "$2 differs from $1"; bad=1; }
}

# Each row's name and help, from the sources.
tab=$(printf '\t')
{
    sed -n 's/^ *\.name = "\(.*\)",$/\1/p; s/^ *\.help = "\(.*\)",$/\1/p' \
        "$tree/src/docker/option.c" "$tree/src/cli/options.c" | sed 's/\\\(.\)/\1/g' | paste - -
    printf 'help\tprint how hrun is used\n'
} | sort >"$work/table"
cut -f1 "$work/table" >"$work/names"
[ "$(wc -l <"$work/table")" -gt 100 ]

# zsh's arguments are words as every shell reads them.
(
    # shellcheck disable=SC2317 # eval calls it
    _arguments() { printf '%s\n' "$@"; }
    eval "$(sed -n '/^_arguments/,$p' "$folder/hrun.zsh")"
) | sed -n "s/^\*--\([a-z0-9-]*\)=\{0,1\}\[\(\(\\\\.\|[^]\\\\]\)*\)\].*/\1$tab\2/p" |
    sed 's/\\\(.\)/\1/g' | sort >"$work/zsh"
same table zsh

sed -n "s/^complete .* -l \([a-z0-9-]*\) .*-d '\(\(\\\\.\|[^'\\\\]\)*\)'\$/\1$tab\2/p" "$folder/hrun.fish" |
    sed 's/\\\(.\)/\1/g' | sort >"$work/fish"
same table fish

for shell in bash zsh fish; do
    ! command -v "$shell" >/dev/null || "$shell" -n "$folder/hrun.$shell" || bad=1
done
command -v bash >/dev/null || exit "$bad"

mkdir "$work/bin"
printf '#!/bin/sh\nprintf "%%s\\n" site:1 site:2 reg:5000/site:1 "<none>:<none>" "site\\$(id):1"\n' >"$work/bin/docker"
chmod +x "$work/bin/docker"
cat >"$work/run" <<'END'
. "$1"
compopt() { asked=$2; }

# What is offered at the end of a line, and what bash is asked for; its words are broken as readline breaks them.
offer() {
    local rest=$1
    COMP_LINE=$1 COMP_POINT=${#1} COMP_WORDS=() asked=
    while [[ $rest =~ ^[[:blank:]]*([=:]+|[^=:[:blank:]]+) ]]; do
        COMP_WORDS+=("${BASH_REMATCH[1]}")
        rest=${rest#"${BASH_REMATCH[0]}"}
    done
    [[ -z $rest ]] || COMP_WORDS+=('')
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _hrun
    offered="${COMPREPLY[*]}${asked:+ ($asked)}" offered=${offered# }
}

offer 'hrun --'
printf '%s\n' "${COMPREPLY[@]#--}" | sort >"$2"

while IFS='>' read -r line want; do
    offer "$line"
    [[ $offered == "${want# }" ]] || { echo "bash: '$line': offers '$offered', not '${want# }'"; bad=1; }
done <<'CASES'
hrun --pul> --pull
hrun --pull > always missing never
hrun --pull=> always missing never
hrun --pull=m> missing
hrun --net> --network --network-alias
hrun --network con> container: (nospace)
hrun --network=con> container: (nospace)
hrun --network host --read> --read-only
hrun --net host --read> --read-only
hrun -a std> stderr stdin stdout
hrun -it --read> --read-only
hrun -itp 80:80 --read> --read-only
hrun -p80:80 --read> --read-only
hrun --rm=true --show n> never
hrun --security-opt systempaths=> unconfined
hrun --name >
hrun --name s>
hrun --rm=>
hrun -i>
hrun > site:1 site:2 reg:5000/site:1
hrun --rm si> site:1 site:2
hrun --rm site:> 1 2
hrun reg:5000/si> 5000/site:1
hrun -- si> site:1 site:2
hrun -- --read>
hrun site:1 >
hrun --rm site:1 --read>
hrun --env-file ./e> (default)
hrun --env-file=./e> (default)
hrun --label-file > (default)
hrun --cidfile > (default)
hrun --engine > (default)
hrun --profile ./p> (default)
hrun -v /s> (default)
CASES
PATH=/nonexistent
offer 'hrun s'
[[ -z $offered ]] || { echo "bash: without docker: $offered"; bad=1; }
exit "${bad-0}"
END
PATH=$work/bin:$PATH bash "$work/run" "$folder/hrun.bash" "$work/bash" 2>"$work/stderr" || bad=1
same names bash
[ ! -s "$work/stderr" ] || { cat "$work/stderr"; bad=1; }
exit "$bad"
