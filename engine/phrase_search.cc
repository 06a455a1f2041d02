// phrase_search.cc - reads the words of one candidate after the other.
#include "phrase_search.h"

#include <cstring>
#include <new>

#include "document_words.h"
#include "token_run.h"

namespace {

// What is looked for.
struct wanted {
    enum token_section section;
    bool near;
    struct token_pattern pattern; // of a phrase
    struct token_pairs pairs;     // of one in the title or the text
    struct token_near words;      // of near
};

} // namespace

// What a document keeps in front of its words, and a few of the bits that say
// which pairs it has: those of a short one all.
static const uint32_t head_bytes = 128;

static void need(bool memory) {
    if (!memory)
        throw std::bad_alloc();
}

static enum token_section section_of(const struct query *query) {
    switch (query->field) {
    case QUERY_IN_TITLE:
        return TOKEN_TITLE;
    case QUERY_IN_SPEAKER:
        return TOKEN_SPEAKERS;
    case QUERY_IN_ORGANISATION:
        return TOKEN_ORGANISATIONS;
    case QUERY_IN_ID:
    case QUERY_IN_TEXT:
        break;
    }
    return TOKEN_TEXT;
}

static struct token_pairs pairs_of(const uint32_t *numbers, size_t count) {
    struct token_pairs pairs = {};
    for (size_t i = 1; i < count && i < QUERY_PHRASE_MAX; i++)
        pairs.hashes[pairs.count++] =
            token_pair_hash(numbers[i - 1], numbers[i]);
    return pairs;
}

static struct wanted want(const struct token_store *tokens,
                          const struct query *query, struct arena *arena) {
    uint32_t numbers[QUERY_WORDS_MAX];
    struct wanted out = {};
    for (size_t i = 0; i < query->word_count; i++)
        numbers[i] =
            token_store_find(tokens, query->words[i], strlen(query->words[i]));
    out.section = section_of(query);
    out.near = query->kind == QUERY_NEAR;
    if (out.near) // "near/5" is a distance, a window is so many places
        need(token_near_make(&out.words, arena, numbers, query->word_count,
                             query->window + 1));
    else
        token_pattern_make(&out.pattern, numbers, query->word_count);
    if (!out.near && !query_is_of_names(query))
        out.pairs = pairs_of(numbers, query->word_count);
    return out;
}

// The candidates that have the pairs of the phrase, as far as their bits tell.
static struct docset have_pairs(const struct index_reader *reader,
                                const struct wanted &wanted,
                                const struct docset &candidates,
                                struct arena *arena, const deadline &limit) {
    if (wanted.pairs.count == 0)
        return candidates;
    const struct token_store *tokens = generation_tokens(reader->generation);
    const struct document_blobs *blobs =
        generation_columns(reader->generation)->blobs;
    return document_words_filter(
        reader, candidates, arena, limit, head_bytes, [&](uint32_t docid) {
            return token_store_may_have(tokens, &blobs[docid], &wanted.pairs);
        });
}

struct docset phrase_search(const struct index_reader *reader,
                            const struct query *query,
                            const struct docset &candidates,
                            struct arena *arena, const deadline &limit) {
    struct wanted wanted =
        want(generation_tokens(reader->generation), query, arena);
    return document_words_filter(
        reader, have_pairs(reader, wanted, candidates, arena, limit), arena,
        limit, DOCUMENT_WORDS_MOST, [&](uint32_t docid) {
            struct token_run run =
                document_words(reader, wanted.section, docid);
            return wanted.near ? token_run_has_near(run, &wanted.words)
                               : token_run_has_phrase(run, &wanted.pattern);
        });
}

std::vector<synonym_posting>
phrase_search_counts(const struct index_reader *reader,
                     const struct query *phrase,
                     const struct docset &candidates, double weight,
                     struct arena *arena, const deadline &limit) {
    std::vector<synonym_posting> found;
    struct wanted wanted =
        want(generation_tokens(reader->generation), phrase, arena);
    document_words_each(
        reader, have_pairs(reader, wanted, candidates, arena, limit), arena,
        limit, DOCUMENT_WORDS_MOST, [&](uint32_t docid) {
            unsigned count = token_run_count_phrase(
                document_words(reader, wanted.section, docid), &wanted.pattern);
            if (count > 0)
                found.push_back({docid, count * weight});
        });
    return found;
}
