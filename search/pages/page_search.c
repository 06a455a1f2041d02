/* page_search.c - results, and the facets beside them. */
#include <string.h>

#include "address.h"
#include "engine/generation.h"
#include "engine/index_reader.h"
#include "html.h"
#include "page_answer.h"
#include "schema/json_text.h"
#include "search/page.h"
#include "search_parameters.h"

struct results {
    struct buffer *out;
    const struct schema *schema;
    const struct parameter_list *parameters; /* as they were typed */
    const json_t *answer;
};

/* ---- addresses of neighbouring searches ---- */

static bool is(const struct parameter *item, const char *name,
               const char *value) {
    return strcmp(item->name, name) == 0 &&
           (!value || strcmp(item->value, value) == 0);
}

/* Of one filter with the facet `name`, but not that facet: a region beside a
 * place, a date beside a year. Values are counted without it, so whoever
 * chooses one gives it up. */
static bool gives_way(const struct schema *schema, const struct parameter *item,
                      const char *name) {
    struct search_parameter known;
    int chosen = schema_find_facet(schema, name);
    if (chosen == SCHEMA_NO_INDEX ||
        !search_parameter_find(&known, schema, item->name))
        return false;
    int other = known.kind == PARAMETER_DATE
                    ? schema_find_inferred(schema, INFER_DATE)
                    : (int)known.facet;
    bool narrows = known.kind == PARAMETER_DATE ||
                   (known.kind == PARAMETER_FACET &&
                    known.condition != CONDITION_ALL && other != chosen);
    return narrows && other != SCHEMA_NO_INDEX &&
           schema_facet(schema, (size_t)other)->filter ==
               schema_facet(schema, (size_t)chosen)->filter;
}

/* This search without what is of one page, without `name`=`value` (any value,
 * when that is NULL), and with `name`=`added` unless that is NULL. */
static void append_search(const struct results *results, const char *name,
                          const char *value, const char *added) {
    const struct parameter_list *parameters = results->parameters;
    struct buffer *out = results->out;
    struct buffer address = BUFFER_INIT(ADDRESS_BYTES_MAX);
    char mark = '?';
    for (size_t i = 0; i < parameters->count; i++) {
        const struct parameter *item = &parameters->items[i];
        if (!html_is_of_one_page(item->name) && !is(item, name, value) &&
            !(added && gives_way(results->schema, item, name)))
            address_append_parameter(&address, &mark, item->name, item->value);
    }
    if (added)
        address_append_parameter(&address, &mark, name, added);
    buffer_append_string(out, "/search");
    html_text(out, address.data);
    out->failed = out->failed || !buffer_ok(&address);
    buffer_destroy(&address);
}

/* Another page of the same, by the API's own link. */
static void write_page_link(const struct results *results, const char *key,
                            const char *relation, const char *text) {
    const json_t *links = json_object_get(results->answer, "links");
    const char *address = json_text(links, key);
    const char *query = strchr(address, '?');
    if (*address == '\0')
        return;
    buffer_printf(results->out, "<a rel=\"%s\" href=\"/search", relation);
    html_text(results->out, query);
    buffer_printf(results->out, "\">%s</a>\n", text);
}

/* ---- above the results ---- */

static void write_notes(const struct results *results) {
    const json_t *query = json_object_get(results->answer, "query");
    const char *correction = json_text(query, "correction");
    size_t i = 0;
    const json_t *note = NULL;
    json_array_foreach(json_object_get(query, "notes"), i, note) {
        buffer_append_string(results->out, "<p class=\"note\">");
        html_text(results->out, json_string_value(note));
        buffer_append_string(results->out, "</p>\n");
    }
    if (*correction == '\0')
        return;
    buffer_append_string(results->out, "<p class=\"note\">Did you mean <a "
                                       "href=\"");
    append_search(results, "q", NULL, correction);
    buffer_append_string(results->out, "\">");
    html_text(results->out, correction);
    buffer_append_string(results->out, "</a>?</p>\n");
}

