/* folder_tree.h - a folder that a test has made, with all below it. */
#ifndef CONCORD_TESTS_FOLDER_TREE_H
#define CONCORD_TESTS_FOLDER_TREE_H

#include <ftw.h>
#include <stdio.h>

static inline int folder_tree_remove_one(const char *path,
                                         const struct stat *facts, int kind,
                                         struct FTW *where) {
    (void)facts;
    (void)kind;
    (void)where;
    return remove(path);
}

/* Remove it; links are not followed. 0 when nothing is left. */
static inline int folder_tree_remove(const char *path) {
    enum { OPEN_FOLDERS_MAX = 16 };
    return nftw(path, folder_tree_remove_one, OPEN_FOLDERS_MAX,
                FTW_DEPTH | FTW_PHYS);
}

#endif
