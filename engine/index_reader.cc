// index_reader.cc - opens a generation's index and answers from it.
#include "engine/index_reader.h"

#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>
#include <xapian.h>

#include "engine/posting_plan.h"
#include "facet_counts.h"
#include "generation_files.h"
#include "index_reader_parts.h"
#include "matching.h"
#include "page_results.h"

namespace {

template <typename T, void (*destroy)(T *)> struct destroyer {
    void operator()(T *thing) const {
        destroy(thing);
    }
};
using page_pointer =
    std::unique_ptr<struct result_page,
                    destroyer<struct result_page, result_page_destroy>>;
using counts_pointer =
    std::unique_ptr<struct facet_counts,
                    destroyer<struct facet_counts, facet_counts_destroy>>;

} // namespace

// ---- opening ----

enum concord_status index_reader_open(struct index_reader **out,
                                      struct generation *generation,
                                      struct concord_error *err) {
    *out = nullptr;
    const char *directory = generation_directory(generation);
    struct stemmer *stemmer = nullptr;
    struct document_reader *documents = nullptr;
    enum concord_status status = stemmer_create(&stemmer, err);
    if (status == CONCORD_OK)
        status = document_reader_create(&documents,
                                        generation_documents(generation), err);
    if (status != CONCORD_OK) {
        stemmer_destroy(stemmer);
        return status;
    }
    try {
        std::string path(directory);
        Xapian::Database statements;
        if (generation_statements(generation)->count > 0)
            statements = Xapian::Database(path + "/" GENERATION_STATEMENTS);
        *out = new index_reader{nullptr,
                                stemmer,
                                Xapian::Database(path + "/" GENERATION_XAPIAN),
                                statements,
                                documents,
                                {}};
        (*out)->generation = generation_retain(generation);
        return CONCORD_OK;
    } catch (...) {
        document_reader_destroy(documents);
        stemmer_destroy(stemmer);
        return xapian_guard(directory, err);
    }
}

void index_reader_close(struct index_reader *reader) {
    if (reader == nullptr)
        return;
    document_reader_destroy(reader->documents);
    stemmer_destroy(reader->stemmer);
    arena_clear(&reader->scratch);
    generation_release(reader->generation);
    delete reader;
}

struct generation *index_reader_generation(const struct index_reader *reader) {
    return reader->generation;
}

struct stemmer *index_reader_stemmer(const struct index_reader *reader) {
    return reader->stemmer;
}

// ---- a search ----

static enum concord_status run(struct index_reader *reader,
                               const struct search_request *request,
                               struct result_page *page,
                               struct concord_error *err) {
    struct facet_counts *raw = nullptr;
    enum concord_status status =
        facet_counts_create(&raw, reader->generation, request, err);
    counts_pointer counts(raw);
    if (status != CONCORD_OK)
        return status;
    std::vector<hit> hits = match_request(reader, request, counts.get());
    status = facet_counts_settle(counts.get(), err);
    if (status != CONCORD_OK)
        return status;
    page->total = facet_counts_total(counts.get());
    status = page_results_make(page, reader, request, hits, err);
    if (status == CONCORD_OK)
        status = facet_counts_report(counts.get(), page, err);
    return status;
}

enum concord_status index_reader_search(struct index_reader *reader,
                                        const struct search_request *request,
                                        struct result_page **out,
                                        struct concord_error *err) {
    *out = nullptr;
    page_pointer page(
        static_cast<struct result_page *>(calloc(1, sizeof **out)));
    if (page == nullptr)
        return concord_no_memory(err);
    try {
        enum concord_status status = run(reader, request, page.get(), err);
        if (status == CONCORD_OK)
            *out = page.release();
        return status;
    } catch (...) {
        return xapian_guard(generation_directory(reader->generation), err);
    }
}

// ---- one word ----

