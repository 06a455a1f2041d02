/* explain_text.c - sets a document out for people.
 *
 *   Title
 *     id        1234...
 *     type      Local compact
 *
 *   Why
 *     type      Local compact
 *               "The Barset Compact" (agreement-title, text, stated)
 *
 *   Left out
 *     navigation
 *       "Home | About us"
 */
#include "explain_text.h"

#include <stdbool.h>
#include <string.h>

#include "text/wrapped_text.h"

enum { LABEL_COLUMN = 2, VALUE_COLUMN = 16, QUOTE_COLUMN = 4, HOW_MAX = 128 };

/* ---- lines ---- */

/* "  label         ", with what follows set to the right of it. */
static void begin(struct wrapped_text *text, const char *label) {
    text->indent = LABEL_COLUMN;
    wrapped_text_write(text, label);
    text->indent = VALUE_COLUMN;
    wrapped_text_tab(text, VALUE_COLUMN);
}

static void write_line(struct wrapped_text *text, const char *label,
                       const char *value) {
    if (value == NULL || value[0] == '\0')
        return;
    begin(text, label);
    wrapped_text_write(text, value);
    wrapped_text_end(text);
}

static void write_heading(struct wrapped_text *text, const char *heading) {
    text->indent = 0;
    fputc('\n', text->out);
    wrapped_text_write(text, heading);
    wrapped_text_end(text);
}

/* ---- what it is ---- */

/* A title of our own has brackets, as an archivist would write it. */
static void write_title(struct wrapped_text *text,
                        const struct document *document) {
    text->indent = 0;
    if (document->title_supplied) {
        wrapped_text_sign(text, "[");
        text->indent = 1;
    }
    wrapped_text_write(text, document->title);
    if (document->title_supplied)
        wrapped_text_sign(text, "]");
    wrapped_text_end(text);
}

static void write_date(struct wrapped_text *text,
                       const struct document *document) {
    char date[EDTF_TEXT_MAX];
    edtf_format(date, document->date);
    begin(text, "date");
    wrapped_text_write(text, date[0] != '\0' ? date : "none");
    wrapped_text_sign(text, ",");
    wrapped_text_write(text, certainty_name(document->date_certainty));
    wrapped_text_end(text);
}

static void write_facet(struct wrapped_text *text,
                        const struct document *document,
                        const struct schema *schema, size_t facet) {
    bool first = true;
    for (size_t i = 0; i < document->value_count; i++) {
        const struct facet_value *held = &document->values[i];
        if (held->facet != facet)
            continue;
        if (first)
            begin(text, schema_facet(schema, facet)->name);
        else
            wrapped_text_sign(text, ";");
        wrapped_text_write(text, schema_label(schema, facet, held->value));
        first = false;
    }
    wrapped_text_end(text);
}

static void write_facets(struct wrapped_text *text,
                         const struct document *document,
                         const struct schema *schema) {
    for (size_t i = 0; i < schema_facet_count(schema); i++) {
        if (schema_facet(schema, i)->kind != FACET_YEAR &&
            schema_facet(schema, i)->kind != FACET_OPEN)
            write_facet(text, document, schema, i);
        if (schema_facet(schema, i)->inferred_by == INFER_KIND)
            write_date(text, document);
    }
}

static void write_person(struct wrapped_text *text,
                         const struct document_person *person) {
    begin(text, "person");
    wrapped_text_write(text, person->name);
    if (person->role != NULL) {
        wrapped_text_sign(text, ",");
        wrapped_text_write(text, person->role);
    }
    if (person->organisation != NULL) {
        wrapped_text_sign(text, ",");
        wrapped_text_write(text, person->organisation);
    }
    if (person->signatory)
        wrapped_text_write(text, "(signed)");
    wrapped_text_end(text);
}

static void write_organisation(struct wrapped_text *text,
                               const struct document_organisation *body) {
    begin(text, "organisation");
    wrapped_text_write(text, body->name);
    if (body->party)
        wrapped_text_write(text, "(party)");
    if (body->signed_it)
        wrapped_text_write(text, "(signed)");
    wrapped_text_end(text);
}

static void write_relation(struct wrapped_text *text,
                           const struct document_relation *relation) {
    begin(text, relation_type_name(relation->type));
    if (!relation->subject.self) {
        wrapped_text_write(text, relation->subject.title);
        wrapped_text_write(text, "->");
    }
    wrapped_text_write(text, relation->object.self ? "this paper"
                                                   : relation->object.title);
    wrapped_text_end(text);
}

