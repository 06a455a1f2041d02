/* front_matter.h - the lines of YAML that may stand above a text:
 *
 *   ---
 *   title: A Compact for Barset
 *   ...                          or three hyphens again
 *   # The text
 *
 * A rule above a text is three hyphens too, so the first line between the two
 * must begin with a key. What the YAML says is not asked here. Pure. */
#ifndef CONCORD_CORPUS_FORMAT_FRONT_MATTER_H
#define CONCORD_CORPUS_FORMAT_FRONT_MATTER_H

#include <stddef.h>

/* Bytes of the front matter with the lines that open and close it, or 0 when
 * the text has none. */
size_t front_matter_size(const char *text, size_t size);

/* Of the `size` bytes of front matter those before the line that closes it. */
size_t front_matter_yaml_size(const char *text, size_t size);

#endif
