/* names.h - the capitalised names of a text: "Department of Health", "Essex
 * Compact Forum", "Director of Children's Services". What a name is part of
 * decides what it says: a department of health is no mention of health. */
#ifndef CONCORD_CORPUS_DESCRIBE_NAMES_H
#define CONCORD_CORPUS_DESCRIBE_NAMES_H

#include "describe/reading.h"

/* Fill the reading's names and each word's; after its words and blocks. */
enum concord_status names_find(struct reading *reading,
                               struct concord_error *err);

/* The name that the word is part of, or NULL. */
const struct name_run *name_of(const struct reading *reading, size_t word);

/* The words first..first+count lie within the name of a body or an office and
 * are not the whole of it. */
bool name_covers(const struct reading *reading, size_t first_word,
                 size_t word_count);

#endif
