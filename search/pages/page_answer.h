/* page_answer.h - pages made of what the API answers. Private to this room. */
#ifndef CONCORD_SEARCH_PAGES_PAGE_ANSWER_H
#define CONCORD_SEARCH_PAGES_PAGE_ANSWER_H

#include <jansson.h>

#include "search/answer.h"

/* Append the page of an answer. */
typedef void page_writer(struct buffer *out, const json_t *answer,
                         const void *context);

/* Put the question to the API and write a page of its answer. `links` stays
 * empty: those of the answer are of the API. Fails as the answer does. */
enum concord_status page_answer(struct buffer *out, struct buffer *links,
                                const struct question *question,
                                answer_function *answer, page_writer *write,
                                const void *context, struct concord_error *err);

#endif
