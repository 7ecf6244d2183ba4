/* SPDX-License-Identifier: MIT */
/*
 * Checks of where binds lead. A source is judged as docker cleans it, where its links lead, and by the
 * file system and the file that it is: each of these alone can trip. Subject: the source as written.
 * Layer: guard.
 */
#ifndef HRUN_GUARD_BINDS_H
#define HRUN_GUARD_BINDS_H

#include "hrun/guard/check.h"

/* `engine-socket`: a socket of an engine, or a folder above one; --use-api-socket. */
void hr_check_engine_socket(const struct hr_check *check);

/* `socket-bind`: a socket of anything else. */
void hr_check_socket_bind(const struct hr_check *check);

/* `writable-bind`: one that can be written, outside of the profile's volumes.writable. */
void hr_check_writable_bind(const struct hr_check *check);

/* `bind-denied`: a source in the profile's volumes.deny, or a folder above one. */
void hr_check_bind_denied(const struct hr_check *check);

/* `missing-source`: one that is not there, where the engine would make it. */
void hr_check_missing_source(const struct hr_check *check);

/* `remote-bind`: any, where the engine is not known to be on this host. */
void hr_check_remote_bind(const struct hr_check *check);

#endif
