/* advice.h - filters that words of a query are the names of. Private to this
 * room. */
#ifndef CONCORD_SEARCH_ADVICE_H
#define CONCORD_SEARCH_ADVICE_H

#include "engine/index_reader.h"
#include "search/request.h"

/* For a query that no document has all words of: note which of them name a
 * place or a region that documents are about, or a year, and how to ask for
 * that; nothing when none does. "Devon 2009" is place=south-west/devon and
 * year=2009: a paper about Devon need not have the word, and one of 2009 rarely
 * has the number. CONCORD_NO_MEMORY. */
enum concord_status advice_note(struct asked *asked,
                                struct index_reader *reader,
                                struct concord_error *err);

#endif
