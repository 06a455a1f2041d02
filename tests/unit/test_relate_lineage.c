/* test_relate_lineage.c - which clause was borrowed from where. Each test names
 * the trap that it stands for. With an argument, a number of clauses, it says
 * how long an archive of so many made from templates takes instead. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <time.h>

#include "relate_fixture.h"

#define CONSULT                                                                \
    "We will allow at least twelve weeks for written consultation and tell "   \
    "groups early what is to be decided and by whom."
#define CAMPAIGN                                                               \
    "The council recognises the right of groups to campaign within the law, "  \
    "whatever funding relationship may exist between them."

static struct told with(const char *id, const char *date, const char *text) {
    return (struct told){.id = id, .title = id, .date = date, .text = text};
}

static void the_same_words_are_found_the_oldest_first(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive, with("c", "2008", "In Dorset.\n* " CONSULT));
    archive_tell(archive, with("b", "2001", "In Essex.\n* " CONSULT));
    archive_tell(archive, with("a", "", "Somewhere.\n* " CONSULT));
    archive_tell(archive, with("n", "1998", "All over.\n* " CONSULT));
    archive_relate(archive, NULL);
    const char *key = "lineage/c.commitments-1";
    assert_found(archive, key, "id", "c.commitments-1");
    assert_found(archive, key, "document date value", "2008");
    assert_found(archive, key, "text", CONSULT);
    assert_count(archive, key, "results", 3);
    assert_found(archive, key, "results 0 id", "n.commitments-1");
    assert_found(archive, key, "results 1 id", "b.commitments-1");
    assert_found(archive, key, "results 2 id", "a.commitments-1");
    assert_true(json_is_true(found_at(archive, key, "results 0 same")));
    assert_count(archive, key, "results 0 differences", 0);
    assert_int_equal(
        json_integer_value(found_at(archive, key, "results 0 start")), 12);
    archive_end(archive);
}

/* Put together, what is equal and inserted is the other's text. */
static void assert_rebuilds(const struct archive *archive, const char *key,
                            const char *result, const char *expected) {
    char text[4096] = "";
    char path[64];
    snprintf(path, sizeof path, "%s differences", result);
    json_t *list = found_at(archive, key, path);
    assert_true(json_array_size(list) > 1);
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *piece = json_array_get(list, i);
        if (strcmp(json_string_value(json_object_get(piece, "op")), "delete") !=
            0)
            strncat(text, json_string_value(json_object_get(piece, "text")),
                    sizeof text - strlen(text) - 1);
    }
    assert_string_equal(text, expected);
}

static void changed_words_are_marked(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    const char *changed =
        "We will allow at least eight weeks for formal written consultation "
        "and tell groups early what is to be decided.";
    archive_tell(archive, with("a", "2001", "* " CONSULT));
    struct told told = with("b", "2005", NULL);
    char text[512];
    snprintf(text, sizeof text, "* %s", changed);
    told.text = text;
    archive_tell(archive, told);
    archive_relate(archive, NULL);
    const char *key = "lineage/a.commitments-1";
    assert_rebuilds(archive, key, "results 0", changed);
    assert_found(archive, key, "results 0 differences 1 op", "delete");
    assert_found(archive, key, "results 0 differences 1 text", "twelve ");
    assert_found(archive, key, "results 0 differences 2 text", "eight ");
    assert_true(json_is_false(found_at(archive, key, "results 0 same")));
    double similarity =
        json_real_value(found_at(archive, key, "results 0 similarity"));
    assert_true(similarity > 0.8 && similarity < 1);
    archive_end(archive);
}

static void marks_and_capitals_are_no_difference(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive, with("a", "2001",
                               "* The Council’s officers will answer "
                               "letters, within ten working days."));
    archive_tell(archive, with("b", "2002",
                               "* the council's officers will answer "
                               "letters within ten working days"));
    archive_relate(archive, NULL);
    assert_true(json_is_true(
        found_at(archive, "lineage/a.commitments-1", "results 0 same")));
    archive_end(archive);
}

static void the_same_subject_in_other_words_is_not_borrowed(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive, with("a", "2001", "* " CONSULT));
    archive_tell(archive, with("b", "2002",
                               "* Public bodies should give the voluntary "
                               "sector three months to answer any formal "
                               "consultation, unless there is urgency."));
    archive_relate(archive, NULL);
    assert_int_equal(json_object_size(archive->records), 0);
    archive_end(archive);
}

