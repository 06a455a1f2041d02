/* questions.h - what is asked of a corpus, drawn from it by how many papers
 * have a word, so that the same corpus gives the same questions.
 *
 *   class, kind, words, stems, filters       with a tab between, one a line
 *
 * The kind is word, and, or, phrase or all; words and stems have spaces
 * between; filters are written as the values of struct paper, those of one
 * facet being joined by OR. One thread. */
#ifndef CONCORD_BENCH_QUESTIONS_H
#define CONCORD_BENCH_QUESTIONS_H

#include <stdio.h>

#include "census.h"
#include "paper.h"

#ifdef __cplusplus
extern "C" {
#endif

struct questions;

/* The caller owns *out and frees it with questions_destroy(). */
enum concord_status questions_create(struct questions **out, uint64_t seed,
                                     struct concord_error *err);
void questions_destroy(struct questions *questions);

/* Begin a paper, whose values may be copied, and show its words in order. */
enum concord_status questions_begin_paper(struct questions *questions,
                                          const struct paper *paper,
                                          struct concord_error *err);
void questions_begin_block(struct questions *questions);
void questions_show_word(struct questions *questions,
                         const struct census_word *word);

/* Write `each` questions of every class. CONCORD_BAD_INPUT when the corpus is
 * too small to have any of a class. */
enum concord_status questions_write(const struct questions *questions,
                                    const struct census *census, unsigned each,
                                    FILE *file, struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
