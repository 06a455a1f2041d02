// phrase_search.cc - reads the words of one candidate after the other.
#include "phrase_search.h"

#include <cstring>
#include <new>

#include "generation_files.h"

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

static struct concord_error corrupt(const struct token_store *tokens,
                                    const struct document_blobs *blobs) {
    struct concord_error err = {};
    segment_map_corrupt(&tokens->segments, blobs->tokens, &err);
    return err;
}

static struct token_run read_run(const struct index_reader *reader,
                                 enum token_section section, uint32_t docid) {
    const struct token_store *tokens = generation_tokens(reader->generation);
    const struct document_blobs *blobs =
        &generation_columns(reader->generation)->blobs[docid];
    struct token_run run;
    if (!token_store_run(tokens, blobs, section, &run))
        throw corrupt(tokens, blobs);
    return run;
}

static const uint32_t fetched_most = 1024; // bytes

void phrase_search_fetch(const struct index_reader *reader, uint32_t docid) {
    const struct token_store *tokens = generation_tokens(reader->generation);
    const struct document_blobs *blobs =
        &generation_columns(reader->generation)->blobs[docid];
    const auto *bytes = static_cast<const char *>(
        segment_map_at(&tokens->segments, blobs->tokens));
    for (uint32_t at = 0;
         bytes != nullptr && at < blobs->tokens.size && at < fetched_most;
         at += 64)
        __builtin_prefetch(bytes + at);
}

struct token_run phrase_search_text(const struct index_reader *reader,
                                    uint32_t docid) {
    return read_run(reader, TOKEN_TEXT, docid);
}

struct docset phrase_search(const struct index_reader *reader,
                            const struct query *query,
                            const struct docset &candidates,
                            struct arena *arena, const deadline &limit) {
    struct wanted wanted =
        want(generation_tokens(reader->generation), query, arena);
    enum token_section section = section_of(query);
    const uint32_t *all = docset_list(&candidates, arena);
    auto *docids = static_cast<uint32_t *>(arena_alloc_raw(
        arena, (candidates.count + size_t{1}) * sizeof(uint32_t)));
    uint32_t count = 0;
    need(all != nullptr && docids != nullptr);
    const struct document_blobs *blobs =
        generation_columns(reader->generation)->blobs;
    for (uint32_t i = 0; i < candidates.count; i++) {
        if (i + 3 * PHRASE_SEARCH_AHEAD < candidates.count)
            __builtin_prefetch(blobs + all[i + 3 * PHRASE_SEARCH_AHEAD]);
        if (i + PHRASE_SEARCH_AHEAD < candidates.count)
            phrase_search_fetch(reader, all[i + PHRASE_SEARCH_AHEAD]);
        struct token_run run = read_run(reader, section, all[i]);
        limit.check();
        docids[count] = all[i];
        count += wanted.near ? token_run_has_near(run, &wanted.words)
                             : token_run_has_phrase(run, &wanted.pattern);
    }
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
    const uint32_t *all = docset_list(&candidates, arena);
    need(all != nullptr);
    for (uint32_t i = 0; i < candidates.count; i++) {
        limit.check();
        unsigned count = token_run_count_phrase(
            read_run(reader, section, all[i]), &wanted.pattern);
        if (count > 0)
            found.push_back({all[i], count * weight});
    }
    return found;
}
