/* made_words.c - syllables of a consonant and a vowel, and an end that no
 * suffix of English has: b, k or p. */
#include "made_words.h"

static const char consonants[] = "bdfgklmnprstvz";
static const char vowels[] = "aeiou";
static const char ends[] = "bkp";

enum { CONSONANTS = 14, VOWELS = 5, ENDS = 3, SYLLABLES = CONSONANTS * VOWELS };
enum { LONGEST = 3 /* syllables */ };

/* How many words have that many syllables. */
static size_t words_of(size_t syllables) {
    size_t count = ENDS;
    for (size_t i = 0; i < syllables; i++)
        count *= SYLLABLES;
    return count;
}

size_t made_words_count(void) {
    size_t count = 0;
    for (size_t syllables = 1; syllables <= LONGEST; syllables++)
        count += words_of(syllables);
    return count;
}

size_t made_word(char out[MADE_WORD_MAX], size_t rank) {
    size_t syllables = 1;
    size_t length = 0;
    for (; rank >= words_of(syllables); syllables++)
        rank -= words_of(syllables);
    /* Words used alike are not neighbours in the alphabet: a stride that shares
     * no factor with the count (2, 3, 5 and 7 make it up) visits each once. */
    rank = rank * 7919 % words_of(syllables);
    char end = ends[rank % ENDS];
    rank /= ENDS;
    for (size_t i = 0; i < syllables; i++) {
        out[length++] = consonants[rank % CONSONANTS];
        rank /= CONSONANTS;
        out[length++] = vowels[rank % VOWELS];
        rank /= VOWELS;
    }
    out[length++] = end;
    out[length] = '\0';
    return length;
}
