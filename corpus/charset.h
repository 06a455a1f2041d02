/* charset.h - which character set some bytes are in, and their text in UTF-8.
 * Sets are called by the names of the WHATWG encoding standard, in small
 * letters; every name returned is static. Any thread. */
#ifndef CONCORD_CORPUS_CHARSET_H
#define CONCORD_CORPUS_CHARSET_H

#include <stddef.h>

#include "schema/buffer.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The set that a label stands for, or NULL. As browsers do, "iso-8859-1" and
 * "ascii" are windows-1252. */
const char *charset_from_label(const char *label, size_t size);

/* The set that the beginning of a page declares for itself, or NULL. */
const char *charset_declared(const char *html, size_t size);

/* The form of UTF-16 or UTF-32 that the bytes are in, known by a byte-order
 * mark or by where the NUL bytes stand; NULL for any other set. */
const char *charset_wide(const char *bytes, size_t size);

/* Append the text of `bytes` to *out as valid UTF-8 and say in *charset what
 * set they were in. In this order: a byte-order mark, UTF-16 and UTF-32 by
 * their NULs, UTF-8 when the bytes are that, `declared` (may be NULL) unless
 * the bytes contradict it, the most likely one. A byte that means nothing in
 * its set becomes U+FFFD; a NUL character is left out. CONCORD_NO_MEMORY. */
enum concord_status charset_decode(struct buffer *out, const char **charset,
                                   const char *bytes, size_t size,
                                   const char *declared,
                                   struct concord_error *err);

/* Append valid UTF-8 with the characters U+0080 to U+009F, which nobody types,
 * read as the windows-1252 bytes that they were before somebody took them for
 * Latin-1: "&#146;" in a page means an apostrophe. */
void charset_append_unmasked(struct buffer *out, const char *text, size_t size);

#ifdef __cplusplus
}
#endif

#endif
