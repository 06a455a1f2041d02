/* generation_list.c - looks into the folder of generations. */
#include "engine/generation_list.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "files.h"
#include "generation_files.h"

struct listing {
    struct generation_list *list;
    uint64_t current;
};

struct measuring {
    const char *directory;
    uint64_t bytes;
};

/* A file that is gone by now takes nothing. */
static enum concord_status measure(void *context, const char *path,
                                   struct concord_error *err) {
    static const uint64_t block = 512; /* of st_blocks, whatever the disk's */
    struct measuring *measuring = context;
    char full[PATH_MAX];
    struct stat facts;
    enum concord_status status =
        generation_path(full, err, "%s/%s", measuring->directory, path);
    if (status == CONCORD_OK && stat(full, &facts) == 0)
        measuring->bytes += (uint64_t)facts.st_blocks * block;
    return status;
}

static enum concord_status add(struct generation_list *list,
                               const struct listed_generation *item,
                               const char *created, struct concord_error *err) {
    struct listed_generation *added =
        arena_push(&list->arena, &list->items, &list->count, sizeof *added);
    if (added == NULL)
        return concord_no_memory(err);
    *added = *item;
    if (created != NULL) {
        added->created = arena_string(&list->arena, created);
        if (added->created == NULL)
            return concord_no_memory(err);
    }
    return CONCORD_OK;
}

static bool is_there(const char *path) {
    struct stat facts;
    return stat(path, &facts) == 0;
}

static enum concord_status list_one(void *context, uint64_t number,
                                    bool finished, const char *path,
                                    struct concord_error *err) {
    struct listing *listing = context;
    struct measuring measuring = {path, 0};
    struct manifest *manifest = NULL;
    if (!finished)
        return CONCORD_OK;
    enum concord_status status = manifest_read(&manifest, path, err);
    if (status == CONCORD_OK || status == CONCORD_CORRUPT ||
        status == CONCORD_NOT_FOUND)
        status = files_visit(path, measure, &measuring, err);
    struct listed_generation item = {.number = number,
                                     .disk_bytes = measuring.bytes,
                                     .current = number == listing->current};
    if (manifest != NULL) {
        item.parent = manifest->parent;
        item.documents = manifest->documents;
        item.sources = manifest->sources;
    }
    if (!is_there(path))
        status = CONCORD_OK;
    else if (status == CONCORD_OK)
        status = add(listing->list, &item,
                     manifest == NULL ? NULL : manifest->created, err);
    manifest_destroy(manifest);
    return status;
}

static int by_number(const void *left, const void *right) {
    const struct listed_generation *a = left;
    const struct listed_generation *b = right;
    return (a->number > b->number) - (a->number < b->number);
}

enum concord_status generation_list_read(struct generation_list *list,
                                         const char *index_directory,
                                         struct concord_error *err) {
    struct listing listing = {list, 0};
    enum concord_status status =
        generation_current_number(index_directory, &listing.current, err);
    if (status == CONCORD_OK)
        status = generations_visit(index_directory, list_one, &listing, err);
    if (list->count > 0)
        qsort(list->items, list->count, sizeof *list->items, by_number);
    return status;
}

void generation_list_clear(struct generation_list *list) {
    arena_clear(&list->arena);
    *list = (struct generation_list){0};
}