enum concord_status index_reader_knows_word(struct index_reader *reader,
                                            const char *word, bool *known,
                                            struct concord_error *err) {
    *known = false;
    try {
        *known = reader->database.term_exists(
            std::string("Z") +
            stemmer_stem(reader->stemmer, word, strlen(word)));
        return CONCORD_OK;
    } catch (...) {
        return xapian_guard(generation_directory(reader->generation), err);
    }
}

// ---- documents by id ----

// 0: there is none.
static Xapian::docid find_docid(const Xapian::Database &database,
                                const char *id) {
    char name[PLAN_TERM_MAX + 1];
    plan_id_term(name, id);
    std::string term(name);
    auto posting = database.postlist_begin(term);
    return posting == database.postlist_end(term) ? 0 : *posting;
}

enum concord_status index_reader_filter(struct index_reader *reader,
                                        const struct search_request *request,
                                        const char *const *ids, size_t count,
                                        bool *passes,
                                        struct concord_error *err) {
    struct search_request filters = *request;
    struct facet_counts *raw = nullptr;
    filters.facets = 0;
    filters.show_duplicates = true; // each passes by itself
    enum concord_status status =
        facet_counts_create(&raw, reader->generation, &filters, err);
    counts_pointer counts(raw);
    if (status != CONCORD_OK)
        return status;
    try {
        for (size_t i = 0; i < count; i++) {
            Xapian::docid docid = find_docid(reader->database, ids[i]);
            passes[i] = docid != 0 && facet_counts_add(counts.get(), docid);
        }
        return CONCORD_OK;
    } catch (...) {
        return xapian_guard(generation_directory(reader->generation), err);
    }
}

// Null when memory is out.
static struct stored_document *make_stored(const char *card,
                                           const struct document_text &text) {
    auto *document = static_cast<struct stored_document *>(
        calloc(1, sizeof(struct stored_document)));
    if (document == nullptr)
        return nullptr;
    document->card = strdup(card);
    document->text = static_cast<char *>(malloc(text.size + 1));
    if (document->card == nullptr || document->text == nullptr) {
        stored_document_destroy(document);
        return nullptr;
    }
    memcpy(document->text, text.text, text.size + 1);
    document->text_size = text.size;
    return document;
}

static enum concord_status copy_document(struct index_reader *reader,
                                         Xapian::docid docid,
                                         struct stored_document **out,
                                         struct concord_error *err) {
    const struct document_blobs *blobs =
        &generation_columns(reader->generation)->blobs[docid];
    struct arena arena = {};
    const char *card = nullptr;
    struct document_text text = {};
    enum concord_status status = document_reader_all(reader->documents, blobs,
                                                     &arena, &card, &text, err);
    if (status == CONCORD_OK && text.text != nullptr)
        *out = make_stored(card, text);
    arena_clear(&arena);
    return status == CONCORD_OK && *out == nullptr ? concord_no_memory(err)
                                                   : status;
}

enum concord_status index_reader_find(Xapian::docid *out,
                                      const struct index_reader *reader,
                                      const char *id,
                                      struct concord_error *err) {
    *out = find_docid(reader->database, id);
    if (*out != 0)
        return CONCORD_OK;
    if (generation_has_withdrawn(reader->generation, id))
        return concord_fail(err, CONCORD_GONE,
                            "the document with the id '%.200s' was withdrawn "
                            "from the archive",
                            id);
    return concord_fail(err, CONCORD_NOT_FOUND,
                        "there is no document with the id '%.200s'", id);
}

enum concord_status index_reader_document(struct index_reader *reader,
                                          const char *id,
                                          struct stored_document **out,
                                          struct concord_error *err) {
    *out = nullptr;
    try {
        Xapian::docid docid = 0;
        enum concord_status status = index_reader_find(&docid, reader, id, err);
        if (status != CONCORD_OK)
            return status;
        return copy_document(reader, docid, out, err);
    } catch (...) {
        return xapian_guard(id, err);
    }
}

void stored_document_destroy(struct stored_document *document) {
    if (document == nullptr)
        return;
    free(document->card);
    free(document->text);
    free(document);
}
