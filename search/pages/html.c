/* html.c - escapes, links, and the frame around every page. */
#include "html.h"

#include <string.h>

#include "address.h"
#include "search/shown_date.h"
#include "search_parameters.h"

enum { DATE_BYTES_MAX = 200 };

/* ---- text ---- */

static const char *reference_of(char byte) {
    switch (byte) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

/* It needs no reference and is no control that must not be there. Letters lie
 * behind all that does. */
static bool stands_plain(char byte) {
    unsigned char code = (unsigned char)byte;
    return code > '>' || ((code >= ' ' || code == '\n' || code == '\t') &&
                          reference_of(byte) == NULL);
}

static size_t plain_run(const char *text, size_t size) {
    size_t at = 0;
    while (at < size && stands_plain(text[at]))
        at++;
    return at;
}

void html_bytes(struct buffer *out, const char *text, size_t size) {
    size_t at = 0;
    while (at < size) {
        size_t run = plain_run(text + at, size - at);
        buffer_append(out, text + at, run);
        at += run;
        if (at == size)
            break;
        const char *reference = reference_of(text[at++]);
        buffer_append_string(out, reference ? reference : " ");
    }
}

void html_text(struct buffer *out, const char *text) {
    if (text)
        html_bytes(out, text, strlen(text));
}

void html_element(struct buffer *out, const char *name, const char *text) {
    buffer_printf(out, "<%s>", name);
    html_text(out, text);
    buffer_printf(out, "</%s>\n", name);
}

/* ---- links ---- */

void html_filter(struct buffer *out, const char *parameter, const char *value,
                 const char *text) {
    char mark = '?';
    buffer_append_string(out, "<a href=\"/search");
    address_append_parameter(out, &mark, parameter, value);
    buffer_append_string(out, "\">");
    html_text(out, text);
    buffer_append_string(out, "</a>");
}

void html_value(struct buffer *out, const struct schema *schema,
                const char *facet, const char *value) {
    int index = schema_find_facet(schema, facet);
    html_filter(out, facet, value,
                index == SCHEMA_NO_INDEX
                    ? value
                    : html_value_label(schema, (size_t)index, value));
}

const char *html_value_label(const struct schema *schema, size_t facet,
                             const char *value) {
    return strcmp(value, "_missing") == 0 ? "none"
                                          : schema_label(schema, facet, value);
}

void html_listing_size(struct buffer *out) {
    buffer_printf(out, "&amp;facet_size=%d", SEARCH_FACET_SIZE_MAX);
}

const char *html_facet_label(const struct schema *schema, const char *name) {
    int index = schema_find_facet(schema, name);
    return index == SCHEMA_NO_INDEX
               ? name
               : schema_facet(schema, (size_t)index)->label;
}

void html_document(struct buffer *out, const char *id, const char *text) {
    buffer_append_string(out, "<a href=\"");
    address_append_document(out, "", id);
    buffer_append_string(out, "\">");
    html_text(out, text);
    buffer_append_string(out, "</a>");
}

void html_date(struct buffer *out, const char *edtf) {
    struct buffer words = BUFFER_INIT(DATE_BYTES_MAX);
    shown_date(&words, edtf);
    html_text(out, words.data);
    buffer_destroy(&words);
}

/* ---- the frame ---- */

bool html_is_of_one_page(const char *parameter) {
    return search_parameter_is_place(parameter) ||
           strcmp(parameter, "facets") == 0 ||
           strcmp(parameter, "facet_size") == 0;
}

static void write_kept(struct buffer *out, const struct parameter_list *kept) {
    for (size_t i = 0; kept && i < kept->count; i++) {
        const struct parameter *item = &kept->items[i];
        if (strcmp(item->name, "q") == 0 || html_is_of_one_page(item->name))
            continue;
        buffer_append_string(out, "<input type=\"hidden\" name=\"");
        html_text(out, item->name);
        buffer_append_string(out, "\" value=\"");
        html_text(out, item->value);
        buffer_append_string(out, "\">\n");
    }
}

void html_begin(struct buffer *out, const struct html_page *page) {
    buffer_append_string(
        out, "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n"
             "<meta charset=\"utf-8\">\n"
             "<meta name=\"viewport\" content=\"width=device-width\">\n"
             "<title>");
    html_text(out, page->title);
    buffer_append_string(out,
                         "</title>\n"
                         "<link rel=\"stylesheet\" href=\"/web/style.css\">\n"
                         "<link rel=\"search\" title=\"Concord\" "
                         "href=\"/opensearch.xml\" "
                         "type=\"application/opensearchdescription+xml\">\n"
                         "<script defer src=\"/web/page.js\"></script>\n");
    if (page->feed) {
        buffer_append_string(out, "<link rel=\"alternate\" "
                                  "type=\"application/atom+xml\" href=\"");
        html_text(out, page->feed);
        buffer_append_string(out, "\">\n");
    }
    buffer_append_string(
        out, "</head>\n<body>\n"
             "<a class=\"skip\" href=\"#main\">Skip to the content</a>\n"
             "<header>\n<p class=\"name\"><a href=\"/\">Concord</a></p>\n"
             "<form role=\"search\" action=\"/search\">\n"
             "<label for=\"q\">Search the archive</label>\n"
             "<input type=\"search\" id=\"q\" name=\"q\" list=\"suggested\" "
             "autocomplete=\"off\" value=\"");
    html_text(out, page->q);
    buffer_append_string(out, "\">\n<datalist id=\"suggested\"></datalist>\n");
    write_kept(out, page->kept);
    buffer_append_string(out, "<button>Search</button>\n</form>\n</header>\n"
                              "<main id=\"main\">\n");
}

void html_end(struct buffer *out) {
    buffer_append_string(out,
                         "</main>\n<footer><p>Every answer is also data: "
                         "<a href=\"/openapi.json\">the API</a>.</p></footer>\n"
                         "</body>\n</html>\n");
}
