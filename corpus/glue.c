/* glue.c - finds where a space may be missing.
 *
 *   "... the forumThe group ..."      left "forum", right "The"
 *   "... the council.The group ..."   left "council.", right "The"
 *
 * Only a whole small-lettered word before a capital is looked at: in a name of
 * one word the first part is short ("eBay", "McCall") or the second all
 * capitals ("BarsetCVS"). Addresses and file names are left alone. */
#include "glue.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "text/tokens.h"

enum { LEFT_LETTERS = 3, SIGN_LEFT_LETTERS = 2, PART_BYTES = 60 };
enum { WORDS_READ = 2560 }; /* of a paper, for the vocabulary */

/* ---- hashes ---- */

/* Case makes no difference to a word. */
static uint32_t hash_word(uint64_t hash, const char *text, size_t size) {
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)tolower((unsigned char)text[i])) *
               1099511628211u;
    hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdu;
    return (uint32_t)(hash >> 32);
}

static const uint64_t word_seed = 14695981039346656037u;

static uint32_t hash_pair(uint32_t first, const char *text, size_t size) {
    return hash_word(word_seed ^ first, text, size);
}

/* ---- words ---- */

/* Words of the paper, and neighbours of which both have capitals and one space
 * between; the first so many. */
static void take_block(struct imprint *out, const char *text) {
    struct token_reader reader;
    struct token token;
    uint32_t before = 0;
    size_t end = 0;
    bool capital = false;
    token_reader_begin(&reader, text, strlen(text));
    while (out->word_count + 2 < WORDS_READ && token_next(&reader, &token)) {
        size_t size = token.end - token.start;
        uint32_t hash = hash_word(word_seed, text + token.start, size);
        bool now = token.letters != TOKEN_LOWER;
        out->words[out->word_count++] = hash;
        if (capital && now && token.start == end + 1)
            out->words[out->word_count++] =
                hash_pair(before, text + token.start, size);
        capital = now;
        before = hash;
        end = token.end;
    }
}

static int by_number(const void *left, const void *right) {
    const uint32_t *a = left;
    const uint32_t *b = right;
    return *a < *b ? -1 : *a > *b;
}

static enum concord_status take_words(struct imprint *out, struct arena *arena,
                                      const struct extract *extract,
                                      struct concord_error *err) {
    uint32_t *all = calloc(WORDS_READ, sizeof *all);
    size_t kept = 0;
    if (!all)
        return concord_no_memory(err);
    out->words = all;
    for (size_t i = 0; i < extract->block_count; i++)
        take_block(out, extract->blocks[i].text);
    qsort(all, out->word_count, sizeof *all, by_number);
    for (size_t i = 0; i < out->word_count && kept < IMPRINT_WORDS; i++)
        if (kept == 0 || all[i] != all[kept - 1])
            all[kept++] = all[i];
    out->word_count = (uint32_t)kept;
    out->words = arena_alloc(arena, (kept + 1) * sizeof *out->words);
    if (out->words && kept > 0)
        memcpy(out->words, all, kept * sizeof *all);
    free(all);
    return out->words ? CONCORD_OK : concord_no_memory(err);
}

/* ---- openers ---- */

static bool is_one_of(const char *text, size_t size, const char *const *list) {
    for (; *list; list++)
        if (strlen(*list) == size && memcmp(*list, text, size) == 0)
            return true;
    return false;
}

/* What opens a sentence and ends no name. */
static const char *const openers[] = {
    "The",   "This",     "These", "Those",  "They",    "There",  "We",
    "Our",   "When",     "Where", "While",  "Which",   "What",   "Who",
    "How",   "Although", "Since", "During", "Because", "Please", "However",
    "After", "Before",   "If",    "Many",   "Some",    "Most",   "Each",
    "Both",  "With",     "From",  "For",    "As",      "It",     "He",
    "She",   "His",      "Her",   "Their",  "Read",    NULL};

/* These do end names ("LinkedIn"), but not behind a word with a small letter
 * in front. */
static const char *const short_openers[] = {"In", "On", "At", "By",
                                            "To", "An", NULL};
static const char *const pronouns[] = {"I", "A", NULL};

/* ---- places ---- */

/* A text being looked through, and the place at hand. */
struct search {
    const char *text;
    size_t size;
    size_t chunk; /* the bytes between spaces that the place is in */
    size_t chunk_end;
    size_t left; /* left..place..right are the two words */
    size_t place;
    size_t right;
};

static bool is_small(char byte) {
    return islower((unsigned char)byte) != 0;
}

static bool is_letter(char byte) {
    return isalpha((unsigned char)byte) != 0;
}

/* A word that has a capital in front at the most. */
static size_t plain_word_before(const struct search *search, size_t end) {
    size_t start = end;
    while (start > search->chunk && is_small(search->text[start - 1]))
        start--;
    if (start > search->chunk &&
        isupper((unsigned char)search->text[start - 1]))
        start--;
    bool whole = start == search->chunk || !is_letter(search->text[start - 1]);
    bool inner = start > search->chunk &&
                 (unsigned char)search->text[start - 1] >= 0x80 && start == end;
    return whole && !inner ? end - start : 0;
}

static size_t plain_word_after(const struct search *search, size_t start) {
    size_t end = start + 1;
    while (end < search->chunk_end && is_small(search->text[end]))
        end++;
    bool whole = end == search->chunk_end ||
                 (!isalnum((unsigned char)search->text[end]) &&
                  (unsigned char)search->text[end] < 0x80);
    return whole ? end - start : 0;
}

