/* truth.c - papers, one after the other, through every comparison. */
#include "truth.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "comparison.h"
#include "fold.h"

static const struct {
    const char *name;
    bool (*compare)(struct comparison *, enum truth_figure_id);
} figures[TRUTH_FIGURES] = {
    [TRUTH_TITLE] = {"title", compare_title},
    [TRUTH_TYPE] = {"type", compare_closed_list},
    [TRUTH_DATE] = {"date", compare_date},
    [TRUTH_REGION] = {"region", compare_closed_list},
    [TRUTH_PLACE] = {"place", compare_closed_list},
    [TRUTH_SECTOR] = {"sector", compare_closed_list},
    [TRUTH_TOPIC] = {"topic", compare_closed_list},
    [TRUTH_PEOPLE] = {"people", compare_people},
    [TRUTH_ROLES] = {"roles", compare_roles},
    [TRUTH_SIGNATORIES] = {"signatories", compare_signatories},
    [TRUTH_ORGANISATIONS] = {"organisations", compare_organisations},
    [TRUTH_PARTIES] = {"parties", compare_parties},
    [TRUTH_CREATOR] = {"creator", compare_creator},
    [TRUTH_QUOTATIONS] = {"quotations", compare_quotations},
    [TRUTH_SPEAKERS] = {"speakers", compare_speakers},
    [TRUTH_CLAUSES] = {"clauses", compare_clauses},
    [TRUTH_CLAUSE_KINDS] = {"clause kinds", compare_clause_kinds},
    [TRUTH_RELATIONS] = {"relations", compare_relations},
    [TRUTH_ACRONYMS] = {"acronyms", compare_acronyms},
    [TRUTH_BOILERPLATE] = {"boilerplate", compare_boilerplate},
    [TRUTH_KEPT] = {"kept", compare_kept},
    [TRUTH_COPIES] = {"copies", compare_copies},
};

void comparison_count(struct comparison *comparison, enum truth_figure_id id,
                      enum verdict verdict, const char *value) {
    static const char *const words[] = {[FOUND] = "found",
                                        [MISSED] = "missing",
                                        [WRONG] = "wrong",
                                        [OTHER] = "other"};
    struct truth_figure *figure = &comparison->report->figures[id];
    figure->found += verdict == FOUND;
    figure->missed += verdict == MISSED;
    figure->wrong += verdict == WRONG;
    figure->other += verdict == OTHER;
    FILE *out = comparison->listing.out;
    if (out == NULL || verdict == FOUND ||
        (verdict == OTHER && !comparison->listing.others))
        return;
    fprintf(out, "%s: %s: %s %s\n", comparison->path, figure->name,
            words[verdict], value == NULL ? "-" : value);
}

void comparison_count_number(struct comparison *comparison,
                             enum truth_figure_id id, const char *what,
                             json_int_t wanted, json_int_t given) {
    char value[100];
    snprintf(value, sizeof value, "%s: %d for %d", what, (int)given,
             (int)wanted);
    for (json_int_t i = 0; i < wanted && i < given; i++)
        comparison_count(comparison, id, FOUND, what);
    struct truth_figure *figure = &comparison->report->figures[id];
    if (given > wanted) {
        comparison_count(comparison, id, WRONG, value);
        figure->wrong += (unsigned)(given - wanted - 1);
    } else if (given < wanted) {
        comparison_count(comparison, id, MISSED, value);
        figure->missed += (unsigned)(wanted - given - 1);
    }
}

const json_t *comparison_record(const struct comparison *comparison,
                                const char *key, const char *list) {
    return json_object_get(json_object_get(comparison->truth, key), list);
}

const json_t *comparison_given(const struct comparison *comparison,
                               const char *key) {
    return json_object_get(comparison->card, key);
}

bool json_list_has(const json_t *list, const char *value) {
    size_t index;
    json_t *item;
    json_array_foreach(list, index, item) {
        const char *text = json_string_value(item);
        if (text != NULL && value != NULL && strcmp(text, value) == 0)
            return true;
    }
    return false;
}

bool json_accepts(const json_t *accepted, const char *value,
                  bool (*same)(const char *, const char *)) {
    size_t index;
    json_t *item;
    if (json_is_string(accepted))
        return value != NULL && same(value, json_string_value(accepted));
    json_array_foreach(accepted, index, item) {
        const char *text = json_string_value(item);
        if (text != NULL && value != NULL && same(value, text))
            return true;
    }
    return false;
}

static void compare_paper(struct comparison *comparison) {
    for (enum truth_figure_id id = 0; id < TRUTH_FIGURES; id++) {
        struct truth_figure *figure = &comparison->report->figures[id];
        unsigned faults = figure->missed + figure->wrong;
        if (!figures[id].compare(comparison, id))
            continue;
        figure->papers++;
        figure->right_papers += faults == figure->missed + figure->wrong;
    }
}

void truth_compare(struct truth_report *report, const json_t *truth,
                   const json_t *cards, struct truth_listing listing) {
    memset(report, 0, sizeof *report);
    for (int i = 0; i < TRUTH_FIGURES; i++)
        report->figures[i].name = figures[i].name;
    const char *path;
    json_t *record;
    json_object_foreach((json_t *)(uintptr_t)truth, path, record) {
        const json_t *card = json_object_get(cards, path);
        if (path[0] == '_')
            continue;
        if (card == NULL) {
            if (listing.out != NULL)
                fprintf(listing.out, "%s: not in the archive\n", path);
            report->missing_papers++;
            continue;
        }
        char *text = fold(json_string_value(json_object_get(card, "text")));
        struct comparison comparison = {report, listing, path,  truth,
                                        record, card,    cards, text};
        report->papers++;
        compare_paper(&comparison);
        free(text);
    }
}

const struct truth_figure *truth_figure(const struct truth_report *report,
                                        const char *name) {
    for (int i = 0; i < TRUTH_FIGURES; i++)
        if (strcmp(report->figures[i].name, name) == 0)
            return &report->figures[i];
    return NULL;
}
