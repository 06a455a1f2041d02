/* person_roles.h - what a paper says somebody is: "Ann Other, Chief Officer of
 * Barset CVS", "the Health Secretary Ann Other", "Ann Other was there as the
 * keynote speaker", "Ann Other, who runs the kitchen". Pure functions. */
#ifndef CONCORD_CORPUS_DESCRIBE_PERSON_ROLES_H
#define CONCORD_CORPUS_DESCRIBE_PERSON_ROLES_H

#include "describe/person_names.h"

/* Words first..end are the role and body_first..body_end the body; empty when
 * nothing is said. reach is one past all that was read. */
struct person_role {
    size_t first;
    size_t end;
    size_t body_first;
    size_t body_end;
    size_t reach;
};

/* Who reads bodies knows more of them than their last words; see people.c. */
struct role_reader {
    const struct reading *reading;
    const unsigned char *covered; /* of each word: it is a known body's */
    bool in_line; /* of a list of names: what comes last is a body */
};

/* A role that begins at `word`, with its body. */
bool person_role_at(const struct role_reader *reader, size_t word, size_t end,
                    struct person_role *out);

/* What is said after the name, or failing that a little further on. When no
 * role is, there may still be a body: "Ann Other of Barset CVS". */
bool person_role_after(const struct role_reader *reader,
                       const struct person_name *name, size_t end,
                       struct person_role *out);

/* What is said before the name, not before `first`. */
bool person_role_before(const struct role_reader *reader,
                        const struct person_name *name, size_t first,
                        struct person_role *out);

#endif
