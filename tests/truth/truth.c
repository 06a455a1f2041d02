/* truth.c - see truth.h. */
#include "truth.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "schema/buffer.h"
#include "schema/edtf.h"
#include "text/normal.h"

static const char *const figure_names[TRUTH_FIGURES] = {
    "title", "type", "date", "region", "place", "sector", "topic"};

/* A paper under comparison. */
struct paper {
    const char *path;
    const json_t *truth;
    const json_t *card;
};

static bool contains(const json_t *list, const char *value) {
    size_t index;
    json_t *item;
    json_array_foreach(list, index, item) if (json_is_string(item) &&
                                              strcmp(json_string_value(item),
                                                     value) == 0) return true;
    return false;
}

/* A place brings those above it along, so they are allowed with it. */
static bool is_above_one(const json_t *list, const char *value) {
    size_t index;
    json_t *item;
    size_t size = strlen(value);
    json_array_foreach(list, index, item) {
        const char *path = json_string_value(item);
        if (path != NULL && strncmp(path, value, size) == 0 &&
            path[size] == '/')
            return true;
    }
    return false;
}

static void report_difference(const struct paper *paper, const char *name,
                              const char *what, const char *value) {
    printf("%s: %s: %s %s\n", paper->path, name, what, value);
}

/* ---- lists ---- */

static void compare_list(struct truth_figure *figure,
                         const struct paper *paper) {
    const json_t *wanted = json_object_get(paper->truth, figure->name);
    const json_t *given = json_object_get(paper->card, figure->name);
    const json_t *must = json_object_get(wanted, "must");
    const json_t *may = json_object_get(wanted, "may");
    unsigned faults = figure->missed + figure->wrong;
    size_t index;
    json_t *item;
    if (wanted == NULL)
        return;
    figure->papers++;
    json_array_foreach(must, index, item) {
        const char *value = json_string_value(item);
        if (contains(given, value)) {
            figure->found++;
            continue;
        }
        figure->missed++;
        report_difference(paper, figure->name, "missing", value);
    }
    json_array_foreach(given, index, item) {
        const char *value = json_string_value(item);
        if (contains(must, value) || contains(may, value) ||
            is_above_one(must, value) || is_above_one(may, value))
            continue;
        figure->wrong++;
        report_difference(paper, figure->name, "wrong", value);
    }
    figure->right_papers += faults == figure->missed + figure->wrong;
}

/* ---- title and date ---- */

static bool same_title(const char *a, const char *b) {
    struct buffer left = BUFFER_INIT(4096);
    struct buffer right = BUFFER_INIT(4096);
    text_straighten(&left, a, strlen(a));
    text_straighten(&right, b, strlen(b));
    bool same = left.data != NULL && right.data != NULL &&
                strcasecmp(left.data, right.data) == 0;
    buffer_destroy(&left);
    buffer_destroy(&right);
    return same;
}

/* Case and the shape of quotation marks aside: a title set in capitals does not
 * tell its own. */
static bool is_one_of(const json_t *accepted, const char *title) {
    size_t index;
    json_t *item;
    json_array_foreach(accepted, index, item) {
        const char *text = json_string_value(item);
        if (text != NULL && same_title(text, title))
            return true;
    }
    return false;
}

static void compare_title(struct truth_figure *figure,
                          const struct paper *paper) {
    const char *title =
        json_string_value(json_object_get(paper->card, "title"));
    const json_t *accepted = json_object_get(paper->truth, "title");
    if (!json_is_array(accepted) || json_array_size(accepted) == 0)
        return;
    bool right = title != NULL && is_one_of(accepted, title);
    figure->papers++;
    figure->right_papers += right;
    if (!right)
        report_difference(paper, "title", "wrong", title);
}

/* Certainty and year are one of the pairs that are accepted. */
static bool is_accepted(const json_t *date, const json_t *ok) {
    size_t index;
    json_t *pair;
    json_array_foreach(ok, index, pair) {
        const json_t *year = json_array_get(pair, 1);
        if (json_equal(json_array_get(pair, 0),
                       json_object_get(date, "certainty")) &&
            json_equal(year, json_object_get(date, "year")))
            return true;
    }
    return false;
}

