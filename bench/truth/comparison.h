/* comparison.h - one paper under comparison, for the files compare_*.c: each
 * holds some of a card's keys against the record.
 *
 * A comparison returns false when the record does not speak of its key, and
 * otherwise counts what is found, missed and wrong. */
#ifndef CONCORD_BENCH_COMPARISON_H
#define CONCORD_BENCH_COMPARISON_H

#include <jansson.h>
#include <stdbool.h>

#include "truth.h"

struct comparison {
    struct truth_report *report;
    struct truth_listing listing;
    const char *path;
    const json_t *truths; /* all records, by path */
    const json_t *truth;
    const json_t *card;
    const json_t *cards; /* all, by path */
    const char *text;    /* the card's text, folded */
};

enum verdict { FOUND, MISSED, WRONG, OTHER };

/* Count, and list what is not as it should be. */
void comparison_count(struct comparison *comparison, enum truth_figure_id id,
                      enum verdict verdict, const char *value);

/* As many as the record wants: a surplus is wrong, what lacks is missed. */
void comparison_count_number(struct comparison *comparison,
                             enum truth_figure_id id, const char *what,
                             json_int_t wanted, json_int_t given);

/* The record's or the card's list under a key; NULL when there is none. */
const json_t *comparison_record(const struct comparison *comparison,
                                const char *key, const char *list);
const json_t *comparison_given(const struct comparison *comparison,
                               const char *key);

bool json_list_has(const json_t *list, const char *value);

/* A string, or a list of which any will do. */
bool json_accepts(const json_t *accepted, const char *value,
                  bool (*same)(const char *, const char *));

bool compare_title(struct comparison *comparison, enum truth_figure_id id);
bool compare_date(struct comparison *comparison, enum truth_figure_id id);
bool compare_closed_list(struct comparison *comparison,
                         enum truth_figure_id id);
bool compare_people(struct comparison *comparison, enum truth_figure_id id);
bool compare_roles(struct comparison *comparison, enum truth_figure_id id);
bool compare_signatories(struct comparison *comparison,
                         enum truth_figure_id id);
bool compare_organisations(struct comparison *comparison,
                           enum truth_figure_id id);
bool compare_parties(struct comparison *comparison, enum truth_figure_id id);
bool compare_creator(struct comparison *comparison, enum truth_figure_id id);
bool compare_quotations(struct comparison *comparison, enum truth_figure_id id);
bool compare_speakers(struct comparison *comparison, enum truth_figure_id id);
bool compare_clauses(struct comparison *comparison, enum truth_figure_id id);
bool compare_clause_kinds(struct comparison *comparison,
                          enum truth_figure_id id);
bool compare_relations(struct comparison *comparison, enum truth_figure_id id);
bool compare_acronyms(struct comparison *comparison, enum truth_figure_id id);
bool compare_boilerplate(struct comparison *comparison,
                         enum truth_figure_id id);
bool compare_kept(struct comparison *comparison, enum truth_figure_id id);
bool compare_copies(struct comparison *comparison, enum truth_figure_id id);

#endif
