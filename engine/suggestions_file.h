/* suggestions_file.h - suggestions.bin, and how it is opened and made.
 *
 *   header   struct suggestions_header
 *   kinds    struct suggestions_kind, one a kind
 *
 * and for each kind, at the offsets that it gives,
 *
 *   entries  struct suggestions_entry
 *   keys     struct suggestions_key, sorted by the bytes that they point to:
 *            an entry has one for each word with which it may begin, at most
 *            SUGGESTIONS_KEYS_MAX: who types a title begins near its start
 *   tree     uint32, 2 * leaves: the weights of the keys as a binary tree in
 *            which tree[i] is the greater of tree[2i] and tree[2i + 1], and
 *            key k is at tree[leaves + k]; leaves is a power of two
 *   strings  NUL-terminated
 *
 * Everything is little-endian and starts on 8 bytes. */
#ifndef CONCORD_ENGINE_SUGGESTIONS_FILE_H
#define CONCORD_ENGINE_SUGGESTIONS_FILE_H

#include "engine/suggestions.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SUGGESTIONS_MAGIC "concsug"
enum {
    SUGGESTIONS_FORMAT = 1,
    SUGGESTIONS_BYTE_ORDER = 0x01020304,
    SUGGESTIONS_KEYS_MAX = 8
};

struct suggestions_header {
    char magic[8];
    uint32_t byte_order;
    uint32_t format;
    uint32_t kind_count;
    uint32_t reserved;
};

struct suggestions_kind {
    uint64_t entries_at; /* bytes from the file's start, as the others */
    uint64_t keys_at;
    uint64_t tree_at;
    uint64_t strings_at;
    uint64_t strings_size;
    uint32_t entry_count;
    uint32_t key_count;
    uint32_t leaves; /* 0 without keys */
    uint32_t reserved;
};

struct suggestions_entry {
    uint32_t shown; /* into strings, as the next two */
    uint32_t value;
    uint32_t folded;
    uint32_t count;
};

struct suggestions_key {
    uint32_t entry;
    uint32_t at; /* into strings: the folded words from here on */
};

/* Map the file in that folder; without one, *out has no kinds.
 * CONCORD_CORRUPT, CONCORD_IO, CONCORD_NO_MEMORY. */
enum concord_status suggestions_open(struct suggestions **out,
                                     const char *directory,
                                     struct concord_error *err);
void suggestions_close(struct suggestions *suggestions);

/* ---- building ---- */

struct suggestions_builder;

enum concord_status suggestions_builder_create(struct suggestions_builder **out,
                                               size_t kind_count,
                                               struct concord_error *err);

/* `folded` is what it is found by, from its first word and from later ones of
 * three letters or more; of several that are found, the greatest weight comes
 * first. The strings are copied. */
enum concord_status suggestions_builder_add(struct suggestions_builder *builder,
                                            size_t kind,
                                            const struct suggestion *suggestion,
                                            const char *folded, uint32_t weight,
                                            struct concord_error *err);

enum concord_status
suggestions_builder_write(struct suggestions_builder *builder,
                          const char *directory, struct concord_error *err);
void suggestions_builder_destroy(struct suggestions_builder *builder);

#ifdef __cplusplus
}
#endif

#endif
