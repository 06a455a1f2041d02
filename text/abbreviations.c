/* abbreviations.c - the words, as they are folded. */
#include "text/abbreviations.h"

#include <stddef.h>
#include <string.h>

static const char *const abbreviations[] = {
    "mr",   "mrs", "ms", "dr", "st", "rev", "revd", "cllr",
    "prof", "no",  "eg", "ie", "e",  "i",   "g",    NULL};

bool text_is_abbreviation(const char *word) {
    for (size_t i = 0; abbreviations[i] != NULL; i++)
        if (abbreviations[i][0] == word[0] &&
            strcmp(abbreviations[i], word) == 0)
            return true;
    return false;
}
