/* speaker_candidates.h - the words of a sentence that may name who speaks in
 * it: a person, a body, an office, a pronoun. Pure functions. */
#ifndef CONCORD_CORPUS_DESCRIBE_SPEAKER_CANDIDATES_H
#define CONCORD_CORPUS_DESCRIBE_SPEAKER_CANDIDATES_H

#include "describe/reading.h"

enum candidate_kind {
    CANDIDATE_NONE,
    CANDIDATE_PERSON,
    CANDIDATE_BODY,
    CANDIDATE_ROLE,
    CANDIDATE_PAPER,
    CANDIDATE_PRONOUN,
    CANDIDATE_AUTHOR /* I, we */
};

struct candidate {
    enum candidate_kind kind;
    size_t first; /* words first..end: of a person without title and office */
    size_t end;
    size_t whole_first; /* with them */
    bool definite;      /* "the", "our": not "a" */
    bool owned;         /* "Barset Council's": an office of that body */
};

/* What a run of capitals is as one who speaks. */
struct candidate candidate_of_name(const struct reading *reading,
                                   const struct name_run *name);

/* What begins at the word and ends by `end`. */
struct candidate candidate_at(const struct reading *reading, size_t word,
                              size_t end);

/* The subject of the verb at `end`, or, when `ahead`, the first that the words
 * first..end name. */
struct candidate candidate_find(const struct reading *reading, size_t first,
                                size_t end, bool ahead);

/* What the verb is said of is a paper: "the compact says". */
bool candidate_is_paper(const struct reading *reading, size_t first,
                        size_t verb);

/* It belongs to who stands before it, or is spoken to. */
bool is_governed(const struct reading *reading, size_t word, size_t first);
bool is_told(const struct reading *reading, size_t word, size_t first);

bool speaker_is_title(const struct reading *reading, size_t word);
bool speaker_verb_at(const struct reading *reading, size_t word);

/* The last word of an office within first..end, or `end`. */
size_t speaker_last_role(const struct reading *reading, size_t first,
                         size_t end);

/* The text of words first..end, its white space as single blanks, without a
 * possessive ending; the reading's. NULL when memory is out. */
const char *speaker_text(struct reading *reading, size_t first, size_t end);

#endif
