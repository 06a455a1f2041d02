/* reading_facets.c - which facets are counted, and what is asked of them. */
#include <string.h>

#include "facet_values.h"
#include "reading.h"
#include "schema/buffer.h"

static enum concord_status refuse_facet(const struct schema *schema,
                                        const char *name, size_t size,
                                        struct concord_error *err) {
    struct buffer names = BUFFER_INIT(NAMES_MAX);
    for (size_t i = 0; i < schema_facet_count(schema); i++)
        buffer_printf(&names, "%s, ", schema_facet(schema, i)->name);
    concord_refuse(err, "facets",
                   "\"%.*s\" is no facet; facets takes %sseparated by commas, "
                   "or \"none\" alone",
                   size < 40 ? (int)size : 40, name,
                   names.data ? names.data : "");
    buffer_destroy(&names);
    return CONCORD_BAD_REQUEST;
}

/* The facet of that name, which is `size` bytes and not terminated. */
static int find_facet(const struct schema *schema, const char *name,
                      size_t size) {
    for (size_t i = 0; i < schema_facet_count(schema); i++) {
        const char *known = schema_facet(schema, i)->name;
        if (strlen(known) == size && memcmp(known, name, size) == 0)
            return (int)i;
    }
    return SCHEMA_NO_INDEX;
}

static enum concord_status read_facet(unsigned *out,
                                      const struct reading *reading,
                                      const struct parameter *item,
                                      struct concord_error *err) {
    int facet = find_facet(reading->schema, item->value, strlen(item->value));
    if (facet == SCHEMA_NO_INDEX)
        return concord_refuse(err, item->name,
                              "\"%.40s\" is no facet; /v1/facets has all that "
                              "there are",
                              item->value);
    *out = (unsigned)facet;
    return CONCORD_OK;
}

enum concord_status read_rows(struct reading *reading,
                              const struct parameter *item,
                              struct concord_error *err) {
    return read_facet(&reading->asked->rows, reading, item, err);
}

enum concord_status read_columns(struct reading *reading,
                                 const struct parameter *item,
                                 struct concord_error *err) {
    return read_facet(&reading->asked->columns, reading, item, err);
}

enum concord_status read_facets(struct reading *reading,
                                const struct parameter *item,
                                struct concord_error *err) {
    uint32_t facets = 0;
    bool more = strcmp(item->value, "none") != 0;
    const char *name = item->value;
    while (more) {
        size_t size = strcspn(name, ",");
        int facet = find_facet(reading->schema, name, size);
        if (facet == SCHEMA_NO_INDEX)
            return refuse_facet(reading->schema, name, size, err);
        facets |= UINT32_C(1) << facet;
        more = name[size] == ',';
        name += size + 1;
    }
    reading->asked->search.facets = facets;
    return CONCORD_OK;
}

/* A topic of the clause itself. Only plain values can be asked of that. */
static enum concord_status add_topic(struct asked *asked,
                                     const struct facet_condition *condition,
                                     struct concord_error *err) {
    if (!condition->value)
        return concord_refuse(err, "topic",
                              "topic takes no _missing here: it is the "
                              "clause's own topic");
    const char **slot = arena_push(&asked->arena, &asked->topics,
                                   &asked->topic_count, sizeof *slot);
    if (!slot)
        return concord_no_memory(err);
    *slot = condition->value;
    return CONCORD_OK;
}

static bool is_of_clause(const struct reading *reading,
                         const struct facet_condition *condition) {
    return reading->of == ASKED_OF_CLAUSES &&
           condition->kind == CONDITION_ANY &&
           (int)condition->facet ==
               schema_find_inferred(reading->schema, INFER_SUBJECT);
}

enum concord_status read_condition(struct reading *reading,
                                   const struct parameter *item,
                                   struct concord_error *err) {
    struct asked *asked = reading->asked;
    struct facet_condition condition;
    struct search_parameter known;
    search_parameter_find(&known, reading->schema, item->name);
    enum concord_status status =
        facet_value_read(&condition, reading->schema, known.facet, item, err);
    if (status != CONCORD_OK)
        return status;
    condition.kind = known.condition;
    if (condition.value) {
        condition.value = arena_string(&asked->arena, condition.value);
        if (!condition.value)
            return concord_no_memory(err);
    }
    if (is_of_clause(reading, &condition))
        return add_topic(asked, &condition, err);
    struct facet_condition *slot =
        arena_push(&asked->arena, &reading->conditions,
                   &asked->search.condition_count, sizeof *slot);
    if (!slot)
        return concord_no_memory(err);
    *slot = condition;
    return CONCORD_OK;
}
