#include "search_parameters.h"

#include <string.h>

static const char *const single_names[PARAMETER_KINDS] = {
    [PARAMETER_Q] = "q",
    [PARAMETER_SPEAKER] = "speaker",
    [PARAMETER_KIND] = "kind",
    [PARAMETER_SIDE] = "side",
    [PARAMETER_DATE] = "date",
    [PARAMETER_DATE_MATCH] = "date_match",
    [PARAMETER_CERTAINTY] = "certainty",
    [PARAMETER_IN_FORCE] = "in_force",
    [PARAMETER_IN_FORCE_MATCH] = "in_force_match",
    [PARAMETER_SORT] = "sort",
    [PARAMETER_SIZE] = "size",
    [PARAMETER_FACETS] = "facets",
    [PARAMETER_FACET_SIZE] = "facet_size",
    [PARAMETER_FACET_SORT] = "facet_sort",
    [PARAMETER_RELAX] = "relax",
    [PARAMETER_EXPAND] = "expand",
    [PARAMETER_PASSAGES] = "passages",
    [PARAMETER_BROADEN] = "broaden",
    [PARAMETER_EXPLAIN] = "explain",
    [PARAMETER_DUPLICATES] = "duplicates",
    [PARAMETER_PREFIX] = "prefix",
    [PARAMETER_FORMAT] = "format",
    [PARAMETER_ROWS] = "rows",
    [PARAMETER_COLUMNS] = "columns",
    [PARAMETER_PAGE] = "page",
    [PARAMETER_CURSOR] = "cursor",
};

/* Where each may be given, as bits of enum asked_of. */
enum {
    OF_SEARCH = 1 << ASKED_OF_SEARCH,
    OF_FACETS = 1 << ASKED_OF_FACETS,
    OF_FACET = 1 << ASKED_OF_FACET,
    OF_QUOTATIONS = 1 << ASKED_OF_QUOTATIONS,
    OF_CLAUSES = 1 << ASKED_OF_CLAUSES,
    OF_SUGGESTIONS = 1 << ASKED_OF_SUGGESTIONS,
    OF_LIST = 1 << ASKED_OF_LIST,
    OF_LINEAGE = 1 << ASKED_OF_LINEAGE,
    OF_EXPORT = 1 << ASKED_OF_EXPORT,
    OF_FEED = 1 << ASKED_OF_FEED,
    OF_CROSSTAB = 1 << ASKED_OF_CROSSTAB,
    OF_SIMILAR = 1 << ASKED_OF_SIMILAR,
    OF_COUNTS = OF_SEARCH | OF_FACETS | OF_FACET,
    OF_DOCUMENTS = OF_COUNTS | OF_EXPORT | OF_FEED | OF_CROSSTAB,
    OF_STATEMENTS = OF_QUOTATIONS | OF_CLAUSES,
    OF_FILTERED = OF_DOCUMENTS | OF_STATEMENTS | OF_LINEAGE | OF_SIMILAR,
    OF_ALL = OF_DOCUMENTS | OF_STATEMENTS | OF_LIST
};

static const unsigned places[PARAMETER_KINDS] = {
    [PARAMETER_Q] = OF_ALL | OF_LINEAGE | OF_SUGGESTIONS,
    [PARAMETER_SPEAKER] = OF_QUOTATIONS,
    [PARAMETER_KIND] = OF_CLAUSES,
    [PARAMETER_SIDE] = OF_CLAUSES,
    [PARAMETER_FACET] = OF_FILTERED,
    [PARAMETER_DATE] = OF_FILTERED,
    [PARAMETER_DATE_MATCH] = OF_FILTERED,
    [PARAMETER_CERTAINTY] = OF_FILTERED,
    [PARAMETER_IN_FORCE] = OF_FILTERED,
    [PARAMETER_IN_FORCE_MATCH] = OF_FILTERED,
    [PARAMETER_SORT] = OF_COUNTS | OF_EXPORT,
    [PARAMETER_SIZE] =
        (OF_ALL & ~(OF_EXPORT | OF_CROSSTAB)) | OF_SIMILAR | OF_SUGGESTIONS,
    [PARAMETER_FACETS] = OF_COUNTS,
    [PARAMETER_FACET_SIZE] = OF_COUNTS | OF_CROSSTAB,
    [PARAMETER_FACET_SORT] = OF_COUNTS | OF_CROSSTAB,
    [PARAMETER_RELAX] = OF_DOCUMENTS | OF_STATEMENTS,
    [PARAMETER_EXPAND] = OF_DOCUMENTS | OF_STATEMENTS,
    [PARAMETER_PASSAGES] = OF_COUNTS | OF_EXPORT | OF_SIMILAR,
    [PARAMETER_BROADEN] = OF_DOCUMENTS,
    [PARAMETER_EXPLAIN] = OF_COUNTS | OF_SIMILAR,
    [PARAMETER_DUPLICATES] = OF_DOCUMENTS | OF_STATEMENTS | OF_SIMILAR,
    [PARAMETER_PREFIX] = OF_FACET,
    [PARAMETER_FORMAT] = OF_EXPORT,
    [PARAMETER_ROWS] = OF_CROSSTAB,
    [PARAMETER_COLUMNS] = OF_CROSSTAB,
    [PARAMETER_PAGE] = OF_ALL & ~(OF_EXPORT | OF_CROSSTAB),
    [PARAMETER_CURSOR] = OF_SEARCH | OF_FEED | OF_STATEMENTS,
};

