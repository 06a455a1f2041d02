// xapian_matching.cc - see xapian_matching.h.
#include "xapian_matching.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <xapian.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

extern "C" {
#include <cmocka.h>
}

#include "engine/posting_plan.h"
#include "facet_counts.h"
#include "generation_files.h"
#include "index_reader_parts.h"
#include "matching.h"
#include "text/tokens.h"

using frequencies = std::map<Xapian::docid, double>;

struct xapian_matching {
    struct stemmer *stemmer;
    const struct plain_archive *archive;
    struct index_reader *reader;
    Xapian::WritableDatabase database;
    std::vector<Xapian::docid> docid_of; // by the paper's index
    std::map<Xapian::docid, size_t> index_of;
    std::map<std::string, frequencies> spelled;            // by term
    std::map<std::string, std::vector<std::string>> forms; // words, by stem
};

// Cmocka jumps out of a failed test, which must not cross a frame of C++.
template <typename Body> static void guarded(Body body) {
    char what[512] = "";
    try {
        body();
    } catch (const Xapian::Error &error) {
        snprintf(what, sizeof what, "%s", error.get_description().c_str());
    } catch (const std::exception &error) {
        snprintf(what, sizeof what, "%s", error.what());
    }
    if (what[0] != '\0')
        fail_msg("%s", what);
}

// ---- its own index ----

// Words as they are spelled have positions, and add nothing to the length of a
// document; how often it has them is noted beside.
static Xapian::Document document_of(struct xapian_matching *matching,
                                    Xapian::docid docid,
                                    const struct posting_plan *plan) {
    Xapian::Document document;
    for (size_t i = 0; i < plan->term_count; i++) {
        const struct planned_term &term = plan->terms[i];
        std::string name(term.term, term.size);
        bool spelled = plan_is_spelled(term.term);
        document.add_term(name, spelled ? 0 : term.count);
        if (spelled)
            matching->spelled[name][docid] = term.count;
        for (size_t j = 0; j < term.position_count; j++)
            document.add_posting(name, term.positions[j], 0);
    }
    return document;
}

// The same of the title alone, which no plan has.
static void add_title(struct xapian_matching *matching, Xapian::docid docid,
                      const char *title, Xapian::Document &document) {
    struct token_reader reader;
    struct token token;
    Xapian::termpos position = 1;
    token_reader_begin_search(&reader, title, strlen(title));
    while (token_next(&reader, &token)) {
        std::string name = std::string("S") + token.word;
        matching->spelled[name][docid]++;
        document.add_posting(name, position++, 0);
    }
}

static Xapian::docid docid_in(const Xapian::Database &database,
                              const char *id) {
    char term[PLAN_TERM_MAX + 1];
    plan_id_term(term, id);
    auto posting = database.postlist_begin(term);
    return posting == database.postlist_end(term) ? 0 : *posting;
}

static void add_paper(struct xapian_matching *matching,
                      const struct schema *schema, size_t index) {
    const struct document *document = matching->archive->papers[index].document;
    struct concord_error err = {};
    struct posting_plan *plan = nullptr;
    Xapian::docid docid = docid_in(matching->reader->database, document->id);
    if (docid == 0 || posting_plan_build(&plan, document, schema,
                                         matching->stemmer, &err) != CONCORD_OK)
        throw std::runtime_error("there is no paper " +
                                 std::string(document->id));
    Xapian::Document made = document_of(matching, docid, plan);
    add_title(matching, docid, plan->title, made);
    matching->database.replace_document(docid, made);
    posting_plan_destroy(plan);
    matching->docid_of.push_back(docid);
    matching->index_of[docid] = index;
}

// Prefixes are of capital letters, and words are folded.
static bool is_a_word(const std::string &term) {
    return term[0] < 'A' || term[0] > 'Z';
}

static void find_forms(struct xapian_matching *matching) {
    const Xapian::Database &database = matching->database;
    for (auto term = database.allterms_begin(); term != database.allterms_end();
         ++term) {
        std::string word = *term;
        if (is_a_word(word))
            matching
                ->forms[stemmer_stem(matching->stemmer, word.c_str(),
                                     word.size())]
                .push_back(word);
    }
}

