/* schema_folder.c - the files of a schema, read and checked. */
#include "schema_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "schema/buffer.h"
#include "utf8.h"

enum concord_status schema_folder_open(struct schema_folder *folder,
                                       const char *path, struct arena *arena,
                                       struct concord_error *err) {
    *folder = (struct schema_folder){.path = path, .arena = arena};
    sha256_init(&folder->digest);
    folder->descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder->descriptor >= 0)
        return CONCORD_OK;
    bool absent = errno == ENOENT || errno == ENOTDIR;
    return concord_fail(err, absent ? CONCORD_BAD_SCHEMA : CONCORD_IO,
                        "%s: %s; give the folder that holds facets.yaml", path,
                        strerror(errno));
}

void schema_folder_close(struct schema_folder *folder) {
    if (folder->descriptor >= 0)
        close(folder->descriptor);
    folder->descriptor = -1;
}

static size_t line_of(const char *bytes, size_t offset) {
    size_t line = 1;
    for (size_t i = 0; i < offset; i++)
        line += bytes[i] == '\n';
    return line;
}

/* Neither a tab, nor the end of a line (LF or CR LF), nor printable. */
static bool is_unwanted(const char *at) {
    unsigned char byte = (unsigned char)*at;
    if (byte == '\r')
        return at[1] != '\n';
    return (byte < 0x20 && byte != '\t' && byte != '\n') || byte == 0x7F;
}

static enum concord_status check_bytes(const struct schema_file *file,
                                       struct concord_error *err) {
    const char *bytes = file->bytes;
    if (bytes == NULL)
        return CONCORD_OK;
    if (file->size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        return concord_fail(err, CONCORD_BAD_SCHEMA,
                            "%s:1: begins with a byte order mark; save it as "
                            "UTF-8 without one",
                            file->name);
    size_t valid = utf8_valid_prefix(bytes, file->size);
    if (valid < file->size)
        return concord_fail(err, CONCORD_BAD_SCHEMA,
                            "%s:%zu: byte 0x%02X is not UTF-8; save the file "
                            "as UTF-8",
                            file->name, line_of(bytes, valid),
                            (unsigned)(unsigned char)bytes[valid]);
    for (size_t i = 0; i < file->size; i++)
        if (is_unwanted(bytes + i))
            return concord_fail(err, CONCORD_BAD_SCHEMA,
                                "%s:%zu: control character 0x%02X; remove it",
                                file->name, line_of(bytes, i),
                                (unsigned)(unsigned char)bytes[i]);
    return CONCORD_OK;
}

/* Whether the open file is one that can be read whole: opening a pipe or a
 * device must not hang the program. */
static enum concord_status check_kind(const struct schema_folder *folder,
                                      const char *name, int descriptor,
                                      struct concord_error *err) {
    struct stat status;
    if (fstat(descriptor, &status) != 0)
        return concord_fail(err, CONCORD_IO, "%s/%s: %s; check the disk",
                            folder->path, name, strerror(errno));
    if (!S_ISREG(status.st_mode))
        return concord_fail(err, CONCORD_BAD_SCHEMA,
                            "%s: is no regular file; put one there", name);
    if (status.st_size > SCHEMA_FILE_MAX)
        return concord_fail(err, CONCORD_BAD_SCHEMA,
                            "%s: is larger than %d MiB; divide it or shorten "
                            "it",
                            name, SCHEMA_FILE_MAX / (1024 * 1024));
    return CONCORD_OK;
}

static enum concord_status read_bytes(const struct schema_folder *folder,
                                      const char *name, int descriptor,
                                      struct buffer *out,
                                      struct concord_error *err) {
    char piece[16 * 1024];
    for (;;) {
        ssize_t got = read(descriptor, piece, sizeof piece);
        if (got == 0)
            return CONCORD_OK;
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return concord_fail(err, CONCORD_IO, "%s/%s: %s; check the disk",
                                folder->path, name, strerror(errno));
        buffer_append(out, piece, (size_t)got);
        if (!buffer_ok(out))
            return concord_no_memory(err);
    }
}

static enum concord_status open_file(const struct schema_folder *folder,
                                     const char *name, const char *asker,
                                     int *out, struct concord_error *err) {
    *out = openat(folder->descriptor, name, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (*out >= 0)
        return CONCORD_OK;
    bool absent = errno == ENOENT || errno == ENAMETOOLONG;
    if (absent && asker)
        return concord_fail(err, CONCORD_BAD_SCHEMA,
                            "%s: file '%.*s' is not in %s; add it, or mend "
                            "its name here",
                            asker, (int)utf8_cut(name, 60), name, folder->path);
    if (absent)
        return concord_fail(err, CONCORD_BAD_SCHEMA,
                            "%s: is not in %s; add it, or give the folder "
                            "that has it",
                            name, folder->path);
    return concord_fail(err, CONCORD_IO, "%s/%s: %s; let it be read",
                        folder->path, name, strerror(errno));
}

/* Count a file into the version; one that two facets share counts once. */
static enum concord_status note_file(struct schema_folder *folder,
                                     const struct schema_file *file,
                                     struct concord_error *err) {
    for (size_t i = 0; i < folder->name_count; i++)
        if (strcmp(folder->names[i], file->name) == 0)
            return CONCORD_OK;
    const char **noted = arena_push(folder->arena, &folder->names,
                                    &folder->name_count, sizeof *noted);
    if (!noted)
        return concord_no_memory(err);
    *noted = file->name;
    uint8_t size[8];
    for (size_t i = 0; i < sizeof size; i++)
        size[i] = (uint8_t)((uint64_t)file->size >> (8 * i));
    sha256_update(&folder->digest, strlen(file->name) + 1,
                  (const uint8_t *)file->name);
    sha256_update(&folder->digest, sizeof size, size);
    sha256_update(&folder->digest, file->size, (const uint8_t *)file->bytes);
    return CONCORD_OK;
}

bool schema_folder_has(const struct schema_folder *folder, const char *name) {
    return faccessat(folder->descriptor, name, F_OK, 0) == 0;
}

enum concord_status schema_folder_read(struct schema_folder *folder,
                                       const char *name, const char *asker,
                                       struct schema_file *out,
                                       struct concord_error *err) {
    *out = (struct schema_file){0};
    struct buffer bytes = BUFFER_INIT(SCHEMA_FILE_MAX);
    int descriptor = -1;
    enum concord_status status =
        open_file(folder, name, asker, &descriptor, err);
    if (status == CONCORD_OK)
        status = check_kind(folder, name, descriptor, err);
    if (status == CONCORD_OK)
        status = read_bytes(folder, name, descriptor, &bytes, err);
    if (descriptor >= 0)
        close(descriptor);
    if (status == CONCORD_OK) {
        out->name = arena_string(folder->arena, name);
        out->size = bytes.size;
        out->bytes = buffer_take(&bytes);
        if (!out->name || !out->bytes)
            status = concord_no_memory(err);
    }
    buffer_destroy(&bytes);
    if (status == CONCORD_OK)
        status = check_bytes(out, err);
    return status == CONCORD_OK ? note_file(folder, out, err) : status;
}

void schema_file_free(struct schema_file *file) {
    free(file->bytes);
    file->bytes = NULL;
}

void schema_folder_version(struct schema_folder *folder, char *out) {
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_digest(&folder->digest, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++)
        snprintf(out + 2 * i, 3, "%02x", digest[i]);
}
