/* token_blob.c - lays words out by their positions. */
#include "token_blob.h"

#include <stdlib.h>
#include <string.h>

struct token_header {
    uint32_t checksum;
    uint32_t title;
    uint32_t text;
    uint32_t speakers;
};

/* FNV-1a over units: any one that is changed is noticed. */
static uint32_t sum_bytes(const void *blob, size_t size) {
    uint32_t sum = 2166136261u;
    const char *bytes = blob;
    for (size_t at = sizeof sum; at + 1 < size; at += 2) {
        uint16_t unit;
        memcpy(&unit, bytes + at, sizeof unit);
        sum = (sum ^ unit) * 16777619u;
    }
    return sum;
}

/* ---- from a plan ---- */

/* The words of one section by position. */
struct laid_out {
    uint32_t *numbers; /* from position 1 on; 0: there is none */
    size_t limit;      /* every position is below */
};

/* Where a term's word begins, if it is one of the section; else NULL. */
static const char *word_of(const struct planned_term *term,
                           const char *prefix) {
    const char *word = term->term;
    if (term->position_count == 0)
        return NULL;
    if (prefix[0] != '\0')
        return word[0] == prefix[0] && word[1] == prefix[1] ? word + 2 : NULL;
    return word[0] >= 'A' && word[0] <= 'Z' ? NULL : word;
}

static enum concord_status make_room(struct laid_out *out,
                                     const struct posting_plan *plan,
                                     const char *prefix,
                                     struct concord_error *err) {
    out->limit = 0;
    for (size_t i = 0; i < plan->term_count; i++) {
        const struct planned_term *term = &plan->terms[i];
        if (word_of(term, prefix) == NULL)
            continue;
        uint32_t last = term->positions[term->position_count - 1];
        if (last >= out->limit)
            out->limit = (size_t)last + 1;
    }
    out->numbers = calloc(out->limit + 1, sizeof *out->numbers);
    return out->numbers == NULL ? concord_no_memory(err) : CONCORD_OK;
}

static enum concord_status lay_out(struct laid_out *out,
                                   const struct posting_plan *plan,
                                   const char *prefix,
                                   struct token_words_growth *words,
                                   struct concord_error *err) {
    enum concord_status status = make_room(out, plan, prefix, err);
    for (size_t i = 0; i < plan->term_count && status == CONCORD_OK; i++) {
        const struct planned_term *term = &plan->terms[i];
        const char *word = word_of(term, prefix);
        if (word == NULL)
            continue;
        size_t length = term->size - (size_t)(word - term->term);
        uint32_t number = token_words_number(words, word, length);
        if (number == 0)
            status = token_words_count(words) > TOKEN_NUMBER_MAX
                         ? concord_fail(err, CONCORD_IO,
                                        "more than %d different words, which "
                                        "no index holds",
                                        TOKEN_NUMBER_MAX)
                         : concord_no_memory(err);
        for (size_t j = 0; j < term->position_count; j++)
            out->numbers[term->positions[j]] = number;
    }
    return status;
}

static void add_unit(struct buffer *out, uint16_t unit) {
    buffer_append(out, &unit, sizeof unit);
}

static void add_word(struct buffer *out, uint32_t number) {
    uint16_t units[TOKEN_UNITS_MAX];
    buffer_append(out, units, token_encode(units, number) * sizeof *units);
}

/* A border wherever positions are left out between words, and before the first
 * when it is not where a title begins. Returns the units up to the first. */
static uint32_t add_words(struct buffer *out, const struct laid_out *laid) {
    size_t start = out->size;
    size_t first = SIZE_MAX;
    bool beside = true;
    for (size_t at = 1; at < laid->limit; at++) {
        if (laid->numbers[at] == 0) {
            beside = false;
            continue;
        }
        if (!beside && first == SIZE_MAX)
            first = out->size - start;
        if (!beside)
            add_unit(out, TOKEN_BORDER);
        add_word(out, laid->numbers[at]);
        beside = true;
    }
    if (first == SIZE_MAX)
        first = out->size - start;
    return (uint32_t)(first / sizeof(uint16_t));
}

