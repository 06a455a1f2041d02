/* parts.h - what the files that read metadata share.
 *
 *   read.c    a map of keys    -> entries
 *   settle.c  a value's text   -> what the schema calls it
 *   overrides.c  a map of maps -> the entries of many papers */
#ifndef CONCORD_CORPUS_METADATA_PARTS_H
#define CONCORD_CORPUS_METADATA_PARTS_H

#include "corpus/metadata.h"
#include "schema/yaml_tree.h"

struct metadata_reader {
    struct arena *arena;
    const char *file;
    enum metadata_source source;
    const struct schema *schema;
    struct metadata_warnings *warnings;
    struct concord_error *err;
};

/* A warning about `line`; the message says what is wrong and what to do.
 * CONCORD_NO_MEMORY. */
enum concord_status metadata_warn(const struct metadata_reader *reader,
                                  size_t line, const char *format, ...)
    CONCORD_PRINTF(3, 4);

/* The entries of a map, which of a list or a text there are none. */
enum concord_status metadata_read_map(struct metadata_reader *reader,
                                      const struct yaml_tree *map,
                                      struct metadata *out);

/* What `key` may say, which is how its values are settled. */
enum key_form {
    KEY_ID,
    KEY_TITLE,
    KEY_DATE,
    KEY_ADDRESS,
    KEY_TEXT,
    KEY_NAMES, /* of people or bodies, with more of each */
    KEY_VALUE, /* of a closed facet */
    KEY_PLACE
};

struct metadata_key {
    const char *name;
    enum key_form form;
    bool single;
    unsigned facet; /* of the last two */
};

/* Find out what `text`, which is clean, stands for. *out stays NULL when it
 * stands for nothing, and there is a warning. */
enum concord_status metadata_settle(struct metadata_reader *reader,
                                    const struct metadata_key *key,
                                    const char *text, size_t line,
                                    const char **out);

#endif
