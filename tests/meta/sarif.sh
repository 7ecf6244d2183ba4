#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: sarif.sh HRUNCTL SCHEMA
# What hrunctl writes as SARIF fits the schema by the word of an independent validator, every result names its rule in
# both ways, and a finding keeps its fingerprint while others come and go.
set -eu
hrunctl=$1 schema=$2
here=$(cd "$(dirname "$0")/../ctl" && pwd)

python=
for candidate in python3 /usr/bin/python3; do
    if "$candidate" -c 'import jsonschema' 2>/dev/null; then python=$candidate; fi
done
[ -n "$python" ] || { echo "python3-jsonschema is not installed"; exit 77; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset HRUN_PROFILE
export XDG_CONFIG_HOME="$work"

n=0
while IFS= read -r line; do
    n=$((n + 1))
    # shellcheck disable=SC2086 # words of a command line
    "$hrunctl" review --offline --format sarif -- $line >"$work/$n.sarif" 2>"$work/err" || [ $? -eq 1 ]
    [ ! -s "$work/err" ] || { cat "$work/err"; exit 1; }
done <<'END'
docker run --cap-add BPF --cap-add NET_ADMIN -v /etc:/x -p 80:80 -p 81:81 nginx
docker run --cap-add NET_ADMIN nginx
docker run --cap-add NET_ADMIN --cap-add NET_ADMIN nginx
hrun --cap-add NET_ADMIN --allow capability:NET_ADMIN=bridge site:1
hrun --no-such-option site:1
docker run -p x site:1
hrun --user 5:5 site@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
docker run --privileged é:1
END

# Containers too, each in all of its ways to drift.
n=$((n + 1))
XDG_CONFIG_HOME=$here/audit-claims/config "$hrunctl" audit --offline --format sarif - <"$here/audit-claims/input" \
    >"$work/$n.sarif" || [ $? -eq 1 ]

"$python" - "$schema" "$work" "$n" <<'END'
import json, sys

import jsonschema

schema = json.load(open(sys.argv[1], encoding="utf-8"))
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
bad = 0
prints = {}
for n in range(1, int(sys.argv[3]) + 1):
    log = json.load(open(f"{sys.argv[2]}/{n}.sarif", encoding="utf-8"))
    for error in validator.iter_errors(log):
        print(n, error.json_path, error.message)
        bad = 1
    run = log["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    if rules != sorted(set(rules)):
        print(n, "rules are not sorted", rules)
        bad = 1
    prints[n] = {}
    for result in run["results"]:
        if rules[result["ruleIndex"]] != result["ruleId"]:
            print(n, "ruleIndex of", result["ruleId"])
            bad = 1
        mark = result["partialFingerprints"]["hrunFinding/v1"]
        if mark in prints[n]:
            print(n, "a fingerprint twice:", result["message"]["text"])
            bad = 1
        prints[n][mark] = result["message"]["text"]
# What the short line has the long one has too, but for its words.
if not prints[2] or not set(prints[2]) <= set(prints[1]) or not set(prints[2]) < set(prints[3]):
    print("fingerprints change with other findings")
    bad = 1
first = json.load(open(f"{sys.argv[2]}/4.sarif", encoding="utf-8"))["runs"][0]["results"]
if [r["suppressions"] for r in first if r["ruleId"] == "capability"] != [
    [{"kind": "inSource", "justification": "bridge"}]
]:
    print("what was let pass is not suppressed")
    bad = 1
sys.exit(bad)
END
