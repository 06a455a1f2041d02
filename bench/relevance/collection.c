/* collection.c - reads a test collection's files. */
#include "collection.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schema/buffer.h"

/* One file read line by line. */
struct lines {
    FILE *file;
    char path[4096];
    unsigned number;
    char *line;
    size_t capacity;
};

static bool lines_open(struct lines *lines, const char *folder,
                       const char *name) {
    memset(lines, 0, sizeof *lines);
    snprintf(lines->path, sizeof lines->path, "%s/%s", folder, name);
    lines->file = fopen(lines->path, "rb");
    return lines->file != NULL;
}

static char *lines_next(struct lines *lines) {
    ssize_t size = getline(&lines->line, &lines->capacity, lines->file);
    if (size <= 0)
        return NULL;
    lines->number++;
    lines->line[strcspn(lines->line, "\r\n")] = '\0';
    return lines->line;
}

static void lines_close(struct lines *lines) {
    free(lines->line);
    fclose(lines->file);
}

static enum concord_status complain(const struct lines *lines,
                                    const char *wanted,
                                    struct concord_error *err) {
    return concord_fail(err, CONCORD_BAD_INPUT, "%s:%u: %s", lines->path,
                        lines->number, wanted);
}

/* ---- papers ---- */

static enum concord_status add_paper(struct collection *collection,
                                     const char *id, const char *title,
                                     const char *text,
                                     struct concord_error *err) {
    struct arena *arena = &collection->arena;
    struct paper *paper = arena_push(arena, &collection->papers,
                                     &collection->paper_count, sizeof *paper);
    if (paper == NULL)
        return concord_no_memory(err);
    paper->id = arena_string(arena, id);
    paper->title = arena_string(arena, title);
    paper->text = arena_string(arena, text);
    return paper->id != NULL && paper->title != NULL && paper->text != NULL
               ? CONCORD_OK
               : concord_no_memory(err);
}

static const char *string_of(const json_t *object, const char *key) {
    const char *value = json_string_value(json_object_get(object, key));
    return value == NULL ? "" : value;
}

/* Whatever a paper says is its text: keywords and author are paragraphs. */
static enum concord_status add_line(struct collection *collection,
                                    const json_t *object,
                                    struct concord_error *err) {
    static const char *const parts[] = {"text", "keywords", "author"};
    struct buffer text = BUFFER_INIT(16 * 1024 * 1024);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const char *part = string_of(object, parts[i]);
        if (*part != '\0')
            buffer_printf(&text, text.size > 0 ? "\n\n%s" : "%s", part);
    }
    enum concord_status status = add_paper(collection, string_of(object, "id"),
                                           string_of(object, "title"),
                                           text.size > 0 ? text.data : "", err);
    buffer_destroy(&text);
    return status;
}

static enum concord_status load_papers(struct collection *collection,
                                       const char *folder,
                                       struct concord_error *err) {
    struct lines lines;
    enum concord_status status = CONCORD_OK;
    if (!lines_open(&lines, folder, "docs.jsonl"))
        return CONCORD_OK;
    collection->has_papers = true;
    for (char *line; status == CONCORD_OK && (line = lines_next(&lines));) {
        json_t *object = json_loads(line, 0, NULL);
        status = object == NULL ? complain(&lines, "no JSON object", err)
                                : add_line(collection, object, err);
        json_decref(object);
    }
    lines_close(&lines);
    return status;
}

/* ---- papers of an index ---- */

static enum concord_status take_paper(struct collection *collection,
                                      struct index_reader *reader,
                                      const char *card_text,
                                      struct concord_error *err) {
    json_t *card = json_loads(card_text, 0, NULL);
    struct stored_document *stored = NULL;
    enum concord_status status =
        index_reader_document(reader, string_of(card, "id"), &stored, err);
    if (status == CONCORD_OK)
        status = add_paper(collection,
                           string_of(json_object_get(card, "source"), "path"),
                           string_of(card, "title"), stored->text, err);
    stored_document_destroy(stored);
    json_decref(card);
    return status;
}

