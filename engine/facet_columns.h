/* facet_columns.h - columns.bin: for each docid its facet ordinals, its dates
 * and its ranks, so that a filter or a count is an array look-up.
 *
 *   header      struct columns_header, below
 *   live        one bit a docid: set when there is such a document
 *   earliest    int32 a docid, latest likewise: days, as schema/edtf.h has them
 *   certainty   a byte a docid: enum certainty of its date
 *   in_force    two int32 a docid: first and last day on which an agreement is
 *               known to have been in force
 *   may_force   likewise of those on which it may have been
 *   id_rank     uint32 a docid: its place when all unique ids are sorted
 *   title_rank  uint32 a docid: its place when sorted by title, then id
 *   indexed_rank  uint32 a docid: its place when those first indexed last come
 *               first, then by id
 *   newest_rank  uint32 a docid: its place when sorted by the latest day of its
 *               date, the latest first, undated ones last, then by id
 *   oldest_rank  likewise by the earliest day, the earliest first
 *   length      uint32 a docid: how often all its terms stand in it together:
 *               Xapian's document length
 *   title_words uint32 a docid: the words of its title
 *   id_offsets  uint32, one a docid and one more, into
 *   ids         the unique ids, NUL-terminated; of no document, nothing
 *   blobs       struct document_blobs a docid: where what is kept of it is
 *   leader      uint32 a docid: the document that stands for its group of
 *               copies, itself perhaps; 0: it is in none
 *   grouped     uint32: the docids that are in groups, those of one group side
 *               by side
 *   starts      uint32, one a docid and one more, into
 *   ordinals    uint32: the values of a document in all facets, ascending
 *   word_documents  uint32, one a word of words.bin and one more: by its
 * number, how many documents have the word as it is spelled
 *
 * and for each facet of the schema, in order,
 *
 *   offsets     uint32, one a value and one more, into
 *   names       the values, NUL-terminated, sorted by bytes
 *
 * The values of all facets are numbered through, facet by facet: an ordinal is
 * a value's place among the names of its facet, counted from that facet's first
 * one. Behind a facet's last value, one ordinal more stands for having none:
 * each document has an ordinal of each facet.
 *
 * What is no agreement was never in force: its last day is before its first.
 *
 * Everything is little-endian (the host's order is checked at open) and every
 * part starts on 8 bytes. The file is mapped read-only; open columns are
 * immutable and may be shared by threads. */
#ifndef CONCORD_ENGINE_FACET_COLUMNS_H
#define CONCORD_ENGINE_FACET_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "document_blobs.h"
#include "files.h"
#include "schema/edtf.h"
#include "schema/schema.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { COLUMNS_FORMAT = 11 };

struct facet_column {
    uint32_t first; /* ordinal */
    uint32_t value_count;
    const uint32_t *name_offsets;
    const char *names;
};

struct facet_columns {
    uint32_t limit; /* every docid is below */
    uint32_t live_count;
    const uint64_t *live;
    const edtf_day *earliest;
    const edtf_day *latest;
    const uint8_t *certainty;
    const struct edtf_date *in_force;
    const struct edtf_date *may_force;
    const uint32_t *id_rank;
    const uint32_t *title_rank;
    const uint32_t *indexed_rank;
    const uint32_t *newest_rank;
    const uint32_t *oldest_rank;
    const uint32_t *length;
    const uint32_t *title_words;
    const uint32_t *id_offsets;
    const char *ids;
    const struct document_blobs *blobs;
    const uint32_t *leader;
    const uint32_t *grouped;
    uint32_t grouped_count;
    const uint32_t *starts;
    const uint32_t *ordinals;
    uint32_t ordinal_limit; /* every ordinal is below */
    const uint32_t *word_documents;
    uint32_t word_limit; /* every number of a word is below */
    uint32_t facet_count;
    struct facet_column facets[SCHEMA_FACETS_MAX];
    struct mapped_file file;
};

/* Map the file. CONCORD_CORRUPT when any part is not wholly inside it.
 * facet_columns_close() leaves *columns empty. */
