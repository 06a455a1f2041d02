/* asking.c - from papers to an index, and from questions to results. */
#include "asking.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "own_index.h"
#include "search/answer.h"
#include "search/reply.h"
#include "text/tokens.h"

/* ---- the index ---- */

/* Where in a collection the index that is made of it has come to. */
struct papers_left {
    const struct collection *collection;
    size_t next;
};

static enum concord_status next_paper(void *source, const struct schema *schema,
                                      struct document **out,
                                      struct concord_error *err) {
    struct papers_left *left = source;
    (void)schema;
    *out = NULL;
    if (left->next == left->collection->paper_count)
        return CONCORD_OK;
    const struct paper *paper = &left->collection->papers[left->next++];
    return own_document(out, paper->id, paper->title, paper->text, err);
}

enum concord_status asking_index(const struct collection *collection,
                                 const char *directory,
                                 const char *schema_directory,
                                 struct concord_error *err) {
    struct papers_left left = {.collection = collection};
    const struct own_index_options options = {directory, schema_directory, 1};
    return own_index_make(&options, next_paper, &left, err);
}

/* ---- questions ---- */

/* As much of the question as the API takes. */
static char *cut_question(struct arena *arena, const char *words) {
    struct token_reader reader;
    struct token token;
    size_t end = 0;
    token_reader_begin(&reader, words, strlen(words));
    for (size_t i = 0; i < QUERY_WORDS_MAX && token_next(&reader, &token); i++)
        if (token.end <= QUERY_BYTES_MAX)
            end = token.end;
    return arena_copy(arena, words, end);
}

static char *join_by_or(struct arena *arena, const char *words) {
    struct buffer joined = BUFFER_INIT(QUERY_BYTES_MAX);
    struct token_reader reader;
    struct token token;
    token_reader_begin(&reader, words, strlen(words));
    for (size_t i = 0; i < QUERY_WORDS_MAX && token_next(&reader, &token); i++)
        if (joined.size + strlen(" OR ") + token.length <= QUERY_BYTES_MAX)
            buffer_printf(&joined, i == 0 ? "%s" : " OR %s", token.word);
    char *kept =
        arena_copy(arena, joined.size > 0 ? joined.data : "", joined.size);
    buffer_destroy(&joined);
    return kept;
}

static const char *name_of(const struct asking *asking, const json_t *result) {
    const char *id = json_string_value(json_object_get(result, "id"));
    struct stored_document *stored = NULL;
    if (!asking->by_path)
        return arena_string(asking->arena, id);
    if (index_reader_document(asking->reader, id, &stored, NULL) != CONCORD_OK)
        return "";
    json_t *card = json_loads(stored->card, 0, NULL);
    const char *path = json_string_value(
        json_object_get(json_object_get(card, "source"), "path"));
    const char *name = arena_string(asking->arena, path == NULL ? "" : path);
    json_decref(card);
    stored_document_destroy(stored);
    return name;
}

static size_t take_results(const struct asking *asking, struct ranking *out,
                           const char *answer) {
    json_t *page = json_loads(answer, 0, NULL);
    json_t *results = json_object_get(page, "results");
    size_t count = json_array_size(results);
    for (size_t i = 0; i < count && out->count < RANKING_MAX; i++)
        out->papers[out->count++] = name_of(asking, json_array_get(results, i));
    json_decref(page);
    return count;
}

static enum concord_status ask_page(const struct asking *asking,
                                    struct ranking *out, const char *words,
                                    unsigned page, size_t *count,
                                    struct concord_error *err) {
    char number[16];
    struct buffer answer = BUFFER_INIT(REPLY_BYTES_MAX);
    struct buffer links = BUFFER_INIT(1024);
    struct parameter items[] = {
        {"q", words},
        {"facets", "none"},
        {"duplicates", "show"},
        {"size", "100"},
        {"page", number},
        {"broaden", asking->broaden ? "true" : "false"}};
    struct parameter_list list = {.items = items,
                                  .count = sizeof items / sizeof *items};
    struct question question = {.reader = asking->reader, .parameters = &list};
    snprintf(number, sizeof number, "%u", page);
    enum concord_status status = answer_search(&answer, &links, &question, err);
    if (status == CONCORD_OK)
        *count = take_results(asking, out, answer.data);
    buffer_destroy(&answer);
    buffer_destroy(&links);
    return status;
}

enum concord_status asking_ask(const struct asking *asking, struct ranking *out,
                               const char *words, struct concord_error *err) {
    const char *question = asking->any ? join_by_or(asking->arena, words)
                                       : cut_question(asking->arena, words);
    enum concord_status status = CONCORD_OK;
    size_t count = SEARCH_SIZE_MAX;
    out->count = 0;
    if (question == NULL)
        return concord_no_memory(err);
    for (unsigned page = 1; status == CONCORD_OK && count == SEARCH_SIZE_MAX &&
                            out->count < RANKING_MAX;
         page++)
        status = ask_page(asking, out, question, page, &count, err);
    return status;
}
