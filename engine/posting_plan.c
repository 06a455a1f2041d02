/* posting_plan.c - turns a document into terms, positions and stored parts. */
#include "engine/posting_plan.h"

#include <jansson.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schema/buffer.h"
#include "text/tokens.h"

/* A term while the plan is being made: its occurrences are chained and turned
 * into an array at the end. */
struct gathered_term {
    const char *term;
    size_t size;
    uint32_t count;
    uint32_t *positions;
    size_t position_count;
};

struct gathering {
    struct posting_plan *plan;
    struct stemmer *stemmer;
    void *tree; /* of struct gathered_term, by term */
    struct gathered_term **terms;
    size_t term_count;
    bool failed;
};

/* ---- terms ---- */

/* FNV-1a, 64 bits: closes a term that had to be cut.
 * http://www.isthe.com/chongo/tech/comp/fnv/ */
static uint64_t hash_bytes(const char *bytes, size_t size) {
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * 1099511628211u;
    return hash;
}

/* Join the two; a term over the limit keeps its beginning and is closed with 16
 * hex digits of the whole, so that two long terms stay two. */
static size_t make_term(char out[PLAN_TERM_MAX + 1], const char *prefix,
                        const char *text) {
    int size = snprintf(out, PLAN_TERM_MAX + 1, "%s%s", prefix, text);
    if (size <= PLAN_TERM_MAX)
        return (size_t)size;
    snprintf(out + PLAN_TERM_MAX - 16, 17, "%016llx",
             (unsigned long long)hash_bytes(text, strlen(text)));
    return PLAN_TERM_MAX;
}

size_t plan_facet_term(char out[PLAN_TERM_MAX + 1], const char *facet,
                       const char *value) {
    char name[64];
    snprintf(name, sizeof name, "XF%s:", facet);
    return make_term(out, name, value);
}

size_t plan_id_term(char out[PLAN_TERM_MAX + 1], const char *id) {
    return make_term(out, "Q", id);
}

const char *posting_plan_version(void) {
    return "plan/1";
}

/* ---- gathering ---- */

static int compare_terms(const void *left, const void *right) {
    const struct gathered_term *a = left;
    const struct gathered_term *b = right;
    return strcmp(a->term, b->term);
}

