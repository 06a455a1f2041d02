/* suggestions_nearest.c - walks the sorted keys as if they were a trie, with
 * the distances of each beginning to every beginning of the word, and turns
 * back where none is near. */
#include "suggestions_nearest.h"

#include <stdbool.h>
#include <string.h>

#include "text/tokens.h"

enum {
    LENGTH_MIN = 3, /* what is shorter is near to everything */
    LENGTH_SHORT = 5,
    DISTANCE_SHORT = 1,
    DISTANCE_LONG = 2,
    FOUND_MAX = 64
};

/* A row of the table of distances: [i] is that of what has been read to the
 * first i letters of the word. */
typedef uint8_t distances[TOKEN_WORD_MAX + 1];

struct near_word {
    uint32_t key;
    uint32_t count;
    unsigned distance;
};

struct walk {
    const struct suggestions_part *part;
    const char *word;
    size_t length;
    unsigned limit; /* what is further is not looked for */
    char read[TOKEN_WORD_MAX + 1];
    distances rows[TOKEN_WORD_MAX + 2]; /* one for each letter read */
    struct near_word found[FOUND_MAX];
    size_t found_count;
    size_t most;
};

static bool is_nearer(const struct near_word *a, const struct near_word *b) {
    if (a->distance != b->distance)
        return a->distance < b->distance;
    return a->count != b->count ? a->count > b->count : a->key < b->key;
}

/* Keep the nearest ones, in order. */
static void keep(struct walk *walk, uint32_t key, unsigned distance) {
    struct near_word next = {key, suggestions_part_entry(walk->part, key).count,
                             distance};
    size_t at = walk->found_count;
    if (at == walk->most && !is_nearer(&next, &walk->found[at - 1]))
        return;
    if (at < walk->most)
        walk->found_count++;
    else
        at--;
    for (; at > 0 && is_nearer(&next, &walk->found[at - 1]); at--)
        walk->found[at] = walk->found[at - 1];
    walk->found[at] = next;
}

static uint8_t least(unsigned a, unsigned b) {
    return (uint8_t)(a < b ? a : b);
}

/* The row below `depth` letters, the last of them just read. The least in it,
 * which nothing that goes on from here can be nearer than. */
static unsigned fill_row(struct walk *walk, size_t depth) {
    const char *word = walk->word;
    const uint8_t *above = walk->rows[depth - 1];
    uint8_t *row = walk->rows[depth];
    char letter = walk->read[depth - 1];
    row[0] = (uint8_t)depth;
    unsigned smallest = row[0];
    for (size_t i = 1; i <= walk->length; i++) {
        row[i] = least(above[i - 1] + (word[i - 1] != letter ? 1U : 0U),
                       least(above[i], row[i - 1]) + 1U);
        if (i > 1 && depth > 1 && letter == word[i - 2] &&
            walk->read[depth - 2] == word[i - 1])
            row[i] = least(row[i], walk->rows[depth - 2][i - 2] + 1U);
        smallest = least(smallest, row[i]);
    }
    return smallest;
}

/* Of a key that is shorter, which only a damaged file has there, NUL. */
static char letter_of(const struct walk *walk, uint32_t key, size_t depth) {
    const char *words = suggestions_part_words(walk->part, key);
    return strnlen(words, depth) == depth ? words[depth] : '\0';
}

/* The end of the keys from `first` on that have the same letter at `depth`. */
static uint32_t end_of_letter(const struct walk *walk, uint32_t first,
                              uint32_t end, size_t depth) {
    char letter = letter_of(walk, first, depth);
    uint32_t step = 1;
    uint32_t low = first;
    while (end - low > step && letter_of(walk, low + step, depth) == letter) {
        low += step;
        step *= 2;
    }
    uint32_t high = end - low > step ? low + step : end;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (letter_of(walk, middle, depth) == letter)
            low = middle;
        else
            high = middle;
    }
    return high;
}

/* Keys first..end begin alike for `depth` letters, whose row is filled. The
 * stack goes no deeper than a word is long. */
static void walk_keys(struct walk *walk, uint32_t first, uint32_t end,
                      size_t depth) {
    while (first < end) {
        char letter = letter_of(walk, first, depth);
        uint32_t next = end_of_letter(walk, first, end, depth);
        if (letter == '\0') {
            if (walk->rows[depth][walk->length] <= walk->limit)
                keep(walk, first, walk->rows[depth][walk->length]);
        } else if (depth < TOKEN_WORD_MAX) {
            walk->read[depth] = letter;
            if (fill_row(walk, depth + 1) <= walk->limit)
                walk_keys(walk, first, next, depth + 1);
        }
        first = next;
    }
}

size_t suggestions_part_nearest(const struct suggestions_part *part,
                                const char *word, struct suggestion *out,
                                size_t most) {
    struct walk walk = {.part = part, .word = word, .length = strlen(word)};
    if (walk.length < LENGTH_MIN || walk.length > TOKEN_WORD_MAX)
        return 0;
    walk.most = most < FOUND_MAX ? most : FOUND_MAX;
    for (size_t i = 0; i <= walk.length; i++)
        walk.rows[0][i] = (uint8_t)i;
    unsigned limit =
        walk.length <= LENGTH_SHORT ? DISTANCE_SHORT : DISTANCE_LONG;
    /* One letter off is found soonest, and then nothing further is wanted. */
    for (walk.limit = 1; walk.limit <= limit && walk.found_count == 0;
         walk.limit++)
        walk_keys(&walk, 0, part->key_count, 0);
    for (size_t i = 0; i < walk.found_count; i++)
        out[i] = suggestions_part_entry(part, walk.found[i].key);
    return walk.found_count;
}
