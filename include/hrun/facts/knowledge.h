/* SPDX-License-Identifier: MIT */
/* How much is known of a thing that an engine was asked about. Layer: facts. */
#ifndef HRUN_FACTS_KNOWLEDGE_H
#define HRUN_FACTS_KNOWLEDGE_H

enum hr_knowledge {
    HR_UNKNOWN, /* not asked, or no answer */
    HR_ABSENT,  /* the engine says that there is no such thing */
    HR_KNOWN,
};

#endif
