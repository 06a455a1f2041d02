/* term_gathering.c - finds each term once, however often it is met. */
#include "term_gathering.h"

#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/tokens.h"

struct gathered_term {
    const char *term;
    size_t size;
    uint32_t count;
    uint32_t *positions;
    size_t position_count;
};

/* FNV-1a, 64 bits: closes a term that had to be cut.
 * http://www.isthe.com/chongo/tech/comp/fnv/ */
static uint64_t hash_bytes(const char *bytes, size_t size) {
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * 1099511628211u;
    return hash;
}

size_t term_join(char out[PLAN_TERM_MAX + 1], const char *prefix,
                 const char *text) {
    int size = snprintf(out, PLAN_TERM_MAX + 1, "%s%s", prefix, text);
    if (size <= PLAN_TERM_MAX)
        return (size_t)size;
    snprintf(out + PLAN_TERM_MAX - 16, 17, "%016llx",
             (unsigned long long)hash_bytes(text, strlen(text)));
    return PLAN_TERM_MAX;
}

static int compare_terms(const void *left, const void *right) {
    const struct gathered_term *a = left;
    const struct gathered_term *b = right;
    return strcmp(a->term, b->term);
}

static struct gathered_term *new_term(struct gathering *gathering,
                                      const char *text, size_t size) {
    struct arena *arena = gathering->arena;
    struct gathered_term *term = arena_alloc(arena, sizeof *term);
    struct gathered_term **slot = NULL;
    if (term != NULL) {
        term->term = arena_copy(arena, text, size);
        term->size = size;
        if (term->term != NULL &&
            tsearch(term, &gathering->tree, compare_terms) != NULL)
            slot = arena_push(arena, &gathering->terms, &gathering->term_count,
                              sizeof *gathering->terms);
    }
    if (slot == NULL) {
        gathering->failed = true;
        return NULL;
    }
    *slot = term;
    return term;
}

void gather(struct gathering *gathering, const char *text, size_t size,
            uint32_t weight, uint32_t position) {
    struct gathered_term key = {.term = text};
    struct gathered_term *const *found =
        tfind(&key, &gathering->tree, compare_terms);
    struct gathered_term *term =
        found != NULL ? *found : new_term(gathering, text, size);
    if (term == NULL)
        return;
    term->count += weight;
    if (position == 0)
        return;
    uint32_t *slot = arena_push(gathering->arena, &term->positions,
                                &term->position_count, sizeof *term->positions);
    if (slot != NULL)
        *slot = position;
    else
        gathering->failed = true;
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

static void gather_stem(struct gathering *gathering, const char *prefix,
                        const char *word, size_t length, uint32_t weight) {
    char term[PLAN_TERM_MAX + 1];
    char stemmed[8];
    snprintf(stemmed, sizeof stemmed, "Z%s", prefix);
    size_t size = term_join(term, stemmed,
                            stemmer_stem(gathering->stemmer, word, length));
    gather(gathering, term, size, weight, 0);
}

/* Its parts have been gathered; what was made of them stands in no place. */
static void gather_compound(struct gathering *gathering, const char *prefix,
                            const struct compound *compound, uint32_t weight) {
    if (compound->parts > 1)
        gather_stem(gathering, prefix, compound->word, compound->length,
                    weight);
}

static void gather_word(struct gathering *gathering, const char *prefix,
                        const struct token *token, uint32_t weight,
                        uint32_t position) {
    char term[PLAN_TERM_MAX + 1];
    size_t size = term_join(term, prefix, token->word);
    gather(gathering, term, size, weight, position);
    gather_stem(gathering, prefix, token->word, token->length, weight);
}

void gather_text(struct gathering *gathering, const char *text, size_t size,
                 const char *prefix, uint32_t weight, uint32_t *position) {
    struct token_reader reader;
    struct token token;
    struct compound compound = {.parts = 0};
    token_reader_begin_search(&reader, text, size);
    while (!gathering->failed && token_next(&reader, &token)) {
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

static int compare_planned(const void *left, const void *right) {
    const struct planned_term *a = left;
    const struct planned_term *b = right;
    return strcmp(a->term, b->term);
}

static void keep_term(void *term) {
    (void)term; /* the arena's */
}

enum concord_status gathering_finish(struct gathering *gathering,
                                     const struct planned_term **terms,
                                     size_t *count, struct concord_error *err) {
    tdestroy(gathering->tree, keep_term);
    gathering->tree = NULL;
    struct planned_term *planned = arena_alloc(
        gathering->arena, (gathering->term_count + 1) * sizeof *planned);
    if (gathering->failed || planned == NULL)
        return concord_no_memory(err);
    for (size_t i = 0; i < gathering->term_count; i++) {
        const struct gathered_term *term = gathering->terms[i];
        planned[i] =
            (struct planned_term){term->term, term->size, term->count,
                                  term->positions, term->position_count};
    }
    qsort(planned, gathering->term_count, sizeof *planned, compare_planned);
    *terms = planned;
    *count = gathering->term_count;
    return CONCORD_OK;
}
