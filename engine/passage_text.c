/* passage_text.c - words, borders and hits of a stretch. */
#include "passage_text.h"

#include <string.h>
#include <time.h>

#include "text/abbreviations.h"

enum {
    MATTER_WORDS_MIN = 12, /* so many are no heading */
    TITLE_WORDS_MIN = 3,   /* of a title's beginning, to be taken for it */
    TAIL_MAX = 16          /* bytes of marks that follow a word */
};

static const uint32_t hits_a_word = 2; /* on the average of a stretch */

/* What ends a word beyond doubt. */
static const bool ends_word[256] = {
    [' '] = true, ['\n'] = true, ['.'] = true, [','] = true, [';'] = true,
    [':'] = true, ['!'] = true,  ['?'] = true, [')'] = true};

/* ---- room ---- */

enum concord_status passage_text_prepare(struct passage_text *out,
                                         struct arena *arena,
                                         const struct sought_words *sought,
                                         struct stemmer *stemmer,
                                         struct concord_error *err) {
    size_t places =
        sought->exact.count + sought->stems.count + sought->prefixes.count;
    /* One word more may be each of these, by itself and over hyphens. */
    size_t hits = (size_t)STRETCH_WORDS * hits_a_word + 2 * (places + 1);
    memset(out, 0, sizeof *out);
    out->sought = sought;
    out->stemmer = stemmer;
    out->words = arena_alloc_raw(arena, STRETCH_WORDS * sizeof *out->words);
    out->blocks = arena_alloc_raw(arena, STRETCH_WORDS * sizeof *out->blocks);
    out->hits = arena_alloc_raw(arena, hits * sizeof *out->hits);
    out->hit_room = STRETCH_WORDS * hits_a_word;
    out->hit_most = (uint32_t)hits;
    for (int letter = 'a'; letter <= 'z'; letter++)
        out->passes[letter] = out->passes[letter - 'a' + 'A'] =
            !sought->exact.begins[letter] && !sought->stems.begins[letter] &&
            !sought->prefixes.begins[letter];
    out->under_way =
        arena_alloc(arena, (sought->count + 1) * sizeof *out->under_way);
    out->under_way_at =
        arena_alloc(arena, (sought->count + 1) * sizeof *out->under_way_at);
    out->near_at =
        arena_alloc(arena, (sought->near_ones + 1) * sizeof *out->near_at);
    return out->words != NULL && out->blocks != NULL && out->hits != NULL &&
                   out->under_way != NULL && out->under_way_at != NULL &&
                   out->near_at != NULL
               ? CONCORD_OK
               : concord_no_memory(err);
}

bool passage_text_is_late(const struct passage_text *reading) {
    struct timespec now;
    if (reading->deadline == 0)
        return false;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec > reading->deadline;
}

/* ---- borders ---- */

static bool is_space(char byte) {
    return byte == ' ' || byte == '\n' || byte == '\t';
}

/* The marks that follow a word without a space. */
static size_t tail_size(const char *gap, size_t size) {
    size_t at = 0;
    while (at < size && at < TAIL_MAX && !is_space(gap[at]))
        at++;
    return at;
}

static bool has_any(const char *bytes, size_t size, const char *sought) {
    for (size_t i = 0; i < size; i++)
        if (bytes[i] != '\0' && strchr(sought, bytes[i]) != NULL)
            return true;
    return false;
}

static bool ends_in_mark(const char *tail, size_t size) {
    return has_any(tail, size, ".?!") || memmem(tail, size, "…", 3) != NULL;
}

/* The word before the one that is read now, folded; "" before the first. It is
 * asked for seldom enough to be read again. */
static void read_previous(const struct passage_text *reading,
                          struct token *out) {
    struct token_reader reader;
    token_reader_begin_search(&reader, reading->text, reading->size);
    reader.at = reading->word_count > 0
                    ? reading->words[reading->word_count - 1].start
                    : reading->cut_word;
    out->word[0] = out->word[1] = '\0';
    out->length = 0;
    if (reading->word_count > 0 || reading->next > 0)
        token_next(&reader, out);
}

/* A full stop behind "Cllr" or "J" ends nothing, nor one before a small
 * letter. */
static bool ends_sentence(const struct passage_text *reading, const char *gap,
                          size_t size, const struct token *next) {
    size_t tail = tail_size(gap, size);
    if (tail == size || !ends_in_mark(gap, tail))
        return false;
    char first = reading->text[next->start];
    if (next->letters == TOKEN_LOWER && !(first >= '0' && first <= '9'))
        return false;
    if (gap[0] != '.')
        return true;
    struct token previous;
    read_previous(reading, &previous);
    return previous.length > 1 && !text_is_abbreviation(previous.word);
}

