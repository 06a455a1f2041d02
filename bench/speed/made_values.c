/* made_values.c - how many values of each facet a paper has, and which. */
#include "made_values.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "made_words.h"
#include "zipf.h"

enum { MANY_MAX = 4 };

/* How many values a paper has: in `none` of a hundred papers none, in one[i] of
 * the rest i + 1. */
struct made_facet {
    const char *name;
    unsigned open;           /* how many made-up values; 0: the schema's */
    unsigned flat;           /* of the skew, see zipf.h */
    unsigned none;           /* percent */
    unsigned more[MANY_MAX]; /* percent of those with i + 1 that have another */
};

static const struct made_facet facets[] = {
    {"type", 0, 1, 0, {15, 0, 0, 0}},
    {"region", 0, 2, 10, {10, 30, 0, 0}},
    {"sector", 0, 1, 5, {50, 30, 20, 0}},
    {"topic", 0, 3, 5, {70, 60, 40, 30}},
    {"person", 5000, 10, 60, {40, 40, 0, 0}},
    {"organisation", 3000, 5, 30, {60, 50, 30, 30}},
    {"creator", 800, 5, 30, {10, 0, 0, 0}},
};
enum { FACETS = sizeof facets / sizeof *facets };

enum {
    FIRST_YEAR = 1998,
    UNDATED_PERCENT = 5,
    PLACE_PERCENT = 60,
    PLACES_FLAT = 20
};

struct made_values {
    const struct schema *schema;
    const struct facet *closed[FACETS]; /* NULL: made up */
    struct zipf *skews[FACETS];
    struct zipf *places;
};

static enum concord_status made_facet_create(struct made_values *made, size_t i,
                                             struct concord_error *err) {
    size_t count = facets[i].open;
    if (count == 0) {
        int facet = schema_find_facet(made->schema, facets[i].name);
        if (facet == SCHEMA_NO_INDEX)
            return concord_fail(err, CONCORD_BAD_SCHEMA,
                                "the schema has no facet %s", facets[i].name);
        made->closed[i] = schema_facet(made->schema, (size_t)facet);
        count = made->closed[i]->value_count;
    }
    return zipf_create(&made->skews[i], count, facets[i].flat, 0, err);
}

enum concord_status made_values_create(struct made_values **out,
                                       const struct schema *schema,
                                       struct concord_error *err) {
    *out = NULL;
    struct made_values *made = calloc(1, sizeof *made);
    if (made == NULL)
        return concord_no_memory(err);
    made->schema = schema;
    enum concord_status status = zipf_create(
        &made->places, schema_place_count(schema), PLACES_FLAT, 0, err);
    for (size_t i = 0; i < FACETS && status == CONCORD_OK; i++)
        status = made_facet_create(made, i, err);
    if (status == CONCORD_OK)
        *out = made;
    else
        made_values_destroy(made);
    return status;
}

void made_values_destroy(struct made_values *made) {
    if (made == NULL)
        return;
    for (size_t i = 0; i < FACETS; i++)
        zipf_destroy(made->skews[i]);
    zipf_destroy(made->places);
    free(made);
}

/* ---- drawing ---- */

static void append_value(struct buffer *values, const char *facet,
                         const char *value, size_t size) {
    buffer_printf(values, "%s%s=", values->size > 0 ? "|" : "", facet);
    buffer_append(values, value, size);
}

static void append_numbered(const struct made_values *made, size_t i,
                            size_t number, struct buffer *values) {
    char name[64];
    char word[MADE_WORD_MAX];
    if (made->closed[i] != NULL) {
        snprintf(name, sizeof name, "%s",
                 made->closed[i]->values[number].value);
    } else {
        made_word(word, number);
        snprintf(name, sizeof name, "%s %zu", word, number);
    }
    append_value(values, facets[i].name, name, strlen(name));
}

/* Distinct values; one that comes again is not drawn once more. */
static void draw_facet(const struct made_values *made, size_t i,
                       struct random *random, struct buffer *values) {
    size_t drawn[MANY_MAX + 1];
    size_t count = 0;
    if (random_percent(random, facets[i].none))
        return;
    do {
        size_t number = zipf_draw(made->skews[i], random);
        for (size_t j = 0; j < count; j++)
            if (drawn[j] == number)
                return;
        append_numbered(made, i, number, values);
        drawn[count++] = number;
    } while (count <= MANY_MAX &&
             random_percent(random, facets[i].more[count - 1]));
}

/* A paper of a place is one of each place around it: of the prefixes of its
 * path that hold a region and more. */
static void draw_place(const struct made_values *made, struct random *random,
                       struct buffer *values) {
    if (!random_percent(random, PLACE_PERCENT))
        return;
    size_t count = schema_place_count(made->schema);
    size_t number = zipf_draw(made->places, random) * 7919 % count;
    const char *path = schema_place(made->schema, number)->path;
    const char *slash = strchr(path, '/');
    while (slash != NULL) {
        slash = strchr(slash + 1, '/');
        append_value(values, "place", path,
                     slash == NULL ? strlen(path) : (size_t)(slash - path));
    }
}

/* Most in the middle years. */
static void draw_date(struct random *random, char date[MADE_DATE_MAX],
                      struct buffer *values) {
    date[0] = '\0';
    if (random_percent(random, UNDATED_PERCENT))
        return;
    unsigned year = FIRST_YEAR + (unsigned)random_below(random, 10) +
                    (unsigned)random_below(random, 9);
    snprintf(date, MADE_DATE_MAX, "%04u-%02u-%02u", year % 10000,
             (unsigned)random_below(random, 12) + 1,
             (unsigned)random_below(random, 28) + 1);
    append_value(values, "year", date, 4);
}

void made_values_draw(const struct made_values *made, struct random *random,
                      char date[MADE_DATE_MAX], struct buffer *values) {
    for (size_t i = 0; i < FACETS; i++)
        draw_facet(made, i, random, values);
    draw_place(made, random, values);
    draw_date(random, date, values);
}
