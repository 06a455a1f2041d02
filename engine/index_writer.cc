// index_writer.cc - puts documents into glass and derives the columns from it.
#include "engine/index_writer.h"

#include <climits>
#include <filesystem>
#include <memory>
#include <string>
#include <xapian.h>

#include "facet_columns.h"
#include "generation_files.h"
#include "index_bounds.h"
#include "stored_form.h"
#include "xapian_guard.h"

namespace fs = std::filesystem;

// Text between commits, in bytes: what Xapian holds in memory grows with it.
static const size_t batch_bytes = 64u << 20;

// An updated table keeps holes; past one change in five it is compacted.
static const Xapian::doccount compact_share = 5;

struct index_writer {
    std::string directory; // of the generation
    std::unique_ptr<Xapian::WritableDatabase> database;
    size_t uncommitted;
    Xapian::doccount changes;
    bool forgetful; // nothing of what was removed may stay

    std::string path(const char *name) const {
        return directory + "/" + name;
    }
};

static void open_database(struct index_writer *writer,
                          const char *parent_directory) {
    std::string path = writer->path(GENERATION_XAPIAN);
    int flags = Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS;
    if (parent_directory != nullptr) {
        fs::copy(std::string(parent_directory) + "/" GENERATION_XAPIAN, path,
                 fs::copy_options::recursive);
        flags = Xapian::DB_OPEN;
    }
    // The builder flushes the whole generation before it is published.
    writer->database = std::make_unique<Xapian::WritableDatabase>(
        path, flags | Xapian::DB_NO_SYNC);
}

enum concord_status index_writer_open(struct index_writer **out,
                                      const char *directory,
                                      const char *parent_directory,
                                      struct concord_error *err) {
    *out = nullptr;
    try {
        auto writer = std::make_unique<index_writer>();
        writer->directory = directory;
        writer->uncommitted = 0;
        writer->changes = 0;
        writer->forgetful = false;
        open_database(writer.get(), parent_directory);
        *out = writer.release();
        return CONCORD_OK;
    } catch (...) {
        return xapian_guard(directory, err);
    }
}

// Destroying an open database commits what is pending; a dead or finished
// writer has nothing that should be kept, so that is given up first.
void index_writer_destroy(struct index_writer *writer) {
    if (writer == nullptr)
        return;
    try {
        if (writer->database != nullptr)
            writer->database->close();
    } catch (...) {
        // The folder is removed with the builder.
    }
    delete writer;
}

static void add_term(Xapian::Document &document,
                     const struct planned_term &term) {
    std::string name(term.term, term.size);
    document.add_term(name, term.count);
    for (size_t i = 0; i < term.position_count; i++)
        document.add_posting(name, term.positions[i], 0);
}

static Xapian::Document make_document(const struct posting_plan *plan) {
    Xapian::Document document;
    for (size_t i = 0; i < plan->term_count; i++)
        add_term(document, plan->terms[i]);
    document.add_value(PLAN_SLOT_ID, plan->id);
    document.add_value(PLAN_SLOT_TITLE, plan->title_key);
    document.add_value(PLAN_SLOT_DATE, stored_form_pack_date(plan->date));
    document.set_data(
        stored_form_pack(plan->card, {plan->text, plan->text_size}));
    return document;
}

static void count_change(struct index_writer *writer, size_t bytes) {
    writer->changes++;
    writer->uncommitted += bytes;
    if (writer->uncommitted < batch_bytes)
        return;
    writer->database->commit();
    writer->uncommitted = 0;
}

enum concord_status index_writer_put(struct index_writer *writer,
                                     const struct posting_plan *plan,
                                     struct concord_error *err) {
    try {
        char term[PLAN_TERM_MAX + 1];
        plan_id_term(term, plan->id);
        writer->database->replace_document(std::string(term),
                                           make_document(plan));
        count_change(writer, plan->text_size);
        return CONCORD_OK;
    } catch (...) {
        return xapian_guard(plan->id, err);
    }
}

enum concord_status index_writer_remove(struct index_writer *writer,
                                        const char *id,
                                        struct concord_error *err) {
    try {
        char term[PLAN_TERM_MAX + 1];
        plan_id_term(term, id);
        writer->database->delete_document(std::string(term));
        count_change(writer, 0);
        return CONCORD_OK;
    } catch (...) {
        return xapian_guard(id, err);
    }
}

