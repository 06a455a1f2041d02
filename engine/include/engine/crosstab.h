/* crosstab.h - how many results have each pair of values of two facets.
 *
 * Every filter narrows, those of the two facets too: it is a table of what a
 * search found. Copies that are one result count once for a pair, whichever of
 * them have its values, as they do for a value. A table is immutable and owns
 * all that it points to. */
#ifndef CONCORD_ENGINE_CROSSTAB_H
#define CONCORD_ENGINE_CROSSTAB_H

#include <stdint.h>

#include "engine/index_reader.h"
#include "engine/result_page.h"
#include "engine/search_request.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Behind the values that are listed, of rows and of columns: documents without
 * a value, and the sum over the values that are not listed. */
enum { CROSSTAB_MISSING, CROSSTAB_OTHER, CROSSTAB_BESIDES };

struct crosstab {
    struct arena arena;
    uint64_t total; /* results */
    /* Listed as in a search, and counted under every filter. */
    struct facet_result rows;
    struct facet_result columns;
    /* Row by row, each as long as the listed columns and those besides. */
    const uint64_t *cells;
};

/* The cell at these places, those besides included. */
static inline uint64_t crosstab_cell(const struct crosstab *table, size_t row,
                                     size_t column) {
    size_t width = table->columns.bucket_count + CROSSTAB_BESIDES;
    return table->cells[row * width + column];
}

/* Count the facets `rows` and `columns` of the schema, which may be the same,
 * against each other, with `facet_size` values of each and in the order of
 * `facet_sort`. Page, size and sort are not looked at. The caller frees *out
 * with crosstab_destroy(). Fails as index_reader_search() does. */
enum concord_status index_reader_crosstab(struct index_reader *reader,
                                          const struct search_request *request,
                                          unsigned rows, unsigned columns,
                                          struct crosstab **out,
                                          struct concord_error *err);
void crosstab_destroy(struct crosstab *table);

#ifdef __cplusplus
}
#endif

#endif
