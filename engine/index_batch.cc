// index_batch.cc - writes a few documents into databases of their own.
#include "index_batch.h"

#include <cstring>
#include <filesystem>

#include "index_bounds.h"
#include "index_document.h"
#include "unfinished_database.h"

// What is made of a term in memory, beside its positions: two structs and its
// letters.
static const size_t term_bytes = 100;

// Bytes of plans between commits: each posting is looked up in what Xapian has
// gathered since the last, which is quickest while that fits a processor's
// cache: a tenth off the time to load, against one commit for 64 MB; 2 MB and
// 8 MB take a little longer than 4.
static const size_t uncommitted_max = 4u << 20;

static size_t plan_bytes(const struct posting_plan &plan) {
    size_t bytes = plan.shown_size + plan.term_count * term_bytes +
                   plan.length * sizeof(uint32_t);
    for (size_t i = 0; i < plan.statement_count; i++)
        bytes += plan.statements[i].term_count * term_bytes;
    return bytes;
}

index_batch::place index_batch::add(owned_plan plan) {
    place at = {static_cast<Xapian::docid>(plans.size() + 1),
                last_statement + 1,
                static_cast<Xapian::doccount>(plan->statement_count)};
    bytes += plan_bytes(*plan);
    last_statement += at.statement_count;
    plans.push_back(std::move(plan));
    return at;
}

void index_batch::remove(const place &at) {
    groups.erase(at.docid);
    removed.push_back(at);
}

void index_batch::set_group(const place &at, const std::string &leader) {
    if (leader.empty())
        groups.erase(at.docid);
    else
        groups[at.docid] = leader;
}

void index_batch::write() {
    std::filesystem::create_directories(path);
    unfinished_database documents(documents_path(), Xapian::DB_CREATE);
    unfinished_database statements(statements_path(), Xapian::DB_CREATE);
    size_t uncommitted = 0;
    for (owned_plan &plan : plans) {
        uncommitted += plan_bytes(*plan);
        documents.add_document(index_document_make(plan.get()));
        for (const Xapian::Document &statement :
             index_document_statements(plan.get()))
            statements.add_document(statement);
        plan.reset();
        if (uncommitted < uncommitted_max)
            continue;
        documents.commit();
        statements.commit();
        uncommitted = 0;
    }
    plans.clear();
    documents.commit();
    statements.commit();
}

// ---- second thoughts ----

void index_batch::amend_documents() {
    unfinished_database database(documents_path(), Xapian::DB_OPEN);
    for (const place &at : removed)
        database.delete_document(at.docid);
    for (const auto &group : groups) {
        Xapian::Document document = database.get_document(group.first);
        document.add_value(PLAN_SLOT_GROUP, group.second);
        database.replace_document(group.first, document);
    }
    database.commit();
    index_bounds_tighten(database, document_slots());
    database.commit();
}

void index_batch::amend_statements() {
    unfinished_database database(statements_path(), Xapian::DB_OPEN);
    for (const place &at : removed)
        for (Xapian::docid i = 0; i < at.statement_count; i++)
            database.delete_document(at.first_statement + i);
    database.commit();
    index_bounds_tighten(database, statement_slots());
    database.commit();
}

void index_batch::amend() {
    amend_documents();
    if (!removed.empty())
        amend_statements();
}
