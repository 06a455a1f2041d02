/* index_columns.h - derives columns.bin, statements.bin and suggestions.bin
 * from the databases that were finished. C++ only; throws as Xapian does. */
#ifndef CONCORD_ENGINE_INDEX_COLUMNS_H
#define CONCORD_ENGINE_INDEX_COLUMNS_H

#include <cstdint>
#include <string>
#include <vector>

#include "document_blobs.h"
#include "schema/schema.h"
#include "schema/status.h"

// By docid.
using blobs_by_docid = std::vector<struct document_blobs>;

/* Write them into the generation's folder. *documents says how many there are.
 */
enum concord_status index_columns_write(const std::string &directory,
                                        const struct schema *schema,
                                        const blobs_by_docid &blobs,
                                        uint64_t *documents,
                                        struct concord_error *err);

#endif
