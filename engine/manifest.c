/* manifest.c - reads and writes manifest.json. */
#include "engine/manifest.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "engine/block_store.h"
#include "engine/parallel.h"
#include "files.h"
#include "generation_files.h"

enum {
    MANIFEST_FORMAT = 1,
    HASHED_AT_OPEN = 1024 /* bytes; glass's version files have about 100 */
};

static const char manifest_name[] = "manifest.json";

static enum concord_status join(char out[PATH_MAX], const char *directory,
                                const char *name, struct concord_error *err) {
    if (snprintf(out, PATH_MAX, "%s/%s", directory, name) >= PATH_MAX)
        return concord_fail(err, CONCORD_IO, "%s/%s: the path is too long",
                            directory, name);
    return CONCORD_OK;
}

/* ---- taking ---- */

struct taking {
    struct manifest *manifest;
    const char *directory;
    const struct manifest_source *sources;
    size_t source_count;
    size_t first; /* of the files that are to be hashed; it ends them */
    char (*hashes)[FILES_SHA256_HEX]; /* one for each of those */
};

static int by_path(const void *left, const void *right) {
    const struct manifest_file *a = left;
    const struct manifest_file *b = right;
    return strcmp(a->path, b->path);
}

static bool is_same_file(const char *a, const char *b, uint64_t size) {
    struct stat left;
    struct stat right;
    return stat(a, &left) == 0 && stat(b, &right) == 0 &&
           left.st_dev == right.st_dev && left.st_ino == right.st_ino &&
           (uint64_t)left.st_size == size;
}

static const struct manifest_file *
find_in_source(const struct manifest_source *source, const char *path,
               const char *full) {
    const struct manifest *kept = source->kept;
    const struct manifest_file key = {.path = path};
    char other[PATH_MAX];
    if (kept == NULL || kept->file_count == 0)
        return NULL;
    const struct manifest_file *file = bsearch(
        &key, kept->files, kept->file_count, sizeof *kept->files, by_path);
    bool same = file != NULL &&
                join(other, source->directory, path, NULL) == CONCORD_OK &&
                is_same_file(full, other, file->size);
    return same ? file : NULL;
}

/* What a source says of the file when it is a link to one of its own. Its bytes
 * have not changed then, and if the disk has spoilt them, a hash taken now
 * would hide that. */
static const struct manifest_file *
find_kept(const struct taking *taking, const char *path, const char *full) {
    const struct manifest_file *found = NULL;
    for (size_t i = 0; i < taking->source_count && found == NULL; i++)
        found = find_in_source(&taking->sources[i], path, full);
    return found;
}

static enum concord_status hash_file(const struct taking *taking,
                                     const char *path, uint64_t *size,
                                     char hex[FILES_SHA256_HEX],
                                     struct concord_error *err) {
    char full[PATH_MAX];
    enum concord_status status = join(full, taking->directory, path, err);
    if (status != CONCORD_OK)
        return status;
    const struct manifest_file *kept = find_kept(taking, path, full);
    if (kept == NULL)
        return files_hash(full, size, hex, err);
    *size = kept->size;
    snprintf(hex, FILES_SHA256_HEX, "%s", kept->sha256);
    return CONCORD_OK;
}

/* Where files are listed to, and below which folder; NULL: the whole. */
struct listing {
    struct manifest *manifest;
    const char *folder;
};

static enum concord_status list_file(void *context, const char *path,
                                     struct concord_error *err) {
    const struct listing *listing = context;
    struct manifest *manifest = listing->manifest;
    const char *folder = listing->folder;
    if (folder == NULL && strcmp(path, manifest_name) == 0)
        return CONCORD_OK;
    struct manifest_file *file =
        arena_push(&manifest->arena, &manifest->files, &manifest->file_count,
                   sizeof *file);
    if (file == NULL)
        return concord_no_memory(err);
    file->path = folder == NULL
                     ? arena_string(&manifest->arena, path)
                     : arena_printf(&manifest->arena, "%s/%s", folder, path);
    return file->path != NULL ? CONCORD_OK : concord_no_memory(err);
}

static enum concord_status take_file(void *context, size_t number,
                                     struct concord_error *err) {
    const struct taking *taking = context;
    struct manifest_file *file =
        &taking->manifest->files[taking->first + number];
    file->sha256 = taking->hashes[number];
    return hash_file(taking, file->path, &file->size, taking->hashes[number],
                     err);
}

