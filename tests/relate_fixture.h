/* relate_fixture.h - small invented archives, related, and what was found.
 * For the tests of claims and of the relator; to be included after cmocka.h.
 *
 * A paper is given as a struct told; its lists are strings parted by '|'. What
 * is to be related is collected and added in any order wanted. */
#ifndef CONCORD_TESTS_RELATE_FIXTURE_H
#define CONCORD_TESTS_RELATE_FIXTURE_H

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/claims.h"
#include "corpus/relate.h"
#include "schema/buffer.h"
#include "schema/document.h"
#include "schema/schema.h"
#include "schema_fixture.h"

struct told {
    const char *id;
    const char *title;
    const char *text; /* each line a block, and each that opens with "* " a
                       * clause */
    const char *type;
    const char *date;         /* EDTF; "" for none */
    enum certainty certainty; /* CERTAINTY_STATED when there is a date */
    const char *places;
    const char *regions;
    const char *subjects; /* topics */
    const char *parties;
    const char *signatories;
    const char *address;
    bool page_date;
};

/* Documents. */

static inline void give_items(struct document *document, const char *list,
                              void (*give)(struct document *, const char *)) {
    char item[400];
    while (list && *list) {
        size_t size = strcspn(list, "|");
        assert_true(size < sizeof item);
        memcpy(item, list, size);
        item[size] = '\0';
        give(document, item);
        list += size;
        list += *list == '|';
    }
}

static inline void give_value(struct document *document,
                              enum facet_inference inferred_by,
                              const char *value) {
    struct concord_error err = {0};
    int facet = schema_find_inferred(schema, inferred_by);
    assert_true(facet >= 0);
    assert_int_equal(document_add_value(document, (unsigned)facet, value, &err),
                     CONCORD_OK);
}

static inline void give_type(struct document *document, const char *value) {
    give_value(document, INFER_KIND, value);
}

static inline void give_place(struct document *document, const char *value) {
    give_value(document, INFER_PLACE, value);
}

static inline void give_region(struct document *document, const char *value) {
    give_value(document, INFER_REGION, value);
}

static inline void give_subject(struct document *document, const char *value) {
    give_value(document, INFER_SUBJECT, value);
}

static inline void give_party(struct document *document, const char *name) {
    struct concord_error err = {0};
    assert_int_equal(document_add_organisation(
                         document,
                         (struct document_organisation){
                             .name = name, .party = true, .signed_it = true},
                         &err),
                     CONCORD_OK);
}

static inline void give_signatory(struct document *document, const char *name) {
    struct concord_error err = {0};
    assert_int_equal(
        document_add_person(
            document, (struct document_person){.name = name, .signatory = true},
            &err),
        CONCORD_OK);
}

static inline void give_clauses(struct document *document) {
    struct concord_error err = {0};
    unsigned number = 0;
    for (size_t at = 0; at < document->text_size;) {
        size_t size = strcspn(document->text + at, "\n");
        char anchor[32];
        if (size > 2 && memcmp(document->text + at, "* ", 2) == 0) {
            snprintf(anchor, sizeof anchor, "commitments-%u", ++number);
            struct document_clause clause = {.anchor = anchor,
                                             .heading = "Commitments",
                                             .number = number,
                                             .kind = CLAUSE_COMMITMENT,
                                             .side = SIDE_BOTH,
                                             .start = at + 2,
                                             .end = at + size};
            assert_int_equal(document_add_clause(document, clause, &err),
                             CONCORD_OK);
        }
        at += size + (document->text[at + size] == '\n');
    }
}

