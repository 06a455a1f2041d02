/* naming.h - the words that tell people and bodies from other capitals:
 * name-words.yaml and body-kinds.yaml, whose formats schema/data/README.md
 * draws. Loaded with the schema, which owns all of it; as schema.h says, it
 * never changes and may be shared by threads. Words are in small letters. */
#ifndef CONCORD_SCHEMA_NAMING_H
#define CONCORD_SCHEMA_NAMING_H

#include <stdbool.h>
#include <stddef.h>

#include "schema/schema.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a word may be; a word may be several. */
enum word_mark {
    WORD_GIVEN_NAME = 1 << 0,
    WORD_TITLE = 1 << 1,       /* before a name and no part of it: "Cllr" */
    WORD_PEER = 1 << 2,        /* before a name and a part of it: "Lord" */
    WORD_AFTER_NAME = 1 << 3,  /* "MP" */
    WORD_ROLE = 1 << 4,        /* what someone is: "chair" */
    WORD_OF_ROLE = 1 << 5,     /* tells one role from another: "acting" */
    WORD_NOT_NAME = 1 << 6,    /* never a part of a person's name */
    WORD_GENERIC = 1 << 7,     /* names no one body: "primary" */
    WORD_UNIT = 1 << 8,        /* a part of a body: "directorate" */
    WORD_SURNAME = 1 << 11,    /* may be a surname all the same: "Young" */
    WORD_ENDS_BODY = 1 << 9,   /* the last word of one of a kind's `ends` */
    WORD_LEADS_BODY = 1 << 10, /* the first word of one of its `leads` */
    WORD_BEGINS_BODY = 1 << 12 /* the first word of one of its `names` */
};

/* The marks of a folded word, together; 0 for a word of no list. */
unsigned schema_word_marks(const struct schema *schema, const char *word);

/* What makes a name one of a kind. */
enum body_phrase {
    BODY_ENDS,    /* its last words */
    BODY_LEADS,   /* its first words */
    BODY_IS,      /* the whole of it */
    BODY_CAPITALS /* its last word, which stands for the kind's first end */
};

struct body_sort {
    const char *kind;
    const char *label;
    bool unit;                /* a part of a body, or a gathering of several */
    const char *full;         /* the first of `ends`, or NULL */
    const char *const *names; /* as written */
    size_t name_count;
};

const struct body_sort *schema_body_sort(const struct schema *schema,
                                         size_t index);

/* Index of the kind that has the phrase for that, in small letters (capitals
 * as they are), or SCHEMA_NO_INDEX. */
int schema_find_body_sort(const struct schema *schema, enum body_phrase as,
                          const char *phrase);

#ifdef __cplusplus
}
#endif

#endif