static bool opens_part(const char *gap, size_t size) {
    return has_any(gap, size < TAIL_MAX ? size : TAIL_MAX, ",;:()\n") ||
           memmem(gap, size, "–", 3) != NULL ||
           memmem(gap, size, "—", 3) != NULL ||
           memmem(gap, size, " - ", 3) != NULL;
}

static uint32_t borders_at(const struct passage_text *reading,
                           const struct token *token, size_t previous_end) {
    const char *gap = reading->text + previous_end;
    size_t size = token->start - previous_end;
    if (previous_end != 0 && size == 1 && *gap == ' ')
        return 0; /* as nearly always */
    if (previous_end == 0 || memmem(gap, size, "\n\n", 2) != NULL)
        return OPENS_BLOCK | OPENS_SENTENCE | OPENS_PART;
    if (ends_sentence(reading, gap, size, token))
        return OPENS_SENTENCE | OPENS_PART;
    return opens_part(gap, size) ? OPENS_PART : 0;
}

/* ---- blocks ---- */

/* The block's words are those that the title has or begins with. */
static bool is_title(const struct passage_text *reading, uint32_t words) {
    return reading->title_matched == words &&
           (words == reading->title_count || words >= TITLE_WORDS_MIN);
}

static enum text_block_kind kind_of(const struct passage_text *reading,
                                    const struct text_block *block) {
    uint32_t words = block->end - block->first;
    const char *gap = reading->text + reading->words[block->end - 1].end;
    size_t size = (size_t)(reading->text + reading->size - gap);
    size_t tail = tail_size(gap, size);
    bool sentence = ends_in_mark(gap, tail);
    if (is_title(reading, words))
        return TEXT_TITLE;
    if (words >= MATTER_WORDS_MIN && (sentence || has_any(gap, tail, ":;")) &&
        reading->small_words * 2 >= words)
        return TEXT_PARAGRAPH;
    return words >= MATTER_WORDS_MIN || sentence || has_any(gap, tail, ";,")
               ? TEXT_MATTER
               : TEXT_HEADING;
}

static void end_block(struct passage_text *reading) {
    if (reading->block_count == 0)
        return;
    struct text_block *block = &reading->blocks[reading->block_count - 1];
    block->end = reading->word_count;
    block->kind = kind_of(reading, block);
}

static void begin_block(struct passage_text *reading) {
    end_block(reading);
    struct text_block *block = &reading->blocks[reading->block_count++];
    *block = (struct text_block){reading->word_count, reading->word_count,
                                 TEXT_MATTER};
    reading->small_words = 0;
    reading->title_matched = 0;
}

static void count_in_block(struct passage_text *reading,
                           const struct token *token) {
    const struct text_block *block = &reading->blocks[reading->block_count - 1];
    uint32_t at = reading->word_count - block->first;
    reading->small_words += token->letters == TOKEN_LOWER;
    if (reading->title_matched == at && at < reading->title_count &&
        strcmp(reading->title[at], token->word) == 0)
        reading->title_matched++;
}

/* ---- hits ---- */

/* The hit's last word is the newest. */
static void add_hit(struct passage_text *reading, uint32_t item, uint32_t first,
                    bool whole) {
    reading->hits[reading->hit_count++] =
        (struct text_hit){first, reading->word_count, item, whole};
}

static uint32_t block_start(const struct passage_text *reading) {
    return reading->blocks[reading->block_count - 1].first;
}

/* Shift-and (Baeza-Yates and Gonnet, A New Approach to Text Searching, 1992),
 * with words for letters: `here` has bit j when the newest word is word j of
 * the phrase. What was under way by another word is none. */
static void follow_phrase(struct passage_text *reading, uint32_t index,
                          uint32_t here) {
    const struct sought_word *item = &reading->sought->items[index];
    uint32_t words = reading->word_count;
    bool goes_on = reading->under_way_at[index] == words - 1 &&
                   words - 1 > block_start(reading);
    uint32_t before = goes_on ? reading->under_way[index] : 0;
    reading->under_way[index] = (before << 1 | 1) & here;
    reading->under_way_at[index] = words;
    if ((reading->under_way[index] >> (item->word_count - 1) & 1) != 0)
        add_hit(reading, index, words - (uint32_t)item->word_count, true);
}

/* The last of each of its words, all in this block and within the window. */
static void follow_near(struct passage_text *reading, uint32_t index) {
    const struct sought_word *item = &reading->sought->items[index];
    const uint32_t *at = reading->near_at + item->near_one;
    uint32_t words = reading->word_count;
    uint32_t first = words;
    add_hit(reading, index, words - 1, false);
    for (size_t i = 0; i < item->word_count; i++)
        if (at[i] < first)
            first = at[i];
    if (first > block_start(reading) && words - first <= item->window &&
        words - first + 1 >= item->word_count)
        add_hit(reading, index, first - 1, true);
}

