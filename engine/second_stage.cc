// second_stage.cc - neighbours and titles. second_stage.h has the formula.
#include "second_stage.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>

#include "facet_columns.h"
#include "generation_files.h"
#include "held_postings.h"

namespace {

const double pairs_share = 0.2;
const double title_share = 0.2;
const double pairs_k1 = 1.2;
const double pairs_b = 0.5;
const Xapian::termpos window = 8;

// Sums of weights err by less.
const double rounding = 1e-9;

// Terms that begin as a stem does, at the most: so many are no forms of one
// word.
const unsigned forms_most = 2000;

struct sought {
    std::string term;               // as the index has it
    std::string title_term;         // the same of the title
    std::vector<std::string> forms; // words with positions
    double idf = 0;
};

// What is known of one of the hits.
struct candidate {
    Xapian::docid docid = 0;
    double *score = nullptr;
    std::vector<std::vector<Xapian::termpos>> places; // by word sought
};

// Of those sought, the ones in a title.
struct title_words {
    unsigned count = 0;
    double idf = 0;
};

struct stage {
    const Xapian::Database &database;
    struct posting_table *postings;
    const struct facet_columns *columns;
    struct stemmer *stemmer;
    const deadline &limit;
    std::vector<sought> words;                    // each once
    std::vector<std::pair<size_t, size_t>> pairs; // neighbours, each once
    std::vector<candidate> candidates;            // by docid
};

} // namespace

// ---- what is asked ----

// Words in the order of the question; those that say little are passed over, so
// that "code of practice" has two neighbours, as are forms that nobody typed.
static void collect(std::vector<const struct query *> &leaves,
                    const struct query *query) {
    bool typed = query->weight == 0 || query->weight >= 1;
    if (query->kind == QUERY_WORD && query->field == QUERY_IN_TEXT && typed &&
        query_share(query) >= 1)
        leaves.push_back(query);
    size_t wanted = query->kind == QUERY_AND_NOT ? 1 : query->child_count;
    for (size_t i = 0; i < wanted; i++)
        collect(leaves, query->children[i]);
}

static double rarity(const stage &stage, const std::string &term) {
    double documents = stage.database.get_doccount();
    double with =
        posting_table_hold(stage.postings, stage.database, term, stage.limit)
            ->documents()
            .count;
    return std::log(1 + (documents - with + 0.5) / (with + 0.5));
}

// The words of the index that have this stem. A stem shares all but its last
// letters with them.
static std::vector<std::string> find_forms(const stage &stage,
                                           const std::string &stem) {
    std::vector<std::string> forms;
    size_t shared = stem.size() > 4 ? stem.size() - 2 : 3;
    std::string prefix = stem.substr(0, shared);
    unsigned seen = 0;
    for (auto term = stage.database.allterms_begin(prefix);
         term != stage.database.allterms_end(prefix) && seen < forms_most;
         ++term, ++seen) {
        std::string word = *term;
        stage.limit.check();
        if (stem == stemmer_stem(stage.stemmer, word.c_str(), word.size()))
            forms.push_back(word);
    }
    return forms;
}

static sought seek(const stage &stage, const struct query *leaf) {
    sought word;
    if (leaf->exact) {
        word.term = leaf->words[0];
        word.title_term = "S" + word.term;
        word.forms = {word.term};
    } else {
        std::string stem =
            stemmer_stem(stage.stemmer, leaf->words[0], strlen(leaf->words[0]));
        word.term = "Z" + stem;
        word.title_term = "ZS" + stem;
    }
    return word;
}

static size_t place_of(stage &stage, const sought &word) {
    size_t at = 0;
    while (at < stage.words.size() && stage.words[at].term != word.term)
        at++;
    if (at == stage.words.size())
        stage.words.push_back(word);
    return at;
}

static void read_question(stage &stage, const struct query *query) {
    std::vector<const struct query *> leaves;
    collect(leaves, query);
    size_t before = SIZE_MAX;
    for (const struct query *leaf : leaves) {
        size_t at = place_of(stage, seek(stage, leaf));
        std::pair<size_t, size_t> pair(before, at);
        if (before != SIZE_MAX && before != at &&
            std::find(stage.pairs.begin(), stage.pairs.end(), pair) ==
                stage.pairs.end())
            stage.pairs.push_back(pair);
        before = at;
    }
    for (sought &word : stage.words) {
        word.idf = rarity(stage, word.term);
        if (stage.words.size() > 1 && word.forms.empty())
            word.forms = find_forms(stage, word.term.substr(1));
    }
}

// ---- where it stands ----

// `see` is told each candidate that has the term.
template <typename Seen>
static void walk(stage &stage, const std::string &term, Seen see) {
    auto posting = stage.database.postlist_begin(term);
    auto end = stage.database.postlist_end(term);
    for (candidate &one : stage.candidates) {
        if (posting == end)
            return;
        stage.limit.check();
        posting.skip_to(one.docid);
        if (posting != end && *posting == one.docid)
            see(one, posting);
    }
}

static void find_places(stage &stage) {
    for (candidate &one : stage.candidates)
        one.places.resize(stage.words.size());
    for (size_t i = 0; i < stage.words.size(); i++)
        for (const std::string &form : stage.words[i].forms)
            walk(stage, form,
                 [i](candidate &one, const Xapian::PostingIterator &posting) {
                     auto &places = one.places[i];
                     places.insert(places.end(), posting.positionlist_begin(),
                                   posting.positionlist_end());
                 });
    for (candidate &one : stage.candidates)
        for (auto &places : one.places)
            std::sort(places.begin(), places.end());
}

