/* extract.h - from a file's bytes to blocks of text.
 *
 * A format is one file, corpus/format/<name>.c, and one row of the table in
 * corpus/extract.c: the media type, how its bytes are known, and the function
 * that turns them into blocks. Formats read bytes and append blocks; they know
 * nothing of the schema. Thread-safe. */
#ifndef CONCORD_CORPUS_EXTRACT_H
#define CONCORD_CORPUS_EXTRACT_H

#include <stddef.h>
#include <stdint.h>

#include "schema/arena.h"
#include "schema/document.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    EXTRACT_BYTES_MAX = 64 * 1024 * 1024, /* of a file */
    EXTRACT_BLOCKS_MAX = 1000 * 1000,     /* of one; a book has ten thousand */
    EXTRACT_PROPERTIES_MAX = 200,
    EXTRACT_PROPERTY_BYTES = 1000, /* a longer value is cut */
    EXTRACT_FRONT_MATTER_BYTES = 64 * 1024,
    EXTRACT_PARTS_MAX = 10 * 1000,
    EXTRACT_PART_BYTES = 200 /* names after them are left out */
};

/* A block as it was found: UTF-8, cleaned by text_clean(), never empty. */
struct extracted_block {
    enum block_kind kind;
    unsigned level;
    const char *text;
    uint32_t part; /* number of the part that it stands in, from 1; or 0 */
};

/* A part of a page, as the page calls it: the name of its element, then the
 * words of its id, class and role, a blank between two. They are in small
 * letters, figures and hyphens: "div left-nav widget". Parts stand before those
 * within them. */
struct extracted_part {
    const char *names;
    uint32_t within; /* number of another part, lower than its own; or 0 */
};

/* What the format itself says of the paper: a page's "dc.date.issued", say.
 * Names are in small letters with a full stop between their parts;
 * corpus/format/page_properties.h lists them. The value is UTF-8, cleaned by
 * text_clean(), never empty. */
struct extracted_property {
    const char *name;
    const char *value;
    unsigned line; /* of the file, from 1; 0 when it is not known */
};

struct extract {
    struct arena arena;
    const char *format;  /* media type, "text/html" */
    const char *charset; /* as found, "windows-1252" */
    const char *title;   /* what the format itself calls it, or NULL */
    const char *address; /* canonical address that the page gives, or NULL */
    const char *front_matter; /* the lines of YAML above the text, with the
                               * "---" that opens them, so that their numbers
                               * are the file's; or NULL */
    struct extracted_property *properties; /* as they stand in the file */
    size_t property_count;
    struct extracted_part *parts; /* number 1 is the first */
    size_t part_count;
    struct extracted_block *blocks;
    size_t block_count;
};

/* Read `bytes` of the file called `name` (its ending helps to know the format).
 * The caller owns *out and frees it with extract_destroy(). CONCORD_BAD_INPUT
 * with the reason when it is of no known format, is damaged, is too large or
 * has no text; CONCORD_NO_MEMORY. */
enum concord_status extract_read(struct extract **out, const char *name,
                                 const char *bytes, size_t size,
                                 struct concord_error *err);
void extract_destroy(struct extract *extract);

/* What extract_read() says of a file's size alone: CONCORD_OK or
 * CONCORD_BAD_INPUT. */
enum concord_status extract_check_size(size_t size, struct concord_error *err);

/* For formats: append a block, cleaned; one without a word or sign is dropped.
 */
enum concord_status extract_add_block(struct extract *extract,
                                      enum block_kind kind, unsigned level,
                                      const char *text, size_t size,
                                      struct concord_error *err);

/* For formats: append a part, whose number is then the count of parts. After
 * EXTRACT_PARTS_MAX it is dropped, and its text stands in the one around it. */
enum concord_status extract_add_part(struct extract *extract, const char *names,
                                     uint32_t within,
                                     struct concord_error *err);

/* For formats: append a property, its value cleaned; one without a value, and
 * what comes after EXTRACT_PROPERTIES_MAX, is dropped. */
enum concord_status extract_add_property(struct extract *extract,
                                         const char *name, const char *value,
                                         size_t size, unsigned line,
                                         struct concord_error *err);

/* Versions of all formats, for the manifest: what they read changes with it. */
const char *extract_version(void);

#ifdef __cplusplus
}
#endif

#endif
