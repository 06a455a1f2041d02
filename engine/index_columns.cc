// index_columns.cc - turns posting lists and value slots into columns.
#include "index_columns.h"

#include <memory>
#include <unordered_map>
#include <vector>
#include <xapian.h>

#include "engine/parallel.h"
#include "engine/posting_plan.h"
#include "facet_columns.h"
#include "force_spans.h"
#include "generation_files.h"
#include "index_suggestions.h"
#include "statement_columns.h"
#include "stored_form.h"
#include "token_store.h"
#include "xapian_guard.h"

// ---- who is who ----

using docids = std::unordered_map<std::string, Xapian::docid>;

static docids find_documents(const Xapian::Database &database) {
    docids found;
    found.reserve(database.get_doccount());
    for (auto value = database.valuestream_begin(PLAN_SLOT_ID);
         value != database.valuestream_end(PLAN_SLOT_ID); ++value)
        found.emplace(*value, value.get_docid());
    return found;
}

// ---- documents ----

// One slot of document after document: looking each of them up costs ten times
// as much.
class slot_walk {
  public:
    slot_walk(const Xapian::Database &database, Xapian::valueno slot)
        : value(database.valuestream_begin(slot)),
          end(database.valuestream_end(slot)) {
    }

    // Empty where there is none. `docid` is larger than the one before.
    std::string at(Xapian::docid docid) {
        while (value != end && value.get_docid() < docid)
            ++value;
        return value != end && value.get_docid() == docid ? *value
                                                          : std::string();
    }

  private:
    Xapian::ValueIterator value;
    Xapian::ValueIterator end;
};

