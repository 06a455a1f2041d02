/* engine_fixture.c - see engine_fixture.h. */
#include "engine_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "engine/posting_plan.h"
#include "folder_tree.h"

static void must(enum concord_status status, const struct concord_error *err) {
    if (status != CONCORD_OK)
        fail_msg("%s: %s", concord_status_name(status), err->message);
}

void fixture_create(struct fixture *fixture) {
    struct concord_error err = {0};
    memset(fixture, 0, sizeof *fixture);
    strcpy(fixture->directory, "/tmp/concord-test-XXXXXX");
    assert_non_null(mkdtemp(fixture->directory));
    snprintf(fixture->index, sizeof fixture->index, "%s/index",
             fixture->directory);
    snprintf(fixture->schema_directory, sizeof fixture->schema_directory,
             "%s/schema/data", CONCORD_ROOT);
    must(schema_load(&fixture->schema, fixture->schema_directory, &err), &err);
    must(stemmer_create(&fixture->stemmer, &err), &err);
}

void fixture_destroy(struct fixture *fixture) {
    folder_tree_remove(fixture->directory);
    stemmer_destroy(fixture->stemmer);
    schema_destroy(fixture->schema);
}

struct fixture the_fixture;

int fixture_set_up(void **state) {
    (void)state;
    fixture_create(&the_fixture);
    return 0;
}

int fixture_tear_down(void **state) {
    (void)state;
    fixture_destroy(&the_fixture);
    return 0;
}

static void cut_blocks(struct document *document) {
    const char *text = document->text;
    for (size_t start = 0; start < document->text_size;) {
        const char *border = strstr(text + start, "\n\n");
        size_t end =
            border == NULL ? document->text_size : (size_t)(border - text);
        struct block *block = arena_push(&document->arena, &document->blocks,
                                         &document->block_count, sizeof *block);
        assert_non_null(block);
        *block = (struct block){BLOCK_PARAGRAPH, 0, start, end};
        start = border == NULL ? end : end + 2;
    }
}

static void add_values(const struct fixture *fixture, struct document *document,
                       const char *const *values) {
    struct concord_error err = {0};
    for (; values != NULL && *values != NULL; values++) {
        char name[32];
        const char *equals = strchr(*values, '=');
        assert_non_null(equals);
        snprintf(name, sizeof name, "%.*s", (int)(equals - *values), *values);
        int facet = schema_find_facet(fixture->schema, name);
        assert_true(facet >= 0);
        must(document_add_value(document, (unsigned)facet, equals + 1, &err),
             &err);
    }
}

struct document *fixture_document(const struct fixture *fixture, const char *id,
                                  const char *title, const char *text,
                                  const char *date, const char *const *values) {
    struct concord_error err = {0};
    struct document *document = NULL;
    must(document_create(&document, &err), &err);
    document->id = arena_string(&document->arena, id);
    document->title = arena_string(&document->arena, title);
    document->text = arena_string(&document->arena, text);
    document->text_size = strlen(text);
    document->date = edtf_undated();
    if (date != NULL) {
        assert_true(edtf_parse(&document->date, date));
        document->date_certainty = CERTAINTY_STATED;
    }
    document->source.path = document->id;
    cut_blocks(document);
    add_values(fixture, document, values);
    int year = schema_find_inferred(fixture->schema, INFER_DATE);
    if (edtf_single_year(document->date) != 0 && year >= 0) {
        char name[16];
        snprintf(name, sizeof name, "%04d", edtf_single_year(document->date));
        must(document_add_value(document, (unsigned)year, name, &err), &err);
    }
    return document;
}

static void put_all(const struct fixture *fixture, struct index_writer *writer,
                    struct document *const *documents, size_t count,
                    const char *const *removed) {
    struct concord_error err = {0};
    for (size_t i = 0; i < count; i++) {
        struct posting_plan *plan = NULL;
        must(posting_plan_build(&plan, documents[i], fixture->schema,
                                fixture->stemmer, &err),
             &err);
        must(index_writer_put(writer, &plan, &err), &err);
    }
    for (; removed != NULL && *removed != NULL; removed++)
        must(index_writer_remove(writer, *removed, &err), &err);
}

