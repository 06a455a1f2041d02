/* quote_marks.h - what stands between quotation marks, whatever they are made
 * of: curly or straight, single or double, or one kind before and another
 * after. What is quoted within a quotation is a part of it. */
#ifndef CONCORD_CORPUS_DESCRIBE_QUOTE_MARKS_H
#define CONCORD_CORPUS_DESCRIBE_QUOTE_MARKS_H

#include "describe/reading.h"

/* A quotation over several paragraphs has a mark at the beginning of each. */
struct quoted {
    size_t start; /* bytes between the marks */
    size_t end;
    size_t first_word;
    size_t end_word; /* one past the last */
    size_t block;
    size_t end_block; /* the block that it ends in */
    bool closed;      /* else it ends with its block */
};

enum { QUOTED_MAX = 10 * 1000 };

/* The first QUOTED_MAX of them, in the order of the text; the list is the
 * reading's. */
enum concord_status quote_marks_find(struct reading *reading,
                                     struct quoted **out, size_t *count,
                                     struct concord_error *err);

#endif
