// plain.cc - what libxapian finds without us.
#include "plain.h"

#include <exception>
#include <memory>
#include <string>
#include <xapian.h>

// Snowball's own list has more words; these are the ones that Lucene leaves
// out, too, and those that begin a question.
static const char *const stop_words[] = {
    "a",    "about", "an",    "and",  "are",  "as",   "at",    "be",   "been",
    "but",  "by",    "can",   "do",   "does", "for",  "from",  "had",  "has",
    "have", "how",   "i",     "if",   "in",   "into", "is",    "it",   "its",
    "no",   "not",   "of",    "on",   "or",   "such", "that",  "the",  "their",
    "then", "there", "these", "they", "this", "to",   "was",   "were", "what",
    "when", "where", "which", "who",  "will", "with", "would", "you",  "your"};

struct plain_index {
    const struct collection *collection;
    Xapian::WritableDatabase database{std::string(),
                                      Xapian::DB_BACKEND_INMEMORY};
    Xapian::SimpleStopper stopper;
    Xapian::Stem stemmer{"english"};
};

static enum concord_status guard(struct concord_error *err) {
    try {
        throw;
    } catch (const Xapian::Error &error) {
        return concord_fail(err, CONCORD_INTERNAL, "libxapian: %s",
                            error.get_msg().c_str());
    } catch (const std::exception &error) {
        return concord_fail(err, CONCORD_INTERNAL, "libxapian: %s",
                            error.what());
    }
}

static void add_papers(struct plain_index *index) {
    Xapian::TermGenerator generator;
    generator.set_stemmer(index->stemmer);
    generator.set_stemming_strategy(Xapian::TermGenerator::STEM_ALL);
    for (size_t i = 0; i < index->collection->paper_count; i++) {
        const struct paper *paper = &index->collection->papers[i];
        Xapian::Document document;
        generator.set_document(document);
        generator.index_text(paper->title);
        generator.increase_termpos();
        generator.index_text(paper->text);
        index->database.add_document(document); // its docid is i + 1
    }
}

enum concord_status plain_index_create(struct plain_index **out,
                                       const struct collection *collection,
                                       struct concord_error *err) {
    *out = nullptr;
    try {
        auto index = std::make_unique<plain_index>();
        index->collection = collection;
        for (const char *word : stop_words)
            index->stopper.add(word);
        add_papers(index.get());
        *out = index.release();
        return CONCORD_OK;
    } catch (...) {
        return guard(err);
    }
}

enum concord_status plain_index_ask(struct plain_index *index,
                                    struct ranking *out, const char *words,
                                    struct concord_error *err) {
    out->count = 0;
    try {
        Xapian::QueryParser parser;
        parser.set_database(index->database);
        parser.set_stemmer(index->stemmer);
        parser.set_stemming_strategy(Xapian::QueryParser::STEM_ALL);
        parser.set_stopper(&index->stopper);
        parser.set_default_op(Xapian::Query::OP_OR);
        Xapian::Enquire enquire(index->database);
        enquire.set_query(parser.parse_query(words, 0));
        Xapian::MSet found = enquire.get_mset(0, RANKING_MAX);
        for (auto match = found.begin(); match != found.end(); ++match)
            out->papers[out->count++] =
                index->collection->papers[*match - 1].id;
        return CONCORD_OK;
    } catch (...) {
        return guard(err);
    }
}

void plain_index_destroy(struct plain_index *index) {
    delete index;
}
