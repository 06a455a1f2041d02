/* explanation.h - what a result ranks by. C++ only; throws as Xapian does, and
 * deadline_passed. */
#ifndef CONCORD_ENGINE_EXPLANATION_H
#define CONCORD_ENGINE_EXPLANATION_H

#include "engine/result_page.h"
#include "index_reader_parts.h"
#include "matching.h"

/* Say in *result, in the page's arena, which of the query's words and phrases
 * the document has and what each adds to its score. Each is weighed by itself
 * as the first stage weighs it. */
enum concord_status explanation_make(struct result *result,
                                     struct result_page *page,
                                     struct index_reader *reader,
                                     const struct search_request *request,
                                     const hit &hit, struct concord_error *err);

#endif
