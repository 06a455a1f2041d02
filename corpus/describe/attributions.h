/* attributions.h - the words near a quotation by which it is said to be
 * somebody's. Pure functions. */
#ifndef CONCORD_CORPUS_DESCRIBE_ATTRIBUTIONS_H
#define CONCORD_CORPUS_DESCRIBE_ATTRIBUTIONS_H

#include "describe/quote_marks.h"
#include "describe/speakers.h"

/* Where the quotation is said to be somebody's, and how that was seen. */
struct attribution {
    const char *rule; /* NULL when it is nobody's */
    size_t first;     /* words that name the speaker */
    size_t end;
    enum speaker_place place;
    bool named; /* a speaker must be found for it to count */
};

/* The way number `way`, from 0 on, of finding one; the surest first. */
enum { ATTRIBUTION_WAYS = 7 };
struct attribution attribution_find(const struct reading *reading,
                                    const struct quoted *quoted, size_t way);

/* A paragraph that is a quotation: of whom the paragraph before it ends with,
 * if of anybody. */
struct attribution attribution_of_paragraph(const struct reading *reading,
                                            const struct quoted *quoted);

/* The words after one quotation and before the next are no more than who says
 * both. */
bool attribution_interrupts(const struct reading *reading,
                            const struct quoted *quoted,
                            const struct quoted *next);

#endif