static enum concord_status take_listed(struct taking *taking,
                                       struct concord_error *err) {
    struct manifest *manifest = taking->manifest;
    size_t count = manifest->file_count - taking->first;
    if (count == 0)
        return CONCORD_OK;
    taking->hashes =
        arena_alloc(&manifest->arena, count * sizeof *taking->hashes);
    enum concord_status status =
        taking->hashes != NULL ? parallel_do(count, take_file, taking, err)
                               : concord_no_memory(err);
    qsort(manifest->files, manifest->file_count, sizeof *manifest->files,
          by_path);
    return status;
}

enum concord_status manifest_take_files(struct manifest *manifest,
                                        const char *directory,
                                        const struct manifest_source *sources,
                                        size_t source_count,
                                        struct concord_error *err) {
    manifest->files = NULL;
    manifest->file_count = 0;
    struct listing listing = {manifest, NULL};
    struct taking taking = {.manifest = manifest,
                            .directory = directory,
                            .sources = sources,
                            .source_count = source_count};
    enum concord_status status =
        files_visit(directory, list_file, &listing, err);
    return status == CONCORD_OK ? take_listed(&taking, err) : status;
}

enum concord_status manifest_take_folder(struct manifest *manifest,
                                         const char *directory,
                                         const char *folder,
                                         struct concord_error *err) {
    char path[PATH_MAX];
    struct listing listing = {manifest, folder};
    struct taking taking = {.manifest = manifest,
                            .directory = directory,
                            .first = manifest->file_count};
    enum concord_status status = join(path, directory, folder, err);
    if (status == CONCORD_OK)
        status = files_visit(path, list_file, &listing, err);
    return status == CONCORD_OK ? take_listed(&taking, err) : status;
}

/* ---- writing ---- */

/* NULL when memory is out: a manifest must not lack a file. */
static json_t *files_to_json(const struct manifest *manifest) {
    json_t *files = json_array();
    for (size_t i = 0; files != NULL && i < manifest->file_count; i++) {
        const struct manifest_file *file = &manifest->files[i];
        if (json_array_append_new(
                files, json_pack("{s:s, s:I, s:s}", "path", file->path, "size",
                                 (json_int_t)file->size, "sha256",
                                 file->sha256)) != 0) {
            json_decref(files);
            files = NULL;
        }
    }
    return files;
}

static json_t *manifest_to_json(const struct manifest *manifest) {
    const struct manifest_versions *versions = &manifest->versions;
    return json_pack(
        "{s:i, s:I, s:I, s:s, s:I, s:I, s:{s:s, s:s, s:s, s:s, s:s}, s:o}",
        "format", MANIFEST_FORMAT, "number", (json_int_t)manifest->number,
        "parent", (json_int_t)manifest->parent, "created", manifest->created,
        "documents", (json_int_t)manifest->documents, "sources",
        (json_int_t)manifest->sources, "versions", "schema", versions->schema,
        "stemmer", versions->stemmer, "describer", versions->describer,
        "formats", versions->formats, "plan", versions->plan, "files",
        files_to_json(manifest));
}

enum concord_status manifest_write(const struct manifest *manifest,
                                   const char *directory,
                                   struct concord_error *err) {
    char path[PATH_MAX];
    enum concord_status status = join(path, directory, manifest_name, err);
    if (status != CONCORD_OK)
        return status;
    json_t *json = manifest_to_json(manifest);
    if (json == NULL)
        return concord_no_memory(err);
    errno = 0;
    int failed = json_dump_file(json, path, JSON_INDENT(1));
    json_decref(json);
    if (failed)
        return concord_fail_file(err, path, errno);
    return files_sync(path, err);
}

/* ---- reading ---- */

static const char *keep(struct manifest *manifest, const char *text) {
    return arena_string(&manifest->arena, text);
}

static bool read_files(struct manifest *manifest, json_t *files) {
    size_t index;
    json_t *item;
    json_array_foreach(files, index, item) {
        const char *path = NULL;
        const char *sha256 = NULL;
        json_int_t size = 0;
        if (json_unpack(item, "{s:s, s:I, s:s}", "path", &path, "size", &size,
                        "sha256", &sha256) != 0)
            return false;
        struct manifest_file *file =
            arena_push(&manifest->arena, &manifest->files,
                       &manifest->file_count, sizeof *file);
        if (file == NULL)
            return false;
        *file = (struct manifest_file){keep(manifest, path), (uint64_t)size,
                                       keep(manifest, sha256)};
        if (file->path == NULL || file->sha256 == NULL)
            return false;
    }
    return true;
}

