/* moved_papers.c - finds records by the bytes of their files. */
#include "moved_papers.h"

#include <stdlib.h>
#include <string.h>

#include "paper_file.h"
#include "paper_name.h"

static int compare_content(const void *left, const void *right) {
    const struct source_record *const *a = left;
    const struct source_record *const *b = right;
    return memcmp((*a)->sha256, (*b)->sha256, SOURCE_HASH_SIZE);
}

/* Of copies that moved together, the first by name becomes the first. */
static int by_content(const void *left, const void *right) {
    const struct source_record *const *a = left;
    const struct source_record *const *b = right;
    int order = compare_content(left, right);
    return order != 0 ? order
                      : paper_name_compare((*a)->root, (*a)->path, (*b)->root,
                                           (*b)->path);
}

/* A stale record's hash is that of the version that could not be read, which is
 * not its document's. */
static enum concord_status sort(struct moved_papers *moved,
                                const struct source_table *known,
                                struct concord_error *err) {
    for (size_t i = 0; i < source_table_count(known); i++) {
        const struct source_record *record = source_table_at(known, i);
        if (record->id == NULL || record->reason != NULL)
            continue;
        const struct source_record **slot = arena_push(
            &moved->arena, &moved->by_content, &moved->count, sizeof *slot);
        if (slot == NULL)
            return concord_no_memory(err);
        *slot = record;
    }
    if (moved->count > 0)
        qsort(moved->by_content, moved->count, sizeof *moved->by_content,
              by_content);
    moved->sorted = true;
    return CONCORD_OK;
}

/* The index of the first record whose bytes do not hash to less. */
static size_t first_with(const struct moved_papers *moved,
                         const struct source_record *key) {
    size_t low = 0;
    size_t high = moved->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_content(&moved->by_content[middle], &key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The record in `table`, if its document is still the file's and the file has
 * gone. */
static const struct source_record *
still_moved(const struct source_table *table,
            const struct source_record *known) {
    const struct source_record *record =
        source_table_find(table, known->root, known->path);
    if (record == NULL || record->id == NULL ||
        strcmp(record->id, known->id) != 0 ||
        !paper_file_has_gone(record->root, record->path))
        return NULL;
    return record;
}

enum concord_status moved_papers_find(
    struct moved_papers *moved, const struct source_table *known,
    const struct source_table *table,
    const unsigned char sha256[SOURCE_HASH_SIZE],
    const struct source_record **found, struct concord_error *err) {
    *found = NULL;
    if (!moved->sorted) {
        enum concord_status status = sort(moved, known, err);
        if (status != CONCORD_OK)
            return status;
    }
    struct source_record key = {0};
    memcpy(key.sha256, sha256, SOURCE_HASH_SIZE);
    for (size_t i = first_with(moved, &key); i < moved->count; i++) {
        const struct source_record *known_record = moved->by_content[i];
        if (memcmp(known_record->sha256, sha256, SOURCE_HASH_SIZE) != 0)
            break;
        *found = still_moved(table, known_record);
        if (*found != NULL)
            break;
    }
    return CONCORD_OK;
}

void moved_papers_clear(struct moved_papers *moved) {
    arena_clear(&moved->arena);
    *moved = (struct moved_papers){0};
}
