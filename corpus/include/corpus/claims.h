/* claims.h - what relating needs of one described document, in one piece of
 * bytes that can be kept beside it.
 *
 * A document's claims hold what it is (id, title, types, date, places, parties,
 * who made it), signatures of its text, its clauses with their words, what it
 * says of other papers and the acronyms that it defines. They are bounded in
 * size whatever the document's, and the same for the same document on every
 * machine. relate.h holds the claims of a whole archive together.
 * Pure functions, any thread. */
#ifndef CONCORD_CORPUS_CLAIMS_H
#define CONCORD_CORPUS_CLAIMS_H

#include "schema/buffer.h"
#include "schema/document.h"
#include "schema/schema.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* No document's are as large as this. */
enum { CLAIMS_SIZE_MAX = 12 * 1024 * 1024 };

/* Append the claims of a described document to *out. The document must have an
 * id; what else it lacks is lacking in the claims. CONCORD_NO_MEMORY, also when
 * *out may not grow by as much as CLAIMS_SIZE_MAX. */
enum concord_status claims_pack(struct buffer *out,
                                const struct document *document,
                                const struct schema *schema,
                                struct concord_error *err);

/* Version of the form and of what is put in it. Claims of another version are
 * refused by relator_add(), and must be packed anew. */
const char *claims_version(void);

#ifdef __cplusplus
}
#endif

#endif
