// index_suggestions.cc - words from the posting lists, titles from the value
// slots, facets from the columns; copies of one document count once.
#include "index_suggestions.h"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/posting_plan.h"
#include "stored_form.h"
#include "suggestions_file.h"
#include "text/stem.h"
#include "text/tokens.h"

namespace {

// Whoever is counted: a document, or the leader of its group.
Xapian::docid counted_as(const struct facet_columns *columns,
                         Xapian::docid docid) {
    uint32_t leader = columns->leader[docid];
    return leader != 0 ? leader : docid;
}

struct gathering {
    const Xapian::Database *database;
    const struct facet_columns *columns;
    const struct schema *schema;
    struct suggestions_builder *builder;
    struct concord_error *err;
};

} // namespace

static enum concord_status add(const struct gathering &gathering, size_t kind,
                               const struct suggestion &suggestion,
                               uint32_t weight) {
    const char *text = suggestion.text;
    struct buffer folded = BUFFER_INIT(64 * 1024);
    token_fold(&folded, text, strlen(text));
    enum concord_status status = CONCORD_OK;
    if (folded.size > 0 && suggestion.count > 0)
        status = suggestions_builder_add(gathering.builder, kind, &suggestion,
                                         folded.data, weight, gathering.err);
    buffer_destroy(&folded);
    return status;
}

// ---- words ----

using counts = std::unordered_map<std::string, uint32_t>;

// What all members of groups but one have of each stem: too much to count.
static counts count_repeated(const struct gathering &gathering) {
    const struct facet_columns *columns = gathering.columns;
    counts members;
    counts repeated;
    uint32_t leader = 0;
    for (uint32_t i = 0; i < columns->grouped_count; i++) {
        uint32_t docid = columns->grouped[i];
        if (columns->leader[docid] != leader)
            members.clear();
        leader = columns->leader[docid];
        auto end = gathering.database->termlist_end(docid);
        auto term = gathering.database->termlist_begin(docid);
        for (term.skip_to("Z"); term != end && (*term)[0] == 'Z'; ++term)
            if (members[*term]++ > 0)
                repeated[*term]++;
    }
    return repeated;
}

// How many documents have each stem, copies as one.
static counts count_stems(const struct gathering &gathering) {
    counts repeated = count_repeated(gathering);
    counts stems;
    for (auto term = gathering.database->allterms_begin("Z");
         term != gathering.database->allterms_end("Z"); ++term) {
        auto too_many = repeated.find(*term);
        stems[(*term).substr(1)] =
            term.get_termfreq() -
            (too_many == repeated.end() ? 0 : too_many->second);
    }
    return stems;
}

// A year or another number is soon typed.
static bool is_word(const std::string &term) {
    return term.size() > 1 && term.size() <= TOKEN_WORD_MAX &&
           !std::isupper(static_cast<unsigned char>(term[0])) &&
           !std::isdigit(static_cast<unsigned char>(term[0]));
}

static enum concord_status add_words(const struct gathering &gathering) {
    struct stemmer *raw = nullptr;
    enum concord_status status = stemmer_create(&raw, gathering.err);
    std::unique_ptr<struct stemmer, void (*)(struct stemmer *)> stemmer(
        raw, stemmer_destroy);
    if (status != CONCORD_OK)
        return status;
    counts stems = count_stems(gathering);
    auto term = gathering.database->allterms_begin();
    for (term.skip_to("a");
         status == CONCORD_OK && term != gathering.database->allterms_end();
         ++term) {
        std::string word = *term;
        if (!is_word(word))
            continue;
        auto found = stems.find(stemmer_stem(raw, word.data(), word.size()));
        if (found != stems.end())
            status = add(gathering, SUGGESTION_WORD,
                         {word.c_str(), found->first.c_str(), found->second},
                         term.get_termfreq());
    }
    return status;
}

// ---- titles ----

static enum concord_status add_titles(const struct gathering &gathering) {
    std::vector<std::pair<std::string, Xapian::docid>> titles;
    for (auto value = gathering.database->valuestream_begin(PLAN_SLOT_TITLE);
         value != gathering.database->valuestream_end(PLAN_SLOT_TITLE); ++value)
        titles.emplace_back(stored_form_shown_title(*value),
                            counted_as(gathering.columns, value.get_docid()));
    std::sort(titles.begin(), titles.end());
    titles.erase(std::unique(titles.begin(), titles.end()), titles.end());
    enum concord_status status = CONCORD_OK;
    for (size_t first = 0; first < titles.size() && status == CONCORD_OK;) {
        size_t end = first;
        while (end < titles.size() && titles[end].first == titles[first].first)
            end++;
        auto count = static_cast<uint32_t>(end - first);
        status = add(gathering, SUGGESTION_TITLE,
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

static enum concord_status add_facet(const struct gathering &gathering,
                                     size_t facet) {
    const struct facet_column *column = &gathering.columns->facets[facet];
    std::vector<uint32_t> values = count_values(gathering.columns, column);
    enum concord_status status = CONCORD_OK;
    for (uint32_t i = 0; i < column->value_count && status == CONCORD_OK; i++) {
        const char *value = facet_column_name(column, i);
        const char *label = schema_label(gathering.schema, facet, value);
        status = add(gathering, SUGGESTION_FACETS + facet,
                     {label, value, values[i]}, values[i]);
    }
    return status;
}

// ---- the whole ----

enum concord_status index_suggestions_write(const Xapian::Database &database,
                                            const std::string &directory,
                                            const struct facet_columns *columns,
                                            const struct schema *schema,
                                            struct concord_error *err) {
    struct suggestions_builder *raw = nullptr;
    enum concord_status status = suggestions_builder_create(
        &raw, SUGGESTION_FACETS + schema_facet_count(schema), err);
    std::unique_ptr<struct suggestions_builder,
                    void (*)(struct suggestions_builder *)>
        builder(raw, suggestions_builder_destroy);
    struct gathering gathering = {&database, columns, schema, raw, err};
    if (status == CONCORD_OK)
        status = add_words(gathering);
    if (status == CONCORD_OK)
        status = add_titles(gathering);
    for (size_t i = 0; i < schema_facet_count(schema) && status == CONCORD_OK;
         i++)
        if (schema_facet(schema, i)->kind != FACET_YEAR)
            status = add_facet(gathering, i);
    return status == CONCORD_OK
               ? suggestions_builder_write(raw, directory.c_str(), err)
               : status;
}
