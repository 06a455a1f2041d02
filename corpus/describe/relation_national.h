/* relation_national.h - which edition of the national Compact a paper speaks
 * of. Each has its day among the schema's events, so that "the national
 * Compact" of a paper of 2004 is that of 1998. */
#ifndef CONCORD_CORPUS_DESCRIBE_RELATION_NATIONAL_H
#define CONCORD_CORPUS_DESCRIBE_RELATION_NATIONAL_H

#include "describe/reading.h"

/* What it is called where the words of a paper do not give it a name. */
extern const char national_compact[];

/* The date of the edition that was the latest when the paper was made; undated
 * when that cannot be told. */
struct edtf_date national_compact_then(const struct reading *reading);

/* "In November 1998 the Government and the voluntary sector signed a Compact":
 * the date of the edition that the word `compact` is of, by the date and the
 * government in its sentence; undated when they do not say so. */
struct edtf_date national_compact_told(const struct reading *reading,
                                       size_t compact);

#endif
