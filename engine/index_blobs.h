// index_blobs.h - which document is kept where. C++ only; throws as Xapian
// does.
#ifndef CONCORD_ENGINE_INDEX_BLOBS_H
#define CONCORD_ENGINE_INDEX_BLOBS_H

#include <string>
#include <unordered_map>

#include "index_columns.h"
#include "schema/status.h"

// Of those that were put, by unique id.
using blobs_by_id = std::unordered_map<std::string, struct document_blobs>;

// Make *out the blobs of all documents by docid, zero where there is none:
// that of a document put in this run, or the one that the columns of
// `parent_directory` have. They are told apart by unique id, and a document
// that was not put has kept its docid. CONCORD_CORRUPT when a document has no
// blobs.
enum concord_status index_blobs_settle(blobs_by_docid *out,
                                       const std::string &directory,
                                       const char *parent_directory,
                                       const blobs_by_id &put,
                                       struct concord_error *err);

#endif