static void write_records(const struct fixture *fixture,
                          const char *directory) {
    struct concord_error err = {0};
    struct archive_writer *writer = NULL;
    if (fixture->records == NULL)
        return;
    must(archive_writer_create(&writer, directory, &err), &err);
    for (const struct fixture_record *record = fixture->records;
         record->key != NULL; record++)
        must(archive_writer_add(writer, record->key, record->json,
                                strlen(record->json), &err),
             &err);
    must(archive_writer_finish(writer, &err), &err);
    archive_writer_destroy(writer);
}

static void set_groups(const struct fixture *fixture,
                       struct index_writer *writer) {
    struct concord_error err = {0};
    for (const char *const *group = fixture->groups;
         group != NULL && *group != NULL; group++) {
        char id[64];
        const char *equals = strchr(*group, '=');
        assert_non_null(equals);
        snprintf(id, sizeof id, "%.*s", (int)(equals - *group), *group);
        must(index_writer_set_group(
                 writer, id, equals[1] == '\0' ? NULL : equals + 1, &err),
             &err);
    }
}

uint64_t fixture_publish(const struct fixture *fixture,
                         struct document *const *documents, size_t count,
                         const char *const *removed) {
    struct concord_error err = {0};
    struct generation_builder *builder = NULL;
    struct index_writer *writer = NULL;
    const char *directory = NULL;
    uint64_t number = 0;
    struct generation_facts facts = {.versions = {"schema", "stemmer",
                                                  "describer", "formats",
                                                  posting_plan_version()}};
    must(generation_builder_open(&builder, fixture->index, &err), &err);
    must(generation_builder_begin(builder, &directory, &err), &err);
    must(index_writer_open(&writer, directory,
                           generation_builder_parent_directory(builder),
                           &fixture->writing, &err),
         &err);
    put_all(fixture, writer, documents, count, removed);
    set_groups(fixture, writer);
    write_records(fixture, directory);
    must(index_writer_finish(writer, fixture->schema, &facts.documents, &err),
         &err);
    index_writer_destroy(writer);
    must(generation_builder_publish(builder, fixture->schema,
                                    fixture->schema_directory, &facts, &number,
                                    &err),
         &err);
    generation_builder_close(builder);
    return number;
}

struct index_reader *fixture_reader(const struct fixture *fixture) {
    struct concord_error err = {0};
    struct generation *generation = NULL;
    struct index_reader *reader = NULL;
    must(generation_open_current(&generation, fixture->index, &err), &err);
    must(index_reader_open(&reader, generation, &err), &err);
    generation_release(generation);
    return reader;
}

struct index_reader *fixture_index(const struct fixture *fixture,
                                   struct document *const *documents,
                                   size_t count) {
    fixture_publish(fixture, documents, count, NULL);
    for (size_t i = 0; i < count; i++)
        document_destroy(documents[i]);
    return fixture_reader(fixture);
}

struct search_request fixture_request(const struct fixture *fixture) {
    size_t facets = schema_facet_count(fixture->schema);
    return (struct search_request){.sort = SORT_RELEVANCE,
                                   .page = 1,
                                   .size = 10,
                                   .facets = (uint32_t)((1u << facets) - 1),
                                   .facet_size = SEARCH_FACET_SIZE_MAX,
                                   .passages = 1};
}

struct result_page *fixture_search(struct index_reader *reader,
                                   const struct search_request *request) {
    struct concord_error err = {0};
    struct result_page *page = NULL;
    must(index_reader_search(reader, request, &page, &err), &err);
    return page;
}

char *fixture_result_id(const struct result *result) {
    json_t *card = json_loads(result->card, 0, NULL);
    assert_non_null(card);
    char *id = strdup(json_string_value(json_object_get(card, "id")));
    json_decref(card);
    return id;
}

const struct facet_result *fixture_facet(const struct fixture *fixture,
                                         const struct result_page *page,
                                         const char *facet) {
    int index = schema_find_facet(fixture->schema, facet);
    for (size_t i = 0; i < page->facet_count; i++)
        if ((int)page->facets[i].facet == index)
            return &page->facets[i];
    fail_msg("no facet %s on the page", facet);
    return NULL;
}
