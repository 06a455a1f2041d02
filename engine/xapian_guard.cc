// xapian_guard.cc - the one place that knows what Xapian's errors mean.
#include "xapian_guard.h"

#include <cerrno>
#include <cstring>
#include <exception>
#include <filesystem>
#include <new>
#include <xapian.h>

static enum concord_status from_xapian(const char *thing,
                                       const Xapian::Error &error,
                                       enum concord_status status,
                                       struct concord_error *err) {
    // get_error_string() may be NULL; get_msg() allocated when it was thrown.
    const char *reason = error.get_error_string();
    return concord_fail(err, status, "%s: %s%s%s", thing,
                        error.get_msg().c_str(), reason != nullptr ? ": " : "",
                        reason != nullptr ? reason : "");
}

// What the system refused, Xapian hands on in words only: its own, or some that
// it asks the system for.
static enum concord_status of_disk(const Xapian::DatabaseError &error) {
    const char *reason = error.get_error_string();
    std::string words = error.get_msg() + (reason != nullptr ? reason : "");
    bool full = words.find(strerror(ENOSPC)) != std::string::npos ||
                words.find(strerror(EDQUOT)) != std::string::npos;
    return full ? CONCORD_NO_SPACE : CONCORD_IO;
}

enum concord_status xapian_guard(const char *thing,
                                 struct concord_error *err) noexcept {
    try {
        throw;
    } catch (const deadline_passed &) {
        return concord_fail(err, CONCORD_DEADLINE,
                            "the search took too long and was given up; ask "
                            "for rarer words, or narrow it with a filter");
    } catch (const struct concord_error &error) {
        if (err != nullptr)
            *err = error;
        return error.status;
    } catch (const Xapian::DatabaseCorruptError &error) {
        return from_xapian(thing, error, CONCORD_CORRUPT, err);
    } catch (const Xapian::DatabaseVersionError &error) {
        return from_xapian(thing, error, CONCORD_CORRUPT, err);
    } catch (const Xapian::DatabaseLockError &error) {
        return from_xapian(thing, error, CONCORD_BUSY, err);
    } catch (const Xapian::DatabaseError &error) {
        /* What a file's bytes make of themselves, zlib says ("inflate
         * failed"), is no fault of the disk. */
        bool damaged = error.get_msg().find("inflate") != std::string::npos;
        return from_xapian(thing, error,
                           damaged ? CONCORD_CORRUPT : of_disk(error), err);
    } catch (const Xapian::DocNotFoundError &error) {
        return from_xapian(thing, error, CONCORD_NOT_FOUND, err);
    } catch (const Xapian::Error &error) {
        return from_xapian(thing, error, CONCORD_INTERNAL, err);
    } catch (const std::bad_alloc &) {
        return concord_no_memory(err);
    } catch (const std::filesystem::filesystem_error &error) {
        return concord_fail_file(err, error.path1().c_str(),
                                 error.code().value());
    } catch (const std::exception &error) {
        return concord_fail(err, CONCORD_INTERNAL, "%s: %s", thing,
                            error.what());
    } catch (...) {
        return concord_fail(err, CONCORD_INTERNAL, "%s: an unknown fault",
                            thing);
    }
}
