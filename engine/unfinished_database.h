/* unfinished_database.h - a database that is written, and that keeps nothing
 * but what was committed. C++ only; throws as Xapian does. */
#ifndef CONCORD_ENGINE_UNFINISHED_DATABASE_H
#define CONCORD_ENGINE_UNFINISHED_DATABASE_H

#include <string>
#include <xapian.h>

// Xapian's own commits what is pending when it is destroyed or closed: once
// more to a disk that has just failed, and where no failure can be thrown.
class unfinished_database : public Xapian::WritableDatabase {
  public:
    // The builder flushes the whole generation before it is published.
    unfinished_database(const std::string &path, int how)
        : Xapian::WritableDatabase(path, how | Xapian::DB_BACKEND_GLASS |
                                             Xapian::DB_NO_SYNC) {
    }
    unfinished_database(const unfinished_database &) = delete;
    unfinished_database &operator=(const unfinished_database &) = delete;

    // What is not committed by the end of a transaction is given up.
    ~unfinished_database() {
        try {
            begin_transaction(false);
            close();
        } catch (...) {
            // It was closed, or its folder is removed with the builder.
        }
    }
};

#endif
