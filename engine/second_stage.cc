// second_stage.cc - neighbours and titles. second_stage.h has the formula.
#include "second_stage.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <new>
#include <queue>
#include <string>
#include <string_view>

#include "document_words.h"
#include "facet_columns.h"
#include "generation_files.h"
#include "ranking.h"
#include "term_postings.h"

namespace {

const double pairs_share = 0.2;
const double title_share = 0.2;
const double pairs_k1 = 1.2;
const double pairs_b = 0.5;
const uint32_t window = 8;

// Sums of weights err by a smaller part.
const double rounding = 1e-9;

struct sought {
    std::string term;       // as the index has it
    std::string title_term; // the same of the title
    bool exact = false;
    bool paired = false; // with a neighbour
    double idf = 0;
};

// What is known of one of the hits.
struct candidate {
    Xapian::docid docid;
    double *score;
    double pairs; // the most that its neighbours may add
};

using places = std::vector<uint32_t>; // of a word in a document, ascending

// Of those sought, the ones in a title.
struct title_words {
    unsigned count = 0;
    double idf = 0;
};

} // namespace

struct second_stage::state {
    struct index_reader *reader;
    struct posting_table *postings;
    const struct facet_columns *columns;
    const deadline &limit;
    std::vector<sought> words;                    // each once
    std::vector<std::pair<size_t, size_t>> pairs; // neighbours, each once
    std::vector<candidate> candidates;
    std::vector<uint32_t> docids; // of all candidates, ascending
};

using question_state = second_stage::state;

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

static double rarity(const question_state &stage, const std::string &term) {
    double documents = stage.columns->live_count;
    double with =
        term_postings_hold(stage.reader, term, stage.limit)->documents().count;
    return std::log(1 + (documents - with + 0.5) / (with + 0.5));
}

static sought seek(const question_state &stage, const struct query *leaf) {
    const char *word = leaf->words[0];
    std::string term =
        leaf->exact ? word
                    : stemmer_stem(stage.reader->stemmer, word, strlen(word));
    sought out;
    out.term = (leaf->exact ? "" : "Z") + term;
    out.title_term = (leaf->exact ? "S" : "ZS") + term;
    out.exact = leaf->exact;
    return out;
}

static size_t place_of(question_state &stage, const sought &word) {
    size_t at = 0;
    while (at < stage.words.size() && stage.words[at].term != word.term)
        at++;
    if (at == stage.words.size())
        stage.words.push_back(word);
    return at;
}

static void read_question(question_state &stage, const struct query *query) {
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
    for (sought &word : stage.words)
        word.idf = rarity(stage, word.term);
    for (const auto &pair : stage.pairs)
        stage.words[pair.first].paired = stage.words[pair.second].paired = true;
}

// ---- the most that there is to gain ----

// The most that titles and neighbours may add to any score.
static double most_by_titles(const question_state &stage) {
    double idf = 0;
    for (const sought &word : stage.words)
        idf += word.idf;
    return title_share * idf * (1 + rounding);
}

static double most_by_pairs(const question_state &stage) {
    double idf = 0;
    for (const auto &pair : stage.pairs)
        idf +=
            std::min(stage.words[pair.first].idf, stage.words[pair.second].idf);
    return pairs_share * idf * (pairs_k1 + 1) * (1 + rounding);
}

// ---- where it stands ----

// All forms of the words that have neighbours; a word that is there as it is
// and by its stem has its places in both. Null: none of that sort is sought.
static const struct token_seeker *make_seeker(const question_state &stage,
                                              bool exact) {
    const struct token_words *words =
        &generation_tokens(stage.reader->generation)->words;
    std::vector<struct token_sought> all;
    for (size_t i = 0; i < stage.words.size(); i++) {
        const sought &word = stage.words[i];
        uint32_t count = 0;
        if (!word.paired || word.exact != exact)
            continue;
        if (exact) {
            all.push_back({word_list_find(&words->words, word.term.c_str(),
                                          word.term.size()),
                           static_cast<uint32_t>(i)});
            continue;
        }
        const uint32_t *forms = token_words_forms(words, word.term.c_str() + 1,
                                                  word.term.size() - 1, &count);
        for (uint32_t j = 0; j < count; j++)
            all.push_back({forms[j], static_cast<uint32_t>(i)});
    }
    if (all.empty())
        return nullptr;
    const struct token_seeker *seeker =
        token_seeker_create(&stage.reader->scratch, all.data(), all.size());
    if (seeker == nullptr)
        throw std::bad_alloc();
    return seeker;
}

