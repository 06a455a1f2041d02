/* test_extract_form.c - claims about extracts as bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "corpus/extract_form.h"
#include "extract_fixture.h"

enum { PACKED_MAX = 1024 * 1024 };

static const char page[] =
    "<html><head><title>The Compact</title><meta name=author content=Smith>"
    "<link rel=canonical href='http://example.org/a'></head>"
    "<body><h1>Purpose</h1><p>\xC2\xA3"
    "5 for \xE2\x80\x9C"
    "all\xE2\x80\x9D.</p>"
    "<ul "
    "class=rules><li>one</li><li>two</li></ul><table><tr><td>a<td>b</table></"
    "body>";

static struct buffer pack(const struct extract *extract) {
    struct buffer packed = BUFFER_INIT(PACKED_MAX);
    extract_pack(&packed, extract);
    assert_true(buffer_ok(&packed));
    return packed;
}

static struct buffer pack_paper(const char *name, const char *text) {
    struct extract *extract = read_paper(name, text);
    struct buffer packed = pack(extract);
    extract_destroy(extract);
    return packed;
}

/* Small, with all that an extract may have but a title and an address. */
static struct buffer pack_small(void) {
    struct extracted_property property = {"n", "v", 7};
    struct extracted_part part = {"nav", 0};
    struct extracted_block blocks[] = {{BLOCK_HEADING, 1, "H", 0},
                                       {BLOCK_PARAGRAPH, 0, "P", 1}};
    struct extract extract = {.format = "f",
                              .charset = "cs",
                              .front_matter = "---\nk: v\n",
                              .properties = &property,
                              .property_count = 1,
                              .parts = &part,
                              .part_count = 1,
                              .blocks = blocks,
                              .block_count = 2};
    return pack(&extract);
}

/* And where things stand in it. */
enum {
    FORMAT_AT = 4 + 4,
    PROPERTY_COUNT_AT = FORMAT_AT + 1 + 4 + 2 + 4 + 4 + 4 + 9,
    NAME_AT = PROPERTY_COUNT_AT + 4 + 4,
    VALUE_AT = NAME_AT + 1 + 4,
    PART_COUNT_AT = VALUE_AT + 1 + 4,
    PART_NAMES_AT = PART_COUNT_AT + 4 + 4,
    WITHIN_AT = PART_NAMES_AT + 3,
    COUNT_AT = WITHIN_AT + 4,
    KIND_AT = COUNT_AT + 4,
    LEVEL_AT = KIND_AT + 4,
    PART_AT = LEVEL_AT + 4,
    TEXT_SIZE_AT = PART_AT + 4,
    TEXT_AT = TEXT_SIZE_AT + 4,
    LAST_TEXT_AT = TEXT_AT + 1 + 4 + 4 + 4 + 4
};

static enum concord_status unpack(const void *bytes, size_t size) {
    struct extract *extract = NULL;
    struct concord_error err = {0};
    enum concord_status status = extract_unpack(&extract, bytes, size, &err);
    if (status == CONCORD_OK)
        assert_sound(extract);
    else
        assert_null(extract);
    extract_destroy(extract);
    return status;
}

static void assert_same_string(const char *a, const char *b) {
    assert_int_equal(a == NULL, b == NULL);
    if (a != NULL)
        assert_string_equal(a, b);
}

static void assert_same(const struct extract *a, const struct extract *b) {
    assert_same_string(a->format, b->format);
    assert_same_string(a->charset, b->charset);
    assert_same_string(a->title, b->title);
    assert_same_string(a->address, b->address);
    assert_same_string(a->front_matter, b->front_matter);
    assert_int_equal(a->property_count, b->property_count);
    for (size_t i = 0; i < a->property_count; i++) {
        assert_string_equal(a->properties[i].name, b->properties[i].name);
        assert_string_equal(a->properties[i].value, b->properties[i].value);
        assert_int_equal(a->properties[i].line, b->properties[i].line);
    }
    assert_int_equal(a->part_count, b->part_count);
    for (size_t i = 0; i < a->part_count; i++) {
        assert_string_equal(a->parts[i].names, b->parts[i].names);
        assert_int_equal(a->parts[i].within, b->parts[i].within);
    }
    assert_int_equal(a->block_count, b->block_count);
    for (size_t i = 0; i < a->block_count; i++) {
        assert_int_equal(a->blocks[i].kind, b->blocks[i].kind);
        assert_int_equal(a->blocks[i].level, b->blocks[i].level);
        assert_int_equal(a->blocks[i].part, b->blocks[i].part);
        assert_string_equal(a->blocks[i].text, b->blocks[i].text);
    }
}

