/* index_sink.h - where a writer puts documents: either a new index or a copy of
 * one that is updated. C++ only; throws as Xapian does. */
#ifndef CONCORD_ENGINE_INDEX_SINK_H
#define CONCORD_ENGINE_INDEX_SINK_H

#include <memory>
#include <string>
#include <vector>
#include <xapian.h>

#include "engine/posting_plan.h"

struct plan_deleter {
    void operator()(struct posting_plan *plan) const {
        posting_plan_destroy(plan);
    }
};
using owned_plan = std::unique_ptr<struct posting_plan, plan_deleter>;

// The value slots of either database.
inline std::vector<Xapian::valueno> document_slots() {
    return {PLAN_SLOT_ID, PLAN_SLOT_DATE, PLAN_SLOT_TITLE, PLAN_SLOT_INDEXED,
            PLAN_SLOT_GROUP};
}

inline std::vector<Xapian::valueno> statement_slots() {
    return {STATEMENT_SLOT_DOCUMENT, STATEMENT_SLOT_FACTS};
}

class index_sink {
  public:
    // Destroyed without finish() it leaves what is of no use.
    virtual ~index_sink() = default;

    // In place of the one with its id.
    virtual void put(owned_plan plan) = 0;

    // None there is no fault.
    virtual void remove(const std::string &id) = 0;

    // An empty leader: none. False when there is no such document.
    virtual bool set_group(const std::string &id,
                           const std::string &leader) = 0;

    // Make both databases what they should be; with `forget` nothing is left
    // in them of what was removed, however long ago. Nothing can follow.
    virtual void finish(bool forget) = 0;
};

#endif
