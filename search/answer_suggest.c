/* answer_suggest.c - what may be meant by what has been typed so far. */
#include <string.h>

#include "answering.h"
#include "correction.h"
#include "json_writer.h"
#include "text/tokens.h"

enum {
    FOLDED_BYTES_MAX = 64 * 1024,
    KINDS_MAX = 2 + SCHEMA_FACETS_MAX,
    /* More than are shown: some say the same. */
    FOUND_MAX = 100
};

/* What was found of one kind. */
struct found {
    struct suggestion items[FOUND_MAX];
    size_t count;
};

struct suggesting {
    const struct question *question;
    struct answering answering;
    const struct suggestions *suggestions;
    struct found found[KINDS_MAX];
    size_t completions;
};

static const char *kind_name(const struct suggesting *suggesting, size_t kind) {
    if (kind == SUGGESTION_WORD)
        return "word";
    if (kind == SUGGESTION_TITLE)
        return "title";
    return schema_facet(suggesting->answering.frame.schema,
                        kind - SUGGESTION_FACETS)
        ->name;
}

/* ---- completions ---- */

/* A word is completed by its last one alone, titles and names by all. A space
 * at the end says that the last word is whole. */
static enum concord_status fold_typed(struct buffer *all, const char *typed,
                                      const char **last,
                                      struct concord_error *err) {
    size_t size = strlen(typed);
    token_fold(all, typed, size);
    bool is_whole = all->size > 0 && typed[size - 1] == ' ';
    if (is_whole)
        buffer_append_char(all, ' ');
    if (!buffer_ok(all))
        return concord_no_memory(err);
    const char *space = all->size > 0 ? strrchr(all->data, ' ') : NULL;
    *last = space != NULL ? space + 1 : all->size > 0 ? all->data : "";
    return CONCORD_OK;
}

static enum concord_status find_completions(struct suggesting *suggesting,
                                            struct concord_error *err) {
    const struct asked *asked = suggesting->answering.asked;
    struct buffer all = BUFFER_INIT(FOLDED_BYTES_MAX);
    const char *last = "";
    enum concord_status status = fold_typed(&all, asked->q, &last, err);
    size_t kinds = suggestions_kind_count(suggesting->suggestions);
    for (size_t kind = 0; all.size > 0 && status == CONCORD_OK && kind < kinds;
         kind++) {
        struct found *found = &suggesting->found[kind];
        const char *begun = kind == SUGGESTION_WORD ? last : all.data;
        if (begun[0] != '\0')
            found->count = suggestions_complete(suggesting->suggestions, kind,
                                                begun, found->items, FOUND_MAX);
    }
    buffer_destroy(&all);
    return status;
}

static void write_completion(struct buffer *out, struct suggesting *suggesting,
                             size_t kind, const struct suggestion *completion) {
    emit_open(out, '{');
    emit_key(out, "text");
    emit_text(out, completion->text);
    emit_key(out, "kind");
    emit_text(out, kind_name(suggesting, kind));
    emit_key(out, "value");
    emit_text(out, kind >= SUGGESTION_FACETS ? completion->value : NULL);
    emit_key(out, "count");
    emit_unsigned(out, completion->count);
    emit_close(out, '}');
    suggesting->completions++;
}

/* Forms of one word are one; and a person who wrote a paper is one of its
 * creators too. */
static bool are_alike(size_t kind, const struct suggestion *a,
                      const struct suggestion *b) {
    return kind == SUGGESTION_WORD ? strcmp(a->value, b->value) == 0
                                   : strcmp(a->text, b->text) == 0;
}

/* Completions of kinds before this one, and of this one before `rank`. */
static bool is_repeated(const struct suggesting *suggesting, size_t kind,
                        size_t rank) {
    const struct suggestion *items = suggesting->found[kind].items;
    for (size_t i = 0; i < rank; i++)
        if (are_alike(kind, &items[i], &items[rank]))
            return true;
    for (size_t i = SUGGESTION_TITLE; i < kind; i++)
        for (size_t j = 0; j < suggesting->found[i].count; j++)
            if (are_alike(i, &suggesting->found[i].items[j], &items[rank]))
                return true;
    return false;
}

