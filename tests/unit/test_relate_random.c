/* test_relate_random.c - properties that hold of every archive: the order of
 * adding matters to nothing, groups are stars, records agree with each other.
 * The archives are random, and the same in every run. With an argument, a
 * number of papers, it says how long so many take instead. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <time.h>

#include "relate_fixture.h"

enum { ROUNDS = 12, PAPERS = 40 };

static uint32_t next_random(uint32_t *state) {
    *state = *state * 1664525U + 1013904223U;
    return *state >> 10;
}

static const char *pick(uint32_t *seed, const char *const *items,
                        size_t count) {
    return items[next_random(seed) % count];
}

#define PICK(seed, items) pick(seed, items, sizeof(items) / sizeof *(items))

static const char *const places[] = {"", "east-of-england/essex",
                                     "south-west/dorset", "london/redbridge"};
static const char *const dates[] = {"",        "1998-11", "2001-05-01",
                                    "2004",    "2007-04", "[2004..2006]",
                                    "2010-01", "2012"};
static const char *const types[] = {"local-compact", "code-of-practice",
                                    "national-compact", "committee-paper",
                                    "blog"};
static const char *const titles[] = {
    "Essex Compact",    "Funding Code",
    "Working together", "Dorset Compact",
    "Health Compact",   "Compact Code on Funding",
    "National Compact", "Redbridge Compact 2005-08",
    "Minutes"};
static const char *const names[] = {"", "Ann Lee", "Ann Lee|Bo Hart",
                                    "Cy Marsh"};

/* A text made of a few stock sentences, so that many are alike. */
static void write_text(struct buffer *text, uint32_t *seed) {
    uint32_t stock = next_random(seed) % 4;
    for (unsigned i = 0; i < 12; i++) {
        buffer_append_string(text, i % 3 == 0 ? "\n* We" : " and we");
        for (unsigned j = 0; j < 9; j++)
            buffer_printf(text, " w%u", (stock * 97 + i * 13 + j * 5) % 401);
        if (next_random(seed) % 9 == 0)
            buffer_printf(text, " Name%u", next_random(seed) % 5);
    }
}

static void add_random_paper(struct archive *archive, uint32_t *seed,
                             unsigned number) {
    struct buffer text = BUFFER_INIT(1 << 16);
    char id[32];
    snprintf(id, sizeof id, "%x-%u", next_random(seed) % 64, number);
    buffer_append_string(&text, "A preamble");
    write_text(&text, seed);
    struct told told = {.id = id,
                        .title = PICK(seed, titles),
                        .text = text.data,
                        .type = PICK(seed, types),
                        .date = PICK(seed, dates),
                        .places = PICK(seed, places),
                        .signatories = PICK(seed, names)};
    struct document *document = told_document(&told);
    for (unsigned i = next_random(seed) % 3; i > 0; i--)
        say(document, (enum relation_type)(next_random(seed) % 8),
            next_random(seed) % 3 ? "" : PICK(seed, titles), PICK(seed, titles),
            next_random(seed) % 3 ? NULL : "2004");
    if (next_random(seed) % 2)
        define(document, next_random(seed) % 2 ? "VCS" : "LSPs",
               next_random(seed) % 2 ? "Voluntary and Community Sector"
                                     : "local strategic partnerships");
    archive_add(archive, document);
    buffer_destroy(&text);
}

static void shuffle(size_t *order, size_t count, uint32_t *seed) {
    for (size_t i = 0; i < count; i++)
        order[i] = i;
    for (size_t i = count; i > 1; i--) {
        size_t other = next_random(seed) % i;
        size_t moved = order[i - 1];
        order[i - 1] = order[other];
        order[other] = moved;
    }
}

/* The leader leads itself, and each of its variants names it. */
static void assert_groups_are_stars(const struct archive *archive) {
    const char *key;
    json_t *record;
    json_object_foreach(archive->records, key, record) {
        json_t *group = json_object_get(record, "group");
        if (!json_is_string(group))
            continue;
        const char *leader = json_string_value(group);
        assert_group(archive, leader, leader);
        assert_group(archive, key + strlen("document/"), leader);
        assert_true(json_array_size(json_object_get(record, "variants")) > 0);
    }
}

/* What a clause's record says of another, the other's says of it, unless it was
 * one of very many. */
