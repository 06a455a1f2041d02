/* generation_files.h - where things are inside an index, and what an open
 * generation offers to the engine alone. engine/generation.h draws it all. */
#ifndef CONCORD_ENGINE_GENERATION_FILES_H
#define CONCORD_ENGINE_GENERATION_FILES_H

#include <limits.h>
#include <stdbool.h>

#include "engine/generation.h"
#include "facet_columns.h"
#include "facet_documents.h"
#include "posting_table.h"
#include "segment_map.h"
#include "statement_columns.h"
#include "token_store.h"

#ifdef __cplusplus
extern "C" {
#endif

#define GENERATION_MANIFEST          "manifest.json"
#define GENERATION_XAPIAN            "xapian"
#define GENERATION_STATEMENTS        "statements"
#define GENERATION_STATEMENT_COLUMNS "statements.bin"
#define GENERATION_COLUMNS           "columns.bin"
#define GENERATION_SCHEMA            "schema"
#define GENERATION_SOURCES           "sources.bin"
#define GENERATION_ARCHIVE           "archive.bin"
#define GENERATION_SUGGESTIONS       "suggestions.bin"

/* Write a path into `out`; CONCORD_IO when it is too long. */
enum concord_status generation_path(char out[PATH_MAX],
                                    struct concord_error *err,
                                    const char *format, ...)
    CONCORD_PRINTF(3, 4);

/* Called with the number of each generation's folder, in no order; one still
 * being built, "000043.new", is not `finished`. Anything but CONCORD_OK ends
 * the visits and is their result. */
typedef enum concord_status generation_visit(void *context, uint64_t number,
                                             bool finished, const char *path,
                                             struct concord_error *err);
enum concord_status generations_visit(const char *index_directory,
                                      generation_visit *visit, void *context,
                                      struct concord_error *err);

/* All of them live as long as the generation. */
const struct facet_columns *
generation_columns(const struct generation *generation);
const struct segment_map *
generation_documents(const struct generation *generation);
const struct token_store *
generation_tokens(const struct generation *generation);
const struct facet_documents *
generation_facet_documents(const struct generation *generation);
struct posting_table *generation_postings(const struct generation *generation);
const struct statement_columns *
generation_statements(const struct generation *generation);

#ifdef __cplusplus
}
#endif

#endif