/* *count says how many units were added, *first how many before a border. */
static enum concord_status
add_section(struct buffer *out, const struct posting_plan *plan,
            const char *prefix, struct token_words_growth *words,
            uint32_t *count, uint32_t *first, struct concord_error *err) {
    struct laid_out laid = {NULL, 0};
    size_t start = out->size;
    enum concord_status status = lay_out(&laid, plan, prefix, words, err);
    if (status == CONCORD_OK)
        *first = add_words(out, &laid);
    free(laid.numbers);
    *count = (uint32_t)((out->size - start) / sizeof(uint16_t));
    return status;
}

/* ---- pairs ---- */

static void set_pairs(unsigned char *bytes, uint64_t bits,
                      struct token_run run) {
    uint32_t before = 0;
    for (size_t at = 0; at < run.count;) {
        uint32_t number = token_run_next(run, &at);
        if (before != 0 && number != 0) {
            uint64_t bit =
                token_pair_bit(token_pair_hash(before, number), bits);
            bytes[bit / 8] |= (unsigned char)(1u << bit % 8);
        }
        before = number;
    }
}

/* Between the header and the units that stand behind it. False when memory is
 * out. */
static bool insert_pairs(struct buffer *out,
                         const struct token_header *header) {
    uint64_t bits = token_pairs_bits(header->text);
    size_t size = (size_t)(bits / 8);
    size_t behind = out->size - sizeof *header;
    if (buffer_room(out, size) == NULL)
        return false;
    buffer_grew(out, size);
    char *pairs = out->data + sizeof *header;
    memmove(pairs + size, pairs, behind);
    memset(pairs, 0, size);
    struct token_run text = {(const void *)(pairs + size), header->text};
    set_pairs((unsigned char *)pairs, bits, text);
    return true;
}

static enum concord_status close_blob(struct buffer *out,
                                      struct token_header *header,
                                      struct concord_error *err) {
    if (!buffer_ok(out) || !insert_pairs(out, header))
        return concord_no_memory(err);
    memcpy(out->data, header, sizeof *header);
    header->checksum = sum_bytes(out->data, out->size);
    memcpy(out->data, header, sizeof *header);
    return CONCORD_OK;
}

/* ---- of a plan ---- */

enum concord_status token_blob_make(struct buffer *out,
                                    const struct posting_plan *plan,
                                    struct token_words_growth *words,
                                    struct concord_error *err) {
    struct token_header header = {0, 0, 0, 0};
    uint32_t bodies = 0;
    uint32_t first = 0;
    buffer_clear(out);
    buffer_append(out, &header, sizeof header);
    enum concord_status status =
        add_section(out, plan, "", words, &header.text, &header.title, err);
    if (status == CONCORD_OK)
        status = add_section(out, plan, PLAN_SPEAKER_PREFIX, words,
                             &header.speakers, &first, err);
    if (status == CONCORD_OK)
        status = add_section(out, plan, PLAN_ORGANISATION_PREFIX, words,
                             &bodies, &first, err);
    return status == CONCORD_OK ? close_blob(out, &header, err) : status;
}

/* ---- reading ---- */

/* Of a blob that is long enough for its header and its pairs. */
static bool read_header(struct token_header *header, const void *blob,
                        size_t size) {
    if (blob == NULL || size < sizeof *header)
        return false;
    memcpy(header, blob, sizeof *header);
    return token_pairs_bits(header->text) / 8 <= size - sizeof *header;
}

bool token_blob_may_have(const void *blob, size_t size,
                         const struct token_pairs *pairs) {
    struct token_header header;
    if (!read_header(&header, blob, size))
        return true;
    uint64_t bits = token_pairs_bits(header.text);
    const unsigned char *bytes = (const unsigned char *)blob + sizeof header;
    for (size_t i = 0; i < pairs->count && bits > 0; i++) {
        uint64_t bit = token_pair_bit(pairs->hashes[i], bits);
        if ((bytes[bit / 8] >> bit % 8 & 1) == 0)
            return false;
    }
    return true;
}

