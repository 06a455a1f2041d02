/* generation_builder.h - what building and publishing know of each other.
 * engine/generation.h says what they do. */
#ifndef CONCORD_ENGINE_GENERATION_BUILDER_H
#define CONCORD_ENGINE_GENERATION_BUILDER_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

#include "engine/generation.h"

struct generation_builder {
    int lock;
    char index[PATH_MAX];
    uint64_t current;           /* 0 in a new index; publishing moves it on */
    struct manifest *parent;    /* the current one's; NULL when damaged, too */
    struct concord_error fault; /* the damage */
    char parent_directory[PATH_MAX];
    uint64_t number;          /* of the generation to come */
    char directory[PATH_MAX]; /* where it is built; empty before begin */
    struct manifest sealed;   /* those of its files that are written, hashed and
                               * on the disk */
    bool trial;               /* it is never published */
    char scratch[PATH_MAX];   /* a trial's temporary folder; or empty */
};

/* Take the lock; CONCORD_BUSY. A trial does without a lock file that is not
 * there: then no indexer has ever been at work. */
enum concord_status generation_builder_lock(struct generation_builder *builder,
                                            struct concord_error *err);

/* Find the current generation, and with it the number of the one to come. */
enum concord_status
generation_builder_find_parent(struct generation_builder *builder,
                               struct concord_error *err);

/* Write the manifest of the folder that was begun, flush all of it to the disk,
 * and make it current. `from` saves the hashing of files that are links to its
 * own. */
enum concord_status
generation_builder_seal(struct generation_builder *builder,
                        const struct generation_facts *facts,
                        const struct manifest_source *from, uint64_t *number,
                        struct concord_error *err);

/* Remove a generation's folder. It takes another name first, so that one that
 * is removed by half is never taken for whole; the next run completes it. */
enum concord_status generation_builder_remove(const char *path,
                                              struct concord_error *err);

#endif
