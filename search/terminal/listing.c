/* listing.c - results, then facets as bars. */
#include "listing.h"

#include <stdint.h>
#include <string.h>

#include "schema/buffer.h"
#include "schema/json_text.h"
#include "search/shown_date.h"
#include "text/wrapped_text.h"

enum {
    NUMBER_COLUMN = 5, /* where titles begin */
    BAR_COLUMNS = 30,
    VALUE_COLUMNS_MAX = 40,
    LINE_BYTES_MAX = 1024 * 1024
};

static const char bold[] = "\033[1m";
static const char dim[] = "\033[2m";
static const char marked[] = "\033[1;33m";
static const char plain[] = "\033[0m";

static void put_code(const struct listing *listing, const char *code) {
    if (listing->color)
        fputs(code, listing->out);
}

static json_int_t number_of(const json_t *object, const char *key) {
    return json_integer_value(json_object_get(object, key));
}

static struct wrapped_text begin_text(const struct listing *listing) {
    return (struct wrapped_text){.out = listing->out,
                                 .indent = NUMBER_COLUMN,
                                 .width = listing->width,
                                 .mark = listing->color ? marked : NULL,
                                 .unmark = listing->color ? plain : NULL};
}

/* ---- passages ---- */

/* What stands in HTML for the rest of it, and the marks. */
static const struct {
    const char *html;
    const char *text;
} replaced[] = {{"<mark>", WRAPPED_TEXT_MARK},
                {"</mark>", WRAPPED_TEXT_UNMARK},
                {"&lt;", "<"},
                {"&gt;", ">"},
                {"&quot;", "\""},
                {"&#39;", "'"},
                {"&amp;", "&"}};

static void append_plain(struct buffer *out, const char *html) {
    while (*html != '\0') {
        size_t i = 0;
        size_t count = sizeof replaced / sizeof *replaced;
        while (i < count &&
               strncmp(html, replaced[i].html, strlen(replaced[i].html)) != 0)
            i++;
        if (i < count) {
            buffer_append_string(out, replaced[i].text);
            html += strlen(replaced[i].html);
        } else {
            buffer_append_char(out, *html++);
        }
    }
}

static void write_passage(const struct listing *listing,
                          const json_t *passage) {
    struct buffer line = BUFFER_INIT(LINE_BYTES_MAX);
    struct wrapped_text text = begin_text(listing);
    append_plain(&line, json_text(passage, "html"));
    if (buffer_ok(&line) && line.size > 0)
        wrapped_text_write(&text, line.data);
    wrapped_text_end(&text);
    buffer_destroy(&line);
}

/* ---- results ---- */

/* A title of our own has brackets, as an archivist would write it. */
static void write_title(const struct listing *listing, const json_t *result,
                        json_int_t number) {
    struct wrapped_text text = begin_text(listing);
    bool supplied = json_is_true(json_object_get(result, "title_supplied"));
    text.column =
        (size_t)fprintf(listing->out, "%3" JSON_INTEGER_FORMAT ". ", number);
    put_code(listing, bold);
    if (supplied)
        wrapped_text_sign(&text, "[");
    text.indent = text.column;
    wrapped_text_write(&text, json_text(result, "title"));
    if (supplied)
        wrapped_text_sign(&text, "]");
    put_code(listing, plain);
    wrapped_text_end(&text);
}

/* The deepest of the paths: those that lead there say nothing more. */
static bool is_led_through(const json_t *paths, const char *path) {
    size_t size = strlen(path);
    size_t i = 0;
    const json_t *other = NULL;
    json_array_foreach(paths, i, other) {
        const char *text = json_string_value(other);
        if (strncmp(text, path, size) == 0 && text[size] == '/')
            return true;
    }
    return false;
}

static void append_values(struct buffer *out, const json_t *values,
                          const char *separator) {
    size_t i = 0;
    const json_t *value = NULL;
    json_array_foreach(values, i, value) {
        const char *text = json_string_value(value);
        if (is_led_through(values, text))
            continue;
        if (out->size > 0)
            buffer_append_string(out, separator);
        buffer_append_string(out, text);
    }
}

/* Date, kinds and places; the region where no place is known. */
static void write_facts(const struct listing *listing, const json_t *result) {
    struct buffer line = BUFFER_INIT(LINE_BYTES_MAX);
    struct wrapped_text text = begin_text(listing);
    const char *separator = listing->unicode ? " \xC2\xB7 " : " | ";
    const json_t *places = json_object_get(result, "place");
    const char *date = json_text(json_object_get(result, "date"), "value");
    shown_date(&line, date);
    append_values(&line, json_object_get(result, "type"), separator);
    if (json_array_size(places) == 0)
        places = json_object_get(result, "region");
    append_values(&line, places, separator);
    put_code(listing, dim);
    if (buffer_ok(&line))
        wrapped_text_write(&text, line.data);
    put_code(listing, plain);
    wrapped_text_end(&text);
    buffer_destroy(&line);
}

static void write_id(const struct listing *listing, const json_t *result) {
    struct wrapped_text text = begin_text(listing);
    put_code(listing, dim);
    wrapped_text_write(&text, json_text(result, "id"));
    put_code(listing, plain);
    wrapped_text_end(&text);
}

/* Of who asked for it: "full 2.9890 + cost 1.2855 + together or in the title
 * 0.4372 = 4.7117". */
