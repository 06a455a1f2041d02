/* result_walk.h - all that a search found, a few results at a time: what is
 * held in memory is a number for each result, and the few. A walk belongs to
 * one thread at a time, and so does its reader. */
#ifndef CONCORD_ENGINE_RESULT_WALK_H
#define CONCORD_ENGINE_RESULT_WALK_H

#include <stddef.h>
#include <stdint.h>

#include "engine/index_reader.h"
#include "engine/result_page.h"
#include "engine/search_request.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

struct result_walk;

/* Find everything, in the request's order, whatever its page, size and facets.
 * Reader and request must outlive *out, which result_walk_close() frees. Fails
 * as index_reader_search() does. */
enum concord_status result_walk_open(struct result_walk **out,
                                     struct index_reader *reader,
                                     const struct search_request *request,
                                     struct concord_error *err);

/* How many results there are. */
uint64_t result_walk_total(const struct result_walk *walk);

/* The next results, `most` of them or what is left; none at the end. The caller
 * frees *out with result_page_destroy(). CONCORD_CORRUPT, CONCORD_NO_MEMORY. */
enum concord_status result_walk_next(struct result_walk *walk, size_t most,
                                     struct result_page **out,
                                     struct concord_error *err);

void result_walk_close(struct result_walk *walk);

#ifdef __cplusplus
}
#endif

#endif