/* An interval that is given lies within the one recorded. */
static bool is_within(const char *value, const json_t *within) {
    struct edtf_date given;
    struct edtf_date first;
    struct edtf_date last;
    if (value == NULL || !json_is_array(within))
        return true;
    return edtf_parse(&given, value) &&
           edtf_parse(&first, json_string_value(json_array_get(within, 0))) &&
           edtf_parse(&last, json_string_value(json_array_get(within, 1))) &&
           given.earliest >= first.earliest && given.latest <= last.latest;
}

static void compare_date(struct truth_report *report,
                         struct truth_figure *figure,
                         const struct paper *paper) {
    const json_t *wanted = json_object_get(paper->truth, "date");
    const json_t *date = json_object_get(paper->card, "date");
    const char *value = json_string_value(json_object_get(date, "value"));
    const char *certainty =
        json_string_value(json_object_get(date, "certainty"));
    if (wanted == NULL)
        return;
    bool right = is_accepted(date, json_object_get(wanted, "ok")) &&
                 is_within(value, json_object_get(wanted, "within"));
    figure->papers++;
    figure->right_papers += right;
    if (right)
        return;
    report_difference(paper, "date", certainty, value == NULL ? "-" : value);
    report->wrong_stated_dates +=
        value != NULL && strcmp(certainty, "stated") == 0;
}

/* ---- papers ---- */

static void compare_paper(struct truth_report *report,
                          const struct paper *paper) {
    compare_title(&report->figures[0], paper);
    compare_date(report, &report->figures[2], paper);
    for (int i = 1; i < TRUTH_FIGURES; i++)
        if (i != 2)
            compare_list(&report->figures[i], paper);
}

/* Every card of the index, by path: {path: card}. */
static json_t *load_cards(struct index_reader *reader) {
    json_t *cards = json_object();
    struct search_request request = {
        .sort = SORT_TITLE, .page = 1, .size = SEARCH_SIZE_MAX};
    for (;; request.page++) {
        struct result_page *page = NULL;
        if (index_reader_search(reader, &request, &page, NULL) != CONCORD_OK)
            abort();
        size_t count = page->result_count;
        for (size_t i = 0; i < count; i++) {
            json_t *card = json_loads(page->results[i].card, 0, NULL);
            const json_t *source = json_object_get(card, "source");
            json_object_set_new(
                cards, json_string_value(json_object_get(source, "path")),
                card);
        }
        result_page_destroy(page);
        if (count < SEARCH_SIZE_MAX)
            return cards;
    }
}

void truth_compare(struct truth_report *report, const json_t *truth,
                   struct index_reader *reader) {
    memset(report, 0, sizeof *report);
    for (int i = 0; i < TRUTH_FIGURES; i++)
        report->figures[i].name = figure_names[i];
    json_t *cards = load_cards(reader);
    const char *path;
    json_t *record;
    json_object_foreach((json_t *)(uintptr_t)truth, path, record) {
        struct paper paper = {path, record, json_object_get(cards, path)};
        if (path[0] == '_')
            continue;
        if (paper.card == NULL) {
            printf("%s: not in the index\n", path);
            report->missing_papers++;
            continue;
        }
        compare_paper(report, &paper);
    }
    json_decref(cards);
}

static double share(unsigned part, unsigned whole) {
    return whole == 0 ? 1.0 : (double)part / whole;
}

void truth_print(const struct truth_report *report) {
    printf("%-8s %7s %7s %10s %7s\n", "", "papers", "right", "precision",
           "recall");
    for (int i = 0; i < TRUTH_FIGURES; i++) {
        const struct truth_figure *figure = &report->figures[i];
        printf("%-8s %7u %6.1f%%", figure->name, figure->papers,
               100 * share(figure->right_papers, figure->papers));
        if (figure->found + figure->missed > 0)
            printf(" %9.1f%% %6.1f%%",
                   100 * share(figure->found, figure->found + figure->wrong),
                   100 * share(figure->found, figure->found + figure->missed));
        printf("\n");
    }
    printf("dates wrong and called stated: %u\n", report->wrong_stated_dates);
}

const struct truth_figure *truth_figure(const struct truth_report *report,
                                        const char *name) {
    for (int i = 0; i < TRUTH_FIGURES; i++)
        if (strcmp(report->figures[i].name, name) == 0)
            return &report->figures[i];
    return NULL;
}
