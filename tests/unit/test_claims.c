/* test_claims.c - what is kept of a document, what is refused when read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "relate/form.h"
#include "relate_fixture.h"

static const struct told example = {
    .id = "abc",
    .title = "Essex Compact",
    .text = "A preamble of the compact.\n* We will publish a register of "
            "grants each spring and keep it up to date.\n* We will meet.",
    .type = "local-compact",
    .date = "2004-03-31",
    .places = "east-of-england/essex",
    .regions = "east-of-england",
    .subjects = "funding",
    .parties = "Essex Council|The Alliance",
    .signatories = "Ann Lee",
    .address = "http://one.example/"};

static void pack(struct buffer *out, const struct told *told) {
    struct concord_error err = {0};
    struct document *document = told_document(told);
    say(document, RELATION_SUPERSEDES, "", "the old compact", "2001");
    define(document, "VCS", "Voluntary and Community Sector");
    *out = (struct buffer)BUFFER_INIT(CLAIMS_SIZE_MAX);
    assert_int_equal(claims_pack(out, document, schema, &err), CONCORD_OK);
    document_destroy(document);
}

static enum concord_status read_back(const void *bytes, size_t size) {
    struct concord_error err = {0};
    struct arena arena = {0};
    struct claim claim;
    enum concord_status status = claims_read(&claim, &arena, bytes, size, &err);
    arena_clear(&arena);
    return status;
}

static void what_is_packed_is_read_back(void **state) {
    struct concord_error err = {0};
    struct arena arena = {0};
    struct buffer claims;
    struct claim claim;
    (void)state;
    pack(&claims, &example);
    assert_int_equal(
        claims_read(&claim, &arena, claims.data, claims.size, &err),
        CONCORD_OK);
    assert_string_equal(claim.id, "abc");
    assert_string_equal(claim.title, "Essex Compact");
    assert_string_equal(claim.address, "http://one.example/");
    assert_null(claim.publisher);
    assert_string_equal(claim.places.items[0], "east-of-england/essex");
    assert_int_equal(claim.parties.count, 2);
    assert_string_equal(claim.signatories.items[0], "Ann Lee");
    assert_int_equal(claim.certainty, CERTAINTY_STATED);
    assert_int_equal(edtf_single_year(claim.date), 2004);
    assert_int_equal(claim.clause_count, 2);
    assert_string_equal(claim.clauses[1].text, "We will meet.");
    assert_int_equal(claim.clauses[1].shingles.count, 1);
    assert_int_equal(claim.relations[0].type, RELATION_SUPERSEDES);
    assert_true(claim.relations[0].subject.self);
    assert_string_equal(claim.relations[0].object.title, "the old compact");
    assert_string_equal(claim.acronyms[0].acronym, "VCS");
    assert_true(claim.words > 20);
    arena_clear(&arena);
    buffer_destroy(&claims);
}

static void the_same_document_gives_the_same_bytes(void **state) {
    struct buffer first;
    struct buffer second;
    (void)state;
    pack(&first, &example);
    pack(&second, &example);
    assert_int_equal(first.size, second.size);
    assert_memory_equal(first.data, second.data, first.size);
    buffer_destroy(&first);
    buffer_destroy(&second);
}

static void every_cut_is_refused(void **state) {
    struct buffer claims;
    (void)state;
    pack(&claims, &example);
    for (size_t size = 0; size < claims.size; size++) {
        char *cut = malloc(size + 1); /* so that a sanitizer sees its end */
        assert_non_null(cut);
        memcpy(cut, claims.data, size);
        assert_int_equal(read_back(cut, size), CONCORD_CORRUPT);
        free(cut);
    }
    buffer_destroy(&claims);
}

static void bytes_left_over_are_refused(void **state) {
    struct buffer claims;
    (void)state;
    pack(&claims, &example);
    buffer_append_char(&claims, '\0');
    assert_int_equal(read_back(claims.data, claims.size), CONCORD_CORRUPT);
    buffer_destroy(&claims);
}

