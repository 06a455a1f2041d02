/* test_crosstab.c - two facets counted against each other are what a plain
 * count of the documents gives, in archives and for questions made at random.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "engine/crosstab.h"
#include "plain_reading.h"
#include "random_question.h"
#include "xapian_matching.h"

enum { ROUNDS = 4, QUESTIONS = 60, FACETS = 6, PLACES_MAX = 400 };

static struct random_archive archive;
static struct index_reader *reader;
static struct xapian_matching *matching;
static struct weighed *weighed;
static size_t *units; /* of papers found, side by side those that are one */
static size_t unit_count;

/* ---- what is found ---- */

static size_t unit_of(const struct search_request *request, size_t index) {
    int leader = archive.plain.papers[index].leader;
    return request->show_duplicates || leader < 0 ? index : (size_t)leader;
}

static const struct search_request *sorted;

static int by_unit(const void *left, const void *right) {
    size_t a = unit_of(sorted, *(const size_t *)left);
    size_t b = unit_of(sorted, *(const size_t *)right);
    return (a > b) - (a < b);
}

static void find(const struct search_request *request) {
    size_t count = archive.plain.count;
    unit_count = 0;
    for (size_t i = 0; i < count; i++)
        weighed[i].index = i;
    if (request->query != NULL)
        count = xapian_matching_find(matching, request->query, weighed);
    for (size_t i = 0; i < count; i++)
        if (plain_passes_all_but(&archive.plain, request, weighed[i].index, -1))
            units[unit_count++] = weighed[i].index;
    sorted = request;
    qsort(units, unit_count, sizeof *units, by_unit);
}

/* ---- cells ---- */

/* Which listed values, or lack of any, some paper of a unit has. */
static void mark(bool marks[PLACES_MAX], const struct facet_result *listed,
                 const struct document *document) {
    for (size_t i = 0; i < listed->bucket_count; i++)
        marks[i] |= document_has_value(document, listed->facet,
                                       listed->buckets[i].value);
    marks[listed->bucket_count + CROSSTAB_MISSING] |=
        !plain_has_any_value(document, listed->facet);
}

/* Of each listed value, and of lacking one, in rows and columns. */
static uint64_t *plain_cells(const struct search_request *request,
                             const struct crosstab *table) {
    size_t height = table->rows.bucket_count + 1;
    size_t width = table->columns.bucket_count + 1;
    uint64_t *cells = calloc(height * width, sizeof *cells);
    assert_non_null(cells);
    assert_true(height <= PLACES_MAX && width <= PLACES_MAX);
    for (size_t start = 0; start < unit_count;) {
        bool rows[PLACES_MAX] = {false};
        bool columns[PLACES_MAX] = {false};
        size_t unit = unit_of(request, units[start]);
        for (; start < unit_count && unit_of(request, units[start]) == unit;
             start++) {
            const struct document *document =
                archive.plain.papers[units[start]].document;
            mark(rows, &table->rows, document);
            mark(columns, &table->columns, document);
        }
        for (size_t i = 0; i < height; i++)
            for (size_t j = 0; j < width; j++)
                cells[i * width + j] += rows[i] && columns[j];
    }
    return cells;
}

static size_t count_units(const struct search_request *request) {
    size_t count = 0;
    for (size_t i = 0; i < unit_count; i++)
        count += i == 0 ||
                 unit_of(request, units[i]) != unit_of(request, units[i - 1]);
    return count;
}

static void check(const struct random_question *question,
                  const struct crosstab *table) {
    const struct search_request *request = &question->request;
    uint64_t *cells = plain_cells(request, table);
    size_t width = table->columns.bucket_count + 1;
    assert_int_equal(table->total, count_units(request));
    for (size_t i = 0; i <= table->rows.bucket_count; i++)
        for (size_t j = 0; j < width; j++)
            if (crosstab_cell(table, i, j) != cells[i * width + j]) {
                char *asked = random_question_print(question);
                print_error("%s\n", asked);
                free(asked);
                fail_msg("facets %u and %u: %llu in place of %llu",
                         table->rows.facet, table->columns.facet,
                         (unsigned long long)crosstab_cell(table, i, j),
                         (unsigned long long)cells[i * width + j]);
            }
    free(cells);
}

static void ask(unsigned rows, unsigned columns) {
    struct concord_error err = {0};
    struct crosstab *table = NULL;
    struct random_question question;
    random_question_make(&question, &archive);
    find(&question.request);
    assert_int_equal(index_reader_crosstab(reader, &question.request, rows,
                                           columns, &table, &err),
                     CONCORD_OK);
    check(&question, table);
    crosstab_destroy(table);
    random_question_clear(&question);
}

static void cells_equal_a_plain_count_of_pairs(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        random_archive_create(&archive, seed);
        reader = fixture_reader(&archive.fixture);
        matching =
            xapian_matching_create(&archive.fixture, &archive.plain, reader);
        weighed = calloc(archive.plain.count + 1, sizeof *weighed);
        units = calloc(archive.plain.count + 1, sizeof *units);
        assert_true(weighed != NULL && units != NULL);
        for (unsigned i = 0; i < QUESTIONS; i++)
            ask(random_below(&archive.randomness, FACETS),
                random_below(&archive.randomness, FACETS));
        free(weighed);
        free(units);
        xapian_matching_destroy(matching);
        index_reader_close(reader);
        random_archive_destroy(&archive);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_equal_a_plain_count_of_pairs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