struct xapian_matching *
xapian_matching_create(const struct fixture *fixture,
                       const struct plain_archive *archive,
                       struct index_reader *reader) {
    auto *matching = new xapian_matching;
    matching->stemmer = fixture->stemmer;
    matching->archive = archive;
    matching->reader = reader;
    guarded([&] {
        matching->database = Xapian::WritableDatabase(
            std::string(fixture->directory) + "/oracle",
            Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
        for (size_t i = 0; i < archive->count; i++)
            add_paper(matching, fixture->schema, i);
        matching->database.commit();
        find_forms(matching);
    });
    return matching;
}

void xapian_matching_destroy(struct xapian_matching *matching) {
    delete matching;
}

// ---- terms ----

static std::string prefix_of(enum query_field field) {
    switch (field) {
    case QUERY_IN_TITLE:
        return "S";
    case QUERY_IN_SPEAKER:
        return PLAN_SPEAKER_PREFIX;
    case QUERY_IN_ORGANISATION:
        return PLAN_ORGANISATION_PREFIX;
    case QUERY_IN_ID:
        return "Q";
    case QUERY_IN_TEXT:
        break;
    }
    return "";
}

static std::string stem_of(struct xapian_matching *matching,
                           const struct query *word) {
    return stemmer_stem(matching->stemmer, word->words[0],
                        strlen(word->words[0]));
}

static std::string term_of(struct xapian_matching *matching,
                           const struct query *word) {
    std::string prefix = prefix_of(word->field);
    if (word->exact || word->field == QUERY_IN_ID)
        return prefix + word->words[0];
    return "Z" + prefix + stem_of(matching, word);
}

static std::vector<std::string> terms_of(const struct query *phrase) {
    std::vector<std::string> terms;
    for (size_t i = 0; i < phrase->word_count; i++)
        terms.push_back(prefix_of(phrase->field) + phrase->words[i]);
    return terms;
}

// ---- what ranks as one word ----

static void add_term(struct xapian_matching *matching, const std::string &term,
                     double weight, frequencies &found) {
    const Xapian::Database &database = matching->database;
    if (plan_is_spelled(term.c_str()))
        for (const auto &[docid, count] : matching->spelled[term])
            found[docid] += count * weight;
    else
        for (auto at = database.postlist_begin(term);
             at != database.postlist_end(term); ++at)
            found[*at] += at.get_wdf() * weight;
}

static bool begins(const std::string &word, const std::string &beginning) {
    return word.compare(0, beginning.size(), beginning) == 0;
}

// Stems of which all words begin so count as a whole, with what hyphens join.
static void add_beginning(struct xapian_matching *matching,
                          const std::string &prefix,
                          const std::string &beginning, frequencies &found) {
    for (const auto &[stem, forms] : matching->forms) {
        bool all = true;
        for (const std::string &form : forms)
            all = all && begins(form, beginning);
        if (all)
            add_term(matching, std::string("Z").append(prefix).append(stem), 1,
                     found);
        for (const std::string &form : forms)
            if (!all && begins(form, beginning))
                add_term(matching, prefix + form, 1, found);
    }
}

static void add_names(const Xapian::Database &database,
                      const std::string &beginning, frequencies &found) {
    for (auto term = database.allterms_begin(beginning);
         term != database.allterms_end(beginning); ++term)
        for (auto at = database.postlist_begin(*term);
             at != database.postlist_end(*term); ++at)
            found[*at] += at.get_wdf();
}

static size_t count_phrases(const Xapian::Database &database,
                            Xapian::docid docid,
                            const std::vector<std::string> &terms) {
    std::vector<std::set<Xapian::termpos>> places;
    places.reserve(terms.size());
    for (const std::string &term : terms)
        places.emplace_back(database.positionlist_begin(docid, term),
                            database.positionlist_end(docid, term));
    return static_cast<size_t>(std::count_if(
        places[0].begin(), places[0].end(), [&](Xapian::termpos place) {
            size_t i = 1;
            while (i < places.size() &&
                   places[i].count(place + static_cast<unsigned>(i)) > 0)
                i++;
            return i == places.size();
        }));
}

static void add_phrase(struct xapian_matching *matching,
                       const std::vector<std::string> &terms, double weight,
                       frequencies &found) {
    const Xapian::Database &database = matching->database;
    if (terms.size() == 1)
        return add_term(matching, terms[0], weight, found);
    Xapian::Enquire enquire(database);
    enquire.set_query(
        Xapian::Query(Xapian::Query::OP_AND, terms.begin(), terms.end()));
    Xapian::MSet candidates = enquire.get_mset(0, database.get_doccount());
    for (auto at = candidates.begin(); at != candidates.end(); ++at) {
        size_t count = count_phrases(database, *at, terms);
        if (count > 0)
            found[*at] += static_cast<double>(count) * weight;
    }
}

namespace {

// Documents whose weights are known.
class known_weights : public Xapian::PostingSource {
  public:
    explicit known_weights(const frequencies &weights_)
        : weights(weights_), at(weights.begin()) {
    }
    Xapian::doccount get_termfreq_min() const override {
        return static_cast<Xapian::doccount>(weights.size());
    }
    Xapian::doccount get_termfreq_est() const override {
        return get_termfreq_min();
    }
    Xapian::doccount get_termfreq_max() const override {
        return get_termfreq_min();
    }
    void init(const Xapian::Database &) override {
        double most = 0;
        for (const auto &each : weights)
            most = std::max(most, each.second);
        set_maxweight(most);
        started = false;
    }
    void next(double) override {
        at = started ? std::next(at) : weights.begin();
        started = true;
    }
    bool at_end() const override {
        return started && at == weights.end();
    }
    Xapian::docid get_docid() const override {
        return at->first;
    }
    double get_weight() const override {
        return at->second;
    }

  private:
    frequencies weights;
    frequencies::const_iterator at;
    bool started = false;
};

} // namespace

// From how often to how much, as a word of which so many documents are.
static Xapian::Query weigh(const Xapian::Database &database,
                           frequencies &&found) {
    double documents = database.get_doccount();
    auto with = static_cast<double>(found.size());
    double odds = (documents - with + 0.5) / (with + 0.5);
    double rarity = std::log(odds < 2 ? odds * 0.5 + 1 : odds);
    for (auto &[docid, value] : found) {
        double words = database.get_doclength(docid);
        double length =
            std::max(words / database.get_average_length(), BM25_MIN_LENGTH);
        double frequency = std::min(value, words);
        value =
            frequency == 0
                ? 0
                : rarity * (BM25_K1 + 1) * frequency /
                      (BM25_K1 * (1 - BM25_B + BM25_B * length) + frequency);
    }
    return Xapian::Query((new known_weights(found))->release());
}

static Xapian::Query build_synonym(struct xapian_matching *matching,
                                   const struct query *query) {
    frequencies found;
    for (size_t i = 0; i < query->child_count; i++) {
        const struct query *child = query->children[i];
        if (child->kind == QUERY_WORD)
            add_term(matching, term_of(matching, child), child->weight, found);
        else
            add_phrase(matching, terms_of(child), child->weight, found);
    }
    return weigh(matching->database, std::move(found));
}

static Xapian::Query build_prefix(struct xapian_matching *matching,
                                  const struct query *query) {
    frequencies found;
    if (query->field == QUERY_IN_TEXT || query->field == QUERY_IN_TITLE)
        add_beginning(matching, prefix_of(query->field), query->words[0],
                      found);
    else
        add_names(matching->database, terms_of(query)[0], found);
    return weigh(matching->database, std::move(found));
}

// ---- Xapian's query ----

static Xapian::Query build(struct xapian_matching *matching,
                           const struct query *query);

static Xapian::Query build_term(struct xapian_matching *matching,
                                const std::string &term) {
    frequencies found;
    if (!plan_is_spelled(term.c_str()))
        return Xapian::Query(term);
    add_term(matching, term, 1, found);
    return weigh(matching->database, std::move(found));
}

static Xapian::Query build_word(struct xapian_matching *matching,
                                const struct query *query) {
    return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT,
                         build_term(matching, term_of(matching, query)),
                         query_share(query));
}

