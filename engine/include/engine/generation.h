/* generation.h - the published states of an index, and how one becomes the
 * current.
 *
 *   index/
 *     lock                       held by the one indexer (flock)
 *     current -> generations/000042
 *     generations/000042/
 *       manifest.json            what this is, size and SHA-256 of every file
 *       xapian/                  terms and documents (glass)
 *       statements/              quotations and clauses (glass)
 *       statements.bin           docid of those -> document, what it is, order
 *       columns.bin              docid -> facet ordinals, dates, ranks, places
 *       documents.000001         cards and texts, in linked segments
 *       tokens.000001            documents' words in order, likewise
 *       words.bin                which words those are
 *       archive.bin              what is known of the archive as a whole, if
 *                                anything (engine/archive_file.h)
 *       suggestions.bin          words, titles and names by how they begin
 *       sources.bin              every file known and what became of it
 *       imprints.bin             what papers leave for finding what recurs,
 *       imprints.000001          in linked segments
 *       blocks.000001            what was extracted, in linked segments
 *       withdrawn.txt            ids that were taken back, if any
 *       schema/                  the vocabularies that described it
 *     generations/000043.new/    being built; swept away by the next run
 *     generations/000039.old/    being removed; likewise
 *     generations/000043.trial/  as well, and never to be published
 *
 * A generation never changes once published. The next one is built beside it,
 * flushed to the disk, renamed to its number, and `current` is renamed onto
 * it: readers see the old or the new, each whole. */
#ifndef CONCORD_ENGINE_GENERATION_H
#define CONCORD_ENGINE_GENERATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/archive_file.h"
#include "engine/manifest.h"
#include "engine/posting_cache.h"
#include "engine/suggestions.h"
#include "engine/thesaurus.h"
#include "schema/schema.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { GENERATIONS_KEPT = 3 };

/* ---- for readers ---- */

/* A published generation, opened: its manifest, schema, facet columns and
 * what is known of the archive.
 * Immutable, counted by reference, shared by threads. */
struct generation;

/* Number of the generation that is current now, without opening it. Cheap.
 * CONCORD_NOT_FOUND when there is no index yet. */
enum concord_status generation_current_number(const char *index_directory,
                                              uint64_t *number,
                                              struct concord_error *err);

/* Open the current generation; the caller holds one reference.
 * CONCORD_NOT_FOUND when there is none yet; CONCORD_CORRUPT when its sizes or
 * headers are wrong; CONCORD_IO, CONCORD_NO_MEMORY. */
enum concord_status generation_open_current(struct generation **out,
                                            const char *index_directory,
                                            struct concord_error *err);

/* As generation_open_current() for the one of that number. */
enum concord_status generation_open(struct generation **out,
                                    const char *index_directory,
                                    uint64_t number, struct concord_error *err);

struct generation *generation_retain(struct generation *generation);
void generation_release(struct generation *generation);

const struct manifest *generation_manifest(const struct generation *generation);
const struct schema *generation_schema(const struct generation *generation);
const char *generation_directory(const struct generation *generation);

/* What is known of the archive as a whole: an empty file when this generation
 * has none, as older indexes have. It lives as long as the generation. */
const struct archive_file *
generation_archive(const struct generation *generation);

/* What words of a question stand for too, of this generation's schema and
 * archive. It lives as long as the generation. */
const struct thesaurus *
generation_thesaurus(const struct generation *generation);

/* What may be suggested: nothing when this generation has none, as older
 * indexes have. It lives as long as the generation. */
const struct suggestions *
generation_suggestions(const struct generation *generation);

/* Keep this generation's decoded postings in `cache`, which must outlive it,
 * with those of others. Before the first search; otherwise they have no
 * limit. */
void generation_share_postings(struct generation *generation,
                               struct posting_cache *cache);

/* Decode the words that most documents have before anyone asks for them, until
 * the cache that they are shared in is half full or is_stopped(context) says
 * so. Beside searches, in a thread of its own. CONCORD_CORRUPT,
 * CONCORD_NO_MEMORY. */
enum concord_status generation_warm_postings(struct generation *generation,
                                             bool (*is_stopped)(void *context),
                                             void *context,
                                             struct concord_error *err);

