// explanation.cc - weighs each leaf of a query in one document.
#include "explanation.h"

#include <string>
#include <vector>

#include "engine/posting_plan.h"
#include "query_builder.h"

// What ranks: a synonym is one word, and what is left out is nothing.
static void collect(std::vector<const struct query *> &leaves,
                    const struct query *query) {
    if (query->word_count > 0 || query->kind == QUERY_SYNONYM) {
        leaves.push_back(query);
        return;
    }
    size_t wanted = query->kind == QUERY_AND_NOT ? 1 : query->child_count;
    for (size_t i = 0; i < wanted; i++)
        collect(leaves, query->children[i]);
}

static std::string name_of(const struct query *leaf) {
    if (leaf->word_count == 0 && leaf->child_count > 0)
        return name_of(leaf->children[0]);
    std::string name;
    for (size_t i = 0; i < leaf->word_count; i++)
        name += (i > 0 ? " " : "") + std::string(leaf->words[i]);
    return leaf->kind == QUERY_PREFIX ? name + "*" : name;
}

static double weigh(struct index_reader *reader, const struct query *leaf,
                    const std::string &id_term, const deadline &limit) {
    Xapian::Enquire enquire(reader->database);
    enquire.set_weighting_scheme(make_weighting());
    enquire.set_query(
        Xapian::Query(Xapian::Query::OP_FILTER,
                      query_builder_build(leaf, reader->stemmer, limit),
                      Xapian::Query(id_term)));
    Xapian::MSet found = enquire.get_mset(0, 1);
    return found.empty() ? 0 : found.begin().get_weight();
}

static enum concord_status add_term(struct result *result,
                                    struct result_page *page,
                                    const std::string &name, double weight,
                                    struct concord_error *err) {
    auto *slot = static_cast<struct explained_term *>(
        arena_push(&page->arena, &result->explained, &result->explained_count,
                   sizeof *result->explained));
    if (slot == nullptr)
        return concord_no_memory(err);
    slot->term = arena_string(&page->arena, name.c_str());
    slot->weight = weight;
    return slot->term == nullptr ? concord_no_memory(err) : CONCORD_OK;
}

enum concord_status explanation_make(struct result *result,
                                     struct result_page *page,
                                     struct index_reader *reader,
                                     const struct search_request *request,
                                     const hit &hit,
                                     struct concord_error *err) {
    char id[PLAN_TERM_MAX + 1];
    deadline limit(request->deadline);
    std::vector<const struct query *> leaves;
    enum concord_status status = CONCORD_OK;
    if (request->query != nullptr)
        collect(leaves, request->query);
    plan_id_term(id, reader->database.get_document(hit.docid)
                         .get_value(PLAN_SLOT_ID)
                         .c_str());
    for (const struct query *leaf : leaves) {
        double weight = weigh(reader, leaf, id, limit);
        if (weight > 0 && status == CONCORD_OK)
            status = add_term(result, page, name_of(leaf), weight, err);
    }
    return status;
}