static Xapian::MSet ask(struct xapian_matching *matching,
                        const Xapian::Query &query) {
    Xapian::Enquire enquire(matching->database);
    enquire.set_query(query);
    enquire.set_weighting_scheme(
        Xapian::BM25Weight(BM25_K1, 0, 1, BM25_B, BM25_MIN_LENGTH));
    Xapian::doccount all = matching->database.get_doccount();
    return enquire.get_mset(0, all, all);
}

// Each of the words in any form; names have one.
static Xapian::Query build_forms(struct xapian_matching *matching,
                                 const struct query *query) {
    std::vector<std::string> terms = terms_of(query);
    bool names = query->field == QUERY_IN_SPEAKER ||
                 query->field == QUERY_IN_ORGANISATION;
    for (size_t i = 0; i < terms.size() && !names; i++)
        terms[i] = "Z" + prefix_of(query->field) +
                   stemmer_stem(matching->stemmer, query->words[i],
                                strlen(query->words[i]));
    return Xapian::Query(Xapian::Query::OP_AND, terms.begin(), terms.end());
}

// Who has them as asked for ranks by their forms. Asked for by itself: within
// an OR that is within an AND, Xapian 1.4.22 adds what a NEAR weighs in one
// document to another (seen with four branches).
static Xapian::Query build_places(struct xapian_matching *matching,
                                  const struct query *query) {
    std::vector<std::string> terms = terms_of(query);
    frequencies weights;
    if (terms.size() == 1)
        return build_term(matching, terms[0]);
    bool phrase = query->kind == QUERY_PHRASE;
    size_t window = phrase ? terms.size() : query->window + 1;
    Xapian::Query places(
        phrase ? Xapian::Query::OP_PHRASE : Xapian::Query::OP_NEAR,
        terms.begin(), terms.end(), static_cast<Xapian::termcount>(window));
    Xapian::MSet found =
        ask(matching, Xapian::Query(Xapian::Query::OP_FILTER,
                                    build_forms(matching, query), places));
    for (auto at = found.begin(); at != found.end(); ++at)
        weights[*at] = at.get_weight();
    return Xapian::Query((new known_weights(weights))->release());
}