// ---- what it is worth ----

// The sum of 1 / distance over all places within the window of each other.
static double nearness(const std::vector<Xapian::termpos> &left,
                       const std::vector<Xapian::termpos> &right) {
    double sum = 0;
    size_t first = 0;
    for (Xapian::termpos place : left) {
        while (first < right.size() && right[first] + window < place)
            first++;
        for (size_t i = first; i < right.size() && right[i] <= place + window;
             i++)
            if (right[i] != place)
                sum += 1.0 / std::abs(static_cast<double>(right[i]) -
                                      static_cast<double>(place));
    }
    return sum;
}

static void add_pairs(stage &stage) {
    double average = stage.database.get_avlength();
    for (candidate &one : stage.candidates) {
        stage.limit.check();
        double length = 0;
        for (const auto &pair : stage.pairs) {
            double n =
                nearness(one.places[pair.first], one.places[pair.second]);
            if (n == 0)
                continue;
            if (length == 0)
                length =
                    std::max(0.5, stage.columns->length[one.docid] / average);
            double k = pairs_k1 * (1 - pairs_b + pairs_b * length);
            double idf = std::min(stage.words[pair.first].idf,
                                  stage.words[pair.second].idf);
            *one.score += pairs_share * idf * n * (pairs_k1 + 1) / (n + k);
        }
    }
}

static void add_title_words(stage &stage, const sought &word,
                            std::vector<title_words> &titles) {
    held_postings list = posting_table_hold(stage.postings, stage.database,
                                            word.title_term, stage.limit);
    const struct docset &documents = list->documents();
    size_t at = 0;
    for (size_t i = 0; i < stage.candidates.size(); i++) {
        uint32_t docid = stage.candidates[i].docid;
        if (documents.docids != nullptr) {
            at = docset_seek(documents.docids, documents.count, at, docid);
            if (at == documents.count)
                return;
        }
        if (documents.docids != nullptr ? documents.docids[at] != docid
                                        : !docset_has(&documents, docid))
            continue;
        titles[i].count++;
        titles[i].idf += word.idf;
    }
}

static void add_titles(stage &stage) {
    std::vector<title_words> titles(stage.candidates.size());
    for (const sought &word : stage.words)
        add_title_words(stage, word, titles);
    for (size_t i = 0; i < titles.size(); i++) {
        const candidate &one = stage.candidates[i];
        if (titles[i].count == 0)
            continue;
        double words = stage.columns->title_words[one.docid];
        double share = std::min(1.0, titles[i].count / words);
        *one.score += title_share * share * titles[i].idf;
    }
}

// ---- what cannot matter ----

// The most that titles and neighbours may add to any score.
static double most_by_titles(const stage &stage) {
    double idf = 0;
    for (const sought &word : stage.words)
        idf += word.idf;
    return title_share * idf;
}

static double most_by_pairs(const stage &stage) {
    double idf = 0;
    for (const auto &pair : stage.pairs)
        idf +=
            std::min(stage.words[pair.first].idf, stage.words[pair.second].idf);
    return pairs_share * idf * (pairs_k1 + 1);
}

// The score that so many have or pass.
static double score_of(std::vector<double> scores, size_t count) {
    auto last = scores.begin() + static_cast<ptrdiff_t>(count - 1);
    std::nth_element(scores.begin(), last, scores.end(), std::greater<>());
    return *last;
}

// Of the best, those that may come to be among the first `needed`.
static void take_candidates(stage &stage, std::vector<hit> &hits,
                            size_t needed) {
    double least = 0;
    std::vector<double> scores;
    if (needed < hits.size()) {
        for (const hit &one : hits)
            scores.push_back(one.score);
        least = score_of(std::move(scores), needed) - most_by_titles(stage) -
                most_by_pairs(stage);
    }
    for (hit &one : hits) {
        candidate taken;
        if (one.score < least)
            continue;
        taken.docid = one.docid;
        taken.score = &one.score;
        stage.candidates.push_back(std::move(taken));
    }
    std::sort(stage.candidates.begin(), stage.candidates.end(),
              [](const candidate &a, const candidate &b) {
                  return a.docid < b.docid;
              });
}

// The same once more, when all but the neighbours are known.
static void drop_candidates(stage &stage, size_t needed) {
    std::vector<double> scores;
    if (needed >= stage.candidates.size())
        return;
    for (const candidate &one : stage.candidates)
        scores.push_back(*one.score);
    double least = score_of(std::move(scores), needed) - most_by_pairs(stage);
    stage.candidates.erase(std::remove_if(stage.candidates.begin(),
                                          stage.candidates.end(),
                                          [least](const candidate &one) {
                                              return *one.score < least;
                                          }),
                           stage.candidates.end());
}

// ---- both ----

void second_stage_add(std::vector<hit> &hits, size_t needed,
                      struct index_reader *reader, const struct query *query,
                      const deadline &limit) {
    stage stage = {reader->database,
                   generation_postings(reader->generation),
                   generation_columns(reader->generation),
                   reader->stemmer,
                   limit,
                   {},
                   {},
                   {}};
    read_question(stage, query);
    if (stage.words.empty() || needed == 0)
        return;
    take_candidates(stage, hits, needed);
    add_titles(stage);
    if (!stage.pairs.empty()) {
        drop_candidates(stage, needed);
        find_places(stage);
        add_pairs(stage);
    }
}