static void a_few_common_words_are_no_clause(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive, with("a", "2001", "* We will work together."));
    archive_tell(archive, with("b", "2002", "* We will work together."));
    archive_relate(archive, NULL);
    assert_int_equal(json_object_size(archive->records), 0);
    archive_end(archive);
}

static void a_clause_of_the_same_paper_is_not_elsewhere(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive, with("a", "2001", "* " CONSULT "\n* " CONSULT));
    archive_relate(archive, NULL);
    assert_int_equal(json_object_size(archive->records), 0);
    archive_end(archive);
}

static void a_paper_that_repeats_itself_finds_the_others_alone(void **state) {
    struct archive *archive = archive_open();
    const char *key = "lineage/b.commitments-2";
    (void)state;
    archive_tell(archive, with("a", "2001", "In Essex.\n* " CONSULT));
    archive_tell(archive,
                 with("b", "2003", "In Kent.\n* " CONSULT "\n* " CONSULT));
    archive_tell(archive, with("c", "2005", "In Dorset.\n* " CONSULT));
    archive_relate(archive, NULL);
    assert_int_equal(json_integer_value(found_at(archive, key, "total")), 2);
    assert_count(archive, key, "results", 2);
    assert_found(archive, key, "results 0 id", "a.commitments-1");
    assert_found(archive, key, "results 1 id", "c.commitments-1");
    assert_count(archive, "lineage/a.commitments-1", "results", 3);
    archive_end(archive);
}

static void copies_count_once_by_their_leader(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    const char *text = "A long enough page about the hall and its caretaker "
                       "who waters the plants and mends the chairs.\n"
                       "* " CONSULT "\n* " CAMPAIGN;
    archive_tell(archive, with("a", "2001", text));
    archive_tell(archive, with("a2", "2001", text));
    archive_tell(archive, with("b", "2005", "* " CONSULT));
    struct told copy = with("a3", "2001", text);
    copy.title = "a";
    archive_tell(archive, copy);
    archive_relate(archive, NULL);
    assert_group(archive, "a3", "a");
    assert_found(archive, "lineage/b.commitments-1", "results 0 id",
                 "a.commitments-1");
    /* a2 is short and has another title, hence a paper of its own */
    assert_int_equal(json_integer_value(
                         found_at(archive, "lineage/b.commitments-1", "total")),
                     2);
    assert_count(archive, "lineage/a3.commitments-1", "results", 2);
    archive_end(archive);
}

static void a_sentence_within_a_longer_clause_is_found(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive, with("a", "2001", "* " CAMPAIGN));
    archive_tell(archive, with("b", "2005",
                               "* " CAMPAIGN " It will also answer letters "
                               "from groups within ten working days, publish "
                               "a register of grants each spring, and meet "
                               "the forum twice a year in public."));
    archive_relate(archive, NULL);
    assert_found(archive, "lineage/b.commitments-1", "results 0 id",
                 "a.commitments-1");
    archive_end(archive);
}

static void
very_many_that_share_words_still_lead_back_to_the_first(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    for (unsigned i = 0; i < 300; i++) {
        char id[16];
        char date[16];
        char text[512];
        snprintf(id, sizeof id, "d%03u", (i * 7) % 300);
        snprintf(date, sizeof date, "20%02u-%02u", 1 + i / 12 % 30, i % 12 + 1);
        snprintf(text, sizeof text, "* In district%u " CONSULT, i);
        archive_tell(archive, with(id, i == 0 ? "1998-11" : date, text));
    }
    archive_relate(archive, NULL);
    assert_found(archive, "lineage/d299.commitments-1", "results 0 id",
                 "d000.commitments-1");
    assert_true(json_integer_value(found_at(
                    archive, "lineage/d299.commitments-1", "total")) >= 40);
    archive_end(archive);
}

static void ids_that_begin_alike_come_in_the_order_of_keys(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_tell(archive, with("ab", "2001", "* " CONSULT));
    archive_tell(archive, with("ab-c", "2002", "* " CONSULT));
    archive_tell(archive, with("ab.d", "2003", "* " CONSULT));
    archive_relate(archive, NULL); /* whose sink looks at the order */
    assert_int_equal(json_object_size(archive->records), 3);
    archive_end(archive);
}

