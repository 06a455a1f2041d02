/* clause_lines.h - what a block of an agreement or a committee's paper is to
 * those who look for clauses: how it is marked, what its heading promises, who
 * undertakes in it. Pure functions. */
#ifndef CONCORD_CORPUS_DESCRIBE_CLAUSE_LINES_H
#define CONCORD_CORPUS_DESCRIBE_CLAUSE_LINES_H

#include "describe/reading.h"

/* How a block is marked, the outermost first: an item marked later in this
 * order, under one that is marked earlier, belongs to that one. */
enum clause_mark {
    MARK_LABEL,  /* "Principle 4: ..." */
    MARK_NUMBER, /* "1.", and from here on by depth: "1.1" */
    MARK_PROVISION,
    MARK_LETTER = MARK_NUMBER + 9, /* "(a)" */
    MARK_ROMAN,                    /* "(iv)" */
    MARK_SIGN,                     /* "•" */
    MARK_ROW,                      /* a row of a table */
    MARK_NONE
};

struct marked {
    enum clause_mark mark;
    char letter; /* of a letter, and of a Roman number that may be one */
};
struct marked clause_mark_of(const struct reading *reading, size_t block);

/* "F1. A funder pays ...": the section's letter and a number. */
bool clause_is_lettered(const struct reading *reading, size_t block);

/* "7.0 Recommendations": it heads "7.1" and what follows. */
bool clause_is_zeroth(const struct reading *reading, size_t block);

/* What kind of clauses stand under these words, or after them and a colon. */
struct clause_promise {
    bool is_given;
    bool is_mixed; /* principles and commitments: wording decides */
    enum clause_kind kind;
    const char *rule;
};
struct clause_promise clause_heading_promise(const struct reading *reading,
                                             size_t block);
/* The heading is over what becomes of the paper itself: "Review". */
bool clause_heading_is_upkeep(const struct reading *reading, size_t block);
/* "Principle 4: ..." opens the block. */
struct clause_promise clause_label_promise(const struct reading *reading,
                                           size_t block);

/* Who is named among the words first..end. */
enum clause_side clause_side_named(const struct reading *reading, size_t first,
                                   size_t end);

/* The party and the verb with which a block opens: "The Council will ...". */
struct clause_opening {
    bool is_given;
    bool is_strict; /* nothing between party and verb, nor much before */
    enum clause_kind kind;
    enum clause_side side; /* of the party */
    bool names_nobody;     /* "we": whoever the section is about */
    size_t first_word;
    size_t end_word; /* after the verb */
};
struct clause_opening clause_opening_of(const struct reading *reading,
                                        size_t block);

/* The block leads up to what follows: it ends with a colon, "will" or "to". */
bool clause_ends_openly(const struct reading *reading, size_t block);

/* "Public bodies will:", "Cabinet is asked to:" ends such a block, which has
 * this opening. */
struct clause_promise
clause_lead_in_promise(const struct reading *reading, size_t block,
                       const struct clause_opening *opening);

/* The block's first sentence says what will, shall or should be, whoever sees
 * to it. */
bool clause_binds(const struct reading *reading, size_t block);

/* "'Compact' means ..." */
bool clause_defines(const struct reading *reading, size_t block);

bool clause_ends_with_colon(const struct reading *reading, size_t block);

#endif
