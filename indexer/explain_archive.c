/* explain_archive.c - records of documents, for JSON and for people. */
#include "explain_archive.h"

#include <stdlib.h>
#include <string.h>

#include "schema/json_text.h"
#include "text/wrapped_text.h"

enum { LABEL_COLUMN = 2, VALUE_COLUMN = 16 };

struct archive_record {
    const char *id;
    const char *json;
    size_t size;
};

/* ---- gathering ---- */

static enum concord_status take(void *context, const char *key,
                                const char *json, size_t size,
                                struct concord_error *err) {
    static const char prefix[] = "document/";
    struct explain_archive *archive = context;
    if (strncmp(key, prefix, sizeof prefix - 1) != 0)
        return CONCORD_OK;
    struct archive_record *record = arena_push(
        &archive->arena, &archive->records, &archive->count, sizeof *record);
    if (record == NULL)
        return concord_no_memory(err);
    record->id = arena_string(&archive->arena, key + sizeof prefix - 1);
    record->json = arena_copy(&archive->arena, json, size);
    record->size = size;
    return record->id != NULL && record->json != NULL ? CONCORD_OK
                                                      : concord_no_memory(err);
}

enum concord_status explain_archive_gather(struct explain_archive *archive,
                                           struct relator *relator,
                                           struct concord_error *err) {
    return relator_write(relator, take, archive, err);
}

void explain_archive_clear(struct explain_archive *archive) {
    arena_clear(&archive->arena);
    *archive = (struct explain_archive){.count = 0};
}

static int by_id(const void *left, const void *right) {
    const struct archive_record *a = left;
    const struct archive_record *b = right;
    return strcmp(a->id, b->id);
}

enum concord_status explain_archive_find(const struct explain_archive *archive,
                                         const char *id, json_t **out,
                                         struct concord_error *err) {
    const struct archive_record key = {.id = id};
    const struct archive_record *found =
        archive->count == 0 ? NULL
                            : bsearch(&key, archive->records, archive->count,
                                      sizeof *archive->records, by_id);
    *out = NULL;
    if (found == NULL)
        return CONCORD_OK;
    json_error_t fault;
    *out = json_loadb(found->json, found->size, 0, &fault);
    if (*out != NULL)
        return CONCORD_OK;
    return json_error_code(&fault) == json_error_out_of_memory
               ? concord_no_memory(err)
               : concord_fail(err, CONCORD_INTERNAL,
                              "what was found of %.200s is no JSON", id);
}

/* ---- for programs ---- */

/* A key that the record lacks, or has as null, stays what it is. */
bool explain_archive_merge(json_t *card, const json_t *record) {
    static const char *const keys[] = {"variants", "editions", "relations",
                                       "in_force"};
    bool merged = true;
    for (size_t i = 0; i < sizeof keys / sizeof *keys && merged; i++) {
        json_t *value = json_object_get(record, keys[i]);
        if (value != NULL && !json_is_null(value))
            merged = json_object_set(card, keys[i], value) == 0;
    }
    return merged;
}

/* ---- for people ---- */

static void begin(struct wrapped_text *text, const char *label) {
    text->indent = LABEL_COLUMN;
    wrapped_text_write(text, label);
    text->indent = VALUE_COLUMN;
    wrapped_text_tab(text, VALUE_COLUMN);
}

static void write_papers(struct wrapped_text *text, const char *label,
                         const json_t *list) {
    size_t index;
    const json_t *paper;
    json_array_foreach(list, index, paper) {
        begin(text, label);
        wrapped_text_write(text, json_text(paper, "title"));
        wrapped_text_end(text);
    }
}

static void write_end(struct wrapped_text *text, const json_t *end) {
    const char *title = json_text(end, "title");
    wrapped_text_write(text, title[0] != '\0' ? title : "a paper");
    if (!json_is_true(json_object_get(end, "held")))
        wrapped_text_write(text, "(not held)");
}

static void write_relations(struct wrapped_text *text, const json_t *list) {
    size_t index;
    const json_t *relation;
    json_array_foreach(list, index, relation) {
        begin(text, json_text(relation, "type"));
        write_end(text, json_object_get(relation, "subject"));
        wrapped_text_write(text, "\xE2\x86\x92");
        write_end(text, json_object_get(relation, "object"));
        wrapped_text_end(text);
    }
}

void explain_archive_write(const json_t *record, size_t width, FILE *out) {
    struct wrapped_text text = {.out = out, .width = width - 1};
    fputc('\n', out);
    wrapped_text_write(&text, "In this archive");
    wrapped_text_end(&text);
    write_papers(&text, "copy", json_object_get(record, "variants"));
    write_papers(&text, "edition", json_object_get(record, "editions"));
    write_relations(&text, json_object_get(record, "relations"));
}
