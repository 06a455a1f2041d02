/* broadening.h - relevance feedback: a search is put again with the words that
 * its own first results have in common. */
#ifndef CONCORD_SEARCH_BROADENING_H
#define CONCORD_SEARCH_BROADENING_H

#include "engine/index_reader.h"
#include "search/request.h"

/* Let `asked` find any of its words, and any of the words that its first
 * results have in common, which rank less; what it leaves out stays out.
 * asked->expanded says which words were added. A search that finds nothing
 * stays as it is. Fails as index_reader_search() does. */
enum concord_status broaden(struct asked *asked, struct index_reader *reader,
                            struct concord_error *err);

#endif