/* The caller gives it back with document_destroy(). */
static inline struct document *told_document(const struct told *told) {
    struct concord_error err = {0};
    struct document *document = NULL;
    assert_int_equal(document_create(&document, &err), CONCORD_OK);
    document->id = arena_string(&document->arena, told->id);
    document->title =
        arena_string(&document->arena, told->title ? told->title : "");
    document->text =
        arena_string(&document->arena, told->text ? told->text : "");
    document->text_size = strlen(document->text);
    document->source.path = arena_printf(&document->arena, "%s.txt", told->id);
    document->source.address = told->address;
    if (told->date && edtf_parse(&document->date, told->date))
        document->date_certainty =
            told->certainty ? told->certainty : CERTAINTY_STATED;
    if (told->page_date)
        assert_int_equal(document_add_outside_evidence(
                             document, "date", told->date, EVIDENCE_ADDRESS,
                             CERTAINTY_STATED, "address", told->date, &err),
                         CONCORD_OK);
    give_items(document, told->type, give_type);
    give_items(document, told->places, give_place);
    give_items(document, told->regions, give_region);
    give_items(document, told->subjects, give_subject);
    give_items(document, told->parties, give_party);
    give_items(document, told->signatories, give_signatory);
    give_clauses(document);
    return document;
}

/* "" for this paper itself. */
static inline void say(struct document *document, enum relation_type type,
                       const char *subject, const char *object,
                       const char *date) {
    struct concord_error err = {0};
    struct document_relation relation = {
        .type = type,
        .subject = {.self = !*subject,
                    .title = *subject ? subject : NULL,
                    .date = edtf_undated()},
        .object = {.self = !*object,
                   .title = *object ? object : NULL,
                   .date = edtf_undated()},
        .date = edtf_undated(),
        .certainty = CERTAINTY_STATED,
        .rule = "test",
        .start = 0,
        .end = document->text_size < 5 ? document->text_size : 5};
    if (date)
        assert_true(edtf_parse(&relation.object.date, date));
    assert_int_equal(document_add_relation(document, relation, &err),
                     CONCORD_OK);
}

static inline void define(struct document *document, const char *acronym,
                          const char *expansion) {
    struct concord_error err = {0};
    assert_int_equal(
        document_add_acronym(document,
                             (struct document_acronym){.acronym = acronym,
                                                       .expansion = expansion,
                                                       .start = 0,
                                                       .end = 3},
                             &err),
        CONCORD_OK);
}

/* Archives. */

enum { ARCHIVE_MAX = 1024 };

struct archive {
    struct buffer claims[ARCHIVE_MAX];
    size_t count;
    struct relator *relator;
    json_t *records;     /* by their keys */
    struct buffer bytes; /* keys and records, as they were written */
    char last_key[512];
};

/* Takes the document. */
static inline void archive_add(struct archive *archive,
                               struct document *document) {
    struct concord_error err = {0};
    assert_true(archive->count < ARCHIVE_MAX);
    struct buffer *claims = &archive->claims[archive->count++];
    *claims = (struct buffer)BUFFER_INIT(CLAIMS_SIZE_MAX);
    assert_int_equal(claims_pack(claims, document, schema, &err), CONCORD_OK);
    document_destroy(document);
}

static inline void archive_tell(struct archive *archive, struct told told) {
    archive_add(archive, told_document(&told));
}

static inline enum concord_status take_record(void *context, const char *key,
                                              const char *json, size_t size,
                                              struct concord_error *err) {
    struct archive *archive = context;
    (void)err;
    assert_int_equal(strlen(json), size);
    assert_true(strcmp(archive->last_key, key) < 0);
    snprintf(archive->last_key, sizeof archive->last_key, "%s", key);
    json_t *record = json_loads(json, 0, NULL);
    assert_non_null(record);
    json_object_set_new(archive->records, key, record);
    buffer_printf(&archive->bytes, "%s %s\n", key, json);
    return CONCORD_OK;
}

static inline void archive_feed(struct archive *archive, const size_t *order,
                                size_t from, size_t to,
                                struct relator *relator) {
    struct concord_error err = {0};
    for (size_t i = from; i < to; i++) {
        const struct buffer *claims = &archive->claims[order ? order[i] : i];
        if (relator_add(relator, claims->data, claims->size, &err) !=
            CONCORD_OK)
            fail_msg("%s", err.message);
    }
}

