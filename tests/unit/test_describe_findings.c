/* test_describe_findings.c - what must hold of the findings of any paper:
 * each quotes what stands in the text, and finding them again gives the same.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "describe_fixture.h"
#include "schema/buffer.h"
#include "text/normal.h"

static const char *const pieces[] = {
    "The Barset Compact",
    "An agreement between Barset Council and the voluntary sector",
    "We will",
    "Public bodies will:",
    "Commitments",
    "Shared principles",
    "Recommendations",
    "1. ",
    "(a) ",
    "(i) ",
    "Principle 4: ",
    "said Ann Otherby, chair of Barset CVS",
    "the Minister",
    "“It has helped us all,” said Ann Otherby",
    "Bob Somerly said: \"We are glad of it.",
    "‘Nobody asked us what we thought,’ she said.",
    "according to",
    "he said",
    "“",
    "”",
    "\"",
    "‘",
    "’",
    "'",
    "councils’ views",
    "Clinical Commissioning Group (CCG)",
    "on 13 December 2007",
    "in May",
    "Ann Otherby, Chair, Barset CVS",
    "Bob Somerly, Leader, Barset Council",
    "Signed",
    "café – naïve",
    "funding and consultation",
    "replaces the agreement of 2004",
    "means",
    ".",
    ",",
    ":",
    "(",
    ")",
    "Dear colleague",
    "Redbridge"};

static const char *const openers[] = {"", "", "", "- ", "## ", "| ", "# "};

static uint32_t next_random(uint32_t *seed) {
    *seed = *seed * 1664525U + 1013904223U;
    return *seed >> 8;
}

static void write_paper(struct buffer *text, uint32_t *seed) {
    uint32_t lines = 2 + next_random(seed) % 40;
    buffer_append_string(text, "# The Barset Compact\n");
    for (uint32_t i = 0; i < lines; i++) {
        uint32_t words = 1 + next_random(seed) % 12;
        buffer_append_string(
            text,
            openers[next_random(seed) % (sizeof openers / sizeof openers[0])]);
        for (uint32_t j = 0; j < words; j++) {
            buffer_append_string(
                text,
                pieces[next_random(seed) % (sizeof pieces / sizeof pieces[0])]);
            if (next_random(seed) % 4)
                buffer_append_char(text, ' ');
        }
        buffer_append_char(text, '\n');
    }
    assert_true(buffer_ok(text));
}

/* Bytes start..end are of the text and whole characters. */
static void assert_span(const struct document *document, size_t start,
                        size_t end) {
    assert_true(start <= end && end <= document->text_size);
    assert_true(text_is_utf8(document->text + start, end - start));
}

static void assert_quotes(const struct document *document, const char *quote,
                          size_t start, size_t end) {
    assert_span(document, start, end);
    assert_int_equal(strlen(quote), end - start);
    assert_memory_equal(quote, document->text + start, end - start);
}

static void assert_clauses_sound(const struct document *document) {
    for (size_t i = 0; i < document->clause_count; i++) {
        const struct document_clause *clause = &document->clauses[i];
        assert_span(document, clause->start, clause->end);
        assert_true(clause->start < clause->end);
        assert_true(clause->number > 0);
        if (i > 0)
            assert_true(document->clauses[i - 1].end < clause->start);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(document->clauses[j].anchor,
                                    clause->anchor);
    }
}

static void assert_findings_sound(const struct document *document) {
    assert_evidence_sound(document);
    assert_clauses_sound(document);
    for (size_t i = 0; i < document->evidence_count; i++)
        assert_span(document, document->evidence[i].start,
                    document->evidence[i].end);
    for (size_t i = 0; i < document->quotation_count; i++) {
        const struct document_quotation *quotation = &document->quotations[i];
        assert_quotes(document, quotation->text, quotation->start,
                      quotation->end);
        assert_true(quotation->start < quotation->end);
        if (i > 0)
            assert_true(document->quotations[i - 1].end < quotation->start);
    }
    for (size_t i = 0; i < document->date_count; i++)
        if (document->dates[i].start < document->dates[i].end)
            assert_quotes(document, document->dates[i].quote,
                          document->dates[i].start, document->dates[i].end);
    for (size_t i = 0; i < document->relation_count; i++)
        if (document->relations[i].start < document->relations[i].end)
            assert_quotes(document, document->relations[i].quote,
                          document->relations[i].start,
                          document->relations[i].end);
    for (size_t i = 0; i < document->place_count; i++)
        assert_span(document, document->places[i].start,
                    document->places[i].end);
    for (size_t i = 0; i < document->acronym_count; i++)
        assert_span(document, document->acronyms[i].start,
                    document->acronyms[i].end);
}

static char *json_of(const struct document *document) {
    json_t *json = document_to_json(document, fixture_schema);
    assert_non_null(json);
    char *text = json_dumps(json, JSON_SORT_KEYS);
    assert_non_null(text);
    json_decref(json);
    return text;
}

static void findings_quote_the_text_and_come_again(void **state) {
    (void)state;
    enum { PAPERS = 400 };
    size_t clauses = 0;
    size_t quotations = 0;
    for (uint32_t i = 0; i < PAPERS; i++) {
        uint32_t seed = i;
        struct buffer text = BUFFER_INIT(1000000);
        write_paper(&text, &seed);
        struct document *document = describe_text(text.data);
        struct document *again = describe_text(text.data);
        assert_findings_sound(document);
        char *first = json_of(document);
        char *second = json_of(again);
        assert_string_equal(first, second);
        clauses += document->clause_count;
        quotations += document->quotation_count;
        free(first);
        free(second);
        document_destroy(document);
        document_destroy(again);
        buffer_destroy(&text);
    }
    /* or else nothing was tested */
    assert_true(clauses > PAPERS);
    assert_true(quotations > PAPERS / 2);
}

/* Each of these, over and over in one line, is a name, a sentence or a list
 * without end. Time that grows with the square would be hours here. */
static void lines_without_end_take_linear_time(void **state) {
    (void)state;
    static const char *const units[] = {
        "Compact ",           "the Barset Compact and ", "Barset, ",
        "1 March 2004 ",      "he said \"yes\" and ",    "Cllr A Otherby; ",
        "Otherby Trust (OT) "};
    enum { BYTES = 400 * 1000 };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        struct buffer text = BUFFER_INIT(2 * (size_t)BYTES);
        while (text.size < BYTES)
            buffer_append_string(&text, units[i]);
        assert_true(buffer_ok(&text));
        document_destroy(describe_text(text.data));
        buffer_destroy(&text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(findings_quote_the_text_and_come_again),
        cmocka_unit_test(lines_without_end_take_linear_time),
    };
    return cmocka_run_group_tests(tests, open_describer, close_describer);
}
