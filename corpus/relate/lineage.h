/* lineage.h - clauses with the same or nearly the same words.
 *
 *   lines    every clause of some length, those of the same words side by side,
 *            and among those first such as stand for themselves, by date
 *   classes  each the lines of the same words; by the date of the first
 *   alike    of each class the others with nearly its words
 *
 * Copies of a paper are not looked up, but are told where their leader's
 * clauses came from. */
#ifndef CONCORD_CORPUS_RELATE_LINEAGE_H
#define CONCORD_CORPUS_RELATE_LINEAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "relate/papers.h"
#include "relate/shingles.h"

enum {
    LINEAGE_WORDS_MIN = 8,
    LINEAGE_RESULTS_MAX = 100 /* that are given of a clause; all are counted */
};

struct line {
    size_t paper;
    uint32_t number; /* among the paper's clauses */
    uint32_t line_class;
    uint64_t hash;
    bool leads; /* its paper stands for itself */
    const struct hashed_word *words;
    size_t word_count;
};

struct alike {
    uint32_t line_class;
    float similarity;
};

struct line_class {
    uint32_t first; /* of the lines, this many */
    uint32_t count;
    uint32_t leading;          /* of them, the first ones, whose papers lead */
    const struct alike *alike; /* itself first */
    size_t alike_count;
};

struct lineage {
    struct line *lines;
    size_t line_count;
    struct line_class *classes;
    size_t class_count;
};

/* What has the words of a line elsewhere, or nearly. */
struct relative {
    const struct line *line;
    double similarity;
    bool same;
};

struct relatives {
    struct relative *items; /* oldest first; LINEAGE_RESULTS_MAX at most */
    size_t count;
    size_t room;
    size_t total;
};

/* The relatives of a line; *out is filled anew and may be used again; its items
 * are freed with free(). False when memory is out. */
bool lineage_relatives(struct relatives *out, const struct relator *relator,
                       const struct line *line);

#endif
