/* stem.h - Snowball's English stemmer, one for each thread, behind which words
 * meet that British and American English spell apart: "organization" and
 * "organisation", "center" and "centre" have one stem. */
#ifndef CONCORD_TEXT_STEM_H
#define CONCORD_TEXT_STEM_H

#include <stddef.h>

#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

struct stemmer;

/* The caller owns *out and frees it with stemmer_destroy(). A stemmer must not
 * be used by two threads at once. */
enum concord_status stemmer_create(struct stemmer **out,
                                   struct concord_error *err);
void stemmer_destroy(struct stemmer *stemmer);

/* The stem of a folded word (see tokens.h), NUL-terminated; it is the stemmer's
 * and stands until the next call. The word itself when memory is out. */
const char *stemmer_stem(struct stemmer *stemmer, const char *word,
                         size_t length);

/* Which algorithm and release made the stems, and which spellings meet, for
 * the manifest. */
const char *stemmer_version(void);

#ifdef __cplusplus
}
#endif

#endif