static void a_clause_of_ten_thousand_words_is_cut_and_safe(void **state) {
    struct archive *archive = archive_open();
    struct buffer text = BUFFER_INIT(1 << 20);
    (void)state;
    buffer_append_string(&text, "* ");
    for (unsigned i = 0; i < 10000; i++)
        buffer_printf(&text, "word%u ", i % 977);
    archive_tell(archive, with("a", "2001", text.data));
    buffer_append_string(&text, "and more");
    archive_tell(archive, with("b", "2002", text.data));
    archive_relate(archive, NULL);
    assert_true(json_is_true(
        found_at(archive, "lineage/a.commitments-1", "results 0 same")));
    buffer_destroy(&text);
    archive_end(archive);
}

/* Measuring. */

static uint32_t next_random(uint32_t *state) {
    *state = *state * 1664525U + 1013904223U;
    return *state >> 8;
}

static enum concord_status count_record(void *context, const char *key,
                                        const char *json, size_t size,
                                        struct concord_error *err) {
    (void)key;
    (void)json;
    (void)err;
    *(size_t *)context += size;
    return CONCORD_OK;
}

/* Every twentieth clause a new template; the others take an earlier one and
 * change some words. */
static void write_clause(struct buffer *text, uint32_t *seed,
                         size_t templates) {
    uint32_t words = next_random(seed) % (uint32_t)templates * 7919U + 1;
    unsigned length = 20 + words % 40;
    buffer_append_string(text, "\n* ");
    for (unsigned i = 0; i < length; i++) {
        uint32_t word = next_random(&words) % 3000;
        if (next_random(seed) % 12 == 0)
            word = next_random(seed) % 3000;
        buffer_printf(text, "word%u ", word);
    }
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int measure(size_t clauses) {
    enum { CLAUSES_A_PAPER = 20 };
    struct concord_error err = {0};
    struct relator *relator = NULL;
    uint32_t seed = 1;
    size_t bytes = 0;
    if (open_schema(NULL) != 0)
        return 1;
    relator_create(&relator, schema, &err);
    double started = seconds();
    for (size_t i = 0; i < clauses / CLAUSES_A_PAPER; i++) {
        struct buffer text = BUFFER_INIT(1 << 20);
        struct buffer claims = BUFFER_INIT(CLAIMS_SIZE_MAX);
        char id[32];
        char date[16];
        snprintf(id, sizeof id, "d%zu", i);
        snprintf(date, sizeof date, "%zu", 1998 + i % 17);
        buffer_printf(&text, "Paper %zu", i);
        for (unsigned j = 0; j < CLAUSES_A_PAPER; j++)
            write_clause(&text, &seed, clauses / 20);
        struct told told = with(id, date, text.data);
        struct document *document = told_document(&told);
        claims_pack(&claims, document, schema, &err);
        relator_add(relator, claims.data, claims.size, &err);
        document_destroy(document);
        buffer_destroy(&claims);
        buffer_destroy(&text);
    }
    double packed = seconds();
    relator_run(relator, &err);
    double ran = seconds();
    relator_write(relator, count_record, &bytes, &err);
    print_message("%zu clauses: pack %.2f s, run %.2f s, write %.2f s, "
                  "%.1f MB of records\n",
                  clauses, packed - started, ran - packed, seconds() - ran,
                  (double)bytes / 1e6);
    relator_destroy(relator);
    close_schema(NULL);
    return 0;
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_words_are_found_the_oldest_first),
        cmocka_unit_test(changed_words_are_marked),
        cmocka_unit_test(marks_and_capitals_are_no_difference),
        cmocka_unit_test(the_same_subject_in_other_words_is_not_borrowed),
        cmocka_unit_test(a_few_common_words_are_no_clause),
        cmocka_unit_test(a_clause_of_the_same_paper_is_not_elsewhere),
        cmocka_unit_test(a_paper_that_repeats_itself_finds_the_others_alone),
        cmocka_unit_test(copies_count_once_by_their_leader),
        cmocka_unit_test(a_sentence_within_a_longer_clause_is_found),
        cmocka_unit_test(
            very_many_that_share_words_still_lead_back_to_the_first),
        cmocka_unit_test(ids_that_begin_alike_come_in_the_order_of_keys),
        cmocka_unit_test(a_clause_of_ten_thousand_words_is_cut_and_safe),
    };
    if (argc > 1)
        return measure(strtoul(argv[1], NULL, 10));
    return cmocka_run_group_tests(tests, open_schema, close_schema);
}
