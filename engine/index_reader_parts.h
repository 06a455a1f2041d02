/* index_reader_parts.h - what a search of documents and one of statements
 * share. C++ only. */
#ifndef CONCORD_ENGINE_INDEX_READER_PARTS_H
#define CONCORD_ENGINE_INDEX_READER_PARTS_H

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <string>
#include <xapian.h>

#include "bm25.h"
#include "document_store.h"
#include "engine/index_reader.h"
#include "text/stem.h"
#include "xapian_guard.h"

struct index_reader {
    struct generation *generation;
    struct stemmer *stemmer;
    Xapian::Database database;
    Xapian::Database statements; // empty when the generation has none
    struct document_reader *documents;
    struct arena scratch; // of the search under way
};

// The docid of a unique id. CONCORD_NOT_FOUND; CONCORD_GONE once withdrawn.
// Throws as Xapian does.
enum concord_status index_reader_find(Xapian::docid *out,
                                      const struct index_reader *reader,
                                      const char *id,
                                      struct concord_error *err);

// A rank as bytes that sort as it does.
inline std::string rank_key(uint32_t rank) {
    std::string key;
    for (int shift = 24; shift >= 0; shift -= 8)
        key.push_back(static_cast<char>(rank >> shift & 0xff));
    return key;
}

// Looks at the clock once in a while and throws when time is up.
class deadline {
  public:
    explicit deadline(int64_t when_) : when(when_) {
    }
    // For where it is called often.
    void check() const {
        if (when != 0 && calls++ % calls_between == 0)
            look();
    }
    void look() const {
        if (when == 0)
            return;
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        if (now.tv_sec * INT64_C(1000000000) + now.tv_nsec > when)
            throw deadline_passed();
    }

  private:
    static const unsigned calls_between = 4096;
    int64_t when;
    mutable unsigned calls = 0;
};

// Matches everything, and stops a match that finds nothing for too long: a
// decider is not asked about candidates that a phrase turns down.
class deadline_source : public Xapian::PostingSource {
  public:
    explicit deadline_source(const deadline &limit_) : limit(limit_) {
    }
    Xapian::doccount get_termfreq_min() const override {
        return documents;
    }
    Xapian::doccount get_termfreq_est() const override {
        return documents;
    }
    Xapian::doccount get_termfreq_max() const override {
        return documents;
    }
    void init(const Xapian::Database &database) override {
        documents = database.get_doccount();
        last = database.get_lastdocid();
        at = 0;
    }
    void next(double) override {
        limit.check();
        at++;
    }
    void skip_to(Xapian::docid docid, double) override {
        limit.check();
        at = std::max(at, docid);
    }
    bool at_end() const override {
        return at > last;
    }
    Xapian::docid get_docid() const override {
        return at;
    }

  private:
    const deadline &limit;
    Xapian::doccount documents = 0;
    Xapian::docid last = 0;
    Xapian::docid at = 0;
};

#endif
