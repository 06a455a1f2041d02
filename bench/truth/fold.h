/* fold.h - texts made alike, so that how a mark was typed, a line broken or a
 * word capitalised does not make them differ. */
#ifndef CONCORD_BENCH_FOLD_H
#define CONCORD_BENCH_FOLD_H

#include <stdbool.h>
#include <stddef.h>

/* Straight marks, single spaces, small letters. The caller's, for free(). */
char *fold(const char *text);
char *fold_bytes(const char *text, size_t size);

/* The same once folded, "The" before either aside. */
bool fold_same(const char *a, const char *b);

/* `part` stands in `whole` once both are folded. */
bool fold_contains(const char *whole, const char *part);

/* As fold_contains(), without a regard to marks at the ends of either. */
bool fold_starts(const char *whole, const char *start);
bool fold_ends(const char *whole, const char *end);
bool fold_equals(const char *a, const char *b);

/* Every word of `words` but "the", "of" and their like stands in `whole`. */
bool fold_has_words(const char *whole, const char *words);

#endif
