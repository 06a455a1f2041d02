/* held_postings.h - the use of a table of decoded postings. C++ only. */
#ifndef CONCORD_ENGINE_HELD_POSTINGS_H
#define CONCORD_ENGINE_HELD_POSTINGS_H

#include <memory>
#include <string>

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

// Where the postings of a term come from when they are not in the table.
class posting_source {
  public:
    posting_source() = default;
    posting_source(const posting_source &) = delete;
    posting_source &operator=(const posting_source &) = delete;
    virtual ~posting_source() = default;

    // How many there are at the most; 0 of a term that no document has.
    virtual size_t most() = 0;
    // All of them, of documents below `limit`.
    virtual std::unique_ptr<posting_list> read(uint32_t limit,
                                               const posting_norms &norms) = 0;
};

// The postings of a term, read from the source unless they are there. Throws
// what the source does.
held_postings posting_table_hold(struct posting_table *table,
                                 const std::string &term,
                                 posting_source &source);

// How many documents a list has that is in the table; false: it is not.
bool posting_table_counts(struct posting_table *table, const std::string &term,
                          size_t *documents);

// Half of the memory that its cache may take is taken.
bool posting_table_is_half_full(const struct posting_table *table);

// What the lists are made with.
const posting_norms &posting_table_norms(const struct posting_table *table);

#endif
