/* page_document.c - what is known of a paper, why, and its text. */
#include <string.h>

#include "engine/generation.h"
#include "engine/index_reader.h"
#include "html.h"
#include "page_answer.h"
#include "schema/json_text.h"
#include "search/page.h"

struct paper {
    struct buffer *out;
    const struct schema *schema;
    const json_t *card;
};

static const json_t *member(const struct paper *paper, const char *key) {
    return json_object_get(paper->card, key);
}

static json_int_t number_at(const json_t *object, const char *key) {
    return json_integer_value(json_object_get(object, key));
}

/* ---- facts ---- */

static void begin_fact(const struct paper *paper, const char *name) {
    buffer_printf(paper->out, "<dt>%s</dt>\n<dd>", name);
}

static void end_fact(const struct paper *paper) {
    buffer_append_string(paper->out, "</dd>\n");
}

static void write_text(const struct paper *paper, const char *name,
                       const char *key) {
    const char *text = json_text(paper->card, key);
    if (*text == '\0')
        return;
    begin_fact(paper, name);
    html_text(paper->out, text);
    end_fact(paper);
}

static void write_date(const struct paper *paper) {
    const json_t *date = member(paper, "date");
    const char *value = json_text(date, "value");
    begin_fact(paper, "Date");
    html_date(paper->out, value);
    if (*value != '\0') {
        buffer_append_string(paper->out, ", ");
        html_text(paper->out, json_text(date, "certainty"));
    }
    end_fact(paper);
}

static void write_facet(const struct paper *paper, const char *name,
                        const char *facet) {
    const json_t *values = member(paper, facet);
    size_t i = 0;
    const json_t *value = NULL;
    if (json_array_size(values) == 0)
        return;
    begin_fact(paper, name);
    json_array_foreach(values, i, value) {
        const char *text = json_string_value(value);
        buffer_append_string(paper->out, i > 0 ? ", " : "");
        html_value(paper->out, paper->schema, facet, text);
    }
    end_fact(paper);
}

static void write_address(const struct paper *paper) {
    const json_t *source = member(paper, "source");
    const char *address = json_text(source, "address");
    bool is_web = strncmp(address, "http://", 7) == 0 ||
                  strncmp(address, "https://", 8) == 0;
    begin_fact(paper, "Found as");
    html_text(paper->out, json_text(source, "path"));
    end_fact(paper);
    if (!is_web)
        return;
    begin_fact(paper, "Address");
    buffer_append_string(paper->out, "<a rel=\"nofollow noreferrer\" href=\"");
    html_text(paper->out, address);
    buffer_append_string(paper->out, "\">");
    html_text(paper->out, address);
    buffer_append_string(paper->out, "</a>");
    end_fact(paper);
}

static void write_creators(const struct paper *paper) {
    const json_t *creators = member(paper, "creator");
    size_t i = 0;
    const json_t *creator = NULL;
    if (json_array_size(creators) == 0)
        return;
    begin_fact(paper, "By");
    json_array_foreach(creators, i, creator) {
        const char *name = json_text(creator, "name");
        buffer_append_string(paper->out, i > 0 ? ", " : "");
        html_filter(paper->out, "creator", name, name);
    }
    end_fact(paper);
}

static void write_facts(const struct paper *paper) {
    buffer_append_string(paper->out, "<dl class=\"card\">\n");
    write_facet(paper, "Kind", "type");
    write_date(paper);
    write_facet(paper, "Region", "region");
    write_facet(paper, "Place", "place");
    write_facet(paper, "Sector", "sector");
    write_facet(paper, "Topic", "topic");
    write_creators(paper);
    write_text(paper, "Publisher", "publisher");
    write_text(paper, "Rights", "rights");
    write_address(paper);
    buffer_append_string(paper->out, "</dl>\n");
}

/* ---- lists ---- */

/* "<h2>", and a list of those under `key`, unless there are none. */
typedef void item_writer(const struct paper *paper, const json_t *item);