enum concord_status facet_columns_open(struct facet_columns *columns,
                                       const char *path,
                                       struct concord_error *err);
void facet_columns_close(struct facet_columns *columns);

static inline bool facet_columns_is_live(const struct facet_columns *columns,
                                         uint32_t docid) {
    return docid < columns->limit &&
           (columns->live[docid / 64] >> (docid % 64) & 1) != 0;
}

/* The unique id of a document that there is. */
static inline const char *facet_columns_id(const struct facet_columns *columns,
                                           uint32_t docid) {
    return columns->ids + columns->id_offsets[docid];
}

/* Values of one document in one facet. */
struct facet_values {
    const uint32_t *ordinals; /* ascending */
    uint32_t count;
};

/* What a document has in a facet; nothing, when there is no such document. */
static inline struct facet_values
facet_columns_values(const struct facet_columns *columns,
                     const struct facet_column *column, uint32_t docid) {
    const uint32_t *from = columns->ordinals + columns->starts[docid];
    const uint32_t *end = columns->ordinals + columns->starts[docid + 1];
    while (from < end && *from < column->first)
        from++;
    const uint32_t *to = from;
    while (to < end && *to - column->first < column->value_count)
        to++;
    struct facet_values values = {from, (uint32_t)(to - from)};
    return values;
}

/* The value at this place among those of the facet. */
static inline const char *facet_column_name(const struct facet_column *column,
                                            uint32_t place) {
    return column->names + column->name_offsets[place];
}

/* The place of a value, or value_count when no document has it. */
uint32_t facet_column_find(const struct facet_column *column,
                           const char *value);

/* ---- building ---- */

struct columns_builder;

/* For docids below `limit` and that many facets. */
enum concord_status columns_builder_create(struct columns_builder **out,
                                           uint32_t limit, uint32_t facet_count,
                                           struct concord_error *err);

/* There is such a document. The strings are copied; the words of `title_key`
 * have one space between. */
enum concord_status columns_builder_add(struct columns_builder *builder,
                                        uint32_t docid, const char *id,
                                        const char *title_key,
                                        struct edtf_date date,
                                        enum certainty certainty,
                                        struct concord_error *err);

/* When the agreement `docid` was in force, and when it may have been. */
void columns_builder_force(struct columns_builder *builder, uint32_t docid,
                           struct edtf_date in_force,
                           struct edtf_date may_force);

/* When the document that was added last was first indexed: RFC 3339, UTC. Those
 * of which it is not said are the oldest. The string is copied. */
enum concord_status columns_builder_indexed(struct columns_builder *builder,
                                            const char *first_indexed,
                                            struct concord_error *err);

/* How long document `docid` is, by the terms counted in it. */
void columns_builder_length(struct columns_builder *builder, uint32_t docid,
                            uint32_t length);

/* How many documents have each word, by number, all below `limit`. The array
 * must stand until columns_builder_write(). */
void columns_builder_words(struct columns_builder *builder,
                           const uint32_t *documents, uint32_t limit);

/* Where what is kept of document `docid` is. */
void columns_builder_blobs(struct columns_builder *builder, uint32_t docid,
                           const struct document_blobs *blobs);

/* Document `leader` stands for document `docid`; both are there. Who stands for
 * another stands for itself, whatever is said of it. */
void columns_builder_group(struct columns_builder *builder, uint32_t docid,
                           uint32_t leader);

/* A value of a facet, after all smaller ones, and a document that has it,
 * after all smaller docids of that value. */
enum concord_status columns_builder_value(struct columns_builder *builder,
                                          uint32_t facet, const char *value,
                                          struct concord_error *err);
enum concord_status columns_builder_posting(struct columns_builder *builder,
                                            uint32_t facet, uint32_t docid,
                                            struct concord_error *err);

enum concord_status columns_builder_write(struct columns_builder *builder,
                                          const char *path,
                                          struct concord_error *err);
void columns_builder_destroy(struct columns_builder *builder);

#ifdef __cplusplus
}
#endif

#endif