static void assert_round_trip(const struct extract *extract) {
    struct buffer packed = pack(extract);
    struct extract *unpacked = NULL;
    struct concord_error err = {0};
    assert_int_equal(extract_unpack(&unpacked, packed.data, packed.size, &err),
                     CONCORD_OK);
    assert_same(extract, unpacked);
    extract_destroy(unpacked);
    buffer_destroy(&packed);
}

static void what_is_packed_is_unpacked_the_same(void **state) {
    (void)state;
    struct extract *extract = read_paper("a.html", page);
    assert_non_null(extract->title);
    assert_non_null(extract->address);
    assert_round_trip(extract);
    extract_destroy(extract);
    extract = read_paper("a.txt", "---\ntitle: A\n---\n\nA paper.\n");
    assert_non_null(extract->front_matter);
    assert_round_trip(extract);
    extract_destroy(extract);
}

static void a_missing_title_stays_missing_and_an_empty_one_empty(void **state) {
    (void)state;
    struct extracted_block block = {BLOCK_PARAGRAPH, 0, "P", 0};
    struct extract extract = {.format = "f",
                              .charset = "c",
                              .title = "",
                              .blocks = &block,
                              .block_count = 1};
    assert_round_trip(&extract);
}

static void the_form_is_as_it_was_drawn(void **state) {
    (void)state;
    static const char expected[] = "CXT4\1\0\0\0f\2\0\0\0cs"
                                   "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"
                                   "\x9\0\0\0---\nk: v\n"
                                   "\1\0\0\0\1\0\0\0n\1\0\0\0v\7\0\0\0"
                                   "\1\0\0\0\3\0\0\0nav\0\0\0\0"
                                   "\2\0\0\0"
                                   "\1\0\0\0\1\0\0\0\0\0\0\0\1\0\0\0H"
                                   "\0\0\0\0\0\0\0\0\1\0\0\0\1\0\0\0P";
    struct buffer packed = pack_small();
    assert_int_equal(packed.size, sizeof expected - 1);
    assert_memory_equal(packed.data, expected, packed.size);
    assert_int_equal(packed.data[FORMAT_AT], 'f');
    assert_int_equal(packed.data[PROPERTY_COUNT_AT], 1);
    assert_int_equal(packed.data[NAME_AT], 'n');
    assert_int_equal(packed.data[VALUE_AT], 'v');
    assert_int_equal(packed.data[COUNT_AT], 2);
    assert_int_equal(packed.data[TEXT_AT], 'H');
    assert_int_equal(packed.data[LAST_TEXT_AT], 'P');
    assert_int_equal(packed.size, LAST_TEXT_AT + 1);
    buffer_destroy(&packed);
}

static void a_pack_that_found_no_room_shows_it(void **state) {
    (void)state;
    struct extract *extract = read_paper("a.html", page);
    struct buffer packed = BUFFER_INIT(20);
    extract_pack(&packed, extract);
    assert_false(buffer_ok(&packed));
    extract_destroy(extract);
    buffer_destroy(&packed);
}

