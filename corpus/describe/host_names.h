/* host_names.h - the gazetteer's names as hosts write them, in one word and
 * small letters. Built once; read from many threads. */
#ifndef CONCORD_CORPUS_DESCRIBE_HOST_NAMES_H
#define CONCORD_CORPUS_DESCRIBE_HOST_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "schema/arena.h"
#include "schema/schema.h"

struct host_name {
    const char *word;
    unsigned place; /* of the gazetteer */
    bool ambiguous;
    bool town;
};

struct host_names {
    struct host_name *items; /* by their words, then by their places */
    size_t count;
};

/* The arena owns what is in *out; the schema must outlive it. */
enum concord_status host_names_create(struct host_names *out,
                                      struct arena *arena,
                                      const struct schema *schema,
                                      struct concord_error *err);

/* Those whose word is the `size` bytes of `text`: the first of them, and how
 * many there are in *count; NULL when there is none. */
const struct host_name *host_names_find(const struct host_names *names,
                                        const char *text, size_t size,
                                        size_t *count);

#endif
