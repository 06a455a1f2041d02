/* json_ld.h - what a page says of itself as linked data: the articles and
 * reports of schema.org in <script type="application/ld+json">. Read leniently:
 * what cannot be made out is left out. Any thread. */
#ifndef CONCORD_CORPUS_FORMAT_JSON_LD_H
#define CONCORD_CORPUS_FORMAT_JSON_LD_H

#include <stddef.h>

#include "corpus/extract.h"

/* Add what `text` says to the extract's properties, as page_properties.h names
 * them; `line` is where it begins. The text is changed. CONCORD_NO_MEMORY. */
enum concord_status json_ld_read(struct extract *extract, char *text,
                                 size_t size, unsigned line,
                                 struct concord_error *err);

#endif
