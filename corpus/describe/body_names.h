/* body_names.h - the phrases of the schema that make a run of words a body's
 * name: those that it ends with ("Barset County Council") and those that it
 * begins with ("Department for Barset"). Pure functions. */
#ifndef CONCORD_CORPUS_DESCRIBE_BODY_NAMES_H
#define CONCORD_CORPUS_DESCRIBE_BODY_NAMES_H

#include "describe/reading.h"
#include "schema/naming.h"

/* The longest phrase that ends a body's name with `word`, and begins not before
 * `first`: the index of its kind, and *words of it; SCHEMA_NO_INDEX when there
 * is none. Also for the capitals that stand for such a phrase: "PCT". */
int body_phrase_ending(const struct reading *reading, size_t first, size_t word,
                       size_t *words);

/* The same for a phrase that begins a body's name at `word`, and ends before
 * `end`. */
int body_phrase_leading(const struct reading *reading, size_t word, size_t end,
                        size_t *words);

/* The capitals at `word` stand for a kind's phrase: its kind, or
 * SCHEMA_NO_INDEX. */
int body_capitals(const struct reading *reading, size_t word);

#endif
