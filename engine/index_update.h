/* index_update.h - a copy of the parent's index, in which documents are put,
 * replaced and removed one by one. C++ only; throws as Xapian does. */
#ifndef CONCORD_ENGINE_INDEX_UPDATE_H
#define CONCORD_ENGINE_INDEX_UPDATE_H

#include <string>
#include <unordered_map>

#include "generation_files.h"
#include "index_sink.h"
#include "index_table.h"

class index_update : public index_sink {
  public:
    index_update(const std::string &directory, const char *parent_directory);

    void put(owned_plan plan) override;
    void remove(const std::string &id) override;
    bool set_group(const std::string &id, const std::string &leader) override;
    void finish(bool forget) override;

  private:
    // What is stored of a document's group.
    struct stored_group {
        Xapian::docid docid;
        std::string leader;
    };

    void count_bytes(size_t more);
    void forget_groups();
    void read_groups();
    Xapian::docid find_document(const std::string &id) const;
    void store_group(stored_group &group, const std::string &leader);

    index_table documents{GENERATION_XAPIAN, document_slots()};
    index_table statements{GENERATION_STATEMENTS, statement_slots()};
    // Of documents that have one, by unique id; read when they are asked for,
    // and again after a change.
    std::unordered_map<std::string, stored_group> groups;
    bool groups_read = false;
    size_t uncommitted = 0;
};

#endif
