/* test_facet_columns.c - columns.bin written and read back, whole and not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "facet_columns.h"

static char path[] = "/tmp/concord-columns-XXXXXX";

static int make_file(void **state) {
    (void)state;
    strcpy(path, "/tmp/concord-columns-XXXXXX");
    int file = mkstemp(path);
    return file < 0 ? -1 : close(file);
}

static int remove_file(void **state) {
    (void)state;
    return unlink(path);
}

static void ok(enum concord_status status) {
    assert_int_equal(status, CONCORD_OK);
}

/* Documents 2 and 5 of seven docids; facet 0 has a:{2,5} and b:{5}. */
static void write_small(void) {
    struct columns_builder *builder = NULL;
    struct edtf_date date = {10, 20};
    ok(columns_builder_create(&builder, 7, 2, NULL));
    ok(columns_builder_add(builder, 2, "y", "alpha", date, CERTAINTY_DERIVED,
                           NULL));
    ok(columns_builder_indexed(builder, "2026-01-02T03:04:05Z", NULL));
    columns_builder_length(builder, 2, 345);
    ok(columns_builder_add(builder, 5, "x", "beta and gamma", edtf_undated(),
                           CERTAINTY_UNKNOWN, NULL));
    columns_builder_force(builder, 2, (struct edtf_date){12, 15},
                          (struct edtf_date){10, EDTF_OPEN_LATEST});
    ok(columns_builder_value(builder, 0, "a", NULL));
    ok(columns_builder_posting(builder, 0, 2, NULL));
    ok(columns_builder_posting(builder, 0, 5, NULL));
    ok(columns_builder_value(builder, 0, "b", NULL));
    ok(columns_builder_posting(builder, 0, 5, NULL));
    ok(columns_builder_write(builder, path, NULL));
    columns_builder_destroy(builder);
}

static void what_was_written_is_read_back(void **state) {
    (void)state;
    struct facet_columns columns;
    write_small();
    ok(facet_columns_open(&columns, path, NULL));
    assert_int_equal(columns.limit, 7);
    assert_int_equal(columns.live_count, 2);
    assert_true(facet_columns_is_live(&columns, 2));
    assert_false(facet_columns_is_live(&columns, 3));
    assert_false(facet_columns_is_live(&columns, 700));
    assert_int_equal(columns.earliest[2], 10);
    assert_int_equal(columns.latest[5], EDTF_OPEN_LATEST);
    assert_int_equal(columns.certainty[2], CERTAINTY_DERIVED);
    assert_int_equal(columns.in_force[2].earliest, 12);
    assert_int_equal(columns.may_force[2].latest, EDTF_OPEN_LATEST);
    assert_int_equal(columns.length[2], 345);
    assert_string_equal(facet_columns_id(&columns, 2), "y");
    assert_string_equal(facet_columns_id(&columns, 5), "x");
    assert_int_equal(columns.title_words[2], 1);
    assert_int_equal(columns.title_words[5], 3);
    assert_int_equal(columns.title_words[3], 0);
    assert_true(columns.in_force[5].latest < columns.in_force[5].earliest);
    assert_true(columns.id_rank[5] < columns.id_rank[2]);
    assert_true(columns.title_rank[2] < columns.title_rank[5]);
    assert_true(columns.indexed_rank[2] < columns.indexed_rank[5]);
    assert_true(columns.newest_rank[2] < columns.newest_rank[5]);
    assert_true(columns.oldest_rank[2] < columns.oldest_rank[5]);
    const struct facet_column *column = &columns.facets[0];
    struct facet_values values = facet_columns_values(&columns, column, 5);
    assert_int_equal(values.count, 2);
    assert_int_equal(values.ordinals[0], 0);
    assert_int_equal(values.ordinals[1], 1);
    assert_int_equal(facet_columns_values(&columns, column, 3).count, 0);
    assert_string_equal(facet_column_name(column, 1), "b");
    assert_int_equal(facet_column_find(column, "b"), 1);
    assert_int_equal(facet_column_find(column, "aa"), 2);
    assert_int_equal(columns.facets[1].value_count, 0);
    assert_int_equal(columns.facets[1].first, 3);
    assert_int_equal(columns.ordinal_limit, 4);
    /* The second document has none of the other facet. */
    assert_int_equal(columns.starts[6] - columns.starts[5], 3);
    assert_int_equal(columns.ordinals[columns.starts[6] - 1], 3);
    facet_columns_close(&columns);
}

static void every_truncation_is_refused(void **state) {
    (void)state;
    struct facet_columns columns;
    struct stat facts;
    write_small();
    assert_int_equal(stat(path, &facts), 0);
    for (off_t size = facts.st_size - 1; size >= 0; size--) {
        assert_int_equal(truncate(path, size), 0);
        assert_int_equal(facet_columns_open(&columns, path, NULL),
                         CONCORD_CORRUPT);
    }
}

/* Whatever a byte becomes, no offset may lead outside the file: reading all of
 * it is safe (the sanitizers watch). */
static void a_changed_byte_never_leads_outside_the_file(void **state) {
    (void)state;
    struct stat facts;
    write_small();
    assert_int_equal(stat(path, &facts), 0);
    for (long at = 0; at < facts.st_size; at++) {
        write_small();
        FILE *file = fopen(path, "r+b");
        assert_non_null(file);
        fseek(file, at, SEEK_SET);
        fputc(0xff, file);
        fclose(file);
        struct facet_columns columns;
        if (facet_columns_open(&columns, path, NULL) != CONCORD_OK)
            continue;
        for (uint32_t i = 0; i < columns.facet_count; i++)
            for (uint32_t docid = 0; docid < columns.limit; docid++) {
                const struct facet_column *column = &columns.facets[i];
                struct facet_values values =
                    facet_columns_values(&columns, column, docid);
                for (uint32_t j = 0; j < values.count; j++)
                    assert_non_null(facet_column_name(
                        column, values.ordinals[j] - column->first));
            }
        facet_columns_close(&columns);
    }
}

/* 6 and 2 follow 3, and 3 follows 5: who is followed leads. 1 is alone. */
static void who_is_followed_leads_in_whatever_order_it_is_said(void **state) {
    (void)state;
    static const uint32_t leaders[7] = {0, 1, 3, 5, 0, 0, 3};
    static const uint32_t expected[7] = {0, 0, 3, 3, 0, 5, 3};
    static const uint32_t grouped[] = {2, 3, 6, 5};
    struct facet_columns columns;
    struct columns_builder *builder = NULL;
    ok(columns_builder_create(&builder, 7, 0, NULL));
    for (uint32_t i = 1; i < 7; i++) {
        const char id[] = {(char)('a' + i), '\0'};
        ok(columns_builder_add(builder, i, id, "", edtf_undated(),
                               CERTAINTY_UNKNOWN, NULL));
        if (leaders[i] != 0)
            columns_builder_group(builder, i, leaders[i]);
    }
    ok(columns_builder_write(builder, path, NULL));
    columns_builder_destroy(builder);
    ok(facet_columns_open(&columns, path, NULL));
    assert_memory_equal(columns.leader, expected, sizeof expected);
    assert_int_equal(columns.grouped_count, 4);
    assert_memory_equal(columns.grouped, grouped, sizeof grouped);
    facet_columns_close(&columns);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_written_is_read_back),
        cmocka_unit_test(who_is_followed_leads_in_whatever_order_it_is_said),
        cmocka_unit_test(every_truncation_is_refused),
        cmocka_unit_test(a_changed_byte_never_leads_outside_the_file),
    };
    return cmocka_run_group_tests(tests, make_file, remove_file);
}
