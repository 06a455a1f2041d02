/* test_json_slice.c - claims about JSON that is cut up without a tree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "card_text.h"
#include "json_writer.h"

enum { TEXT_MAX = 1024, ROUNDS = 20000 };

/* Its keys and values in their order, "key=value;" each. */
static bool walked(char out[TEXT_MAX], const char *text) {
    struct json_walk walk;
    struct json_slice key = {"", 0};
    struct json_slice value;
    size_t size = 0;
    json_walk_begin(&walk, text);
    out[0] = '\0';
    while (json_walk_next(&walk, &key, &value))
        size += (size_t)snprintf(out + size, TEXT_MAX - size, "%.*s=%.*s;",
                                 (int)key.size, key.text, (int)value.size,
                                 value.text);
    return json_walk_end(&walk) != NULL;
}

static void assert_walk(const char *text, const char *expected) {
    char found[TEXT_MAX];
    assert_true(walked(found, text));
    assert_string_equal(found, expected);
}

static void values_are_the_text_that_they_are(void **state) {
    (void)state;
    assert_walk("{}", "");
    assert_walk("[]", "");
    assert_walk("{\"a\":1,\"b\":null,\"c\":-2.5e+3}", "a=1;b=null;c=-2.5e+3;");
    assert_walk("[\"a\",true,[],{}]", "=\"a\";=true;=[];={};");
    assert_walk(" { \"a\" : [ 1 , { \"b\" : \"]}\" } ] , \"c\":\"\" } ",
                "a=[ 1 , { \"b\" : \"]}\" } ];c=\"\";");
    assert_walk("{\"a\\\"\":\"\\\\\",\"b\":\"\\\"}\"}",
                "a\\\"=\"\\\\\";b=\"\\\"}\";");
}

static void what_is_cut_anywhere_is_broken(void **state) {
    static const char text[] = "{\"a\":[1,{\"b\":\"\\\"c\"}],\"d\":true}";
    (void)state;
    for (size_t size = 0; size < sizeof text - 1; size++) {
        char cut[sizeof text];
        char found[TEXT_MAX];
        snprintf(cut, sizeof cut, "%.*s", (int)size, text);
        if (walked(found, cut))
            fail_msg("%s is taken for whole", cut);
    }
}

static void what_does_not_fit_together_is_broken(void **state) {
    static const char *const texts[] = {
        "",           "1",           "\"a\"",
        "[1}",        "{\"a\":[}]}", "{\"a\"}",
        "{\"a\" 1}",  "{a:1}",       "{\"a\":}",
        "[1 2]",      "[,1]",        "{\"a\":1 \"b\":2}",
        "[\"a\nb\"]", "[\"a\\\n\"]", "[x]",
        "{1:2}"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char found[TEXT_MAX];
        if (walked(found, texts[i]))
            fail_msg("%s is taken for whole", texts[i]);
    }
}

static void brackets_past_any_depth_are_broken(void **state) {
    char text[2 * TEXT_MAX] = "";
    char found[TEXT_MAX];
    (void)state;
    memset(text, '[', TEXT_MAX);
    assert_false(walked(found, text));
    memset(text + TEXT_MAX, ']', TEXT_MAX - 1);
    assert_false(walked(found, text));
}

/* Whatever bytes change, a walk ends in the text. */
static void no_byte_leads_out_of_the_text(void **state) {
    static const char text[] =
        "{\"a\":[1,{\"b\":\"\\\"c\"}],\"d\":true,\"e\":{\"f\":[[],{}]}}";
    unsigned seed = 4;
    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        char *copy = strdup(text); /* a heap's end is watched */
        char found[TEXT_MAX];
        for (int j = 0; j < 3; j++) {
            seed = seed * 1103515245u + 12345u;
            copy[(seed >> 8) % (sizeof text - 1)] =
                "{}[]\",:\\ a\0\xC3"[(seed >> 24) % 12];
        }
        walked(found, copy);
        free(copy);
    }
}

static void members_are_found_by_key(void **state) {
    static const char text[] = "{\"a\":1,\"b\":{\"a\":\"x\"},\"ab\":3}";
    struct json_slice all = {text, sizeof text - 1};
    (void)state;
    struct json_slice inner = json_slice_member(all, "b");
    assert_true(json_slice_is(json_slice_member(inner, "a"), "\"x\""));
    assert_true(json_slice_is(json_slice_member(all, "ab"), "3"));
    assert_null(json_slice_member(all, "c").text);
    assert_null(json_slice_member(json_slice_member(all, "a"), "b").text);
    assert_null(json_slice_member((struct json_slice){0}, "a").text);
}