/* "topic", "topic_all" or "-topic" for the facet named "topic". */
static bool names_facet(const char *name, const char *facet,
                        enum condition_kind *condition) {
    bool excluded = name[0] == '-';
    size_t size = strlen(facet);
    name += excluded;
    if (strncmp(name, facet, size) != 0)
        return false;
    bool all = strcmp(name + size, "_all") == 0;
    *condition = excluded ? CONDITION_NONE
                 : all    ? CONDITION_ALL
                          : CONDITION_ANY;
    return name[size] == '\0' || (all && !excluded);
}

bool search_parameter_find(struct search_parameter *out,
                           const struct schema *schema, const char *name) {
    memset(out, 0, sizeof *out);
    for (unsigned kind = 0; kind < PARAMETER_KINDS; kind++) {
        out->kind = (enum search_parameter_kind)kind;
        if (single_names[kind] && strcmp(name, single_names[kind]) == 0)
            return true;
    }
    out->kind = PARAMETER_FACET;
    for (size_t i = 0; i < schema_facet_count(schema); i++) {
        out->facet = (unsigned)i;
        if (names_facet(name, schema_facet(schema, i)->name, &out->condition))
            return true;
    }
    return false;
}

unsigned search_parameter_rank(const struct search_parameter *parameter) {
    /* The order in which the three forms of a facet are named. */
    static const unsigned forms[] = {
        [CONDITION_ANY] = 0, [CONDITION_ALL] = 1, [CONDITION_NONE] = 2};
    unsigned rank = (unsigned)parameter->kind * SCHEMA_FACETS_MAX * 3;
    if (parameter->kind == PARAMETER_FACET)
        rank += parameter->facet * 3 + forms[parameter->condition];
    return rank;
}

bool search_parameter_repeats(enum search_parameter_kind kind) {
    return kind == PARAMETER_FACET || kind == PARAMETER_KIND ||
           kind == PARAMETER_SIDE || kind == PARAMETER_DATE;
}

bool search_parameter_belongs(enum search_parameter_kind kind,
                              enum asked_of of) {
    return (places[kind] >> of & 1) != 0;
}

static void append_facets(struct buffer *out, const struct schema *schema) {
    size_t facets = schema_facet_count(schema);
    buffer_append_string(out, ", and the facets ");
    for (size_t i = 0; i < facets; i++)
        buffer_printf(out, "%s%s", i > 0 ? ", " : "",
                      schema_facet(schema, i)->name);
    if (facets > 0)
        buffer_printf(out, ", each also as -%s and %s_all",
                      schema_facet(schema, 0)->name,
                      schema_facet(schema, 0)->name);
}

void search_parameter_names(struct buffer *out, const struct schema *schema,
                            enum asked_of of) {
    const char *separator = "";
    for (unsigned kind = 0; kind < PARAMETER_KINDS; kind++) {
        if (!single_names[kind] ||
            !search_parameter_belongs((enum search_parameter_kind)kind, of))
            continue;
        buffer_printf(out, "%s%s", separator, single_names[kind]);
        separator = ", ";
    }
    if (search_parameter_belongs(PARAMETER_FACET, of))
        append_facets(out, schema);
}

bool search_parameter_is_place(const char *name) {
    return strcmp(name, single_names[PARAMETER_PAGE]) == 0 ||
           strcmp(name, single_names[PARAMETER_CURSOR]) == 0;
}