static enum concord_status add_documents(struct columns_builder *builder,
                                         const Xapian::Database &database,
                                         const blobs_by_docid &blobs,
                                         struct concord_error *err) {
    slot_walk dates(database, PLAN_SLOT_DATE);
    slot_walk ids(database, PLAN_SLOT_ID);
    slot_walk titles(database, PLAN_SLOT_TITLE);
    slot_walk indexed(database, PLAN_SLOT_INDEXED);
    // An empty term posts every document.
    for (auto posting = database.postlist_begin("");
         posting != database.postlist_end(""); ++posting) {
        enum certainty certainty;
        struct edtf_date date =
            stored_form_unpack_date(dates.at(*posting), &certainty);
        enum concord_status status = columns_builder_add(
            builder, *posting, ids.at(*posting).c_str(),
            titles.at(*posting).c_str(), date, certainty, err);
        if (status == CONCORD_OK)
            status = columns_builder_indexed(builder,
                                             indexed.at(*posting).c_str(), err);
        if (status != CONCORD_OK)
            return status;
        columns_builder_length(builder, *posting, posting.get_doclength());
        columns_builder_blobs(builder, *posting, &blobs.at(*posting));
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

static void add_groups(struct columns_builder *builder,
                       const Xapian::Database &database,
                       const docids &documents) {
    for (auto leader = database.valuestream_begin(PLAN_SLOT_GROUP);
         leader != database.valuestream_end(PLAN_SLOT_GROUP); ++leader) {
        auto found = documents.find(*leader);
        if (found != documents.end())
            columns_builder_group(builder, leader.get_docid(), found->second);
    }
}

// What the archive's own file says of agreements; it is written before.
static enum concord_status add_force(struct columns_builder *builder,
                                     const std::string &directory,
                                     const docids &documents,
                                     struct concord_error *err) {
    struct archive_file *raw = nullptr;
    enum concord_status status =
        archive_file_open(&raw, directory.c_str(), err);
    std::unique_ptr<struct archive_file, void (*)(struct archive_file *)>
        archive(raw, archive_file_close);
    struct force_spans spans;
    for (const auto &[id, docid] : documents)
        if (status == CONCORD_OK &&
            force_spans_find(&spans, archive.get(), id.c_str()))
            columns_builder_force(builder, docid, spans.known, spans.possible);
    return status;
}

static enum concord_status
build_columns(struct columns_builder *builder, const Xapian::Database &database,
              const blobs_by_docid &blobs, const std::string &directory,
              const docids &documents, const struct schema *schema,
              struct concord_error *err) {
    enum concord_status status = add_documents(builder, database, blobs, err);
    if (status == CONCORD_OK)
        add_groups(builder, database, documents);
    if (status == CONCORD_OK)
        status = add_force(builder, directory, documents, err);
    for (size_t i = 0; status == CONCORD_OK && i < schema_facet_count(schema);
         i++)
        status = add_facet(builder, database, static_cast<uint32_t>(i),
                           schema_facet(schema, i), err);
    return status;
}

// How many documents have each word, by number.
static enum concord_status count_words(std::vector<uint32_t> &documents,
                                       const std::string &directory,
                                       const blobs_by_docid &blobs,
                                       struct concord_error *err) {
    struct token_store tokens = {};
    enum concord_status status =
        token_store_open(&tokens, directory.c_str(), err);
    if (status != CONCORD_OK)
        return status;
    documents.resize(tokens.words.words.count + size_t{1});
    status = token_store_count(&tokens, blobs.data(),
                               static_cast<uint32_t>(blobs.size()),
                               documents.data(), err);
    token_store_close(&tokens);
    return status;
}

namespace {

// What columns.bin is made of: the words and all else are two tasks.
struct filling {
    const Xapian::Database &database;
    const blobs_by_docid &blobs;
    const docids &documents;
    const std::string &directory;
    const struct schema *schema;
    struct columns_builder *builder;
    std::vector<uint32_t> word_documents;
};

} // namespace

static enum concord_status fill_part(void *context, size_t number,
                                     struct concord_error *err) {
    auto *filling = static_cast<struct filling *>(context);
    try {
        return number == 0
                   ? build_columns(filling->builder, filling->database,
                                   filling->blobs, filling->directory,
                                   filling->documents, filling->schema, err)
                   : count_words(filling->word_documents, filling->directory,
                                 filling->blobs, err);
    } catch (...) {
        return xapian_guard(filling->directory.c_str(), err);
    }
}

static enum concord_status
write_documents(const Xapian::Database &database, const blobs_by_docid &blobs,
                const docids &documents, const std::string &directory,
                const std::string &path, const struct schema *schema,
                struct concord_error *err) {
    struct columns_builder *raw = nullptr;
    enum concord_status status = columns_builder_create(
        &raw, database.get_lastdocid() + 1,
        static_cast<uint32_t>(schema_facet_count(schema)), err);
    std::unique_ptr<struct columns_builder, void (*)(struct columns_builder *)>
        builder(raw, columns_builder_destroy);
    struct filling filling = {database, blobs, documents, directory,
                              schema,   raw,   {}};
    if (status == CONCORD_OK)
        status = parallel_do(2, fill_part, &filling, err);
    if (status != CONCORD_OK)
        return status;
    const std::vector<uint32_t> &words = filling.word_documents;
    columns_builder_words(raw, words.data(),
                          static_cast<uint32_t>(words.size()));
    return columns_builder_write(raw, path.c_str(), err);
}

// ---- statements ----

// Both slots hold every statement, in the order of their docids.
static enum concord_status
list_statements(std::vector<struct statement_entry> &entries,
                const Xapian::Database &statements, const docids &documents,
                struct concord_error *err) {
    entries.reserve(statements.get_doccount());
    auto facts = statements.valuestream_begin(STATEMENT_SLOT_FACTS);
    for (auto owner = statements.valuestream_begin(STATEMENT_SLOT_DOCUMENT);
         owner != statements.valuestream_end(STATEMENT_SLOT_DOCUMENT);
         ++owner) {
        auto document = documents.find(*owner);
        struct statement_entry entry = {owner.get_docid(), 0, 0, 0};
        if (document == documents.end() ||
            facts == statements.valuestream_end(STATEMENT_SLOT_FACTS) ||
            facts.get_docid() != entry.docid ||
            !stored_form_unpack_facts(*facts, &entry.facts, &entry.position))
            return concord_fail(err, CONCORD_CORRUPT,
                                "a statement of '%.200s' is not whole; run "
                                "concord-indexer --rebuild",
                                (*owner).c_str());
        entry.parent = document->second;
        entries.push_back(entry);
        ++facts;
    }
    return CONCORD_OK;
}

static enum concord_status write_statements(const std::string &directory,
                                            const docids &documents,
                                            const struct facet_columns *columns,
                                            struct concord_error *err) {
    Xapian::Database statements(directory + "/" GENERATION_STATEMENTS);
    std::vector<struct statement_entry> entries;
    enum concord_status status =
        list_statements(entries, statements, documents, err);
    if (status != CONCORD_OK)
        return status;
    return statement_columns_write(
        (directory + "/" GENERATION_STATEMENT_COLUMNS).c_str(), entries.data(),
        static_cast<uint32_t>(entries.size()), statements.get_lastdocid() + 1,
        columns, err);
}

// ---- all ----

enum concord_status index_columns_write(const std::string &directory,
                                        const struct schema *schema,
                                        const blobs_by_docid &blobs,
                                        uint64_t *documents,
                                        struct concord_error *err) {
    Xapian::Database database(directory + "/" GENERATION_XAPIAN);
    std::string path = directory + "/" GENERATION_COLUMNS;
    docids known = find_documents(database);
    struct facet_columns columns;
    *documents = database.get_doccount();
    enum concord_status status =
        write_documents(database, blobs, known, directory, path, schema, err);
    if (status == CONCORD_OK)
        status = facet_columns_open(&columns, path.c_str(), err);
    if (status != CONCORD_OK)
        return status;
    std::unique_ptr<struct facet_columns, void (*)(struct facet_columns *)>
        open(&columns, facet_columns_close);
    status = write_statements(directory, known, &columns, err);
    return status == CONCORD_OK
               ? index_suggestions_write(directory, &columns, schema, err)
               : status;
}
