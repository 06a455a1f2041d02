/* test_matching_threads.c - threads that share a generation are answered as one
 * alone is: the same results, scores, passages and counts, bit for bit. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "random_question.h"
#include "schema/buffer.h"

enum { THREADS = 8, QUESTIONS = 80, ANSWER_MAX = 16 * 1024 * 1024 };

static struct random_archive archive;
static struct random_question questions[QUESTIONS];
static char *answers[QUESTIONS]; /* to one thread alone */

/* ---- answers as text ---- */

static void print_result(struct buffer *out, const struct result *result) {
    buffer_printf(out, "%a %s\n", result->score, result->card);
    for (size_t i = 0; i < result->passage_count; i++)
        buffer_printf(out, "  %zu %s\n", result->passages[i].span.start,
                      result->passages[i].text);
}

static void print_facet(struct buffer *out, const struct facet_result *facet) {
    buffer_printf(out, "facet %u: %llu %llu %llu", facet->facet,
                  (unsigned long long)facet->missing,
                  (unsigned long long)facet->other,
                  (unsigned long long)facet->distinct);
    for (size_t i = 0; i < facet->bucket_count; i++)
        buffer_printf(out, " %s=%llu", facet->buckets[i].value,
                      (unsigned long long)facet->buckets[i].count);
    buffer_append_string(out, "\n");
}

/* For the caller to free; of a failure what it says, NULL without memory. */
static char *answer(struct index_reader *reader,
                    const struct search_request *request) {
    struct buffer out = BUFFER_INIT(ANSWER_MAX);
    struct concord_error err = {0};
    struct result_page *page = NULL;
    if (index_reader_search(reader, request, &page, &err) != CONCORD_OK) {
        buffer_append_string(&out, err.message);
        return buffer_take(&out);
    }
    buffer_printf(&out, "%llu\n", (unsigned long long)page->total);
    for (size_t i = 0; i < page->result_count; i++)
        print_result(&out, &page->results[i]);
    for (size_t i = 0; i < page->facet_count; i++)
        print_facet(&out, &page->facets[i]);
    result_page_destroy(page);
    return buffer_ok(&out) ? buffer_take(&out) : NULL;
}

/* ---- one alone ---- */

static int set_up(void **state) {
    (void)state;
    random_archive_create(&archive, 19981116);
    struct index_reader *reader = fixture_reader(&archive.fixture);
    for (size_t i = 0; i < QUESTIONS; i++) {
        random_question_make(&questions[i], &archive);
        questions[i].request.passages = i % 4 == 0;
        answers[i] = answer(reader, &questions[i].request);
        assert_non_null(answers[i]);
    }
    index_reader_close(reader);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    for (size_t i = 0; i < QUESTIONS; i++) {
        random_question_clear(&questions[i]);
        free(answers[i]);
    }
    random_archive_destroy(&archive);
    return 0;
}

/* ---- many at once ---- */

struct asker {
    pthread_t thread;
    struct generation *generation;
    size_t first; /* the question that it begins with */
    size_t count; /* how many it asks */
    size_t wrong; /* the first one that it was answered otherwise, or QUESTIONS
                   * when there is none */
};

/* Asserts are for the thread of the test alone. */
static void *ask(void *context) {
    struct asker *asker = context;
    struct concord_error err = {0};
    struct index_reader *reader = NULL;
    asker->wrong = asker->first;
    enum concord_status status =
        index_reader_open(&reader, asker->generation, &err);
    generation_release(asker->generation);
    if (status != CONCORD_OK)
        return NULL;
    asker->wrong = QUESTIONS;
    for (size_t i = 0; i < asker->count && asker->wrong == QUESTIONS; i++) {
        size_t number = (asker->first + i) % QUESTIONS;
        char *given = answer(reader, &questions[number].request);
        if (given == NULL || strcmp(given, answers[number]) != 0)
            asker->wrong = number;
        free(given);
    }
    index_reader_close(reader);
    return NULL;
}

