/* json_writer.h - JSON appended to a buffer, comma by comma.
 *
 * A comma is put wherever the byte before asks for one, so that a writer
 * carries no state: open, key, value, close, in the order of the text. What
 * comes out is well-formed UTF-8 whatever goes in. Private to this room. */
#ifndef CONCORD_SEARCH_JSON_WRITER_H
#define CONCORD_SEARCH_JSON_WRITER_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "json_slice.h"
#include "schema/buffer.h"

/* '{' or '[', and the bracket that closes it. */
void emit_open(struct buffer *out, char bracket);
void emit_close(struct buffer *out, char bracket);

void emit_key(struct buffer *out, const char *key);

/* NULL is written as null. Each byte that is no UTF-8 becomes U+FFFD. */
void emit_text(struct buffer *out, const char *text);
void emit_bytes(struct buffer *out, const char *text, size_t size);

void emit_unsigned(struct buffer *out, uint64_t number);
void emit_truth(struct buffer *out, bool truth);
void emit_null(struct buffer *out);

/* With at most that many decimals; what is no finite number is 0. */
void emit_decimal(struct buffer *out, double number, int decimals);

/* A value as it stands in another text, which is JSON in UTF-8; null when there
 * is none. */
void emit_slice(struct buffer *out, struct json_slice value);

/* A value that jansson read, as it was. */
void emit_copy(struct buffer *out, const json_t *value);

#endif