static void write_expanded(const struct results *results) {
    const json_t *query = json_object_get(results->answer, "query");
    size_t i = 0;
    const json_t *word = NULL;
    json_array_foreach(json_object_get(query, "expanded"), i, word) {
        size_t j = 0;
        const json_t *other = NULL;
        buffer_append_string(results->out, "<p class=\"note\">");
        html_element(results->out, "b", json_text(word, "term"));
        buffer_append_string(results->out, " is also looked for as ");
        json_array_foreach(json_object_get(word, "to"), j, other) {
            buffer_append_string(results->out, j > 0 ? ", " : "");
            html_text(results->out, json_string_value(other));
        }
        buffer_append_string(results->out, "; <a href=\"");
        append_search(results, "expand", NULL, "none");
        buffer_append_string(results->out, "\">only as typed</a>.</p>\n");
    }
}

/* "Region: London" and "not Topic: Funding", under the names that people read;
 * as it was typed what is no facet. */
static void write_filter_name(const struct results *results, const char *name,
                              const char *value) {
    struct search_parameter known;
    bool is_facet = search_parameter_find(&known, results->schema, name) &&
                    known.kind == PARAMETER_FACET;
    if (is_facet && known.condition == CONDITION_NONE)
        buffer_append_string(results->out, "not ");
    html_text(results->out,
              is_facet ? schema_facet(results->schema, known.facet)->label
                       : name);
    buffer_append_string(results->out, ": ");
    html_text(results->out,
              is_facet ? html_value_label(results->schema, known.facet, value)
                       : value);
}

/* Every filter, with the way to take it back. */
static void write_filters(const struct results *results) {
    const json_t *query = json_object_get(results->answer, "query");
    const char *name = NULL;
    json_t *values = NULL;
    if (json_object_size(json_object_get(query, "filters")) == 0)
        return;
    buffer_append_string(results->out, "<ul class=\"filters\">\n");
    json_object_foreach(json_object_get(query, "filters"), name, values) {
        size_t i = 0;
        const json_t *value = NULL;
        json_array_foreach(values, i, value) {
            buffer_append_string(results->out, "<li><a href=\"");
            append_search(results, name, json_string_value(value), NULL);
            buffer_append_string(results->out, "\" title=\"Take away\">");
            write_filter_name(results, name, json_string_value(value));
            buffer_append_string(results->out,
                                 " <span aria-hidden=\"true\">\xC3\x97</span>"
                                 "</a></li>\n");
        }
    }
    buffer_append_string(results->out, "</ul>\n");
}

/* The order that results are in; as the API has it when none is asked for. */
static const char *sort_of(const struct results *results) {
    const struct parameter_list *parameters = results->parameters;
    const json_t *query = json_object_get(results->answer, "query");
    for (size_t i = 0; i < parameters->count; i++)
        if (is(&parameters->items[i], "sort", NULL))
            return parameters->items[i].value;
    return *json_text(query, "q") != '\0' ? "relevance" : "newest";
}

static void write_sorts(const struct results *results) {
    static const char *const sorts[] = {"relevance", "newest", "oldest",
                                        "title"};
    const char *chosen = sort_of(results);
    buffer_append_string(results->out, "<p class=\"sorts\">Sort by");
    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++) {
        buffer_printf(results->out, " <a%s href=\"",
                      strcmp(sorts[i], chosen) == 0 ? " aria-current=\"true\""
                                                    : "");
        append_search(results, "sort", NULL, sorts[i]);
        buffer_printf(results->out, "\">%s</a>", sorts[i]);
    }
    /* Where there is one column, the facets are below all results. */
    buffer_append_string(results->out, " <a class=\"narrow\" href=\"#narrow\">"
                                       "Narrow the search</a></p>\n");
}

/* ---- results ---- */

static void write_title(struct buffer *out, const json_t *result) {
    bool supplied = json_is_true(json_object_get(result, "title_supplied"));
    buffer_append_string(out, "<h2>");
    buffer_append_string(out, supplied ? "[" : "");
    html_document(out, json_text(result, "id"), json_text(result, "title"));
    buffer_append_string(out, supplied ? "]</h2>\n" : "</h2>\n");
}