static void assert_lineage_is_mutual(const struct archive *archive) {
    const char *key;
    json_t *record;
    json_object_foreach(archive->records, key, record) {
        json_t *results = json_object_get(record, "results");
        size_t count = json_array_size(results);
        if (!results)
            continue;
        assert_true(count > 0);
        assert_true(json_integer_value(json_object_get(record, "total")) >=
                    (json_int_t)count);
        for (size_t i = 0; i < count; i++) {
            char other[256];
            json_t *id = json_object_get(json_array_get(results, i), "id");
            snprintf(other, sizeof other, "lineage/%s", json_string_value(id));
            assert_non_null(json_object_get(archive->records, other));
        }
    }
}

static void no_order_of_adding_changes_a_byte(void **state) {
    (void)state;
    for (uint32_t round = 1; round <= ROUNDS; round++) {
        uint32_t seed = round * 7919;
        size_t order[PAPERS];
        struct archive *archive = archive_open();
        for (unsigned i = 0; i < PAPERS; i++)
            add_random_paper(archive, &seed, i);
        archive_relate(archive, NULL);
        assert_groups_are_stars(archive);
        assert_lineage_is_mutual(archive);
        char *first = buffer_take(&archive->bytes);
        archive_forget(archive);
        shuffle(order, PAPERS, &seed);
        archive_relate(archive, order);
        assert_string_equal(archive->bytes.data, first);
        free(first);
        archive_end(archive);
    }
}

static void an_empty_archive_has_no_records(void **state) {
    struct archive *archive = archive_open();
    (void)state;
    archive_relate(archive, NULL);
    assert_int_equal(json_object_size(archive->records), 0);
    archive_end(archive);
}

/* Measuring: papers from one template in twenty papers, most of them for
 * another place, one in ten a copy of the one before. */

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void write_paper(struct buffer *text, uint32_t template, uint32_t name) {
    for (unsigned i = 0; i < 500; i++) {
        uint32_t word = next_random(&template) % 5000;
        if (i % 60 == 59)
            buffer_printf(text, " Place%u", name);
        buffer_printf(text, " word%u", word);
    }
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

static void add_measured(struct relator *relator, unsigned number,
                         uint32_t template, uint32_t name) {
    struct concord_error err = {0};
    struct buffer text = BUFFER_INIT(1 << 20);
    struct buffer claims = BUFFER_INIT(CLAIMS_SIZE_MAX);
    char id[32];
    snprintf(id, sizeof id, "p%07u", number);
    write_paper(&text, template, name);
    struct told told = {.id = id,
                        .title = titles[number % 9],
                        .text = text.data,
                        .type = types[number % 5],
                        .date = dates[number % 8],
                        .places = number % 3 ? places[number % 4] : ""};
    struct document *document = told_document(&told);
    say(document, RELATION_CITES, "", titles[number % 7], NULL);
    claims_pack(&claims, document, schema, &err);
    relator_add(relator, claims.data, claims.size, &err);
    document_destroy(document);
    buffer_destroy(&claims);
    buffer_destroy(&text);
}

static int measure(unsigned papers) {
    struct concord_error err = {0};
    struct relator *relator = NULL;
    uint32_t seed = 1;
    uint32_t template = 0;
    uint32_t name = 0;
    size_t bytes = 0;
    if (open_schema(NULL) != 0)
        return 1;
    relator_create(&relator, schema, &err);
    double started = seconds();
    for (unsigned i = 0; i < papers; i++) {
        if (i % 10 != 9) {
            template = next_random(&seed) % (papers / 20 + 1) + 1;
            name = next_random(&seed);
        }
        add_measured(relator, i, template, name);
    }
    double packed = seconds();
    relator_run(relator, &err);
    double ran = seconds();
    relator_write(relator, count_record, &bytes, &err);
    print_message("%u papers: pack %.2f s, run %.2f s, write %.2f s, "
                  "%.1f MB of records\n",
                  papers, packed - started, ran - packed, seconds() - ran,
                  (double)bytes / 1e6);
    relator_destroy(relator);
    close_schema(NULL);
    return 0;
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_order_of_adding_changes_a_byte),
        cmocka_unit_test(an_empty_archive_has_no_records),
    };
    if (argc > 1)
        return measure((unsigned)strtoul(argv[1], NULL, 10));
    return cmocka_run_group_tests(tests, open_schema, close_schema);
}
