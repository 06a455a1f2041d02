/* result_page.h - what one search returned, copied out of the engine.
 * A page is immutable once built, owns all that it points to, and may cross
 * threads. */
#ifndef CONCORD_ENGINE_RESULT_PAGE_H
#define CONCORD_ENGINE_RESULT_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "schema/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Bytes start..end of a document's clean text. */
struct text_span {
    size_t start;
    size_t end;
};

/* A stretch of the clean text that shows why a document was found. Both ends
 * are on character borders; marks are in order, inside it, apart. */
struct passage {
    struct text_span span;
    const char *text;              /* what stands there, NUL-terminated */
    const struct text_span *marks; /* words found, as spans of the clean text */
    size_t mark_count;
    bool cut_before; /* it begins within a sentence */
    bool cut_after;  /* it ends within one */
};

/* What a word or phrase of the query adds to a result's score. */
struct explained_term {
    const char *term; /* folded, as it was typed */
    double weight;
};

struct result {
    const char *id;   /* unique */
    const char *card; /* the document as JSON, document_to_json() without the
                       * text and without what only its own page shows;
                       * NULL when ids alone were asked for */
    double score;     /* BM25; 0 when not sorted by relevance */
    const struct passage *passages;
    size_t passage_count;
    struct explained_term *explained; /* only when asked for */
    size_t explained_count;
};

struct facet_bucket {
    const char *value;
    uint64_t count;
    bool selected; /* asked for by a condition */
    bool excluded; /* asked away by one */
};

/* Counts under every filter but the facet's own. */
struct facet_result {
    unsigned facet;                     /* index in the schema */
    const struct facet_bucket *buckets; /* as facet_sort says; years: by year,
                                         * first to last of the archive, with
                                         * zeros */
    size_t bucket_count;
    uint64_t missing;  /* documents without a value */
    uint64_t other;    /* sum of the counts of values not listed */
    uint64_t distinct; /* values with a count */
};

struct result_page {
    struct arena arena;
    uint64_t total;
    const struct result *results;
    size_t result_count;
    const struct facet_result *facets;
    size_t facet_count;
};

void result_page_destroy(struct result_page *page);

/* One document as stored: its card and its clean text. */
struct stored_document {
    char *card;
    char *text;
    size_t text_size;
};

void stored_document_destroy(struct stored_document *document);

#ifdef __cplusplus
}
#endif

#endif