enum concord_status collection_take(struct collection *collection,
                                    struct index_reader *reader,
                                    struct concord_error *err) {
    struct search_request request = {.sort = SORT_TITLE,
                                     .page = 1,
                                     .size = SEARCH_SIZE_MAX,
                                     .show_duplicates = true};
    enum concord_status status = CONCORD_OK;
    size_t count = SEARCH_SIZE_MAX;
    for (; status == CONCORD_OK && count == SEARCH_SIZE_MAX; request.page++) {
        struct result_page *page = NULL;
        status = index_reader_search(reader, &request, &page, err);
        if (status != CONCORD_OK)
            break;
        count = page->result_count;
        for (size_t i = 0; i < count && status == CONCORD_OK; i++)
            status = take_paper(collection, reader, page->results[i].card, err);
        result_page_destroy(page);
    }
    return status;
}

/* ---- questions and judgements ---- */

static enum concord_status add_question(struct collection *collection,
                                        struct lines *lines,
                                        struct concord_error *err) {
    char *tab = strchr(lines->line, '\t');
    if (tab == NULL)
        return complain(lines, "wanted: number, tab, question", err);
    *tab = '\0';
    struct question_asked *question =
        arena_push(&collection->arena, &collection->questions,
                   &collection->question_count, sizeof *question);
    if (question == NULL)
        return concord_no_memory(err);
    *question = (struct question_asked){
        .number = arena_string(&collection->arena, lines->line),
        .words = arena_string(&collection->arena, tab + 1)};
    return question->number != NULL && question->words != NULL
               ? CONCORD_OK
               : concord_no_memory(err);
}

static enum concord_status load_questions(struct collection *collection,
                                          const char *folder,
                                          struct concord_error *err) {
    struct lines lines;
    enum concord_status status = CONCORD_OK;
    if (!lines_open(&lines, folder, "queries.tsv"))
        return concord_fail(err, CONCORD_NOT_FOUND, "%s: not there",
                            lines.path);
    while (status == CONCORD_OK && lines_next(&lines))
        status = add_question(collection, &lines, err);
    lines_close(&lines);
    return status;
}

static struct question_asked *find_question(struct collection *collection,
                                            const char *number) {
    for (size_t i = 0; i < collection->question_count; i++)
        if (strcmp(collection->questions[i].number, number) == 0)
            return &collection->questions[i];
    return NULL;
}

static enum concord_status add_judgement(struct collection *collection,
                                         struct lines *lines,
                                         struct concord_error *err) {
    char *rest = NULL;
    const char *number = strtok_r(lines->line, "\t", &rest);
    const char *paper = strtok_r(NULL, "\t", &rest);
    const char *grade = strtok_r(NULL, "\t", &rest);
    if (grade == NULL)
        return complain(lines, "wanted: number, tab, id, tab, grade", err);
    struct question_asked *question = find_question(collection, number);
    unsigned long worth = strtoul(grade, NULL, 10);
    if (question == NULL || worth == 0)
        return CONCORD_OK;
    struct judgement *judgement =
        arena_push(&collection->arena, &question->judgements,
                   &question->judgement_count, sizeof *judgement);
    if (judgement == NULL)
        return concord_no_memory(err);
    judgement->grade = (unsigned)worth;
    judgement->paper = arena_string(&collection->arena, paper);
    return judgement->paper != NULL ? CONCORD_OK : concord_no_memory(err);
}

static enum concord_status load_judgements(struct collection *collection,
                                           const char *folder,
                                           struct concord_error *err) {
    struct lines lines;
    enum concord_status status = CONCORD_OK;
    if (!lines_open(&lines, folder, "qrels.tsv"))
        return concord_fail(err, CONCORD_NOT_FOUND, "%s: not there",
                            lines.path);
    while (status == CONCORD_OK && lines_next(&lines))
        status = add_judgement(collection, &lines, err);
    lines_close(&lines);
    return status;
}

static void drop_unanswered(struct collection *collection) {
    size_t kept = 0;
    for (size_t i = 0; i < collection->question_count; i++)
        if (collection->questions[i].judgement_count > 0)
            collection->questions[kept++] = collection->questions[i];
    collection->question_count = kept;
}

enum concord_status collection_load(struct collection *collection,
                                    const char *folder,
                                    struct concord_error *err) {
    memset(collection, 0, sizeof *collection);
    enum concord_status status = load_questions(collection, folder, err);
    if (status == CONCORD_OK)
        status = load_judgements(collection, folder, err);
    if (status == CONCORD_OK)
        status = load_papers(collection, folder, err);
    drop_unanswered(collection);
    collection->name = arena_string(&collection->arena, folder);
    return status;
}

void collection_clear(struct collection *collection) {
    arena_clear(&collection->arena);
    memset(collection, 0, sizeof *collection);
}
