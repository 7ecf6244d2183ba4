#!/bin/sh
# SPDX-License-Identifier: MIT
# What comes in by "$@" behind --sealed cannot choose hrun's own options, and HRUN_SEALED leaves none at all.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

cat >"$work/wrapper" <<END
#!/bin/sh
exec "$HRUN" --profile default --show never --sealed "\$@"
END
chmod +x "$work/wrapper"
wrapper=$work/wrapper

fake "$work/argv" "$work/env" "$wrapper" --rm "$image" --profile none --sealed=false >"$work/out" 2>"$work/err"
same "a sealed line runs: status" 0 $?
tr '\0' '\n' <"$work/argv" >"$work/words"
matches "it is hardened" '^--read-only=true$' "$work/words"
matches "what follows IMAGE is the container's" '^--sealed=false$' "$work/words"

: >"$work/none"
for words in '--profile none' '--profile=none' '--engine=/bin/true' '--allow privileged=x --privileged' \
    '--sealed=false --profile none' '--sealed=0' '--dry-run' '--explain' '--format json' '--show always' \
    '--version' '--rm --profile none' '-i --profile none'; do
    # shellcheck disable=SC2086 # a list of words
    refused_by "sealed: $words" 'sealed' "$wrapper" $words "$image"
    # shellcheck disable=SC2086
    refused_by "HRUN_SEALED: $words" 'sealed' env HRUN_SEALED=1 "$HRUN" $words "$image"
done
refused_by "before the seal, twice" 'once' "$HRUN" --profile none --profile default --sealed "$image"
refused_by "before the seal, two engines" 'once' "$HRUN" --engine docker --engine docker --sealed "$image"
refused_by "no end to the options helps" 'sealed' "$wrapper" --profile none -- "$image"
refused_by "HRUN_SEALED: neither" HRUN_SEALED env HRUN_SEALED=maybe "$HRUN" "$image"

# A value is a value, and what tightens passes.
for words in '--name --profile' '-e A=--profile=none' '--sealed' '--sealed=true' '--help'; do
    # shellcheck disable=SC2086
    "$wrapper" $words "$image" >"$work/out" 2>"$work/err"
    same "sealed: $words passes" 0 $?
done
HRUN_SEALED=1 "$HRUN" --sealed "$image" >"$work/out" 2>"$work/err"
same "two seals are one" 0 $?
for value in 0 false ''; do
    HRUN_SEALED=$value "$HRUN" --profile none "$image" >"$work/out" 2>"$work/err"
    same "HRUN_SEALED=$value seals nothing" 0 $?
done
"$HRUN" --sealed=false --profile none "$image" >"$work/out" 2>"$work/err"
same "--sealed=false seals nothing" 0 $?

# The variables still say what the line does not.
HRUN_SEALED=1 HRUN_PROFILE=none fake "$work/argv" "$work/env" "$HRUN" "$image" >"$work/out" 2>"$work/err"
same "a profile by the environment: status" 0 $?
tr '\0' '\n' <"$work/argv" >"$work/words"
lacks "it counts" '^--read-only' "$work/words"
HRUN_PROFILE=none fake "$work/argv" "$work/env" "$wrapper" "$image" >"$work/out" 2>"$work/err"
tr '\0' '\n' <"$work/argv" >"$work/words"
matches "what the wrapper names beats it" '^--read-only=true$' "$work/words"

finish
