// xapian_peer.cc - bench-xapian: libxapian as its users use it, under
// measurement.
//
//   bench-xapian load FILE DATABASE stems|text
//   bench-xapian serve DATABASE [--show]
//
// stems: the words are Concord's stems already, with positions, 100 between
// blocks, and no text is kept. text: TermGenerator with its English stemmer as
// it is by default; title and text kept. Either way one database, compacted.
// Facets are counted by ValueCountMatchSpy. It counts whole values of a slot,
// so a facet has a slot for its first value, one for its second and so on, each
// with its spy. A facet that is filtered is counted in a match of its own.
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <sysexits.h>
#include <vector>
#include <xapian.h>

#include "paper.h"
#include "peer.h"

enum { SLOT_ID, SLOT_DATE, SLOT_FACETS, VALUES_MAX = 8, BLOCK_GAP = 100 };

static Xapian::valueno slot_of(unsigned facet, unsigned nth) {
    return SLOT_FACETS + facet * VALUES_MAX + nth;
}

static std::string filter_term(unsigned facet, const std::string &value) {
    return "XF" + std::string(peer_facets[facet]) + ":" + value;
}

// ---- loading ----

static void add_values(Xapian::Document &document, const struct paper &paper) {
    const char *at = paper.values;
    struct paper_value value;
    unsigned counts[PEER_FACETS] = {};
    while (paper_next_value(&at, &value))
        for (unsigned i = 0; i < PEER_FACETS; i++) {
            if (std::string(value.facet, value.facet_size) != peer_facets[i] ||
                counts[i] == VALUES_MAX)
                continue;
            std::string text(value.value, value.value_size);
            document.add_boolean_term(filter_term(i, text));
            document.add_value(slot_of(i, counts[i]++), text);
        }
    document.add_value(SLOT_ID, paper.id);
    document.add_value(SLOT_DATE, paper.date);
}

static Xapian::termpos add_stems(Xapian::Document &document,
                                 const std::string &text,
                                 Xapian::termpos position) {
    for (size_t at = 0; at < text.size();) {
        size_t end = text.find_first_of(" \n", at);
        if (end == std::string::npos)
            end = text.size();
        if (end > at)
            document.add_posting(text.substr(at, end - at), ++position);
        if (end < text.size() && text[end] == '\n')
            position += BLOCK_GAP / 2; // two of them part blocks
        at = end + 1;
    }
    return position + BLOCK_GAP;
}

static void add_text(Xapian::Document &document, const struct paper &paper,
                     Xapian::TermGenerator &generator) {
    generator.set_document(document);
    generator.index_text(paper.title);
    generator.increase_termpos();
    generator.index_text(paper.text);
    document.set_data(std::string(paper.title) + "\n" + paper.values + "\n" +
                      paper.text);
}

static void load(const char *file, const std::string &path, bool stems) {
    std::string growing = path + ".growing";
    Xapian::TermGenerator generator;
    generator.set_stemmer(Xapian::Stem("english"));
    {
        Xapian::WritableDatabase database(growing,
                                          Xapian::DB_CREATE_OR_OVERWRITE);
        std::ifstream papers(file);
        for (std::string line; std::getline(papers, line);) {
            struct paper paper;
            Xapian::Document document;
            if (!paper_read(&paper, &line[0]))
                throw std::string("a line is no paper");
            if (stems)
                add_stems(document, paper.text,
                          add_stems(document, paper.title, 0));
            else
                add_text(document, paper, generator);
            add_values(document, paper);
            database.add_document(document);
        }
        database.commit();
    }
    Xapian::Database(growing).compact(path);
    std::filesystem::remove_all(growing);
}

// ---- asking ----

static Xapian::Query words_query(const struct peer_question &question) {
    static const Xapian::Query::op operators[] = {
        Xapian::Query::OP_OR, Xapian::Query::OP_AND, Xapian::Query::OP_OR,
        Xapian::Query::OP_PHRASE};
    if (question.kind == PEER_ALL)
        return Xapian::Query(std::string());
    return Xapian::Query(operators[question.kind], question.words,
                         question.words + question.word_count);
}

// The words under every filter but that of facet `but`.
static Xapian::Query filtered_query(const struct peer_question &question,
                                    unsigned but) {
    Xapian::Query query = words_query(question);
    for (unsigned facet = 0; facet < PEER_FACETS; facet++) {
        std::vector<std::string> terms;
        for (size_t i = 0; i < question.filter_count; i++)
            if (question.filters[i].facet == facet && facet != but)
                terms.push_back(filter_term(facet, question.filters[i].value));
        if (!terms.empty())
            query = Xapian::Query(Xapian::Query::OP_FILTER, query,
                                  Xapian::Query(Xapian::Query::OP_OR,
                                                terms.begin(), terms.end()));
    }
    return query;
}

