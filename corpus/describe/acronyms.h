/* acronyms.h - where a paper says what its capitals stand for: "Barset
 * Compact Forum (BCF)", "BCF (Barset Compact Forum)", and the lines of a
 * glossary, "BCF: Barset Compact Forum". */
#ifndef CONCORD_CORPUS_DESCRIBE_ACRONYMS_H
#define CONCORD_CORPUS_DESCRIBE_ACRONYMS_H

#include "describe/reading.h"

/* The capitals that the paper has for a name, compared without case; NULL when
 * it has none. After describe_acronyms(). */
const char *acronym_of_name(const struct document *document, const char *name);

#endif
