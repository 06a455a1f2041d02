/* folder_set.c - a set of folders in a balanced tree. */
#include "folder_set.h"

#include <search.h>
#include <stdlib.h>

struct place {
    dev_t device;
    ino_t inode;
};

static int by_place(const void *left, const void *right) {
    const struct place *a = left;
    const struct place *b = right;
    if (a->device != b->device)
        return a->device < b->device ? -1 : 1;
    return (a->inode > b->inode) - (a->inode < b->inode);
}

enum concord_status folder_set_add(struct folder_set *set, dev_t device,
                                   ino_t inode, bool *added,
                                   struct concord_error *err) {
    struct place *place = malloc(sizeof *place);
    *added = false;
    if (place == NULL)
        return concord_no_memory(err);
    *place = (struct place){device, inode};
    struct place **node = tsearch(place, &set->tree, by_place);
    *added = node != NULL && *node == place;
    if (!*added)
        free(place);
    return node != NULL ? CONCORD_OK : concord_no_memory(err);
}

void folder_set_clear(struct folder_set *set) {
    tdestroy(set->tree, free);
    set->tree = NULL;
}
