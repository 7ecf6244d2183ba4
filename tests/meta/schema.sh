#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: schema.sh SCHEMA HRUN TREE POLICY-SCHEMA HRUNCTL
# The JSON Schema by the word of an independent validator: it is a schema, every profile of the tree that hrun
# takes fits it, and what is wrong with the profiles below is wrong to both.
set -eu
schema=$1 hrun=$2 tree=$3 policy_schema=$4 hrunctl=$5

python=
for candidate in python3 /usr/bin/python3; do
    if "$candidate" -c 'import jsonschema' 2>/dev/null; then python=$candidate; fi
done
[ -n "$python" ] || { echo "python3-jsonschema is not installed"; exit 77; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/good" "$work/bad" "$work/config" "$work/policies" "$work/policies/good" "$work/policies/bad"
bad=0

n=0
for file in "$tree"/profiles/*.json "$tree"/tests/golden/*/profile.json "$tree"/tests/fuzz/corpus/profile/all; do
    n=$((n + 1))
    cp "$file" "$work/good/$n.json"
done
while read -r members; do
    n=$((n + 1))
    echo "{ \"version\": 1, \"name\": \"x\", $members }" >"$work/good/$n.json"
done <<'END'
"extends": "default", "tmpfs": { "/run": null, "/tmp": { "exec": true, "mode": null } }, "cpus": null
"fallback_user": "www-data", "extends": "./base.json", "ulimits": { "core": { "soft": 1 } }
"rules": { "*": "deny", "privileged": "allow" }, "cap_add": ["cap_chown", "Kill", "ALL"]
"mem_limit": "0.5 GiB", "memswap_limit": "mem_limit", "user": "host", "fallback_user": "1:0"
"allow": { "devices": ["/dev/dri/*", "*/gpu=*"], "gpus": ["all"], "sysctls": ["net.*"], "log_drivers": ["a/b:c"] }
"environment": { "set": { "A.b": "" }, "forward": ["*"] }, "volumes": { "deny": [".", "..", "./", "../a", "/é"] }
"extends": "default", "environment": { "set": { "A": null }, "proxy": null, "allow": null }
"stdin_open": true, "apparmor": "auto", "seccomp": "default", "group_add": ["audio", 44, "44"]
END
while read -r members; do
    n=$((n + 1))
    echo "{ \"version\": 1, \"name\": \"x\", $members }" >"$work/bad/$n.json"
done <<'END'
"red_only": true
"read_only": "true"
"read_only": null
"extends": "Default"
"extends": null
"extends": "default", "rules": null
"extends": "default", "rules": { "privileged": null }
"extends": "default", "max": { "cpus": null }
"extends": "default", "cap_add": [null]
"extends": "default", "nmae": null
"match": { "image": ["nginx"] }
"match": { "images": ["ngi?nx"] }
"tmpfs": { "/tmp": {} }
"tmpfs": { "tmp": { "size": "1m" } }
"tmpfs": { "/tmp": { "size": 1 } }
"tmpfs": { "/tmp": { "size": "1m", "mode": 700 } }
"mem_limit": 512
"mem_limit": "lots"
"pids_limit": 0
"pids_limit": 1.5
"cpus": "1"
"user": "root"
"cgroup": "Private"
"ulimits": { "nofiles": 1 }
"ulimits": { "core": { "soft": 1 } }
"ulimits": { "core": -2 }
"labels": { "hrun.x": "y" }
"labels": { "a": 1 }
"rules": { "privilegde": "deny" }
"rules": { "privileged": "maybe" }
"stdin_open": "yes"
"apparmor": "unconfined"
"network_mode": "container:x"
"group_add": [-1]
"cap_drop": "ALL"
"allow": { "devices": ["dev/fuse"] }
"allow": { "gpus": ["*"] }
"allow": { "sysctls": ["a=b"] }
"environment": { "allow": ["A=b"] }
"environment": { "set": { "A=b": "c" } }
"environment": { "proxy": "maybe" }
"volumes": { "deny": ["~/.ssh"] }
"volumes": { "default_mode": "RO" }
END
echo '{ "version": 2, "name": "x" }' >"$work/bad/version.json"
echo '{ "extends": "default" }' >"$work/bad/nothing.json"

for file in "$work"/bad/*; do
    if XDG_CONFIG_HOME="$work/config" "$hrun" --dry-run --profile "$file" x >/dev/null 2>&1; then
        echo "hrun takes $(cat "$file")"
        bad=1
    fi
done
# The same for system policies.
# policy good|bad: one a line on standard input
policy() {
    while read -r members; do
        n=$((n + 1))
        echo "{ \"version\": 1, $members }" >"$work/policies/$1/$n.json"
        cp "$work/policies/$1/$n.json" "$work/policy.json"
        taken=good
        "$hrunctl" profile check "$work/policy.json" >/dev/null 2>&1 || taken=bad
        [ "$taken" = "$1" ] || { echo "hrunctl finds $taken: $members"; bad=1; }
    done
}
policy good <<'END'
"lock": ["", "/rules/engine-socket", "/cap_add"], "profiles": ["default"], "description": "team"
"mem_limit": "1g", "rules": { "*": "warn" }, "allow": { "devices": [] }, "tmpfs": { "/a": { "size": "1m" } }
END
policy bad <<'END'
"name": "x"
"extends": "default"
"match": { "images": ["nginx"] }
"lock": "/cap_add"
"lock": ["cap_add"]
"profiles": ["Default"]
"mem_limit": null
"tmpfs": { "/a": { "exec": true } }
END
check_schema() {
"$python" - "$1" "$2" <<'END' || bad=1
import glob, json, sys
from jsonschema import Draft7Validator

schema = json.load(open(sys.argv[1]))
Draft7Validator.check_schema(schema)
validator = Draft7Validator(schema)
wrong = 0
for path in sorted(glob.glob(sys.argv[2] + "/*/*.json")):
    profile = json.load(open(path))
    if validator.is_valid(profile) != ("/good/" in path):
        wrong = 1
        print("good" if "/good/" in path else "bad", json.dumps(profile))
        for error in validator.iter_errors(profile):
            print("   ", error.json_path, error.message[:200])
sys.exit(wrong)
END
}
check_schema "$schema" "$work"
check_schema "$policy_schema" "$work/policies"
exit "$bad"