static void report_wrong(const struct asker *asker) {
    char *question = random_question_print(&questions[asker->wrong]);
    print_error("question %zu\n%s\n", asker->wrong, question);
    free(question);
    fail_msg("a thread was answered otherwise than one alone");
}

static struct generation *open_generation(struct posting_cache *cache) {
    struct concord_error err = {0};
    struct generation *generation = NULL;
    assert_int_equal(
        generation_open_current(&generation, archive.fixture.index, &err),
        CONCORD_OK);
    if (cache != NULL)
        generation_share_postings(generation, cache);
    return generation;
}

/* Two each begin with the same question, so that they want the same things. Of
 * every two, one asks `one` and the other `other`, which is closed halfway. */
static void ask_with_threads(struct generation *one, struct generation *other) {
    struct asker askers[THREADS];
    for (size_t i = 0; i < THREADS; i++) {
        bool whole = one == other || i % 2 == 0;
        askers[i].generation = i % 2 == 0 ? one : other;
        askers[i].first = i / 2 * QUESTIONS / (THREADS / 2);
        askers[i].count = whole ? QUESTIONS : QUESTIONS / 2;
        generation_retain(askers[i].generation);
        assert_int_equal(
            pthread_create(&askers[i].thread, NULL, ask, &askers[i]), 0);
    }
    generation_release(one);
    if (other != one)
        generation_release(other);
    for (size_t i = 0; i < THREADS; i++)
        pthread_join(askers[i].thread, NULL);
    for (size_t i = 0; i < THREADS; i++)
        if (askers[i].wrong != QUESTIONS)
            report_wrong(&askers[i]);
}

static void threads_are_answered_as_one_alone_is(void **state) {
    (void)state;
    struct generation *generation = open_generation(NULL);
    ask_with_threads(generation, generation);
}

/* From a cache that holds nothing to one that holds nearly all. */
static void a_cache_that_is_too_small_changes_no_answer(void **state) {
    static const size_t budgets[] = {0, 30000, 300000};
    struct concord_error err = {0};
    uint64_t evicted = 0;
    (void)state;
    for (size_t i = 0; i < sizeof budgets / sizeof *budgets; i++) {
        struct posting_cache *cache = NULL;
        struct posting_cache_numbers numbers;
        assert_int_equal(posting_cache_create(&cache, budgets[i], &err),
                         CONCORD_OK);
        struct generation *generation = open_generation(cache);
        generation_retain(generation);
        ask_with_threads(generation, generation);
        posting_cache_describe(cache, &numbers);
        assert_true(numbers.bytes <= budgets[i]);
        evicted += numbers.evicted;
        generation_release(generation);
        posting_cache_describe(cache, &numbers);
        assert_int_equal(numbers.bytes, 0);
        posting_cache_destroy(cache);
    }
    assert_true(evicted > 0);
}

/* ---- two generations, one of them warmed ---- */

static bool is_never_stopped(void *context) {
    (void)context;
    return false;
}

static void *warm(void *context) {
    struct concord_error err = {0};
    generation_warm_postings(context, is_never_stopped, NULL, &err);
    generation_release(context);
    return NULL;
}

static void generations_share_a_cache_and_leave_it(void **state) {
    struct concord_error err = {0};
    struct posting_cache *cache = NULL;
    struct posting_cache_numbers numbers;
    pthread_t warming;
    (void)state;
    assert_int_equal(posting_cache_create(&cache, 200000, &err), CONCORD_OK);
    struct generation *one = open_generation(cache);
    struct generation *other = open_generation(cache);
    generation_retain(one);
    assert_int_equal(pthread_create(&warming, NULL, warm, one), 0);
    ask_with_threads(one, other);
    pthread_join(warming, NULL);
    posting_cache_describe(cache, &numbers);
    assert_int_equal(numbers.bytes, 0);
    assert_int_equal(numbers.lists, 0);
    posting_cache_destroy(cache);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_are_answered_as_one_alone_is),
        cmocka_unit_test(a_cache_that_is_too_small_changes_no_answer),
        cmocka_unit_test(generations_share_a_cache_and_leave_it),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