/* As they came for NULL; or in the order given, half of them by way of another
 * relator. */
static inline void archive_relate(struct archive *archive,
                                  const size_t *order) {
    struct concord_error err = {0};
    struct relator *apart = NULL;
    size_t half = order ? archive->count / 2 : archive->count;
    assert_int_equal(relator_create(&archive->relator, schema, &err),
                     CONCORD_OK);
    assert_int_equal(relator_create(&apart, schema, &err), CONCORD_OK);
    archive_feed(archive, order, 0, half, archive->relator);
    archive_feed(archive, order, half, archive->count, apart);
    assert_int_equal(relator_take(archive->relator, apart, &err), CONCORD_OK);
    if (relator_run(archive->relator, &err) != CONCORD_OK)
        fail_msg("%s", err.message);
    archive->records = json_object();
    archive->bytes = (struct buffer)BUFFER_INIT((size_t)1 << 30);
    archive->last_key[0] = '\0';
    assert_int_equal(
        relator_write(archive->relator, take_record, archive, &err),
        CONCORD_OK);
    assert_true(buffer_ok(&archive->bytes));
}

static inline void archive_forget(struct archive *archive) {
    relator_destroy(archive->relator);
    json_decref(archive->records);
    buffer_destroy(&archive->bytes);
    archive->relator = NULL;
    archive->records = NULL;
}

static inline void archive_close(struct archive *archive) {
    archive_forget(archive);
    for (size_t i = 0; i < archive->count; i++)
        buffer_destroy(&archive->claims[i]);
    archive->count = 0;
}

static inline struct archive *archive_open(void) {
    struct archive *archive = calloc(1, sizeof *archive);
    assert_non_null(archive);
    return archive;
}

static inline void archive_end(struct archive *archive) {
    archive_close(archive);
    free(archive);
}

/* The record's value at a path of keys and indexes parted by spaces, as
 * "document/a" "relations 0 object id"; NULL when there is none. */
static inline json_t *found_at(const struct archive *archive, const char *key,
                               const char *path) {
    json_t *value = json_object_get(archive->records, key);
    char step[64];
    while (value && *path) {
        size_t size = strcspn(path, " ");
        assert_true(size < sizeof step);
        memcpy(step, path, size);
        step[size] = '\0';
        value = json_is_array(value) ? json_array_get(value, (size_t)atoi(step))
                                     : json_object_get(value, step);
        path += size;
        path += *path == ' ';
    }
    return value;
}

static inline void assert_found(const struct archive *archive, const char *key,
                                const char *path, const char *expected) {
    json_t *value = found_at(archive, key, path);
    if (!json_is_string(value))
        fail_msg("%s has no text at %s", key, path);
    assert_string_equal(json_string_value(value), expected);
}

static inline void assert_count(const struct archive *archive, const char *key,
                                const char *path, size_t expected) {
    assert_int_equal(json_array_size(found_at(archive, key, path)), expected);
}

static inline void assert_group(const struct archive *archive, const char *id,
                                const char *leader) {
    const char *found = relator_group(archive->relator, id);
    if (!leader)
        assert_null(found);
    else if (!found)
        fail_msg("%s is in no group", id);
    else
        assert_string_equal(found, leader);
}

/* The relation of that type in a document's record; NULL for none. */
static inline json_t *relation_of(const struct archive *archive, const char *id,
                                  const char *type) {
    char key[256];
    snprintf(key, sizeof key, "document/%s", id);
    json_t *list = found_at(archive, key, "relations");
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *relation = json_array_get(list, i);
        if (strcmp(json_string_value(json_object_get(relation, "type")),
                   type) == 0)
            return relation;
    }
    return NULL;
}

/* The id of what a document's relation speaks of, or NULL when not held. */
static inline const char *object_of(const struct archive *archive,
                                    const char *id, const char *type) {
    json_t *relation = relation_of(archive, id, type);
    assert_non_null(relation);
    return json_string_value(
        json_object_get(json_object_get(relation, "object"), "id"));
}

#endif
