/* speakers.h - who it is that says something: the name near the verb, or whom
 * "the Minister", "she" and "Ms Other" stand for. */
#ifndef CONCORD_CORPUS_DESCRIBE_SPEAKERS_H
#define CONCORD_CORPUS_DESCRIBE_SPEAKERS_H

#include "describe/reading.h"

struct speaker {
    bool found;       /* somebody is meant, known or not */
    bool is_pronoun;  /* he, she, they */
    const char *name; /* or NULL */
    const char *role; /* or NULL */
};

/* The one that the words first..end name as speaking: as the subject of the
 * verb at `end`, or, when `ahead`, after a verb or a dash at `first`. Strings
 * are the reading's, the document's or the schema's. `last` is whom "he" and
 * "she" mean if nobody was named since the word `since`. */
enum concord_status speaker_find(struct reading *reading, size_t first,
                                 size_t end, bool ahead,
                                 const struct speaker *last, size_t since,
                                 struct speaker *out,
                                 struct concord_error *err);

#endif
