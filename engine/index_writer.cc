// index_writer.cc - puts documents and what they say into glass.
#include "engine/index_writer.h"

#include <memory>
#include <string>

#include "index_batches.h"
#include "index_columns.h"
#include "index_update.h"
#include "xapian_guard.h"

struct index_writer {
    std::string directory; // of the generation
    std::unique_ptr<index_sink> sink;
    bool forgetful = false; // nothing of what was removed may stay
};

static std::unique_ptr<index_sink>
make_sink(const std::string &directory, const char *parent_directory,
          const struct index_writer_options &as) {
    if (parent_directory == nullptr)
        return std::make_unique<index_batches>(directory, as);
    return std::make_unique<index_update>(directory, parent_directory,
                                          !as.without_positions);
}

enum concord_status index_writer_open(struct index_writer **out,
                                      const char *directory,
                                      const char *parent_directory,
                                      const struct index_writer_options *as,
                                      struct concord_error *err) {
    *out = nullptr;
    try {
        auto writer = std::make_unique<index_writer>();
        writer->directory = directory;
        writer->sink = make_sink(writer->directory, parent_directory,
                                 as != nullptr ? *as : index_writer_options{});
        *out = writer.release();
        return CONCORD_OK;
    } catch (...) {
        return xapian_guard(directory, err);
    }
}

void index_writer_destroy(struct index_writer *writer) {
    delete writer;
}

enum concord_status index_writer_put(struct index_writer *writer,
                                     struct posting_plan **handed,
                                     struct concord_error *err) {
    owned_plan plan(*handed);
    *handed = nullptr;
    try {
        writer->sink->put(std::move(plan));
        return CONCORD_OK;
    } catch (...) {
        return xapian_guard(writer->directory.c_str(), err);
    }
}

enum concord_status index_writer_remove(struct index_writer *writer,
                                        const char *id,
                                        struct concord_error *err) {
    try {
        writer->sink->remove(id);
        return CONCORD_OK;
    } catch (...) {
        return xapian_guard(id, err);
    }
}

enum concord_status index_writer_set_group(struct index_writer *writer,
                                           const char *id, const char *leader,
                                           struct concord_error *err) {
    try {
        if (writer->sink->set_group(id, leader == nullptr ? "" : leader))
            return CONCORD_OK;
        return concord_fail(err, CONCORD_INTERNAL,
                            "a group for the document '%.200s', which is "
                            "not in the index",
                            id);
    } catch (...) {
        return xapian_guard(id, err);
    }
}

void index_writer_forget(struct index_writer *writer) {
    writer->forgetful = true;
}

enum concord_status index_writer_finish(struct index_writer *writer,
                                        const struct schema *schema,
                                        uint64_t *documents,
                                        struct concord_error *err) {
    *documents = 0;
    try {
        writer->sink->finish(writer->forgetful);
        return index_columns_write(writer->directory, schema, documents, err);
    } catch (...) {
        return xapian_guard(writer->directory.c_str(), err);
    }
}
