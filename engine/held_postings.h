/* held_postings.h - the use of a table of decoded postings. C++ only. */
#ifndef CONCORD_ENGINE_HELD_POSTINGS_H
#define CONCORD_ENGINE_HELD_POSTINGS_H

#include <memory>
#include <string>
#include <xapian.h>

#include "index_reader_parts.h"
#include "posting_list.h"
#include "posting_table.h"

struct posting_slot;

// A list that is in use, and stays as long as this does.
class held_postings {
  public:
    held_postings(const posting_list *list_, struct posting_slot *slot_)
        : list(list_), slot(slot_) {
    }
    explicit held_postings(std::unique_ptr<posting_list> own_)
        : list(own_.get()), own(std::move(own_)) {
    }
    held_postings(held_postings &&other) noexcept
        : list(other.list), slot(other.slot), own(std::move(other.own)) {
        other.slot = nullptr;
    }
    held_postings(const held_postings &) = delete;
    held_postings &operator=(const held_postings &) = delete;
    held_postings &operator=(held_postings &&) = delete;
    ~held_postings();
    const posting_list &operator*() const {
        return *list;
    }
    const posting_list *operator->() const {
        return list;
    }

  private:
    const posting_list *list;
    struct posting_slot *slot = nullptr; // null: the list is its own
    std::unique_ptr<posting_list> own;
};

// The postings of a term of `database`, the calling thread's; none of a term
// that no document has. Throws as Xapian does, and deadline_passed.
held_postings posting_table_hold(struct posting_table *table,
                                 const Xapian::Database &database,
                                 const std::string &term,
                                 const deadline &limit);

// How many documents have the term; a list that is there knows. Throws as
// Xapian does.
size_t posting_table_count(struct posting_table *table,
                           const Xapian::Database &database,
                           const std::string &term);

// What the lists are decoded with.
const posting_norms &posting_table_norms(const struct posting_table *table);

#endif
