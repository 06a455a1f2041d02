// explanation.cc - weighs each leaf of a query in one document.
#include "explanation.h"

#include <string>
#include <vector>

#include "generation_files.h"
#include "query_matches.h"
#include "ranking.h"

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

// What it adds to the score of the document by itself, as the first stage has
// it; 0 where it does not find the document.
static double weigh(struct index_reader *reader, const struct query *leaf,
                    uint32_t docid, const deadline &limit) {
    const struct facet_columns *columns =
        generation_columns(reader->generation);
    arena_reset(&reader->scratch);
    query_matches matches(reader, &reader->scratch, limit);
    if (!docset_has(&matches.find(leaf), docid))
        return 0;
    std::vector<ranked_word> words = matches.rank();
    struct ranking ranking = {
        &words, &posting_table_norms(generation_postings(reader->generation)),
        columns, &limit};
    struct docset one = {&docid, nullptr, 1, columns->limit};
    return ranking_best(ranking, one, {1, 0, 0}, &reader->scratch)[0].score;
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
    deadline limit(request->deadline);
    std::vector<const struct query *> leaves;
    enum concord_status status = CONCORD_OK;
    if (request->query != nullptr)
        collect(leaves, request->query);
    for (const struct query *leaf : leaves) {
        double weight = weigh(reader, leaf, hit.docid, limit);
        if (weight > 0 && status == CONCORD_OK)
            status = add_term(result, page, name_of(leaf), weight, err);
    }
    return status;
}
