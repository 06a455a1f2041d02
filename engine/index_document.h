/* index_document.h - what Xapian is given of a posting plan. C++ only; throws
 * as Xapian does. posting_plan.h draws the terms and slots. */
#ifndef CONCORD_ENGINE_INDEX_DOCUMENT_H
#define CONCORD_ENGINE_INDEX_DOCUMENT_H

#include <vector>
#include <xapian.h>

#include "engine/posting_plan.h"

// Of the document, without positions: its words in order are in tokens.*.
Xapian::Document index_document_make(const struct posting_plan *plan);

// Of its statements, in their order, always with positions.
std::vector<Xapian::Document>
index_document_statements(const struct posting_plan *plan);

#endif
