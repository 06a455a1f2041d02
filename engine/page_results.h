/* page_results.h - what is shown of each document that was found, copied out
 * of the engine. C++ only; throws as Xapian does. */
#ifndef CONCORD_ENGINE_PAGE_RESULTS_H
#define CONCORD_ENGINE_PAGE_RESULTS_H

#include <vector>

#include "engine/result_page.h"
#include "matching.h"

/* Fill the page's results, in the order of `hits`, in the page's arena. */
enum concord_status page_results_make(struct result_page *page,
                                      struct index_reader *reader,
                                      const struct search_request *request,
                                      const std::vector<hit> &hits,
                                      struct concord_error *err);

#endif
