/* passages.h - the stretches of a text that best show why it was found.
 *
 * A passage is whole sentences where they fit, of PASSAGE_WORDS words and
 * PASSAGE_BYTES bytes at the most; where one has to be cut, at a comma or the
 * like if one is near. It is worth the weights of the different things found in
 * it, more when they stand close to each other, and a little for what comes
 * again; less for what it has of headings and of the title, which say that
 * something follows rather than what, and less when it is cut.
 *
 * Pure; one thread at a time (it uses the caller's stemmer). */
#ifndef CONCORD_ENGINE_PASSAGES_H
#define CONCORD_ENGINE_PASSAGES_H

#include <stddef.h>
#include <stdint.h>

#include "engine/result_page.h"
#include "schema/arena.h"
#include "schema/status.h"
#include "sought_words.h"
#include "text/stem.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    PASSAGE_WORDS = 40,
    PASSAGE_BYTES = 1024 /* any phrase that can be asked for has room */
};

/* Reads text after text for the same words, in the same memory: a megabyte,
 * however long they are. */
struct passage_finder;

/* The caller owns *out and frees it with passage_finder_destroy(); the words
 * and the stemmer must outlive it. CONCORD_NO_MEMORY. */
enum concord_status passage_finder_create(struct passage_finder **out,
                                          const struct sought_words *sought,
                                          struct stemmer *stemmer,
                                          struct concord_error *err);
void passage_finder_destroy(struct passage_finder *finder);

struct passage_source {
    const char *text;
    size_t size;
    const char *title; /* or NULL */
    unsigned wanted;   /* passages, SEARCH_PASSAGES_MAX at the most */
    int64_t deadline;  /* nanoseconds of CLOCK_MONOTONIC; 0: none */
};

/* The best passages of the text, the best first, that do not overlap and of
 * which none says what another says; when nothing that is sought stands in it,
 * how its first paragraph begins. Everything in `arena`, the text's own bytes
 * copied. An empty text has none. CONCORD_NO_MEMORY, CONCORD_DEADLINE. */
enum concord_status passages_find(const struct passage **out, size_t *count,
                                  struct arena *arena,
                                  struct passage_finder *finder,
                                  const struct passage_source *source,
                                  struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
