/* worklist.c - settles which files a run looks at. */
#include "worklist.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "paper_file.h"
#include "paper_name.h"

/* *out is NULL when `path` cannot be resolved. */
static enum concord_status resolve(struct worklist *list, const char *path,
                                   const char **out,
                                   struct concord_error *err) {
    char *real = realpath(path, NULL);
    *out = real == NULL ? NULL : arena_string(&list->arena, real);
    bool lost = real != NULL ? *out == NULL : errno == ENOMEM;
    free(real);
    return lost ? concord_no_memory(err) : CONCORD_OK;
}

static enum concord_status note_place(struct worklist *list, const char *source,
                                      struct concord_error *err) {
    const char *real = NULL;
    enum concord_status status = resolve(list, source, &real, err);
    if (status != CONCORD_OK || real == NULL)
        return status;
    const char **place = arena_push(&list->arena, &list->places,
                                    &list->place_count, sizeof *place);
    if (place == NULL)
        return concord_no_memory(err);
    *place = real;
    return CONCORD_OK;
}

enum concord_status worklist_walk(struct worklist *list,
                                  const char *const *sources,
                                  size_t source_count, unsigned flags,
                                  struct concord_error *err) {
    enum concord_status status =
        source_list_walk(&list->found, sources, source_count, flags, err);
    for (size_t i = 0; i < source_count && status == CONCORD_OK; i++)
        status = note_place(list, sources[i], err);
    return status;
}

void worklist_clear(struct worklist *list) {
    source_list_clear(&list->found);
    arena_clear(&list->arena);
    *list = (struct worklist){0};
}

/* ---- settling ---- */

static enum concord_status add(struct worklist *list,
                               const struct source_file *file,
                               struct concord_error *err) {
    struct source_file *added =
        arena_push(&list->arena, &list->files, &list->count, sizeof *added);
    if (added == NULL)
        return concord_no_memory(err);
    *added = *file;
    return CONCORD_OK;
}

/* By its own name or, through a link, by what that leads to. */
static enum concord_status is_of_index(struct worklist *list,
                                       const struct source_file *file,
                                       const char *index, bool *is,
                                       struct concord_error *err) {
    *is = index != NULL && paper_name_is_below(file->root, file->path, index);
    if (*is || index == NULL || !file->linked)
        return CONCORD_OK;
    const char *real = NULL;
    const char *whole = paper_name_whole(&list->arena, file->root, file->path);
    enum concord_status status = whole != NULL
                                     ? resolve(list, whole, &real, err)
                                     : concord_no_memory(err);
    *is = real != NULL && paper_name_is_below(real, "", index);
    return status;
}

static enum concord_status add_found(struct worklist *list,
                                     const struct source_table *known,
                                     const char *index,
                                     struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < list->found.count && status == CONCORD_OK; i++) {
        struct source_file file = list->found.files[i];
        const struct source_record *record = NULL;
        bool excluded = false;
        status = is_of_index(list, &file, index, &excluded, err);
        if (excluded)
            continue;
        if (status == CONCORD_OK)
            status = paper_name_find(known, file.root, file.path, &record, err);
        if (record != NULL) {
            file.root = record->root;
            file.path = record->path;
        }
        if (status == CONCORD_OK)
            status = add(list, &file, err);
    }
    return status;
}

static int by_name(const void *left, const void *right) {
    const struct source_file *a = left;
    const struct source_file *b = right;
    return paper_name_compare(a->root, a->path, b->root, b->path);
}

/* The walk's order is this one, but for what has its name from another SOURCE
 * or was not walked to. */
static void sort(struct worklist *list) {
    size_t sorted = 1;
    while (sorted < list->count &&
           by_name(&list->files[sorted - 1], &list->files[sorted]) <= 0)
        sorted++;
    if (sorted < list->count)
        qsort(list->files, list->count, sizeof *list->files, by_name);
}

static enum concord_status add_known(struct worklist *list,
                                     const struct source_table *known,
                                     struct concord_error *err) {
    size_t total = source_table_count(known);
    struct worklist sorted = *list; /* while more is added behind it */
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < total && status == CONCORD_OK; i++) {
        const struct source_record *record = source_table_at(known, i);
        struct source_file file = {.root = record->root, .path = record->path};
        if (!worklist_has(&sorted, file.root, file.path) &&
            paper_file_look(&file))
            status = add(list, &file, err);
    }
    return status;
}

enum concord_status worklist_settle(struct worklist *list,
                                    const struct source_table *known,
                                    const char *index_directory, bool anew,
                                    struct concord_error *err) {
    const char *index = NULL;
    enum concord_status status = resolve(list, index_directory, &index, err);
    if (status == CONCORD_OK)
        status = add_found(list, known, index, err);
    sort(list);
    if (status == CONCORD_OK && anew) {
        status = add_known(list, known, err);
        sort(list);
    }
    return status;
}

/* ---- asking ---- */

bool worklist_has(const struct worklist *list, const char *root,
                  const char *path) {
    struct source_file key = {.root = root, .path = path};
    return list->count > 0 && bsearch(&key, list->files, list->count,
                                      sizeof *list->files, by_name) != NULL;
}

bool worklist_covers(const struct worklist *list, const char *root,
                     const char *path) {
    for (size_t i = 0; i < list->place_count; i++)
        if (paper_name_is_below(root, path, list->places[i]))
            return true;
    return false;
}
