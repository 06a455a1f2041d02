/* segment_map.c - maps segments and finds bytes in them. */
#include "segment_map.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "generation_files.h"

static enum concord_status add_segment(struct segment_map *map,
                                       const char *file, uint32_t number,
                                       struct concord_error *err) {
    char path[PATH_MAX];
    struct mapped_segment *segment =
        arena_push(&map->arena, &map->segments, &map->count, sizeof *segment);
    if (segment == NULL)
        return concord_no_memory(err);
    segment->number = number;
    enum concord_status status =
        generation_path(path, err, "%s/%s", map->directory, file);
    return status == CONCORD_OK ? files_map(&segment->file, path, err) : status;
}

static enum concord_status add_segments(struct segment_map *map, DIR *folder,
                                        struct concord_error *err) {
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(folder);
        if (entry == NULL && errno != 0)
            return concord_fail_file(err, map->directory, errno);
        if (entry == NULL)
            return CONCORD_OK;
        uint32_t number = block_segment_number(entry->d_name, map->name);
        enum concord_status status =
            number != 0 ? add_segment(map, entry->d_name, number, err)
                        : CONCORD_OK;
        if (status != CONCORD_OK)
            return status;
    }
}

static int by_number(const void *left, const void *right) {
    const struct mapped_segment *a = left;
    const struct mapped_segment *b = right;
    return (a->number > b->number) - (a->number < b->number);
}

enum concord_status segment_map_open(struct segment_map *map, const char *name,
                                     const char *directory,
                                     struct concord_error *err) {
    *map = (struct segment_map){.name = name, .directory = directory};
    DIR *folder = opendir(directory);
    if (folder == NULL)
        return concord_fail_file(err, directory, errno);
    enum concord_status status = add_segments(map, folder, err);
    closedir(folder);
    if (status != CONCORD_OK)
        segment_map_close(map);
    else if (map->count > 0)
        qsort(map->segments, map->count, sizeof *map->segments, by_number);
    return status;
}

void segment_map_close(struct segment_map *map) {
    for (size_t i = 0; i < map->count; i++)
        files_unmap(&map->segments[i].file);
    arena_clear(&map->arena);
    map->segments = NULL;
    map->count = 0;
}

uint64_t segment_map_size(const struct segment_map *map) {
    uint64_t size = 0;
    for (size_t i = 0; i < map->count; i++)
        size += map->segments[i].file.size;
    return size;
}

const void *segment_map_at(const struct segment_map *map,
                           struct block_ref ref) {
    size_t low = 0;
    size_t high = map->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (map->segments[middle].number < ref.segment)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == map->count || map->segments[low].number != ref.segment)
        return NULL;
    const struct mapped_file *file = &map->segments[low].file;
    if (ref.offset > file->size || ref.size > file->size - ref.offset)
        return NULL;
    return (const unsigned char *)file->bytes + ref.offset;
}

enum concord_status segment_map_corrupt(const struct segment_map *map,
                                        struct block_ref ref,
                                        struct concord_error *err) {
    return concord_fail(err, CONCORD_CORRUPT,
                        "%s/%s.%06u: is not whole at byte %llu; run "
                        "concord-indexer --rebuild",
                        map->directory, map->name, ref.segment,
                        (unsigned long long)ref.offset);
}
