/* explain.c - keeps documents as JSON or as explain_text.c writes them, and
 * prints them. */
#include "explain.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "explain_archive.h"
#include "explain_text.h"

/* Whoever stopped reading, as "head" does, knows why. */
static enum concord_status fail_to_write(int fault, struct concord_error *err) {
    if (fault == EPIPE)
        return concord_fail(err, CONCORD_IO, "%s", "");
    return concord_fail_file(err, "standard output", fault);
}

/* NULL when memory is out. */
static json_t *to_json(const struct document *document,
                       const struct schema *schema) {
    json_t *object = document_to_json(document, schema);
    json_t *boilerplate = document_boilerplate_to_json(document);
    if (object != NULL && boilerplate != NULL &&
        json_object_set(object, "boilerplate", boilerplate) == 0 &&
        json_object_set_new(
            object, "text",
            json_stringn(document->text, document->text_size)) == 0) {
        json_decref(boilerplate);
        return object;
    }
    json_decref(boilerplate);
    json_decref(object);
    return NULL;
}

/* ---- keeping ----
 *
 * What is kept of a document: struct kept, its id, then its JSON or text. */

struct kept {
    size_t id_size;
    size_t size;
};

static enum concord_status fail_to_keep(struct concord_error *err) {
    return concord_fail_file(err, "a temporary file in $TMPDIR", errno);
}

static enum concord_status keep(struct explainer *explainer, const char *id,
                                const char *text, size_t size,
                                struct concord_error *err) {
    struct kept kept = {strlen(id), size};
    if (explainer->kept == NULL)
        explainer->kept = tmpfile();
    if (explainer->kept == NULL)
        return fail_to_keep(err);
    fwrite(&kept, sizeof kept, 1, explainer->kept);
    fwrite(id, 1, kept.id_size, explainer->kept);
    fwrite(text, 1, size, explainer->kept);
    return ferror(explainer->kept) ? fail_to_keep(err) : CONCORD_OK;
}

static enum concord_status keep_json(struct explainer *explainer,
                                     const struct document *document,
                                     struct concord_error *err) {
    json_t *object = to_json(document, explainer->schema);
    char *text = object == NULL ? NULL : json_dumps(object, JSON_COMPACT);
    enum concord_status status =
        text == NULL ? concord_no_memory(err)
                     : keep(explainer, document->id, text, strlen(text), err);
    free(text);
    json_decref(object);
    return status;
}

static enum concord_status keep_text(struct explainer *explainer,
                                     const struct document *document,
                                     struct concord_error *err) {
    char *text = NULL;
    size_t size = 0;
    FILE *page = open_memstream(&text, &size);
    if (page == NULL)
        return concord_no_memory(err);
    explain_text_write(document, explainer->schema, explainer->width,
                       explainer->shown, page);
    enum concord_status status =
        fclose(page) != 0 ? concord_no_memory(err)
                          : keep(explainer, document->id, text, size, err);
    free(text);
    return status;
}

enum concord_status explain_document(struct explainer *explainer,
                                     const struct document *document,
                                     struct concord_error *err) {
    struct document copy = *document;
    copy.source.first_indexed = NULL;
    enum concord_status status = explainer->format == EXPLAIN_JSON
                                     ? keep_json(explainer, &copy, err)
                                     : keep_text(explainer, &copy, err);
    explainer->shown++;
    return status;
}

/* ---- printing ---- */

/* A piece of what was kept, with a NUL behind it; NULL for a failure. */
static char *read_piece(FILE *kept, size_t size) {
    char *text = malloc(size + 1);
    if (text != NULL && fread(text, 1, size, kept) == size) {
        text[size] = '\0';
        return text;
    }
    free(text);
    return NULL;
}

static enum concord_status print_json(const struct explainer *explainer,
                                      const char *text, const json_t *record,
                                      struct concord_error *err) {
    json_t *card = record == NULL ? NULL : json_loads(text, 0, NULL);
    if (record != NULL &&
        (card == NULL || !explain_archive_merge(card, record))) {
        json_decref(card);
        return concord_no_memory(err);
    }
    if (card != NULL)
        json_dumpf(card, explainer->out, JSON_COMPACT);
    else
        fputs(text, explainer->out);
    fputc('\n', explainer->out);
    json_decref(card);
    return CONCORD_OK;
}

static enum concord_status print(struct explainer *explainer,
                                 const struct explain_archive *archive,
                                 const char *id, const char *text,
                                 struct concord_error *err) {
    json_t *record = NULL;
    enum concord_status status =
        explain_archive_find(archive, id, &record, err);
    if (status != CONCORD_OK)
        return status;
    errno = 0;
    if (explainer->format == EXPLAIN_JSON) {
        status = print_json(explainer, text, record, err);
    } else {
        fputs(text, explainer->out);
        if (record != NULL)
            explain_archive_write(record, explainer->width, explainer->out);
    }
    json_decref(record);
    if (status == CONCORD_OK && ferror(explainer->out))
        status = fail_to_write(errno, err);
    return status;
}

static enum concord_status print_next(struct explainer *explainer,
                                      const struct explain_archive *archive,
                                      struct concord_error *err) {
    struct kept kept = {0, 0};
    if (fread(&kept, sizeof kept, 1, explainer->kept) != 1)
        return fail_to_keep(err);
    char *id = read_piece(explainer->kept, kept.id_size);
    char *text = id == NULL ? NULL : read_piece(explainer->kept, kept.size);
    enum concord_status status = text == NULL
                                     ? fail_to_keep(err)
                                     : print(explainer, archive, id, text, err);
    free(text);
    free(id);
    return status;
}

static enum concord_status finish(const struct explainer *explainer,
                                  struct concord_error *err) {
    errno = 0;
    if (fflush(explainer->out) != 0 || ferror(explainer->out))
        return fail_to_write(errno, err);
    return CONCORD_OK;
}

enum concord_status explain_all(struct explainer *explainer,
                                struct relator *relator,
                                struct concord_error *err) {
    struct explain_archive archive = {.count = 0};
    enum concord_status status = CONCORD_OK;
    if (explainer->kept != NULL) {
        status = explain_archive_gather(&archive, relator, err);
        if (status == CONCORD_OK && fseek(explainer->kept, 0, SEEK_SET) != 0)
            status = fail_to_keep(err);
        for (size_t i = 0; i < explainer->shown && status == CONCORD_OK; i++)
            status = print_next(explainer, &archive, err);
    }
    explain_archive_clear(&archive);
    return status == CONCORD_OK ? finish(explainer, err) : status;
}

void explain_clear(struct explainer *explainer) {
    if (explainer->kept != NULL)
        fclose(explainer->kept);
    explainer->kept = NULL;
}