void index_writer_forget(struct index_writer *writer) {
    writer->forgetful = true;
}

// ---- finishing ----

static void close_compacted(struct index_writer *writer) {
    std::string path = writer->path(GENERATION_XAPIAN);
    std::string small = path + ".compact";
    bool compact = writer->forgetful || writer->changes * compact_share >=
                                            writer->database->get_doccount();
    writer->database->commit();
    if (writer->forgetful)
        index_bounds_tighten(*writer->database);
    writer->database->commit();
    if (compact)
        writer->database->compact(small, Xapian::DBCOMPACT_NO_RENUMBER);
    writer->database->close();
    writer->database.reset();
    if (compact) {
        fs::remove_all(path);
        fs::rename(small, path);
    }
    // The lock that glass leaves behind is no part of a generation.
    fs::remove(path + "/flintlock");
}

static enum concord_status add_documents(struct columns_builder *builder,
                                         const Xapian::Database &database,
                                         struct concord_error *err) {
    // An empty term posts every document.
    for (auto posting = database.postlist_begin("");
         posting != database.postlist_end(""); ++posting) {
        Xapian::Document document = database.get_document(*posting);
        enum concord_status status = columns_builder_add(
            builder, *posting, document.get_value(PLAN_SLOT_ID).c_str(),
            document.get_value(PLAN_SLOT_TITLE).c_str(),
            stored_form_unpack_date(document.get_value(PLAN_SLOT_DATE)), err);
        if (status != CONCORD_OK)
            return status;
    }
    return CONCORD_OK;
}

static enum concord_status add_facet(struct columns_builder *builder,
                                     const Xapian::Database &database,
                                     uint32_t index, const struct facet *facet,
                                     struct concord_error *err) {
    char prefix[PLAN_TERM_MAX + 1];
    size_t size = plan_facet_term(prefix, facet->name, "");
    enum concord_status status = CONCORD_OK;
    for (auto term = database.allterms_begin(prefix);
         status == CONCORD_OK && term != database.allterms_end(prefix);
         ++term) {
        std::string name = *term;
        status =
            columns_builder_value(builder, index, name.c_str() + size, err);
        for (auto posting = database.postlist_begin(name);
             status == CONCORD_OK && posting != database.postlist_end(name);
             ++posting)
            status = columns_builder_posting(builder, index, *posting, err);
    }
    return status;
}

static enum concord_status build_columns(struct columns_builder *builder,
                                         const Xapian::Database &database,
                                         const struct schema *schema,
                                         struct concord_error *err) {
    enum concord_status status = add_documents(builder, database, err);
    for (size_t i = 0; status == CONCORD_OK && i < schema_facet_count(schema);
         i++)
        status = add_facet(builder, database, static_cast<uint32_t>(i),
                           schema_facet(schema, i), err);
    return status;
}

static enum concord_status write_columns(const struct index_writer *writer,
                                         const struct schema *schema,
                                         uint64_t *documents,
                                         struct concord_error *err) {
    Xapian::Database database(writer->path(GENERATION_XAPIAN));
    *documents = database.get_doccount();
    struct columns_builder *raw = nullptr;
    enum concord_status status = columns_builder_create(
        &raw, database.get_lastdocid() + 1,
        static_cast<uint32_t>(schema_facet_count(schema)), err);
    std::unique_ptr<struct columns_builder, void (*)(struct columns_builder *)>
        builder(raw, columns_builder_destroy);
    if (status == CONCORD_OK)
        status = build_columns(builder.get(), database, schema, err);
    if (status == CONCORD_OK)
        status = columns_builder_write(
            builder.get(), writer->path(GENERATION_COLUMNS).c_str(), err);
    return status;
}

enum concord_status index_writer_finish(struct index_writer *writer,
                                        const struct schema *schema,
                                        uint64_t *documents,
                                        struct concord_error *err) {
    *documents = 0;
    try {
        close_compacted(writer);
        return write_columns(writer, schema, documents, err);
    } catch (...) {
        return xapian_guard(writer->directory.c_str(), err);
    }
}
