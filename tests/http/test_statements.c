/* Quotations and clauses over HTTP, on the bundled archive. What is expected is
 * worked out from the documents themselves, so that it holds for any archive.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client.h"
#include "daemon.h"

enum { PATH_AND_QUERY_MAX = 1024 };

static json_t *documents; /* by id, whole */

/* One of the two kinds of statement. */
struct face {
    const char *path;
    const char *key; /* of the list in a document */
};

static const struct face quotations = {"/v1/quotations", "quotations"};
static const struct face clauses = {"/v1/clauses", "clauses"};

static json_int_t number_at(json_t *json, const char *path) {
    json_t *number = json_at(json, path);
    assert_true(json_is_integer(number));
    return json_integer_value(number);
}

/* Every statement that `query` finds, page by page, as one list. */
static json_t *all_of(const struct face *face, const char *query) {
    json_t *gathered = json_array();
    char path[PATH_AND_QUERY_MAX];
    json_int_t total = 0;
    bool more = true;
    snprintf(path, sizeof path, "%s?size=7&duplicates=show%s", face->path,
             query);
    while (more) {
        json_t *page = json_get(&sample, path);
        json_t *next = json_at(page, "links/next");
        total = number_at(page, "total");
        json_array_extend(gathered, json_object_get(page, "results"));
        more = json_is_string(next);
        if (more)
            snprintf(path, sizeof path, "%s", json_string_value(next));
        json_decref(page);
    }
    assert_int_equal(json_array_size(gathered), total);
    return gathered;
}

static bool has_value(json_t *document, const char *facet, const char *value) {
    size_t index;
    json_t *item;
    json_array_foreach(json_object_get(document, facet), index, item) {
        if (strcmp(json_string_value(item), value) == 0)
            return true;
    }
    return false;
}

/* How many the documents that have the value have; NULL: all documents. */
static size_t count_in_documents(const struct face *face, const char *facet,
                                 const char *value) {
    const char *id;
    json_t *document;
    size_t count = 0;
    json_object_foreach(documents, id, document) {
        if (facet == NULL || has_value(document, facet, value))
            count += json_array_size(json_object_get(document, face->key));
    }
    return count;
}

/* The statement of the document that begins there. */
static json_t *find_in_document(json_t *document, const struct face *face,
                                json_int_t start) {
    size_t index;
    json_t *item;
    json_array_foreach(json_object_get(document, face->key), index, item) {
        if (json_integer_value(json_object_get(item, "start")) == start)
            return item;
    }
    return NULL;
}

static void assert_is_in_its_document(const struct face *face,
                                      json_t *statement) {
    json_t *document =
        json_object_get(documents, text_at(statement, "document/id"));
    assert_non_null(document);
    json_int_t start = number_at(statement, "start");
    json_int_t end = number_at(statement, "end");
    const char *text = text_at(statement, "text");
    assert_int_equal(strlen(text), end - start);
    assert_int_equal(
        strncmp(text_at(document, "text") + start, text, strlen(text)), 0);
    json_t *own = find_in_document(document, face, start);
    assert_non_null(own);
    const char *key;
    json_t *value;
    json_object_foreach(own, key, value) {
        assert_true(json_equal(value, json_object_get(statement, key)));
    }
}

static void assert_every_one_is_found_once(const struct face *face) {
    json_t *all = all_of(face, "");
    size_t index;
    json_t *statement;
    assert_int_equal(json_array_size(all),
                     count_in_documents(face, NULL, NULL));
    json_array_foreach(all, index, statement) {
        assert_is_in_its_document(face, statement);
    }
    json_decref(all);
}

static void every_quotation_is_found_once(void **state) {
    (void)state;
    assert_every_one_is_found_once(&quotations);
}

static void every_clause_is_found_once(void **state) {
    (void)state;
    assert_every_one_is_found_once(&clauses);
}

static void assert_filtered(const struct face *face, const char *facet,
                            const char *value) {
    char query[128];
    snprintf(query, sizeof query, "&%s=%s", facet, value);
    json_t *some = all_of(face, query);
    assert_int_equal(json_array_size(some),
                     count_in_documents(face, facet, value));
    json_decref(some);
}

static void filters_are_of_the_document(void **state) {
    (void)state;
    assert_filtered(&quotations, "region", "west-midlands");
    assert_filtered(&quotations, "type", "news");
    assert_filtered(&quotations, "topic", "volunteering");
    assert_filtered(&clauses, "region", "west-midlands");
    assert_filtered(&clauses, "type", "local-compact");
}

/* What is of this kind, side or topic among all clauses. */
static size_t count_with(json_t *all, const char *key, const char *value) {
    size_t index;
    json_t *clause;
    size_t count = 0;
    json_array_foreach(all, index, clause) {
        json_t *own = json_object_get(clause, key);
        count += json_is_array(own)
                     ? has_value(clause, key, value)
                     : json_is_string(own) &&
                           strcmp(json_string_value(own), value) == 0;
    }
    return count;
}

