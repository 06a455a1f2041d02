// phrase_search.cc - looks at positions.
#include "phrase_search.h"

#include <new>

#include "query_builder.h"

namespace {

class collector : public Xapian::MatchDecider {
  public:
    collector(const struct docset &candidates_, uint32_t *docids_,
              const deadline &limit_)
        : candidates(candidates_), docids(docids_), limit(limit_) {
    }
    bool operator()(const Xapian::Document &document) const override {
        limit.check();
        Xapian::docid docid = document.get_docid();
        if (docset_has(&candidates, docid))
            docids[count++] = docid;
        return false;
    }
    mutable uint32_t count = 0;

  private:
    const struct docset &candidates;
    uint32_t *docids;
    const deadline &limit;
};

} // namespace

struct docset phrase_search(struct index_reader *reader,
                            const struct query *query,
                            const struct docset &candidates,
                            struct arena *arena, const deadline &limit) {
    auto *docids = static_cast<uint32_t *>(
        arena_alloc(arena, (candidates.count + size_t{1}) * sizeof(uint32_t)));
    if (docids == nullptr)
        throw std::bad_alloc();
    collector found(candidates, docids, limit);
    Xapian::Enquire enquire(reader->database);
    enquire.set_query(
        Xapian::Query(Xapian::Query::OP_FILTER,
                      query_builder_build(query, reader->stemmer, limit),
                      Xapian::Query((new deadline_source(limit))->release())));
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    if (candidates.count > 0)
        enquire.get_mset(0, 0, reader->database.get_doccount(), nullptr,
                         &found);
    struct docset out;
    if (!docset_of_list(&out, arena, docids, found.count, candidates.limit))
        throw std::bad_alloc();
    return out;
}