/* `places` are those of one item. */
static void meet_item(struct passage_text *reading,
                      const struct sought_place *places, size_t count,
                      uint32_t parts) {
    uint32_t index = places[0].item;
    const struct sought_word *item = &reading->sought->items[index];
    uint32_t here = 0;
    for (size_t i = 0; i < count; i++) {
        if (item->kind == QUERY_PHRASE)
            here |= (uint32_t)1 << places[i].place;
        else if (item->kind == QUERY_NEAR)
            reading->near_at[item->near_one + places[i].place] =
                reading->word_count;
    }
    if (item->kind == QUERY_PHRASE)
        follow_phrase(reading, index, here);
    else if (item->kind == QUERY_NEAR)
        follow_near(reading, index);
    else
        add_hit(reading, index, reading->word_count - parts, true);
}

static void meet(struct passage_text *reading,
                 const struct sought_places *among, const char *word,
                 uint32_t parts) {
    size_t count = 0;
    const struct sought_place *found = sought_places_find(among, word, &count);
    for (size_t i = 0; i < count;) {
        size_t same = 1;
        while (i + same < count && found[i + same].item == found[i].item)
            same++;
        meet_item(reading, &found[i], same, parts);
        i += same;
    }
}

static bool may_be(const struct sought_places *among, const char *word) {
    return among->begins[(unsigned char)word[0]];
}

/* The English stemmer never changes the first letter but for its case. */
static void meet_stem(struct passage_text *reading, const char *word,
                      size_t length, uint32_t parts) {
    const struct sought_places *stems = &reading->sought->stems;
    if (may_be(stems, word))
        meet(reading, stems, stemmer_stem(reading->stemmer, word, length),
             parts);
}

static void meet_prefixes(struct passage_text *reading, const char *word) {
    const struct sought_places *prefixes = &reading->sought->prefixes;
    if (!may_be(prefixes, word))
        return;
    for (size_t i = 0; i < prefixes->count; i++) {
        const struct sought_place *place = &prefixes->items[i];
        if (strncmp(word, place->word, strlen(place->word)) == 0)
            meet_item(reading, place, 1, 1);
    }
}

static void meet_word(struct passage_text *reading, const struct token *token) {
    if (may_be(&reading->sought->exact, token->word))
        meet(reading, &reading->sought->exact, token->word, 1);
    meet_stem(reading, token->word, token->length, 1);
    meet_prefixes(reading, token->word);
}

/* Words that hyphens join are one for who seeks the one, all of them. */
static void end_hyphened(struct passage_text *reading) {
    struct hyphened_word *hyphened = &reading->hyphened;
    if (hyphened->parts > 1)
        meet_stem(reading, hyphened->word, hyphened->length, hyphened->parts);
    hyphened->parts = 0;
}

static void append_part(struct hyphened_word *hyphened,
                        const struct token *token) {
    memcpy(hyphened->word + hyphened->length, token->word, token->length + 1);
    hyphened->length += token->length;
}

static void follow_hyphens(struct passage_text *reading,
                           const struct token *token) {
    struct hyphened_word *hyphened = &reading->hyphened;
    if (!token->joined || hyphened->parts == 0) {
        hyphened->parts = 1;
        return;
    }
    if (hyphened->parts == 1) {
        struct token first;
        read_previous(reading, &first);
        hyphened->length = 0;
        append_part(hyphened, &first);
    }
    if (token->length > TOKEN_WORD_MAX - hyphened->length) {
        hyphened->parts = 0; /* too long to be a word */
        return;
    }
    append_part(hyphened, token);
    hyphened->parts++;
}

/* ---- stretches ---- */

static void add_word(struct passage_text *reading, const struct token *token,
                     size_t previous_end) {
    uint32_t opens = borders_at(reading, token, previous_end);
    if (!token->joined)
        end_hyphened(reading);
    if ((opens & OPENS_BLOCK) != 0 || reading->block_count == 0)
        begin_block(reading);
    count_in_block(reading, token);
    follow_hyphens(reading, token);
    reading->words[reading->word_count++] = (struct text_word){
        token->start, token->end, reading->block_count - 1, opens};
    meet_word(reading, token);
}

/* Where the next word begins, behind a space and perhaps a comma before it; 0
 * when something else stands there. */
