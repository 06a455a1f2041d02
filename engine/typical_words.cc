// typical_words.cc - counts the words of some documents and weighs them.
#include "engine/typical_words.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include "document_words.h"
#include "engine/posting_plan.h"
#include "facet_counts.h"
#include "generation_files.h"
#include "index_reader_parts.h"
#include "matching.h"
#include "schema/wordings.h"

namespace {

const size_t shortest_stem = 3;

// A stem, as it is met in the documents.
struct stem_count {
    double frequency = 0;
    unsigned documents = 0;
    Xapian::docid last = 0; // document counted
    std::string form;       // met most
    double form_frequency = 0;
};

struct weighed_stem {
    double worth;
    std::string stem;
    std::string form;
};

using stem_counts = std::map<std::string, stem_count>;
using word_set = std::unordered_set<std::string>;

} // namespace

static bool has_letters(struct word_view word) {
    return std::any_of(
        word.bytes, word.bytes + word.length,
        [](unsigned char byte) { return std::isalpha(byte) || byte >= 0x80; });
}

// Those that say nothing of a paper's matter, however often it has them.
static word_set function_words(const struct index_reader *reader) {
    word_set words;
    for (const char *const *word = schema_wording(
             generation_schema(reader->generation), WORDING_FUNCTION_WORDS);
         *word != nullptr; word++)
        words.insert(*word);
    return words;
}

// How often a document has each of its words; a title's words count as they do
// when it is searched.
static std::map<std::string, double>
count_words(const struct index_reader *reader, Xapian::docid docid) {
    const struct word_list *words =
        &generation_tokens(reader->generation)->words.words;
    std::map<std::string, double> counts;
    auto count = [&](enum token_section section, double weight) {
        struct token_run run = document_words(reader, section, docid);
        for (size_t at = 0; at < run.count;) {
            uint32_t number = token_run_next(run, &at);
            struct word_view word = {nullptr, 0};
            if (number > 0 && number <= words->count)
                word = word_list_at(words, number);
            if (has_letters(word))
                counts[std::string(word.bytes, word.length)] += weight;
        }
    };
    count(TOKEN_TITLE, PLAN_TITLE_WEIGHT - 1);
    count(TOKEN_TEXT, 1);
    return counts;
}

static void count_document(stem_counts &counts, struct index_reader *reader,
                           const word_set &passed_over, Xapian::docid docid) {
    for (const auto &[word, frequency] : count_words(reader, docid)) {
        if (passed_over.count(word) > 0)
            continue;
        stem_count &count =
            counts[stemmer_stem(reader->stemmer, word.c_str(), word.size())];
        count.frequency += frequency;
        count.documents += count.last != docid;
        count.last = docid;
        if (frequency > count.form_frequency) {
            count.form = word;
            count.form_frequency = frequency;
        }
    }
}

static double bo1(double frequency, double mean) {
    return frequency * std::log2((1 + mean) / mean) + std::log2(1 + mean);
}

static std::vector<weighed_stem> weigh_stems(const stem_counts &counts,
                                             const Xapian::Database &database,
                                             unsigned documents_least) {
    std::vector<weighed_stem> stems;
    double documents = database.get_doccount();
    for (const auto &each : counts) {
        double in_all = database.get_collection_freq("Z" + each.first);
        if (each.first.size() < shortest_stem ||
            each.second.documents < documents_least || in_all == 0)
            continue;
        stems.push_back({bo1(each.second.frequency, in_all / documents),
                         each.first, each.second.form});
    }
    std::sort(stems.begin(), stems.end(),
              [](const weighed_stem &a, const weighed_stem &b) {
                  return a.worth != b.worth ? a.worth > b.worth
                                            : a.stem < b.stem;
              });
    if (stems.size() > TYPICAL_WORDS_MOST)
        stems.resize(TYPICAL_WORDS_MOST);
    return stems;
}