static void a_clause_is_asked_for_by_kind_side_and_its_own_topic(void **state) {
    static const char *const asked[][2] = {
        {"kind", "commitment"}, {"kind", "recommendation"},
        {"side", "public"},     {"side", "both"},
        {"topic", "funding"},   {"topic", "volunteering"}};
    json_t *all = all_of(&clauses, "");
    (void)state;
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        char query[128];
        snprintf(query, sizeof query, "&%s=%s", asked[i][0], asked[i][1]);
        json_t *some = all_of(&clauses, query);
        assert_int_equal(json_array_size(some),
                         count_with(all, asked[i][0], asked[i][1]));
        json_decref(some);
    }
    json_decref(all);
}

/* Whoever is named as a speaker is found by each word of the name, in a search
 * for documents too. */
static void assert_speaker_is_found(json_t *quotation) {
    char query[256];
    const char *speaker = text_at(quotation, "speaker");
    char *escaped = curl_easy_escape(NULL, speaker, 0);
    snprintf(query, sizeof query, "&speaker=%s", escaped);
    json_t *some = all_of(&quotations, query);
    size_t index;
    json_t *found;
    bool seen = false;
    json_array_foreach(some, index, found) {
        seen = seen || json_equal(found, quotation);
    }
    if (!seen)
        fail_msg("%s is not found", speaker);
    json_decref(some);
    snprintf(query, sizeof query,
             "/v1/search?size=100&facets=none&duplicates=show&q=speaker:(%s)",
             escaped);
    json_t *page = json_get(&sample, query);
    seen = false;
    json_array_foreach(json_object_get(page, "results"), index, found) {
        seen = seen || strcmp(text_at(found, "id"),
                              text_at(quotation, "document/id")) == 0;
    }
    if (!seen)
        fail_msg("speaker:(%s) does not find its document", speaker);
    json_decref(page);
    curl_free(escaped);
}

static void every_speaker_is_found(void **state) {
    json_t *all = all_of(&quotations, "");
    size_t index;
    json_t *quotation;
    (void)state;
    json_array_foreach(all, index, quotation) {
        if (json_is_string(json_object_get(quotation, "speaker")))
            assert_speaker_is_found(quotation);
    }
    json_decref(all);
}

static void wrong_parameters_are_refused_by_name(void **state) {
    (void)state;
    assert_refused(&sample, "/v1/quotations?colour=red", "colour");
    assert_refused(&sample, "/v1/quotations?side=public", "side");
    assert_refused(&sample, "/v1/quotations?topic=frob", "topic");
    assert_refused(&sample, "/v1/quotations?duplicates=no", "duplicates");
    assert_refused(&sample, "/v1/clauses?side=left", "side");
    assert_refused(&sample, "/v1/clauses?kind=promise", "kind");
    assert_refused(&sample, "/v1/clauses?topic=frob", "topic");
    assert_refused(&sample, "/v1/clauses?page=101&size=100", "page");
    assert_refused(&sample, "/v1/search?duplicates=", "duplicates");
    assert_refused(&sample, "/v1/facets?duplicates=yes", "duplicates");
}

static void an_answer_that_is_held_is_not_sent_again(void **state) {
    struct reply first;
    struct reply again;
    char held[256];
    (void)state;
    http_get(&first, &sample, "/v1/clauses?q=funding");
    assert_int_equal(first.status, 200);
    assert_non_null(reply_header(&first, "Link"));
    snprintf(held, sizeof held, "If-None-Match: %s",
             reply_header(&first, "ETag"));
    http_ask(&again, &sample, NULL, "/v1/clauses?q=funding", held);
    assert_int_equal(again.status, 304);
    assert_int_equal(again.size, 0);
    reply_clear(&first);
    reply_clear(&again);
}

/* Add those of one page of results; its "next", to give back. */
static json_t *read_page(json_t *read, const char *path) {
    json_t *page = json_get(&sample, path);
    size_t index;
    json_t *result;
    json_array_foreach(json_object_get(page, "results"), index, result) {
        char one[PATH_AND_QUERY_MAX];
        const char *id = text_at(result, "id");
        snprintf(one, sizeof one, "/v1/documents/%s", id);
        json_object_set_new(read, id, json_get(&sample, one));
    }
    json_t *next = json_incref(json_at(page, "links/next"));
    json_decref(page);
    return next;
}

static json_t *read_documents(void) {
    json_t *read = json_object();
    char path[PATH_AND_QUERY_MAX] =
        "/v1/search?size=100&facets=none&duplicates=show";
    json_t *next = read_page(read, path);
    while (json_is_string(next)) {
        snprintf(path, sizeof path, "%s", json_string_value(next));
        json_decref(next);
        next = read_page(read, path);
    }
    json_decref(next);
    return read;
}

static int start(void **state) {
    if (sample_start(state) != 0)
        return -1;
    documents = read_documents();
    return 0;
}

static int stop(void **state) {
    json_decref(documents);
    return sample_stop(state);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_quotation_is_found_once),
        cmocka_unit_test(every_clause_is_found_once),
        cmocka_unit_test(filters_are_of_the_document),
        cmocka_unit_test(a_clause_is_asked_for_by_kind_side_and_its_own_topic),
        cmocka_unit_test(every_speaker_is_found),
        cmocka_unit_test(wrong_parameters_are_refused_by_name),
        cmocka_unit_test(an_answer_that_is_held_is_not_sent_again),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