static struct gathered_term *new_term(struct gathering *gathering,
                                      const char *text, size_t size) {
    struct arena *arena = &gathering->plan->arena;
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

/* Count a term `weight` times; position 0 is none. */
static void gather(struct gathering *gathering, const char *text, size_t size,
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
    uint32_t *slot = arena_push(&gathering->plan->arena, &term->positions,
                                &term->position_count, sizeof *term->positions);
    if (slot != NULL)
        *slot = position;
    else
        gathering->failed = true;
}

static void gather_word(struct gathering *gathering, const char *prefix,
                        const struct token *token, uint32_t weight,
                        uint32_t position) {
    char term[PLAN_TERM_MAX + 1];
    char stemmed[8];
    size_t size = make_term(term, prefix, token->word);
    gather(gathering, term, size, weight, position);
    snprintf(stemmed, sizeof stemmed, "Z%s", prefix);
    size =
        make_term(term, stemmed,
                  stemmer_stem(gathering->stemmer, token->word, token->length));
    gather(gathering, term, size, weight, 0);
}

/* The words of a stretch of text, from position *position on. */
static void gather_text(struct gathering *gathering, const char *text,
                        size_t size, const char *prefix, uint32_t weight,
                        uint32_t *position) {
    struct token_reader reader;
    struct token token;
    token_reader_begin(&reader, text, size);
    while (!gathering->failed && token_next(&reader, &token))
        gather_word(gathering, prefix, &token, weight, (*position)++);
}

static void gather_document(struct gathering *gathering,
                            const struct document *document) {
    uint32_t position = 1;
    if (document->title != NULL) {
        size_t size = strlen(document->title);
        uint32_t title_position = 1;
        gather_text(gathering, document->title, size, "S", 1, &title_position);
        gather_text(gathering, document->title, size, "", PLAN_TITLE_WEIGHT,
                    &position);
    }
    for (size_t i = 0; i < document->block_count; i++) {
        const struct block *block = &document->blocks[i];
        position += PLAN_BLOCK_GAP;
        gather_text(gathering, document->text + block->start,
                    block->end - block->start, "", 1, &position);
    }
    uint32_t gaps = (uint32_t)document->block_count * PLAN_BLOCK_GAP;
    gathering->plan->length = position - 1 - gaps;
}

static void gather_values(struct gathering *gathering,
                          const struct document *document,
                          const struct schema *schema) {
    char term[PLAN_TERM_MAX + 1];
    size_t size = plan_id_term(term, document->id);
    gather(gathering, term, size, 0, 0);
    for (size_t i = 0; i < document->value_count; i++) {
        const struct facet_value *value = &document->values[i];
        size = plan_facet_term(term, schema_facet(schema, value->facet)->name,
                               value->value);
        gather(gathering, term, size, 0, 0);
    }
}

/* ---- the plan ---- */

static int compare_planned(const void *left, const void *right) {
    const struct planned_term *a = left;
    const struct planned_term *b = right;
    return strcmp(a->term, b->term);
}

static void keep_term(void *term) {
    (void)term; /* the arena's */
}

static enum concord_status plan_terms(struct posting_plan *plan,
                                      const struct document *document,
                                      const struct schema *schema,
                                      struct stemmer *stemmer,
                                      struct concord_error *err) {
    struct gathering gathering = {.plan = plan, .stemmer = stemmer};
    gather_document(&gathering, document);
    gather_values(&gathering, document, schema);
    tdestroy(gathering.tree, keep_term);
    struct planned_term *terms =
        arena_alloc(&plan->arena, (gathering.term_count + 1) * sizeof *terms);
    if (gathering.failed || terms == NULL)
        return concord_no_memory(err);
    for (size_t i = 0; i < gathering.term_count; i++) {
        const struct gathered_term *term = gathering.terms[i];
        terms[i] = (struct planned_term){term->term, term->size, term->count,
                                         term->positions, term->position_count};
    }
    qsort(terms, gathering.term_count, sizeof *terms, compare_planned);
    plan->terms = terms;
    plan->term_count = gathering.term_count;
    return CONCORD_OK;
}

/* Titles sort by their folded words: case, accents and marks aside. */
static const char *make_title_key(struct arena *arena, const char *title) {
    struct buffer key = BUFFER_INIT(4 * DOCUMENT_TITLE_MAX);
    struct token_reader reader;
    struct token token;
    token_reader_begin(&reader, title, strlen(title));
    while (token_next(&reader, &token)) {
        if (key.size > 0)
            buffer_append_char(&key, ' ');
        buffer_append(&key, token.word, token.length);
    }
    const char *kept =
        arena_copy(arena, key.size > 0 ? key.data : "", key.size);
    buffer_destroy(&key);
    return kept;
}

static const char *make_card(struct arena *arena,
                             const struct document *document,
                             const struct schema *schema) {
    json_t *card = document_to_json(document, schema);
    json_t *boilerplate = document_boilerplate_to_json(document);
    char *text = NULL;
    if (card != NULL && boilerplate != NULL &&
        json_object_set(card, "boilerplate", boilerplate) == 0)
        text = json_dumps(card, JSON_COMPACT);
    const char *kept = text == NULL ? NULL : arena_string(arena, text);
    free(text);
    json_decref(boilerplate);
    json_decref(card);
    return kept;
}

static enum concord_status plan_stored(struct posting_plan *plan,
                                       const struct document *document,
                                       const struct schema *schema,
                                       struct concord_error *err) {
    struct arena *arena = &plan->arena;
    plan->id = arena_string(arena, document->id);
    plan->title_key =
        make_title_key(arena, document->title == NULL ? "" : document->title);
    plan->date = document->date;
    plan->date_certainty = document->date_certainty;
    plan->card = make_card(arena, document, schema);
    plan->text = arena_copy(arena, document->text, document->text_size);
    plan->text_size = document->text_size;
    return plan->id != NULL && plan->title_key != NULL && plan->card != NULL &&
                   plan->text != NULL
               ? CONCORD_OK
               : concord_no_memory(err);
}

enum concord_status posting_plan_build(struct posting_plan **out,
                                       const struct document *document,
                                       const struct schema *schema,
                                       struct stemmer *stemmer,
                                       struct concord_error *err) {
    *out = NULL;
    struct posting_plan *plan = calloc(1, sizeof *plan);
    if (plan == NULL)
        return concord_no_memory(err);
    enum concord_status status =
        plan_terms(plan, document, schema, stemmer, err);
    if (status == CONCORD_OK)
        status = plan_stored(plan, document, schema, err);
    if (status != CONCORD_OK) {
        posting_plan_destroy(plan);
        return status;
    }
    *out = plan;
    return CONCORD_OK;
}

void posting_plan_destroy(struct posting_plan *plan) {
    if (plan == NULL)
        return;
    arena_clear(&plan->arena);
    free(plan);
}
