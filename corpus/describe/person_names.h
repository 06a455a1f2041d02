/* person_names.h - where a person's name stands in a text: titles before it,
 * letters after it, and how an archivist writes it. Whether somebody is meant
 * who matters to the paper, people.c finds out. Pure functions. */
#ifndef CONCORD_CORPUS_DESCRIBE_PERSON_NAMES_H
#define CONCORD_CORPUS_DESCRIBE_PERSON_NAMES_H

#include "describe/reading.h"
#include "schema/naming.h"

/*   "the Rt Hon Ann J. Other-Smith MP said"
 *         title  first              end after            */
struct person_name {
    size_t title; /* first of the words before; first when there is none */
    size_t first; /* words first..end are the name */
    size_t end;
    size_t after;  /* one past the letters */
    size_t words;  /* of the name that are no initials; joined ones are one */
    bool initials; /* begins with one */
    bool titled;
    bool given; /* begins with a known first name */
    bool has_mp;
    bool cut; /* what follows was run together with it */
};

/* The marks that the schema gives a word. */
unsigned word_marks(const struct reading *reading, size_t word);

/* Read the name that begins, titles and all, at `word` and ends before `end`;
 * false when none does. */
bool person_name_at(const struct reading *reading, size_t word, size_t end,
                    struct person_name *out);

/* Where the name ends that was run together with what follows it: "Ann Other
 * Barset Council" before the place, when a body's name goes on from there
 * or more of the name does; READING_NOWHERE when it was not. */
size_t person_end_before_place(const struct reading *reading,
                               const struct person_name *name, size_t end);

/* The name as an archivist writes it: no titles, single spaces, capitals only
 * where they belong. The reading's; NULL when memory is out. */
const char *person_name_text(struct reading *reading,
                             const struct person_name *name);

#endif
