/* relator.c - the relator's life: adding, running, asking. */
#include "corpus/relate.h"

#include <stdlib.h>

struct relator {
    const struct schema *schema;
};

enum concord_status relator_create(struct relator **out,
                                   const struct schema *schema,
                                   struct concord_error *err) {
    struct relator *relator = calloc(1, sizeof *relator);
    *out = relator;
    if (!relator)
        return concord_no_memory(err);
    relator->schema = schema;
    return CONCORD_OK;
}

void relator_destroy(struct relator *relator) {
    free(relator);
}

enum concord_status relator_add(struct relator *relator, const void *claims,
                                size_t size, struct concord_error *err) {
    (void)relator;
    (void)claims;
    if (size == 0)
        return concord_fail(err, CONCORD_CORRUPT,
                            "a document's claims are empty; rebuild");
    return CONCORD_OK;
}

enum concord_status relator_run(struct relator *relator,
                                struct concord_error *err) {
    (void)relator;
    (void)err;
    return CONCORD_OK;
}

const char *relator_group(const struct relator *relator, const char *id) {
    (void)relator;
    (void)id;
    return NULL;
}

enum concord_status relator_write(struct relator *relator, relate_record *sink,
                                  void *context, struct concord_error *err) {
    (void)relator;
    (void)sink;
    (void)context;
    (void)err;
    return CONCORD_OK;
}

const char *relator_version(void) {
    return "0";
}
