/* test_export_format.c - what a record becomes in each form, with the texts
 * that would break one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "export_format.h"
#include "schema_fixture.h"

/* The card in that form, which the caller destroys. */
static struct buffer written(const char *form, const char *card) {
    struct buffer out = BUFFER_INIT(1 << 20);
    struct result result = {.card = card};
    json_t *json = json_loads(card, 0, NULL);
    assert_non_null(json);
    struct card_text text;
    assert_int_equal(card_text_open(&text, card, NULL), CONCORD_OK);
    struct export_record record = {&text, json, &result, schema,
                                   "https://example.org/documents/a"};
    export_format_find(form)->write(&out, &record);
    assert_true(buffer_ok(&out));
    json_decref(json);
    return out;
}

static void assert_written(const char *form, const char *card,
                           const char *expected) {
    struct buffer out = written(form, card);
    assert_string_equal(out.data, expected);
    buffer_destroy(&out);
}

static void assert_has(const char *form, const char *card, const char *words) {
    struct buffer out = written(form, card);
    if (strstr(out.data, words) == NULL)
        fail_msg("%s is not in %s", words, out.data);
    buffer_destroy(&out);
}

static const char whole[] =
    "{\"id\":\"a\",\"title\":\"A review\",\"title_supplied\":true,"
    "\"date\":{\"value\":\"2007-04\",\"year\":2007},"
    "\"creator\":[{\"name\":\"Ann Bold\",\"kind\":\"person\"},"
    "{\"name\":\"Aid and Care\",\"kind\":\"organisation\"}],"
    "\"publisher\":\"Leeds, City\",\"type\":[\"letter\"],"
    "\"region\":[\"london\",\"wales\"],\"place\":[],"
    "\"topic\":[\"health\",\"social-care\"],"
    "\"source\":{\"address\":\"http://x.example/a_b?c=%20{d}\"}}";

/* ---- CSV ---- */

static void assert_cell(const char *text, const char *expected) {
    struct buffer out = BUFFER_INIT(1024);
    csv_append_cell(&out, text);
    assert_string_equal(out.data != NULL ? out.data : "", expected);
    buffer_destroy(&out);
}

static void cells_are_quoted_when_they_must_be(void **state) {
    (void)state;
    assert_cell("", "");
    assert_cell("plain; text", "plain; text");
    assert_cell("a, b", "\"a, b\"");
    assert_cell("say \"no\"", "\"say \"\"no\"\"\"");
    assert_cell("two\r\nlines", "\"two\r\nlines\"");
}

static void cells_that_would_be_formulas_are_made_harmless(void **state) {
    (void)state;
    assert_cell("=1+1", "'=1+1");
    assert_cell("+44 20", "'+44 20");
    assert_cell("-topic", "'-topic");
    assert_cell("@SUM(A1)", "'@SUM(A1)");
    assert_cell("\t=1", "'\t=1");
    assert_cell("\r=1", "\"'\r=1\"");
    assert_cell("=HYPERLINK(\"a\",\"b\")",
                "\"'=HYPERLINK(\"\"a\"\",\"\"b\"\")\"");
    assert_cell("a=b", "a=b");
}

static void a_line_has_a_cell_for_every_column(void **state) {
    struct buffer header = BUFFER_INIT(1024);
    (void)state;
    csv_begin(&header, schema);
    assert_string_equal(header.data,
                        "id,title,creator,publisher,date,year,type,region,"
                        "place,sector,topic,permanent_address,address\r\n");
    buffer_destroy(&header);
    assert_written("csv", whole,
                   "a,[A review],Ann Bold; Aid and Care,\"Leeds, City\","
                   "2007-04,2007,letter,london; wales,,,health; social-care,"
                   "https://example.org/documents/a,"
                   "http://x.example/a_b?c=%20{d}\r\n");
    assert_written("csv", "{\"id\":\"b\",\"title\":null}",
                   "b,,,,,,,,,,,https://example.org/documents/a,\r\n");
}

/* ---- BibTeX ---- */

