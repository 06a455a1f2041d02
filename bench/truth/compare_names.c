/* compare_names.c - people with their roles, those who signed, organisations,
 * parties and whoever wrote or issued a paper. */
#include "comparison.h"

#include <stdlib.h>
#include <string.h>

#include "fold.h"

static const char *name_of(const json_t *item) {
    return json_is_string(item)
               ? json_string_value(item)
               : json_string_value(json_object_get(item, "name"));
}

/* A record that has a surname only accepts it with "Councillor" before it. */
static bool same_person(const char *given, const char *wanted) {
    if (given == NULL || wanted == NULL)
        return false;
    if (fold_same(given, wanted))
        return true;
    size_t longer = strlen(given);
    size_t shorter = strlen(wanted);
    return strchr(wanted, ' ') == NULL && longer > shorter + 1 &&
           given[longer - shorter - 1] == ' ' &&
           fold_same(given + longer - shorter, wanted);
}

static bool same_name(const char *given, const char *wanted) {
    return given != NULL && wanted != NULL && fold_same(given, wanted);
}

typedef bool same_fn(const char *given, const char *wanted);

/* The item of the list that has the name, in it or as itself. */
static const json_t *find_name(const json_t *list, const char *wanted,
                               same_fn *same) {
    size_t index;
    json_t *item;
    json_array_foreach(list, index, item) {
        if (same(name_of(item), wanted))
            return item;
    }

    return NULL;
}

/* As find_name() with the sides changed: the list is the record's. */
static bool is_listed(const json_t *list, const char *given, same_fn *same) {
    size_t index;
    json_t *item;
    json_array_foreach(list, index, item) {
        if (same(given, name_of(item)))
            return true;
    }

    return false;
}

static void compare_wanted(struct comparison *comparison,
                           enum truth_figure_id id, const json_t *must,
                           const json_t *given, same_fn *same) {
    size_t index;
    json_t *item;
    json_array_foreach(must, index, item) {
        const char *name = name_of(item);
        comparison_count(comparison, id,
                         find_name(given, name, same) == NULL ? MISSED : FOUND,
                         name);
    }
}

/* What nobody asked for is wrong when it is refused, or the list is closed. */
static void compare_given(struct comparison *comparison,
                          enum truth_figure_id id, const json_t *wanted,
                          const json_t *given, same_fn *same) {
    size_t index;
    json_t *item;
    bool closed = json_is_true(json_object_get(wanted, "closed"));
    json_array_foreach(given, index, item) {
        const char *name = name_of(item);
        if (is_listed(json_object_get(wanted, "must_not"), name, same))
            comparison_count(comparison, id, WRONG, name);
        else if (!is_listed(json_object_get(wanted, "must"), name, same) &&
                 !is_listed(json_object_get(wanted, "may"), name, same))
            comparison_count(comparison, id, closed ? WRONG : OTHER, name);
    }
}

static bool compare_names(struct comparison *comparison,
                          enum truth_figure_id id, const char *key,
                          same_fn *same) {
    const json_t *wanted = json_object_get(comparison->truth, key);
    const json_t *given = comparison_given(comparison, key);
    if (json_object_get(wanted, "must") == NULL &&
        json_object_get(wanted, "may") == NULL &&
        json_object_get(wanted, "must_not") == NULL)
        return false;
    compare_wanted(comparison, id, json_object_get(wanted, "must"), given,
                   same);
    compare_given(comparison, id, wanted, given, same);
    return true;
}

bool compare_people(struct comparison *comparison, enum truth_figure_id id) {
    return compare_names(comparison, id, "people", same_person);
}

bool compare_organisations(struct comparison *comparison,
                           enum truth_figure_id id) {
    return compare_names(comparison, id, "organisations", same_name);
}

bool compare_creator(struct comparison *comparison, enum truth_figure_id id) {
    return compare_names(comparison, id, "creator", same_name);
}

/* ---- roles ---- */

