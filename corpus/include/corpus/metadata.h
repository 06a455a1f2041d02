/* metadata.h - what people say of papers: in front matter, in a sidecar beside
 * the file, in the overrides of a whole SOURCE.
 *
 *   title: "Lancashire Compact 2013-2016"
 *   date: 19 September 2013        a day, a month, a year, or EDTF
 *   type: Local Compact            a facet's value or its label
 *   place: [Lancashire]            a path, or a name that only one place has
 *   people: [{name: Jane Doe, role: Chair, organisation: Barset CVS}]
 *   topic: []                      none, whatever is inferred
 *
 * Keys are id, title, date, people, organisations, creator, publisher, address,
 * rights, supersedes, and the name of every facet but the year's, each with one
 * value or a list. What is wrong with a key or a value is a warning and costs
 * that key or value only.
 *
 * One way to use it, for one paper:
 *
 *   metadata_read(&front, ..., METADATA_FRONT_MATTER, path,
 *                 extract->front_matter, ...);
 *   metadata_read(&sidecar, ..., METADATA_SIDECAR, sidecar_path, bytes, ...);
 *   layers = {&front, &sidecar, metadata_overrides_find(&overrides, path)};
 *   metadata_merge(&metadata, ..., layers, 3, ...);
 *   -> its id: metadata_id(), else of metadata_address() or the page's own
 *      address, else of its path; with that id look for overrides again and
 *      merge them last
 *   -> metadata.withdrawn: it is not indexed
 *   describer_describe(..., &metadata, ...);
 *
 * Strings and arrays are the arena's that is given, and the schema's. Pure,
 * one thread at a time for each arena. */
#ifndef CONCORD_CORPUS_METADATA_H
#define CONCORD_CORPUS_METADATA_H

#include <stdbool.h>
#include <stddef.h>

#include "schema/arena.h"
#include "schema/document.h"
#include "schema/schema.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define METADATA_SIDECAR_ENDING ".meta.yaml" /* after the file's whole name */
#define METADATA_OVERRIDES_NAME "overrides.yaml" /* at a SOURCE's root */

/* The weakest first. */
enum metadata_source {
    METADATA_FRONT_MATTER,
    METADATA_SIDECAR,
    METADATA_OVERRIDE
};

struct metadata_value {
    const char *value; /* as the schema writes it; a date in EDTF */
    const char *quote; /* as the person wrote it */
    size_t line;
    /* Of people and bodies, each NULL when it is not said. */
    const char *role;
    const char *organisation;
    const char *acronym;
    const char *kind;
};

struct metadata_entry {
    const char *key;
    enum metadata_source source;
    size_t line;
    const struct metadata_value *values; /* none: the paper has no such thing */
    size_t value_count;
};

/* One entry for each key. */
struct metadata {
    struct metadata_entry *entries;
    size_t count;
    bool withdrawn;
};

/* Faults, each "FILE:LINE: what is wrong; what to do". Zero before first use;
 * it owns its strings. */
struct metadata_warnings {
    struct arena arena;
    const char **texts;
    size_t count;
};
void metadata_warnings_clear(struct metadata_warnings *warnings);

/* Add one about a line of `file`, or, with 0, about no line. The strings are
 * copied. CONCORD_NO_MEMORY. */
enum concord_status metadata_warnings_add(struct metadata_warnings *warnings,
                                          const char *file, size_t line,
                                          const char *fault,
                                          struct concord_error *err);

/* Read the front matter or the sidecar of one paper, which `file` names in
 * warnings. `bytes` may be NULL, for none. What is no YAML is a warning, and
 * *out is empty. CONCORD_NO_MEMORY. */
enum concord_status metadata_read(struct metadata *out, struct arena *arena,
                                  enum metadata_source source, const char *file,
                                  const char *bytes, size_t size,
                                  const struct schema *schema,
                                  struct metadata_warnings *warnings,
                                  struct concord_error *err);

/* All that `layers` say, of each key what the last one says of it; a layer may
 * be NULL. Entries are shared with them. CONCORD_NO_MEMORY. */
enum concord_status metadata_merge(struct metadata *out, struct arena *arena,
                                   const struct metadata *const *layers,
                                   size_t layer_count,
                                   struct concord_error *err);

/* NULL when the key is not given. */
const struct metadata_entry *metadata_find(const struct metadata *metadata,
                                           const char *key);

/* What decides a document's id; NULL when it is not given. An id is at most
 * DOCUMENT_ID_MAX letters, digits and signs that need no escape in a URL. */
const char *metadata_id(const struct metadata *metadata);
const char *metadata_address(const struct metadata *metadata);

/* What is said of one paper, called by its id or by its path. */
struct metadata_override {
    const char *name;
    size_t line;
    struct metadata metadata;
};

/* Sorted by name. */
struct metadata_overrides {
    struct metadata_override *entries;
    size_t count;
};

/* Read the overrides of a SOURCE. CONCORD_BAD_INPUT, naming file and line, when
 * they are no map in YAML: to go on without them would bring back what was
 * withdrawn. CONCORD_NO_MEMORY. */
enum concord_status metadata_overrides_read(
    struct metadata_overrides *out, struct arena *arena, const char *file,
    const char *bytes, size_t size, const struct schema *schema,
    struct metadata_warnings *warnings, struct concord_error *err);

/* What is said of a paper under this id or path, one of `entries`; NULL for
 * nothing. */
const struct metadata_override *
metadata_overrides_find(const struct metadata_overrides *overrides,
                        const char *id_or_path);

/* Give a described document what people say: values and evidence that were
 * inferred for a key give way. A place brings those above it and, unless a
 * region is given, its region; a given region drops inferred places of others.
 * A date brings its year. CONCORD_NO_MEMORY. */
enum concord_status metadata_apply(struct document *document,
                                   const struct metadata *metadata,
                                   const struct schema *schema,
                                   struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