static void no_beginning_of_a_form_is_whole(void **state) {
    (void)state;
    struct buffer packed = pack_paper("a.html", page);
    for (size_t size = 0; size < packed.size; size++) {
        /* Of just that size, so that a sanitizer sees what reads past it. */
        char *bytes = malloc(size + !size);
        assert_non_null(bytes);
        memcpy(bytes, packed.data, size);
        assert_int_equal(unpack(bytes, size), CONCORD_CORRUPT);
        free(bytes);
    }
    assert_int_equal(unpack(packed.data, packed.size), CONCORD_OK);
    buffer_append_char(&packed, 'x');
    assert_int_equal(unpack(packed.data, packed.size), CONCORD_CORRUPT);
    buffer_destroy(&packed);
}

/* A byte of the small form is another: it is not whole any more. */
static void assert_corrupt_with(size_t at, unsigned char byte) {
    struct buffer packed = pack_small();
    assert_true(at < packed.size);
    packed.data[at] = (char)byte;
    assert_int_equal(unpack(packed.data, packed.size), CONCORD_CORRUPT);
    buffer_destroy(&packed);
}

static void what_no_format_could_have_made_is_corrupt(void **state) {
    (void)state;
    assert_corrupt_with(0, 'c'); /* no extract, */
    assert_corrupt_with(3, '1'); /* or of another form */
    assert_corrupt_with(FORMAT_AT, '\0');
    assert_corrupt_with(FORMAT_AT, 0xFF);          /* no UTF-8 */
    assert_corrupt_with(PROPERTY_COUNT_AT, 0);     /* one too few, */
    assert_corrupt_with(PROPERTY_COUNT_AT, 2);     /* or one too many, */
    assert_corrupt_with(PROPERTY_COUNT_AT + 1, 1); /* or far too many */
    assert_corrupt_with(NAME_AT, '\n');
    assert_corrupt_with(NAME_AT - 4, 0); /* of no name */
    assert_corrupt_with(VALUE_AT, 0x1B);
    assert_corrupt_with(VALUE_AT - 1, 0xFF);
    assert_corrupt_with(PART_COUNT_AT, 0); /* parts likewise */
    assert_corrupt_with(PART_COUNT_AT + 2, 1);
    assert_corrupt_with(PART_NAMES_AT, ' ');
    assert_corrupt_with(WITHIN_AT, 1); /* within itself */
    assert_corrupt_with(PART_AT, 2);   /* in one that is not there */
    assert_corrupt_with(COUNT_AT, 0);  /* blocks likewise */
    assert_corrupt_with(COUNT_AT, 1);
    assert_corrupt_with(COUNT_AT, 3);
    assert_corrupt_with(COUNT_AT + 3, 0xFF);
    assert_corrupt_with(KIND_AT, 5); /* of no known kind */
    assert_corrupt_with(KIND_AT + 3, 1);
    assert_corrupt_with(KIND_AT, 0);    /* a level, and no heading */
    assert_corrupt_with(LEVEL_AT, 0);   /* a heading without, */
    assert_corrupt_with(LEVEL_AT, 200); /* or far too deep */
    assert_corrupt_with(TEXT_SIZE_AT, 0);
    assert_corrupt_with(TEXT_SIZE_AT + 3, 0x80);
    assert_corrupt_with(TEXT_AT, ' '); /* not clean */
    assert_corrupt_with(TEXT_AT, 0x1B);
    assert_corrupt_with(LAST_TEXT_AT, 0x7F);
}

static void front_matter_is_no_longer_than_it_may_be(void **state) {
    (void)state;
    struct extracted_block block = {BLOCK_PARAGRAPH, 0, "P", 0};
    char *text = calloc(1, EXTRACT_FRONT_MATTER_BYTES + 2);
    assert_non_null(text);
    struct extract extract = {.format = "f",
                              .charset = "c",
                              .front_matter = text,
                              .blocks = &block,
                              .block_count = 1};
    memset(text, '-', EXTRACT_FRONT_MATTER_BYTES);
    assert_round_trip(&extract);
    text[EXTRACT_FRONT_MATTER_BYTES] = '-';
    struct buffer packed = pack(&extract);
    assert_int_equal(unpack(packed.data, packed.size), CONCORD_CORRUPT);
    buffer_destroy(&packed);
    free(text);
}

