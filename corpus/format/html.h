/* html.h - blocks from a page. Any thread. */
#ifndef CONCORD_CORPUS_FORMAT_HTML_H
#define CONCORD_CORPUS_FORMAT_HTML_H

#include <stddef.h>

#include "corpus/extract.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Append the page's blocks to the extract and set its title and address. The
 * page is valid UTF-8, whatever it declares. CONCORD_BAD_INPUT when its tags
 * are tangled beyond what can be read in reasonable time; CONCORD_NO_MEMORY;
 * what extract_add_block() ends in. */
enum concord_status html_read(struct extract *extract, const char *text,
                              size_t size, struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
