/* lists.h - whether words stand in a list within a sentence: "social
 * inclusion, community safety, health and housing". What is listed is not
 * treated. Pure functions. */
#ifndef CONCORD_CORPUS_DESCRIBE_LISTS_H
#define CONCORD_CORPUS_DESCRIBE_LISTS_H

#include "describe/reading.h"

/* The block is one of three or more short list items in a row. */
bool block_is_in_list(const struct reading *reading, size_t block);

/* The mention, which must stand in the text, is one of three or more short
 * items parted by commas, semicolons and "and". */
bool mention_is_in_list(const struct reading *reading,
                        const struct mention *mention);

#endif