static void an_extract_names_its_format_and_charset(void **state) {
    (void)state;
    struct extracted_block block = {BLOCK_PARAGRAPH, 0, "P", 0};
    struct extract without[] = {
        {.charset = "c", .blocks = &block, .block_count = 1},
        {.format = "f", .blocks = &block, .block_count = 1},
        {.format = "f", .charset = "c"}};
    for (size_t i = 0; i < sizeof without / sizeof *without; i++) {
        struct buffer packed = pack(&without[i]);
        assert_int_equal(unpack(packed.data, packed.size), CONCORD_CORRUPT);
        buffer_destroy(&packed);
    }
}

/* Flip, drop, double, cut: the bytes a hostile worker may send. */
static size_t damage(unsigned char *bytes, size_t size, uint32_t *seed) {
    for (uint32_t left = 1 + next_random(seed) % 4; left > 0; left--) {
        size_t at = next_random(seed) % size;
        switch (next_random(seed) % 4) {
        case 0:
            bytes[at] = (unsigned char)next_random(seed);
            break;
        case 1:
            bytes[at] ^= (unsigned char)(1U << next_random(seed) % 8);
            break;
        case 2:
            if (size > 1)
                memmove(bytes + at, bytes + at + 1, --size - at);
            break;
        default:
            if (next_random(seed) % 8 == 0 && at > 0)
                size = at;
            break;
        }
    }
    return size;
}

/* What is taken for whole is sound, and there is one form of it. */
static void assert_refused_or_canonical(const unsigned char *bytes,
                                        size_t size) {
    struct extract *extract = NULL;
    struct concord_error err = {0};
    enum concord_status status = extract_unpack(&extract, bytes, size, &err);
    if (status != CONCORD_OK) {
        assert_int_equal(status, CONCORD_CORRUPT);
        assert_null(extract);
        return;
    }
    assert_sound(extract);
    struct buffer packed = pack(extract);
    assert_int_equal(packed.size, size);
    assert_memory_equal(packed.data, bytes, size);
    buffer_destroy(&packed);
    extract_destroy(extract);
}

static void damaged_bytes_are_corrupt_or_another_extract(void **state) {
    (void)state;
    enum { TIMES = 20000 };
    uint32_t seed = 3;
    struct buffer packed = pack_paper("a.html", page);
    for (int i = 0; i < TIMES; i++) {
        unsigned char *bytes = malloc(packed.size);
        assert_non_null(bytes);
        memcpy(bytes, packed.data, packed.size);
        size_t size = damage(bytes, packed.size, &seed);
        unsigned char *exact = realloc(bytes, size);
        assert_non_null(exact);
        assert_refused_or_canonical(exact, size);
        free(exact);
    }
    buffer_destroy(&packed);
}

static void noise_is_corrupt(void **state) {
    (void)state;
    uint32_t seed = 5;
    for (int i = 0; i < 2000; i++) {
        unsigned char bytes[64] = "CXT4";
        size_t size = next_random(&seed) % sizeof bytes;
        for (size_t at = i % 2 == 0 ? 0 : 4; at < size; at++)
            bytes[at] = (unsigned char)next_random(&seed);
        assert_int_equal(unpack(bytes, size), CONCORD_CORRUPT);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_packed_is_unpacked_the_same),
        cmocka_unit_test(a_missing_title_stays_missing_and_an_empty_one_empty),
        cmocka_unit_test(the_form_is_as_it_was_drawn),
        cmocka_unit_test(a_pack_that_found_no_room_shows_it),
        cmocka_unit_test(no_beginning_of_a_form_is_whole),
        cmocka_unit_test(what_no_format_could_have_made_is_corrupt),
        cmocka_unit_test(front_matter_is_no_longer_than_it_may_be),
        cmocka_unit_test(an_extract_names_its_format_and_charset),
        cmocka_unit_test(damaged_bytes_are_corrupt_or_another_extract),
        cmocka_unit_test(noise_is_corrupt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
