/* synonym_source.h - several terms and phrases, or all terms that begin alike,
 * ranked as one word. C++ only.
 *
 * The postings of all members are gathered before the match, each document with
 * the sum of its members' frequencies by their weights, a phrase counted where
 * it stands and no more than the document is long. Documents are weighed as
 * make_weighting() weighs those of a word, of which there are as many as have
 * any member: one member of weight 1 that is a word ranks as the word does. A
 * title's words count PLAN_TITLE_WEIGHT times, a phrase in a title once.
 *
 * Xapian's own OP_SYNONYM knows no weights of members, and guesses how many
 * documents have a phrase. */
#ifndef CONCORD_ENGINE_SYNONYM_SOURCE_H
#define CONCORD_ENGINE_SYNONYM_SOURCE_H

#include <string>
#include <utility>
#include <vector>
#include <xapian.h>

#include "index_reader_parts.h"

// Terms that stand side by side, or one that stands anywhere, or every term
// that begins with the one that is given, however many there are: their
// postings are read one term after the other.
struct synonym_member {
    std::vector<std::string> terms;
    double weight;
    bool prefix = false;
};

struct synonym_posting {
    Xapian::docid docid;
    double frequency;
};

// The postings of both, by docid, each document once.
std::vector<synonym_posting>
synonym_add(const std::vector<synonym_posting> &all,
            const std::vector<synonym_posting> &more);

// The postings of all members together, by docid. Throws deadline_passed.
std::vector<synonym_posting>
synonym_gather(const Xapian::Database &database,
               const std::vector<synonym_member> &members,
               const deadline &limit);

class synonym_source : public Xapian::PostingSource {
  public:
    // `limit` must outlive the source.
    synonym_source(std::vector<synonym_member> members_, const deadline &limit_)
        : members(std::move(members_)), limit(limit_) {
    }
    Xapian::doccount get_termfreq_min() const override {
        return static_cast<Xapian::doccount>(found.size());
    }
    Xapian::doccount get_termfreq_est() const override {
        return static_cast<Xapian::doccount>(found.size());
    }
    Xapian::doccount get_termfreq_max() const override {
        return static_cast<Xapian::doccount>(found.size());
    }
    void init(const Xapian::Database &database) override;
    void next(double least_weight) override;
    void skip_to(Xapian::docid docid, double least_weight) override;
    bool at_end() const override {
        return place > found.size();
    }
    Xapian::docid get_docid() const override {
        return found[place - 1].docid;
    }
    double get_weight() const override;
    std::string get_description() const override {
        return "synonym_source()";
    }

  private:
    void prepare_weights();

    std::vector<synonym_member> members;
    const deadline &limit;
    Xapian::Database index;
    bool gathered = false;
    std::vector<synonym_posting> found;
    size_t place = 0; // from 1; 0 before the first next()
    double rarity = 0;
    double average_length = 0;
};

#endif
