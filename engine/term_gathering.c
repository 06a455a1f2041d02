/* term_gathering.c - finds each term once, however often it is met. */
#include "term_gathering.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/string_head.h"
#include "text/tokens.h"

/* Slots of the first table, which doubles when it is half full. */
enum { TABLE_MIN = 64 };

struct gathered_term {
    uint64_t hash;
    uint64_t head; /* string_head() */
    const char *term;
    size_t size;
    struct gathered_term *stem; /* of a word, the term of its stem */
    uint32_t count;
    uint32_t *positions;
    size_t position_count;
};

/* FNV-1a, 64 bits: closes a term that had to be cut, and finds terms again.
 * http://www.isthe.com/chongo/tech/comp/fnv/ */
static uint64_t hash_bytes(const char *bytes, size_t size) {
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * 1099511628211u;
    return hash;
}

size_t term_join(char out[PLAN_TERM_MAX + 1], const char *prefix,
                 const char *text) {
    size_t begin = strlen(prefix);
    size_t size = strlen(text);
    size_t room = PLAN_TERM_MAX - begin;
    memcpy(out, prefix, begin);
    memcpy(out + begin, text, size < room ? size : room);
    out[begin + (size < room ? size : room)] = '\0';
    if (size <= room)
        return begin + size;
    snprintf(out + PLAN_TERM_MAX - 16, 17, "%016llx",
             (unsigned long long)hash_bytes(text, size));
    return PLAN_TERM_MAX;
}

/* ---- finding ---- */

/* The slot of the term, or the empty one where it belongs. */
static struct gathered_term **find_slot(const struct gathering *gathering,
                                        const char *text, size_t size,
                                        uint64_t hash) {
    size_t mask = gathering->slot_count - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        struct gathered_term **slot = &gathering->slots[i];
        if (*slot == NULL || ((*slot)->hash == hash && (*slot)->size == size &&
                              memcmp((*slot)->term, text, size) == 0))
            return slot;
    }
}

static bool grow_table(struct gathering *gathering) {
    struct gathered_term **old = gathering->slots;
    size_t count =
        gathering->slot_count > 0 ? gathering->slot_count * 2 : TABLE_MIN;
    struct gathered_term **slots = calloc(count, sizeof(*slots));
    if (slots == NULL)
        return false;
    gathering->slots = slots;
    gathering->slot_count = count;
    for (size_t i = 0; i < gathering->term_count; i++) {
        struct gathered_term *term = gathering->terms[i];
        *find_slot(gathering, term->term, term->size, term->hash) = term;
    }
    free(old);
    return true;
}

static struct gathered_term *new_term(struct gathering *gathering,
                                      const char *text, size_t size,
                                      uint64_t hash) {
    struct arena *arena = &gathering->scratch;
    struct gathered_term *term = arena_alloc(arena, sizeof *term);
    struct gathered_term **place =
        arena_push(arena, &gathering->terms, &gathering->term_count,
                   sizeof *gathering->terms);
    if (term == NULL || place == NULL)
        return NULL;
    *place = term;
    term->hash = hash;
    term->size = size;
    term->term = arena_copy(arena, text, size);
    if (term->term == NULL)
        return NULL;
    term->head = string_head(term->term);
    return term;
}

/* The term, a new one if need be; NULL, and `failed`, when memory is out. */
static struct gathered_term *find_term(struct gathering *gathering,
                                       const char *text, size_t size) {
    uint64_t hash = hash_bytes(text, size);
    if (gathering->failed ||
        (gathering->term_count * 2 >= gathering->slot_count &&
         !grow_table(gathering))) {
        gathering->failed = true;
        return NULL;
    }
    struct gathered_term **slot = find_slot(gathering, text, size, hash);
    if (*slot == NULL)
        *slot = new_term(gathering, text, size, hash);
    gathering->failed = *slot == NULL;
    return *slot;
}

static void note_position(struct gathering *gathering,
                          struct gathered_term *term, uint32_t position) {
    uint32_t *slot = arena_push(&gathering->scratch, &term->positions,
                                &term->position_count, sizeof *term->positions);
    if (slot != NULL)
        *slot = position;
    else
        gathering->failed = true;
    gathering->position_count += slot != NULL;
}

void gather(struct gathering *gathering, const char *text, size_t size,
            uint32_t weight, uint32_t position) {
    struct gathered_term *term = find_term(gathering, text, size);
    if (term == NULL)
        return;
    term->count += weight;
    if (position != 0)
        note_position(gathering, term, position);
}

void gather_label(struct gathering *gathering, const char *prefix,
                  const char *text) {
    char term[PLAN_TERM_MAX + 1];
    gather(gathering, term, term_join(term, prefix, text), 0, 0);
}

void gather_name(struct gathering *gathering, const char *prefix,
                 const char *name, uint32_t *position) {
    struct token_reader reader;
    struct token token;
    char term[PLAN_TERM_MAX + 1];
    token_reader_begin_search(&reader, name, strlen(name));
    while (!gathering->failed && token_next(&reader, &token))
        gather(gathering, term, term_join(term, prefix, token.word), 0,
               (*position)++);
    *position += PLAN_BLOCK_GAP;
}

/* Words that hyphens join, "co-operation", as the one that others write. */
struct compound {
    char word[TOKEN_WORD_MAX + 1];
    size_t length;
    size_t parts;
};

static void compound_begin(struct compound *compound,
                           const struct token *token) {
    memcpy(compound->word, token->word, token->length);
    compound->length = token->length;
    compound->parts = 1;
}

