/* page.h - the page for researchers, as plain HTML: each is made of what the
 * API answers to the same question, so that both say the same. Every word of
 * a paper is escaped. */
#ifndef CONCORD_SEARCH_PAGE_H
#define CONCORD_SEARCH_PAGE_H

#include "search/answer.h"

#ifdef __cplusplus
extern "C" {
#endif

/* "/": what there is to search. */
answer_function page_home;

/* "/search": a page of results, with the parameters of /v1/search. */
answer_function page_search;

/* "/documents/{id}": all that is known of a paper, and its text. It takes no
 * parameters. CONCORD_NOT_FOUND, CONCORD_GONE. */
answer_function page_document;

/* What went wrong, for people. CONCORD_NO_MEMORY. */
enum concord_status page_problem(struct buffer *out, unsigned http_status,
                                 const struct concord_error *problem,
                                 const char *request_id);

#ifdef __cplusplus
}
#endif

#endif
