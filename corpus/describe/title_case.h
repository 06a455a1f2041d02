/* title_case.h - a title that was typed in capitals, as one would write it. */
#ifndef CONCORD_CORPUS_DESCRIBE_TITLE_CASE_H
#define CONCORD_CORPUS_DESCRIBE_TITLE_CASE_H

#include "describe/reading.h"
#include "schema/buffer.h"

/* Every letter that has two cases is a capital, and there are several. */
bool is_in_capitals(const char *text, size_t size);

/* Append `text` with small letters where a title has them. A word keeps its
 * capitals when the paper writes it so in running text too ("NHS"), or when it
 * has no vowel and so is no word. */
void title_case(struct buffer *out, const struct reading *reading,
                const char *text, size_t size);

#endif
