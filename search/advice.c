/* advice.c - names among words, the longest first: "North Devon" is no advice
 * to look at Devon. */
#include "advice.h"

#include <ctype.h>
#include <string.h>

#include "engine/generation.h"
#include "engine/suggestions.h"
#include "text/tokens.h"

enum {
    FOLDED_BYTES_MAX = 4 * QUERY_BYTES_MAX,
    NOTE_BYTES_MAX = 2048,
    NAME_WORDS_MAX = 5,
    NAMES_MOST = 128, /* that begin with the words looked at */
    ADVICE_MAX = 4,
    FIRST_YEAR = 1900,
    LAST_YEAR = 2099
};

struct advice {
    const struct suggestions *suggestions;
    const struct schema *schema;
    const struct asked *asked;
    struct buffer folded; /* of one name */
    struct buffer note;
    unsigned count;
};

static void add(struct advice *advice, size_t facet, const char *value) {
    if (advice->count < ADVICE_MAX)
        buffer_printf(&advice->note, "%s%s=%s", advice->count > 0 ? ", " : "",
                      schema_facet(advice->schema, facet)->name, value);
    advice->count++;
}

/* Who has narrowed the search by it already needs no advice. */
static bool is_asked_for(const struct advice *advice, int facet) {
    const struct search_request *search = &advice->asked->search;
    for (size_t i = 0; i < search->condition_count; i++)
        if ((int)search->conditions[i].facet == facet)
            return true;
    return false;
}

/* ---- places and regions ---- */

static bool is_name(struct advice *advice, const char *text,
                    const char *words) {
    buffer_clear(&advice->folded);
    token_fold(&advice->folded, text, strlen(text));
    return buffer_ok(&advice->folded) && advice->folded.size > 0 &&
           strcmp(advice->folded.data, words) == 0;
}

static size_t complete(const struct advice *advice, int facet,
                       const char *words, struct suggestion *out, size_t most) {
    return suggestions_complete(advice->suggestions,
                                SUGGESTION_FACETS + (size_t)facet, words, out,
                                most);
}

/* Most words begin no name, and that is soon found. */
static bool begins_a_name(const struct advice *advice, const char *word) {
    static const enum facet_inference named[] = {INFER_PLACE, INFER_REGION};
    struct suggestion one;
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        int facet = schema_find_inferred(advice->schema, named[i]);
        if (facet != SCHEMA_NO_INDEX &&
            complete(advice, facet, word, &one, 1) > 0)
            return true;
    }
    return false;
}

/* The value with exactly that name which most documents have. */
static bool add_value(struct advice *advice, enum facet_inference by,
                      const char *words) {
    struct suggestion found[NAMES_MOST];
    int facet = schema_find_inferred(advice->schema, by);
    if (facet == SCHEMA_NO_INDEX || is_asked_for(advice, facet))
        return false;
    size_t count = complete(advice, facet, words, found, NAMES_MOST);
    for (size_t i = 0; i < count; i++) {
        if (!is_name(advice, found[i].text, words))
            continue;
        add(advice, (size_t)facet, found[i].value);
        return true;
    }
    return false;
}

/* ---- years ---- */

static bool add_year(struct advice *advice, const char *word) {
    int facet = schema_find_inferred(advice->schema, INFER_DATE);
    int year = 0;
    if (facet == SCHEMA_NO_INDEX || is_asked_for(advice, facet) ||
        advice->asked->search.time.date_count > 0 || strlen(word) != 4)
        return false;
    for (const char *digit = word; *digit != '\0'; digit++) {
        if (!isdigit((unsigned char)*digit))
            return false;
        year = year * 10 + (*digit - '0');
    }
    if (year < FIRST_YEAR || year > LAST_YEAR)
        return false;
    add(advice, (size_t)facet, word);
    return true;
}

/* ---- the words ---- */

/* Where `count` words from `text` on end; NULL when there are fewer. */
static char *end_of(char *text, unsigned count) {
    char *end = text + strcspn(text, " ");
    while (--count > 0) {
        if (*end == '\0')
            return NULL;
        end += 1 + strcspn(end + 1, " ");
    }
    return end;
}

typedef bool name_taker(struct advice *advice, const char *words);

/* Up to `end` the text is a string while `take` looks at it. */
static bool take_until(struct advice *advice, const char *text, char *end,
                       name_taker *take) {
    char behind = *end;
    *end = '\0';
    bool found = take(advice, text);
    *end = behind;
    return found;
}

static bool take_word(struct advice *advice, const char *word) {
    return add_year(advice, word) || begins_a_name(advice, word);
}

static bool take_value(struct advice *advice, const char *words) {
    return add_value(advice, INFER_PLACE, words) ||
           add_value(advice, INFER_REGION, words);
}

/* The longest name that begins at `text`. Returns where to go on. */
static char *take_name(struct advice *advice, char *text) {
    char *first = end_of(text, 1);
    if (!take_until(advice, text, first, take_word))
        return first;
    for (unsigned count = NAME_WORDS_MAX; count > 0; count--) {
        char *end = end_of(text, count);
        if (end != NULL && take_until(advice, text, end, take_value))
            return end;
    }
    return first;
}

static void take_names(struct advice *advice, char *words) {
    while (*words != '\0') {
        char *end = take_name(advice, words);
        words = *end == ' ' ? end + 1 : end;
    }
}

enum concord_status advice_note(struct asked *asked,
                                struct index_reader *reader,
                                struct concord_error *err) {
    const struct generation *generation = index_reader_generation(reader);
    struct advice advice = {.suggestions = generation_suggestions(generation),
                            .schema = generation_schema(generation),
                            .asked = asked,
                            .folded = BUFFER_INIT(FOLDED_BYTES_MAX),
                            .note = BUFFER_INIT(NOTE_BYTES_MAX)};
    struct buffer words = BUFFER_INIT(FOLDED_BYTES_MAX);
    enum concord_status status = CONCORD_OK;
    token_fold(&words, asked->q, strlen(asked->q));
    buffer_append_string(&advice.note, "What names a place or a year may be a "
                                       "filter too: ");
    if (buffer_ok(&words) && words.size > 0)
        take_names(&advice, words.data);
    buffer_append_string(&advice.note, ".");
    if (!buffer_ok(&words) || !buffer_ok(&advice.note))
        status = concord_no_memory(err);
    else if (advice.count > 0)
        status = asked_note(asked, advice.note.data, err);
    buffer_destroy(&words);
    buffer_destroy(&advice.note);
    buffer_destroy(&advice.folded);
    return status;
}
