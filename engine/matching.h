/* matching.h - which documents a request finds, and in what order. C++ only;
 * throws as Xapian does, and deadline_passed. */
#ifndef CONCORD_ENGINE_MATCHING_H
#define CONCORD_ENGINE_MATCHING_H

#include <vector>
#include <xapian.h>

#include "engine/search_request.h"
#include "facet_counts.h"
#include "index_reader_parts.h"

struct hit {
    Xapian::docid docid;
    double score;
};

/* Count every document that the request's words find in `counts`, which was
 * made for the request, and return the results of the page asked for, in
 * order. */
std::vector<hit> match_request(struct index_reader *reader,
                               const struct search_request *request,
                               struct facet_counts *counts);

/* As match_request(), for all that is found: every document that passes, copies
 * of one among them, in no order. */
std::vector<Xapian::docid> match_documents(struct index_reader *reader,
                                           const struct search_request *request,
                                           struct facet_counts *counts);

/* As match_documents(), with their weights by the words alone, best first, ties
 * by unique id: what the second stage is given the head of. The request has
 * words. */
std::vector<hit> match_first_stage(struct index_reader *reader,
                                   const struct search_request *request,
                                   struct facet_counts *counts);

#endif