static void write_names(struct wrapped_text *text,
                        const struct document *document) {
    for (size_t i = 0; i < document->creator_count; i++)
        write_line(text, "creator", document->creators[i].name);
    write_line(text, "publisher", document->publisher);
    write_line(text, "rights", document->rights);
    for (size_t i = 0; i < document->person_count; i++)
        write_person(text, &document->people[i]);
    for (size_t i = 0; i < document->organisation_count; i++)
        write_organisation(text, &document->organisations[i]);
    for (size_t i = 0; i < document->relation_count; i++)
        write_relation(text, &document->relations[i]);
}

static void write_card(struct wrapped_text *text,
                       const struct document *document,
                       const struct schema *schema) {
    write_title(text, document);
    write_line(text, "id", document->id);
    write_line(text, "path", document->source.path);
    write_line(text, "member", document->source.member);
    write_line(text, "address", document->source.address);
    write_facets(text, document, schema);
    write_names(text, document);
}

/* ---- why ---- */

/* "title" and "date" are no facets, and are shown as they are. */
static const char *label_of(const struct evidence *evidence,
                            const struct schema *schema) {
    int facet = schema_find_facet(schema, evidence->facet);
    return facet == SCHEMA_NO_INDEX
               ? evidence->value
               : schema_label(schema, (size_t)facet, evidence->value);
}

static void write_quote(struct wrapped_text *text, size_t column,
                        const char *quote) {
    wrapped_text_tab(text, column);
    wrapped_text_sign(text, "\"");
    text->indent = column + 1;
    wrapped_text_write(text, quote);
    wrapped_text_sign(text, "\"");
}

/* The words first: they are what can be checked. */
static void write_evidence(struct wrapped_text *text,
                           const struct evidence *evidence) {
    char how[HOW_MAX];
    snprintf(how, sizeof how, "(%s, %s, %s)", evidence->rule,
             evidence_source_name(evidence->source),
             certainty_name(evidence->certainty));
    text->indent = VALUE_COLUMN;
    wrapped_text_tab(text, VALUE_COLUMN);
    if (evidence->quote != NULL && evidence->quote[0] != '\0')
        write_quote(text, VALUE_COLUMN, evidence->quote);
    wrapped_text_write(text, how);
    wrapped_text_end(text);
}

static bool speaks_for_same(const struct evidence *a,
                            const struct evidence *b) {
    return strcmp(a->facet, b->facet) == 0 && strcmp(a->value, b->value) == 0;
}

static bool says_same(const struct evidence *a, const struct evidence *b) {
    const char *left = a->quote != NULL ? a->quote : "";
    const char *right = b->quote != NULL ? b->quote : "";
    return strcmp(a->rule, b->rule) == 0 && strcmp(left, right) == 0;
}

/* The same words for the same value, further up in the paper. */
static bool is_told(const struct document *document, size_t index) {
    const struct evidence *evidence = &document->evidence[index];
    for (; index > 0; index--) {
        const struct evidence *before = &document->evidence[index - 1];
        if (!speaks_for_same(before, evidence))
            return false;
        if (says_same(before, evidence))
            return true;
    }
    return false;
}

static void write_why(struct wrapped_text *text,
                      const struct document *document,
                      const struct schema *schema) {
    if (document->evidence_count > 0)
        write_heading(text, "Why");
    for (size_t i = 0; i < document->evidence_count; i++) {
        const struct evidence *evidence = &document->evidence[i];
        if (i == 0 || !speaks_for_same(evidence, evidence - 1))
            write_line(text, evidence->facet, label_of(evidence, schema));
        if (!is_told(document, i))
            write_evidence(text, evidence);
    }
}

/* ---- what was left out ---- */

static void write_dropped(struct wrapped_text *text,
                          const struct document *document) {
    if (document->dropped_count > 0)
        write_heading(text, "Left out");
    const char *rule = "";
    for (size_t i = 0; i < document->dropped_count; i++) {
        const struct dropped_block *block = &document->dropped[i];
        if (strcmp(rule, block->rule) != 0) {
            text->indent = LABEL_COLUMN;
            wrapped_text_write(text, block->rule);
            wrapped_text_end(text);
        }
        rule = block->rule;
        write_quote(text, QUOTE_COLUMN, block->text);
        wrapped_text_end(text);
    }
}

void explain_text_write(const struct document *document,
                        const struct schema *schema, size_t width,
                        size_t before, FILE *out) {
    /* A sign close behind a word has the last column. */
    struct wrapped_text text = {.out = out, .width = width - 1};
    if (before > 0)
        fputs("\n\n", out);
    write_card(&text, document, schema);
    write_why(&text, document, schema);
    write_dropped(&text, document);
}
