/* compare_lists.c - the facets with a closed list of values, acronyms, what
 * was dropped and what was kept, and copies. */
#include "comparison.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "fold.h"

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

static bool is_allowed(const json_t *wanted, const char *value) {
    static const char *const lists[] = {"must", "may"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        const json_t *list = json_object_get(wanted, lists[i]);
        if (json_list_has(list, value) || is_above_one(list, value))
            return true;
    }
    return false;
}

/* The main value comes first, where the record says which that is. */
static void compare_first(struct comparison *comparison,
                          enum truth_figure_id id, const json_t *wanted,
                          const json_t *given) {
    const json_t *first = json_object_get(wanted, "first");
    if (first != NULL && !json_equal(first, json_array_get(given, 0)))
        comparison_count(comparison, id, WRONG,
                         json_string_value(json_array_get(given, 0)));
}

bool compare_closed_list(struct comparison *comparison,
                         enum truth_figure_id id) {
    const char *name = comparison->report->figures[id].name;
    const json_t *wanted = json_object_get(comparison->truth, name);
    const json_t *given = comparison_given(comparison, name);
    size_t index;
    json_t *item;
    if (wanted == NULL)
        return false;
    json_array_foreach(json_object_get(wanted, "must"), index, item) {
        const char *value = json_string_value(item);
        comparison_count(comparison, id,
                         json_list_has(given, value) ? FOUND : MISSED, value);
    }
    json_array_foreach(given, index, item) {
        const char *value = json_string_value(item);
        if (!is_allowed(wanted, value))
            comparison_count(comparison, id, WRONG, value);
    }
    compare_first(comparison, id, wanted, given);
    return true;
}

/* ---- acronyms ---- */

static const json_t *find_acronym(const json_t *given, const char *acronym) {
    size_t index;
    json_t *item;
    json_array_foreach(given, index, item) {
        const char *text = json_string_value(json_object_get(item, "acronym"));
        if (text != NULL && strcmp(text, acronym) == 0)
            return item;
    }
    return NULL;
}

static bool is_recorded_acronym(const json_t *wanted, const char *acronym) {
    return json_object_get(json_object_get(wanted, "must"), acronym) != NULL ||
           json_object_get(json_object_get(wanted, "may"), acronym) != NULL;
}

static void compare_given_acronyms(struct comparison *comparison,
                                   enum truth_figure_id id,
                                   const json_t *wanted, const json_t *given) {
    size_t index;
    json_t *item;
    bool closed = json_is_true(json_object_get(wanted, "closed"));
    json_array_foreach(given, index, item) {
        const char *acronym =
            json_string_value(json_object_get(item, "acronym"));
        if (json_list_has(json_object_get(wanted, "must_not"), acronym))
            comparison_count(comparison, id, WRONG, acronym);
        else if (!is_recorded_acronym(wanted, acronym))
            comparison_count(comparison, id, closed ? WRONG : OTHER, acronym);
    }
}

bool compare_acronyms(struct comparison *comparison, enum truth_figure_id id) {
    const json_t *wanted = json_object_get(comparison->truth, "acronyms");
    const json_t *given = comparison_given(comparison, "acronyms");
    const char *acronym;
    json_t *expansion;
    if (wanted == NULL)
        return false;
    json_object_foreach(json_object_get(wanted, "must"), acronym, expansion) {
        const json_t *found = find_acronym(given, acronym);
        const char *stands_for =
            json_string_value(json_object_get(found, "expansion"));
        if (found != NULL && !json_accepts(expansion, stands_for, fold_same))
            comparison_count(comparison, id, WRONG, stands_for);
        comparison_count(comparison, id, found == NULL ? MISSED : FOUND,
                         acronym);
    }
    compare_given_acronyms(comparison, id, wanted, given);
    return true;
}

/* ---- boilerplate ---- */

static bool is_in_text(const struct comparison *comparison, const char *words) {
    char *wanted = fold(words);
    bool found = strstr(comparison->text, wanted) != NULL;
    free(wanted);
    return found;
}

static bool was_dropped(const struct comparison *comparison,
                        const char *words) {
    size_t index;
    json_t *item;
    const json_t *dropped = comparison_given(comparison, "boilerplate");
    json_array_foreach(dropped, index, item) {
        if (fold_contains(json_string_value(json_object_get(item, "text")),
                          words))
            return true;
    }

    return false;
}

/* Gone from the text, and kept with its rule: what was never read cannot be
 * looked up. */
bool compare_boilerplate(struct comparison *comparison,
                         enum truth_figure_id id) {
    const json_t *must = comparison_record(comparison, "boilerplate", "must");
    size_t index;
    json_t *item;
    if (json_object_get(comparison->truth, "boilerplate") == NULL)
        return false;
    json_array_foreach(must, index, item) {
        const char *words = json_string_value(item);
        bool gone =
            was_dropped(comparison, words) && !is_in_text(comparison, words);
        comparison_count(comparison, id, gone ? FOUND : MISSED, words);
    }
    return true;
}

bool compare_kept(struct comparison *comparison, enum truth_figure_id id) {
    const json_t *keep =
        comparison_record(comparison, "boilerplate", "must_keep");
    size_t index;
    json_t *item;
    if (keep == NULL)
        return false;
    json_array_foreach(keep, index, item) {
        const char *words = json_string_value(item);
        comparison_count(comparison, id,
                         is_in_text(comparison, words) ? FOUND : MISSED, words);
    }
    return true;
}

/* ---- copies ---- */

static bool is_variant(const struct comparison *comparison,
                       const json_t *other) {
    const json_t *id = json_object_get(other, "id");
    const json_t *own = json_object_get(comparison->card, "id");
    size_t index;
    json_t *item;
    json_array_foreach(comparison_given(comparison, "variants"), index, item) {
        if (json_equal(json_object_get(item, "id"), id) || json_equal(item, id))
            return true;
    }

    json_array_foreach(json_object_get(other, "variants"), index, item) {
        if (json_equal(json_object_get(item, "id"), own) ||
            json_equal(item, own))
            return true;
    }

    return false;
}

/* Whether two records say that their papers are copies of one. */
static bool are_copies(const json_t *a, const json_t *b) {
    const json_t *group = json_object_get(a, "copy_group");
    return group != NULL && a != b &&
           json_equal(group, json_object_get(b, "copy_group"));
}

/* All of its group are variants of one another, and nothing else is. */
bool compare_copies(struct comparison *comparison, enum truth_figure_id id) {
    const char *path;
    json_t *record;
    size_t wanted = 0;
    size_t given = json_array_size(comparison_given(comparison, "variants"));
    json_object_foreach((json_t *)(uintptr_t)comparison->truths, path, record) {
        if (!are_copies(comparison->truth, record))
            continue;
        const json_t *other = json_object_get(comparison->cards, path);
        bool found = other != NULL && is_variant(comparison, other);
        wanted++;
        comparison_count(comparison, id, found ? FOUND : MISSED, path);
    }
    if (given > wanted)
        comparison_count(comparison, id, WRONG, "a variant too many");
    return wanted > 0 || given > 0;
}
