/* thesaurus.h - what words of a question stand for too: the acronyms that the
 * archive's papers write out and the schema's synonyms, by the stems of what is
 * typed. Made once for each generation; then immutable and shared by threads.
 */
#ifndef CONCORD_ENGINE_THESAURUS_H
#define CONCORD_ENGINE_THESAURUS_H

#include <stddef.h>

#include "engine/archive_file.h"
#include "schema/schema.h"
#include "schema/status.h"
#include "text/stem.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    THESAURUS_TERMS_MAX = 8,   /* that one run of words stands for */
    THESAURUS_MEANINGS_MAX = 4 /* of an acronym, found in the archive */
};

/* Where it is known from that two terms are one; as bits. */
enum {
    THESAURUS_ACRONYMS = 1, /* of the archive and of the schema */
    THESAURUS_SYNONYMS = 2
};

struct thesaurus;

struct thesaurus_term {
    const char *text; /* folded words parted by single spaces */
    const char *const *words;
    size_t word_count;
    unsigned sources;
};

/* The most usual terms first: the schema's, then the archive's by how many
 * papers write them out. */
struct thesaurus_entry {
    const char *stems; /* of what is typed, parted by single spaces */
    struct thesaurus_term *terms;
    size_t term_count;
};

/* Of an acronym with several meanings, those that a fifth as many papers write
 * out as the first, or more, and THESAURUS_MEANINGS_MAX of them at the most. A
 * plain word of the schema is no acronym. Records that are damaged are passed
 * over. The caller frees *out with thesaurus_destroy(); it needs neither
 * `schema` nor `archive` any more. CONCORD_NO_MEMORY. */
enum concord_status thesaurus_build(struct thesaurus **out,
                                    const struct schema *schema,
                                    const struct archive_file *archive,
                                    struct concord_error *err);
void thesaurus_destroy(struct thesaurus *thesaurus);

/* How many words the longest run has that stands for something. */
size_t thesaurus_longest(const struct thesaurus *thesaurus);

/* What the folded words stand for too, in whatever forms they are; NULL when
 * that is nothing. The entry is the thesaurus's. */
const struct thesaurus_entry *thesaurus_find(const struct thesaurus *thesaurus,
                                             struct stemmer *stemmer,
                                             const char *const *words,
                                             size_t count);

#ifdef __cplusplus
}
#endif

#endif
