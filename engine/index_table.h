/* index_table.h - one of the databases of an index that is being written: of
 * documents, or of statements. C++ only; throws as Xapian does. */
#ifndef CONCORD_ENGINE_INDEX_TABLE_H
#define CONCORD_ENGINE_INDEX_TABLE_H

#include <memory>
#include <string>
#include <vector>
#include <xapian.h>

#include "unfinished_database.h"

class index_table {
  public:
    // `name` is its folder's in a generation's; `slots` are those it uses.
    index_table(const char *name_, std::vector<Xapian::valueno> slots_)
        : name(name_), slots(std::move(slots_)) {
    }

    // In the generation's folder `directory`, starting from a copy of the one
    // of `parent_directory`, or from nothing when that is null or has none.
    void open(const std::string &directory, const char *parent_directory);

    // Put the documents in the place of all that have the term.
    void replace(const std::string &term,
                 const std::vector<Xapian::Document> &documents);

    void commit();

    // Commit, and leave nothing behind that is not used: when `forget`, or when
    // much has changed, the database is compacted.
    void finish(bool forget);

    std::string path;
    std::unique_ptr<unfinished_database> database;

  private:
    const char *name;
    std::vector<Xapian::valueno> slots;
    Xapian::doccount changes = 0;
};

#endif
