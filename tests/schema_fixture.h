/* schema_fixture.h - the real schema, for tests of what is read by it; to be
 * included after cmocka.h. */
#ifndef CONCORD_TESTS_SCHEMA_FIXTURE_H
#define CONCORD_TESTS_SCHEMA_FIXTURE_H

#include "schema/schema.h"

static struct schema *schema;

static inline int open_schema(void **state) {
    struct concord_error err = {0};
    (void)state;
    if (schema_load(&schema, CONCORD_ROOT "/schema/data", &err) == CONCORD_OK)
        return 0;
    print_error("%s\n", err.message);
    return -1;
}

static inline int close_schema(void **state) {
    (void)state;
    schema_destroy(schema);
    return 0;
}

#endif
