/* index_reader.h - searches one generation. A reader belongs to one thread;
 * readers of one generation share its columns. */
#ifndef CONCORD_ENGINE_INDEX_READER_H
#define CONCORD_ENGINE_INDEX_READER_H

#include <stdbool.h>

#include "engine/generation.h"
#include "engine/result_page.h"
#include "engine/search_request.h"
#include "engine/statement_search.h"
#include "schema/status.h"
#include "text/stem.h"

#ifdef __cplusplus
extern "C" {
#endif

struct index_reader;

/* The reader keeps its own reference to the generation. */
enum concord_status index_reader_open(struct index_reader **out,
                                      struct generation *generation,
                                      struct concord_error *err);
void index_reader_close(struct index_reader *reader);

struct generation *index_reader_generation(const struct index_reader *reader);

/* The reader's stemmer, for the reader's thread. */
struct stemmer *index_reader_stemmer(const struct index_reader *reader);

/* Answer a request. The caller owns *out and frees it with
 * result_page_destroy(). CONCORD_BAD_REQUEST when a prefix stands for too many
 * words; CONCORD_DEADLINE, CONCORD_CORRUPT, CONCORD_NO_MEMORY. */
enum concord_status index_reader_search(struct index_reader *reader,
                                        const struct search_request *request,
                                        struct result_page **out,
                                        struct concord_error *err);

/* Answer a question for quotations or clauses. The caller owns *out and frees
 * it with statement_page_destroy(). Fails as index_reader_search() does. */
enum concord_status
index_reader_statements(struct index_reader *reader,
                        const struct statement_request *request,
                        struct statement_page **out, struct concord_error *err);

/* Whether a document has the folded word in any of its forms. CONCORD_CORRUPT.
 */
enum concord_status index_reader_knows_word(struct index_reader *reader,
                                            const char *word, bool *known,
                                            struct concord_error *err);

/* Which of the documents with these unique ids pass the request's filters,
 * whatever its words: passes[i] for ids[i], false for an id that there is none
 * of. */
enum concord_status index_reader_filter(struct index_reader *reader,
                                        const struct search_request *request,
                                        const char *const *ids, size_t count,
                                        bool *passes,
                                        struct concord_error *err);

/* The document with that unique id, for the caller to free with
 * stored_document_destroy(). CONCORD_NOT_FOUND; CONCORD_GONE once withdrawn. */
enum concord_status index_reader_document(struct index_reader *reader,
                                          const char *id,
                                          struct stored_document **out,
                                          struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