static void write_explanation(const struct listing *listing,
                              const json_t *result) {
    const json_t *explanation = json_object_get(result, "explanation");
    struct buffer line = BUFFER_INIT(LINE_BYTES_MAX);
    struct wrapped_text text = begin_text(listing);
    size_t i = 0;
    const json_t *term = NULL;
    if (explanation == NULL)
        return;
    json_array_foreach(json_object_get(explanation, "terms"), i, term) {
        buffer_printf(&line, "%s %.4f + ", json_text(term, "term"),
                      json_number_value(json_object_get(term, "weight")));
    }
    buffer_printf(
        &line, "together or in the title %.4f = %.4f",
        json_number_value(json_object_get(explanation, "second_stage")),
        json_number_value(json_object_get(result, "score")));
    if (buffer_ok(&line))
        wrapped_text_write(&text, line.data);
    wrapped_text_end(&text);
    buffer_destroy(&line);
}

static void write_result(const struct listing *listing, const json_t *result,
                         json_int_t number) {
    size_t i = 0;
    const json_t *passage = NULL;
    fputc('\n', listing->out);
    write_title(listing, result, number);
    write_facts(listing, result);
    json_array_foreach(json_object_get(result, "passages"), i, passage) {
        write_passage(listing, passage);
    }
    write_explanation(listing, result);
    write_id(listing, result);
}

/* ---- facets ---- */

/* How many columns the values of one facet take. */
static size_t value_columns(const json_t *values) {
    size_t most = 0;
    size_t i = 0;
    const json_t *value = NULL;
    json_array_foreach(values, i, value) {
        size_t size = strlen(json_text(value, "value"));
        most = size > most ? size : most;
    }
    return most < VALUE_COLUMNS_MAX ? most : VALUE_COLUMNS_MAX;
}

static json_int_t most_of(const json_t *values) {
    json_int_t most = 1;
    size_t i = 0;
    const json_t *value = NULL;
    json_array_foreach(values, i, value) {
        json_int_t count = number_of(value, "count");
        most = count > most ? count : most;
    }
    return most;
}

static void write_bar(const struct listing *listing, json_int_t count,
                      json_int_t most) {
    json_int_t columns = (count * BAR_COLUMNS + most - 1) / most;
    for (json_int_t i = 0; i < columns; i++)
        fputs(listing->unicode ? "\xE2\x96\x88" : "#", listing->out);
}

static void write_value(const struct listing *listing, const json_t *value,
                        size_t columns, json_int_t most) {
    struct wrapped_text text = {
        .out = listing->out, .indent = 2, .width = SIZE_MAX};
    json_int_t count = number_of(value, "count");
    bool selected = json_is_true(json_object_get(value, "selected"));
    put_code(listing, selected ? bold : "");
    wrapped_text_write(&text, json_text(value, "value"));
    put_code(listing, selected ? plain : "");
    wrapped_text_tab(&text, columns + 3);
    fprintf(listing->out, "%6" JSON_INTEGER_FORMAT " ", count);
    write_bar(listing, count, most);
    wrapped_text_end(&text);
}

static void write_facet(const struct listing *listing, const char *name,
                        const json_t *facet) {
    const json_t *values = json_object_get(facet, "values");
    size_t columns = value_columns(values);
    json_int_t most = most_of(values);
    size_t i = 0;
    const json_t *value = NULL;
    fputc('\n', listing->out);
    put_code(listing, bold);
    fputs(name, listing->out);
    put_code(listing, plain);
    fputc('\n', listing->out);
    json_array_foreach(values, i, value) {
        if (number_of(value, "count") > 0 ||
            json_is_true(json_object_get(value, "selected")))
            write_value(listing, value, columns, most);
    }
    if (number_of(facet, "missing") > 0)
        fprintf(listing->out, "  without one: %" JSON_INTEGER_FORMAT "\n",
                number_of(facet, "missing"));
}

static void write_facets(const struct listing *listing, const json_t *answer) {
    const char *name = NULL;
    json_t *facet = NULL;
    json_object_foreach(json_object_get(answer, "facets"), name, facet) {
        write_facet(listing, name, facet);
    }
}

/* ---- the whole ---- */

static void write_notes(const struct listing *listing, const json_t *query) {
    const char *correction = json_text(query, "correction");
    size_t i = 0;
    const json_t *note = NULL;
    struct wrapped_text text = begin_text(listing);
    text.indent = 0;
    json_array_foreach(json_object_get(query, "notes"), i, note) {
        wrapped_text_write(&text, json_string_value(note));
        wrapped_text_end(&text);
    }
    if (*correction == '\0')
        return;
    wrapped_text_write(&text, "Did you mean:");
    wrapped_text_write(&text, correction);
    wrapped_text_end(&text);
}

static void write_head(const struct listing *listing, const json_t *answer,
                       json_int_t first, json_int_t last) {
    json_int_t total = number_of(answer, "total");
    fprintf(listing->out, "%" JSON_INTEGER_FORMAT " %s", total,
            total == 1 ? "document" : "documents");
    if (last >= first && (first > 1 || last < total))
        fprintf(listing->out,
                "; %" JSON_INTEGER_FORMAT " to %" JSON_INTEGER_FORMAT, first,
                last);
    fputc('\n', listing->out);
}

void listing_write(const struct listing *listing, const json_t *answer) {
    const json_t *results = json_object_get(answer, "results");
    json_int_t page = number_of(answer, "page");
    json_int_t first = (page - 1) * number_of(answer, "size") + 1;
    json_int_t shown = (json_int_t)json_array_size(results);
    write_notes(listing, json_object_get(answer, "query"));
    write_head(listing, answer, first, first + shown - 1);
    for (json_int_t i = 0; i < shown; i++)
        write_result(listing, json_array_get(results, (size_t)i), first + i);
    if (first + shown - 1 < number_of(answer, "total") && shown > 0)
        fprintf(listing->out, "\nMore: --page %" JSON_INTEGER_FORMAT "\n",
                page + 1);
    if (listing->facets)
        write_facets(listing, answer);
}
