/* page_home.c - what there is to search, by every facet. */
#include <stdio.h>

#include "engine/generation.h"
#include "engine/index_reader.h"
#include "html.h"
#include "page_answer.h"
#include "schema/json_text.h"
#include "search/page.h"

static void write_value(struct buffer *out, const char *facet,
                        const json_t *value) {
    json_int_t count = json_integer_value(json_object_get(value, "count"));
    if (count == 0)
        return;
    buffer_append_string(out, "<li>");
    html_filter(out, facet, json_text(value, "value"),
                json_text(value, "label"));
    buffer_printf(
        out, " <span class=\"count\">%" JSON_INTEGER_FORMAT "</span></li>\n",
        count);
}

static void write_facet(struct buffer *out, const struct schema *schema,
                        const char *name, const json_t *facet) {
    size_t i = 0;
    const json_t *value = NULL;
    buffer_append_string(out, "<section>\n");
    html_element(out, "h2", html_facet_label(schema, name));
    buffer_append_string(out, "<ul>\n");
    json_array_foreach(json_object_get(facet, "values"), i, value) {
        write_value(out, name, value);
    }
    if (json_integer_value(json_object_get(facet, "other")) > 0) {
        buffer_printf(out, "<li><a href=\"/search?facets=%s", name);
        html_listing_size(out);
        buffer_append_string(out, "\">more</a></li>\n");
    }
    buffer_append_string(out, "</ul>\n</section>\n");
}

static void write_page(struct buffer *out, const json_t *answer,
                       const void *context) {
    const struct question *question = context;
    struct html_page page = {.title = "Concord", .q = ""};
    json_int_t total = json_integer_value(json_object_get(answer, "total"));
    const char *name = NULL;
    json_t *facet = NULL;
    html_begin(out, &page);
    buffer_printf(out,
                  "<h1>An archive of %" JSON_INTEGER_FORMAT " papers</h1>\n"
                  "<p>Agreements between public bodies and the voluntary "
                  "sector in England, and the letters, case studies, blogs, "
                  "news and committee papers about them. Ask for words, for "
                  "<q>an exact phrase</q>, for this <b>OR</b> that, "
                  "<b>-without</b> a word; or look by what papers are.</p>\n"
                  "<div class=\"facets\">\n",
                  total);
    json_object_foreach(json_object_get(answer, "facets"), name, facet) {
        write_facet(
            out, generation_schema(index_reader_generation(question->reader)),
            name, facet);
    }
    buffer_append_string(out, "</div>\n");
    html_end(out);
}

static enum concord_status refuse_parameters(const struct question *question,
                                             struct concord_error *err) {
    const struct parameter_list *list = question->parameters;
    if (list->count == 0)
        return CONCORD_OK;
    return concord_refuse(err, list->items[0].name,
                          "%.40s is no parameter of the first page; searches "
                          "are at /search",
                          list->items[0].name);
}

enum concord_status page_home(struct buffer *out, struct buffer *links,
                              const struct question *question,
                              struct concord_error *err) {
    struct parameter items[] = {{"sort", "newest"}, {"size", "1"}};
    struct parameter_list asked = {.items = items, .count = 2};
    struct question everything = *question;
    everything.parameters = &asked;
    enum concord_status status = refuse_parameters(question, err);
    return status == CONCORD_OK
               ? page_answer(out, links, &everything, answer_search, write_page,
                             question, err)
               : status;
}

enum concord_status page_problem(struct buffer *out, unsigned http_status,
                                 const struct concord_error *problem,
                                 const char *request_id) {
    struct html_page page = {.title = "Not this time", .q = ""};
    html_begin(out, &page);
    buffer_append_string(out, "<h1>Not this time</h1>\n<p>");
    html_text(out, problem->message);
    buffer_append_string(out, "</p>\n");
    buffer_printf(out, "<p class=\"note\">%u, request ", http_status);
    html_text(out, request_id);
    buffer_append_string(out, "</p>\n");
    html_end(out);
    return buffer_ok(out) ? CONCORD_OK : concord_no_memory(NULL);
}