/* "Chair" is said by "Chair of the Forum" too. */
static bool same_role(const char *given, const char *accepted) {
    static const char *const links[] = {" of ", " for ", " at ", " to ", ", "};
    if (fold_same(given, accepted))
        return true;
    char *role = fold(given);
    char *wanted = fold(accepted);
    size_t size = strlen(wanted);
    bool same = false;
    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        same = same || (strncmp(role, wanted, size) == 0 &&
                        strncmp(role + size, links[i], strlen(links[i])) == 0);
    free(role);
    free(wanted);
    return same;
}

bool compare_roles(struct comparison *comparison, enum truth_figure_id id) {
    const json_t *must = comparison_record(comparison, "people", "must");
    const json_t *given = comparison_given(comparison, "people");
    bool recorded = false;
    size_t index;
    json_t *item;
    json_array_foreach(must, index, item) {
        const json_t *accepted = json_object_get(item, "role");
        const json_t *person = find_name(given, name_of(item), same_person);
        const char *role = json_string_value(json_object_get(person, "role"));
        if (json_array_size(accepted) == 0)
            continue;
        recorded = true;
        if (json_accepts(accepted, role, same_role))
            comparison_count(comparison, id, FOUND, role);
        else if (role == NULL)
            comparison_count(comparison, id, MISSED, name_of(item));
        else
            comparison_count(comparison, id, WRONG, role);
    }
    return recorded;
}

/* ---- who signed, and for whom ---- */

/* Those of a list whose `flag` is true; the caller's. */
static json_t *flagged(const json_t *list, const char *flag) {
    json_t *some = json_array();
    size_t index;
    json_t *item;
    json_array_foreach(list, index, item) {
        if (json_is_true(json_object_get(item, flag)))
            json_array_append(some, item);
    }

    return some;
}

/* The wanted are there and nobody else. */
static void compare_closed_names(struct comparison *comparison,
                                 enum truth_figure_id id, const json_t *wanted,
                                 const json_t *given, same_fn *same) {
    size_t index;
    json_t *item;
    compare_wanted(comparison, id, wanted, given, same);
    json_array_foreach(given, index, item) {
        if (!is_listed(wanted, name_of(item), same))
            comparison_count(comparison, id, WRONG, name_of(item));
    }
}

bool compare_signatories(struct comparison *comparison,
                         enum truth_figure_id id) {
    const json_t *wanted =
        comparison_record(comparison, "people", "signatories");
    if (wanted == NULL)
        return false;
    json_t *given =
        flagged(comparison_given(comparison, "people"), "signatory");
    compare_closed_names(comparison, id, wanted, given, same_person);
    json_decref(given);
    return true;
}

/* Who was asked and did not sign is not among those who did. */
static void compare_declined(struct comparison *comparison,
                             enum truth_figure_id id) {
    const json_t *declined =
        comparison_record(comparison, "organisations", "declined");
    json_t *given =
        flagged(comparison_given(comparison, "organisations"), "signed");
    size_t index;
    json_t *item;
    json_array_foreach(declined, index, item) {
        if (find_name(given, name_of(item), same_name) != NULL)
            comparison_count(comparison, id, WRONG, name_of(item));
    }

    json_decref(given);
}

/* How many, or by name. */
bool compare_parties(struct comparison *comparison, enum truth_figure_id id) {
    const json_t *wanted =
        comparison_record(comparison, "organisations", "parties");
    json_t *given =
        flagged(comparison_given(comparison, "organisations"), "party");
    if (json_is_integer(wanted))
        comparison_count_number(comparison, id, "parties",
                                json_integer_value(wanted),
                                (json_int_t)json_array_size(given));
    else if (wanted != NULL)
        compare_closed_names(comparison, id, wanted, given, same_name);
    compare_declined(comparison, id);
    json_decref(given);
    return wanted != NULL ||
           comparison_record(comparison, "organisations", "declined") != NULL;
}
