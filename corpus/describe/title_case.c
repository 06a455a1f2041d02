#include "describe/title_case.h"

#include <ctype.h>
#include <string.h>

#include "describe/words.h"

static const char *const small_words[] = {
    "a",  "an", "and", "as",   "at",  "but", "by",   "for",  "from", "in",
    "of", "on", "or",  "over", "the", "to",  "upon", "with", NULL};

enum { CAPITALS_MIN = 4 };

bool is_in_capitals(const char *text, size_t size) {
    size_t capitals = 0;
    for (size_t i = 0; i < size; i++) {
        if (islower((unsigned char)text[i]))
            return false;
        capitals += isupper((unsigned char)text[i]) != 0;
    }
    return capitals >= CAPITALS_MIN;
}

static bool has_vowel(const char *folded) {
    return strpbrk(folded, "aeiouy") != NULL;
}

/* The paper has the word in capitals where the words around it are not. */
static bool is_acronym(const struct reading *reading, const char *folded) {
    for (size_t i = 0; i < reading->word_count; i++) {
        const struct word *word = &reading->words[i];
        if (word->letters != TOKEN_ALL_CAPITALS ||
            strcmp(word->folded, folded) != 0)
            continue;
        size_t block = reading_block_at(reading, word->start);
        if (block == READING_NOWHERE)
            continue;
        const struct block *in = &reading->document->blocks[block];
        if (!is_in_capitals(reading->document->text + in->start,
                            in->end - in->start))
            return true;
    }
    return false;
}

static bool is_small_word(const char *folded) {
    for (size_t i = 0; small_words[i]; i++)
        if (strcmp(folded, small_words[i]) == 0)
            return true;
    return false;
}

/* A title's first word, and the first after a colon or dash, begin large. */
static bool begins_part(const char *text, size_t start) {
    if (start == 0)
        return true;
    size_t at = start;
    while (at > 0 && strchr(" \"'(", text[at - 1]))
        at--;
    return at == 0 || strchr(":-", text[at - 1]) != NULL;
}

static void append_lowered(struct buffer *out, const char *text, size_t size,
                           bool capital) {
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)text[i];
        bool keep = capital && isalpha(byte);
        buffer_append_char(out, keep ? text[i] : (char)tolower(byte));
        capital = capital && !keep;
    }
}

void title_case(struct buffer *out, const struct reading *reading,
                const char *text, size_t size) {
    struct token_reader reader;
    struct token token;
    size_t at = 0;
    token_reader_begin(&reader, text, size);
    while (token_next(&reader, &token)) {
        size_t length = token.end - token.start;
        buffer_append(out, text + at, token.start - at);
        if (!has_vowel(token.word) || is_acronym(reading, token.word))
            buffer_append(out, text + token.start, length);
        else
            append_lowered(out, text + token.start, length,
                           begins_part(text, token.start) ||
                               !is_small_word(token.word));
        at = token.end;
    }
    buffer_append(out, text + at, size - at);
}
