/* index_batch.h - some documents of a new index with their statements, in a
 * small database each, which is what Xapian fills fastest. C++ only; throws as
 * Xapian does.
 *
 * A batch is filled and told of changes by one thread; write() and then amend()
 * may each run in another, with nothing else asked of the batch meanwhile but
 * remove() and set_group() during write(). */
#ifndef CONCORD_ENGINE_INDEX_BATCH_H
#define CONCORD_ENGINE_INDEX_BATCH_H

#include <map>
#include <memory>
#include <string>
#include <vector>
#include <xapian.h>

#include "index_sink.h"

class index_batch {
  public:
    // Where a document is in its batch.
    struct place {
        Xapian::docid docid;
        Xapian::docid first_statement;
        Xapian::doccount statement_count;
    };

    // In the folder `path`, which write() makes.
    explicit index_batch(std::string path_) : path(std::move(path_)) {
    }

    place add(owned_plan plan);

    // About as many bytes as the plans take up in memory.
    size_t size() const {
        return bytes;
    }

    // Take a document out again, with its statements.
    void remove(const place &at);

    // Say who stands for a document; nobody: an empty string.
    void set_group(const place &at, const std::string &leader);

    // Make both databases and let the plans go.
    void write();

    // After write(): do what remove() and set_group() have said.
    void amend();
    bool has_amendments() const {
        return !removed.empty() || !groups.empty();
    }

    std::string documents_path() const {
        return path + "/documents";
    }
    std::string statements_path() const {
        return path + "/statements";
    }

  private:
    void amend_documents();
    void amend_statements();

    std::string path;
    std::vector<owned_plan> plans;
    size_t bytes = 0;
    Xapian::docid last_statement = 0;
    std::vector<place> removed;
    std::map<Xapian::docid, std::string> groups;
};

#endif