static bool read_json(struct manifest *manifest, json_t *json) {
    int format = 0;
    json_int_t number = 0;
    json_int_t parent = 0;
    json_int_t documents = 0;
    json_int_t sources = 0;
    const char *created = NULL;
    struct manifest_versions *versions = &manifest->versions;
    json_t *files = NULL;
    if (json_unpack(json,
                    "{s:i, s:I, s:I, s:s, s:I, s:I, s:{s:s, s:s, s:s, s:s, "
                    "s:s}, s:o}",
                    "format", &format, "number", &number, "parent", &parent,
                    "created", &created, "documents", &documents, "sources",
                    &sources, "versions", "schema", &versions->schema,
                    "stemmer", &versions->stemmer, "describer",
                    &versions->describer, "formats", &versions->formats, "plan",
                    &versions->plan, "files", &files) != 0 ||
        format != MANIFEST_FORMAT || !json_is_array(files))
        return false;
    manifest->number = (uint64_t)number;
    manifest->parent = (uint64_t)parent;
    manifest->documents = (uint64_t)documents;
    manifest->sources = (uint64_t)sources;
    manifest->created = keep(manifest, created);
    versions->schema = keep(manifest, versions->schema);
    versions->stemmer = keep(manifest, versions->stemmer);
    versions->describer = keep(manifest, versions->describer);
    versions->formats = keep(manifest, versions->formats);
    versions->plan = keep(manifest, versions->plan);
    return manifest->created != NULL && versions->schema != NULL &&
           versions->stemmer != NULL && versions->describer != NULL &&
           versions->formats != NULL && versions->plan != NULL &&
           read_files(manifest, files);
}

static uint64_t fold_text(uint64_t hash, const char *text) {
    size_t size = strlen(text) + 1; /* the NUL keeps two texts two */
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)text[i]) * UINT64_C(1099511628211);
    return hash;
}

static uint64_t fingerprint(const struct manifest *manifest) {
    uint64_t hash =
        fold_text(UINT64_C(14695981039346656037), manifest->created);
    for (size_t i = 0; i < manifest->file_count; i++)
        hash = fold_text(hash, manifest->files[i].sha256);
    return hash;
}

enum concord_status manifest_read(struct manifest **out, const char *directory,
                                  struct concord_error *err) {
    *out = NULL;
    char path[PATH_MAX];
    struct stat facts;
    enum concord_status status = join(path, directory, manifest_name, err);
    if (status != CONCORD_OK)
        return status;
    if (stat(path, &facts) != 0)
        return concord_fail(err,
                            errno == ENOENT ? CONCORD_NOT_FOUND : CONCORD_IO,
                            "%s: %s", path, strerror(errno));
    struct manifest *manifest = calloc(1, sizeof *manifest);
    if (manifest == NULL)
        return concord_no_memory(err);
    json_error_t fault = {0};
    json_t *json = json_load_file(path, JSON_REJECT_DUPLICATES, &fault);
    bool good = json != NULL && read_json(manifest, json);
    json_decref(json);
    if (!good) {
        manifest_destroy(manifest);
        /* Trouble of the moment is no damage, which a rebuild would drop. */
        if (json == NULL && json_error_code(&fault) == json_error_out_of_memory)
            return concord_no_memory(err);
        if (json == NULL &&
            json_error_code(&fault) == json_error_cannot_open_file)
            return concord_fail(err, CONCORD_IO, "%s: %s", path, fault.text);
        return concord_fail(err, CONCORD_CORRUPT, "%s: %s", path,
                            fault.text[0] != '\0' ? fault.text
                                                  : "not a manifest");
    }
    manifest->fingerprint = fingerprint(manifest);
    *out = manifest;
    return CONCORD_OK;
}

void manifest_destroy(struct manifest *manifest) {
    if (manifest == NULL)
        return;
    arena_clear(&manifest->arena);
    free(manifest);
}

/* ---- checking ---- */

static enum concord_status compare_hash(const struct manifest_file *file,
                                        const char *path,
                                        const char hex[FILES_SHA256_HEX],
                                        struct concord_error *err) {
    if (strcmp(hex, file->sha256) == 0)
        return CONCORD_OK;
    return concord_fail(err, CONCORD_CORRUPT,
                        "%s: its bytes are not those of its manifest", path);
}

