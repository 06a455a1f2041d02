// term_postings.cc - reads postings from the database, or from words in order.
#include "term_postings.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <optional>
#include <utility>

#include "document_words.h"
#include "engine/posting_plan.h"
#include "generation_files.h"
#include "token_run.h"

// Rarer words are decoded in less time than a search may take.
static const Xapian::doccount warm_documents_least = 1000;

static const char title_prefix = 'S';

// ---- from the database ----

namespace {

class database_source : public posting_source {
  public:
    database_source(const Xapian::Database &database_, const std::string &term_,
                    const deadline &deadline_)
        : database(database_), term(term_), time(deadline_) {
    }
    size_t most() override {
        return count = database.get_termfreq(term);
    }
    std::unique_ptr<posting_list> read(uint32_t limit,
                                       const posting_norms &norms) override {
        posting_list::maker maker(count, limit, norms);
        for (auto posting = database.postlist_begin(term);
             posting != database.postlist_end(term); ++posting) {
            time.check();
            maker.add(*posting, posting.get_wdf());
        }
        return maker.finish();
    }

  private:
    const Xapian::Database &database;
    const std::string &term;
    const deadline &time;
    size_t count = 0;
};

} // namespace

static held_postings hold_from_database(struct posting_table *table,
                                        const Xapian::Database &database,
                                        const std::string &term,
                                        const deadline &limit) {
    database_source source(database, term, limit);
    return posting_table_hold(table, term, source);
}

// ---- from words in order ----

namespace {

// A word as it is spelled, out of its term.
struct spelled_word {
    explicit spelled_word(const std::string &term)
        : in_title(term[0] == title_prefix),
          bytes(term.c_str() + (in_title ? 1 : 0)), length(strlen(bytes)) {
    }
    bool in_title;
    const char *bytes;
    size_t length;
};

// What is unpacked while words are read.
struct scratch {
    struct arena arena = {};
    scratch() = default;
    scratch(const scratch &) = delete;
    scratch &operator=(const scratch &) = delete;
    ~scratch() {
        arena_clear(&arena);
    }
};

} // namespace

// How many documents have a word of that number; 0 is that of no word.
static uint32_t documents_with(const struct index_reader *reader,
                               uint32_t number) {
    const struct facet_columns *columns =
        generation_columns(reader->generation);
    return number < columns->word_limit ? columns->word_documents[number] : 0;
}

namespace {

class words_source : public posting_source {
  public:
    words_source(const struct index_reader *reader_, const spelled_word &word_,
                 const deadline &deadline_)
        : reader(reader_), word(word_), time(deadline_) {
    }
    size_t most() override {
        uint32_t number = token_store_find(
            generation_tokens(reader->generation), word.bytes, word.length);
        token_pattern_make(&pattern, &number, 1);
        if (documents_with(reader, number) == 0)
            return 0;
        const char *stem =
            stemmer_stem(reader->stemmer, word.bytes, word.length);
        have_stem.emplace(term_postings_hold(
            reader, std::string(word.in_title ? "ZS" : "Z") + stem, time));
        return documents_with(reader, number);
    }
    std::unique_ptr<posting_list> read(uint32_t limit,
                                       const posting_norms &norms) override {
        std::vector<std::pair<uint32_t, unsigned>> found;
        struct scratch scratch;
        document_words_each(reader, (*have_stem)->documents(), &scratch.arena,
                            time, DOCUMENT_WORDS_MOST,
                            [this, &found](uint32_t docid) {
                                unsigned count = count_in(docid);
                                if (count > 0)
                                    found.emplace_back(docid, count);
                            });
        posting_list::maker maker(found.size(), limit, norms);
        for (const auto &each : found)
            maker.add(each.first, each.second);
        return maker.finish();
    }

  private:
    unsigned count_section(enum token_section section, uint32_t docid) const {
        return token_run_count_phrase(document_words(reader, section, docid),
                                      &pattern);
    }
    // A title's words are among those of the text, once.
    unsigned count_in(uint32_t docid) const {
        unsigned title = count_section(TOKEN_TITLE, docid);
        return word.in_title ? title
                             : count_section(TOKEN_TEXT, docid) +
                                   (PLAN_TITLE_WEIGHT - 1) * title;
    }

    const struct index_reader *reader;
    const spelled_word word;
    const deadline &time;
    std::optional<held_postings> have_stem;
    struct token_pattern pattern = {};
};

} // namespace

static struct posting_table *table_of(const struct index_reader *reader) {
    return generation_postings(reader->generation);
}