static void write_values(const struct results *results, const json_t *result,
                         const char *facet) {
    struct buffer *out = results->out;
    size_t i = 0;
    const json_t *value = NULL;
    json_array_foreach(json_object_get(result, facet), i, value) {
        const char *text = json_string_value(value);
        buffer_append_string(out, " <li>");
        html_value(out, results->schema, facet, text);
        buffer_append_string(out, "</li>");
    }
}

static void write_facts(const struct results *results, const json_t *result) {
    struct buffer *out = results->out;
    buffer_append_string(out, "<ul class=\"facts\"><li>");
    html_date(out, json_text(json_object_get(result, "date"), "value"));
    buffer_append_string(out, "</li>");
    write_values(results, result, "type");
    write_values(results, result, "place");
    buffer_append_string(out, "</ul>\n");
}

static void write_result(const struct results *results, const json_t *result) {
    struct buffer *out = results->out;
    size_t i = 0;
    const json_t *passage = NULL;
    buffer_append_string(out, "<li>");
    write_title(out, result);
    write_facts(results, result);
    json_array_foreach(json_object_get(result, "passages"), i, passage) {
        /* HTML already, and escaped. */
        buffer_printf(out, "<p class=\"passage\">%s</p>\n",
                      json_text(passage, "html"));
    }
    buffer_append_string(out, "</li>\n");
}

static void write_results(const struct results *results) {
    const json_t *list = json_object_get(results->answer, "results");
    json_int_t page =
        json_integer_value(json_object_get(results->answer, "page"));
    json_int_t size =
        json_integer_value(json_object_get(results->answer, "size"));
    size_t i = 0;
    const json_t *result = NULL;
    buffer_printf(results->out,
                  "<ol class=\"results\" start=\"%" JSON_INTEGER_FORMAT "\">\n",
                  (page - 1) * size + 1);
    json_array_foreach(list, i, result) {
        write_result(results, result);
    }
    buffer_append_string(results->out, "</ol>\n<nav class=\"pages\" "
                                       "aria-label=\"Pages\">\n");
    write_page_link(results, "prev", "prev", "Previous page");
    write_page_link(results, "next", "next", "Next page");
    buffer_append_string(results->out, "</nav>\n");
}

/* ---- exports ---- */

static void write_exports(const struct results *results) {
    static const char *const formats[] = {"csv", "jsonl", "bibtex", "ris"};
    const json_t *links = json_object_get(results->answer, "links");
    const char *address = json_text(links, "export");
    const char *format = strstr(address, "format=csv");
    if (!format)
        return;
    buffer_append_string(results->out, "<p class=\"exports\">All of it as");
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        buffer_append_string(results->out, " <a href=\"");
        html_bytes(results->out, address, (size_t)(format - address));
        buffer_printf(results->out, "format=%s", formats[i]);
        html_text(results->out, format + strlen("format=csv"));
        buffer_printf(results->out, "\" rel=\"nofollow\">%s</a>", formats[i]);
    }
    buffer_append_string(results->out, ", or followed as a <a href=\"");
    html_text(results->out, json_text(links, "feed"));
    buffer_append_string(results->out, "\">feed</a></p>\n");
}

/* ---- facets ---- */

static void write_value(const struct results *results, const char *facet,
                        const json_t *value) {
    const char *text = json_text(value, "value");
    bool selected = json_is_true(json_object_get(value, "selected"));
    json_int_t count = json_integer_value(json_object_get(value, "count"));
    if (count == 0 && !selected)
        return;
    buffer_printf(results->out, "<li><a%s href=\"",
                  selected ? " aria-current=\"true\"" : "");
    append_search(results, facet, text, selected ? NULL : text);
    buffer_append_string(results->out, "\">");
    html_text(results->out, json_text(value, "label"));
    buffer_printf(results->out,
                  "</a> <span class=\"count\">%" JSON_INTEGER_FORMAT
                  "</span></li>\n",
                  count);
}