static Xapian::Query build_children(struct xapian_matching *matching,
                                    const struct query *query,
                                    Xapian::Query::op op) {
    std::vector<Xapian::Query> children;
    for (size_t i = 0; i < query->child_count; i++)
        children.push_back(build(matching, query->children[i]));
    return Xapian::Query(op, children.begin(), children.end());
}

static Xapian::Query build(struct xapian_matching *matching,
                           const struct query *query) {
    switch (query->kind) {
    case QUERY_WORD:
        return build_word(matching, query);
    case QUERY_PHRASE:
    case QUERY_NEAR:
        return build_places(matching, query);
    case QUERY_PREFIX:
        return build_prefix(matching, query);
    case QUERY_SYNONYM:
        return build_synonym(matching, query);
    case QUERY_AND:
        return build_children(matching, query, Xapian::Query::OP_AND);
    case QUERY_OR:
        return build_children(matching, query, Xapian::Query::OP_OR);
    case QUERY_AND_NOT:
        return build_children(matching, query, Xapian::Query::OP_AND_NOT);
    case QUERY_ALL:
        break;
    }
    return Xapian::Query(std::string());
}

size_t xapian_matching_find(struct xapian_matching *matching,
                            const struct query *query, struct weighed *out) {
    size_t count = 0;
    guarded([&] {
        Xapian::MSet found = ask(matching, build(matching, query));
        for (auto at = found.begin(); at != found.end(); ++at)
            out[count++] = {matching->index_of.at(*at), at.get_weight()};
    });
    return count;
}

// ---- the second stage ----

namespace {

const double pairs_share = 0.2;
const double title_share = 0.2;
const double pairs_k1 = 1.2;
const double pairs_b = 0.5;
const Xapian::termpos window = 8;

struct sought {
    std::string term;
    std::string title_term;
    std::vector<std::string> forms;
    double idf;
};

struct question {
    std::vector<sought> words;
    std::vector<std::pair<size_t, size_t>> neighbours;
};

} // namespace

static void list_words(const struct query *query,
                       std::vector<const struct query *> &words) {
    bool typed = query->weight == 0 || query->weight >= 1;
    if (query->kind == QUERY_WORD && query->field == QUERY_IN_TEXT && typed &&
        query_share(query) >= 1)
        words.push_back(query);
    size_t wanted = query->kind == QUERY_AND_NOT ? 1 : query->child_count;
    for (size_t i = 0; i < wanted; i++)
        list_words(query->children[i], words);
}

static sought seek(struct xapian_matching *matching, const struct query *word) {
    const Xapian::Database &database = matching->database;
    std::string term = term_of(matching, word);
    double with = database.get_termfreq(term);
    double idf =
        std::log(1 + (database.get_doccount() - with + 0.5) / (with + 0.5));
    if (word->exact)
        return {term, "S" + term, {term}, idf};
    std::string stem = stem_of(matching, word);
    return {term, "ZS" + stem, matching->forms[stem], idf};
}

