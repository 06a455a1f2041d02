/* year.c - the facet of years. */
#include "describe/year.h"

#include <stdio.h>

enum concord_status year_give(struct document *document,
                              const struct schema *schema,
                              struct concord_error *err) {
    int facet = schema_find_inferred(schema, INFER_DATE);
    int year = edtf_single_year(document->date);
    char value[8];
    if (facet == SCHEMA_NO_INDEX)
        return CONCORD_OK;
    document_drop_values(document, (unsigned)facet);
    if (year == 0)
        return CONCORD_OK;
    snprintf(value, sizeof value, "%04d", year % 10000);
    return document_add_value(document, (unsigned)facet, value, err);
}
