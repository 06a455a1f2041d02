/* test_matching_equality.c - the engine finds what plain Xapian finds, weighs
 * and orders it so, and counts what a plain count counts: archives and
 * questions made at random. CONCORD_TEST_ROUNDS asks for so many archives,
 * CONCORD_TEST_SEED for others; one that fails is the first of its seed. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/result_walk.h"
#include "plain_counts.h"
#include "random_question.h"
#include "xapian_matching.h"

enum {
    ROUNDS = 12,
    QUESTIONS = 250, /* of one archive, and of a large one: */
    FEWER_QUESTIONS = 80,
    LARGE = 5000, /* papers */
    WALK_EVERY = 20,
    FIRST_FEW = 1000 /* what the second stage orders anew */
};

/* Of all that a question finds, and in what order. */
struct expected {
    struct weighed *found; /* by words and filters; best first */
    size_t found_count;
    double *weights; /* by paper, as far as it is found */
    bool *by_words;  /* by paper */
    size_t *shown;   /* papers that are results, in order */
    size_t shown_count;
    bool ranked;
};

struct round {
    uint64_t seed;
    unsigned number; /* of the question */
    struct random_archive archive;
    struct index_reader *reader;
    struct xapian_matching *matching;
    struct plain_counts *counts;
    struct random_question question;
    struct expected expected;
    struct weighed *first_stage;
};

static unsigned given(const char *name, unsigned otherwise) {
    const char *value = getenv(name);
    return value != NULL ? (unsigned)strtoul(value, NULL, 10) : otherwise;
}

/* ---- telling ---- */

static const char *id_of(const struct round *round, size_t index) {
    return round->archive.plain.papers[index].document->id;
}

/* The question is wrongly answered: say which, and how. */
static void differ(const struct round *round, const char *format, ...)
    __attribute__((format(printf, 2, 3), noreturn));
static void differ(const struct round *round, const char *format, ...) {
    char what[512];
    char *question = random_question_print(&round->question);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    print_error("seed %llu, question %u of %zu papers\n%s\n",
                (unsigned long long)round->seed, round->number,
                round->archive.plain.count, question);
    fail_msg("%s", what);
    abort();
}

static bool nearly_equal(double a, double b) {
    return fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b));
}

/* ---- what is expected ---- */

static const struct round *sorted; /* qsort() has no room for it */

static int by_weight(const void *left, const void *right) {
    const struct weighed *a = left;
    const struct weighed *b = right;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return strcmp(id_of(sorted, a->index), id_of(sorted, b->index));
}

static int by_document(const void *left, const void *right) {
    const struct weighed *a = left;
    const struct weighed *b = right;
    enum search_sort sort = sorted->question.request.sort;
    return plain_comes_before(&sorted->archive.plain,
                              sort == SORT_RELEVANCE ? SORT_NEWEST : sort,
                              a->index, b->index)
               ? -1
               : 1;
}

static bool asks_for_words(const struct search_request *request) {
    return request->query != NULL && request->query->kind != QUERY_ALL;
}

static void sort_found(struct round *round, size_t count,
                       int (*compare)(const void *, const void *)) {
    sorted = round;
    qsort(round->expected.found, count, sizeof *round->expected.found, compare);
}

/* All that the words find, marked; those of them that pass are kept. */
static void expect_found(struct round *round) {
    const struct search_request *request = &round->question.request;
    const struct plain_archive *plain = &round->archive.plain;
    struct expected *expected = &round->expected;
    size_t count = plain->count;
    expected->found_count = 0;
    memset(expected->by_words, 0, plain->count);
    if (request->query != NULL)
        count = xapian_matching_find(round->matching, request->query,
                                     expected->found);
    for (size_t i = 0; i < count; i++) {
        struct weighed one = {i, 0};
        if (request->query != NULL)
            one = expected->found[i];
        expected->by_words[one.index] = true;
        if (plain_passes_all_but(plain, request, one.index, -1))
            expected->found[expected->found_count++] = one;
    }
}

/* The first of them are ordered anew, the others stay behind. Which are the
 * first is taken from the engine, whose weights were checked: those alike but
 * for rounding may be on either side of the border. */
static void expect_second_stage(struct round *round) {
    struct expected *expected = &round->expected;
    memcpy(expected->found, round->first_stage,
           expected->found_count * sizeof *expected->found);
    size_t few =
        expected->found_count < FIRST_FEW ? expected->found_count : FIRST_FEW;
    xapian_matching_rerank(round->matching, round->question.request.query,
                           expected->found, few);
    sort_found(round, few, by_weight);
}

static void expect_results(struct round *round) {
    struct expected *expected = &round->expected;
    for (size_t i = 0; i < expected->found_count; i++) {
        struct weighed one = expected->found[i];
        expected->weights[one.index] = expected->ranked ? one.weight : 0;
        expected->shown[i] = one.index;
    }
    expected->shown_count = expected->found_count;
    if (!round->question.request.show_duplicates)
        expected->shown_count = plain_collapse(
            &round->archive.plain, expected->shown, expected->found_count);
}

/* ---- the first stage ---- */

