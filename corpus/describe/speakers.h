/* speakers.h - who it is that says something: the name near the verb, or whom
 * "the Minister", "she" and "Ms Other" stand for. */
#ifndef CONCORD_CORPUS_DESCRIBE_SPEAKERS_H
#define CONCORD_CORPUS_DESCRIBE_SPEAKERS_H

#include "describe/reading.h"

enum speaker_gender { GENDER_UNKNOWN, GENDER_WOMAN, GENDER_MAN };

struct speaker {
    bool found;       /* somebody is meant, known or not */
    bool is_pronoun;  /* he, she, they */
    bool is_person;   /* and no body, as far as the name tells */
    const char *name; /* or NULL */
    const char *role; /* or NULL */
    enum speaker_gender gender;
};

/* Where the words stand that name the speaker. */
enum speaker_place {
    SPEAKER_BEFORE, /* as the subject of a verb after them */
    SPEAKER_AHEAD,  /* after a verb or a dash */
    SPEAKER_ROLE,   /* they are what the speaker is, and no name */
    SPEAKER_SUBJECT /* in a sentence that is about somebody */
};

/* The one that the words first..end name as speaking. Strings are the
 * reading's, the document's or the schema's. `last` is whom "he" and "she" mean
 * if nobody was named since the word `since`. */
enum concord_status speaker_find(struct reading *reading, size_t first,
                                 size_t end, enum speaker_place place,
                                 const struct speaker *last, size_t since,
                                 struct speaker *out,
                                 struct concord_error *err);

#endif