static question read_question(struct xapian_matching *matching,
                              const struct query *query) {
    question asked;
    std::vector<const struct query *> words;
    list_words(query, words);
    size_t before = SIZE_MAX;
    for (const struct query *word : words) {
        sought next = seek(matching, word);
        size_t at = 0;
        while (at < asked.words.size() && asked.words[at].term != next.term)
            at++;
        if (at == asked.words.size())
            asked.words.push_back(next);
        std::pair<size_t, size_t> pair(before, at);
        if (before != SIZE_MAX && before != at &&
            std::count(asked.neighbours.begin(), asked.neighbours.end(),
                       pair) == 0)
            asked.neighbours.push_back(pair);
        before = at;
    }
    return asked;
}

static std::vector<Xapian::termpos> places_of(const Xapian::Database &database,
                                              Xapian::docid docid,
                                              const sought &word) {
    std::vector<Xapian::termpos> places;
    for (const std::string &form : word.forms)
        places.insert(places.end(), database.positionlist_begin(docid, form),
                      database.positionlist_end(docid, form));
    std::sort(places.begin(), places.end());
    return places;
}

static double nearness(const std::vector<Xapian::termpos> &left,
                       const std::vector<Xapian::termpos> &right) {
    double sum = 0;
    for (Xapian::termpos a : left)
        for (auto b = std::lower_bound(right.begin(), right.end(),
                                       a < window ? 0 : a - window);
             b != right.end() && *b <= a + window; ++b)
            if (*b != a)
                sum += 1.0 / (*b > a ? *b - a : a - *b);
    return sum;
}

static double worth_of_pairs(const Xapian::Database &database,
                             Xapian::docid docid, const question &asked) {
    double length = std::max(0.5, database.get_doclength(docid) /
                                      database.get_average_length());
    double k = pairs_k1 * (1 - pairs_b + pairs_b * length);
    double sum = 0;
    for (const auto &[a, b] : asked.neighbours) {
        double n = nearness(places_of(database, docid, asked.words[a]),
                            places_of(database, docid, asked.words[b]));
        double idf = std::min(asked.words[a].idf, asked.words[b].idf);
        if (n > 0)
            sum += pairs_share * idf * n * (pairs_k1 + 1) / (n + k);
    }
    return sum;
}

static bool has_term(const Xapian::Database &database, Xapian::docid docid,
                     const std::string &term) {
    auto at = database.termlist_begin(docid);
    at.skip_to(term);
    return at != database.termlist_end(docid) && *at == term;
}

static double worth_of_title(const Xapian::Database &database,
                             Xapian::docid docid, const char *title_key,
                             const question &asked) {
    double met = 0;
    double idf = 0;
    for (const sought &word : asked.words)
        if (has_term(database, docid, word.title_term)) {
            met++;
            idf += word.idf;
        }
    auto words = static_cast<double>(
        1 + std::count(title_key, title_key + strlen(title_key), ' '));
    return title_share * std::min(1.0, met / words) * idf;
}

void xapian_matching_rerank(struct xapian_matching *matching,
                            const struct query *query, struct weighed *hits,
                            size_t count) {
    guarded([&] {
        const Xapian::Database &database = matching->database;
        question asked = read_question(matching, query);
        for (size_t i = 0; i < count; i++) {
            size_t index = hits[i].index;
            Xapian::docid docid = matching->docid_of[index];
            hits[i].weight += worth_of_pairs(database, docid, asked);
            hits[i].weight += worth_of_title(
                database, docid, matching->archive->papers[index].title_key,
                asked);
        }
    });
}

// ---- the engine's ----

size_t engine_first_stage(struct xapian_matching *matching,
                          const struct search_request *request,
                          struct weighed *out) {
    size_t count = 0;
    guarded([&] {
        struct index_reader *reader = matching->reader;
        struct facet_counts *counts = nullptr;
        struct concord_error err = {};
        if (facet_counts_create(&counts, reader->generation, request, &err) !=
            CONCORD_OK)
            throw std::runtime_error(err.message);
        for (const hit &each : match_first_stage(reader, request, counts))
            out[count++] = {matching->index_of.at(each.docid), each.score};
        facet_counts_destroy(counts);
    });
    return count;
}
