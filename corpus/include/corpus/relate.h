/* relate.h - what is known only across the archive: copies, editions, what a
 * paper supersedes or cites and whether that is held, acronyms, and which
 * clause was borrowed from where.
 *
 * Feed it the claims (claims.h) of every document, in any order, run it once,
 * then ask. No result depends on the order of adding, and the cost grows nearly
 * as the archive does. Pure: no disk, no clock. A relator belongs to one
 * thread.
 *
 * The records that relator_write() gives, JSON objects by their keys:
 *
 *   acronym/%08zu   {"acronym", "expansion", "count",
 *                    "documents": [{"id", "title", "start", "end"}]}
 *                   by acronym, then by the count of documents
 *   document/<id>   {"group": the id of the copies' leader or null,
 *                    "variants": [{"id", "title", "address", "path"}],
 *                    "editions": [{"id", "title", "date"}], by date,
 *                    "relations": as in a document, each end resolved: "held",
 *                      "id", "title"; with "stated_by", the document that says
 *                      so, for what others say of this one is here too,
 *                    "in_force": {"from", "until", "term", "superseded",
 *                      "certainty", "why"} of an agreement, else null}
 *                   only for documents that have any of it
 *   lineage/<document id>.<anchor>
 *                   {"id", "document": {"id", "title", "date"}, "heading",
 *                    "kind", "side", "text", "total", "results": [{"id",
 *                      "document", "heading", "kind", "side", "text", "start",
 *                      "end", "same", "similarity",
 *                      "differences": [{"op", "text"}]}]}, oldest first;
 *                   only for clauses that have the like elsewhere
 *   not-held/%08zu  {"title", "type", "date", "place", "count", "cited_by":
 *                    [{"id", "title", "relation", "quote", "start", "end"}]}
 *                   the most cited first
 *
 * The first form of a date in a record is the document's, an object; that of
 * relations and of what is not held is EDTF or null. */
#ifndef CONCORD_CORPUS_RELATE_H
#define CONCORD_CORPUS_RELATE_H

#include <stdbool.h>
#include <stddef.h>

#include "schema/schema.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

struct relator;

/* The schema must outlive it. The caller owns *out and frees it with
 * relator_destroy(). */
enum concord_status relator_create(struct relator **out,
                                   const struct schema *schema,
                                   struct concord_error *err);
void relator_destroy(struct relator *relator);

/* There will be `count` documents: then those added need not be moved as the
 * list of them grows. False when memory is out. */
bool relator_expect(struct relator *relator, size_t count);

/* Add one document's claims; they are copied. Before relator_run().
 * CONCORD_CORRUPT for bytes that are no claims of this version, with nothing
 * added; for two documents of one id it comes from relator_run(). */
enum concord_status relator_add(struct relator *relator, const void *claims,
                                size_t size, struct concord_error *err);

/* Add all that was added to `other`, which has not run, has the same schema and
 * belongs to `relator` from now on: so many threads can read claims, each into
 * a relator of its own. CONCORD_NO_MEMORY, with nothing added: then `other` is
 * the caller's still. */
enum concord_status relator_take(struct relator *relator, struct relator *other,
                                 struct concord_error *err);

/* Hold all that was added together. Once. */
enum concord_status relator_run(struct relator *relator,
                                struct concord_error *err);

/* The id of the document that stands for the copies that `id` is one of, which
 * is `id` itself for that document; NULL when it has no copies or is unknown.
 * After relator_run(); the relator's own string. */
const char *relator_group(const struct relator *relator, const char *id);

/* Takes one record; `json` is NUL-terminated and stands until it returns. What
 * is not CONCORD_OK ends the writing and is handed on. */
typedef enum concord_status relate_record(void *context, const char *key,
                                          const char *json, size_t size,
                                          struct concord_error *err);

/* Give all records to `sink`, in ascending order of their keys' bytes. After
 * relator_run(), as often as wanted. */
enum concord_status relator_write(struct relator *relator, relate_record *sink,
                                  void *context, struct concord_error *err);

/* Version of the rules by which claims are related. */
const char *relator_version(void);

#ifdef __cplusplus
}
#endif

#endif
