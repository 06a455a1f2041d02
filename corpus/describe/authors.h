/* authors.h - who wrote a paper: its byline, an image's text that was dropped,
 * a guest whom the page introduces, the one who signs a letter. */
#ifndef CONCORD_CORPUS_DESCRIBE_AUTHORS_H
#define CONCORD_CORPUS_DESCRIBE_AUTHORS_H

#include "describe/people_list.h"

/* Give the document its creators, and the list those who are not in it, each
 * with the role that an author who says I claims. After all people were noted.
 */
enum concord_status authors_find(struct reading *reading,
                                 struct people_list *people,
                                 const struct role_reader *roles,
                                 struct concord_error *err);

#endif
