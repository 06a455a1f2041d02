/* passages.c - finds the query in a text and cuts the best windows out of it.
 *
 * The text is read once into words. Each word that the query seeks is a hit. A
 * window of PASSAGE_WORDS words is tried from every hit; it is worth the
 * weights of the different things found in it, and a little for each repeated.
 * The best is then moved back to where its sentence begins, as far as there is
 * room, so that it reads on its own. */
#include "passages.h"

#include <stdint.h>
#include <string.h>

#include "text/tokens.h"

/* What a second hit of the same word is worth, of its weight. */
static const double repeat_worth = 0.1;

/* Fewer words than this and a first block is a title or a label. */
enum { OPENING_WORDS_MIN = 8 };

_Static_assert(QUERY_PHRASE_MAX <= 32, "a phrase's words are bits of a uint32");

struct word {
    size_t start;
    size_t end;
    int hit;            /* index of what was sought, or -1 */
    unsigned hit_words; /* how many words the hit takes, from this one on */
    bool block_start;
    bool sentence_start;
};

struct reading {
    struct arena *arena;
    const struct sought_words *sought;
    const char *text;
    size_t size;
    struct word *words;
    size_t word_count;
};

/* Words first..end of the reading. */
struct window {
    size_t first;
    size_t end;
    double worth;
};

/* ---- what to seek ---- */

/* A form that a synonym has beside the word that was typed is worth less. */
static double share_of(const struct query *query) {
    return query->weight > 0 ? query->weight : 1.0;
}

static enum concord_status
collect_word(struct sought_words *out, struct arena *arena,
             const struct query *query, size_t index, enum query_kind kind,
             struct stemmer *stemmer, struct concord_error *err) {
    struct sought_word *item =
        arena_push(arena, &out->items, &out->count, sizeof *item);
    if (item == NULL)
        return concord_no_memory(err);
    *item = (struct sought_word){kind, query->exact || kind != QUERY_WORD,
                                 &query->words[index], 1, share_of(query)};
    if (item->exact)
        return CONCORD_OK;
    const char **word = arena_alloc(arena, sizeof *word);
    if (word == NULL)
        return concord_no_memory(err);
    *word = arena_string(arena, stemmer_stem(stemmer, query->words[index],
                                             strlen(query->words[index])));
    item->words = word;
    return *word != NULL ? CONCORD_OK : concord_no_memory(err);
}

static enum concord_status collect_leaf(struct sought_words *out,
                                        struct arena *arena,
                                        const struct query *query,
                                        struct stemmer *stemmer,
                                        struct concord_error *err) {
    if (query->kind == QUERY_PHRASE && query->word_count > 1) {
        struct sought_word *item =
            arena_push(arena, &out->items, &out->count, sizeof *item);
        if (item == NULL)
            return concord_no_memory(err);
        *item = (struct sought_word){
            QUERY_PHRASE, true, query->words, query->word_count,
            share_of(query) * (double)query->word_count};
        return CONCORD_OK;
    }
    enum concord_status status = CONCORD_OK;
    enum query_kind kind =
        query->kind == QUERY_PREFIX ? QUERY_PREFIX : QUERY_WORD;
    /* The words of a phrase or near are unstemmed. */
    struct query exact = *query;
    exact.exact = query->exact || query->kind != QUERY_WORD;
    for (size_t i = 0; i < query->word_count && status == CONCORD_OK; i++)
        status = collect_word(out, arena, &exact, i, kind, stemmer, err);
    return status;
}

enum concord_status sought_words_collect(struct sought_words *out,
                                         struct arena *arena,
                                         const struct query *query,
                                         struct stemmer *stemmer,
                                         struct concord_error *err) {
    if (query == NULL || query->kind == QUERY_ALL)
        return CONCORD_OK;
    if (query->child_count == 0)
        return query->field == QUERY_IN_TITLE
                   ? CONCORD_OK
                   : collect_leaf(out, arena, query, stemmer, err);
    enum concord_status status = CONCORD_OK;
    size_t wanted = query->kind == QUERY_AND_NOT ? 1 : query->child_count;
    for (size_t i = 0; i < wanted && status == CONCORD_OK; i++)
        status =
            sought_words_collect(out, arena, query->children[i], stemmer, err);
    return status;
}

/* ---- reading the text ---- */

/* What stands between two words says whether a sentence or a block ends. */
static void mark_borders(const struct reading *reading, struct word *word,
                         size_t previous_end, bool first) {
    const char *gap = reading->text + previous_end;
    size_t size = word->start - previous_end;
    word->block_start = first || memmem(gap, size, "\n\n", 2) != NULL;
    word->sentence_start = word->block_start ||
                           memmem(gap, size, ". ", 2) != NULL ||
                           memmem(gap, size, "? ", 2) != NULL ||
                           memmem(gap, size, "! ", 2) != NULL;
}

