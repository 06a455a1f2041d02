/* test_describe.c - claims about whole descriptions: what an archivist records
 * of the seed papers, and what must be true of every description. The seeds
 * lie in the shared folder, which a checkout need not have. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "describe_fixture.h"
#include "unit/extract_fixture.h"

/* The seeds. */

static json_t *load_truth(void) {
    size_t size = 0;
    char *bytes = read_shared("truth/seeds.json", &size);
    if (!bytes)
        return NULL;
    json_t *truth = json_loadb(bytes, size, 0, NULL);
    free(bytes);
    return truth;
}

static struct document *describe_seed(const char *name) {
    char path[256];
    size_t size = 0;
    snprintf(path, sizeof path, "seeds/%s", name);
    char *bytes = read_shared(path, &size);
    assert_non_null(bytes);
    struct extract *extract = read_bytes(name, bytes, size);
    struct document *document = describe_extract(extract, name);
    extract_destroy(extract);
    free(bytes);
    return document;
}

static bool lists(const json_t *list, const char *value) {
    size_t i = 0;
    const json_t *item = NULL;
    json_array_foreach(list, i, item) {
        if (strcmp(json_string_value(item), value) == 0)
            return true;
    }
    return false;
}

static void assert_title_is_accepted(const char *name, const json_t *truth,
                                     const struct document *document) {
    if (!lists(json_object_get(truth, "title"), document->title))
        fail_msg("%s: title \"%s\"", name, document->title);
}

/* All that must be there is, and nothing that is neither there nor allowed. */
static void assert_facet(const char *name, const char *facet,
                         const json_t *truth, const struct document *document) {
    const json_t *must = json_object_get(truth, "must");
    const json_t *may = json_object_get(truth, "may");
    int index = schema_find_facet(fixture_schema, facet);
    size_t i = 0;
    const json_t *item = NULL;
    json_array_foreach(must, i, item) {
        if (!has_value(document, facet, json_string_value(item)))
            fail_msg("%s: %s lacks %s", name, facet, json_string_value(item));
    }
    for (i = 0; i < document->value_count; i++) {
        const char *value = document->values[i].value;
        if ((int)document->values[i].facet == index && !lists(must, value) &&
            !lists(may, value))
            fail_msg("%s: %s has %s", name, facet, value);
    }
}

static bool date_is_accepted(const json_t *accepted, const char *certainty,
                             int year) {
    size_t i = 0;
    const json_t *pair = NULL;
    json_array_foreach(accepted, i, pair) {
        const json_t *given = json_array_get(pair, 1);
        int accepted_year =
            json_is_null(given) ? 0 : (int)json_integer_value(given);
        if (strcmp(json_string_value(json_array_get(pair, 0)), certainty) ==
                0 &&
            accepted_year == year)
            return true;
    }
    return false;
}

static void assert_seed_date(const char *name, const json_t *truth,
                             const struct document *document) {
    const char *certainty = certainty_name(document->date_certainty);
    int year = edtf_single_year(document->date);
    const char *exact = json_string_value(json_object_get(truth, "value"));
    char value[EDTF_TEXT_MAX];
    edtf_format(value, document->date);
    if (!date_is_accepted(json_object_get(truth, "ok"), certainty, year))
        fail_msg("%s: date %s, %s", name, value, certainty);
    if (exact && strcmp(exact, value) != 0)
        fail_msg("%s: date %s and not %s", name, value, exact);
}

/* The truth has straight quotation marks whatever the paper has. */
static bool contains(const struct document *document, const char *words) {
    struct buffer text = BUFFER_INIT(DOCUMENT_TEXT_MAX);
    text_straighten(&text, document->text, document->text_size);
    bool found = strstr(text.data, words) != NULL;
    buffer_destroy(&text);
    return found;
}

static void assert_boilerplate(const char *name, const json_t *truth,
                               const struct document *document) {
    size_t i = 0;
    const json_t *item = NULL;
    json_array_foreach(json_object_get(truth, "must"), i, item) {
        if (contains(document, json_string_value(item)))
            fail_msg("%s: \"%s\" was left in", name, json_string_value(item));
    }
    json_array_foreach(json_object_get(truth, "must_keep"), i, item) {
        if (!contains(document, json_string_value(item)))
            fail_msg("%s: \"%s\" was lost", name, json_string_value(item));
    }
}

