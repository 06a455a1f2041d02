/* reading.h - the request while its parameters are read, and the readers that
 * stand in files of their own. Private to this room; pure. */
#ifndef CONCORD_SEARCH_READING_H
#define CONCORD_SEARCH_READING_H

#include "search/request.h"
#include "search_parameters.h"

struct reading {
    struct asked *asked;
    enum asked_of of;
    const struct schema *schema;
    struct facet_condition *conditions;
    struct date_condition *dates;
    bool given[PARAMETER_KINDS];
};

/* Put what a parameter says into the request. CONCORD_BAD_REQUEST, naming the
 * parameter and what it takes; CONCORD_NO_MEMORY. */
typedef enum concord_status parameter_reader(struct reading *reading,
                                             const struct parameter *item,
                                             struct concord_error *err);

/* Those that take one of a few words. */
parameter_reader read_sort;
parameter_reader read_facet_sort;
parameter_reader read_format;
parameter_reader read_relax;
parameter_reader read_expand;
parameter_reader read_broaden;
parameter_reader read_explain;
parameter_reader read_duplicates;
parameter_reader read_kind;
parameter_reader read_side;

/* An export must have a format, and `value` is none. */
enum concord_status refuse_format(const char *value, struct concord_error *err);

/* Those that name facets, or ask something of one. */
parameter_reader read_rows;
parameter_reader read_columns;
parameter_reader read_facets;
parameter_reader read_condition;

enum { NAMES_MAX = 480 }; /* bytes of a list of names in a message */

#endif