static bool same_word(const struct sought_word *item, const struct token *token,
                      struct stemmer *stemmer) {
    const char *sought = item->words[0];
    /* The English stemmer never changes the first letter but for its case. */
    if (sought[0] != token->word[0])
        return false;
    if (item->kind == QUERY_PREFIX)
        return strncmp(token->word, sought, strlen(sought)) == 0;
    if (item->exact)
        return strcmp(token->word, sought) == 0;
    return strcmp(stemmer_stem(stemmer, token->word, token->length), sought) ==
           0;
}

static int find_single(const struct sought_words *sought,
                       const struct token *token, struct stemmer *stemmer) {
    for (size_t i = 0; i < sought->count; i++)
        if (sought->items[i].kind != QUERY_PHRASE &&
            same_word(&sought->items[i], token, stemmer))
            return (int)i;
    return -1;
}

/* The phrase has just ended at the newest word: make its first word the hit.
 * Phrases never cross blocks. */
static void note_phrase(struct reading *reading, int index, size_t length) {
    size_t first = reading->word_count - length;
    for (size_t i = first + 1; i < reading->word_count; i++)
        if (reading->words[i].block_start)
            return;
    reading->words[first].hit = index;
    reading->words[first].hit_words = (unsigned)length;
    for (size_t i = first + 1; i < reading->word_count; i++)
        reading->words[i].hit = -1;
}

/* Shift-and (Baeza-Yates and Gonnet, A New Approach to Text Searching, 1992),
 * with words for letters: bit j of under_way[i] says that the first j + 1 words
 * of phrase i have just been read. */
static void follow_phrases(struct reading *reading, const struct token *token,
                           uint32_t *under_way) {
    for (size_t i = 0; i < reading->sought->count; i++) {
        const struct sought_word *item = &reading->sought->items[i];
        if (item->kind != QUERY_PHRASE || item->word_count == 0)
            continue;
        uint32_t here = 0;
        for (size_t j = 0; j < item->word_count; j++)
            if (strcmp(item->words[j], token->word) == 0)
                here |= (uint32_t)1 << j;
        under_way[i] = (under_way[i] << 1 | 1) & here;
        if ((under_way[i] >> (item->word_count - 1) & 1) != 0)
            note_phrase(reading, (int)i, item->word_count);
    }
}

/* Words that hyphens join, "co-operation", are one for who seeks the one. */
struct compound {
    struct token whole; /* its word is theirs in one */
    size_t parts;
};

static void follow_compound(struct reading *reading, struct compound *compound,
                            const struct token *token,
                            struct stemmer *stemmer) {
    struct token *whole = &compound->whole;
    bool goes_on = token->joined && compound->parts > 0 &&
                   token->length <= TOKEN_WORD_MAX - whole->length;
    if (!goes_on) {
        compound->parts = 1;
        *whole = *token;
        return;
    }
    memcpy(whole->word + whole->length, token->word, token->length + 1);
    whole->length += token->length;
    compound->parts++;
    int hit = find_single(reading->sought, whole, stemmer);
    if (hit >= 0 && !reading->sought->items[hit].exact)
        note_phrase(reading, hit, compound->parts);
}

static enum concord_status read_words(struct reading *reading,
                                      struct stemmer *stemmer,
                                      struct concord_error *err) {
    uint32_t *under_way = arena_alloc(
        reading->arena, (reading->sought->count + 1) * sizeof *under_way);
    if (under_way == NULL)
        return concord_no_memory(err);
    struct token_reader reader;
    struct token token;
    struct compound compound = {.parts = 0};
    size_t previous_end = 0;
    token_reader_begin_search(&reader, reading->text, reading->size);
    while (token_next(&reader, &token)) {
        struct word *word = arena_push(reading->arena, &reading->words,
                                       &reading->word_count, sizeof *word);
        if (word == NULL)
            return concord_no_memory(err);
        word->start = token.start;
        word->end = token.end;
        word->hit = find_single(reading->sought, &token, stemmer);
        word->hit_words = 1;
        mark_borders(reading, word, previous_end, reading->word_count == 1);
        follow_compound(reading, &compound, &token, stemmer);
        follow_phrases(reading, &token, under_way);
        previous_end = token.end;
    }
    return CONCORD_OK;
}

/* ---- windows ---- */

static bool overlaps(const struct window *window, const struct window *taken,
                     size_t taken_count) {
    for (size_t i = 0; i < taken_count; i++)
        if (window->first < taken[i].end && taken[i].first < window->end)
            return true;
    return false;
}

/* What words first.. are worth; *last is behind the last hit among them. */
static double window_worth(const struct reading *reading, size_t first,
                           bool *seen, size_t *last) {
    double worth = 0;
    memset(seen, 0, reading->sought->count * sizeof *seen);
    for (size_t i = first; i < reading->word_count && i < first + PASSAGE_WORDS;
         i++) {
        const struct word *word = &reading->words[i];
        if (word->hit < 0)
            continue;
        double weight = reading->sought->items[word->hit].weight;
        worth += seen[word->hit] ? weight * repeat_worth : weight;
        seen[word->hit] = true;
        *last = i + word->hit_words;
    }
    return worth;
}

