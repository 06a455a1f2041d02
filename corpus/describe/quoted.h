/* quoted.h - what stands around the words between two marks, and whether marks
 * like these quote anybody: those around a title, a term or a name do not. Pure
 * functions. */
#ifndef CONCORD_CORPUS_DESCRIBE_QUOTED_H
#define CONCORD_CORPUS_DESCRIBE_QUOTED_H

#include "describe/quote_marks.h"
#include "describe/words.h"

/* Two quotations that are as many words apart, or fewer, may be one's. */
enum { QUOTED_NEAR = 40 };

size_t quoted_words(const struct quoted *quoted);

/* The bytes between the word before and the quotation's first: the mark is
 * among them. */
struct gap quoted_gap_before(const struct reading *reading,
                             const struct quoted *quoted);

bool quoted_opens_block(const struct reading *reading,
                        const struct quoted *quoted);
bool quoted_ends_block(const struct reading *reading,
                       const struct quoted *quoted);

/* The quotation ends as a sentence does, or breaks off for "she said". */
bool quoted_ends_spoken(const struct reading *reading,
                        const struct quoted *quoted);
bool quoted_breaks_off(const struct reading *reading,
                       const struct quoted *quoted);

/* First word of the sentence before the quotation in its block, and one past
 * the last of the sentence after it; a bounded way off. */
size_t quoted_before(const struct reading *reading,
                     const struct quoted *quoted);
size_t quoted_after(const struct reading *reading, const struct quoted *quoted);

bool quoted_is_title_case(const struct reading *reading,
                          const struct quoted *quoted);
bool quoted_may_be_said(const struct reading *reading,
                        const struct quoted *quoted);

#endif
