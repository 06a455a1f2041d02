/* party_lists.h - the parties of an agreement where it lists them: under a
 * heading that says so ("Who it is between"), after words that lead up to them
 * ("made between"), in a sentence that names them ("The partners are ...") or
 * in the line of names over its title. */
#ifndef CONCORD_CORPUS_DESCRIBE_PARTY_LISTS_H
#define CONCORD_CORPUS_DESCRIBE_PARTY_LISTS_H

#include "describe/body_list.h"

/* Mark those bodies of the agreement that it lists as parties or as having
 * signed. Who is only invited, or is told of in an aside, is neither. */
void party_lists_mark(const struct reading *reading, struct body_list *bodies);

#endif