held_postings term_postings_hold(const struct index_reader *reader,
                                 const std::string &term,
                                 const deadline &limit) {
    if (!plan_is_spelled(term.c_str()))
        return hold_from_database(table_of(reader), reader->database, term,
                                  limit);
    words_source source(reader, spelled_word(term), limit);
    return posting_table_hold(table_of(reader), term, source);
}

size_t term_postings_count(const struct index_reader *reader,
                           const std::string &term) {
    size_t documents = 0;
    if (!posting_table_counts(table_of(reader), term, &documents))
        documents = reader->database.get_termfreq(term);
    return documents;
}

// ---- beginnings ----

// Calls see(number, word) for each word of the documents that begins so.
template <typename See>
static void each_beginning(const struct index_reader *reader,
                           const char *beginning, See see) {
    const struct word_list *words =
        &generation_tokens(reader->generation)->words.words;
    size_t length = strlen(beginning);
    for (uint32_t number = 1; number <= words->count; number++) {
        struct word_view word = word_list_at(words, number);
        if (word.length >= length &&
            memcmp(word.bytes, beginning, length) == 0 &&
            documents_with(reader, number) > 0)
            see(number, word);
    }
}

double term_postings_count_beginning(const struct index_reader *reader,
                                     const char *beginning) {
    double documents = 0;
    each_beginning(reader, beginning, [&](uint32_t number, struct word_view) {
        documents += documents_with(reader, number);
    });
    return documents;
}

// How many words of the documents have that stem.
static size_t count_forms(const struct index_reader *reader,
                          const std::string &stem) {
    uint32_t count;
    const uint32_t *forms =
        token_words_forms(&generation_tokens(reader->generation)->words,
                          stem.data(), stem.size(), &count);
    return static_cast<size_t>(
        std::count_if(forms, forms + count, [reader](uint32_t number) {
            return documents_with(reader, number) > 0;
        }));
}

namespace {

struct beginning_word {
    std::string stem;
    std::string word;
};

} // namespace

static std::vector<beginning_word>
words_of_beginning(const struct index_reader *reader, const char *beginning) {
    std::vector<beginning_word> words;
    each_beginning(reader, beginning, [&](uint32_t, struct word_view word) {
        words.push_back({stemmer_stem(reader->stemmer, word.bytes, word.length),
                         std::string(word.bytes, word.length)});
    });
    std::sort(words.begin(), words.end(),
              [](const beginning_word &a, const beginning_word &b) {
                  return a.stem != b.stem ? a.stem < b.stem : a.word < b.word;
              });
    return words;
}

std::vector<std::string>
term_postings_of_beginning(const struct index_reader *reader, bool in_title,
                           const char *beginning) {
    std::vector<beginning_word> words = words_of_beginning(reader, beginning);
    std::vector<std::string> terms;
    for (size_t first = 0, end; first < words.size(); first = end) {
        const std::string &stem = words[first].stem;
        for (end = first; end < words.size() && words[end].stem == stem;)
            end++;
        if (end - first == count_forms(reader, stem)) {
            terms.push_back((in_title ? "ZS" : "Z") + stem);
            continue;
        }
        for (size_t i = first; i < end; i++)
            terms.push_back((in_title ? "S" : "") + words[i].word);
    }
    return terms;
}

// ---- ahead ----

namespace {

struct common_term {
    Xapian::doccount documents;
    std::string term;
};

} // namespace

// Stems are what is asked for most; one in few documents is decoded at once.
static std::vector<common_term> common_stems(const Xapian::Database &database,
                                             bool (*is_stopped)(void *),
                                             void *context) {
    std::vector<common_term> terms;
    for (auto term = database.allterms_begin("Z");
         term != database.allterms_end("Z") && !is_stopped(context); ++term)
        if (term.get_termfreq() >= warm_documents_least)
            terms.push_back({term.get_termfreq(), *term});
    std::sort(terms.begin(), terms.end(),
              [](const common_term &a, const common_term &b) {
                  return a.documents > b.documents;
              });
    return terms;
}

enum concord_status generation_warm_postings(struct generation *generation,
                                             bool (*is_stopped)(void *context),
                                             void *context,
                                             struct concord_error *err) {
    const char *directory = generation_directory(generation);
    struct posting_table *table = generation_postings(generation);
    try {
        Xapian::Database database(std::string(directory) +
                                  "/" GENERATION_XAPIAN);
        deadline none(0);
        for (const common_term &each :
             common_stems(database, is_stopped, context)) {
            if (is_stopped(context) || posting_table_is_half_full(table))
                break;
            hold_from_database(table, database, each.term, none);
        }
        return CONCORD_OK;
    } catch (...) {
        return xapian_guard(directory, err);
    }
}