static size_t plain_start(const struct passage_text *reading, size_t at) {
    const char *text = reading->text;
    size_t start = at + 1;
    if (start < reading->size && text[at] == ',')
        start++;
    return start < reading->size && text[start - 1] == ' ' ? start : 0;
}

/* Where a word of small letters ends that begins at `start`, the first a
 * capital perhaps, and like nothing sought; 0 when there is none. */
static size_t plain_end(const struct passage_text *reading, size_t start) {
    const char *text = reading->text + start;
    size_t size = reading->size - start;
    if (!reading->passes[(unsigned char)*text])
        return 0;
    size_t count = 1 + token_small_letters(text + 1, size - 1);
    return count < size && ends_word[(unsigned char)text[count]] ? start + count
                                                                 : 0;
}

/* Take words as most are. A short cut for add_word(); false when the next is no
 * such word. */
static bool add_plain_words(struct passage_text *reading,
                            struct token_reader *reader) {
    uint32_t before = reading->word_count;
    if (reading->block_count == 0 || reading->hyphened.parts > 1 ||
        reader->hyphen)
        return false;
    uint32_t block = reading->block_count - 1;
    if (reading->title_matched == before - reading->blocks[block].first)
        return false; /* the next may be a word of the title */
    while (reading->word_count < STRETCH_WORDS) {
        size_t start = plain_start(reading, reader->at);
        size_t end = start > 0 ? plain_end(reading, start) : 0;
        if (end == 0)
            break;
        uint32_t opens = start - reader->at > 1 ? OPENS_PART : 0;
        reading->words[reading->word_count++] =
            (struct text_word){start, end, block, opens};
        reading->small_words += reading->text[start] >= 'a';
        reader->at = end;
    }
    if (reading->word_count > before)
        reading->hyphened.parts = 1;
    return reading->word_count > before;
}

static void begin_stretch(struct passage_text *reading) {
    const struct sought_words *sought = reading->sought;
    reading->word_count = 0;
    reading->block_count = 0;
    reading->hit_count = 0;
    reading->hyphened.parts = 0;
    memset(reading->under_way, 0, sought->count * sizeof *reading->under_way);
    memset(reading->under_way_at, 0,
           sought->count * sizeof *reading->under_way_at);
    memset(reading->near_at, 0, sought->near_ones * sizeof *reading->near_at);
}

/* Where a full stretch had better end: behind matter, behind any block, behind
 * a sentence; its second half at least stays. */
static uint32_t good_end(const struct passage_text *reading) {
    uint32_t half = reading->word_count / 2;
    uint32_t end = 0;
    for (uint32_t i = reading->block_count - 1; i > 0; i--) {
        uint32_t first = reading->blocks[i].first;
        if (first <= half)
            break;
        if (end == 0 || reading->blocks[i - 1].kind >= TEXT_MATTER)
            end = first;
        if (reading->blocks[i - 1].kind >= TEXT_MATTER)
            break;
    }
    for (uint32_t i = reading->word_count - 1; end == 0 && i > half; i--)
        if ((reading->words[i].opens & OPENS_SENTENCE) != 0)
            end = i;
    return end == 0 ? reading->word_count : end;
}

static void cut_stretch(struct passage_text *reading) {
    uint32_t end = good_end(reading);
    reading->word_count = end;
    while (reading->blocks[reading->block_count - 1].first >= end)
        reading->block_count--;
    reading->blocks[reading->block_count - 1].end = end;
    while (reading->hit_count > 0 &&
           reading->hits[reading->hit_count - 1].end > end)
        reading->hit_count--;
    reading->next = reading->words[end - 1].end;
    reading->cut_word = reading->words[end - 1].start;
}

static bool has_room(const struct passage_text *reading) {
    return reading->word_count < STRETCH_WORDS &&
           reading->hit_count < reading->hit_room;
}

enum concord_status passage_text_read(struct passage_text *reading,
                                      struct concord_error *err) {
    struct token_reader reader;
    struct token token;
    bool ended = false;
    begin_stretch(reading);
    if (passage_text_is_late(reading))
        return concord_fail(err, CONCORD_DEADLINE,
                            "the texts found are too long to read in time");
    token_reader_begin_search(&reader, reading->text, reading->size);
    reader.at = reading->next;
    while (!ended && has_room(reading)) {
        if (add_plain_words(reading, &reader))
            continue;
        size_t previous_end = reading->word_count > 0
                                  ? reading->words[reading->word_count - 1].end
                                  : reading->next;
        ended = !token_next(&reader, &token);
        if (!ended)
            add_word(reading, &token, previous_end);
    }
    end_hyphened(reading);
    end_block(reading);
    if (ended)
        reading->next = reading->size;
    else
        cut_stretch(reading);
    return CONCORD_OK;
}
