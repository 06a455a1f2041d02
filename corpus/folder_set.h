/* folder_set.h - which folders a walk has been in, known by device and inode,
 * so that links cannot lead it in circles. One thread. */
#ifndef CONCORD_CORPUS_FOLDER_SET_H
#define CONCORD_CORPUS_FOLDER_SET_H

#include <stdbool.h>
#include <sys/types.h>

#include "schema/status.h"

/* Zero before first use; cleared by folder_set_clear(). */
struct folder_set {
    void *tree; /* of tsearch(), which owns its nodes; the keys are ours */
};

/* Enter a folder; *added is false when it was there. CONCORD_NO_MEMORY. */
enum concord_status folder_set_add(struct folder_set *set, dev_t device,
                                   ino_t inode, bool *added,
                                   struct concord_error *err);

void folder_set_clear(struct folder_set *set);

#endif
