/* cards.h - an archive's documents by their path, each in the form of
 * /v1/documents/{id} with its "text". The caller owns the result and gives it
 * back with json_decref(). */
#ifndef CONCORD_BENCH_CARDS_H
#define CONCORD_BENCH_CARDS_H

#include <jansson.h>
#include <stdio.h>

#include "engine/index_reader.h"
#include "schema/status.h"

/* Every document of an index. */
enum concord_status cards_of_index(json_t **out, struct index_reader *reader,
                                   struct concord_error *err);

/* The lines that "concord-indexer --explain" prints; `name` is for messages. */
enum concord_status cards_of_lines(json_t **out, FILE *lines, const char *name,
                                   struct concord_error *err);

#endif
