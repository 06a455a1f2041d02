#include "correction.h"

#include <stdbool.h>
#include <string.h>

#include "engine/generation.h"
#include "engine/query.h"
#include "schema/buffer.h"
#include "text/tokens.h"

/* A word of the query that no document has. */
struct unknown {
    size_t start; /* bytes start..end of the query */
    size_t end;
    struct suggestion near[CORRECTIONS_MAX];
    size_t near_count;
};

struct correcting {
    const char *q;
    struct index_reader *reader;
    struct unknown unknowns[QUERY_WORDS_MAX];
    size_t count;
};

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

/* A sign of the language, or something that a sign stands beside. */
static bool is_governed(const char *q, const struct token *token) {
    char before = token->start > 0 ? q[token->start - 1] : ' ';
    char after = q[token->end];
    bool is_not_wanted =
        before == '-' && (token->start == 1 || q[token->start - 2] == ' ');
    return is_not_wanted || before == ':' || before == '/' || after == ':' ||
           after == '/' || after == '*' || is_digit(token->word[0]);
}

static enum concord_status look_at(struct correcting *correcting,
                                   const struct token *token,
                                   struct concord_error *err) {
    const struct suggestions *suggestions =
        generation_suggestions(index_reader_generation(correcting->reader));
    bool known = false;
    enum concord_status status =
        index_reader_knows_word(correcting->reader, token->word, &known, err);
    if (status != CONCORD_OK || known || correcting->count == QUERY_WORDS_MAX)
        return status;
    struct unknown *unknown = &correcting->unknowns[correcting->count++];
    unknown->start = token->start;
    unknown->end = token->end;
    unknown->near_count = suggestions_nearest(suggestions, token->word,
                                              unknown->near, CORRECTIONS_MAX);
    return CONCORD_OK;
}

/* Nothing is near to the last of them: then no query can be offered. */
static bool is_hopeless(const struct correcting *correcting) {
    return correcting->count > 0 &&
           correcting->unknowns[correcting->count - 1].near_count == 0;
}

static enum concord_status look_at_all(struct correcting *correcting,
                                       struct concord_error *err) {
    struct token_reader words;
    struct token token;
    enum concord_status status = CONCORD_OK;
    token_reader_begin(&words, correcting->q, strlen(correcting->q));
    while (status == CONCORD_OK && !is_hopeless(correcting) &&
           token_next(&words, &token))
        if (!is_governed(correcting->q, &token))
            status = look_at(correcting, &token, err);
    return status;
}

/* Of the last unknown word the one at `rank`, of those before the nearest. */
static const char *replace(const struct correcting *correcting, size_t rank,
                           struct arena *arena) {
    struct buffer text = BUFFER_INIT(8 * QUERY_BYTES_MAX);
    size_t at = 0;
    for (size_t i = 0; i < correcting->count; i++) {
        const struct unknown *unknown = &correcting->unknowns[i];
        bool last = i + 1 == correcting->count;
        buffer_append(&text, correcting->q + at, unknown->start - at);
        buffer_append_string(&text, unknown->near[last ? rank : 0].text);
        at = unknown->end;
    }
    buffer_append_string(&text, correcting->q + at);
    const char *kept = buffer_ok(&text) ? arena_string(arena, text.data) : NULL;
    buffer_destroy(&text);
    return kept;
}

enum concord_status correction_find(const char *out[CORRECTIONS_MAX],
                                    size_t *count, size_t most,
                                    struct arena *arena, const char *q,
                                    struct index_reader *reader,
                                    struct concord_error *err) {
    struct correcting correcting = {.q = q, .reader = reader};
    *count = 0;
    enum concord_status status = look_at_all(&correcting, err);
    if (status != CONCORD_OK || correcting.count == 0 ||
        is_hopeless(&correcting))
        return status;
    const struct unknown *last = &correcting.unknowns[correcting.count - 1];
    for (size_t rank = 0; rank < last->near_count && *count < most; rank++) {
        out[*count] = replace(&correcting, rank, arena);
        if (out[*count] == NULL)
            return concord_no_memory(err);
        ++*count;
    }
    return CONCORD_OK;
}