static void any_byte_may_be_garbled(void **state) {
    struct buffer claims;
    (void)state;
    pack(&claims, &example);
    for (size_t at = 0; at < claims.size; at++)
        for (unsigned flip = 1; flip < 256; flip = flip * 2 + 1) {
            claims.data[at] = (char)(claims.data[at] ^ (char)flip);
            enum concord_status status = read_back(claims.data, claims.size);
            assert_true(status == CONCORD_OK || status == CONCORD_CORRUPT);
            claims.data[at] = (char)(claims.data[at] ^ (char)flip);
        }
    buffer_destroy(&claims);
}

static void garbled_claims_that_pass_are_still_related(void **state) {
    struct buffer claims;
    (void)state;
    pack(&claims, &example);
    for (size_t at = 5; at < claims.size; at += 7) {
        struct concord_error err = {0};
        struct archive *archive = archive_open();
        assert_int_equal(relator_create(&archive->relator, schema, &err),
                         CONCORD_OK);
        claims.data[at] = (char)(claims.data[at] ^ 0x11);
        archive->records = json_object();
        archive->bytes = (struct buffer)BUFFER_INIT(1 << 20);
        if (relator_add(archive->relator, claims.data, claims.size, &err) ==
            CONCORD_OK)
            assert_int_equal(relator_run(archive->relator, &err), CONCORD_OK);
        claims.data[at] = (char)(claims.data[at] ^ 0x11);
        archive_end(archive);
    }
    buffer_destroy(&claims);
}

static void another_version_is_refused(void **state) {
    struct buffer claims;
    (void)state;
    pack(&claims, &example);
    claims.data[4]++;
    assert_int_equal(read_back(claims.data, claims.size), CONCORD_CORRUPT);
    assert_int_equal(read_back("", 0), CONCORD_CORRUPT);
    assert_int_equal(read_back("CCLM", 4), CONCORD_CORRUPT);
    buffer_destroy(&claims);
}

static void a_document_without_anything_is_packed(void **state) {
    struct buffer claims;
    (void)state;
    const struct told nothing = {.id = "x"};
    struct concord_error err = {0};
    struct document *document = told_document(&nothing);
    claims = (struct buffer)BUFFER_INIT(CLAIMS_SIZE_MAX);
    assert_int_equal(claims_pack(&claims, document, schema, &err), CONCORD_OK);
    assert_int_equal(read_back(claims.data, claims.size), CONCORD_OK);
    document_destroy(document);
    buffer_destroy(&claims);
}

static void a_document_without_an_id_is_a_defect(void **state) {
    struct concord_error err = {0};
    struct buffer claims = BUFFER_INIT(CLAIMS_SIZE_MAX);
    const struct told nothing = {.id = "x"};
    struct document *document = told_document(&nothing);
    (void)state;
    document->id = NULL;
    assert_int_equal(claims_pack(&claims, document, schema, &err),
                     CONCORD_INTERNAL);
    document_destroy(document);
    buffer_destroy(&claims);
}

static void claims_are_bounded_whatever_the_text(void **state) {
    struct buffer text = BUFFER_INIT(16 << 20);
    struct buffer claims;
    (void)state;
    for (unsigned i = 0; i < 20000; i++)
        buffer_printf(&text,
                      "* Clause %u of Very Many Clauses, With Capitals %u, is "
                      "long enough to be kept and repeats what others say, as "
                      "clauses do when nobody reads them to the end %u.\n",
                      i, i * 7, i * 13);
    struct told told = {.id = "x", .text = text.data};
    struct concord_error err = {0};
    struct document *document = told_document(&told);
    claims = (struct buffer)BUFFER_INIT(CLAIMS_SIZE_MAX);
    assert_int_equal(claims_pack(&claims, document, schema, &err), CONCORD_OK);
    assert_true(claims.size < CLAIMS_SIZE_MAX);
    assert_int_equal(read_back(claims.data, claims.size), CONCORD_OK);
    document_destroy(document);
    buffer_destroy(&claims);
    buffer_destroy(&text);
}