static void whole_numbers_are_read_and_no_others(void **state) {
    static const char *const others[] = {
        "-1", "1.5", "1e3", "true", "\"1\"", "9999999999999999999"};
    uint64_t number = 7;
    (void)state;
    assert_true(json_slice_number((struct json_slice){"120", 3}, &number));
    assert_int_equal(number, 120);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(json_slice_number(
            (struct json_slice){others[i], strlen(others[i])}, &number));
    assert_false(json_slice_number((struct json_slice){0}, &number));
}

static void a_text_with_escapes_or_without_room_is_not_copied(void **state) {
    char out[4] = "?";
    (void)state;
    assert_true(json_slice_text((struct json_slice){"\"abc\"", 5}, out, 4));
    assert_string_equal(out, "abc");
    assert_false(json_slice_text((struct json_slice){"\"abcd\"", 6}, out, 4));
    assert_false(json_slice_text((struct json_slice){"\"a\\n\"", 5}, out, 4));
    assert_false(json_slice_text((struct json_slice){"12", 2}, out, 4));
    assert_false(json_slice_text((struct json_slice){0}, out, 4));
}

/* What jansson wrote is cut and put together again as it was. */
static void a_copied_object_is_the_same_text(void **state) {
    static const char text[] =
        "{\"id\":\"a1\",\"title\":\"A \\\"t\\\" – <b>\",\"date\":null,"
        "\"list\":[1,2.5,{\"x\":[]}],\"no\":false}";
    struct buffer out = BUFFER_INIT(TEXT_MAX);
    struct card_text card;
    (void)state;
    assert_int_equal(card_text_open(&card, text, NULL), CONCORD_OK);
    assert_int_equal(card_text_read_all(&card, NULL), CONCORD_OK);
    emit_open(&out, '{');
    for (size_t i = 0; i < card.count; i++) {
        emit_bytes(&out, card.members[i].key.text, card.members[i].key.size);
        buffer_append_char(&out, ':');
        emit_slice(&out, card.members[i].value);
    }
    emit_close(&out, '}');
    assert_string_equal(out.data, text);
    buffer_destroy(&out);
}

/* What comes behind the last value that was asked for may be anything. */
static void a_card_is_read_as_far_as_is_asked(void **state) {
    static const char text[] = "{\"a\":1,\"b\":[2],\"c\":oops]";
    struct card_text card;
    (void)state;
    assert_int_equal(card_text_open(&card, text, NULL), CONCORD_OK);
    assert_true(json_slice_is(card_text_find(&card, "b"), "[2]"));
    assert_int_equal(card.count, 2);
    assert_true(json_slice_is(card_text_find(&card, "a"), "1"));
    assert_int_equal(card_text_check(&card, NULL), CONCORD_OK);
    assert_null(card_text_find(&card, "c").text);
    assert_null(card_text_find(&card, "d").text);
    assert_int_equal(card_text_check(&card, NULL), CONCORD_CORRUPT);
    assert_true(json_slice_is(card_text_find(&card, "b"), "[2]"));
}

static void a_card_of_too_many_values_is_corrupt(void **state) {
    char text[2 * TEXT_MAX] = "{";
    struct card_text card;
    (void)state;
    for (int i = 0; i <= CARD_MEMBERS_MAX; i++) {
        size_t size = strlen(text);
        snprintf(text + size, sizeof text - size, "%s\"k%d\":%d",
                 i > 0 ? "," : "", i, i);
    }
    strcat(text, "}");
    assert_int_equal(card_text_open(&card, text, NULL), CONCORD_OK);
    assert_int_equal(card_text_read_all(&card, NULL), CONCORD_CORRUPT);
}

static void a_record_that_is_no_object_in_utf8_is_corrupt(void **state) {
    static const char *const texts[] = {"", "[]", "{\"a\":\"\xFF\"}", "{"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct card_text card;
        if (card_text_open(&card, texts[i], NULL) == CONCORD_OK)
            assert_int_equal(card_text_read_all(&card, NULL), CONCORD_CORRUPT);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_the_text_that_they_are),
        cmocka_unit_test(what_is_cut_anywhere_is_broken),
        cmocka_unit_test(what_does_not_fit_together_is_broken),
        cmocka_unit_test(brackets_past_any_depth_are_broken),
        cmocka_unit_test(no_byte_leads_out_of_the_text),
        cmocka_unit_test(members_are_found_by_key),
        cmocka_unit_test(whole_numbers_are_read_and_no_others),
        cmocka_unit_test(a_text_with_escapes_or_without_room_is_not_copied),
        cmocka_unit_test(a_copied_object_is_the_same_text),
        cmocka_unit_test(a_card_is_read_as_far_as_is_asked),
        cmocka_unit_test(a_card_of_too_many_values_is_corrupt),
        cmocka_unit_test(a_record_that_is_no_object_in_utf8_is_corrupt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