static void write_list(const struct paper *paper, const char *key,
                       const char *heading, item_writer *write) {
    size_t i = 0;
    const json_t *item = NULL;
    if (json_array_size(member(paper, key)) == 0)
        return;
    buffer_append_string(paper->out, "<section>\n");
    html_element(paper->out, "h2", heading);
    buffer_append_string(paper->out, "<ul>\n");
    json_array_foreach(member(paper, key), i, item) {
        buffer_append_string(paper->out, "<li>");
        write(paper, item);
        buffer_append_string(paper->out, "</li>\n");
    }
    buffer_append_string(paper->out, "</ul>\n</section>\n");
}

static void append_behind(struct buffer *out, const char *separator,
                          const char *text) {
    if (*text == '\0')
        return;
    buffer_append_string(out, separator);
    html_text(out, text);
}

static void write_other(const struct paper *paper, const json_t *other) {
    html_document(paper->out, json_text(other, "id"),
                  json_text(other, "title"));
}

static void write_person(const struct paper *paper, const json_t *person) {
    struct buffer *out = paper->out;
    const char *name = json_text(person, "name");
    html_filter(out, "person", name, name);
    append_behind(out, ", ", json_text(person, "role"));
    append_behind(out, ", ", json_text(person, "organisation"));
    if (json_is_true(json_object_get(person, "signatory")))
        buffer_append_string(out, " (signed)");
}

static void write_body(const struct paper *paper, const json_t *body) {
    struct buffer *out = paper->out;
    const char *name = json_text(body, "name");
    html_filter(out, "organisation", name, name);
    append_behind(out, ", ", json_text(body, "acronym"));
    append_behind(out, ", ", json_text(body, "kind"));
    if (json_is_true(json_object_get(body, "party")))
        buffer_append_string(out, json_is_true(json_object_get(body, "signed"))
                                      ? " (a party, signed)"
                                      : " (a party)");
}

static void write_quotation(const struct paper *paper,
                            const json_t *quotation) {
    struct buffer *out = paper->out;
    buffer_append_string(out, "<q>");
    html_text(out, json_text(quotation, "text"));
    buffer_append_string(out, "</q>");
    append_behind(out, " \xE2\x80\x93 ", json_text(quotation, "speaker"));
    append_behind(out, ", ", json_text(quotation, "role"));
    append_behind(out, ", told by ", json_text(quotation, "told_by"));
}

static void write_clause(const struct paper *paper, const json_t *clause) {
    struct buffer *out = paper->out;
    buffer_append_string(out, "<a href=\"#");
    html_text(out, json_text(clause, "anchor"));
    buffer_append_string(out, "\">");
    html_text(out, json_text(clause, "heading"));
    buffer_printf(out, " %" JSON_INTEGER_FORMAT "</a>",
                  number_at(clause, "number"));
    append_behind(out, ", ", json_text(clause, "kind"));
    append_behind(out, ", ", json_text(clause, "side"));
}

static void write_end(const struct paper *paper, const json_t *end) {
    struct buffer *out = paper->out;
    const char *id = json_text(end, "id");
    const char *title = json_text(end, "title");
    if (*id != '\0' && strcmp(id, json_text(paper->card, "id")) == 0)
        buffer_append_string(out, "this paper");
    else if (*id != '\0')
        html_document(out, id, *title != '\0' ? title : id);
    else
        html_text(out, *title != '\0' ? title : "a paper that is not held");
}

/* "will-supersede", as words. */
static void write_words(struct buffer *out, const char *name) {
    for (; *name != '\0'; name++)
        html_bytes(out, *name == '-' ? " " : name, 1);
}

static void write_relation(const struct paper *paper, const json_t *relation) {
    struct buffer *out = paper->out;
    write_end(paper, json_object_get(relation, "subject"));
    buffer_append_string(out, " <b>");
    write_words(out, json_text(relation, "type"));
    buffer_append_string(out, "</b> ");
    write_end(paper, json_object_get(relation, "object"));
    append_behind(out, ", ", json_text(relation, "date"));
}

