/* normal.h - one form for the same text, however it was typed.
 * Pure functions, any thread. */
#ifndef CONCORD_TEXT_NORMAL_H
#define CONCORD_TEXT_NORMAL_H

#include <stdbool.h>
#include <stddef.h>

#include "schema/buffer.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Append the clean form of `text` to *out: Unicode NFC; runs of white space of
 * every kind as one space, none at either end; control characters, soft
 * hyphens, byte-order marks and zero-width characters gone; what is no UTF-8
 * and noncharacters as U+FFFD. Quotation marks and dashes stay as they were
 * written. CONCORD_BAD_INPUT when the text is larger than *out may grow. */
enum concord_status text_clean(struct buffer *out, const char *text,
                               size_t size, struct concord_error *err);

/* True when the whole is UTF-8, with no surrogates and no overlong forms. */
bool text_is_utf8(const char *text, size_t size);

/* Append `text` with curly quotes and primes made straight and every hyphen
 * and dash made '-'; nothing else changes. For comparing, never for showing. */
void text_straighten(struct buffer *out, const char *text, size_t size);

/* The character at *at (which is below size), moving *at past it; U+FFFD and
 * one byte for what is no UTF-8. */
int text_next_character(const char *text, size_t size, size_t *at);

#ifdef __cplusplus
}
#endif

#endif
