// index_suggestions.cc - words from words.bin, titles from the value slots,
// facets from the columns; copies of one document count once.
#include "index_suggestions.h"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>
#include <xapian.h>

#include "engine/parallel.h"
#include "engine/posting_plan.h"
#include "generation_files.h"
#include "stored_form.h"
#include "suggestions_file.h"
#include "text/stem.h"
#include "text/tokens.h"
#include "token_words.h"
#include "xapian_guard.h"

namespace {

// Whoever is counted: a document, or the leader of its group.
Xapian::docid counted_as(const struct facet_columns *columns,
                         Xapian::docid docid) {
    uint32_t leader = columns->leader[docid];
    return leader != 0 ? leader : docid;
}

struct gathering {
    const std::string *directory;
    const struct facet_columns *columns;
    const struct schema *schema;
    struct suggestions_builder *builder;
};

// A part of it, done by one thread with a database of its own.
struct part : gathering {
    part(const gathering &whole, struct concord_error *error)
        : gathering(whole), database(*whole.directory + "/" GENERATION_XAPIAN),
          err(error) {
    }

    Xapian::Database database;
    struct concord_error *err;
};

} // namespace

static enum concord_status add(const struct part &part, size_t kind,
                               const struct suggestion &suggestion,
                               uint32_t weight) {
    const char *text = suggestion.text;
    struct buffer folded = BUFFER_INIT(64 * 1024);
    token_fold(&folded, text, strlen(text));
    enum concord_status status = CONCORD_OK;
    if (folded.size > 0 && suggestion.count > 0)
        status = suggestions_builder_add(part.builder, kind, &suggestion,
                                         folded.data, weight, part.err);
    buffer_destroy(&folded);
    return status;
}

// ---- words ----

using term_counts = std::unordered_map<std::string, uint32_t>;

// What all members of groups but one have of each stem: too much to count.
static term_counts count_repeated(const struct part &part) {
    const struct facet_columns *columns = part.columns;
    term_counts members;
    term_counts repeated;
    uint32_t leader = 0;
    for (uint32_t i = 0; i < columns->grouped_count; i++) {
        uint32_t docid = columns->grouped[i];
        if (columns->leader[docid] != leader)
            members.clear();
        leader = columns->leader[docid];
        auto end = part.database.termlist_end(docid);
        auto term = part.database.termlist_begin(docid);
        for (term.skip_to("Z"); term != end && (*term)[0] == 'Z'; ++term)
            if (members[*term]++ > 0)
                repeated[*term]++;
    }
    return repeated;
}

// How many documents have each stem, copies as one; ascending.
struct stem_count {
    std::string stem;
    uint32_t count;
};

static std::vector<stem_count> count_stems(const struct part &part) {
    term_counts repeated = count_repeated(part);
    std::vector<stem_count> stems;
    for (auto term = part.database.allterms_begin("Z");
         term != part.database.allterms_end("Z"); ++term) {
        std::string name = *term;
        auto too_many = repeated.find(name);
        stems.push_back(
            {name.substr(1),
             term.get_termfreq() -
                 (too_many == repeated.end() ? 0 : too_many->second)});
    }
    return stems;
}

static const stem_count *find_stem(const std::vector<stem_count> &stems,
                                   const char *stem) {
    auto found = std::lower_bound(
        stems.begin(), stems.end(), stem,
        [](const stem_count &a, const char *b) { return a.stem < b; });
    return found != stems.end() && found->stem == stem ? &*found : nullptr;
}

// A year or another number is soon typed.
static bool is_word(struct word_view word) {
    return word.length > 1 && word.length <= TOKEN_WORD_MAX &&
           !std::isdigit(static_cast<unsigned char>(word.bytes[0]));
}

static enum concord_status add_word(const struct part &part,
                                    struct stemmer *stemmer,
                                    const std::vector<stem_count> &stems,
                                    const std::string &word,
                                    uint32_t documents) {
    const stem_count *found =
        find_stem(stems, stemmer_stem(stemmer, word.data(), word.size()));
    return found == nullptr
               ? CONCORD_OK
               : add(part, SUGGESTION_WORD,
                     {word.c_str(), found->stem.c_str(), found->count},
                     documents);
}

static enum concord_status add_all_words(const struct part &part,
                                         const struct word_list *words) {
    struct stemmer *raw = nullptr;
    enum concord_status status = stemmer_create(&raw, part.err);
    std::unique_ptr<struct stemmer, void (*)(struct stemmer *)> stemmer(
        raw, stemmer_destroy);
    std::vector<stem_count> stems = count_stems(part);
    for (uint32_t number = 1;
         number < part.columns->word_limit && status == CONCORD_OK; number++) {
        uint32_t documents = part.columns->word_documents[number];
        struct word_view word = word_list_at(words, number);
        if (documents > 0 && is_word(word))
            status = add_word(part, raw, stems,
                              std::string(word.bytes, word.length), documents);
    }
    return status;
}

