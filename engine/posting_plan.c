/* posting_plan.c - turns a document into terms, positions and stored parts. */
#include "engine/posting_plan.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schema/buffer.h"
#include "shown_form.h"
#include "statement_plan.h"
#include "term_gathering.h"
#include "text/tokens.h"

/* ---- terms ---- */

size_t plan_facet_term(char out[PLAN_TERM_MAX + 1], const char *facet,
                       const char *value) {
    char name[64];
    snprintf(name, sizeof name, "XF%s:", facet);
    return term_join(out, name, value);
}

size_t plan_id_term(char out[PLAN_TERM_MAX + 1], const char *id) {
    return term_join(out, "Q", id);
}

const char *posting_plan_version(void) {
    return "plan/11";
}

/* Returns how many words there are. */
static uint32_t gather_document(struct gathering *gathering,
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
    return position - 1 - gaps;
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

/* Of a paper with more quotations than are kept, those that are. */
static void gather_names(struct gathering *gathering,
                         const struct document *document) {
    uint32_t position = 1;
    for (size_t i = 0; i < document->quotation_count && i < PLAN_STATEMENTS_MAX;
         i++)
        if (document->quotations[i].speaker != NULL)
            gather_name(gathering, PLAN_SPEAKER_PREFIX,
                        document->quotations[i].speaker, &position);
    position = 1;
    for (size_t i = 0; i < document->organisation_count; i++) {
        const struct document_organisation *body = &document->organisations[i];
        gather_name(gathering, PLAN_ORGANISATION_PREFIX, body->name, &position);
        if (body->acronym != NULL)
            gather_name(gathering, PLAN_ORGANISATION_PREFIX, body->acronym,
                        &position);
    }
}

/* ---- the plan ---- */

static enum concord_status plan_terms(struct posting_plan *plan,
                                      const struct document *document,
                                      const struct schema *schema,
                                      struct stemmer *stemmer,
                                      struct concord_error *err) {
    struct gathering gathering = {.arena = &plan->arena, .stemmer = stemmer};
    plan->length = gather_document(&gathering, document);
    gather_values(&gathering, document, schema);
    gather_names(&gathering, document);
    return gathering_finish(&gathering, &plan->terms, &plan->term_count, err);
}

/* Titles sort by their folded words: case, accents and marks aside. */
static const char *make_title_key(struct arena *arena, const char *title) {
    struct buffer key = BUFFER_INIT(4 * DOCUMENT_TITLE_MAX);
    token_fold(&key, title, strlen(title));
    const char *kept =
        arena_copy(arena, key.size > 0 ? key.data : "", key.size);
    buffer_destroy(&key);
    return kept;
}

/* For the caller to free. */
static char *make_card(const struct document *document,
                       const struct schema *schema) {
    json_t *card = document_to_json(document, schema);
    json_t *boilerplate = document_boilerplate_to_json(document);
    char *text = NULL;
    if (card != NULL && boilerplate != NULL &&
        json_object_set(card, "boilerplate", boilerplate) == 0)
        text = json_dumps(card, JSON_COMPACT);
    json_decref(boilerplate);
    json_decref(card);
    return text;
}

static enum concord_status plan_shown(struct posting_plan *plan,
                                      const struct document *document,
                                      const struct schema *schema,
                                      struct concord_error *err) {
    struct buffer packed = BUFFER_INIT(UINT32_MAX);
    char *card = make_card(document, schema);
    struct shown_parts parts = {card, plan->title, document->text,
                                document->text_size};
    enum concord_status status = card == NULL
                                     ? concord_no_memory(err)
                                     : shown_pack(&packed, &parts, err);
    if (status == CONCORD_OK) {
        plan->shown = arena_copy(&plan->arena, packed.data, packed.size);
        plan->shown_size = packed.size;
        plan->text_size = document->text_size;
    }
    free(card);
    buffer_destroy(&packed);
    return status != CONCORD_OK || plan->shown != NULL ? status
                                                       : concord_no_memory(err);
}

static enum concord_status plan_stored(struct posting_plan *plan,
                                       const struct document *document,
                                       const struct schema *schema,
                                       struct concord_error *err) {
    struct arena *arena = &plan->arena;
    plan->id = arena_string(arena, document->id);
    plan->title =
        arena_string(arena, document->title == NULL ? "" : document->title);
    plan->title_key =
        plan->title == NULL ? NULL : make_title_key(arena, plan->title);
    plan->first_indexed = arena_string(
        arena,
        document->source.first_indexed ? document->source.first_indexed : "");
    plan->date = document->date;
    plan->date_certainty = document->date_certainty;
    return plan->id != NULL && plan->title_key != NULL &&
                   plan->first_indexed != NULL
               ? plan_shown(plan, document, schema, err)
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
    if (status == CONCORD_OK)
        status = statements_plan(plan, document, stemmer, err);
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