/* An address, a file's name, a chain of initials. */
static bool is_no_prose(const struct search *search) {
    size_t points = 0;
    for (size_t i = search->chunk; i < search->chunk_end; i++) {
        char byte = search->text[i];
        if (strchr("/@\\_=&#", byte) || isdigit((unsigned char)byte))
            return true;
        points += byte == '.' && i + 1 < search->chunk_end;
    }
    return points > 1 || strncmp(search->text + search->chunk, "www", 3) == 0;
}

static bool find_kind(const struct search *search, enum glue_kind *kind) {
    const char *right = search->text + search->place;
    size_t size = search->right - search->place;
    bool small = is_small(search->text[search->left]);
    char last = search->text[search->place - 1];
    if (!is_letter(last)) {
        *kind = GLUE_SIGN;
        return size >= 2 || is_one_of(right, size, pronouns);
    }
    *kind =
        small && is_one_of(right, size, pronouns) ? GLUE_PRONOUN : GLUE_OPENER;
    if (*kind == GLUE_PRONOUN || is_one_of(right, size, openers) ||
        (small && is_one_of(right, size, short_openers)))
        return true;
    *kind = GLUE_NAME;
    return !small && size >= LEFT_LETTERS;
}

/* The word with a capital before the left one, and the pair of them. */
static uint32_t pair_before(const struct search *search, size_t left_size) {
    if (search->left != search->chunk || search->chunk < 2)
        return 0;
    size_t end = search->chunk - 1;
    size_t start = end;
    while (start > 0 && isalnum((unsigned char)search->text[start - 1]))
        start--;
    if (start == end || !isupper((unsigned char)search->text[start]))
        return 0;
    return hash_pair(hash_word(word_seed, search->text + start, end - start),
                     search->text + search->left, left_size);
}

static bool fill(const struct search *search, size_t block,
                 struct imprint_glue *out) {
    enum glue_kind kind;
    size_t sign = is_letter(search->text[search->place - 1]) ? 0 : 1;
    size_t left_size = search->place - search->left - sign;
    size_t right_size = search->right - search->place;
    if (left_size > PART_BYTES || right_size > PART_BYTES ||
        left_size < (sign ? SIGN_LEFT_LETTERS : LEFT_LETTERS) ||
        is_no_prose(search) || !find_kind(search, &kind))
        return false;
    const char *left = search->text + search->left;
    *out = (struct imprint_glue){
        .block = (uint32_t)block,
        .offset = (uint32_t)search->place,
        .left_size = (uint16_t)(left_size + sign),
        .right_size = (uint16_t)right_size,
        .kind = (uint32_t)kind,
        .whole = hash_word(word_seed, left, left_size + sign + right_size),
        .left = hash_word(word_seed, left, left_size),
        .right = hash_word(word_seed, search->text + search->place, right_size),
        .pair = pair_before(search, left_size)};
    return kind != GLUE_NAME || out->pair != 0;
}

/* The chunk has a capital behind a small letter, or behind a sign that stands
 * behind one. */
static bool look_at(struct search *search, size_t at) {
    const char *text = search->text;
    size_t end = at;
    if (at <= search->chunk || !isupper((unsigned char)text[at]))
        return false;
    if (strchr(".?!;:", text[at - 1]))
        end--;
    if (end <= search->chunk || !is_small(text[end - 1]))
        return false;
    size_t left = plain_word_before(search, end);
    size_t right = plain_word_after(search, at);
    search->left = end - left;
    search->place = at;
    search->right = at + right;
    return left > 0 && right > 0;
}

static void next_chunk(struct search *search) {
    search->chunk = search->chunk_end;
    while (search->chunk < search->size && search->text[search->chunk] == ' ')
        search->chunk++;
    const char *space =
        memchr(search->text + search->chunk, ' ', search->size - search->chunk);
    search->chunk_end = space ? (size_t)(space - search->text) : search->size;
}

enum { CHUNK_BYTES = 200 }; /* a longer one is no words */

static void find_in_block(struct imprint *out, const struct extract *extract,
                          size_t block) {
    const char *text = extract->blocks[block].text;
    struct search search = {.text = text, .size = strlen(text)};
    for (next_chunk(&search); search.chunk < search.size; next_chunk(&search)) {
        if (search.chunk_end - search.chunk > CHUNK_BYTES)
            continue;
        for (size_t i = search.chunk + 1; i < search.chunk_end; i++)
            if (out->glued_count < IMPRINT_GLUED && look_at(&search, i) &&
                fill(&search, block, &out->glued[out->glued_count]))
                out->glued_count++;
    }
}

static void mark_repeated(struct imprint *out) {
    for (uint32_t i = 0; i < out->glued_count; i++)
        for (uint32_t j = 0; j < out->glued_count; j++)
            if (i != j && out->glued[i].whole == out->glued[j].whole)
                out->glued[i].again = 1;
}

enum concord_status glue_find(struct imprint *out, struct arena *arena,
                              const struct extract *extract,
                              struct concord_error *err) {
    struct imprint_glue found[IMPRINT_GLUED] = {{0}};
    out->glued = found;
    for (size_t i = 0;
         i < extract->block_count && out->glued_count < IMPRINT_GLUED; i++)
        find_in_block(out, extract, i);
    mark_repeated(out);
    size_t size = out->glued_count * sizeof *found;
    out->glued = arena_alloc(arena, size + 1);
    if (!out->glued)
        return concord_no_memory(err);
    memcpy(out->glued, found, size);
    return take_words(out, arena, extract, err);
}