static void write_missing(const struct results *results, const char *facet,
                          const json_t *counted) {
    json_int_t missing =
        json_integer_value(json_object_get(counted, "missing"));
    if (missing == 0)
        return;
    buffer_append_string(results->out, "<li><a href=\"");
    append_search(results, facet, "_missing", "_missing");
    buffer_printf(results->out,
                  "\">none of these</a> <span class=\"count\">"
                  "%" JSON_INTEGER_FORMAT "</span></li>\n",
                  missing);
}

/* The way to the values that are not listed, as many of them as may be; with
 * that facet alone on the page, until another link is followed. */
static void write_more(const struct results *results, const char *name,
                       const json_t *counted) {
    size_t listed = json_array_size(json_object_get(counted, "values"));
    if (json_integer_value(json_object_get(counted, "other")) == 0 ||
        listed >= SEARCH_FACET_SIZE_MAX)
        return;
    buffer_append_string(results->out, "<li><a href=\"");
    append_search(results, "facets", NULL, name);
    html_listing_size(results->out);
    buffer_append_string(results->out, "\">more</a></li>\n");
}

/* Some that a search would find, or one that was asked for. */
static bool has_values(const json_t *facet) {
    size_t i = 0;
    const json_t *value = NULL;
    json_array_foreach(json_object_get(facet, "values"), i, value) {
        if (json_integer_value(json_object_get(value, "count")) > 0 ||
            json_is_true(json_object_get(value, "selected")))
            return true;
    }
    return json_integer_value(json_object_get(facet, "missing")) > 0;
}

static void write_facets(const struct results *results) {
    const char *name = NULL;
    json_t *facet = NULL;
    buffer_append_string(results->out, "<aside id=\"narrow\" "
                                       "aria-label=\"Narrow the search\">\n");
    json_object_foreach(json_object_get(results->answer, "facets"), name,
                        facet) {
        size_t i = 0;
        const json_t *value = NULL;
        if (!has_values(facet))
            continue;
        buffer_append_string(results->out, "<details open>\n<summary>");
        html_text(results->out, html_facet_label(results->schema, name));
        buffer_append_string(results->out, "</summary>\n<ul>\n");
        json_array_foreach(json_object_get(facet, "values"), i, value) {
            write_value(results, name, value);
        }
        write_more(results, name, facet);
        write_missing(results, name, facet);
        buffer_append_string(results->out, "</ul>\n</details>\n");
    }
    buffer_append_string(results->out, "</aside>\n");
}

/* ---- the whole ---- */

static void write_all(const struct results *results) {
    const json_t *answer = results->answer;
    const char *q = json_text(json_object_get(answer, "query"), "q");
    json_int_t total = json_integer_value(json_object_get(answer, "total"));
    struct html_page page = {
        .title = *q != '\0' ? q : "Search",
        .q = q,
        .feed = json_text(json_object_get(answer, "links"), "feed"),
        .kept = results->parameters};
    html_begin(results->out, &page);
    buffer_append_string(results->out, "<section class=\"found\">\n");
    buffer_printf(results->out, "<h1>%" JSON_INTEGER_FORMAT " %s</h1>\n", total,
                  total == 1 ? "paper" : "papers");
    write_notes(results);
    write_expanded(results);
    write_filters(results);
    if (total > 0) {
        write_sorts(results);
        write_results(results);
        write_exports(results);
    } else {
        buffer_append_string(results->out,
                             "<p>No paper has all of this: take a word or a "
                             "filter away, or <a href=\"/\">begin with what "
                             "there is</a>.</p>\n");
    }
    buffer_append_string(results->out, "</section>\n");
    write_facets(results);
    html_end(results->out);
}

static void write_page(struct buffer *out, const json_t *answer,
                       const void *context) {
    const struct question *question = context;
    struct results results = {
        .out = out,
        .schema = generation_schema(index_reader_generation(question->reader)),
        .parameters = question->parameters,
        .answer = answer};
    write_all(&results);
}

enum concord_status page_search(struct buffer *out, struct buffer *links,
                                const struct question *question,
                                struct concord_error *err) {
    return page_answer(out, links, question, answer_search, write_page,
                       question, err);
}
