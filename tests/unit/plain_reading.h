/* plain_reading.h - what a request's filters let through, how often each value
 * is counted, and in which order results come: every rule of facet_counts.h and
 * search_request.h written out again, the slow way, on the documents
 * themselves. One thread at a time. */
#ifndef CONCORD_TESTS_PLAIN_READING_H
#define CONCORD_TESTS_PLAIN_READING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/search_request.h"
#include "schema/document.h"
#include "schema/schema.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What the archive knows of an agreement. */
struct plain_force {
    bool is_agreement;
    struct edtf_date from;
    struct edtf_date term;
    struct edtf_date superseded;
};

struct plain_paper {
    struct document *document;
    struct plain_force force;
    int leader; /* the index of the paper that stands for its group of copies,
                 * itself perhaps; -1: it has no copies */
    const char *title_key; /* the title's folded words; for SORT_TITLE */
};

struct plain_archive {
    const struct schema *schema;
    struct plain_paper *papers;
    size_t count;
};

bool plain_has_any_value(const struct document *document, unsigned facet);

/* Which filters a paper fails: bit i for the facets whose `filter` is i. False
 * when it fails what narrows every count. */
bool plain_judge(const struct plain_archive *archive,
                 const struct search_request *request, size_t index,
                 uint32_t *failed);

/* It passes everything but, perhaps, the filter `aside`; -1: everything. */
bool plain_passes_all_but(const struct plain_archive *archive,
                          const struct search_request *request, size_t index,
                          int aside);

/* By date, title or when it was first indexed, then by unique id; not asked of
 * SORT_RELEVANCE. */
bool plain_comes_before(const struct plain_archive *archive,
                        enum search_sort sort, size_t a, size_t b);

/* Of each group of copies keep its leader, wherever it stands, or else the
 * first. Returns how many of the papers in `indexes` are kept. */
size_t plain_collapse(const struct plain_archive *archive, size_t *indexes,
                      size_t count);

#ifdef __cplusplus
}
#endif

#endif