static void the_seeds_are_described_as_an_archivist_would(void **state) {
    (void)state;
    static const char *const facets[] = {"type",   "region", "place",
                                         "sector", "topic",  NULL};
    json_t *all = load_truth();
    if (!all) {
        print_message("no shared folder here: the seeds are not described\n");
        skip();
    }
    const char *name = NULL;
    json_t *truth = NULL;
    json_object_foreach(all, name, truth) {
        if (name[0] == '_')
            continue;
        struct document *document = describe_seed(name);
        assert_title_is_accepted(name, truth, document);
        for (size_t i = 0; facets[i]; i++)
            assert_facet(name, facets[i], json_object_get(truth, facets[i]),
                         document);
        assert_seed_date(name, json_object_get(truth, "date"), document);
        assert_boilerplate(name, json_object_get(truth, "boilerplate"),
                           document);
        assert_evidence_sound(document);
        assert_blocks_sound(document);
        document_destroy(document);
    }
    json_decref(all);
}

/* Every description. */

static const char *const PIECES[] = {
    "# The Dudley Compact",
    "## Funding",
    "- We will consult early.",
    "Signed",
    "Ann Other, Leader, Dudley Council",
    "Bob Some, Chair, Dudley Voluntary Forum",
    "1st April 2007",
    "Dear colleague",
    "Yours sincerely",
    "Published 7 February 2013",
    "In May, I attended the Essex Compact Forum 2013.",
    "“I asked for a list,” she said, “and I was asked which list.\"",
    "There were workshops in Bedford and Nottingham on 21 January.",
    "The Department of Health and Essex County Council agree that funding, "
    "housing and training matter.",
    "Share this",
    "© Barset Voice 2006–2021",
    "| Ann Other | Chair",
    "image of Ann, blog authorI went home",
    "Café naïveté — “straße”",
    "THE HEREFORDSHIRE COMPACT",
    "Title: Notice Periods",
    "a",
    "…",
    "1.",
    "Between",
    "the",
    "31/02/2007",
    "2005/06",
    "May",
    "In",
    "\"",
    "By",
    "Reading",
    "March",
    "The Trust",
    "Last updated 31 December 2010"};

enum { PIECE_COUNT = sizeof PIECES / sizeof PIECES[0] };

static void make_paper(char *text, size_t size, uint32_t *seed) {
    strncpy(text, "A paper\n", size);
    for (uint32_t left = 1 + next_random(seed) % 24; left > 0; left--) {
        strncat(text, PIECES[next_random(seed) % PIECE_COUNT],
                size - strlen(text) - 1);
        strncat(text, next_random(seed) % 5 ? "\n" : " ",
                size - strlen(text) - 1);
    }
}

static char *as_json(const struct document *document) {
    json_t *json = document_to_json(document, fixture_schema);
    char *text = json_dumps(json, JSON_SORT_KEYS);
    json_decref(json);
    assert_non_null(text);
    return text;
}

static void any_papers_evidence_quotes_its_text(void **state) {
    (void)state;
    char text[8192];
    for (uint32_t seed = 1; seed <= 600; seed++) {
        uint32_t random = seed;
        make_paper(text, sizeof text, &random);
        struct document *document = describe_paper(
            (struct paper){.text = text,
                           .title = seed % 3 ? NULL : "Our compact | Barset",
                           .format = seed % 2 ? "text/html" : "text/plain"});
        assert_evidence_sound(document);
        assert_blocks_sound(document);
        assert_non_null(document->title);
        assert_true(document->title[0] != '\0');
        document_destroy(document);
    }
}

static void describing_twice_is_the_same(void **state) {
    (void)state;
    char text[8192];
    for (uint32_t seed = 1; seed <= 100; seed++) {
        uint32_t random = seed * 7919;
        make_paper(text, sizeof text, &random);
        struct document *first = describe_text(text);
        struct document *second = describe_text(text);
        char *a = as_json(first);
        char *b = as_json(second);
        assert_string_equal(a, b);
        free(a);
        free(b);
        document_destroy(first);
        document_destroy(second);
    }
}

static void another_paper_between_changes_nothing(void **state) {
    (void)state;
    static const char text[] = "# The Dudley Compact\nSigned on 1 May 2007\n";
    struct document *first = describe_text(text);
    document_destroy(describe_text("# Essex\nI went to Essex.\n"));
    struct document *second = describe_text(text);
    char *a = as_json(first);
    char *b = as_json(second);
    assert_string_equal(a, b);
    free(a);
    free(b);
    document_destroy(first);
    document_destroy(second);
}

static void the_rules_have_a_version(void **state) {
    (void)state;
    assert_int_equal(strncmp(describer_version(), "describe/", 9), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_seeds_are_described_as_an_archivist_would),
        cmocka_unit_test(any_papers_evidence_quotes_its_text),
        cmocka_unit_test(describing_twice_is_the_same),
        cmocka_unit_test(another_paper_between_changes_nothing),
        cmocka_unit_test(the_rules_have_a_version),
    };
    return cmocka_run_group_tests(tests, open_describer, close_describer);
}
