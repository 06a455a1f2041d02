/* answer.h - a question put to the engine and answered whole, from the
 * parameters of an address to JSON. One thread at a time for one reader. */
#ifndef CONCORD_SEARCH_ANSWER_H
#define CONCORD_SEARCH_ANSWER_H

#include <stdint.h>

#include "engine/index_reader.h"
#include "schema/buffer.h"
#include "schema/status.h"
#include "search/request.h"

#ifdef __cplusplus
extern "C" {
#endif

struct question {
    struct index_reader *reader;
    const struct parameter_list *parameters; /* as they were typed */
    const char *segment;    /* of the path: a document's id, a facet's name */
    int64_t deadline;       /* as in search_request.h */
    const char *public_url; /* before the paths of addresses that are read
                             * elsewhere; NULL: they are relative */
};

/* Each writes JSON, or what is said of it, to `out`, which is empty and holds a
 * part of it after a failure. `links` takes the value of a Link header (RFC
 * 8288) where the answer is a page among others, and stays empty when it has no
 * room for it: the JSON has the links too. */
typedef enum concord_status answer_function(struct buffer *out,
                                            struct buffer *links,
                                            const struct question *question,
                                            struct concord_error *err);

/* /v1/search: check it, run it, relax it when all words find nothing and that
 * is allowed, with a note when it was relaxed. */
answer_function answer_search;

/* /v1/documents/{id}. CONCORD_NOT_FOUND. */
answer_function answer_document;

/* /v1/documents/{id}/similar: the documents whose words are most like its own,
 * under every filter; neither itself nor its copies. CONCORD_NOT_FOUND. */
answer_function answer_similar;

/* /v1/documents/{id}/timeline: the editions of an agreement and what they
 * superseded, oldest first. CONCORD_NOT_FOUND. */
answer_function answer_timeline;

/* /v1/facets: every value of every facet, counted as in a search. */
answer_function answer_facets;

/* /v1/facets/{facet}: one facet's values, page by page, those that begin with
 * the parameter `prefix`. CONCORD_NOT_FOUND when there is no such facet. */
answer_function answer_facet;

/* /v1/feed: Atom, what was first indexed last at the top. */
answer_function answer_feed;

/* /v1/crosstab: two facets against each other. */
answer_function answer_crosstab;

/* /v1/quotations and /v1/clauses: those with the words that are asked for, in
 * documents that pass the filters; relaxed as a search is. */
answer_function answer_quotations;
answer_function answer_clauses;

/* /v1/suggest: words, titles and values of facets that begin as `q` does, and,
 * where nothing does, what may have been meant. */
answer_function answer_suggest;

/* /v1/acronyms: those that were mined, with where each is written out, or only
 * those that `q` begins. */
answer_function answer_acronyms;

/* /v1/not-held: what documents cite or supersede and the archive does not hold,
 * or only what has the words of `q`. */
answer_function answer_not_held;

/* /v1/clauses/{id}/lineage: the clauses of other documents with the same words
 * or nearly so; none for a clause that has no like. CONCORD_NOT_FOUND when
 * there is no such clause. */
answer_function answer_lineage;

enum { ANSWER_TAG_MAX = 48 };

/* A weak entity tag (RFC 9110, 8.8.3) for what `question` is answered with by
 * this version of the program at `pattern`, a path with or without a {segment}.
 * It tells answers of two generations apart, and needs no search.
 * CONCORD_NO_MEMORY. */
enum concord_status answer_tag(char out[ANSWER_TAG_MAX], const char *version,
                               const char *pattern,
                               const struct question *question,
                               struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
