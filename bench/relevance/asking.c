/* asking.c - from papers to an index, and from questions to results. */
#include "asking.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "engine/index_writer.h"
#include "search/answer.h"
#include "search/reply.h"
#include "text/tokens.h"

/* ---- the index ---- */

static enum concord_status cut_blocks(struct document *document,
                                      struct concord_error *err) {
    const char *text = document->text;
    for (size_t start = 0; start < document->text_size;) {
        const char *border = strstr(text + start, "\n\n");
        size_t end =
            border == NULL ? document->text_size : (size_t)(border - text);
        struct block *block = arena_push(&document->arena, &document->blocks,
                                         &document->block_count, sizeof *block);
        if (block == NULL)
            return concord_no_memory(err);
        *block = (struct block){BLOCK_PARAGRAPH, 0, start, end};
        start = border == NULL ? end : end + 2;
    }
    return CONCORD_OK;
}

static enum concord_status make_document(struct document **out,
                                         const struct paper *paper,
                                         struct concord_error *err) {
    enum concord_status status = document_create(out, err);
    if (status != CONCORD_OK)
        return status;
    struct document *document = *out;
    document->id = paper->id;
    document->title = paper->title;
    document->text = arena_string(&document->arena, paper->text);
    if (document->text == NULL)
        return concord_no_memory(err);
    document->text_size = strlen(paper->text);
    document->date = edtf_undated();
    document->source.path = paper->id;
    return cut_blocks(document, err);
}

static enum concord_status put_paper(struct index_writer *writer,
                                     const struct paper *paper,
                                     const struct schema *schema,
                                     struct stemmer *stemmer,
                                     struct concord_error *err) {
    struct document *document = NULL;
    struct posting_plan *plan = NULL;
    enum concord_status status = make_document(&document, paper, err);
    if (status == CONCORD_OK)
        status = posting_plan_build(&plan, document, schema, stemmer, err);
    if (status == CONCORD_OK)
        status = index_writer_put(writer, &plan, err);
    document_destroy(document);
    return status;
}

static enum concord_status write_papers(const struct collection *collection,
                                        const char *directory,
                                        const struct schema *schema,
                                        uint64_t *documents,
                                        struct concord_error *err) {
    struct index_writer *writer = NULL;
    struct stemmer *stemmer = NULL;
    enum concord_status status = stemmer_create(&stemmer, err);
    if (status == CONCORD_OK)
        status = index_writer_open(&writer, directory, NULL, NULL, err);
    for (size_t i = 0; status == CONCORD_OK && i < collection->paper_count; i++)
        status =
            put_paper(writer, &collection->papers[i], schema, stemmer, err);
    if (status == CONCORD_OK)
        status = index_writer_finish(writer, schema, documents, err);
    index_writer_destroy(writer);
    stemmer_destroy(stemmer);
    return status;
}

enum concord_status asking_index(const struct collection *collection,
                                 const char *directory,
                                 const char *schema_directory,
                                 struct concord_error *err) {
    struct generation_facts facts = {
        .versions = {"schema", "stemmer", "describer", "formats", "plan"}};
    struct schema *schema = NULL;
    struct generation_builder *builder = NULL;
    const char *generation = NULL;
    uint64_t number = 0;
    enum concord_status status = schema_load(&schema, schema_directory, err);
    if (status == CONCORD_OK)
        status = generation_builder_open(&builder, directory, err);
    if (status == CONCORD_OK)
        status = generation_builder_begin(builder, &generation, err);
    if (status == CONCORD_OK)
        status =
            write_papers(collection, generation, schema, &facts.documents, err);
    if (status == CONCORD_OK)
        status = generation_builder_publish(builder, schema, schema_directory,
                                            &facts, &number, err);
    generation_builder_close(builder);
    schema_destroy(schema);
    return status;
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