/* Where to begin so that the passage opens with a sentence, or, when there is
 * no room for that, with some words before the first hit. */
static size_t open_window(const struct reading *reading, size_t first,
                          size_t last) {
    size_t spare =
        last - first < PASSAGE_WORDS ? PASSAGE_WORDS - (last - first) : 0;
    size_t start = first;
    for (size_t back = 0; !reading->words[start].sentence_start; back++) {
        if (back == spare || start == 0)
            return first - (spare / 3 < back ? spare / 3 : back);
        start--;
    }
    return start;
}

/* To the end of the block of the last hit, as far as there are words left. */
static size_t close_window(const struct reading *reading, size_t start,
                           size_t last) {
    size_t end = last;
    while (end < reading->word_count && end < start + PASSAGE_WORDS &&
           !reading->words[end].block_start)
        end++;
    return end;
}

static bool best_window(const struct reading *reading, bool *seen,
                        const struct window *taken, size_t taken_count,
                        struct window *best) {
    *best = (struct window){0, 0, 0};
    for (size_t i = 0; i < reading->word_count; i++) {
        if (reading->words[i].hit < 0)
            continue;
        size_t last = i + 1;
        struct window window = {0, 0, 0};
        window.worth = window_worth(reading, i, seen, &last);
        if (window.worth <= best->worth)
            continue;
        window.first = open_window(reading, i, last);
        window.end = close_window(reading, window.first, last);
        if (!overlaps(&window, taken, taken_count))
            *best = window;
    }
    return best->worth > 0;
}

/* The first block that is long enough to be a paragraph, else the first. */
static void opening_window(const struct reading *reading,
                           struct window *window) {
    size_t start = 0;
    for (size_t i = 1; i <= reading->word_count; i++) {
        if (i < reading->word_count && !reading->words[i].block_start)
            continue;
        if (i - start >= OPENING_WORDS_MIN)
            break;
        start = i;
    }
    if (start >= reading->word_count)
        start = 0;
    window->first = start;
    window->end = close_window(reading, start, start + 1);
}

/* ---- passages ---- */

/* Closing marks that follow the last word belong to the passage. */
static size_t end_of_passage(const struct reading *reading, size_t end) {
    size_t at = reading->words[end - 1].end;
    while (at < reading->size && strchr(".!?)", reading->text[at]) != NULL &&
           reading->text[at] != '\0')
        at++;
    return at;
}

static enum concord_status make_passage(const struct reading *reading,
                                        const struct window *window,
                                        struct passage *passage,
                                        struct concord_error *err) {
    struct text_span *marks = NULL;
    passage->span.start = reading->words[window->first].start;
    passage->span.end = end_of_passage(reading, window->end);
    passage->text =
        arena_copy(reading->arena, reading->text + passage->span.start,
                   passage->span.end - passage->span.start);
    for (size_t i = window->first; i < window->end; i++) {
        const struct word *word = &reading->words[i];
        if (word->hit < 0 || i + word->hit_words > window->end)
            continue;
        struct text_span *mark = arena_push(reading->arena, &marks,
                                            &passage->mark_count, sizeof *mark);
        if (mark == NULL)
            return concord_no_memory(err);
        mark->start = word->start;
        mark->end = reading->words[i + word->hit_words - 1].end;
        i += word->hit_words - 1;
    }
    passage->marks = marks;
    return passage->text != NULL ? CONCORD_OK : concord_no_memory(err);
}

enum concord_status passages_find(const struct passage **out, size_t *count,
                                  struct arena *arena,
                                  const struct sought_words *sought,
                                  struct stemmer *stemmer, const char *text,
                                  size_t size, unsigned wanted,
                                  struct concord_error *err) {
    *out = NULL;
    *count = 0;
    struct reading reading = {arena, sought, text, size, NULL, 0};
    enum concord_status status = read_words(&reading, stemmer, err);
    if (status != CONCORD_OK || reading.word_count == 0)
        return status;
    struct passage *passages = arena_alloc(arena, wanted * sizeof *passages);
    struct window *windows = arena_alloc(arena, wanted * sizeof *windows);
    bool *seen = arena_alloc(arena, (sought->count + 1) * sizeof *seen);
    if (passages == NULL || windows == NULL || seen == NULL)
        return concord_no_memory(err);
    size_t found = 0;
    while (found < wanted &&
           best_window(&reading, seen, windows, found, &windows[found]))
        found++;
    if (found == 0 && wanted > 0)
        opening_window(&reading, &windows[found++]);
    for (size_t i = 0; i < found && status == CONCORD_OK; i++)
        status = make_passage(&reading, &windows[i], &passages[i], err);
    *out = passages;
    *count = found;
    return status;
}