static void check_first_stage(struct round *round) {
    const struct search_request *request = &round->question.request;
    const struct expected *expected = &round->expected;
    struct weighed *found = round->first_stage;
    size_t count = engine_first_stage(round->matching, request, found);
    for (size_t i = 0; i < expected->found_count; i++)
        expected->weights[expected->found[i].index] = expected->found[i].weight;
    if (count != expected->found_count)
        differ(round, "%zu found in place of %zu", count,
               expected->found_count);
    for (size_t i = 0; i < count; i++) {
        double right = expected->found[i].weight;
        const char *id = id_of(round, found[i].index);
        if (!expected->by_words[found[i].index] ||
            !nearly_equal(found[i].weight, expected->weights[found[i].index]))
            differ(round, "%s weighs %.17g in place of %.17g", id,
                   found[i].weight, expected->weights[found[i].index]);
        if (found[i].index != expected->found[i].index &&
            !nearly_equal(found[i].weight, right))
            differ(round, "%s comes at %zu in place of %s", id, i,
                   id_of(round, expected->found[i].index));
        if (i > 0 && found[i].weight == found[i - 1].weight &&
            strcmp(id_of(round, found[i - 1].index), id) >= 0)
            differ(round, "%s does not come before %s", id,
                   id_of(round, found[i - 1].index));
    }
}

/* ---- results ---- */

static size_t index_of(const struct round *round, const struct result *result) {
    const struct plain_archive *plain = &round->archive.plain;
    char *id = fixture_result_id(result);
    size_t index = 0;
    while (index < plain->count && strcmp(id_of(round, index), id) != 0)
        index++;
    free(id);
    if (index == plain->count)
        differ(round, "a result that is no paper");
    return index;
}

/* Alike in weight but for rounding, two papers may change places. */
static void check_result(const struct round *round, const struct result *result,
                         size_t place) {
    const struct expected *expected = &round->expected;
    size_t right = expected->shown[place];
    size_t index = index_of(round, result);
    if (!expected->by_words[index] ||
        !nearly_equal(result->score, expected->weights[index]))
        differ(round, "%s scores %.17g in place of %.17g", id_of(round, index),
               result->score, expected->weights[index]);
    if (index != right &&
        (!expected->ranked || expected->weights[index] == 0 ||
         !nearly_equal(result->score, expected->weights[right])))
        differ(round, "result %zu is %s (%.17g) in place of %s (%.17g)", place,
               id_of(round, index), result->score, id_of(round, right),
               expected->weights[right]);
}

static void check_results(const struct round *round,
                          const struct result_page *page, size_t first,
                          size_t most) {
    size_t left = round->expected.shown_count;
    left -= first < left ? first : left;
    if (page->total != round->expected.shown_count)
        differ(round, "a total of %llu in place of %zu",
               (unsigned long long)page->total, round->expected.shown_count);
    if (page->result_count != (left < most ? left : most))
        differ(round, "%zu results from %zu on", page->result_count, first);
    for (size_t i = 0; i < page->result_count; i++)
        check_result(round, &page->results[i], first + i);
}

/* ---- counts ---- */

static void check_count(const struct round *round, const char *facet,
                        const char *what, uint64_t given_count,
                        uint64_t right) {
    if (given_count != right)
        differ(round, "%s %s: %llu in place of %llu", facet, what,
               (unsigned long long)given_count, (unsigned long long)right);
}

static void check_facet(const struct round *round,
                        const struct facet_result *facet) {
    const struct plain_counts *counts = round->counts;
    const char *name =
        schema_facet(round->archive.fixture.schema, facet->facet)->name;
    uint64_t sum = facet->other;
    for (size_t i = 0; i < facet->bucket_count; i++) {
        const struct facet_bucket *bucket = &facet->buckets[i];
        check_count(round, name, bucket->value, bucket->count,
                    plain_counts_of(counts, facet->facet, bucket->value));
        sum += bucket->count;
    }
    check_count(round, name, "missing", facet->missing,
                plain_counts_of(counts, facet->facet, NULL));
    check_count(round, name, "distinct", facet->distinct,
                plain_counts_distinct(counts, facet->facet));
    check_count(round, name, "in all", sum,
                plain_counts_sum(counts, facet->facet));
}

/* The first are listed, and all of them, beside what was asked for. Years are
 * listed whatever their number. */
static void check_listed(const struct round *round,
                         const struct facet_result *facet) {
    const struct search_request *request = &round->question.request;
    const struct schema *schema = round->archive.fixture.schema;
    uint64_t most = request->facet_size;
    uint64_t first = 0;
    if (schema_facet(schema, facet->facet)->kind == FACET_YEAR)
        return;
    for (size_t i = 0; i < facet->bucket_count; i++) {
        const struct facet_bucket *bucket = &facet->buckets[i];
        bool comes_first =
            bucket->count > 0 &&
            plain_counts_before(round->counts, facet->facet, bucket->value,
                                request->facet_sort) < most;
        first += comes_first;
        if (!comes_first && !bucket->selected && !bucket->excluded)
            differ(round, "%s is listed among the first %llu", bucket->value,
                   (unsigned long long)most);
    }
    check_count(round, schema_facet(schema, facet->facet)->name, "listed",
                first, facet->distinct < most ? facet->distinct : most);
}

