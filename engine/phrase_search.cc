// phrase_search.cc - reads the words of one candidate after the other.
#include "phrase_search.h"

#include <cstring>
#include <new>

#include "document_words.h"
#include "token_run.h"

namespace {

// What is looked for.
struct wanted {
    bool near;
    struct token_pattern pattern; // of a phrase
    struct token_near words;      // of near
};

} // namespace

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

static struct wanted want(const struct token_store *tokens,
                          const struct query *query, struct arena *arena) {
    uint32_t numbers[QUERY_WORDS_MAX];
    struct wanted out = {};
    for (size_t i = 0; i < query->word_count; i++)
        numbers[i] =
            token_store_find(tokens, query->words[i], strlen(query->words[i]));
    out.near = query->kind == QUERY_NEAR;
    if (out.near) // "near/5" is a distance, a window is so many places
        need(token_near_make(&out.words, arena, numbers, query->word_count,
                             query->window + 1));
    else
        token_pattern_make(&out.pattern, numbers, query->word_count);
    return out;
}

struct docset phrase_search(const struct index_reader *reader,
                            const struct query *query,
                            const struct docset &candidates,
                            struct arena *arena, const deadline &limit) {
    struct wanted wanted =
        want(generation_tokens(reader->generation), query, arena);
    enum token_section section = section_of(query);
    auto *docids = static_cast<uint32_t *>(arena_alloc_raw(
        arena, (candidates.count + size_t{1}) * sizeof(uint32_t)));
    uint32_t count = 0;
    need(docids != nullptr);
    document_words_each(reader, candidates, arena, limit, [&](uint32_t docid) {
        struct token_run run = document_words(reader, section, docid);
        docids[count] = docid;
        count += wanted.near ? token_run_has_near(run, &wanted.words)
                             : token_run_has_phrase(run, &wanted.pattern);
    });
    struct docset out;
    need(docset_of_list(&out, arena, docids, count, candidates.limit));
    return out;
}

std::vector<synonym_posting>
phrase_search_counts(const struct index_reader *reader,
                     const struct query *phrase,
                     const struct docset &candidates, double weight,
                     struct arena *arena, const deadline &limit) {
    std::vector<synonym_posting> found;
    struct wanted wanted =
        want(generation_tokens(reader->generation), phrase, arena);
    enum token_section section = section_of(phrase);
    document_words_each(reader, candidates, arena, limit, [&](uint32_t docid) {
        unsigned count = token_run_count_phrase(
            document_words(reader, section, docid), &wanted.pattern);
        if (count > 0)
            found.push_back({docid, count * weight});
    });
    return found;
}
