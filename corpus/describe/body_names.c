/* body_names.c - the phrases that make a run of words a body's name. */
#include "describe/body_names.h"

#include <string.h>

#include "describe/person_names.h"

enum { PHRASE_WORDS_MAX = 5, PHRASE_BYTES_MAX = 100 };

/* The folded words first..end with single spaces and no possessive; false when
 * they are too long to be any phrase. */
static bool join_words(const struct reading *reading, size_t first, size_t end,
                       char *out) {
    size_t size = 0;
    for (size_t word = first; word < end; word++) {
        const char *folded = reading->words[word].folded;
        size_t length = strlen(folded);
        if (word + 1 == end && length > 2 &&
            strcmp(folded + length - 2, "'s") == 0 &&
            !(word_marks(reading, word) & (WORD_ENDS_BODY | WORD_LEADS_BODY)))
            length -= 2;
        if (size + length + 2 > PHRASE_BYTES_MAX)
            return false;
        if (word > first)
            out[size++] = ' ';
        memcpy(out + size, folded, length);
        size += length;
    }
    out[size] = '\0';
    return true;
}

int body_capitals(const struct reading *reading, size_t word) {
    enum { BYTES_MAX = 8 };
    const struct word *at = &reading->words[word];
    size_t size = at->end - at->start;
    if (at->letters != TOKEN_ALL_CAPITALS)
        return SCHEMA_NO_INDEX;
    const char *text = reading->document->text + at->start;
    for (size_t i = 0; i < size; i++)
        if (text[i] < 'A' || text[i] > 'Z')
            size = i;
    char letters[BYTES_MAX + 1];
    if (size < 2 || size > BYTES_MAX)
        return SCHEMA_NO_INDEX;
    memcpy(letters, text, size);
    letters[size] = '\0';
    return schema_find_body_sort(reading->schema, BODY_CAPITALS, letters);
}

/* A possessive has the marks of the word without it. */
static bool may_end(const struct reading *reading, size_t word) {
    char plain[PHRASE_BYTES_MAX];
    const char *folded = reading->words[word].folded;
    return (word_marks(reading, word) & WORD_ENDS_BODY) ||
           (strchr(folded, '\'') &&
            join_words(reading, word, word + 1, plain) &&
            (schema_word_marks(reading->schema, plain) & WORD_ENDS_BODY));
}

int body_phrase_ending(const struct reading *reading, size_t first, size_t word,
                       size_t *words) {
    char phrase[PHRASE_BYTES_MAX];
    *words = 0;
    int kind = body_capitals(reading, word);
    if (kind != SCHEMA_NO_INDEX) {
        *words = 1;
        return kind;
    }
    if (!may_end(reading, word))
        return SCHEMA_NO_INDEX;
    for (size_t count = PHRASE_WORDS_MAX; count > 0; count--) {
        if (word + 1 < first + count ||
            !join_words(reading, word + 1 - count, word + 1, phrase))
            continue;
        kind = schema_find_body_sort(reading->schema, BODY_ENDS, phrase);
        if (kind != SCHEMA_NO_INDEX) {
            *words = count;
            return kind;
        }
    }
    return SCHEMA_NO_INDEX;
}

int body_phrase_leading(const struct reading *reading, size_t word, size_t end,
                        size_t *words) {
    char phrase[PHRASE_BYTES_MAX];
    *words = 0;
    if (!(word_marks(reading, word) & WORD_LEADS_BODY))
        return SCHEMA_NO_INDEX;
    for (size_t count = PHRASE_WORDS_MAX; count > 0; count--) {
        if (word + count > end ||
            !join_words(reading, word, word + count, phrase))
            continue;
        int kind = schema_find_body_sort(reading->schema, BODY_LEADS, phrase);
        if (kind != SCHEMA_NO_INDEX) {
            *words = count;
            return kind;
        }
    }
    return SCHEMA_NO_INDEX;
}
