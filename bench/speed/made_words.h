/* made_words.h - words of no language for texts that are made up: short ones
 * for the ranks that are used most, each its own stem, so that every engine
 * sees the same terms whatever stemmer it has.
 * Pure functions, any thread. */
#ifndef CONCORD_BENCH_MADE_WORDS_H
#define CONCORD_BENCH_MADE_WORDS_H

#include <stddef.h>

enum { MADE_WORD_MAX = 16 };

/* Write the word of a rank, counted from 0 and below made_words_count(),
 * NUL-terminated; returns its length. No two ranks have one word. */
size_t made_word(char out[MADE_WORD_MAX], size_t rank);

size_t made_words_count(void);

#endif
