/* explain_archive.h - what the rest of the archive says of documents that are
 * explained, by their ids. One thread. */
#ifndef CONCORD_INDEXER_EXPLAIN_ARCHIVE_H
#define CONCORD_INDEXER_EXPLAIN_ARCHIVE_H

#include <jansson.h>
#include <stdio.h>

#include "corpus/relate.h"
#include "schema/arena.h"
#include "schema/status.h"

struct archive_record;

/* Zero before explain_archive_gather(). */
struct explain_archive {
    struct arena arena;
    struct archive_record *records; /* by id, ascending */
    size_t count;
};

/* Take the records of documents from a relator that has run.
 * CONCORD_NO_MEMORY. */
enum concord_status explain_archive_gather(struct explain_archive *archive,
                                           struct relator *relator,
                                           struct concord_error *err);
void explain_archive_clear(struct explain_archive *archive);

/* What is said of the document `id`, for the caller to give back; *out is NULL
 * when nothing is. CONCORD_INTERNAL, CONCORD_NO_MEMORY. */
enum concord_status explain_archive_find(const struct explain_archive *archive,
                                         const char *id, json_t **out,
                                         struct concord_error *err);

/* Put it into a document's card, in the form of /v1/documents/{id}. False when
 * memory is out. */
bool explain_archive_merge(json_t *card, const json_t *record);

/* Print it for people. */
void explain_archive_write(const json_t *record, size_t width, FILE *out);

#endif
