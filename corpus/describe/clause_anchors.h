/* clause_anchors.h - what the clauses of one paper are called, so that each can
 * be linked to: by the heading they stand under and their number there. */
#ifndef CONCORD_CORPUS_DESCRIBE_CLAUSE_ANCHORS_H
#define CONCORD_CORPUS_DESCRIBE_CLAUSE_ANCHORS_H

#include "describe/reading.h"

/* A clause while it is being made. */
struct clause_draft {
    size_t first_block;
    size_t end_block;
    size_t heading; /* block, or READING_NOWHERE */
    size_t parent;  /* heading of that heading, or READING_NOWHERE */
    enum clause_kind kind;
    enum clause_side side;
    const char *rule;
    size_t why_start; /* bytes that the rule looked at */
    size_t why_end;
    /* given by clause_anchors_settle() */
    const char *slug;
    unsigned number;
    unsigned occurrence; /* of sections with that slug */
};

/* Give the drafts, which are in the order of the text, their slugs and numbers;
 * false when memory is out. What a draft is called depends on its heading and
 * on the clauses before it there, and on no other part of the paper unless
 * that has a heading of the same words. */
bool clause_anchors_settle(struct reading *reading, struct clause_draft *drafts,
                           size_t count);

/* "commitment-to-action-2", or NULL when memory is out. */
const char *clause_anchor(struct reading *reading,
                          const struct clause_draft *draft);

#endif
