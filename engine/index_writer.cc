// index_writer.cc - puts documents and what they say into glass.
#include "engine/index_writer.h"

#include <memory>
#include <string>

#include "document_store.h"
#include "generation_files.h"
#include "index_batches.h"
#include "index_blobs.h"
#include "index_columns.h"
#include "index_update.h"
#include "xapian_guard.h"

struct document_writer_deleter {
    void operator()(struct document_writer *shown) const {
        document_writer_close(shown);
    }
};

struct index_writer {
    std::string directory; // of the generation
    std::string parent;    // likewise of the one before; empty: there is none
    std::unique_ptr<index_sink> sink;
    std::unique_ptr<struct document_writer, document_writer_deleter> shown;
    blobs_by_id blobs;      // of what was put
    blobs_by_docid settled; // of all, docid 0 among them; empty until then
    bool forgetful = false; // nothing of what was removed may stay
};

static std::unique_ptr<index_sink>
make_sink(const std::string &directory, const char *parent_directory,
          const struct index_writer_options &as) {
    if (parent_directory == nullptr)
        return std::make_unique<index_batches>(directory, as);
    return std::make_unique<index_update>(directory, parent_directory);
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
        if (parent_directory != nullptr)
            writer->parent = parent_directory;
        struct document_writer *shown = nullptr;
        enum concord_status status = document_writer_open(
            &shown, writer->directory.c_str(), parent_directory, err);
        writer->shown.reset(shown);
        if (status == CONCORD_OK)
            *out = writer.release();
        return status;
    } catch (...) {
        return xapian_guard(directory, err);
    }
}

void index_writer_destroy(struct index_writer *writer) {
    delete writer;
}

enum concord_status index_writer_put(struct index_writer *writer,
                                     struct posting_plan **plan,
                                     struct concord_error *err) {
    owned_plan owned(*plan);
    *plan = nullptr;
    try {
        enum concord_status status = document_writer_put(
            writer->shown.get(), owned.get(), &writer->blobs[owned->id], err);
        if (status == CONCORD_OK)
            writer->sink->put(std::move(owned));
        return status;
    } catch (...) {
        return xapian_guard(writer->directory.c_str(), err);
    }
}

enum concord_status index_writer_remove(struct index_writer *writer,
                                        const char *id,
                                        struct concord_error *err) {
    try {
        writer->blobs.erase(id);
        writer->sink->remove(id);
        return CONCORD_OK;
    } catch (...) {
        return xapian_guard(writer->directory.c_str(), err);
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
        return xapian_guard(writer->directory.c_str(), err);
    }
}

void index_writer_forget(struct index_writer *writer) {
    writer->forgetful = true;
}

static enum concord_status settle_blobs(struct index_writer *writer,
                                        struct concord_error *err) {
    blobs_by_docid *blobs = &writer->settled;
    enum concord_status status = index_blobs_settle(
        blobs, writer->directory,
        writer->parent.empty() ? nullptr : writer->parent.c_str(),
        writer->blobs, err);
    return status == CONCORD_OK
               ? document_writer_finish(writer->shown.get(), blobs->data(),
                                        blobs->size(), writer->forgetful, err)
               : status;
}

enum concord_status index_writer_settle(struct index_writer *writer,
                                        struct concord_error *err) {
    if (!writer->settled.empty())
        return CONCORD_OK;
    try {
        writer->sink->finish(writer->forgetful);
        return settle_blobs(writer, err);
    } catch (...) {
        return xapian_guard(writer->directory.c_str(), err);
    }
}

enum concord_status index_writer_finish(struct index_writer *writer,
                                        const struct schema *schema,
                                        uint64_t *documents,
                                        struct concord_error *err) {
    *documents = 0;
    try {
        enum concord_status status = index_writer_settle(writer, err);
        return status == CONCORD_OK
                   ? index_columns_write(writer->directory, schema,
                                         writer->settled, documents, err)
                   : status;
    } catch (...) {
        return xapian_guard(writer->directory.c_str(), err);
    }
}

enum concord_status index_writer_has_holes(const char *directory, bool *holes,
                                           struct concord_error *err) {
    *holes = false;
    try {
        struct facet_columns columns;
        std::string path = std::string(directory) + "/" GENERATION_COLUMNS;
        enum concord_status status =
            facet_columns_open(&columns, path.c_str(), err);
        if (status != CONCORD_OK)
            return status;
        status = document_store_has_holes(directory, &columns, holes, err);
        facet_columns_close(&columns);
        return status;
    } catch (...) {
        return xapian_guard(directory, err);
    }
}
