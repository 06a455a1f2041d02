/* marks.h - the room's one list of what counts as an apostrophe.
 * Private to text/: a word reader and a straightener that disagreed about a
 * mark would give the same name two forms. */
#ifndef CONCORD_TEXT_MARKS_H
#define CONCORD_TEXT_MARKS_H

#include <stdbool.h>

/* The grave and the acute accent stand here because typewriters and OCR put
 * them where an apostrophe belongs. */
static inline bool mark_is_apostrophe(int character) {
    switch (character) {
    case 0x0027: /* apostrophe */
    case 0x0060: /* grave accent */
    case 0x00B4: /* acute accent */
    case 0x02BC: /* modifier letter apostrophe */
    case 0x2018: /* left single quotation mark */
    case 0x2019: /* right single quotation mark */
    case 0x201B: /* single high-reversed-9 quotation mark */
    case 0x2032: /* prime */
    case 0xFF07: /* fullwidth apostrophe */
        return true;
    default:
        return false;
    }
}

#endif