/* As long as a string can be that is kept, and another for each number. */
static const char *long_string(struct document *document, unsigned number) {
    enum { MANY = CLAIM_STRING_MAX + 8 };
    char *text = arena_alloc(&document->arena, MANY);
    assert_non_null(text);
    snprintf(text, MANY, "%u", number);
    memset(text + strlen(text), 'x', MANY - 1 - strlen(text));
    text[MANY - 1] = '\0';
    return text;
}

/* More of everything than is kept, and all of it long. */
static void fill_to_the_brim(struct document *document) {
    enum { TIMES = CLAIM_CLAUSES_MAX + 1 };
    struct concord_error err = {0};
    for (unsigned i = 0; i < TIMES; i++) {
        const char *text = long_string(document, i);
        struct document_clause clause = {
            .anchor = text, .heading = text, .end = document->text_size};
        struct document_acronym acronym = {.acronym = text, .expansion = text};
        assert_int_equal(document_add_clause(document, clause, &err),
                         CONCORD_OK);
        say(document, RELATION_CITES, text, text, "2001");
        document->relations[i].quote = text;
        assert_int_equal(document_add_acronym(document, acronym, &err),
                         CONCORD_OK);
    }
}

static void the_greatest_claims_fit(void **state) {
    struct buffer text = BUFFER_INIT(1 << 20);
    (void)state;
    for (unsigned i = 0; i < 2000; i++)
        buffer_printf(&text, "%u ", i * 7919);
    struct told told = {.id = "x", .text = text.data};
    struct concord_error err = {0};
    struct document *document = told_document(&told);
    fill_to_the_brim(document);
    struct buffer claims = BUFFER_INIT(CLAIMS_SIZE_MAX);
    assert_int_equal(claims_pack(&claims, document, schema, &err), CONCORD_OK);
    assert_int_equal(read_back(claims.data, claims.size), CONCORD_OK);
    document_destroy(document);
    buffer_destroy(&claims);
    buffer_destroy(&text);
}

static void no_letter_is_cut_in_two(void **state) {
    struct concord_error err = {0};
    struct arena arena = {0};
    struct buffer claims;
    struct claim claim;
    char title[CLAIM_STRING_MAX + 100];
    (void)state;
    memset(title, 'a', sizeof title);
    for (size_t i = 1; i + 2 < sizeof title; i += 2)
        memcpy(title + i, "\xC3\xA9", 2);
    title[sizeof title - 1] = '\0';
    pack(&claims,
         &(struct told){.id = "x", .title = title, .text = "Some words"});
    assert_int_equal(
        claims_read(&claim, &arena, claims.data, claims.size, &err),
        CONCORD_OK);
    size_t length = strlen(claim.title);
    assert_int_equal(length, CLAIM_STRING_MAX - 1);
    assert_int_equal((unsigned char)claim.title[length - 1], 0xA9);
    arena_clear(&arena);
    buffer_destroy(&claims);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_packed_is_read_back),
        cmocka_unit_test(the_same_document_gives_the_same_bytes),
        cmocka_unit_test(every_cut_is_refused),
        cmocka_unit_test(bytes_left_over_are_refused),
        cmocka_unit_test(any_byte_may_be_garbled),
        cmocka_unit_test(garbled_claims_that_pass_are_still_related),
        cmocka_unit_test(another_version_is_refused),
        cmocka_unit_test(a_document_without_anything_is_packed),
        cmocka_unit_test(a_document_without_an_id_is_a_defect),
        cmocka_unit_test(claims_are_bounded_whatever_the_text),
        cmocka_unit_test(the_greatest_claims_fit),
        cmocka_unit_test(no_letter_is_cut_in_two),
    };
    return cmocka_run_group_tests(tests, open_schema, close_schema);
}
