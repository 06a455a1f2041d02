// query_matches.cc - finds documents, one node of the query after another.
#include "query_matches.h"

#include <new>

#include "bm25.h"
#include "generation_files.h"
#include "phrase_search.h"
#include "query_builder.h"
#include "term_postings.h"

query_matches::query_matches(struct index_reader *reader_, struct arena *arena_,
                             const deadline &limit_)
    : reader(reader_), arena(arena_), limit(limit_),
      columns(generation_columns(reader_->generation)),
      postings(generation_postings(reader_->generation)), root() {
}

static void need(bool memory) {
    if (!memory)
        throw std::bad_alloc();
}

namespace {

// What is in some set, or in any, and in each of those that follow.
class narrowed {
  public:
    narrowed(const struct docset *within, struct arena *arena_)
        : arena(arena_), any(within == nullptr) {
        if (within != nullptr)
            found = *within;
    }
    void narrow(const struct docset &by) {
        if (any)
            found = by;
        else
            need(docset_and(&found, arena, &found, &by));
        any = false;
    }
    bool is_any() const {
        return any;
    }
    // When it is not.
    const struct docset &documents() const {
        return found;
    }

  private:
    struct arena *arena;
    struct docset found = {nullptr, nullptr, 0, 0};
    bool any;
};

} // namespace

const posting_list *query_matches::hold(held_postings &&list) {
    held.push_back(std::move(list));
    return &*held.back();
}

const posting_list *query_matches::hold_term(const std::string &term) {
    return hold(term_postings_hold(reader, term, limit));
}

struct docset query_matches::all() const {
    struct docset live = {nullptr, nullptr, 0, columns->limit};
    need(docset_of_bits(&live, arena, columns->live, columns->limit));
    return live;
}

// ---- leaves ----

void query_matches::match_word(node &out) {
    const posting_list *list =
        hold_term(query_builder_term(out.query, reader->stemmer));
    const posting_norms &norms = posting_table_norms(postings);
    out.found = list->documents();
    out.leaves.push_back({list, bm25_rarity(norms.documents, out.found.count) *
                                    query_share(out.query)});
}

// The sum of all words that begin so.
std::vector<synonym_posting>
query_matches::read_prefix(const struct query *prefix) {
    if (query_is_of_names(prefix))
        return synonym_gather(reader->database,
                              query_builder_members(prefix, reader->stemmer),
                              limit);
    std::vector<double> sums(columns->limit, 0);
    for (const std::string &term : term_postings_of_beginning(
             reader, prefix->field == QUERY_IN_TITLE, prefix->words[0])) {
        limit.check();
        term_postings_hold(reader, term, limit)
            ->each([&sums](uint32_t docid, double frequency) {
                sums[docid] += frequency;
            });
    }
    std::vector<synonym_posting> found;
    for (uint32_t docid = 1; docid < columns->limit; docid++)
        if (sums[docid] > 0)
            found.push_back({docid, sums[docid]});
    return found;
}

// A word or a phrase.
std::vector<synonym_posting>
query_matches::read_member(const struct query *member) {
    std::vector<synonym_posting> found;
    double weight = member->weight;
    if (member->kind == QUERY_PREFIX)
        return read_prefix(member);
    if (member->kind != QUERY_WORD && member->word_count > 1)
        return phrase_search_counts(reader, member, have_all(member), weight,
                                    arena, limit);
    std::string term = member->kind == QUERY_WORD
                           ? query_builder_term(member, reader->stemmer)
                           : query_builder_terms(member).front();
    const posting_list *list = hold_term(term);
    found.reserve(list->documents().count);
    list->each([&found, weight](uint32_t docid, double frequency) {
        found.push_back({docid, frequency * weight});
    });
    return found;
}

// No longer than the document, however many members stand in it.
void query_matches::match_synonym(node &out) {
    const posting_norms &norms = posting_table_norms(postings);
    std::vector<synonym_posting> found;
    if (out.query->kind == QUERY_PREFIX)
        found = read_member(out.query);
    for (size_t i = 0; i < out.query->child_count; i++)
        found = synonym_add(found, read_member(out.query->children[i]));
    posting_list::maker maker(found.size(), columns->limit, norms,
                              posting_list::maker::SUMS);
    for (const synonym_posting &each : found)
        if (each.docid < columns->limit)
            maker.add_sum(
                each.docid,
                std::min<double>(each.frequency, columns->length[each.docid]));
    const posting_list *list = hold(held_postings(maker.finish()));
    out.found = list->documents();
    out.leaves.push_back({list, bm25_rarity(norms.documents, out.found.count)});
}

