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
    return "plan/14";
}

/* Returns how many words there are. */
static uint32_t gather_document(struct gathering *gathering,
                                const struct document *document) {
    uint32_t position = 1;
    if (document->title != NULL) {
        size_t size = strlen(document->title);
        gather_text(gathering, document->title, size, "S", 1, NULL);
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

/* The card as two objects; both are the caller's to free. */
struct cut_card {
    char *card;
    char *rest; /* or NULL */
};

/* Move what only a document's own page shows, if there is any. */
static bool move_rest(json_t *card, json_t *rest) {
    static const char *const keys[] = {"dates",      "quotations", "relations",
                                       "acronyms",   "places",     "evidence",
                                       "boilerplate"};
    size_t found = 0;
    bool done = true;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        found += json_array_size(json_object_get(card, keys[i]));
    for (size_t i = 0; i < sizeof keys / sizeof *keys && found > 0; i++)
        done = done &&
               json_object_set(rest, keys[i], json_object_get(card, keys[i])) ==
                   0 &&
               json_object_del(card, keys[i]) == 0;
    return done;
}

static bool cut_card(struct cut_card *out, const struct document *document,
                     const struct schema *schema) {
    json_t *card = document_to_json(document, schema);
    json_t *boilerplate = document_boilerplate_to_json(document);
    json_t *rest = json_object();
    *out = (struct cut_card){NULL, NULL};
    bool done = card != NULL && boilerplate != NULL && rest != NULL &&
                json_object_set(card, "boilerplate", boilerplate) == 0 &&
                move_rest(card, rest);
    bool has_rest = done && json_object_size(rest) > 0;
    if (done)
        out->card = json_dumps(card, JSON_COMPACT);
    if (has_rest)
        out->rest = json_dumps(rest, JSON_COMPACT);
    json_decref(boilerplate);
    json_decref(card);
    json_decref(rest);
    return out->card != NULL && (out->rest != NULL || !has_rest);
}

static enum concord_status plan_shown(struct posting_plan *plan,
                                      const struct document *document,
                                      const struct schema *schema,
                                      struct concord_error *err) {
    struct buffer packed = BUFFER_INIT(UINT32_MAX);
    struct cut_card cut;
    bool is_cut = cut_card(&cut, document, schema);
    struct shown_parts parts = {cut.card, cut.rest, plan->title, document->text,
                                document->text_size};
    enum concord_status status =
        is_cut ? shown_pack(&packed, &parts, err) : concord_no_memory(err);
    if (status == CONCORD_OK) {
        plan->shown = arena_copy(&plan->arena, packed.data, packed.size);
        plan->shown_size = packed.size;
        plan->text_size = document->text_size;
    }
    free(cut.card);
    free(cut.rest);
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
