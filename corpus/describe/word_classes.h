/* word_classes.h - what a word is by itself, wherever it stands: bits that are
 * worked out once for each distinct word, since they are asked for at every
 * word of a text. */
#ifndef CONCORD_CORPUS_DESCRIBE_WORD_CLASSES_H
#define CONCORD_CORPUS_DESCRIBE_WORD_CLASSES_H

#include <stdbool.h>
#include <stdint.h>

enum word_class {
    WORD_BODY_NOUN = 1 << 0,    /* "council", "trusts": makes a body's name */
    WORD_OFFICE_NOUN = 1 << 1,  /* "chair", "director's": an office's */
    WORD_OPENER = 1 << 2,       /* "the", "we": a capital there says nothing */
    WORD_JOINER = 1 << 3,       /* "of", "and": may stand within a name */
    WORD_OF_DATE = 1 << 4,      /* "may", "1st", "spring": may begin a date */
    WORD_ABBREVIATION = 1 << 5, /* "cllr": its full stop ends no sentence */
    WORD_ARTICLE = 1 << 6,      /* "the", "our": names what was named before */
    WORD_PAPER_NOUN = 1 << 7,  /* "compact", "reports": makes a paper's title */
    WORD_FIRST_PERSON = 1 << 8 /* "i", "my": the writer, not the paper */
};

/* All classes of a folded word. Pure. */
uint32_t word_classes_of(const char *folded);

/* The noun itself, or its plural or possessive. */
bool word_is_form_of(const char *folded, const char *noun);

#endif
