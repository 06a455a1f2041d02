// second_stage.cc - neighbours and titles. second_stage.h has the formula.
#include "second_stage.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>
#include <string_view>

#include "facet_columns.h"
#include "generation_files.h"

namespace {

const double pairs_share = 0.2;
const double title_share = 0.2;
const double pairs_k1 = 1.2;
const double pairs_b = 0.5;
const Xapian::termpos window = 8;

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

struct stage {
    const Xapian::Database &database;
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

static double rarity(const Xapian::Database &database,
                     const std::string &term) {
    double documents = database.get_doccount();
    double with = database.get_termfreq(term);
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
        word.idf = rarity(stage.database, word.term);
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
                length = std::max(0.5, stage.database.get_doclength(one.docid) /
                                           average);
            double k = pairs_k1 * (1 - pairs_b + pairs_b * length);
            double idf = std::min(stage.words[pair.first].idf,
                                  stage.words[pair.second].idf);
            *one.score += pairs_share * idf * n * (pairs_k1 + 1) / (n + k);
        }
    }
}

static void add_titles(stage &stage, const struct facet_columns *columns) {
    struct met {
        unsigned words = 0;
        double idf = 0;
    };
    std::vector<met> titles(stage.candidates.size());
    for (const sought &word : stage.words)
        walk(
            stage, word.title_term,
            [&](candidate &one, const Xapian::PostingIterator &) {
                met &title =
                    titles[static_cast<size_t>(&one - stage.candidates.data())];
                title.words++;
                title.idf += word.idf;
            });
    for (size_t i = 0; i < titles.size(); i++) {
        if (titles[i].words == 0)
            continue;
        candidate &one = stage.candidates[i];
        stage.limit.check();
        double share = std::min(
            1.0, titles[i].words /
                     static_cast<double>(columns->title_words[one.docid]));
        *one.score += title_share * share * titles[i].idf;
    }
}

// ---- both ----

static void take_candidates(stage &stage, std::vector<hit> &hits) {
    for (hit &one : hits) {
        candidate taken;
        taken.docid = one.docid;
        taken.score = &one.score;
        taken.places.resize(stage.words.size());
        stage.candidates.push_back(std::move(taken));
    }
    std::sort(stage.candidates.begin(), stage.candidates.end(),
              [](const candidate &a, const candidate &b) {
                  return a.docid < b.docid;
              });
}

void second_stage_order(std::vector<hit> &hits, struct index_reader *reader,
                        const struct query *query, const deadline &limit) {
    const struct facet_columns *columns =
        generation_columns(reader->generation);
    stage stage = {reader->database, reader->stemmer, limit, {}, {}, {}};
    read_question(stage, query);
    if (stage.words.empty())
        return;
    take_candidates(stage, hits);
    if (!stage.pairs.empty()) {
        find_places(stage);
        add_pairs(stage);
    }
    add_titles(stage, columns);
    std::sort(hits.begin(), hits.end(), [columns](const hit &a, const hit &b) {
        return a.score != b.score
                   ? a.score > b.score
                   : columns->id_rank[a.docid] < columns->id_rank[b.docid];
    });
}
