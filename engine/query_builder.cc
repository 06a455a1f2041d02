// query_builder.cc - the prefixes are those that posting_plan.h draws.
#include "query_builder.h"

#include <cstring>
#include <string>
#include <vector>

#include "engine/posting_plan.h"
#include "synonym_source.h"

static std::string prefix_of(const struct query *query) {
    switch (query->field) {
    case QUERY_IN_TITLE:
        return "S";
    case QUERY_IN_SPEAKER:
        return PLAN_SPEAKER_PREFIX;
    case QUERY_IN_ORGANISATION:
        return PLAN_ORGANISATION_PREFIX;
    case QUERY_IN_ID:
    case QUERY_IN_TEXT:
        break;
    }
    return "";
}

static std::string stem_term(const struct query *query, const char *word,
                             struct stemmer *stemmer) {
    return "Z" + prefix_of(query) + stemmer_stem(stemmer, word, strlen(word));
}

std::string query_builder_term(const struct query *query,
                               struct stemmer *stemmer) {
    const char *word = query->words[0];
    if (query->field == QUERY_IN_ID) {
        char term[PLAN_TERM_MAX + 1];
        return std::string(term, plan_id_term(term, word));
    }
    if (query->exact)
        return prefix_of(query) + word;
    return stem_term(query, word, stemmer);
}

static Xapian::Query build_share(const struct query *query,
                                 const Xapian::Query &word) {
    if (query_share(query) >= 1)
        return word;
    return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, word,
                         query_share(query));
}

std::vector<std::string> query_builder_terms(const struct query *query) {
    std::vector<std::string> terms;
    for (size_t i = 0; i < query->word_count; i++)
        terms.push_back(prefix_of(query) + query->words[i]);
    return terms;
}

std::vector<std::string> query_builder_stems(const struct query *query,
                                             struct stemmer *stemmer) {
    if (query_is_of_names(query))
        return query_builder_terms(query);
    std::vector<std::string> terms;
    for (size_t i = 0; i < query->word_count; i++)
        terms.push_back(stem_term(query, query->words[i], stemmer));
    return terms;
}

static Xapian::Query build_positional(const struct query *query) {
    std::vector<std::string> terms = query_builder_terms(query);
    if (terms.size() == 1)
        return Xapian::Query(terms[0]);
    bool phrase = query->kind == QUERY_PHRASE;
    // Xapian's window is a number of places; "near/5" is a distance.
    size_t window = phrase ? terms.size() : query->window + 1;
    return Xapian::Query(
        phrase ? Xapian::Query::OP_PHRASE : Xapian::Query::OP_NEAR,
        terms.begin(), terms.end(), static_cast<Xapian::termcount>(window));
}

std::vector<synonym_member> query_builder_members(const struct query *query,
                                                  struct stemmer *stemmer) {
    std::vector<synonym_member> members;
    if (query->kind == QUERY_PREFIX)
        members.push_back({{prefix_of(query) + query->words[0]}, 1, true});
    for (size_t i = 0; i < query->child_count; i++) {
        const struct query *child = query->children[i];
        members.push_back(
            {child->kind == QUERY_WORD
                 ? std::vector<std::string>{query_builder_term(child, stemmer)}
                 : query_builder_terms(child),
             child->weight});
    }
    return members;
}

// Xapian's own wildcards hold the postings of all the terms open at once, and
// have to be limited.
static Xapian::Query build_synonym(const struct query *query,
                                   struct stemmer *stemmer,
                                   const deadline &limit) {
    auto *source =
        new synonym_source(query_builder_members(query, stemmer), limit);
    return Xapian::Query(source->release());
}

static Xapian::Query build_children(const struct query *query,
                                    Xapian::Query::op op,
                                    struct stemmer *stemmer,
                                    const deadline &limit) {
    std::vector<Xapian::Query> children;
    for (size_t i = 0; i < query->child_count; i++)
        children.push_back(
            query_builder_build(query->children[i], stemmer, limit));
    return Xapian::Query(op, children.begin(), children.end());
}

Xapian::Query query_builder_build(const struct query *query,
                                  struct stemmer *stemmer,
                                  const deadline &limit) {
    switch (query->kind) {
    case QUERY_WORD:
        return build_share(query,
                           Xapian::Query(query_builder_term(query, stemmer)));
    case QUERY_PHRASE:
    case QUERY_NEAR:
        return build_positional(query);
    case QUERY_AND:
        return build_children(query, Xapian::Query::OP_AND, stemmer, limit);
    case QUERY_OR:
        return build_children(query, Xapian::Query::OP_OR, stemmer, limit);
    case QUERY_AND_NOT:
        return build_children(query, Xapian::Query::OP_AND_NOT, stemmer, limit);
    case QUERY_PREFIX:
    case QUERY_SYNONYM:
        return build_synonym(query, stemmer, limit);
    case QUERY_ALL:
        break;
    }
    // Not Query::MatchAll: that is one shared object for all threads.
    return Xapian::Query(std::string());
}

bool query_builder_has_positions(const struct query *query) {
    if (query->kind == QUERY_PHRASE || query->kind == QUERY_NEAR)
        return true;
    if (query->kind == QUERY_SYNONYM) // its own source looks at the clock
        return false;
    for (size_t i = 0; i < query->child_count; i++)
        if (query_builder_has_positions(query->children[i]))
            return true;
    return false;
}
