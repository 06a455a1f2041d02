/* preparing.c - one pass over a corpus of JSON lines. */
#include "preparing.h"

#include <ctype.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "census.h"
#include "paper.h"
#include "questions.h"

enum { OF_VALUES = 3 };

/* What is open while a corpus is read. */
struct pass {
    const struct preparation *preparation;
    struct census *census;
    struct questions *questions;
    FILE *papers;
    FILE *stems;
    uint32_t number; /* of the paper under way, from 1 */
    char date[MADE_DATE_MAX];
    struct buffer values;
    struct buffer title; /* as stems */
    struct buffer text;
};

/* ---- one object ---- */

static char *string_copy(const json_t *object, const char *key) {
    const char *value = json_string_value(json_object_get(object, key));
    return strdup(value == NULL ? "" : value);
}

/* A hyphen between two words becomes a space. */
static void part_words(char *text) {
    for (char *at = text; (at = strchr(at, '-')) != NULL; at++)
        if (at > text && !isspace((unsigned char)at[-1]))
            *at = ' ';
}

/* Every member that is a list of strings is a facet. */
static void take_values(struct pass *pass, json_t *object) {
    const char *key;
    json_t *list;
    json_object_foreach(object, key, list) {
        for (size_t i = 0; i < json_array_size(list); i++) {
            const char *value = json_string_value(json_array_get(list, i));
            if (value == NULL || strpbrk(value, "|\t\n") != NULL)
                continue;
            buffer_printf(&pass->values, "%s%s=%s",
                          pass->values.size > 0 ? "|" : "", key, value);
        }
    }
    const char *date = json_string_value(json_object_get(object, "date"));
    snprintf(pass->date, sizeof pass->date, "%s", date == NULL ? "" : date);
}

static void find_values(struct pass *pass, json_t *object) {
    buffer_clear(&pass->values);
    take_values(pass, object);
    if (pass->values.size > 0)
        return;
    struct random random =
        random_of(pass->preparation->seed, OF_VALUES, pass->number);
    made_values_draw(pass->preparation->values, &random, pass->date,
                     &pass->values);
}

/* ---- stems ---- */

static bool stem_block(struct pass *pass, struct buffer *out, const char *text,
                       size_t size) {
    struct token_reader reader;
    struct token token;
    const char *border = "";
    token_reader_begin_search(&reader, text, size);
    questions_begin_block(pass->questions);
    while (token_next(&reader, &token)) {
        const struct census_word *word =
            census_note(pass->census, pass->number, &token);
        if (word == NULL)
            return false;
        questions_show_word(pass->questions, word);
        buffer_printf(out, "%s%s", border, word->stem->word);
        border = " ";
    }
    return buffer_ok(out);
}

static bool stem_text(struct pass *pass, const char *text) {
    bool done = true;
    while (done && *text != '\0') {
        const char *border = strstr(text, "\n\n");
        size_t size = border == NULL ? strlen(text) : (size_t)(border - text);
        if (pass->text.size > 0)
            buffer_append_string(&pass->text, "\n\n");
        done = stem_block(pass, &pass->text, text, size);
        text += size + strspn(text + size, "\n");
    }
    return done;
}

static enum concord_status write_stems(struct pass *pass,
                                       const struct paper *paper,
                                       struct concord_error *err) {
    buffer_clear(&pass->title);
    buffer_clear(&pass->text);
    enum concord_status status =
        questions_begin_paper(pass->questions, paper, err);
    if (status != CONCORD_OK)
        return status;
    if (!stem_block(pass, &pass->title, paper->title, strlen(paper->title)) ||
        !stem_text(pass, paper->text))
        return concord_no_memory(err);
    struct paper stems = *paper;
    stems.title = pass->title.size > 0 ? pass->title.data : "";
    stems.text = pass->text.size > 0 ? pass->text.data : "";
    return paper_write(pass->stems, &stems)
               ? CONCORD_OK
               : concord_fail(err, CONCORD_IO, "%s: cannot be written",
                              pass->preparation->folder);
}