static enum concord_status add_words(const struct part &part) {
    struct token_words words = {};
    enum concord_status status =
        token_words_open(&words, part.directory->c_str(), part.err);
    if (status != CONCORD_OK)
        return status;
    std::unique_ptr<struct token_words, void (*)(struct token_words *)> open(
        &words, token_words_close);
    return add_all_words(part, &words.words);
}

// ---- titles ----

static enum concord_status add_titles(const struct part &part) {
    std::vector<std::pair<std::string, Xapian::docid>> titles;
    for (auto value = part.database.valuestream_begin(PLAN_SLOT_TITLE);
         value != part.database.valuestream_end(PLAN_SLOT_TITLE); ++value)
        titles.emplace_back(stored_form_shown_title(*value),
                            counted_as(part.columns, value.get_docid()));
    std::sort(titles.begin(), titles.end());
    titles.erase(std::unique(titles.begin(), titles.end()), titles.end());
    enum concord_status status = CONCORD_OK;
    for (size_t first = 0; first < titles.size() && status == CONCORD_OK;) {
        size_t end = first;
        while (end < titles.size() && titles[end].first == titles[first].first)
            end++;
        auto count = static_cast<uint32_t>(end - first);
        status = add(part, SUGGESTION_TITLE,
                     {titles[first].first.c_str(), "", count}, count);
        first = end;
    }
    return status;
}

// ---- facets ----

// How many documents have each value of a facet, copies as one.
static std::vector<uint32_t> count_values(const struct facet_columns *columns,
                                          const struct facet_column *column) {
    std::vector<uint32_t> values(column->value_count);
    std::vector<uint32_t> counted_for(column->value_count); // the last leader
    auto count = [&](uint32_t docid, uint32_t leader) {
        struct facet_values of = facet_columns_values(columns, column, docid);
        for (uint32_t i = 0; i < of.count; i++) {
            uint32_t place = of.ordinals[i] - column->first;
            values[place] += leader == 0 || counted_for[place] != leader;
            counted_for[place] = leader;
        }
    };
    for (uint32_t docid = 1; docid < columns->limit; docid++)
        if (columns->leader[docid] == 0)
            count(docid, 0);
    for (uint32_t i = 0; i < columns->grouped_count; i++)
        count(columns->grouped[i], columns->leader[columns->grouped[i]]);
    return values;
}

static enum concord_status add_facet(const struct part &part, size_t facet) {
    const struct facet_column *column = &part.columns->facets[facet];
    std::vector<uint32_t> values = count_values(part.columns, column);
    enum concord_status status = CONCORD_OK;
    for (uint32_t i = 0; i < column->value_count && status == CONCORD_OK; i++) {
        const char *value = facet_column_name(column, i);
        const char *label = schema_label(part.schema, facet, value);
        status = add(part, SUGGESTION_FACETS + facet, {label, value, values[i]},
                     values[i]);
    }
    return status;
}

static enum concord_status add_facets(const struct part &part) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0;
         i < schema_facet_count(part.schema) && status == CONCORD_OK; i++) {
        if (schema_facet(part.schema, i)->kind == FACET_YEAR)
            continue;
        status = add_facet(part, i);
        suggestions_builder_settle(part.builder, SUGGESTION_FACETS + i);
    }
    return status;
}

// ---- the whole ----

static enum concord_status add_part(const struct part &part, size_t number) {
    enum concord_status status =
        number == 0 ? add_words(part) : add_titles(part);
    if (status != CONCORD_OK)
        return status;
    suggestions_builder_settle(part.builder, number == 0 ? SUGGESTION_WORD
                                                         : SUGGESTION_TITLE);
    return number == 0 ? CONCORD_OK : add_facets(part);
}

// Words take as long as all else together.
static enum concord_status gather_part(void *context, size_t number,
                                       struct concord_error *err) {
    const auto *whole = static_cast<const struct gathering *>(context);
    try {
        return add_part({*whole, err}, number);
    } catch (...) {
        return xapian_guard(whole->directory->c_str(), err);
    }
}

enum concord_status index_suggestions_write(const std::string &directory,
                                            const struct facet_columns *columns,
                                            const struct schema *schema,
                                            struct concord_error *err) {
    struct suggestions_builder *raw = nullptr;
    enum concord_status status = suggestions_builder_create(
        &raw, SUGGESTION_FACETS + schema_facet_count(schema), err);
    std::unique_ptr<struct suggestions_builder,
                    void (*)(struct suggestions_builder *)>
        builder(raw, suggestions_builder_destroy);
    struct gathering gathering = {&directory, columns, schema, raw};
    if (status == CONCORD_OK)
        status = parallel_do(2, gather_part, &gathering, err);
    return status == CONCORD_OK
               ? suggestions_builder_write(raw, directory.c_str(), err)
               : status;
}
