// index_check.cc - Xapian's own look at its tables.
#include "index_check.h"

#include <xapian.h>

#include "xapian_guard.h"

#ifdef __SANITIZE_ADDRESS__
// Xapian 1.4.22 deletes the database that it has checked as one of a base
// class, whose size is another. It does no harm, and it is not ours to mend.
extern "C" __attribute__((visibility("default"))) const char *
__asan_default_options() {
    return "new_delete_type_mismatch=0";
}
#endif

enum concord_status index_check(const char *path, uint64_t *documents,
                                struct concord_error *err) {
    *documents = 0;
    try {
        size_t faults = Xapian::Database::check(path);
        if (faults != 0)
            return concord_fail(err, CONCORD_CORRUPT,
                                "%s: the engine finds %zu faults in it; "
                                "xapian-check tells which",
                                path, faults);
        *documents = Xapian::Database(path).get_doccount();
        return CONCORD_OK;
    } catch (...) {
        return xapian_guard(path, err);
    }
}
