/* tag_scan.h - how many attributes a tag has that has not ended yet.
 *
 * libxml2 compares each attribute of a tag with all before it, so that one tag
 * of a megabyte takes minutes. It begins on a tag only when it has seen its
 * end; counting while it waits lets such a page be refused in time. One thread
 * at a time. */
#ifndef CONCORD_CORPUS_FORMAT_TAG_SCAN_H
#define CONCORD_CORPUS_FORMAT_TAG_SCAN_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum tag_scan_state {
    TAG_BETWEEN, /* blanks, where an attribute may begin */
    TAG_NAME,
    TAG_NAMED, /* blanks after a name, where '=' may come */
    TAG_JUNK,  /* passed over up to the next blank */
    TAG_EQUALS,
    TAG_DOUBLE, /* in a value, between these marks */
    TAG_SINGLE,
    TAG_BARE /* in a value without marks */
};

/* Zero-initialise before a tag's first byte. */
struct tag_scan {
    enum tag_scan_state state;
    size_t attributes; /* never fewer than the parser will find */
    size_t name_size;
};

/* Go on with the next bytes of the tag. */
void tag_scan_read(struct tag_scan *scan, const char *text, size_t size);

#ifdef __cplusplus
}
#endif

#endif
