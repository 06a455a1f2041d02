/* people_list.h - the people of one paper while they are gathered: one entry
 * for each, whether the paper calls her "Ann Other", "A Other", "Ms Other" or
 * "Ann". Its memory is the reading's. */
#ifndef CONCORD_CORPUS_DESCRIBE_PEOPLE_LIST_H
#define CONCORD_CORPUS_DESCRIBE_PEOPLE_LIST_H

#include "describe/person_roles.h"

/* A name where it stands, and what stands with it. */
struct naming_of_person {
    struct person_name name;
    struct person_role role; /* empty when role.end is 0 */
    const char *given_role;  /* what a title or letters say; NULL for none */
    size_t block;
    bool before; /* the role stands before the name */
    bool far;    /* the role stands further on in the sentence */
    bool spoke;
    bool signed_it;
    bool valediction; /* stands under "Yours sincerely" */
    bool attends;
    bool wrote;
    bool taken; /* for a person */
};

struct found_person {
    const char *name;
    const char *role;         /* or NULL */
    const char *organisation; /* or NULL */
    const char *first;        /* folded; "" when only the last name is known */
    const char *last;         /* folded; "" when only the first is known */
    size_t words;
    bool initials;
    bool signed_it;
    bool wrote;
    bool spoke;
    size_t start; /* bytes of the text of the first naming; 0..0 for none */
    size_t end;
    const char *rule;
};

enum { PEOPLE_MAX = 300 };

struct people_list {
    struct found_person *items;
    size_t count;
};

/* The entry for that name, or NULL: "" for a part that is not known. */
struct found_person *people_find(const struct people_list *people,
                                 const char *first, const char *last,
                                 bool initials);

/* Count a naming into the list, as a new entry or as more of one. Beyond
 * PEOPLE_MAX nobody is added. */
enum concord_status people_note(struct reading *reading,
                                struct people_list *people,
                                const struct naming_of_person *naming,
                                struct concord_error *err);

/* The text of words first..end with single spaces and without a possessive
 * ending. The reading's; NULL when memory is out. */
const char *words_text(struct reading *reading, size_t first, size_t end);

#endif
