// index_writer.cc - puts documents and what they say into glass.
#include "engine/index_writer.h"

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>
#include <xapian.h>

#include "generation_files.h"
#include "index_columns.h"
#include "index_document.h"
#include "index_table.h"
#include "xapian_guard.h"

// Text between commits, in bytes: what Xapian holds in memory grows with it.
static const size_t batch_bytes = 64u << 20;

// What is stored of a document's group.
struct stored_group {
    Xapian::docid docid;
    std::string leader; // empty: none
};

struct plan_deleter {
    void operator()(struct posting_plan *plan) const {
        posting_plan_destroy(plan);
    }
};
using owned_plan = std::unique_ptr<struct posting_plan, plan_deleter>;

struct index_writer {
    std::string directory; // of the generation
    index_table documents{GENERATION_XAPIAN,
                          {PLAN_SLOT_ID, PLAN_SLOT_DATE, PLAN_SLOT_TITLE,
                           PLAN_SLOT_INDEXED, PLAN_SLOT_GROUP}};
    index_table statements{GENERATION_STATEMENTS,
                           {STATEMENT_SLOT_DOCUMENT, STATEMENT_SLOT_FACTS}};
    // By unique id; empty until it is asked for, and after every change.
    std::unordered_map<std::string, stored_group> groups;
    size_t uncommitted = 0;
    bool positions = true;  // of documents' words
    bool forgetful = false; // nothing of what was removed may stay
};

enum concord_status index_writer_open(struct index_writer **out,
                                      const char *directory,
                                      const char *parent_directory,
                                      const struct index_writer_options *as,
                                      struct concord_error *err) {
    *out = nullptr;
    try {
        auto writer = std::make_unique<index_writer>();
        writer->positions = as == nullptr || !as->without_positions;
        writer->directory = directory;
        writer->documents.open(directory, parent_directory);
        writer->statements.open(directory, parent_directory);
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
        writer->documents.abandon();
        writer->statements.abandon();
    } catch (...) {
        // The folder is removed with the builder.
    }
    delete writer;
}

static void count_bytes(struct index_writer *writer, size_t bytes) {
    writer->uncommitted += bytes;
    if (writer->uncommitted < batch_bytes)
        return;
    writer->documents.commit();
    writer->statements.commit();
    writer->uncommitted = 0;
}

enum concord_status index_writer_put(struct index_writer *writer,
                                     struct posting_plan **handed,
                                     struct concord_error *err) {
    owned_plan plan(*handed);
    *handed = nullptr;
    try {
        char name[PLAN_TERM_MAX + 1];
        plan_id_term(name, plan->id);
        std::string term(name);
        writer->groups.clear();
        writer->documents.replace(
            term, {index_document_make(plan.get(), writer->positions)});
        writer->statements.replace(term, index_document_statements(plan.get()));
        count_bytes(writer, plan->text_size);
        return CONCORD_OK;
    } catch (...) {
        return xapian_guard(plan->id, err);
    }
}

enum concord_status index_writer_remove(struct index_writer *writer,
                                        const char *id,
                                        struct concord_error *err) {
    try {
        char name[PLAN_TERM_MAX + 1];
        plan_id_term(name, id);
        std::string term(name);
        writer->groups.clear();
        writer->documents.replace(term, {});
        writer->statements.replace(term, {});
        return CONCORD_OK;
    } catch (...) {
        return xapian_guard(id, err);
    }
}

// ---- groups ----

// One walk through two slots, in place of a look-up for each document.
static void read_groups(struct index_writer *writer) {
    const Xapian::Database &database = *writer->documents.database;
    auto leader = database.valuestream_begin(PLAN_SLOT_GROUP);
    for (auto id = database.valuestream_begin(PLAN_SLOT_ID);
         id != database.valuestream_end(PLAN_SLOT_ID); ++id) {
        Xapian::docid docid = id.get_docid();
        while (leader != database.valuestream_end(PLAN_SLOT_GROUP) &&
               leader.get_docid() < docid)
            ++leader;
        bool has = leader != database.valuestream_end(PLAN_SLOT_GROUP) &&
                   leader.get_docid() == docid;
        writer->groups[*id] = {docid, has ? *leader : std::string()};
    }
}

static void store_group(struct index_writer *writer, stored_group &group,
                        const std::string &leader) {
    Xapian::WritableDatabase &database = *writer->documents.database;
    Xapian::Document document = database.get_document(group.docid);
    document.add_value(PLAN_SLOT_GROUP, leader); // an empty one takes it out
    database.replace_document(group.docid, document);
    group.leader = leader;
}

enum concord_status index_writer_set_group(struct index_writer *writer,
                                           const char *id, const char *leader,
                                           struct concord_error *err) {
    try {
        if (writer->groups.empty())
            read_groups(writer);
        auto found = writer->groups.find(id);
        if (found == writer->groups.end())
            return concord_fail(err, CONCORD_INTERNAL,
                                "a group for the document '%.200s', which is "
                                "not in the index",
                                id);
        std::string wanted = leader == nullptr ? "" : leader;
        if (found->second.leader != wanted)
            store_group(writer, found->second, wanted);
        return CONCORD_OK;
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
        writer->documents.finish(writer->forgetful);
        writer->statements.finish(writer->forgetful);
        return index_columns_write(writer->directory, schema, documents, err);
    } catch (...) {
        return xapian_guard(writer->directory.c_str(), err);
    }
}
