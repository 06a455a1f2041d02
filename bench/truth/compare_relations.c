/* compare_relations.c - what a paper is to other papers. */
#include "comparison.h"

#include <string.h>

#include "fold.h"
#include "schema/edtf.h"

static const char *text_at(const json_t *object, const char *key) {
    return json_string_value(json_object_get(object, key));
}

static bool is_equal(const char *a, const char *b) {
    return strcmp(a, b) == 0;
}

/* What the record does not say will do. */
static bool has_accepted(const json_t *wanted, const json_t *given,
                         const char *key) {
    const json_t *accepted = json_object_get(wanted, key);
    return accepted == NULL ||
           json_accepts(accepted, text_at(given, key), is_equal);
}

static bool has_flag(const json_t *wanted, const char *key, bool is) {
    const json_t *flag = json_object_get(wanted, key);
    return flag == NULL || json_is_true(flag) == is;
}

static bool has_title(const json_t *wanted, const char *key,
                      const json_t *end) {
    const json_t *about = json_object_get(wanted, key);
    return about == NULL ||
           json_accepts(about, text_at(end, "title"), fold_has_words);
}

/* The paper at the path that the record names. */
static bool is_object(const struct comparison *comparison, const json_t *wanted,
                      const json_t *object) {
    const char *path = text_at(wanted, "object");
    const json_t *card =
        path == NULL ? NULL : json_object_get(comparison->cards, path);
    return path == NULL ||
           (card != NULL && json_equal(json_object_get(card, "id"),
                                       json_object_get(object, "id")));
}

/* As precise as the record, or more so. */
static bool has_date(const json_t *wanted, const json_t *given) {
    const char *recorded = text_at(wanted, "date");
    const char *said = text_at(given, "date");
    struct edtf_date within;
    struct edtf_date date;
    if (recorded == NULL)
        return true;
    return said != NULL && edtf_parse(&within, recorded) &&
           edtf_parse(&date, said) && date.earliest >= within.earliest &&
           date.latest <= within.latest;
}

static bool is_relation(const struct comparison *comparison,
                        const json_t *wanted, const json_t *given) {
    const json_t *subject = json_object_get(given, "subject");
    const json_t *object = json_object_get(given, "object");
    bool self = json_equal(json_object_get(subject, "id"),
                           json_object_get(comparison->card, "id"));
    bool held = json_is_true(json_object_get(object, "held"));
    return has_accepted(wanted, given, "type") &&
           has_accepted(wanted, given, "certainty") &&
           has_flag(wanted, "subject_self", self) &&
           has_flag(wanted, "object_held", held) &&
           has_title(wanted, "subject_about", subject) &&
           has_title(wanted, "about", object) &&
           is_object(comparison, wanted, object) && has_date(wanted, given);
}

static void compare_wanted(struct comparison *comparison,
                           enum truth_figure_id id, const json_t *wanted) {
    size_t index;
    json_t *item;
    char told[200];
    const json_t *type = json_object_get(wanted, "type");
    bool found = false;
    json_array_foreach(comparison_given(comparison, "relations"), index, item) {
        found = found || is_relation(comparison, wanted, item);
    }

    const json_t *about = json_object_get(wanted, "about");
    const char *object = text_at(wanted, "object");
    snprintf(told, sizeof told, "%s %s",
             json_is_string(type) ? json_string_value(type)
                                  : json_string_value(json_array_get(type, 0)),
             object != NULL          ? object
             : json_is_string(about) ? json_string_value(about)
             : json_is_array(about)  ? "one thing"
                                     : "something");
    comparison_count(comparison, id, found ? FOUND : MISSED, told);
}

static bool is_wanted(const struct comparison *comparison,
                      const json_t *given) {
    size_t index;
    json_t *item;
    json_array_foreach(comparison_record(comparison, "relations", "must"),
                       index, item) {
        if (is_relation(comparison, item, given))
            return true;
    }

    return false;
}

bool compare_relations(struct comparison *comparison, enum truth_figure_id id) {
    const json_t *wanted = json_object_get(comparison->truth, "relations");
    bool closed = json_is_true(json_object_get(wanted, "closed"));
    size_t index;
    json_t *item;
    if (wanted == NULL)
        return false;
    json_array_foreach(json_object_get(wanted, "must"), index, item) {
        compare_wanted(comparison, id, item);
    }

    json_array_foreach(comparison_given(comparison, "relations"), index, item) {
        const char *type = text_at(item, "type");
        if (json_list_has(json_object_get(wanted, "must_not"), type))
            comparison_count(comparison, id, WRONG, type);
        else if (!is_wanted(comparison, item) &&
                 !json_list_has(json_object_get(wanted, "may"), type))
            comparison_count(comparison, id, closed ? WRONG : OTHER, type);
    }
    return true;
}
