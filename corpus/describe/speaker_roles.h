/* speaker_roles.h - what someone who speaks is: the role that stands by a name,
 * and who holds an office that is named alone. */
#ifndef CONCORD_CORPUS_DESCRIBE_SPEAKER_ROLES_H
#define CONCORD_CORPUS_DESCRIBE_SPEAKER_ROLES_H

#include "describe/speaker_candidates.h"
#include "describe/speakers.h"

/* The role that stands after the name and begins at `word`, or before it and
 * not before `first`; the reading's, NULL when there is none. */
const char *role_after_name(struct reading *reading, size_t word, size_t end);
const char *role_before_name(struct reading *reading,
                             const struct candidate *person, size_t first);

/* One past the body that a role is of: "spokesperson for the council". */
size_t role_end(const struct reading *reading, size_t word, size_t end);

/* The words that say what someone is have this one among them. */
bool role_has(const char *role, const char *folded);

/* The person of that name whom the document has, or NULL. */
const struct document_person *speaker_known(const struct reading *reading,
                                            const char *name);

/* Who held the office that the words name; of any, for a bare "the Minister".
 * False when nobody was named so before. */
bool role_fill_holder(const struct reading *reading,
                      const struct candidate *candidate, size_t first,
                      struct speaker *out);

#endif