static void an_entry_has_what_a_citation_needs(void **state) {
    (void)state;
    assert_written("bibtex", whole,
                   "@misc{a,\n"
                   "  title = {{[A review]}},\n"
                   "  author = {Ann Bold and {Aid and Care}},\n"
                   "  publisher = {Leeds, City},\n"
                   "  year = {2007},\n"
                   "  date = {2007-04},\n"
                   "  type = {Letter},\n"
                   "  keywords = {Health, Social care},\n"
                   "  url = {https://example.org/documents/a},\n"
                   "  source = {http://x.example/a_b?c=%20%7Bd%7D}\n"
                   "}\n\n");
}

static void what_latex_would_run_is_escaped(void **state) {
    (void)state;
    assert_has("bibtex",
               "{\"id\":\"a\",\"title\":\"10% of \\\\x {a} }$_#&~^\\nb\"}",
               "title = {{10\\% of \\textbackslash{}x "
               "\\textbraceleft{}a\\textbraceright{} \\textbraceright{}\\$\\_"
               "\\#\\&\\textasciitilde{}\\textasciicircum{} b}}");
}

static void other_ids_have_other_keys(void **state) {
    (void)state;
    assert_has("bibtex", "{\"id\":\"a b,c_\"}", "@misc{a_20b_2cc_5f,");
    assert_has("bibtex", "{\"id\":\"a_20b\"}", "@misc{a_5f20b,");
}

static void a_date_that_is_an_interval_is_a_note(void **state) {
    static const char card[] =
        "{\"id\":\"a\",\"date\":{\"value\":\"[2011-04-06..]\",\"year\":null}}";
    (void)state;
    assert_has("bibtex", card, "note = {Dated [2011-04-06..]}");
    assert_has("ris", card, "N1  - Dated [2011-04-06..]\r\n");
}

/* ---- RIS ---- */

static void a_record_goes_from_type_to_end(void **state) {
    (void)state;
    assert_written("ris", whole,
                   "TY  - PCOMM\r\nID  - a\r\nTI  - [A review]\r\n"
                   "AU  - Ann Bold\r\nAU  - Aid and Care\r\n"
                   "PB  - Leeds, City\r\nPY  - 2007\r\nDA  - 2007/04//\r\n"
                   "M3  - Letter\r\nKW  - Health\r\nKW  - Social care\r\n"
                   "UR  - https://example.org/documents/a\r\n"
                   "UR  - http://x.example/a_b?c=%20{d}\r\n"
                   "ER  - \r\n\r\n");
}

static void a_text_of_two_lines_is_folded(void **state) {
    (void)state;
    assert_has("ris", "{\"id\":\"a\",\"title\":\"One\\r\\nER  - two\"}",
               "TI  - One  ER  - two\r\n");
}

/* ---- JSON Lines ---- */

static void a_line_is_one_object_with_its_creators(void **state) {
    (void)state;
    struct buffer out = written("jsonl", whole);
    assert_ptr_equal(strchr(out.data, '\n'), out.data + out.size - 1);
    json_t *line = json_loads(out.data, 0, NULL);
    assert_string_equal(
        json_string_value(json_object_get(line, "permanent_address")),
        "https://example.org/documents/a");
    assert_int_equal(json_array_size(json_object_get(line, "creator")), 2);
    assert_string_equal(json_string_value(json_object_get(line, "publisher")),
                        "Leeds, City");
    json_decref(line);
    buffer_destroy(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_quoted_when_they_must_be),
        cmocka_unit_test(cells_that_would_be_formulas_are_made_harmless),
        cmocka_unit_test(a_line_has_a_cell_for_every_column),
        cmocka_unit_test(an_entry_has_what_a_citation_needs),
        cmocka_unit_test(what_latex_would_run_is_escaped),
        cmocka_unit_test(other_ids_have_other_keys),
        cmocka_unit_test(a_date_that_is_an_interval_is_a_note),
        cmocka_unit_test(a_record_goes_from_type_to_end),
        cmocka_unit_test(a_text_of_two_lines_is_folded),
        cmocka_unit_test(a_line_is_one_object_with_its_creators),
    };
    return cmocka_run_group_tests(tests, open_schema, close_schema);
}
