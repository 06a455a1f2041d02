/* compare_findings.c - quotations with their speakers, clauses, and relations
 * to other papers. */
#include "comparison.h"

#include <stdint.h>
#include <string.h>

#include "fold.h"

static const char *text_at(const json_t *object, const char *key) {
    return json_string_value(json_object_get(object, key));
}

/* ---- quotations ---- */

static bool is_quotation(const json_t *given, const json_t *wanted) {
    return fold_starts(text_at(given, "text"), text_at(wanted, "starts")) &&
           fold_ends(text_at(given, "text"), text_at(wanted, "ends"));
}

/* Broken by "he said", it may be given as two: the part that begins it. */
static bool is_part(const json_t *given, const json_t *wanted) {
    return json_is_true(json_object_get(wanted, "broken")) &&
           (fold_starts(text_at(given, "text"), text_at(wanted, "starts")) ||
            fold_ends(text_at(given, "text"), text_at(wanted, "ends")));
}

static const json_t *find_quotation(const json_t *given, const json_t *wanted) {
    size_t index;
    json_t *item;
    json_array_foreach(given, index, item) {
        if (is_quotation(item, wanted))
            return item;
    }

    json_array_foreach(given, index, item) {
        if (is_part(item, wanted))
            return item;
    }

    return NULL;
}

static bool is_recorded_quotation(const json_t *list, const json_t *given) {
    size_t index;
    json_t *item;
    json_array_foreach(list, index, item) {
        if (is_quotation(given, item) || is_part(given, item))
            return true;
    }

    return false;
}

static void compare_given_quotations(struct comparison *comparison,
                                     enum truth_figure_id id,
                                     const json_t *wanted,
                                     const json_t *given) {
    size_t index;
    json_t *item;
    bool closed = json_is_true(json_object_get(wanted, "closed"));
    json_array_foreach(given, index, item) {
        const char *text = text_at(item, "text");
        if (json_accepts(json_object_get(wanted, "must_not"), text,
                         fold_equals))
            comparison_count(comparison, id, WRONG, text);
        else if (!is_recorded_quotation(json_object_get(wanted, "must"),
                                        item) &&
                 !is_recorded_quotation(json_object_get(wanted, "may"), item))
            comparison_count(comparison, id, closed ? WRONG : OTHER, text);
    }
}

bool compare_quotations(struct comparison *comparison,
                        enum truth_figure_id id) {
    const json_t *wanted = json_object_get(comparison->truth, "quotations");
    const json_t *given = comparison_given(comparison, "quotations");
    size_t index;
    json_t *item;
    if (wanted == NULL)
        return false;
    json_array_foreach(json_object_get(wanted, "must"), index, item) {
        comparison_count(comparison, id,
                         find_quotation(given, item) == NULL ? MISSED : FOUND,
                         text_at(item, "starts"));
    }

    compare_given_quotations(comparison, id, wanted, given);
    return true;
}

/* Of one quotation: who spoke, or who tells it. */
static bool compare_voice(struct comparison *comparison,
                          enum truth_figure_id id, const json_t *wanted,
                          const json_t *given, const char *key) {
    const json_t *name = json_object_get(wanted, key);
    const char *said = text_at(given, key);
    if (name == NULL)
        return false;
    if (given != NULL && json_is_null(name)
            ? said == NULL
            : json_accepts(name, said, fold_same))
        comparison_count(comparison, id, FOUND, said);
    else if (said == NULL)
        comparison_count(comparison, id, MISSED, text_at(wanted, "starts"));
    else
        comparison_count(comparison, id, WRONG, said);
    return true;
}

bool compare_speakers(struct comparison *comparison, enum truth_figure_id id) {
    const json_t *must = comparison_record(comparison, "quotations", "must");
    const json_t *given = comparison_given(comparison, "quotations");
    bool recorded = false;
    size_t index;
    json_t *item;
    json_array_foreach(must, index, item) {
        const json_t *found = find_quotation(given, item);
        recorded |= compare_voice(comparison, id, item, found, "speaker");
        recorded |= compare_voice(comparison, id, item, found, "told_by");
    }
    return recorded;
}

/* ---- clauses ---- */

static json_int_t count_kind(const json_t *given, const char *kind) {
    json_int_t count = 0;
    size_t index;
    json_t *item;
    json_array_foreach(given, index, item) {
        count += strcmp(text_at(item, "kind"), kind) == 0;
    }

    return count;
}

/* [kind, number, words]: the clause of that kind and number holds the words. */
static bool holds_words(const struct comparison *comparison,
                        const json_t *clause, const json_t *wanted) {
    const char *text = text_at(comparison->card, "text");
    json_int_t start = json_integer_value(json_object_get(clause, "start"));
    json_int_t end = json_integer_value(json_object_get(clause, "end"));
    if (strcmp(text_at(clause, "kind"),
               json_string_value(json_array_get(wanted, 0))) != 0 ||
        !json_equal(json_object_get(clause, "number"),
                    json_array_get(wanted, 1)) ||
        text == NULL || start < 0 || end < start ||
        end > (json_int_t)strlen(text))
        return false;
    char *extent = fold_bytes(text + start, (size_t)(end - start));
    bool holds =
        fold_contains(extent, json_string_value(json_array_get(wanted, 2)));
    free(extent);
    return holds;
}

static void compare_extents(struct comparison *comparison,
                            enum truth_figure_id id) {
    const json_t *contains =
        comparison_record(comparison, "clauses", "contains");
    size_t index;
    json_t *wanted;
    json_array_foreach(contains, index, wanted) {
        size_t at;
        json_t *clause;
        bool found = false;
        json_array_foreach(comparison_given(comparison, "clauses"), at,
                           clause) {
            found = found || holds_words(comparison, clause, wanted);
        }

        if (!found)
            comparison_count(comparison, id, MISSED,
                             json_string_value(json_array_get(wanted, 2)));
    }
}

bool compare_clauses(struct comparison *comparison, enum truth_figure_id id) {
    const json_t *count = comparison_record(comparison, "clauses", "count");
    const json_t *given = comparison_given(comparison, "clauses");
    if (count == NULL)
        return false;
    comparison_count_number(comparison, id, "clauses",
                            json_integer_value(count),
                            (json_int_t)json_array_size(given));
    compare_extents(comparison, id);
    return true;
}

bool compare_clause_kinds(struct comparison *comparison,
                          enum truth_figure_id id) {
    const json_t *kinds = comparison_record(comparison, "clauses", "kinds");
    const json_t *given = comparison_given(comparison, "clauses");
    const char *kind;
    json_t *count;
    if (kinds == NULL)
        return false;
    json_object_foreach((json_t *)(uintptr_t)kinds, kind, count) {
        comparison_count_number(comparison, id, kind, json_integer_value(count),
                                count_kind(given, kind));
    }

    return true;
}
