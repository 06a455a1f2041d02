/* describe_fixture.h - describe a small invented paper and ask what it became.
 * For the tests of clean and of the describers; to be included after cmocka.h.
 *
 * A paper is written a block a line: "# " opens a heading, "## " one below it,
 * "- " a list item, "| " a row of a table, anything else a paragraph. The
 * schema is the real one, for its rules are what is tested. */
#ifndef CONCORD_TESTS_DESCRIBE_FIXTURE_H
#define CONCORD_TESTS_DESCRIBE_FIXTURE_H

#include <stdlib.h>
#include <string.h>

#include "corpus/describe.h"
#include "corpus/extract.h"
#include "schema/document.h"
#include "schema/schema.h"

struct paper {
    const char *text;
    const char *path;  /* "paper.txt" by default */
    const char *title; /* what the format calls it */
    const char *address;
    const char *format; /* "text/plain" by default */
};

static struct schema *fixture_schema;
static struct describer *fixture_describer;

static inline int open_describer(void **state) {
    struct concord_error err = {0};
    (void)state;
    if (schema_load(&fixture_schema, CONCORD_ROOT "/schema/data", &err) !=
            CONCORD_OK ||
        describer_create(&fixture_describer, fixture_schema, &err) !=
            CONCORD_OK) {
        print_error("%s\n", err.message);
        return -1;
    }
    return 0;
}

static inline int close_describer(void **state) {
    (void)state;
    describer_destroy(fixture_describer);
    schema_destroy(fixture_schema);
    return 0;
}

static inline void add_line(struct extract *extract, const char *line,
                            size_t size) {
    static const struct {
        const char *mark;
        enum block_kind kind;
        unsigned level;
    } kinds[] = {{"# ", BLOCK_HEADING, 1},
                 {"## ", BLOCK_HEADING, 2},
                 {"- ", BLOCK_LIST_ITEM, 0},
                 {"| ", BLOCK_TABLE_ROW, 0},
                 {"", BLOCK_PARAGRAPH, 0}};
    struct concord_error err = {0};
    size_t i = 0;
    while (strncmp(line, kinds[i].mark, strlen(kinds[i].mark)) != 0)
        i++;
    size_t skip = strlen(kinds[i].mark);
    if (size > skip &&
        extract_add_block(extract, kinds[i].kind, kinds[i].level, line + skip,
                          size - skip, &err) != CONCORD_OK)
        fail_msg("%s", err.message);
}

static inline void make_extract(struct extract *extract,
                                const struct paper *paper) {
    *extract =
        (struct extract){.format = paper->format ? paper->format : "text/plain",
                         .charset = "utf-8",
                         .title = paper->title,
                         .address = paper->address};
    const char *line = paper->text;
    while (*line) {
        size_t size = strcspn(line, "\n");
        add_line(extract, line, size);
        line += size;
        line += *line == '\n';
    }
}

/* The caller gives the document back with document_destroy(). */
static inline struct document *describe_extract(const struct extract *extract,
                                                const char *path) {
    struct document *document = NULL;
    struct concord_error err = {0};
    assert_int_equal(document_create(&document, &err), CONCORD_OK);
    document->id = "0123456789abcdef";
    document->source.path = path ? path : "paper.txt";
    document->source.address = extract->address;
    document->source.format = extract->format;
    if (describer_describe(fixture_describer, document, extract, NULL, &err) !=
        CONCORD_OK)
        fail_msg("%s", err.message);
    return document;
}

static inline struct document *describe_paper(struct paper paper) {
    struct extract extract;
    make_extract(&extract, &paper);
    struct document *document = describe_extract(&extract, paper.path);
    arena_clear(&extract.arena);
    return document;
}

static inline struct document *describe_text(const char *text) {
    return describe_paper((struct paper){.text = text});
}

static inline bool has_value(const struct document *document, const char *facet,
                             const char *value) {
    int index = schema_find_facet(fixture_schema, facet);
    assert_int_not_equal(index, SCHEMA_NO_INDEX);
    return document_has_value(document, (unsigned)index, value);
}

/* The document's values of a facet in their order, parted by single spaces. */
static inline void assert_values(const struct document *document,
                                 const char *facet, const char *expected) {
    char found[1024] = "";
    int index = schema_find_facet(fixture_schema, facet);
    for (size_t i = 0; i < document->value_count; i++) {
        if ((int)document->values[i].facet != index)
            continue;
        if (found[0])
            strncat(found, " ", sizeof found - strlen(found) - 1);
        strncat(found, document->values[i].value,
                sizeof found - strlen(found) - 1);
    }
    assert_string_equal(found, expected);
}

static inline void assert_date(const struct document *document,
                               const char *value, enum certainty certainty) {
    char found[EDTF_TEXT_MAX];
    edtf_format(found, document->date);
    assert_string_equal(found, value);
    assert_int_equal(document->date_certainty, certainty);
}

/* Evidence of the text quotes what stands at its offsets; all of it is for a
 * value that the document has. */
static inline void assert_evidence_sound(const struct document *document) {
    for (size_t i = 0; i < document->evidence_count; i++) {
        const struct evidence *evidence = &document->evidence[i];
        assert_non_null(evidence->rule);
        int facet = schema_find_facet(fixture_schema, evidence->facet);
        if (facet != SCHEMA_NO_INDEX)
            assert_true(
                document_has_value(document, (unsigned)facet, evidence->value));
        if (evidence->source != EVIDENCE_TEXT)
            continue;
        assert_true(evidence->start < evidence->end);
        assert_true(evidence->end <= document->text_size);
        assert_int_equal(strlen(evidence->quote),
                         evidence->end - evidence->start);
        assert_memory_equal(evidence->quote, document->text + evidence->start,
                            evidence->end - evidence->start);
    }
}

/* Blocks are in order, parted by two newlines, and end with the text. */
static inline void assert_blocks_sound(const struct document *document) {
    size_t at = 0;
    for (size_t i = 0; i < document->block_count; i++) {
        const struct block *block = &document->blocks[i];
        assert_int_equal(block->start, at);
        assert_true(block->end > block->start);
        if (i + 1 < document->block_count)
            assert_memory_equal(document->text + block->end, "\n\n", 2);
        at = block->end + 2;
    }
    assert_int_equal(at, document->text_size + 2);
}

static inline bool was_dropped(const struct document *document,
                               const char *text, const char *rule) {
    for (size_t i = 0; i < document->dropped_count; i++)
        if (strcmp(document->dropped[i].text, text) == 0)
            return !rule || strcmp(document->dropped[i].rule, rule) == 0;
    return false;
}

#endif
