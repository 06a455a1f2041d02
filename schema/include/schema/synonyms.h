/* synonyms.h - words that stand for the same thing, so that whoever asks for
 * one finds the others. Loaded with the schema (synonyms.yaml), which owns
 * them; as schema.h says, they never change and may be shared by threads. */
#ifndef CONCORD_SCHEMA_SYNONYMS_H
#define CONCORD_SCHEMA_SYNONYMS_H

#include "schema/schema.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Without an acronym each term stands for each other; with one, it stands for
 * each of them and each for it, but none for another: they may be several
 * meanings of it. All are of folded words parted by single spaces. */
struct synonym_group {
    const char *acronym; /* or NULL */
    const char *const *terms;
    size_t term_count;
};

size_t schema_synonym_count(const struct schema *schema);
/* `index` must be below the count. */
const struct synonym_group *schema_synonym(const struct schema *schema,
                                           size_t index);

/* The word is a plain one that some paper may use as an acronym too ("act",
 * "it"): it stands for nothing but itself. */
bool schema_is_plain_word(const struct schema *schema, const char *word);

#ifdef __cplusplus
}
#endif

#endif
