/* utf8.h - where text is UTF-8 and where it may be cut.
 * Pure functions, any thread. */
#ifndef CONCORD_SCHEMA_UTF8_PRIVATE_H
#define CONCORD_SCHEMA_UTF8_PRIVATE_H

#include <stddef.h>

/* How many of the `size` bytes stand before the first that is not UTF-8 as
 * RFC 3629 has it: no overlong form, no surrogate, nothing past U+10FFFF.
 * `size` when all are. */
size_t utf8_valid_prefix(const char *bytes, size_t size);

/* At most `most` bytes of a NUL-terminated text, cut before a character that
 * would not fit whole. */
size_t utf8_cut(const char *text, size_t most);

#endif