static enum concord_status keep_words(struct typical_words *out,
                                      struct arena *arena,
                                      const std::vector<weighed_stem> &stems,
                                      struct concord_error *err) {
    for (const weighed_stem &stem : stems) {
        auto *item = static_cast<struct typical_word *>(
            arena_push(arena, &out->items, &out->count, sizeof *out->items));
        if (item == nullptr)
            return concord_no_memory(err);
        item->word = arena_string(arena, stem.form.c_str());
        item->worth = stem.worth / stems.front().worth;
        if (item->word == nullptr)
            return concord_no_memory(err);
    }
    return CONCORD_OK;
}

static enum concord_status select_words(struct typical_words *out,
                                        struct arena *arena,
                                        struct index_reader *reader,
                                        const std::vector<Xapian::docid> &from,
                                        struct concord_error *err) {
    stem_counts counts;
    word_set passed_over = function_words(reader);
    for (Xapian::docid docid : from)
        count_document(counts, reader, passed_over, docid);
    return keep_words(
        out, arena,
        weigh_stems(counts, reader->database, from.size() > 1 ? 2 : 1), err);
}

// ---- of results ----

static enum concord_status first_results(std::vector<Xapian::docid> &out,
                                         struct index_reader *reader,
                                         const struct search_request *asked,
                                         struct concord_error *err) {
    struct search_request request = *asked;
    struct facet_counts *counts = nullptr;
    request.sort = SORT_RELEVANCE;
    request.page = 1;
    request.size = TYPICAL_RESULTS;
    request.facets = 0;
    enum concord_status status =
        facet_counts_create(&counts, reader->generation, &request, err);
    std::unique_ptr<struct facet_counts, void (*)(struct facet_counts *)> held(
        counts, facet_counts_destroy);
    if (status != CONCORD_OK)
        return status;
    for (const hit &each : match_request(reader, &request, counts))
        out.push_back(each.docid);
    return CONCORD_OK;
}

enum concord_status typical_words_of_results(
    struct typical_words *out, struct arena *arena, struct index_reader *reader,
    const struct search_request *request, struct concord_error *err) {
    *out = {};
    try {
        std::vector<Xapian::docid> from;
        enum concord_status status = first_results(from, reader, request, err);
        return status == CONCORD_OK
                   ? select_words(out, arena, reader, from, err)
                   : status;
    } catch (...) {
        return xapian_guard(generation_directory(reader->generation), err);
    }
}

// ---- of one document ----

static enum concord_status add_id(struct typical_words *out,
                                  struct arena *arena,
                                  const struct index_reader *reader,
                                  Xapian::docid docid,
                                  struct concord_error *err) {
    std::string id =
        reader->database.get_document(docid).get_value(PLAN_SLOT_ID);
    auto *slot = static_cast<const char **>(
        arena_push(arena, &out->ids, &out->id_count, sizeof *out->ids));
    if (slot == nullptr)
        return concord_no_memory(err);
    *slot = arena_string(arena, id.c_str());
    return *slot == nullptr ? concord_no_memory(err) : CONCORD_OK;
}

static enum concord_status add_group(struct typical_words *out,
                                     struct arena *arena,
                                     const struct index_reader *reader,
                                     Xapian::docid docid,
                                     struct concord_error *err) {
    const struct facet_columns *columns =
        generation_columns(reader->generation);
    uint32_t leader = columns->leader[docid];
    enum concord_status status = add_id(out, arena, reader, docid, err);
    for (uint32_t i = 0; i < columns->grouped_count && leader != 0; i++) {
        uint32_t other = columns->grouped[i];
        if (status == CONCORD_OK && other != docid &&
            columns->leader[other] == leader)
            status = add_id(out, arena, reader, other, err);
    }
    return status;
}

enum concord_status typical_words_of_document(struct typical_words *out,
                                              struct arena *arena,
                                              struct index_reader *reader,
                                              const char *id,
                                              struct concord_error *err) {
    *out = {};
    try {
        Xapian::docid docid = 0;
        enum concord_status status = index_reader_find(&docid, reader, id, err);
        if (status == CONCORD_OK)
            status = add_group(out, arena, reader, docid, err);
        return status == CONCORD_OK
                   ? select_words(out, arena, reader, {docid}, err)
                   : status;
    } catch (...) {
        return xapian_guard(id, err);
    }
}
