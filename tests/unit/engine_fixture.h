/* engine_fixture.h - a real index in a temporary folder, from documents that a
 * test makes by hand. */
#ifndef CONCORD_TESTS_ENGINE_FIXTURE_H
#define CONCORD_TESTS_ENGINE_FIXTURE_H

#include <limits.h>

#include "engine/generation.h"
#include "engine/index_reader.h"
#include "engine/index_writer.h"
#include "schema/document.h"
#include "schema/schema.h"
#include "text/stem.h"

struct fixture {
    char directory[64]; /* removed by fixture_destroy() */
    char index[96];
    char schema_directory[PATH_MAX];
    struct schema *schema;
    struct stemmer *stemmer;
    /* What the next generations know of the archive, by ascending key, ended by
     * one without a key; or NULL. Set by the test. */
    const struct fixture_record *records;
    /* "id=leader", or "id=" for no copies, ended by NULL; or NULL. What
     * index_writer_set_group() is told. Set by the test. */
    const char *const *groups;
    struct index_writer_options writing; /* all zero unless the test sets it */
};

struct fixture_record {
    const char *key;
    const char *json;
};

/* Every function here fails the running test when something goes wrong. */
void fixture_create(struct fixture *fixture);
void fixture_destroy(struct fixture *fixture);

/* That of the test which runs, for tests that want a new one each: made and
 * removed by these, as cmocka calls them. */
extern struct fixture the_fixture;
int fixture_set_up(void **state);
int fixture_tear_down(void **state);

/* A document of that id and title, its text cut into paragraphs at "\n\n";
 * `values` are "facet=value", ended by NULL; `date` is EDTF or NULL. */
struct document *fixture_document(const struct fixture *fixture, const char *id,
                                  const char *title, const char *text,
                                  const char *date, const char *const *values);

/* Publish a generation: what stood before, with `documents` put and `removed`
 * (a list of ids ended by NULL, or NULL itself) taken out. Returns its number.
 */
uint64_t fixture_publish(const struct fixture *fixture,
                         struct document *const *documents, size_t count,
                         const char *const *removed);

struct index_reader *fixture_reader(const struct fixture *fixture);

/* Publish the documents, give them back, and read what is there now. */
struct index_reader *fixture_index(const struct fixture *fixture,
                                   struct document *const *documents,
                                   size_t count);

/* What a request starts from in tests: page 1 of 10, newest first for no
 * words, all facets. */
struct search_request fixture_request(const struct fixture *fixture);

/* Run it; the caller destroys the page. */
struct result_page *fixture_search(struct index_reader *reader,
                                   const struct search_request *request);

/* The id in a result's card, for the caller to free. */
char *fixture_result_id(const struct result *result);

const struct facet_result *fixture_facet(const struct fixture *fixture,
                                         const struct result_page *page,
                                         const char *facet);

#endif
