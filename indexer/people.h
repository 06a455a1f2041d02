/* people.h - what people say of the papers of one run: the sidecars beside
 * them and the overrides of each SOURCE, as the table and the store have them.
 * Overrides are read once for each root, sidecars when they are needed. One
 * thread. */
#ifndef CONCORD_INDEXER_PEOPLE_H
#define CONCORD_INDEXER_PEOPLE_H

#include <stdbool.h>

#include "corpus/extract.h"
#include "corpus/metadata.h"
#include "engine/source_table.h"
#include "next_generation.h"
#include "schema/buffer.h"

struct people;

/* Everything given must outlive it. `known` is the last generation's table:
 * what has not changed since is not warned of again. The caller owns *out and
 * frees it with people_destroy(). */
enum concord_status people_create(struct people **out,
                                  const struct source_table *table,
                                  const struct source_table *known,
                                  const struct next_generation *next,
                                  const struct schema *schema,
                                  struct concord_error *err);
void people_destroy(struct people *people);

/* What kind of file it is, by its name. */
enum source_kind people_kind_of(const char *path);

/* Note in `record` what the front matter of a paper, or the bytes of a sidecar,
 * say of its id and address. Overrides are checked: CONCORD_BAD_INPUT when they
 * cannot be used. Strings are the arena's. */
enum concord_status people_note_paper(struct source_record *record,
                                      struct arena *arena,
                                      const struct extract *extract,
                                      const struct schema *schema,
                                      struct concord_error *err);
enum concord_status people_note_file(struct source_record *record,
                                     struct arena *arena, const char *bytes,
                                     size_t size, const struct schema *schema,
                                     struct concord_error *err);

/* The id that a paper asks for: what is said, else what its address makes;
 * *id is NULL when it asks for none. It is the arena's or the record's. */
enum concord_status people_claim(struct people *people, struct arena *arena,
                                 const struct source_record *record,
                                 const char **id, struct concord_error *err);

/* The overrides say that it is withdrawn, by its path or by `id`. */
enum concord_status people_withdraw(struct people *people,
                                    const struct source_record *record,
                                    const char *id, bool *withdrawn,
                                    struct concord_error *err);

/* Append all that the description of a paper depends on here. */
enum concord_status people_depend(struct people *people,
                                  const struct source_record *record,
                                  const char *id, struct buffer *out,
                                  struct concord_error *err);

/* All that is said of a paper, the strongest word for each key, in `arena`. */
enum concord_status people_say(struct people *people, struct arena *arena,
                               const struct source_record *record,
                               const char *id, const struct extract *extract,
                               struct metadata *out, struct concord_error *err);

/* Once the table has all papers with their ids: warn of overrides, new since
 * the run before, that name none of them. CONCORD_NO_MEMORY. */
enum concord_status people_warn_of_strangers(struct people *people,
                                             struct concord_error *err);

/* Faults found so far. The people's. */
const struct metadata_warnings *people_warnings(const struct people *people);

#endif
