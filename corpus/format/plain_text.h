/* plain_text.h - blocks from text without markup. Any thread. */
#ifndef CONCORD_CORPUS_FORMAT_PLAIN_TEXT_H
#define CONCORD_CORPUS_FORMAT_PLAIN_TEXT_H

#include <stddef.h>

#include "corpus/extract.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Append the blocks of valid UTF-8 to the extract. CONCORD_NO_MEMORY, or what
 * extract_add_block() ends in. */
enum concord_status plain_text_read(struct extract *extract, const char *text,
                                    size_t size, struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