static enum concord_status check_hash(const struct manifest_file *file,
                                      const char *directory,
                                      struct concord_error *err) {
    char path[PATH_MAX];
    char hex[FILES_SHA256_HEX];
    uint64_t size = 0;
    enum concord_status status = join(path, directory, file->path, err);
    if (status == CONCORD_OK)
        status = files_hash(path, &size, hex, err);
    return status == CONCORD_OK ? compare_hash(file, path, hex, err) : status;
}

static enum concord_status check_size(const struct manifest_file *file,
                                      const char *directory,
                                      struct concord_error *err) {
    char path[PATH_MAX];
    struct stat facts;
    enum concord_status status = join(path, directory, file->path, err);
    if (status != CONCORD_OK)
        return status;
    if (stat(path, &facts) != 0)
        return concord_fail(err, CONCORD_CORRUPT, "%s: %s", path,
                            strerror(errno));
    if ((uint64_t)facts.st_size != file->size)
        return concord_fail(
            err, CONCORD_CORRUPT, "%s: has %lld bytes, its manifest says %llu",
            path, (long long)facts.st_size, (unsigned long long)file->size);
    return CONCORD_OK;
}

enum concord_status manifest_check_sizes(const struct manifest *manifest,
                                         const char *directory,
                                         struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < manifest->file_count && status == CONCORD_OK; i++) {
        const struct manifest_file *file = &manifest->files[i];
        status = check_size(file, directory, err);
        if (status == CONCORD_OK && file->size <= HASHED_AT_OPEN)
            status = check_hash(file, directory, err);
    }
    return status;
}

enum concord_status manifest_check_hashes(const struct manifest *manifest,
                                          const char *directory,
                                          struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < manifest->file_count && status == CONCORD_OK; i++)
        status = check_hash(&manifest->files[i], directory, err);
    return status;
}

/* ---- copying ---- */

static bool is_in(const struct manifest_file *file, const char *folder) {
    size_t size = strlen(folder);
    return strncmp(file->path, folder, size) == 0 && file->path[size] == '/';
}

static bool is_of_index(const struct manifest_file *file) {
    return is_in(file, GENERATION_XAPIAN) || is_in(file, GENERATION_STATEMENTS);
}

/* "blocks.000002": it is linked, and keeps the hash that it has. Those of
 * imprints are read whole and have no checksums of their own. */
static bool is_segment(const struct manifest_file *file) {
    const char *number = strrchr(file->path, '.');
    return number != NULL && number[1] != '\0' &&
           block_segment_number(file->path, BLOCK_STORE_IMPRINTS) == 0 &&
           strspn(number + 1, "0123456789") == strlen(number + 1);
}

static enum concord_status copy_table(const struct manifest_file *file,
                                      const char *directory, const char *to,
                                      struct concord_error *err) {
    char from_path[PATH_MAX];
    char to_path[PATH_MAX];
    enum concord_status status = join(from_path, directory, file->path, err);
    if (status == CONCORD_OK)
        status = join(to_path, to, file->path, err);
    return status == CONCORD_OK ? files_copy(from_path, to_path, err) : status;
}

/* An older index has no such folder, or an empty one. */
static enum concord_status make_folder(const struct manifest *manifest,
                                       const char *to, const char *folder,
                                       struct concord_error *err) {
    char path[PATH_MAX];
    size_t i = 0;
    while (i < manifest->file_count && !is_in(&manifest->files[i], folder))
        i++;
    if (i == manifest->file_count)
        return CONCORD_OK;
    enum concord_status status = join(path, to, folder, err);
    return status == CONCORD_OK ? files_make_directory(path, err) : status;
}

/* One after the other: whoever wants the copy has other things to do meanwhile,
 * and needs the processors for those. */
enum concord_status manifest_copy_index(const struct manifest *manifest,
                                        const char *directory, const char *to,
                                        struct concord_error *err) {
    enum concord_status status =
        make_folder(manifest, to, GENERATION_XAPIAN, err);
    if (status == CONCORD_OK)
        status = make_folder(manifest, to, GENERATION_STATEMENTS, err);
    for (size_t i = 0; i < manifest->file_count && status == CONCORD_OK; i++) {
        const struct manifest_file *file = &manifest->files[i];
        if (is_of_index(file))
            status = copy_table(file, directory, to, err);
        if (status == CONCORD_OK && !is_segment(file))
            status = check_hash(file, directory, err);
    }
    return status;
}
