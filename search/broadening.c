#include "broadening.h"

#include <string.h>

#include "engine/typical_words.h"

/* Of its weight that the best of the added words ranks with. Chosen by
 * bench-relevance (bench/README.md). */
static const double best_share = 0.6;

static enum concord_status find_words(struct typical_words *words,
                                      struct asked *asked,
                                      struct index_reader *reader,
                                      struct concord_error *err) {
    struct search_request request = asked->search;
    enum concord_status status =
        typical_words_of_results(words, &asked->arena, reader, &request, err);
    if (status != CONCORD_OK || words->count > 0 || !asked->relaxed ||
        !asked->may_relax)
        return status;
    request.query = asked->relaxed;
    return typical_words_of_results(words, &asked->arena, reader, &request,
                                    err);
}

static bool has_stem(const struct query *query, struct stemmer *stemmer,
                     const char *stem) {
    for (size_t i = 0; i < query->word_count; i++)
        if (strcmp(
                stemmer_stem(stemmer, query->words[i], strlen(query->words[i])),
                stem) == 0)
            return true;
    for (size_t i = 0; i < query->child_count; i++)
        if (has_stem(query->children[i], stemmer, stem))
            return true;
    return false;
}

/* Words that were asked for anyway count for more, and are not new. */
static bool is_new(struct asked *asked, struct index_reader *reader,
                   const char *word, bool *out) {
    struct stemmer *stemmer = index_reader_stemmer(reader);
    const char *stem =
        arena_string(&asked->arena, stemmer_stem(stemmer, word, strlen(word)));
    if (stem)
        *out = !has_stem(asked->search.query, stemmer, stem);
    return stem != NULL;
}

static bool note_words(struct asked *asked, struct index_reader *reader,
                       const struct typical_words *words) {
    struct expanded_terms *expanded = &asked->expanded;
    struct expanded_term item = {.term = asked->q};
    for (size_t i = 0; i < words->count; i++) {
        bool new = false;
        const char **slot = NULL;
        if (!is_new(asked, reader, words->items[i].word, &new))
            return false;
        if (new)
            slot = arena_push(&asked->arena, &item.to, &item.to_count,
                              sizeof *slot);
        if (slot)
            *slot = words->items[i].word;
        else if (new)
            return false;
    }
    struct expanded_term *slot = arena_push(&asked->arena, &expanded->items,
                                            &expanded->count, sizeof *slot);
    if (slot)
        *slot = item;
    return slot != NULL;
}

static bool add_word(struct arena *arena, struct query *any,
                     const struct typical_word *word) {
    struct query *leaf = query_create(arena, QUERY_WORD);
    if (!leaf)
        return false;
    leaf->share = best_share * word->worth;
    return query_add_word(arena, leaf, word->word) &&
           query_add_child(arena, any, leaf);
}

/* The tree that finds any of what `old` wants, or any of the words, without
 * what `old` leaves out; NULL when memory is out. */
static struct query *join(struct arena *arena, const struct query *old,
                          const struct typical_words *words) {
    bool without = old->kind == QUERY_AND_NOT;
    struct query *any = query_create(arena, QUERY_OR);
    struct query *wanted = query_create(arena, old->kind);
    if (!any || !wanted)
        return NULL;
    *wanted = without ? *old->children[0] : *old;
    if (!query_add_child(arena, any, wanted))
        return NULL;
    for (size_t i = 0; i < words->count; i++)
        if (!add_word(arena, any, &words->items[i]))
            return NULL;
    if (!without)
        return any;
    struct query *rest = query_create(arena, QUERY_AND_NOT);
    return rest && query_add_child(arena, rest, any) &&
                   query_add_child(arena, rest, old->children[1])
               ? rest
               : NULL;
}

enum concord_status broaden(struct asked *asked, struct index_reader *reader,
                            struct concord_error *err) {
    struct typical_words words;
    enum concord_status status = find_words(&words, asked, reader, err);
    if (status != CONCORD_OK || words.count == 0)
        return status;
    const struct query *old = asked->relaxed && asked->may_relax
                                  ? asked->relaxed
                                  : asked->search.query;
    struct query *joined = join(&asked->arena, old, &words);
    if (!joined || !note_words(asked, reader, &words))
        return concord_no_memory(err);
    asked->search.query = joined;
    asked->relaxed = NULL;
    return asked_note(asked,
                      "The search was broadened by words that its first "
                      "results have in common.",
                      err);
}