/* ---- the pass ---- */

static enum concord_status take_object(struct pass *pass, json_t *object,
                                       struct concord_error *err) {
    char *id = string_copy(object, "id");
    char *title = string_copy(object, "title");
    char *text = string_copy(object, "text");
    enum concord_status status = concord_no_memory(err);
    find_values(pass, object);
    if (id != NULL && title != NULL && text != NULL &&
        buffer_ok(&pass->values)) {
        part_words(title);
        part_words(text);
        struct paper paper = {id, title, pass->date,
                              pass->values.size > 0 ? pass->values.data : "",
                              text};
        status = paper_write(pass->papers, &paper)
                     ? write_stems(pass, &paper, err)
                     : concord_fail(err, CONCORD_IO, "%s: cannot be written",
                                    pass->preparation->folder);
    }
    free(id);
    free(title);
    free(text);
    return status;
}

static enum concord_status read_corpus(struct pass *pass, FILE *corpus,
                                       struct concord_error *err) {
    char *line = NULL;
    size_t capacity = 0;
    enum concord_status status = CONCORD_OK;
    while (status == CONCORD_OK && getline(&line, &capacity, corpus) > 0) {
        json_t *object = json_loads(line, 0, NULL);
        pass->number++;
        status = json_is_object(object)
                     ? take_object(pass, object, err)
                     : concord_fail(err, CONCORD_BAD_INPUT,
                                    "line %u of the corpus is no JSON object",
                                    pass->number);
        json_decref(object);
    }
    free(line);
    return status;
}

static FILE *open_file(const char *folder, const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return fopen(path, "w");
}

static enum concord_status write_questions(const struct pass *pass,
                                           struct concord_error *err) {
    FILE *file = open_file(pass->preparation->folder, "questions.tsv");
    if (file == NULL)
        return concord_fail(err, CONCORD_IO,
                            "%s/questions.tsv cannot be written",
                            pass->preparation->folder);
    enum concord_status status = questions_write(
        pass->questions, pass->census, pass->preparation->questions, file, err);
    if (fclose(file) != 0 && status == CONCORD_OK)
        status =
            concord_fail(err, CONCORD_IO, "%s/questions.tsv cannot be written",
                         pass->preparation->folder);
    return status;
}

static bool pass_close(struct pass *pass) {
    bool written = pass->papers != NULL && fclose(pass->papers) == 0;
    written = pass->stems != NULL && fclose(pass->stems) == 0 && written;
    questions_destroy(pass->questions);
    census_destroy(pass->census);
    buffer_destroy(&pass->values);
    buffer_destroy(&pass->title);
    buffer_destroy(&pass->text);
    return written;
}

enum concord_status corpus_prepare(const struct preparation *preparation,
                                   FILE *corpus, struct concord_error *err) {
    struct pass pass = {.preparation = preparation,
                        .papers = open_file(preparation->folder, "papers.tsv"),
                        .stems = open_file(preparation->folder, "stems.tsv"),
                        .values = BUFFER_INIT(1024 * 1024),
                        .title = BUFFER_INIT(1024 * 1024),
                        .text = BUFFER_INIT(256 * 1024 * 1024)};
    enum concord_status status = CONCORD_OK;
    if (pass.papers == NULL || pass.stems == NULL)
        status = concord_fail(err, CONCORD_IO, "%s: no file can be made there",
                              preparation->folder);
    if (status == CONCORD_OK)
        status = census_create(&pass.census, err);
    if (status == CONCORD_OK)
        status = questions_create(&pass.questions, preparation->seed, err);
    if (status == CONCORD_OK)
        status = read_corpus(&pass, corpus, err);
    if (status == CONCORD_OK)
        status = write_questions(&pass, err);
    if (!pass_close(&pass) && status == CONCORD_OK)
        status = concord_fail(err, CONCORD_IO, "%s: cannot be written",
                              preparation->folder);
    return status;
}