bool token_blob_section(struct token_run *out, const void *blob, size_t size,
                        enum token_section section) {
    struct token_header header;
    *out = (struct token_run){NULL, 0};
    if (!read_header(&header, blob, size))
        return false;
    size_t start = sizeof header + (size_t)(token_pairs_bits(header.text) / 8);
    const uint16_t *units = (const void *)((const char *)blob + start);
    uint64_t count = (size - start) / sizeof *units;
    uint64_t names = (uint64_t)header.text + header.speakers;
    if (header.title > header.text || names > count)
        return false;
    switch (section) {
    case TOKEN_TITLE:
        *out = (struct token_run){units, header.title};
        break;
    case TOKEN_TEXT:
        *out = (struct token_run){units, header.text};
        break;
    case TOKEN_SPEAKERS:
        *out = (struct token_run){units + header.text, header.speakers};
        break;
    case TOKEN_ORGANISATIONS:
        *out = (struct token_run){units + names, (size_t)(count - names)};
        break;
    }
    return true;
}

/* All units of a blob; without units when its sections are not in order. */
static struct token_run all_units(const void *blob, size_t size) {
    struct token_run run;
    struct token_run last;
    if (!token_blob_section(&run, blob, size, TOKEN_TEXT) ||
        !token_blob_section(&last, blob, size, TOKEN_ORGANISATIONS))
        return (struct token_run){NULL, 0};
    run.count = (size_t)(last.units - run.units) + last.count;
    return run;
}

bool token_blob_is_whole(const void *blob, size_t size, uint32_t words) {
    struct token_run run = all_units(blob, size);
    uint32_t sum;
    if (run.units == NULL || size % 2 != 0)
        return false;
    memcpy(&sum, blob, sizeof sum);
    if (sum != sum_bytes(blob, size))
        return false;
    for (size_t at = 0; at < run.count;) {
        bool border = run.units[at] == TOKEN_BORDER;
        uint32_t number = token_run_next(run, &at);
        if ((number == 0 && !border) || number > words)
            return false;
    }
    return true;
}

void token_blob_note(const void *blob, size_t size, uint32_t *seen) {
    struct token_run run = all_units(blob, size);
    for (size_t at = 0; at < run.count;)
        seen[token_run_next(run, &at)] = 1;
}

/* Returns how many units they are now. */
static uint32_t renumber(struct buffer *out, struct token_run run,
                         const uint32_t *numbers) {
    size_t start = out->size;
    for (size_t at = 0; at < run.count;) {
        uint32_t number = token_run_next(run, &at);
        if (number == 0)
            add_unit(out, TOKEN_BORDER);
        else
            add_word(out, numbers[number]);
    }
    return (uint32_t)((out->size - start) / sizeof(uint16_t));
}

/* The title is part of the text, and has fewer units too. */
enum concord_status token_blob_renumber(struct buffer *out, const void *blob,
                                        size_t size, const uint32_t *numbers,
                                        struct concord_error *err) {
    struct token_header header = {0, 0, 0, 0};
    struct token_run title;
    struct token_run text;
    struct token_run speakers;
    struct token_run bodies;
    if (!token_blob_section(&title, blob, size, TOKEN_TITLE) ||
        !token_blob_section(&text, blob, size, TOKEN_TEXT) ||
        !token_blob_section(&speakers, blob, size, TOKEN_SPEAKERS) ||
        !token_blob_section(&bodies, blob, size, TOKEN_ORGANISATIONS))
        return concord_fail(err, CONCORD_INTERNAL,
                            "words of a document that are not whole");
    text.units += title.count;
    text.count -= title.count;
    buffer_clear(out);
    buffer_append(out, &header, sizeof header);
    header.title = renumber(out, title, numbers);
    header.text = header.title + renumber(out, text, numbers);
    header.speakers = renumber(out, speakers, numbers);
    renumber(out, bodies, numbers);
    return close_blob(out, &header, err);
}
