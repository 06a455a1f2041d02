/* statement_plan.c - turns quotations and clauses into terms and JSON. */
#include "statement_plan.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "term_gathering.h"

struct planning {
    struct posting_plan *plan;
    const struct document *document;
    struct stemmer *stemmer;
};

/* ---- terms ---- */

/* The first block that ends behind `offset`: blocks are in order. */
static size_t find_block(const struct document *document, size_t offset) {
    size_t low = 0;
    size_t high = document->block_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (document->blocks[middle].end <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The words at start..end of the clean text; no phrase crosses a block. */
static void gather_span(struct gathering *gathering,
                        const struct document *document, size_t start,
                        size_t end, uint32_t *position) {
    for (size_t i = find_block(document, start);
         i < document->block_count && document->blocks[i].start < end; i++) {
        const struct block *block = &document->blocks[i];
        size_t from = block->start > start ? block->start : start;
        size_t to = block->end < end ? block->end : end;
        *position += PLAN_BLOCK_GAP;
        gather_text(gathering, document->text + from, to - from, "", 1,
                    position);
    }
}

static void gather_heading(struct gathering *gathering, const char *heading,
                           uint32_t *position) {
    uint32_t heading_position = 1;
    size_t size = strlen(heading);
    gather_text(gathering, heading, size, "S", 1, &heading_position);
    gather_text(gathering, heading, size, "", 1, position);
}

static void gather_owner(struct gathering *gathering,
                         const struct planning *planning) {
    char term[PLAN_TERM_MAX + 1];
    size_t size = plan_id_term(term, planning->document->id);
    gather(gathering, term, size, 0, 0);
}

/* ---- statements ---- */

static enum concord_status keep_json(const struct planning *planning,
                                     json_t *json,
                                     struct planned_statement *statement,
                                     struct concord_error *err) {
    char *text = json == NULL ? NULL : json_dumps(json, JSON_COMPACT);
    if (text != NULL)
        statement->json = arena_string(&planning->plan->arena, text);
    free(text);
    json_decref(json);
    return statement->json != NULL ? CONCORD_OK : concord_no_memory(err);
}

static enum concord_status plan_quotation(const struct planning *planning,
                                          size_t index,
                                          struct planned_statement *statement,
                                          struct concord_error *err) {
    const struct document *document = planning->document;
    const struct document_quotation *quotation = &document->quotations[index];
    struct gathering gathering = {.arena = &planning->plan->arena,
                                  .stemmer = planning->stemmer};
    uint32_t position = 1;
    uint32_t name_position = 1;
    statement->of = STATEMENT_QUOTATION;
    statement->position = (uint32_t)index;
    gather_span(&gathering, document, quotation->start, quotation->end,
                &position);
    if (quotation->speaker != NULL)
        gather_name(&gathering, PLAN_SPEAKER_PREFIX, quotation->speaker,
                    &name_position);
    gather_owner(&gathering, planning);
    enum concord_status status = gathering_finish(&gathering, &statement->terms,
                                                  &statement->term_count, err);
    return status == CONCORD_OK
               ? keep_json(planning,
                           document_quotation_to_json(document, index),
                           statement, err)
               : status;
}

static enum concord_status plan_clause(const struct planning *planning,
                                       size_t index,
                                       struct planned_statement *statement,
                                       struct concord_error *err) {
    const struct document *document = planning->document;
    const struct document_clause *clause = &document->clauses[index];
    struct gathering gathering = {.arena = &planning->plan->arena,
                                  .stemmer = planning->stemmer};
    uint32_t position = 1;
    statement->of = STATEMENT_CLAUSE;
    statement->position = (uint32_t)index;
    statement->kind = clause->kind;
    statement->side = clause->side;
    if (clause->heading != NULL)
        gather_heading(&gathering, clause->heading, &position);
    gather_span(&gathering, document, clause->start, clause->end, &position);
    for (size_t i = 0; i < clause->topic_count; i++)
        gather_label(&gathering, PLAN_TOPIC_PREFIX, clause->topics[i]);
    gather_owner(&gathering, planning);
    enum concord_status status = gathering_finish(&gathering, &statement->terms,
                                                  &statement->term_count, err);
    return status == CONCORD_OK
               ? keep_json(planning, document_clause_to_json(document, index),
                           statement, err)
               : status;
}

static size_t at_most(size_t count, size_t most) {
    return count < most ? count : most;
}

enum concord_status statements_plan(struct posting_plan *plan,
                                    const struct document *document,
                                    struct stemmer *stemmer,
                                    struct concord_error *err) {
    const struct planning planning = {plan, document, stemmer};
    size_t quotations = at_most(document->quotation_count, PLAN_STATEMENTS_MAX);
    size_t clauses = at_most(document->clause_count, PLAN_STATEMENTS_MAX);
    struct planned_statement *statements = arena_alloc(
        &plan->arena, (quotations + clauses + 1) * sizeof *statements);
    if (statements == NULL)
        return concord_no_memory(err);
    enum concord_status status = CONCORD_OK;
    plan->statements = statements;
    for (size_t i = 0; i < quotations && status == CONCORD_OK; i++)
        status = plan_quotation(&planning, i, statements++, err);
    for (size_t i = 0; i < clauses && status == CONCORD_OK; i++)
        status = plan_clause(&planning, i, statements++, err);
    plan->statement_count = quotations + clauses;
    return status;
}
