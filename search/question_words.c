#include "question_words.h"

#include <string.h>

#include "schema/wordings.h"

/* A query of so many words is a sentence. Those of asking are words like any
 * others in a shorter one: "annual reports". */
enum { SENTENCE_WORDS_MIN = 6 };

/* Chosen between 0 and 1 with bench-relevance (bench/README.md). */
static const double function_share = 0.1;
static const double asking_share = 0.3;

static bool is_in(const char *const *words, const char *word) {
    for (; *words; words++)
        if (strcmp(*words, word) == 0)
            return true;
    return false;
}

static bool is_plain(const struct query *query) {
    return query->kind == QUERY_WORD && query->field == QUERY_IN_TEXT &&
           !query->exact;
}

static double share_of(const struct schema *schema, const char *word,
                       bool sentence) {
    if (is_in(schema_wording(schema, WORDING_FUNCTION_WORDS), word))
        return function_share;
    if (sentence && is_in(schema_wording(schema, WORDING_ASKING_WORDS), word))
        return asking_share;
    return 1.0;
}

/* What is left out ranks nothing. */
static size_t wanted_children(const struct query *query) {
    return query->kind == QUERY_AND_NOT ? 1 : query->child_count;
}

static size_t count_words(const struct query *query) {
    size_t count = query->word_count;
    for (size_t i = 0; i < wanted_children(query); i++)
        count += count_words(query->children[i]);
    return count;
}

static bool has_matter(const struct query *query, const struct schema *schema,
                       bool sentence) {
    if (query->word_count > 0)
        return !is_plain(query) ||
               share_of(schema, query->words[0], sentence) >= 1;
    for (size_t i = 0; i < wanted_children(query); i++)
        if (has_matter(query->children[i], schema, sentence))
            return true;
    return false;
}

static void weigh(struct query *query, const struct schema *schema,
                  bool sentence) {
    if (is_plain(query))
        query->share = share_of(schema, query->words[0], sentence);
    for (size_t i = 0; i < wanted_children(query); i++)
        weigh(query->children[i], schema, sentence);
}

void question_words_weigh(struct query *query, const struct schema *schema) {
    if (!query)
        return;
    bool sentence = count_words(query) >= SENTENCE_WORDS_MIN;
    if (has_matter(query, schema, sentence))
        weigh(query, schema, sentence);
}