static void check_facets(const struct round *round,
                         const struct result_page *page) {
    const struct search_request *request = &round->question.request;
    plain_counts_take(round->counts, request, round->expected.by_words);
    check_count(round, "results", "", page->total,
                plain_counts_total(round->counts));
    for (size_t i = 0; i < page->facet_count; i++) {
        check_facet(round, &page->facets[i]);
        check_listed(round, &page->facets[i]);
    }
    check_count(round, "facets", "", page->facet_count,
                (uint64_t)__builtin_popcount(request->facets));
}

/* ---- all of it ---- */

static void check_page(const struct round *round) {
    const struct search_request *request = &round->question.request;
    struct result_page *page = fixture_search(round->reader, request);
    check_results(round, page, (size_t)(request->page - 1) * request->size,
                  request->size);
    check_facets(round, page);
    result_page_destroy(page);
}

/* The hundred results in which the order of the second stage ends. */
static void check_border(const struct round *round) {
    const struct expected *expected = &round->expected;
    struct search_request request = round->question.request;
    size_t before = 0;
    for (size_t i = 0; i < FIRST_FEW; i++)
        before += before < expected->shown_count &&
                  expected->shown[before] == expected->found[i].index;
    request.size = SEARCH_SIZE_MAX;
    request.page = 1 + (unsigned)(before - 1) / SEARCH_SIZE_MAX;
    struct result_page *page = fixture_search(round->reader, &request);
    check_results(round, page, (size_t)(request.page - 1) * SEARCH_SIZE_MAX,
                  SEARCH_SIZE_MAX);
    result_page_destroy(page);
}

static void check_walk(const struct round *round) {
    enum { MOST = 70 };
    struct result_walk *walk = NULL;
    struct result_page *page = NULL;
    struct concord_error err = {0};
    size_t first = 0;
    if (result_walk_open(&walk, round->reader, &round->question.request,
                         &err) != CONCORD_OK)
        differ(round, "%s", err.message);
    do {
        result_page_destroy(page);
        if (result_walk_next(walk, MOST, &page, &err) != CONCORD_OK)
            differ(round, "%s", err.message);
        check_results(round, page, first, MOST);
        first += page->result_count;
    } while (page->result_count > 0);
    result_page_destroy(page);
    result_walk_close(walk);
}

static void ask(struct round *round) {
    const struct search_request *request = &round->question.request;
    round->expected.ranked =
        request->sort == SORT_RELEVANCE && asks_for_words(request);
    expect_found(round);
    if (asks_for_words(request)) {
        sort_found(round, round->expected.found_count, by_weight);
        check_first_stage(round);
    }
    if (round->expected.ranked)
        expect_second_stage(round);
    else
        sort_found(round, round->expected.found_count, by_document);
    expect_results(round);
    check_page(round);
    if (round->expected.ranked && round->expected.found_count > FIRST_FEW)
        check_border(round);
    if (round->number % WALK_EVERY == 0)
        check_walk(round);
}

static void open_round(struct round *round, uint64_t seed) {
    memset(round, 0, sizeof *round);
    round->seed = seed;
    random_archive_create(&round->archive, seed);
    round->reader = fixture_reader(&round->archive.fixture);
    round->matching = xapian_matching_create(
        &round->archive.fixture, &round->archive.plain, round->reader);
    round->counts = plain_counts_create(&round->archive.plain);
    size_t room = round->archive.plain.count + 1;
    struct expected *expected = &round->expected;
    expected->found = calloc(room, sizeof *expected->found);
    expected->weights = calloc(room, sizeof *expected->weights);
    expected->by_words = calloc(room, sizeof *expected->by_words);
    expected->shown = calloc(room, sizeof *expected->shown);
    round->first_stage = calloc(room, sizeof *round->first_stage);
    assert_true(expected->found && expected->weights && expected->by_words &&
                expected->shown && round->first_stage);
}

static void close_round(struct round *round) {
    free(round->expected.found);
    free(round->expected.weights);
    free(round->expected.by_words);
    free(round->expected.shown);
    free(round->first_stage);
    plain_counts_destroy(round->counts);
    xapian_matching_destroy(round->matching);
    index_reader_close(round->reader);
    random_archive_destroy(&round->archive);
}

static void any_question_is_answered_as_plain_xapian_answers_it(void **state) {
    (void)state;
    static struct round round;
    uint64_t first = given("CONCORD_TEST_SEED", 20071213);
    unsigned rounds = given("CONCORD_TEST_ROUNDS", ROUNDS);
    for (unsigned i = 0; i < rounds; i++) {
        open_round(&round, first + i);
        unsigned questions =
            round.archive.plain.count < LARGE ? QUESTIONS : FEWER_QUESTIONS;
        for (round.number = 0; round.number < questions; round.number++) {
            random_question_make(&round.question, &round.archive);
            ask(&round);
            random_question_clear(&round.question);
        }
        close_round(&round);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_question_is_answered_as_plain_xapian_answers_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
