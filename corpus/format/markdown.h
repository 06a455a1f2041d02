/* markdown.h - blocks from a Markdown text, with GitHub's tables. Any thread.
 */
#ifndef CONCORD_CORPUS_FORMAT_MARKDOWN_H
#define CONCORD_CORPUS_FORMAT_MARKDOWN_H

#include <stddef.h>

#include "corpus/extract.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Append the blocks of valid UTF-8 to the extract. CONCORD_BAD_INPUT when the
 * text makes far more of itself than its size; CONCORD_NO_MEMORY; what
 * extract_add_block() ends in. */
enum concord_status markdown_read(struct extract *extract, const char *text,
                                  size_t size, struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
