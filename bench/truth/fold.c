/* fold.c - see fold.h. */
#include "fold.h"

#include <stdlib.h>
#include <string.h>

#include "schema/buffer.h"
#include "schema/document.h"
#include "text/normal.h"

static bool is_space(char byte) {
    return byte != '\0' && strchr(" \t\r\n\f\v", byte) != NULL;
}

static char lower(char byte) {
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

/* In place: runs of white space as one, none at either end. */
static void fold_spaces(char *text) {
    char *out = text;
    for (const char *at = text; *at != '\0'; at++) {
        if (!is_space(*at))
            *out++ = lower(*at);
        else if (out > text && out[-1] != ' ')
            *out++ = ' ';
    }
    if (out > text && out[-1] == ' ')
        out--;
    *out = '\0';
}

char *fold_bytes(const char *text, size_t size) {
    struct buffer straight = BUFFER_INIT(2UL * DOCUMENT_TEXT_MAX);
    struct concord_error err;
    text_clean(&straight, text, size, &err);
    char *clean = buffer_take(&straight);
    if (clean == NULL)
        abort();
    text_straighten(&straight, clean, strlen(clean));
    free(clean);
    char *folded = buffer_take(&straight);
    if (folded == NULL)
        abort();
    fold_spaces(folded);
    return folded;
}

char *fold(const char *text) {
    return text == NULL ? fold_bytes("", 0) : fold_bytes(text, strlen(text));
}

/* Both folded, then held together. */
static bool folded(const char *a, const char *b,
                   bool (*held)(const char *, const char *)) {
    char *left = fold(a);
    char *right = fold(b);
    bool result = held(left, right);
    free(left);
    free(right);
    return result;
}

static const char *without_article(const char *text) {
    return strncmp(text, "the ", 4) == 0 ? text + 4 : text;
}

static bool are_same(const char *a, const char *b) {
    return strcmp(without_article(a), without_article(b)) == 0;
}

bool fold_same(const char *a, const char *b) {
    return folded(a, b, are_same);
}

static bool has(const char *whole, const char *part) {
    return strstr(whole, part) != NULL;
}

bool fold_contains(const char *whole, const char *part) {
    return folded(whole, part, has);
}

static bool is_mark(char byte) {
    return byte != '\0' && strchr(" .,;:!?'\"()[]-", byte) != NULL;
}

static size_t size_without_marks(const char *text) {
    size_t size = strlen(text);
    while (size > 0 && is_mark(text[size - 1]))
        size--;
    return size;
}

static const char *past_marks(const char *text) {
    while (is_mark(*text))
        text++;
    return text;
}

static bool starts(const char *whole, const char *start) {
    whole = past_marks(whole);
    start = past_marks(start);
    return strncmp(whole, start, size_without_marks(start)) == 0;
}

bool fold_starts(const char *whole, const char *start) {
    return folded(whole, start, starts);
}

static bool ends(const char *whole, const char *end) {
    size_t size = size_without_marks(whole);
    end = past_marks(end);
    size_t wanted = size_without_marks(end);
    return size >= wanted && strncmp(whole + size - wanted, end, wanted) == 0;
}

bool fold_ends(const char *whole, const char *end) {
    return folded(whole, end, ends);
}

static bool equals(const char *a, const char *b) {
    a = past_marks(a);
    b = past_marks(b);
    size_t size = size_without_marks(a);
    return size == size_without_marks(b) && strncmp(a, b, size) == 0;
}

bool fold_equals(const char *a, const char *b) {
    return folded(a, b, equals);
}

static bool is_light(const char *word, size_t size) {
    static const char *const light[] = {"the", "of", "a",   "an",
                                        "on",  "in", "for", "and"};
    for (size_t i = 0; i < sizeof light / sizeof *light; i++)
        if (strlen(light[i]) == size && strncmp(light[i], word, size) == 0)
            return true;
    return false;
}

static bool has_word(const char *whole, const char *word, size_t size) {
    for (const char *at = whole; *at != '\0'; at++)
        if ((at == whole || at[-1] == ' ' || is_mark(at[-1])) &&
            strncmp(at, word, size) == 0)
            return true;
    return false;
}

static bool has_words(const char *whole, const char *words) {
    while (*words != '\0') {
        words = past_marks(words);
        size_t size = strcspn(words, " ");
        size_t bare = size;
        while (bare > 0 && is_mark(words[bare - 1]))
            bare--;
        if (bare > 0 && !is_light(words, bare) && !has_word(whole, words, bare))
            return false;
        words += size;
    }
    return true;
}

bool fold_has_words(const char *whole, const char *words) {
    return folded(whole, words, has_words);
}
