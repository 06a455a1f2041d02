/* census.c - a table of words by hash, each stemmed once. */
#include "census.h"

#include <stdlib.h>
#include <string.h>

#include "schema/arena.h"
#include "text/stem.h"

struct census {
    struct arena arena;
    struct stemmer *stemmer;
    struct census_word **slots; /* by hash, then the next free one */
    size_t capacity;            /* a power of two; at most half of it is used */
    size_t count;
};

enum { FIRST_CAPACITY = 1 << 16 };

enum concord_status census_create(struct census **out,
                                  struct concord_error *err) {
    *out = NULL;
    struct census *census = calloc(1, sizeof *census);
    if (census == NULL)
        return concord_no_memory(err);
    census->capacity = FIRST_CAPACITY;
    census->slots = calloc(FIRST_CAPACITY, sizeof(struct census_word *));
    enum concord_status status = census->slots == NULL
                                     ? concord_no_memory(err)
                                     : stemmer_create(&census->stemmer, err);
    if (status == CONCORD_OK)
        *out = census;
    else
        census_destroy(census);
    return status;
}

void census_destroy(struct census *census) {
    if (census == NULL)
        return;
    stemmer_destroy(census->stemmer);
    arena_clear(&census->arena);
    free(census->slots);
    free(census);
}

/* ---- the table ---- */

/* FNV-1a, 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
static uint64_t hash_word(const char *word, size_t length) {
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)word[i]) * 1099511628211u;
    return hash;
}

static struct census_word **find_slot(struct census_word **slots,
                                      size_t capacity, uint64_t hash,
                                      const char *word) {
    size_t at = hash & (capacity - 1);
    while (slots[at] != NULL &&
           (slots[at]->hash != hash || strcmp(slots[at]->word, word) != 0))
        at = (at + 1) & (capacity - 1);
    return &slots[at];
}

static bool make_room(struct census *census) {
    if (2 * (census->count + 1) <= census->capacity)
        return true;
    size_t capacity = 2 * census->capacity;
    struct census_word **slots = calloc(capacity, sizeof(struct census_word *));
    if (slots == NULL)
        return false;
    for (size_t i = 0; i < census->capacity; i++) {
        struct census_word *word = census->slots[i];
        if (word != NULL)
            *find_slot(slots, capacity, word->hash, word->word) = word;
    }
    free(census->slots);
    census->slots = slots;
    census->capacity = capacity;
    return true;
}

static struct census_word *find_word(struct census *census, const char *word,
                                     size_t length) {
    uint64_t hash = hash_word(word, length);
    if (!make_room(census))
        return NULL;
    struct census_word **slot =
        find_slot(census->slots, census->capacity, hash, word);
    if (*slot != NULL)
        return *slot;
    struct census_word *made = arena_alloc(&census->arena, sizeof *made);
    char *copy = arena_copy(&census->arena, word, length);
    if (made == NULL || copy == NULL)
        return NULL;
    made->word = copy;
    made->hash = hash;
    census->count++;
    return *slot = made;
}

/* ---- counting ---- */

static bool stem_word(struct census *census, struct census_word *word,
                      size_t length) {
    const char *stem = stemmer_stem(census->stemmer, word->word, length);
    word->stem = find_word(census, stem, strlen(stem));
    if (word->stem != NULL && word->stem->spelt == NULL)
        word->stem->spelt = word;
    return word->stem != NULL;
}

const struct census_word *census_note(struct census *census, uint32_t paper,
                                      const struct token *token) {
    struct census_word *word = find_word(census, token->word, token->length);
    if (word == NULL ||
        (word->stem == NULL && !stem_word(census, word, token->length)))
        return NULL;
    if (word->stem->last != paper) {
        word->stem->last = paper;
        word->stem->papers++;
    }
    return word;
}

static int compare_words(const void *left, const void *right) {
    const struct census_word *const *a = left;
    const struct census_word *const *b = right;
    return strcmp((*a)->word, (*b)->word);
}

enum concord_status census_between(const struct census *census, uint32_t first,
                                   uint32_t last,
                                   const struct census_word ***out,
                                   size_t *count, struct concord_error *err) {
    *count = 0;
    *out = calloc(census->count + 1, sizeof(const struct census_word *));
    if (*out == NULL)
        return concord_no_memory(err);
    for (size_t i = 0; i < census->capacity; i++) {
        const struct census_word *word = census->slots[i];
        if (word != NULL && word->papers >= first && word->papers <= last)
            (*out)[(*count)++] = word;
    }
    qsort(*out, *count, sizeof **out, compare_words);
    return CONCORD_OK;
}
