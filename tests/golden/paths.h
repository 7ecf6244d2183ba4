/* SPDX-License-Identifier: MIT */
/* Paths of the host out of a case's facts.json. */
#ifndef HRUN_TESTS_GOLDEN_PATHS_H
#define HRUN_TESTS_GOLDEN_PATHS_H

#include "hrun/facts/facts.h"

/* Read "locality", "recursive_read_only", "maps_users", "sources" and "places" of FACTS:
 *
 *     "locality": "local" or "remote"; "recursive_read_only": true or false;
 *     "maps_users": true
 *     "sources", "secrets": {GIVEN: PATH}, "places": [PATH with "kind", "given" and "listed"], where PATH is "absent", or
 *         {"absent": true, "real"}, or {"unknown": WHY, "real"}, or what struct hr_source_facts has: {"real", "type": "folder", "file" or
 *         "socket", "mode": "0755", "uid", "gid", "dev", "ino", "fs_type", "fs_device", "fs_path",
 *         "folders": [{"path", "mode", "uid", "gid"}], "links": [{"folder", "uid"}], "submounts": [{"path", "fs_type",
 *         "fs_device", "fs_path", "read_only"}]}, all of it optional: a folder of the caller's without links
 *     "kind": "engine-socket", "engine-data", "home", "runtime-dir", "ssh-agent", "client", "profiles", "listed",
 *         "writable" or "denied" */
void golden_read_paths(const struct hr_json *facts, const struct hr_host *host,
                       struct hr_arena *arena, struct hr_facts *out);

#endif
