/* exporter.h - every result of a search in its order, as a file for other
 * programs, made a piece at a time: what is held in memory is a number for each
 * result, and the piece. An export has a reader of its own and keeps to its
 * generation, whatever is published meanwhile. One thread at a time. */
#ifndef CONCORD_SEARCH_EXPORTER_H
#define CONCORD_SEARCH_EXPORTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "schema/buffer.h"
#include "schema/status.h"
#include "search/answer.h"

#ifdef __cplusplus
extern "C" {
#endif

struct exporter;

/* The name of the form at that place; NULL past the last. */
const char *exporter_format_name(size_t index);

/* Check what is asked and find it, relaxed as a search is. `question` need not
 * outlive *out, but for its public_url; the caller frees *out with
 * exporter_close(). Fails as a search does, and with CONCORD_BAD_REQUEST when
 * `format` is none. */
enum concord_status exporter_open(struct exporter **out,
                                  const struct question *question,
                                  struct concord_error *err);
void exporter_close(struct exporter *exporter);

/* How many results it has. */
uint64_t exporter_total(const struct exporter *exporter);

/* Of the whole file; static. */
const char *exporter_content_type(const struct exporter *exporter);
const char *exporter_file_name(const struct exporter *exporter);

/* The pieces from here on have until then, as `deadline` of a question says; at
 * first they have what the question had. */
void exporter_allow_until(struct exporter *exporter, int64_t deadline);

/* Append the next piece to `out`, and say whether more is to come. A failure
 * leaves the file incomplete. */
enum concord_status exporter_next(struct exporter *exporter, struct buffer *out,
                                  bool *more, struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
