/* reply.h - the JSON of every answer and of every error. Pure functions of
 * what the engine returned; each writes a whole JSON text to an empty buffer,
 * and leaves a part of it there when it fails. */
#ifndef CONCORD_SEARCH_REPLY_H
#define CONCORD_SEARCH_REPLY_H

#include <jansson.h>

#include "engine/archive_file.h"
#include "engine/index_reader.h"
#include "engine/result_page.h"
#include "engine/statement_search.h"
#include "schema/buffer.h"
#include "schema/schema.h"
#include "search/request.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { REPLY_BYTES_MAX = 128 * 1024 * 1024 };

/* What stands around a page of results. */
struct reply_frame {
    const struct schema *schema;
    const struct archive_file *archive;      /* or NULL: nothing is known */
    const char *path;                        /* of the address: "/v1/search" */
    const struct parameter_list *parameters; /* parameter_list_canonical() */
    uint64_t generation;
    uint64_t fingerprint; /* of the generation, for cursors */
    uint64_t documents;
    double took_ms;
};

/* The answer of /v1/search. CONCORD_CORRUPT when a stored card is no JSON. */
enum concord_status reply_search(struct buffer *out, const struct asked *asked,
                                 const struct result_page *page,
                                 const struct reply_frame *frame,
                                 struct concord_error *err);

/* The answer of /v1/documents/{id}/similar. Fails as reply_search() does. */
enum concord_status reply_similar(struct buffer *out,
                                  const struct result_page *page,
                                  const struct reply_frame *frame,
                                  struct concord_error *err);

/* The answer of /v1/documents/{id}, with or without what was dropped from the
 * paper. What `archive` says of its copies, editions and relations takes the
 * place of what the paper alone could tell; it may be NULL. CONCORD_CORRUPT
 * when what is stored is no JSON. */
enum concord_status reply_document(struct buffer *out,
                                   const struct stored_document *document,
                                   const struct archive_file *archive,
                                   bool with_boilerplate,
                                   struct concord_error *err);

/* The answer of /v1/facets. */
enum concord_status reply_facets(struct buffer *out, const struct asked *asked,
                                 const struct result_page *page,
                                 const struct reply_frame *frame,
                                 struct concord_error *err);

/* The answer of /v1/facets/{facet}: the page that was asked for of `values`. */
enum concord_status reply_facet(struct buffer *out, const struct asked *asked,
                                const struct facet_result *values,
                                const struct reply_frame *frame,
                                struct concord_error *err);

/* The answer of /v1/not-held and /v1/acronyms: the page `results`, a list, of
 * `total` records. */
enum concord_status reply_list(struct buffer *out, const struct asked *asked,
                               const json_t *results, uint64_t total,
                               const struct reply_frame *frame,
                               struct concord_error *err);

/* The answer of /v1/quotations and /v1/clauses. CONCORD_CORRUPT when a stored
 * statement is no JSON. */
enum concord_status reply_statements(struct buffer *out,
                                     const struct asked *asked,
                                     const struct statement_page *page,
                                     const struct reply_frame *frame,
                                     struct concord_error *err);

/* application/problem+json (RFC 9457). `request_id` is what the log calls the
 * request; it may be NULL. */
enum concord_status reply_problem(struct buffer *out, unsigned http_status,
                                  const struct concord_error *problem,
                                  const char *request_id);

/* The HTTP status that a status of ours becomes. */
unsigned reply_http_status(enum concord_status status);

#ifdef __cplusplus
}
#endif

#endif
