/* differ.h - what changes one run of words into another: E. Myers' greedy
 * search for the fewest words taken out and put in. Its cost grows with the
 * number of changes times the length, and it gives up past a limit. */
#ifndef CONCORD_CORPUS_RELATE_DIFFER_H
#define CONCORD_CORPUS_RELATE_DIFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "relate/shingles.h"

enum { DIFFER_CHANGES_MAX = 240, DIFFER_NONE = -1 };

/* Keeps the steps of one search; one a thread. About 500 KB. */
struct differ {
    /* After `d` changes, how many of the first words are used up on each
     * diagonal (of the second less of the first), from -d to d. */
    int32_t reach[(DIFFER_CHANGES_MAX + 1) * (DIFFER_CHANGES_MAX + 2)];
    int32_t changes; /* of the last search, or DIFFER_NONE */
};

/* Search; the number of words taken out and put in, or DIFFER_NONE when more
 * than `most` (at most DIFFER_CHANGES_MAX) are needed. */
int32_t differ_search(struct differ *differ, const struct hashed_word *a,
                      size_t a_count, const struct hashed_word *b,
                      size_t b_count, int32_t most);

enum differ_op { DIFFER_EQUAL, DIFFER_DELETE, DIFFER_INSERT };

/* Words first..end: of the second run, for DIFFER_DELETE of the first. */
struct differ_piece {
    enum differ_op op;
    size_t first;
    size_t end;
};

/* The pieces of the last search, which must have succeeded, in order; `pieces`
 * has room for 2 * changes + 1. Returns how many. */
size_t differ_pieces(const struct differ *differ, struct differ_piece *pieces,
                     size_t a_count, size_t b_count);

#endif