static void write_evidence(const struct paper *paper, const json_t *evidence) {
    struct buffer *out = paper->out;
    html_text(out, json_text(evidence, "facet"));
    append_behind(out, ": ", json_text(evidence, "value"));
    append_behind(out, ", ", json_text(evidence, "certainty"));
    append_behind(out, ", by ", json_text(evidence, "rule"));
    buffer_append_string(out, ": <q>");
    html_text(out, json_text(evidence, "quote"));
    buffer_append_string(out, "</q>");
}

/* ---- the text ---- */

/* Marks where clauses begin at or before `at`; they are in their order. */
static size_t write_anchors(const struct paper *paper, size_t next, size_t at) {
    const json_t *clauses = member(paper, "clauses");
    while (next < json_array_size(clauses) &&
           number_at(json_array_get(clauses, next), "start") <=
               (json_int_t)at) {
        const json_t *clause = json_array_get(clauses, next++);
        buffer_append_string(paper->out, "<a id=\"");
        html_text(paper->out, json_text(clause, "anchor"));
        buffer_append_string(paper->out, "\"></a>");
    }
    return next;
}

/* Blocks stand apart by an empty line. */
static void write_paper_text(const struct paper *paper) {
    const char *text = json_text(paper->card, "text");
    size_t at = 0;
    size_t anchor = 0;
    buffer_append_string(paper->out,
                         "<section class=\"text\">\n<h2>The paper</h2>\n");
    while (text[at] != '\0') {
        const char *gap = strstr(text + at, "\n\n");
        size_t size = gap ? (size_t)(gap - text) - at : strlen(text + at);
        buffer_append_string(paper->out, "<p>");
        anchor = write_anchors(paper, anchor, at);
        html_bytes(paper->out, text + at, size);
        buffer_append_string(paper->out, "</p>\n");
        at += size + strspn(text + at + size, "\n");
    }
    buffer_append_string(paper->out, "</section>\n");
}

/* ---- the whole ---- */

static void write_title(const struct paper *paper) {
    bool supplied = json_is_true(member(paper, "title_supplied"));
    buffer_append_string(paper->out, supplied ? "<h1>[" : "<h1>");
    html_text(paper->out, json_text(paper->card, "title"));
    buffer_append_string(paper->out, supplied ? "]</h1>\n" : "</h1>\n");
}

static void write_paper(const struct paper *paper) {
    const char *title = json_text(paper->card, "title");
    struct html_page page = {.title = *title != '\0' ? title : "A paper",
                             .q = ""};
    html_begin(paper->out, &page);
    buffer_append_string(paper->out, "<article>\n");
    write_title(paper);
    write_facts(paper);
    write_list(paper, "variants", "Copies of it", write_other);
    write_list(paper, "editions", "Other editions", write_other);
    write_list(paper, "relations", "Papers that it speaks of", write_relation);
    write_list(paper, "people", "People", write_person);
    write_list(paper, "organisations", "Bodies", write_body);
    write_list(paper, "quotations", "Quotations", write_quotation);
    write_list(paper, "clauses", "Clauses", write_clause);
    write_paper_text(paper);
    buffer_append_string(paper->out,
                         "<details>\n<summary>Why we think so</summary>\n");
    write_list(paper, "evidence", "Evidence", write_evidence);
    buffer_append_string(paper->out, "</details>\n<p><a href=\"/v1");
    buffer_append_string(paper->out, "/documents/");
    html_text(paper->out, json_text(paper->card, "id"));
    buffer_append_string(paper->out, "\">All of this as JSON</a></p>\n"
                                     "</article>\n");
    html_end(paper->out);
}

static void write_page(struct buffer *out, const json_t *card,
                       const void *context) {
    const struct question *question = context;
    struct paper paper = {
        out, generation_schema(index_reader_generation(question->reader)),
        card};
    write_paper(&paper);
}

enum concord_status page_document(struct buffer *out, struct buffer *links,
                                  const struct question *question,
                                  struct concord_error *err) {
    return page_answer(out, links, question, answer_document, write_page,
                       question, err);
}
