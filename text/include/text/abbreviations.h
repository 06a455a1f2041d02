/* abbreviations.h - words whose full stop ends no sentence. Pure; any
 * thread. */
#ifndef CONCORD_TEXT_ABBREVIATIONS_H
#define CONCORD_TEXT_ABBREVIATIONS_H

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/* `word` is folded as tokens.h does it: "cllr", and the "e" of "e.g.". */
bool text_is_abbreviation(const char *word);

#ifdef __cplusplus
}
#endif

#endif
