/* archive_file.h - archive.bin: what is known of the archive as a whole, and
 * of each document only through it, as JSON by key.
 *
 *   acronym/%08zu         an acronym that was mined, in the order shown
 *   document/<id>         what the rest of the archive says of a document
 *   lineage/<clause id>   the clauses of others with nearly the same words
 *   not-held/%08zu        what is cited and not held, in the order shown
 *
 * A file is written in one go, in ascending bytewise order of keys, and never
 * changes after it. It is mapped, so what is found is not copied: a key and a
 * JSON text end in NUL and live as long as the file is open.
 *
 *   header   struct archive_header of archive_file.c
 *   records  key, NUL, JSON, NUL, one behind the other
 *   offsets  uint64, one a record and one more: where each begins
 *
 * Little-endian, checked at open. An open file is immutable and may be shared
 * by threads; a writer belongs to one. */
#ifndef CONCORD_ENGINE_ARCHIVE_FILE_H
#define CONCORD_ENGINE_ARCHIVE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- writing ---- */

struct archive_writer;

/* Begin archive.bin in `directory`, a generation being built. What was there
 * before is lost. The caller frees *out with archive_writer_destroy(). */
enum concord_status archive_writer_create(struct archive_writer **out,
                                          const char *directory,
                                          struct concord_error *err);

/* CONCORD_INTERNAL unless `key` comes after the one before it, bytewise, and
 * neither it nor the JSON is empty or has a NUL within. */
enum concord_status archive_writer_add(struct archive_writer *writer,
                                       const char *key, const char *json,
                                       size_t size, struct concord_error *err);

/* Write the rest down. The writer can only be destroyed afterwards. */
enum concord_status archive_writer_finish(struct archive_writer *writer,
                                          struct concord_error *err);

/* A file that was not finished is not one that can be opened. */
void archive_writer_destroy(struct archive_writer *writer);

/* ---- reading ---- */

struct archive_file;

/* Map archive.bin of a generation's folder; without one, as in older indexes,
 * an empty file is opened. CONCORD_CORRUPT when its header or its size is
 * wrong. The caller closes *out. */
enum concord_status archive_file_open(struct archive_file **out,
                                      const char *directory,
                                      struct concord_error *err);
void archive_file_close(struct archive_file *file);

/* The JSON under `key`. False when there is none, and for a record that is
 * damaged: no offset of the file is followed before it is checked. */
bool archive_file_find(const struct archive_file *file, const char *key,
                       const char **json, size_t *size);

/* How many keys begin with `prefix`; logarithmic. */
size_t archive_file_count(const struct archive_file *file, const char *prefix);

/* The key of that place, from 0, among those that begin with `prefix`, and its
 * JSON. False past the last, and for a damaged record. Logarithmic. */
bool archive_file_at(const struct archive_file *file, const char *prefix,
                     size_t index, const char **key, const char **json,
                     size_t *size);

/* Read all of it: every record whole, in order, and JSON. CONCORD_CORRUPT. */
enum concord_status archive_file_check(const struct archive_file *file,
                                       struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
