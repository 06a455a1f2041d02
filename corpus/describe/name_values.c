/* name_values.c - the facets whose values are names. */
#include "describe/name_values.h"

#include <string.h>

static enum concord_status give(struct document *document, unsigned facet,
                                const char *name, struct concord_error *err) {
    if (name == NULL || name[0] == '\0' || strlen(name) > NAME_VALUE_MAX)
        return CONCORD_OK;
    return document_add_value(document, facet, name, err);
}

static enum concord_status give_people(struct document *document,
                                       unsigned facet,
                                       struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < document->person_count && status == CONCORD_OK; i++)
        status = give(document, facet, document->people[i].name, err);
    return status;
}

static enum concord_status give_organisations(struct document *document,
                                              unsigned facet,
                                              struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < document->organisation_count && status == CONCORD_OK;
         i++)
        status = give(document, facet, document->organisations[i].name, err);
    return status;
}

static enum concord_status give_creators(struct document *document,
                                         unsigned facet,
                                         struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < document->creator_count && status == CONCORD_OK; i++)
        status = give(document, facet, document->creators[i].name, err);
    return status;
}

typedef enum concord_status name_giver(struct document *document,
                                       unsigned facet,
                                       struct concord_error *err);

enum concord_status name_values_give(struct document *document,
                                     const struct schema *schema,
                                     struct concord_error *err) {
    static const struct {
        enum facet_inference inferred_by;
        name_giver *give;
    } givers[] = {{INFER_PEOPLE, give_people},
                  {INFER_ORGANISATIONS, give_organisations},
                  {INFER_CREATORS, give_creators}};
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0;
         i < sizeof givers / sizeof *givers && status == CONCORD_OK; i++) {
        int facet = schema_find_inferred(schema, givers[i].inferred_by);
        if (facet == SCHEMA_NO_INDEX)
            continue;
        document_drop_values(document, (unsigned)facet);
        status = givers[i].give(document, (unsigned)facet, err);
    }
    return status;
}
