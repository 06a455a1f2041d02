/* imprint_record.h - imprints of papers, kept from generation to generation.
 *
 *   imprints.bin      struct imprints_header, then a struct imprint_entry for
 *                     each imprint, ascending by hash
 *   imprints.000001   packed imprints, in linked segments
 *
 * So a run that changes little writes little. What cannot be used, as it was
 * made by other rules or is not whole, is as if it were not there: imprints can
 * be taken again. One thread. */
#ifndef CONCORD_INDEXER_IMPRINT_RECORD_H
#define CONCORD_INDEXER_IMPRINT_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "corpus/archive_facts.h"
#include "engine/block_store.h"
#include "engine/source_table.h"
#include "schema/status.h"

enum { IMPRINT_DIGEST_SIZE = 32 };

/* On disk as in memory. */
struct imprints_header {
    char magic[8];
    uint32_t format;
    uint32_t count;
    unsigned char rules[IMPRINT_DIGEST_SIZE];  /* that imprints are taken by */
    unsigned char digest[IMPRINT_DIGEST_SIZE]; /* of the papers */
};

struct imprint_entry {
    unsigned char sha256[SOURCE_HASH_SIZE]; /* of what it was taken from;
                                             * first: it is searched by */
    struct block_ref where;                 /* segment 0: not written yet */
};

/* Zero before imprint_record_open(). */
struct imprint_record {
    const char *directory; /* of the generation that has it; NULL: none */
    struct imprints_header header;
    struct imprint_entry *entries; /* header.count, once they are loaded */
    struct block_store *store;     /* NULL until then */
    size_t next;                   /* entry to be looked at */
};

/* Read the header of what `directory`, which may be NULL, has on record by
 * `rules`. The string must outlive the record. */
void imprint_record_open(struct imprint_record *record, const char *directory,
                         const unsigned char rules[IMPRINT_DIGEST_SIZE]);

/* Give back what it holds, if anything. */
void imprint_record_close(struct imprint_record *record);

/* Have the entries, unless they are there. CONCORD_IO, CONCORD_NO_MEMORY. */
enum concord_status imprint_record_load(struct imprint_record *record,
                                        struct concord_error *err);

/* What was taken from the bytes of that hash, none of which comes after one
 * that is less: a view, until the record is closed, and the reference to it.
 * False when it is not on record. */
bool imprint_record_next(struct imprint_record *record,
                         const unsigned char sha256[SOURCE_HASH_SIZE],
                         struct imprint *out, struct block_ref *where);

/* What the generation to come has on record. */
struct imprint_writing {
    const char *directory; /* of that generation */
    struct imprint_entry *entries;
    const struct imprint *imprints; /* one an entry; those written already are
                                     * not looked at */
    size_t count;
    const unsigned char *rules; /* of IMPRINT_DIGEST_SIZE bytes each */
    const unsigned char *digest;
    bool compact; /* nothing but these may be in its segments */
};

/* Write it down; says in the entries where each imprint is. The record can only
 * be closed after it. CONCORD_IO, CONCORD_NO_MEMORY. */
enum concord_status imprint_record_write(struct imprint_record *record,
                                         const struct imprint_writing *writing,
                                         struct concord_error *err);

#endif
