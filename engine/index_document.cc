// index_document.cc - makes Xapian's documents of a posting plan.
#include "index_document.h"

#include <string>

#include "statement_columns.h"
#include "stored_form.h"

static void add_term(Xapian::Document &document,
                     const struct planned_term &term, bool positions) {
    std::string name(term.term, term.size);
    document.add_term(name, term.count);
    for (size_t i = 0; positions && i < term.position_count; i++)
        document.add_posting(name, term.positions[i], 0);
}

Xapian::Document index_document_make(const struct posting_plan *plan) {
    Xapian::Document document;
    for (size_t i = 0; i < plan->term_count; i++)
        if (!plan_is_spelled(plan->terms[i].term))
            add_term(document, plan->terms[i], false);
    document.add_value(PLAN_SLOT_ID, plan->id);
    document.add_value(PLAN_SLOT_TITLE,
                       stored_form_pack_title(plan->title_key, plan->title));
    document.add_value(PLAN_SLOT_INDEXED, plan->first_indexed);
    document.add_value(PLAN_SLOT_DATE,
                       stored_form_pack_date(plan->date, plan->date_certainty));
    return document;
}

static Xapian::Document
make_statement(const char *id, const struct planned_statement *statement) {
    Xapian::Document document;
    for (size_t i = 0; i < statement->term_count; i++)
        add_term(document, statement->terms[i], true);
    document.add_value(STATEMENT_SLOT_DOCUMENT, id);
    document.add_value(
        STATEMENT_SLOT_FACTS,
        stored_form_pack_facts(
            statement_facts(statement->of, statement->kind, statement->side),
            statement->position));
    document.set_data(statement->json);
    return document;
}

std::vector<Xapian::Document>
index_document_statements(const struct posting_plan *plan) {
    std::vector<Xapian::Document> statements;
    for (size_t i = 0; i < plan->statement_count; i++)
        statements.push_back(make_statement(plan->id, &plan->statements[i]));
    return statements;
}
