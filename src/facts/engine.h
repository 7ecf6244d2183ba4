/* SPDX-License-Identifier: MIT */
/* The engine behind an endpoint as a process of this host, and the sockets of any engine that a source of
 * a bind holds. Private to facts. */
#ifndef HRUN_FACTS_ENGINE_H
#define HRUN_FACTS_ENGINE_H

#include "place.h"

/* Let SURVEY know the process of the engine whose socket at SOCKET_PATH PEER listens at: PEER itself, or
 * the one that the init system starts. */
void hr_engine_process_find(const char *socket_path, pid_t peer, struct hr_survey *survey);

/* Judge the sources of OUT as that process will see them: one that has another file system there is
 * HR_SOURCE_UNKNOWN, and what it alone has mounted below one is a submount. */
void hr_survey_as_engine(const struct hr_survey *survey, struct hr_facts *out);

/* Add the folders and sockets that the engine was told on its command line, and every socket at or below a
 * source of OUT where an engine listens; by hard links too. */
void hr_survey_engines(const struct hr_survey *survey, struct hr_facts *out);

#endif
