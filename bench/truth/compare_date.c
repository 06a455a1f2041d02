/* compare_date.c - a paper's title and its own date. */
#include "comparison.h"

#include <string.h>

#include "fold.h"
#include "schema/edtf.h"

/* Case and the shape of quotation marks aside: a title set in capitals does
 * not tell its own. */
static bool same_title(const char *given, const char *accepted) {
    return fold_same(given, accepted);
}

bool compare_title(struct comparison *comparison, enum truth_figure_id id) {
    const char *title =
        json_string_value(comparison_given(comparison, "title"));
    const json_t *accepted = json_object_get(comparison->truth, "title");
    if (!json_is_array(accepted) || json_array_size(accepted) == 0)
        return false;
    if (json_accepts(accepted, title, same_title))
        comparison_count(comparison, id, FOUND, title);
    else
        comparison_count(comparison, id, title == NULL ? MISSED : WRONG, title);
    return true;
}

/* Certainty and year are one of the pairs that are accepted. */
static bool is_accepted(const json_t *date, const json_t *ok) {
    size_t index;
    json_t *pair;
    json_array_foreach(ok, index, pair) {
        if (json_equal(json_array_get(pair, 0),
                       json_object_get(date, "certainty")) &&
            json_equal(json_array_get(pair, 1), json_object_get(date, "year")))
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

/* One side bounded and nothing claimed: it is not said, and not wrong as long
 * as the truth is not ruled out. */
static bool says_nothing(const json_t *date) {
    const char *certainty =
        json_string_value(json_object_get(date, "certainty"));
    return json_string_value(json_object_get(date, "value")) == NULL ||
           (certainty != NULL && strcmp(certainty, "unknown") == 0);
}

static bool is_year_accepted(const json_t *year, const json_t *ok) {
    size_t index;
    json_t *pair;
    json_array_foreach(ok, index, pair) {
        if (json_equal(json_array_get(pair, 1), year))
            return true;
    }

    return false;
}

static bool knows_a_year(const json_t *ok) {
    size_t index;
    json_t *pair;
    json_array_foreach(ok, index, pair) {
        if (json_is_integer(json_array_get(pair, 1)))
            return true;
    }

    return false;
}

static void count_year(struct truth_dates *dates, const json_t *date,
                       const json_t *ok) {
    const json_t *year = json_object_get(date, "year");
    bool known = knows_a_year(ok);
    bool given = json_is_integer(year);
    dates->year_known += known;
    dates->year_given += known && given;
    dates->year_claimed += given;
    dates->year_right += given && is_year_accepted(year, ok);
}

static void count_date(struct truth_dates *dates, const json_t *date,
                       bool right) {
    const char *certainty =
        json_string_value(json_object_get(date, "certainty"));
    dates->right += right;
    dates->not_said += !right && says_nothing(date);
    dates->wrong += !right && !says_nothing(date);
    dates->wrong_stated +=
        !right && certainty != NULL && strcmp(certainty, "stated") == 0;
}

bool compare_date(struct comparison *comparison, enum truth_figure_id id) {
    const json_t *wanted = json_object_get(comparison->truth, "date");
    const json_t *date = comparison_given(comparison, "date");
    const char *value = json_string_value(json_object_get(date, "value"));
    const json_t *ok = json_object_get(wanted, "ok");
    char told[100];
    if (wanted == NULL)
        return false;
    bool right = is_accepted(date, ok) &&
                 is_within(value, json_object_get(wanted, "within"));
    const char *certainty =
        json_string_value(json_object_get(date, "certainty"));
    snprintf(told, sizeof told, "%s %s", certainty == NULL ? "" : certainty,
             value == NULL ? "-" : value);
    if (right)
        comparison_count(comparison, id, FOUND, told);
    else
        comparison_count(comparison, id, says_nothing(date) ? MISSED : WRONG,
                         told);
    count_date(&comparison->report->dates, date, right);
    count_year(&comparison->report->dates, date, ok);
    return true;
}
