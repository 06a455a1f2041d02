/* archive_writer.c - writes archive.bin, record by record. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "archive_header.h"
#include "engine/archive_file.h"
#include "generation_files.h"
#include "schema/arena.h"
#include "schema/buffer.h"

enum { KEY_MAX = 4096 };

struct archive_writer {
    struct arena arena;
    FILE *file;
    uint64_t at;
    uint64_t *offsets; /* one a record */
    size_t count;
    struct buffer last; /* key */
    char path[PATH_MAX];
};

/* The header comes last: until then there is none to be believed. */
static bool skip_header(struct archive_writer *writer) {
    static const struct archive_header none;
    writer->at = sizeof none;
    return fwrite(&none, sizeof none, 1, writer->file) == 1;
}

static enum concord_status fail_on(const struct archive_writer *writer,
                                   struct concord_error *err) {
    return concord_fail_file(err, writer->path, errno);
}

enum concord_status archive_writer_create(struct archive_writer **out,
                                          const char *directory,
                                          struct concord_error *err) {
    *out = NULL;
    struct archive_writer *writer = calloc(1, sizeof *writer);
    if (writer == NULL)
        return concord_no_memory(err);
    writer->last = (struct buffer)BUFFER_INIT(KEY_MAX);
    enum concord_status status =
        generation_path(writer->path, err, "%s/" GENERATION_ARCHIVE, directory);
    errno = 0;
    if (status == CONCORD_OK) {
        writer->file = fopen(writer->path, "wbe");
        if (writer->file == NULL || !skip_header(writer))
            status = fail_on(writer, err);
    }
    if (status != CONCORD_OK) {
        archive_writer_destroy(writer);
        return status;
    }
    *out = writer;
    return CONCORD_OK;
}

static enum concord_status check_record(const struct archive_writer *writer,
                                        const char *key, const char *json,
                                        size_t size,
                                        struct concord_error *err) {
    const char *last = writer->count > 0 ? writer->last.data : "";
    if (strcmp(last, key) >= 0)
        return concord_fail(err, CONCORD_INTERNAL,
                            "%s: the key '%.200s' does not come after '%.200s'",
                            writer->path, key, last);
    if (size == 0 || memchr(json, '\0', size) != NULL)
        return concord_fail(err, CONCORD_INTERNAL,
                            "%s: what is under '%.200s' is not JSON",
                            writer->path, key);
    return CONCORD_OK;
}

static enum concord_status note_record(struct archive_writer *writer,
                                       const char *key,
                                       struct concord_error *err) {
    uint64_t *offset = arena_push(&writer->arena, &writer->offsets,
                                  &writer->count, sizeof *offset);
    if (offset == NULL)
        return concord_no_memory(err);
    *offset = writer->at;
    buffer_clear(&writer->last);
    buffer_append(&writer->last, key, strlen(key) + 1);
    return buffer_ok(&writer->last) ? CONCORD_OK : concord_no_memory(err);
}

enum concord_status archive_writer_add(struct archive_writer *writer,
                                       const char *key, const char *json,
                                       size_t size, struct concord_error *err) {
    enum concord_status status = check_record(writer, key, json, size, err);
    if (status == CONCORD_OK)
        status = note_record(writer, key, err);
    if (status != CONCORD_OK)
        return status;
    size_t key_size = strlen(key) + 1;
    errno = 0;
    if (fwrite(key, 1, key_size, writer->file) != key_size ||
        fwrite(json, 1, size, writer->file) != size ||
        fputc('\0', writer->file) == EOF)
        return fail_on(writer, err);
    writer->at += key_size + size + 1;
    return CONCORD_OK;
}

static bool write_offsets(struct archive_writer *writer,
                          const struct archive_header *header) {
    static const char zeros[8];
    size_t padding = (size_t)(header->offsets_at - writer->at);
    return fwrite(zeros, 1, padding, writer->file) == padding &&
           (writer->count == 0 ||
            fwrite(writer->offsets, sizeof *writer->offsets, writer->count,
                   writer->file) == writer->count) &&
           fwrite(&writer->at, sizeof writer->at, 1, writer->file) == 1 &&
           fseek(writer->file, 0, SEEK_SET) == 0 &&
           fwrite(header, sizeof *header, 1, writer->file) == 1;
}

enum concord_status archive_writer_finish(struct archive_writer *writer,
                                          struct concord_error *err) {
    struct archive_header header = {.byte_order = ARCHIVE_BYTE_ORDER,
                                    .format = ARCHIVE_FORMAT,
                                    .count = writer->count,
                                    .offsets_at =
                                        (writer->at + 7) & ~(uint64_t)7};
    memcpy(header.magic, ARCHIVE_MAGIC, sizeof header.magic);
    errno = 0;
    bool written = write_offsets(writer, &header);
    written = fclose(writer->file) == 0 && written;
    writer->file = NULL;
    return written ? CONCORD_OK : fail_on(writer, err);
}

void archive_writer_destroy(struct archive_writer *writer) {
    if (writer == NULL)
        return;
    if (writer->file != NULL)
        fclose(writer->file);
    buffer_destroy(&writer->last);
    arena_clear(&writer->arena);
    free(writer);
}
