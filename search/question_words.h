/* question_words.h - which words of a question say what it is about. Pure. */
#ifndef CONCORD_SEARCH_QUESTION_WORDS_H
#define CONCORD_SEARCH_QUESTION_WORDS_H

#include "engine/query.h"
#include "schema/schema.h"

/* Give the words of question-words.yaml the share of their weight that they
 * rank with, so that a whole sentence is answered by what it asks about.
 * Nothing changes in what is found, nor where a word is exact, in a phrase or
 * behind a field, nor when the query has no other words. NULL is no query. */
void question_words_weigh(struct query *query, const struct schema *schema);

#endif
