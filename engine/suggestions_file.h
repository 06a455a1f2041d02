/* suggestions_file.h - suggestions.bin, and how it is opened and made.
 *
 *   header   struct suggestions_header
 *   kinds    struct suggestions_kind, one a kind
 *
 * and for each kind, at the offsets that it gives,
 *
 *   starts   uint32, one an entry: where in strings it begins
 *   counts   uint32, one an entry
 *   weights  uint32, one an entry; the counts themselves when all are the same
 *   keys     uint32, sorted by the words that they stand for: an entry's number
 *            times SUGGESTIONS_KEYS_MAX, and of its words with which it may
 *            begin the number of this one, from 0. Words past that many are no
 *            keys: who types a title begins near its start
 *   tree     uint32, 2 * leaves: the weights of the keys as a binary tree in
 *            which tree[i] is the greater of tree[2i] and tree[2i + 1], and
 *            tree[leaves + i] the greatest of SUGGESTIONS_LEAF keys from that
 *            many times i on; leaves is a power of two
 *   strings  of each entry the folded words, how it is shown (empty: as it is
 *            folded) and its value, each with its NUL
 *
 * Everything is little-endian and starts on 8 bytes. */
#ifndef CONCORD_ENGINE_SUGGESTIONS_FILE_H
#define CONCORD_ENGINE_SUGGESTIONS_FILE_H

#include <string.h>

#include "engine/suggestions.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SUGGESTIONS_MAGIC "concsug"
enum {
    SUGGESTIONS_FORMAT = 2,
    SUGGESTIONS_BYTE_ORDER = 0x01020304,
    SUGGESTIONS_KEYS_MAX = 8,
    SUGGESTIONS_LEAF = 8,
    SUGGESTIONS_LETTERS_MIN = 3 /* of a later word that is a key */
};

struct suggestions_header {
    char magic[8];
    uint32_t byte_order;
    uint32_t format;
    uint32_t kind_count;
    uint32_t reserved;
};

struct suggestions_kind {
    uint64_t starts_at; /* bytes from the file's start, as the others */
    uint64_t counts_at;
    uint64_t weights_at;
    uint64_t keys_at;
    uint64_t tree_at;
    uint64_t strings_at;
    uint64_t strings_size;
    uint32_t entry_count;
    uint32_t key_count;
    uint32_t leaves; /* 0 without keys */
    uint32_t reserved;
};

/* The next word behind this one that is a key; at the end, an empty one. */
static inline const char *suggestions_next_key(const char *word) {
    for (;;) {
        word += strcspn(word, " ");
        if (*word == '\0')
            return word;
        word++;
        if (strcspn(word, " ") >= SUGGESTIONS_LETTERS_MIN)
            return word;
    }
}

/* Map the file in that folder; without one, *out has no kinds.
 * CONCORD_CORRUPT, CONCORD_IO, CONCORD_NO_MEMORY. */
enum concord_status suggestions_open(struct suggestions **out,
                                     const char *directory,
                                     struct concord_error *err);
void suggestions_close(struct suggestions *suggestions);

/* ---- building ---- */

/* Several threads may add and settle, each other kinds than the others. */
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

/* All of a kind has been added: do now what writing it would begin with. */
void suggestions_builder_settle(struct suggestions_builder *builder,
                                size_t kind);

enum concord_status
suggestions_builder_write(struct suggestions_builder *builder,
                          const char *directory, struct concord_error *err);
void suggestions_builder_destroy(struct suggestions_builder *builder);

#ifdef __cplusplus
}
#endif

#endif