static bool is_filtered(const struct peer_question &question, unsigned facet) {
    for (size_t i = 0; i < question.filter_count; i++)
        if (question.filters[i].facet == facet)
            return true;
    return false;
}

// The most values that any document has of each facet, so that no spy looks
// into a slot that is empty throughout.
struct opened {
    Xapian::Database database;
    unsigned depth[PEER_FACETS];
};

struct spied {
    unsigned facet;
    std::unique_ptr<Xapian::ValueCountMatchSpy> spy;
};

static void spy_on(std::vector<spied> &spies, Xapian::Enquire &enquire,
                   const struct opened &opened, unsigned facet) {
    for (unsigned nth = 0; nth < opened.depth[facet]; nth++) {
        spies.push_back({facet, std::make_unique<Xapian::ValueCountMatchSpy>(
                                    slot_of(facet, nth))});
        enquire.add_matchspy(spies.back().spy.get());
    }
}

// A value may be the first of one document and the second of another.
static void add_counts(struct peer_answer *answer,
                       const std::vector<spied> &spies) {
    for (unsigned facet = 0; facet < PEER_FACETS; facet++) {
        std::map<std::string, uint64_t> counts;
        for (const spied &each : spies)
            if (each.facet == facet)
                for (auto value = each.spy->values_begin();
                     value != each.spy->values_end(); ++value)
                    counts[*value] += value.get_termfreq();
        for (const auto &count : counts)
            peer_answer_count(answer, facet, count.first.data(),
                              count.first.size(), count.second);
    }
}

static void search(const struct opened &opened,
                   const struct peer_question &question,
                   struct peer_answer *answer, std::vector<spied> &spies) {
    Xapian::doccount all = opened.database.get_doccount();
    Xapian::Enquire enquire(opened.database);
    enquire.set_query(filtered_query(question, PEER_FACETS));
    if (question.kind == PEER_ALL) {
        enquire.set_weighting_scheme(Xapian::BoolWeight());
        enquire.set_sort_by_value(SLOT_DATE, true);
    }
    for (unsigned facet = 0; facet < PEER_FACETS; facet++)
        if (!is_filtered(question, facet))
            spy_on(spies, enquire, opened, facet);
    Xapian::MSet found = enquire.get_mset(0, PEER_RESULTS, all);
    answer->total = found.get_matches_estimated();
    for (auto match = found.begin(); match != found.end(); ++match) {
        std::string id = match.get_document().get_value(SLOT_ID);
        peer_answer_id(answer, id.data(), id.size());
    }
    for (unsigned facet = 0; facet < PEER_FACETS; facet++) {
        if (!is_filtered(question, facet))
            continue;
        Xapian::Enquire sideways(opened.database);
        sideways.set_query(filtered_query(question, facet));
        sideways.set_weighting_scheme(Xapian::BoolWeight());
        spy_on(spies, sideways, opened, facet);
        sideways.get_mset(0, 0, all);
    }
}

static bool ask(void *context, const struct peer_question *question,
                struct peer_answer *answer) {
    try {
        std::vector<spied> spies;
        int64_t start = peer_clock();
        search(*static_cast<const struct opened *>(context), *question, answer,
               spies);
        answer->nanoseconds = peer_clock() - start;
        add_counts(answer, spies);
        return true;
    } catch (const Xapian::Error &error) {
        std::cerr << "bench-xapian: " << error.get_description() << "\n";
        return false;
    }
}

static bool serve(const std::string &path, bool show) {
    struct peer peer = {};
    int64_t start = peer_clock();
    struct opened opened = {Xapian::Database(path), {}};
    peer.opened = peer_clock() - start;
    for (unsigned facet = 0; facet < PEER_FACETS; facet++)
        while (opened.depth[facet] < VALUES_MAX &&
               opened.database.get_value_freq(
                   slot_of(facet, opened.depth[facet])) > 0)
            opened.depth[facet]++;
    peer.ask = ask;
    peer.contexts[0] = &opened;
    peer.threads = 1;
    peer.documents = opened.database.get_doccount();
    peer.show = show;
    return peer_serve(&peer);
}

int main(int argc, char **argv) {
    std::string mode = argc > 1 ? argv[1] : "";
    try {
        if (mode == "load" && argc == 5)
            load(argv[2], argv[3], std::strcmp(argv[4], "stems") == 0);
        else if (mode == "serve" && argc >= 3)
            return serve(argv[2], argc > 3) ? 0 : EX_SOFTWARE;
        else
            return EX_USAGE;
        return 0;
    } catch (const Xapian::Error &error) {
        std::cerr << "bench-xapian: " << error.get_description() << "\n";
    } catch (const std::string &words) {
        std::cerr << "bench-xapian: " << words << "\n";
    } catch (const std::exception &error) {
        std::cerr << "bench-xapian: " << error.what() << "\n";
    }
    return EX_SOFTWARE;
}
