/* query_matches.h - the documents that a query's words find, by decoded
 * postings, and the words that they rank by. One search, one thread. C++ only;
 * throws as Xapian does, and deadline_passed. */
#ifndef CONCORD_ENGINE_QUERY_MATCHES_H
#define CONCORD_ENGINE_QUERY_MATCHES_H

#include <deque>
#include <vector>

#include "docset.h"
#include "engine/query.h"
#include "held_postings.h"
#include "index_reader_parts.h"
#include "synonym_source.h"

// A word that adds to the score of the documents that have it.
struct ranked_word {
    const posting_list *list;
    double weight; // the most that it may add
    // It counts only in these, which a part of the query finds as a whole;
    // null: in every result.
    const struct docset *within;
};

class query_matches {
  public:
    // Sets are made in the arena, and stand as long as it and this do.
    query_matches(struct index_reader *reader_, struct arena *arena_,
                  const deadline &limit_);

    // The documents that the query finds; null finds all.
    const struct docset &find(const struct query *query);

    // Then: what they rank by.
    std::vector<ranked_word> rank() const;

  private:
    struct leaf {
        const posting_list *list;
        double weight;
    };
    struct node {
        const struct query *query;
        struct docset found;
        std::vector<leaf> leaves;
        std::vector<node> children;
    };

    const posting_list *hold(held_postings &&list);
    const posting_list *hold_term(const std::string &term);
    struct docset all() const;
    node match(const struct query *query, const struct docset *within);
    void match_word(node &out);
    std::vector<synonym_posting> read_prefix(const struct query *prefix);
    std::vector<synonym_posting> read_member(const struct query *member);
    void match_synonym(node &out);
    struct docset have_all(const struct query *query);
    void match_positions(node &out, const struct docset *within);
    void match_and(node &out, const struct docset *within);
    void match_children(node &out, const struct docset *within);
    static void collect(std::vector<ranked_word> &out, const node &from,
                        const struct docset *within, struct arena *arena);

    struct index_reader *reader;
    struct arena *arena;
    const deadline &limit;
    const struct facet_columns *columns;
    struct posting_table *postings;
    std::deque<held_postings> held;
    node root;
};

#endif