// The documents that may have a phrase or near: they have a form of each word.
struct docset query_matches::have_all(const struct query *query) {
    narrowed found(nullptr, arena);
    for (const std::string &term : query_builder_stems(query, reader->stemmer))
        found.narrow(hold_term(term)->documents());
    return found.documents();
}

// Where words stand as they are asked for, each of them ranks as in any form.
void query_matches::match_positions(node &out, const struct docset *within) {
    const posting_norms &norms = posting_table_norms(postings);
    bool alone = out.query->word_count == 1;
    narrowed candidates(within, arena);
    for (const std::string &term :
         alone ? query_builder_terms(out.query)
               : query_builder_stems(out.query, reader->stemmer)) {
        const posting_list *list = hold_term(term);
        out.leaves.push_back(
            {list, bm25_rarity(norms.documents, list->documents().count)});
        candidates.narrow(list->documents());
    }
    const struct docset &may_have = candidates.documents();
    out.found = alone
                    ? may_have
                    : phrase_search(reader, out.query, may_have, arena, limit);
}

// ---- what joins them ----

static bool has_positions(const struct query *query) {
    return query->kind == QUERY_PHRASE || query->kind == QUERY_NEAR;
}

// Phrases last, and only in the documents that all else finds.
void query_matches::match_and(node &out, const struct docset *within) {
    narrowed found(within, arena);
    out.children.resize(out.query->child_count);
    for (bool positions : {false, true})
        for (size_t i = 0; i < out.query->child_count; i++) {
            const struct query *child = out.query->children[i];
            if (has_positions(child) != positions)
                continue;
            out.children[i] =
                match(child, found.is_any() ? nullptr : &found.documents());
            found.narrow(out.children[i].found);
        }
    out.found = found.is_any() ? all() : found.documents();
}

void query_matches::match_children(node &out, const struct docset *within) {
    bool excludes = out.query->kind == QUERY_AND_NOT;
    out.found = {nullptr, nullptr, 0, columns->limit};
    for (size_t i = 0; i < out.query->child_count; i++) {
        out.children.push_back(match(out.query->children[i], within));
        const struct docset *more = &out.children.back().found;
        need(excludes && i > 0
                 ? docset_and_not(&out.found, arena, &out.found, more)
                 : docset_or(&out.found, arena, &out.found, more));
    }
}

// What is found may be left at those that are `within`.
query_matches::node query_matches::match(const struct query *query,
                                         const struct docset *within) {
    node out{query, {nullptr, nullptr, 0, columns->limit}, {}, {}};
    limit.look();
    switch (query->kind) {
    case QUERY_WORD:
        match_word(out);
        break;
    case QUERY_PHRASE:
    case QUERY_NEAR:
        match_positions(out, within);
        break;
    case QUERY_PREFIX:
    case QUERY_SYNONYM:
        match_synonym(out);
        break;
    case QUERY_AND:
        match_and(out, within);
        break;
    case QUERY_OR:
    case QUERY_AND_NOT:
        match_children(out, within);
        break;
    case QUERY_ALL:
        out.found = all();
        break;
    }
    return out;
}

const struct docset &query_matches::find(const struct query *query) {
    root =
        query == nullptr ? node{nullptr, all(), {}, {}} : match(query, nullptr);
    return root.found;
}

// ---- what ranks ----

// The part of a set in which a child counts: a word is known by its postings,
// all else by what it found.
static const struct docset *part_of(const struct docset *within,
                                    const struct docset &found,
                                    struct arena *arena) {
    auto *part =
        static_cast<struct docset *>(arena_alloc(arena, sizeof(struct docset)));
    if (part == nullptr)
        throw std::bad_alloc();
    *part = found;
    if (within != nullptr)
        need(docset_and(part, arena, within, &found));
    return part;
}

void query_matches::collect(std::vector<ranked_word> &out, const node &from,
                            const struct docset *within, struct arena *arena) {
    for (const leaf &each : from.leaves)
        out.push_back({each.list, each.weight, within});
    size_t wanted = from.query != nullptr && from.query->kind == QUERY_AND_NOT
                        ? 1
                        : from.children.size();
    bool any = from.query != nullptr && from.query->kind == QUERY_OR;
    for (size_t i = 0; i < wanted; i++) {
        const node &child = from.children[i];
        bool by_itself = !any || child.query->kind == QUERY_WORD ||
                         child.query->kind == QUERY_SYNONYM ||
                         child.query->kind == QUERY_PREFIX;
        collect(out, child,
                by_itself ? within : part_of(within, child.found, arena),
                arena);
    }
}

std::vector<ranked_word> query_matches::rank() const {
    std::vector<ranked_word> words;
    collect(words, root, nullptr, arena);
    return words;
}