static void find_places(std::vector<places> &found, struct token_run run,
                        const struct token_seeker *seeker) {
    struct token_hit hit;
    if (seeker == nullptr)
        return;
    struct token_walk walk = token_walk_begin(run, seeker);
    while (token_walk_next(&walk, &hit))
        found[hit.tag].push_back(hit.place);
}

// ---- what it is worth ----

// The sum of 1 / distance over all places within the window of each other.
static double nearness(const places &left, const places &right) {
    double sum = 0;
    size_t first = 0;
    for (uint32_t place : left) {
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

// What a pair adds whose nearness is `n`, in a document of this K.
static double weigh_pair(const question_state &stage,
                         const std::pair<size_t, size_t> &pair, double n,
                         double k) {
    double idf =
        std::min(stage.words[pair.first].idf, stage.words[pair.second].idf);
    return pairs_share * idf * n * (pairs_k1 + 1) / (n + k);
}

static double saturation(const question_state &stage, uint32_t docid) {
    double average = posting_table_norms(stage.postings).average_length;
    double length = std::max(0.5, stage.columns->length[docid] / average);
    return pairs_k1 * (1 - pairs_b + pairs_b * length);
}

static double weigh_pairs(const question_state &stage, uint32_t docid,
                          const std::vector<places> &found) {
    double k = saturation(stage, docid);
    double sum = 0;
    for (const auto &pair : stage.pairs)
        sum += weigh_pair(stage, pair,
                          nearness(found[pair.first], found[pair.second]), k);
    return sum;
}

// ---- what it may be worth ----

static void list_docids(question_state &stage) {
    stage.docids.clear();
    for (const candidate &one : stage.candidates)
        stage.docids.push_back(one.docid);
}

static void take_candidates(question_state &stage, std::vector<hit> &hits) {
    auto by_docid = [](const hit &a, const hit &b) {
        return a.docid < b.docid;
    };
    if (!std::is_sorted(hits.begin(), hits.end(), by_docid))
        std::sort(hits.begin(), hits.end(), by_docid);
    double most = most_by_pairs(stage);
    stage.candidates.clear();
    for (hit &one : hits)
        stage.candidates.push_back({one.docid, &one.score, most});
    list_docids(stage);
}

// How often the document of each candidate has a term; 0 when it is not there.
static std::vector<double> count_in_candidates(const question_state &stage,
                                               const std::string &term) {
    held_postings list = term_postings_hold(stage.reader, term, stage.limit);
    std::vector<uint32_t> places(stage.docids.size());
    std::vector<double> counts(stage.docids.size());
    list->find(places.data(), stage.docids.data(), places.size());
    for (size_t i = 0; i < places.size(); i++)
        if (places[i] != UINT32_MAX)
            counts[i] = list->frequency_at(places[i]);
    return counts;
}

namespace {

// The most that 1 / distance comes to over so many places around one: two are
// as near as any.
class most_around {
  public:
    most_around() {
        for (uint32_t i = 0; i < 2 * window; i++) {
            uint32_t distance = i / 2 + 1;
            sums[i + 1] = sums[i] + 1.0 / distance;
        }
    }
    double operator()(double count) const {
        return sums[static_cast<size_t>(
            std::ceil(std::min<double>(count, 2 * window)))];
    }

  private:
    double sums[2 * window + 1] = {};
};

} // namespace

// Places are no more than the index counts.
static void bound_pairs(question_state &stage) {
    const most_around around;
    std::vector<std::vector<double>> counts(stage.words.size());
    for (size_t i = 0; i < stage.words.size(); i++)
        if (stage.words[i].paired)
            counts[i] = count_in_candidates(stage, stage.words[i].term);
    for (size_t i = 0; i < stage.candidates.size(); i++) {
        candidate &one = stage.candidates[i];
        double k = saturation(stage, one.docid);
        one.pairs = 0;
        for (const auto &pair : stage.pairs) {
            double left = counts[pair.first][i];
            double right = counts[pair.second][i];
            if (left == 0 || right == 0)
                continue;
            double n = std::min(left * around(right), right * around(left));
            one.pairs += weigh_pair(stage, pair, n, k) * (1 + rounding);
        }
    }
}

// Drop those that cannot come to be among the best `needed`, whatever their
// neighbours are.
static void drop_hopeless(question_state &stage, size_t needed) {
    std::vector<candidate> &all = stage.candidates;
    if (needed >= all.size())
        return;
    std::vector<double> scores;
    scores.reserve(all.size());
    for (const candidate &one : all)
        scores.push_back(*one.score);
    double least = ranking_least(scores, needed);
    all.erase(std::remove_if(all.begin(), all.end(),
                             [least](const candidate &one) {
                                 return *one.score + one.pairs < least;
                             }),
              all.end());
    list_docids(stage);
}

// The best first: once those that are left cannot come to be among the best
// `needed` any more, whatever their neighbours are, they are not read.
static void add_pairs(question_state &stage, size_t needed) {
    std::vector<places> found(stage.words.size());
    std::priority_queue<double, std::vector<double>, std::greater<>> best;
    const struct token_seeker *forms = make_seeker(stage, false);
    const struct token_seeker *exact = make_seeker(stage, true);
    std::sort(stage.candidates.begin(), stage.candidates.end(),
              [](const candidate &a, const candidate &b) {
                  return *a.score + a.pairs > *b.score + b.pairs;
              });
    for (size_t i = 0; i < stage.candidates.size(); i++) {
        const candidate &one = stage.candidates[i];
        if (best.size() == needed && *one.score + one.pairs < best.top())
            break;
        if (i + DOCUMENT_WORDS_AHEAD < stage.candidates.size())
            document_words_fetch(
                stage.reader, stage.candidates[i + DOCUMENT_WORDS_AHEAD].docid,
                DOCUMENT_WORDS_MOST);
        if (one.pairs > 0) {
            struct token_run run =
                document_words(stage.reader, TOKEN_TEXT, one.docid);
            for (places &each : found)
                each.clear();
            stage.limit.check();
            find_places(found, run, forms);
            find_places(found, run, exact);
            *one.score += weigh_pairs(stage, one.docid, found);
        }
        best.push(*one.score);
        if (best.size() > needed)
            best.pop();
    }
}

static void add_titles(question_state &stage) {
    std::vector<title_words> titles(stage.candidates.size());
    for (const sought &word : stage.words) {
        std::vector<double> counts =
            count_in_candidates(stage, word.title_term);
        for (size_t i = 0; i < counts.size(); i++) {
            titles[i].count += counts[i] > 0;
            titles[i].idf += counts[i] > 0 ? word.idf : 0;
        }
    }
    for (size_t i = 0; i < titles.size(); i++) {
        const candidate &one = stage.candidates[i];
        if (titles[i].count == 0)
            continue;
        double words = stage.columns->title_words[one.docid];
        double share = std::min(1.0, titles[i].count / words);
        *one.score += title_share * share * titles[i].idf;
    }
}

// ---- both ----

second_stage::second_stage(struct index_reader *reader,
                           const struct query *query, const deadline &limit)
    : parts(new state{reader,
                      generation_postings(reader->generation),
                      generation_columns(reader->generation),
                      limit,
                      {},
                      {},
                      {},
                      {}}) {
    read_question(*parts, query);
}

second_stage::~second_stage() = default;

double second_stage::most() const {
    return most_by_titles(*parts) + most_by_pairs(*parts);
}

void second_stage::add(std::vector<hit> &hits, size_t needed) {
    question_state &stage = *parts;
    if (stage.words.empty() || needed == 0)
        return;
    take_candidates(stage, hits);
    add_titles(stage);
    if (stage.pairs.empty())
        return;
    drop_hopeless(stage, needed);
    bound_pairs(stage);
    drop_hopeless(stage, needed);
    add_pairs(stage, needed);
}