/* One too long to be a word is none. */
static void compound_add(struct compound *compound, const struct token *token) {
    compound->parts = token->length <= TOKEN_WORD_MAX - compound->length
                          ? compound->parts + 1
                          : 0;
    if (compound->parts == 0)
        return;
    memcpy(compound->word + compound->length, token->word, token->length);
    compound->length += token->length;
}

static struct gathered_term *find_stem(struct gathering *gathering,
                                       const char *prefix, const char *word,
                                       size_t length) {
    char term[PLAN_TERM_MAX + 1];
    char stemmed[8];
    snprintf(stemmed, sizeof stemmed, "Z%s", prefix);
    size_t size = term_join(term, stemmed,
                            stemmer_stem(gathering->stemmer, word, length));
    return find_term(gathering, term, size);
}

static void gather_stem(struct gathering *gathering, const char *prefix,
                        const char *word, size_t length, uint32_t weight) {
    struct gathered_term *stem = find_stem(gathering, prefix, word, length);
    if (stem != NULL)
        stem->count += weight;
}

/* Its parts have been gathered; what was made of them stands in no place. */
static void gather_compound(struct gathering *gathering, const char *prefix,
                            const struct compound *compound, uint32_t weight) {
    if (compound->parts <= 1)
        return;
    gather_stem(gathering, prefix, compound->word, compound->length, weight);
}

static void gather_word(struct gathering *gathering, const char *prefix,
                        const struct token *token, uint32_t weight,
                        uint32_t position) {
    char term[PLAN_TERM_MAX + 1];
    size_t size = term_join(term, prefix, token->word);
    struct gathered_term *word = find_term(gathering, term, size);
    if (word == NULL)
        return;
    if (word->stem == NULL)
        word->stem = find_stem(gathering, prefix, token->word, token->length);
    if (word->stem == NULL)
        return;
    word->count += weight;
    word->stem->count += weight;
    note_position(gathering, word, position);
}

void gather_text(struct gathering *gathering, const char *text, size_t size,
                 const char *prefix, uint32_t weight, uint32_t *position) {
    struct token_reader reader;
    struct token token;
    struct compound compound = {.parts = 0};
    token_reader_begin_search(&reader, text, size);
    while (!gathering->failed && token_next(&reader, &token)) {
        if (position == NULL)
            gather_stem(gathering, prefix, token.word, token.length, weight);
        else
            gather_word(gathering, prefix, &token, weight, (*position)++);
        if (token.joined && compound.parts > 0) {
            compound_add(&compound, &token);
            continue;
        }
        gather_compound(gathering, prefix, &compound, weight);
        compound_begin(&compound, &token);
    }
    gather_compound(gathering, prefix, &compound, weight);
}

/* ---- handing over ---- */

static int by_bytes(const void *left, const void *right) {
    const struct gathered_term *a = *(struct gathered_term *const *)left;
    const struct gathered_term *b = *(struct gathered_term *const *)right;
    if (a->head != b->head)
        return a->head < b->head ? -1 : 1;
    return strcmp(a->term, b->term);
}

/* Where the parts of finished terms go, one after the other. */
struct packing {
    struct planned_term *terms;
    char *bytes;
    uint32_t *positions;
};

static bool packing_begin(struct packing *packing,
                          const struct gathering *gathering) {
    struct arena *arena = gathering->arena;
    size_t bytes = 0;
    for (size_t i = 0; i < gathering->term_count; i++)
        bytes += gathering->terms[i]->size + 1;
    packing->terms = arena_alloc_raw(arena, (gathering->term_count + 1) *
                                                sizeof *packing->terms);
    packing->bytes = arena_alloc_raw(arena, bytes);
    packing->positions = arena_alloc_raw(arena, gathering->position_count *
                                                    sizeof *packing->positions);
    return packing->terms != NULL && packing->bytes != NULL &&
           packing->positions != NULL;
}

static struct planned_term pack_term(struct packing *packing,
                                     const struct gathered_term *term) {
    struct planned_term planned = {packing->bytes, term->size, term->count,
                                   packing->positions, term->position_count};
    memcpy(packing->bytes, term->term, term->size + 1);
    packing->bytes += term->size + 1;
    if (term->position_count > 0)
        memcpy(packing->positions, term->positions,
               term->position_count * sizeof *term->positions);
    packing->positions += term->position_count;
    return planned;
}

/* Plans wait in memory, many at once, until they are written: what is read in
 * a row then lies in a row, and nothing else is kept. */
static bool pack_terms(struct packing *packing, struct gathering *gathering) {
    if (gathering->failed || !packing_begin(packing, gathering))
        return false;
    if (gathering->term_count > 0)
        qsort(gathering->terms, gathering->term_count, sizeof *gathering->terms,
              by_bytes);
    for (size_t i = 0; i < gathering->term_count; i++)
        packing->terms[i] = pack_term(packing, gathering->terms[i]);
    return true;
}

enum concord_status gathering_finish(struct gathering *gathering,
                                     const struct planned_term **terms,
                                     size_t *count, struct concord_error *err) {
    struct packing packing = {NULL, NULL, NULL};
    bool done = pack_terms(&packing, gathering);
    free(gathering->slots);
    arena_clear(&gathering->scratch);
    if (!done)
        return concord_no_memory(err);
    *terms = packing.terms;
    *count = gathering->term_count;
    return CONCORD_OK;
}
