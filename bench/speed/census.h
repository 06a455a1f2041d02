/* census.h - the words of a corpus, their stems, and in how many papers each
 * stem is. One thread. */
#ifndef CONCORD_BENCH_CENSUS_H
#define CONCORD_BENCH_CENSUS_H

#include <stddef.h>
#include <stdint.h>

#include "schema/status.h"
#include "text/tokens.h"

#ifdef __cplusplus
extern "C" {
#endif

struct census;

struct census_word {
    const char *word; /* folded, NUL-terminated */
    uint64_t hash;
    struct census_word *stem;        /* of a word */
    const struct census_word *spelt; /* of a stem: the first word with it */
    uint32_t papers;                 /* of a stem: how many papers it is in */
    uint32_t last;                   /* of a stem: number of the last of them */
};

/* The caller owns *out and frees it with census_destroy(). */
enum concord_status census_create(struct census **out,
                                  struct concord_error *err);
void census_destroy(struct census *census);

/* Note that the paper of that number, from 1, has the word; papers come in
 * order. The word is the census's; NULL when memory is out. */
const struct census_word *census_note(struct census *census, uint32_t paper,
                                      const struct token *token);

/* The stems that are in first..last papers, by their bytes, into an array that
 * the caller frees. CONCORD_NO_MEMORY. */
enum concord_status census_between(const struct census *census, uint32_t first,
                                   uint32_t last,
                                   const struct census_word ***out,
                                   size_t *count, struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