/* The best of each kind in turn, then the next of each. */
static void write_completions(struct buffer *out,
                              struct suggesting *suggesting) {
    size_t most = suggesting->answering.asked->search.size;
    emit_key(out, "completions");
    emit_open(out, '[');
    for (size_t rank = 0; rank < FOUND_MAX && suggesting->completions < most;
         rank++)
        for (size_t kind = 0; kind < KINDS_MAX; kind++) {
            const struct found *found = &suggesting->found[kind];
            if (rank < found->count && suggesting->completions < most &&
                !is_repeated(suggesting, kind, rank))
                write_completion(out, suggesting, kind, &found->items[rank]);
        }
    emit_close(out, ']');
}

/* ---- corrections ---- */

/* How many documents a search for `q` finds. */
static enum concord_status count_found(const struct suggesting *suggesting,
                                       const char *q, uint64_t *total,
                                       struct concord_error *err) {
    struct parameter items[] = {{"q", q}, {"facets", "none"}};
    struct parameter_list list = {.items = items, .count = 2};
    struct asked *asked = NULL;
    struct result_page *page = NULL;
    enum concord_status status =
        asked_from_parameters(&asked, ASKED_OF_SEARCH, &list,
                              suggesting->answering.frame.schema, err);
    if (status == CONCORD_OK) {
        asked->search.size = 0;
        asked->search.sort = SORT_NEWEST;
        asked->search.deadline = suggesting->question->deadline;
        status = index_reader_search(suggesting->question->reader,
                                     &asked->search, &page, err);
    }
    if (status == CONCORD_OK)
        *total = page->total;
    result_page_destroy(page);
    asked_destroy(asked);
    return status;
}

static enum concord_status write_correction(struct buffer *out,
                                            const struct suggesting *suggesting,
                                            const char *text,
                                            struct concord_error *err) {
    uint64_t total = 0;
    enum concord_status status = count_found(suggesting, text, &total, err);
    if (status != CONCORD_OK || total == 0)
        return status;
    emit_open(out, '{');
    emit_key(out, "text");
    emit_text(out, text);
    emit_key(out, "count");
    emit_unsigned(out, total);
    emit_close(out, '}');
    return CONCORD_OK;
}

/* Only for what is the beginning of nothing. */
static enum concord_status
write_corrections(struct buffer *out, const struct suggesting *suggesting,
                  struct concord_error *err) {
    struct asked *asked = suggesting->answering.asked;
    const char *texts[CORRECTIONS_MAX];
    size_t count = 0;
    enum concord_status status = CONCORD_OK;
    if (suggesting->completions == 0)
        status = correction_find(texts, &count, CORRECTIONS_MAX, &asked->arena,
                                 asked->q, suggesting->question->reader, err);
    emit_key(out, "corrections");
    emit_open(out, '[');
    for (size_t i = 0; i < count && status == CONCORD_OK; i++)
        status = write_correction(out, suggesting, texts[i], err);
    emit_close(out, ']');
    return status;
}

enum concord_status answer_suggest(struct buffer *out, struct buffer *links,
                                   const struct question *question,
                                   struct concord_error *err) {
    struct suggesting suggesting = {
        .question = question,
        .suggestions =
            generation_suggestions(index_reader_generation(question->reader))};
    (void)links;
    enum concord_status status =
        answering_begin(&suggesting.answering, ASKED_OF_SUGGESTIONS,
                        "/v1/suggest", question, err);
    if (status == CONCORD_OK)
        status = find_completions(&suggesting, err);
    if (status == CONCORD_OK) {
        emit_open(out, '{');
        write_completions(out, &suggesting);
        status = write_corrections(out, &suggesting, err);
        emit_close(out, '}');
    }
    answering_end(&suggesting.answering);
    if (status == CONCORD_OK && !buffer_ok(out))
        status = concord_no_memory(err);
    return status;
}
