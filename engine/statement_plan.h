/* statement_plan.h - what the index will hold of the quotations and clauses of
 * a document. A pure function of the document. */
#ifndef CONCORD_ENGINE_STATEMENT_PLAN_H
#define CONCORD_ENGINE_STATEMENT_PLAN_H

#include "engine/posting_plan.h"

/* Fill the plan's statements; they are its arena's. CONCORD_NO_MEMORY. */
enum concord_status statements_plan(struct posting_plan *plan,
                                    const struct document *document,
                                    struct stemmer *stemmer,
                                    struct concord_error *err);

#endif