/* The document with that id was withdrawn. */
bool generation_has_withdrawn(const struct generation *generation,
                              const char *id);

/* ---- for the one writer ---- */

/* Note in `directory`, a generation being built, which ids are withdrawn; the
 * list is sorted. */
enum concord_status generation_write_withdrawn(const char *directory,
                                               const char **ids, size_t count,
                                               struct concord_error *err);

/* The right to build generations, and the one being built. */
struct generation_builder;

/* Take the lock of `index_directory` (made if it is not there) and sweep away
 * what an interrupted run left. CONCORD_BUSY when another indexer holds it. */
enum concord_status generation_builder_open(struct generation_builder **out,
                                            const char *index_directory,
                                            struct concord_error *err);

/* As generation_builder_open(), to see what the next generation would be: it
 * may be begun but not published, and once the builder is closed the index is
 * as it was. What an interrupted run left stays, too. Without an index, or with
 * NULL for its folder, a generation from nothing is built elsewhere.
 * CONCORD_BUSY; CONCORD_IO also when no index could be made there. */
enum concord_status
generation_builder_open_trial(struct generation_builder **out,
                              const char *index_directory,
                              struct concord_error *err);

/* The manifest of the generation that is current, or NULL in a new index and
 * when it is damaged. It is the builder's. */
const struct manifest *
generation_builder_parent(const struct generation_builder *builder);

/* CONCORD_CORRUPT, and the reason, when there is a current generation and it
 * has no manifest that can be read. Another may be built all the same. */
enum concord_status
generation_builder_check_parent(const struct generation_builder *builder,
                                struct concord_error *err);

/* The current generation's folder; NULL in a new index. */
const char *
generation_builder_parent_directory(const struct generation_builder *builder);

/* The number that the next generation will have. */
uint64_t generation_builder_number(const struct generation_builder *builder);

/* Make the folder of the next generation, empty. Its path is the builder's. */
enum concord_status generation_builder_begin(struct generation_builder *builder,
                                             const char **directory,
                                             struct concord_error *err);

/* What index_writer_settle() has written is not written to any more: hash it
 * and flush it to the disk ahead of the rest. Only an order, for speed; beside
 * whoever writes other files. */
enum concord_status
generation_builder_seal_index(struct generation_builder *builder,
                              struct concord_error *err);

/* Seal the folder: copy the schema's files from `schema_directory`, hash
 * everything into the manifest, flush all to the disk, rename, point `current`
 * at it and remove generations beyond GENERATIONS_KEPT. After a failure the old
 * generation is still current. `documents`, `sources` and `versions` go into
 * the manifest; *number says which one it became. */
struct generation_facts {
    uint64_t documents;
    uint64_t sources;
    struct manifest_versions versions;
};
enum concord_status generation_builder_publish(
    struct generation_builder *builder, const struct schema *schema,
    const char *schema_directory, const struct generation_facts *facts,
    uint64_t *number, struct concord_error *err);

/* The generation that was current before this one, or, when it is not kept any
 * more, the next older one that is. CONCORD_NOT_FOUND when there is none. */
enum concord_status
generation_builder_previous(const struct generation_builder *builder,
                            uint64_t *previous, struct concord_error *err);

/* Publish the kept generation `previous` again: the next one, *number, has its
 * files, as links where there are links. */
enum concord_status
generation_builder_republish(struct generation_builder *builder,
                             uint64_t previous, uint64_t *number,
                             struct concord_error *err);

/* Remove every generation but the current one, for certain; *removed counts
 * them. CONCORD_IO names one that is still there. */
enum concord_status
generation_builder_remove_older(struct generation_builder *builder,
                                size_t *removed, struct concord_error *err);

/* How many generations but the current one are there. */
enum concord_status
generation_builder_count_older(const struct generation_builder *builder,
                               size_t *older, struct concord_error *err);

/* Remove what was begun and not published, as far as that goes; the builder can
 * only be closed afterwards. */
void generation_builder_give_up(struct generation_builder *builder);

/* Give up what was not published, and give the lock back. */
void generation_builder_close(struct generation_builder *builder);

#ifdef __cplusplus
}
#endif

#endif
