// index_table.cc - opens, changes and compacts one glass database.
#include "index_table.h"

#include <filesystem>

#include "index_bounds.h"

namespace fs = std::filesystem;

// An updated table keeps holes; past one change in five it is compacted.
static const Xapian::doccount compact_share = 5;

void index_table::open(const std::string &directory,
                       const char *parent_directory) {
    path = directory + "/" + name;
    int flags = Xapian::DB_CREATE;
    if (parent_directory != nullptr) {
        std::string parent = std::string(parent_directory) + "/" + name;
        // An older index has no such folder, or an empty one.
        if (fs::exists(parent + "/iamglass")) {
            // Whoever checks the parent may have copied it in passing.
            if (!fs::exists(path))
                fs::copy(parent, path, fs::copy_options::recursive);
            flags = Xapian::DB_OPEN;
        }
    }
    database = std::make_unique<unfinished_database>(path, flags);
}

void index_table::replace(const std::string &term,
                          const std::vector<Xapian::Document> &documents) {
    if (documents.size() == 1) {
        database->replace_document(term, documents[0]);
        changes++;
        return;
    }
    Xapian::doccount before = database->get_doccount();
    database->delete_document(term);
    changes += before - database->get_doccount();
    for (const Xapian::Document &document : documents)
        database->add_document(document);
    changes += static_cast<Xapian::doccount>(documents.size());
}

void index_table::commit() {
    database->commit();
}

void index_table::finish(bool forget) {
    std::string small = path + ".compact";
    bool compact =
        forget || changes * compact_share >= database->get_doccount();
    database->commit();
    if (forget)
        index_bounds_tighten(*database, slots);
    database->commit();
    if (compact)
        database->compact(small, Xapian::DBCOMPACT_NO_RENUMBER);
    database->close();
    database.reset();
    if (compact) {
        fs::remove_all(path);
        fs::rename(small, path);
    }
    // The lock that glass leaves behind is no part of a generation.
    fs::remove(path + "/flintlock");
}
