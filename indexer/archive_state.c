/* archive_state.c - imprints.bin, and the rulings made of it.
 *
 *   struct imprints_header, then for each imprint the hash of the bytes that
 *   it was taken from (32 bytes) and its packed form, ascending by hash. */
#include "archive_state.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "imprinting.h"
#include "paper_file.h"

#define IMPRINTS_MAGIC "CONCIMPR"
#define IMPRINTS_FILE  "imprints.bin"

enum {
    IMPRINTS_FORMAT = 2,
    PACKED_BYTES_MAX = 256 * 1024 * 1024,
    DIGESTED_BYTES_MAX = 64 * 1024
};

static const size_t imprints_bytes_max = (size_t)4 * 1024 * 1024 * 1024;

struct imprints_header {
    char magic[8];
    uint32_t format;
    uint32_t count;
    unsigned char rules[ARCHIVE_DIGEST_SIZE];
    unsigned char digest[ARCHIVE_DIGEST_SIZE];
};

struct kept_imprint {
    unsigned char sha256[SOURCE_HASH_SIZE]; /* first: it is searched by */
    struct imprint imprint;
};

static int by_sha256(const void *left, const void *right) {
    return memcmp(left, right, SOURCE_HASH_SIZE);
}

/* It has an id and its text, and is not taken back. What is found out later, as
 * that there is nothing in it, changes no ruling. */
static bool is_to_be_held(const struct paper *paper) {
    return paper->now.id != NULL && !paper->dropped && !paper->taken &&
           paper->now.blob.segment != 0;
}

/* ---- the digest ---- */

static void host_of(char out[ARCHIVE_HOST_MAX + 1],
                    const struct source_record *record) {
    archive_host(out, record->own_address, record->path);
}

/* Added up, so that the order does not matter. */
static void digest_paper(uint64_t sum[4], const struct source_record *record,
                         struct buffer *text) {
    char host[ARCHIVE_HOST_MAX + 1];
    uint64_t hash[4];
    host_of(host, record);
    buffer_clear(text);
    buffer_append(text, record->root, strlen(record->root) + 1);
    buffer_append(text, record->path, strlen(record->path) + 1);
    buffer_append(text, host, strlen(host) + 1);
    buffer_append(text, record->blob_sha256, SOURCE_HASH_SIZE);
    paper_hash((unsigned char *)hash, text->data, text->size);
    for (size_t i = 0; i < 4; i++)
        sum[i] += hash[i];
}

static enum concord_status digest_papers(struct archive_state *state,
                                         struct concord_error *err) {
    struct buffer text = BUFFER_INIT(DIGESTED_BYTES_MAX);
    uint64_t sum[4] = {0, 0, 0, 0};
    bool good = true;
    for (size_t i = 0; i < state->papers->count && good; i++) {
        struct paper *paper = &state->papers->items[i];
        paper->held = is_to_be_held(paper);
        if (paper->held)
            digest_paper(sum, &paper->now, &text);
        good = buffer_ok(&text);
    }
    memcpy(state->digest, sum, sizeof state->digest);
    struct manifest_versions versions = pipeline_versions(state->pipeline);
    buffer_clear(&text);
    buffer_append(&text, versions.schema, strlen(versions.schema) + 1);
    buffer_append(&text, versions.describer, strlen(versions.describer) + 1);
    buffer_append(&text, versions.formats, strlen(versions.formats) + 1);
    good = good && buffer_ok(&text);
    if (good)
        paper_hash(state->rules, text.data, text.size);
    buffer_destroy(&text);
    return good ? CONCORD_OK : concord_no_memory(err);
}

/* ---- the file ---- */

static bool imprints_path(char out[PATH_MAX], const char *directory) {
    return snprintf(out, PATH_MAX, "%s/%s", directory, IMPRINTS_FILE) <
           PATH_MAX;
}

/* The parent's file, read up to its header; NULL when there is none that can
 * be used, which is no fault: imprints are taken again. */
static FILE *open_parents(const struct archive_state *state,
                          struct imprints_header *header) {
    char path[PATH_MAX];
    const char *parent =
        state->anew ? NULL : next_generation_parent(state->next);
    if (parent == NULL || !imprints_path(path, parent))
        return NULL;
    FILE *file = fopen(path, "rbe");
    if (file == NULL)
        return NULL;
    if (fread(header, sizeof *header, 1, file) == 1 &&
        memcmp(header->magic, IMPRINTS_MAGIC, sizeof header->magic) == 0 &&
        header->format == IMPRINTS_FORMAT &&
        memcmp(header->rules, state->rules, sizeof header->rules) == 0)
        return file;
    fclose(file);
    return NULL;
}

/* Those on record, by hash; where the file breaks off they end. Their lists
 * are the state's arena's. */
struct recorded {
    struct kept_imprint *items;
    size_t count;
};

static bool take_recorded(struct recorded *recorded, struct arena *arena,
                          uint32_t count, const char *bytes, size_t size) {
    recorded->items = calloc((size_t)count + 1, sizeof *recorded->items);
    if (recorded->items == NULL)
        return false;
    while (recorded->count < count && size > SOURCE_HASH_SIZE) {
        struct kept_imprint *item = &recorded->items[recorded->count];
        memcpy(item->sha256, bytes, SOURCE_HASH_SIZE);
        bytes += SOURCE_HASH_SIZE;
        size -= SOURCE_HASH_SIZE;
        if (!imprint_unpack(&item->imprint, arena, &bytes, &size))
            break;
        recorded->count++;
    }
    return true;
}

static bool read_rest(FILE *file, struct buffer *out) {
    char piece[64 * 1024];
    size_t got;
    while ((got = fread(piece, 1, sizeof piece, file)) > 0)
        buffer_append(out, piece, got);
    return buffer_ok(out);
}

static enum concord_status read_recorded(struct archive_state *state,
                                         struct recorded *recorded,
                                         struct concord_error *err) {
    struct imprints_header header;
    struct buffer bytes = BUFFER_INIT(imprints_bytes_max);
    FILE *file = open_parents(state, &header);
    if (file == NULL)
        return CONCORD_OK;
    /* No more of them than there are bytes for. */
    bool good = read_rest(file, &bytes);
    if (good && header.count <= bytes.size / SOURCE_HASH_SIZE)
        good = take_recorded(recorded, &state->arena, header.count, bytes.data,
                             bytes.size);
    fclose(file);
    buffer_destroy(&bytes);
    return good ? CONCORD_OK : concord_no_memory(err);
}

/* ---- taking imprints ---- */

static int by_bytes(const void *left, const void *right) {
    const struct paper *a = *(struct paper *const *)left;
    const struct paper *b = *(struct paper *const *)right;
    return memcmp(a->now.blob_sha256, b->now.blob_sha256, SOURCE_HASH_SIZE);
}

/* The papers that are held together, by the hash of their bytes. */
static struct paper **list_papers(const struct archive_state *state,
                                  size_t *count) {
    struct papers *papers = state->papers;
    struct paper **list = calloc(papers->count + 1, sizeof *list);
    *count = 0;
    for (size_t i = 0; list != NULL && i < papers->count; i++)
        if (papers->items[i].held)
            list[(*count)++] = &papers->items[i];
    if (list != NULL)
        qsort(list, *count, sizeof(struct paper *), by_bytes);
    return list;
}

/* Keep an imprint that is on record, or want it. */
static void keep_imprint(struct archive_state *state,
                         const struct recorded *recorded,
                         const struct source_record *record,
                         struct wanted_imprint *wanted, size_t *count) {
    struct kept_imprint *kept = &state->kept[state->kept_count++];
    const struct kept_imprint *known =
        recorded->count == 0
            ? NULL
            : bsearch(record->blob_sha256, recorded->items, recorded->count,
                      sizeof *recorded->items, by_sha256);
    memcpy(kept->sha256, record->blob_sha256, SOURCE_HASH_SIZE);
    if (known != NULL)
        kept->imprint = known->imprint;
    else
        wanted[(*count)++] = (struct wanted_imprint){record, &kept->imprint};
}

static bool is_copy(struct paper *const *list, size_t i) {
    return i > 0 && by_bytes(&list[i - 1], &list[i]) == 0;
}

static enum concord_status keep_imprints(struct archive_state *state,
                                         const struct recorded *recorded,
                                         struct paper *const *list,
                                         size_t count,
                                         struct concord_error *err) {
    struct wanted_imprint *wanted = calloc(count + 1, sizeof *wanted);
    struct imprinting imprinting = {.store = state->next->store,
                                    .pipeline = state->pipeline,
                                    .crew = state->crew,
                                    .arena = &state->arena,
                                    .wanted = wanted};
    if (wanted == NULL)
        return concord_no_memory(err);
    for (size_t i = 0; i < count; i++)
        if (!is_copy(list, i))
            keep_imprint(state, recorded, &list[i]->now, wanted,
                         &imprinting.count);
    enum concord_status status = imprinting_run(&imprinting, err);
    free(wanted);
    return status;
}

static enum concord_status hold_papers(struct archive_state *state,
                                       const struct recorded *recorded,
                                       struct paper *const *list, size_t count,
                                       struct concord_error *err) {
    enum concord_status status =
        keep_imprints(state, recorded, list, count, err);
    const struct kept_imprint *kept = state->kept;
    char host[ARCHIVE_HOST_MAX + 1];
    for (size_t i = 0; i < count && status == CONCORD_OK; i++) {
        if (i > 0 && !is_copy(list, i))
            kept++;
        host_of(host, &list[i]->now);
        status = archive_facts_add(state->facts, host, &kept->imprint, err);
    }
    return status == CONCORD_OK ? archive_facts_settle(state->facts, err)
                                : status;
}

enum concord_status archive_state_load(struct archive_state *state,
                                       struct concord_error *err) {
    if (state->facts != NULL)
        return CONCORD_OK;
    size_t count = 0;
    struct recorded recorded = {.count = 0};
    struct paper **list = list_papers(state, &count);
    state->kept = arena_alloc(&state->arena, (count + 1) * sizeof *state->kept);
    enum concord_status status = list != NULL && state->kept != NULL
                                     ? CONCORD_OK
                                     : concord_no_memory(err);
    if (status == CONCORD_OK)
        status = read_recorded(state, &recorded, err);
    if (status == CONCORD_OK)
        status = archive_facts_create(&state->facts, err);
    if (status == CONCORD_OK)
        status = hold_papers(state, &recorded, list, count, err);
    free(recorded.items);
    free(list);
    return status;
}

/* ---- ruling ---- */

static void judge(const struct archive_state *state, const struct paper *paper,
                  struct archive_ruling *out) {
    char host[ARCHIVE_HOST_MAX + 1];
    const struct kept_imprint *kept =
        bsearch(paper->now.blob_sha256, state->kept, state->kept_count,
                sizeof *state->kept, by_sha256);
    out->count = out->mend_count = 0;
    host_of(host, &paper->now);
    if (kept != NULL)
        archive_facts_judge(state->facts, host, &kept->imprint, out);
}

void archive_state_rule(const struct archive_state *state,
                        const struct paper *paper, struct archive_ruling *out) {
    out->count = out->mend_count = 0;
    if (paper->now.ruling != 0)
        judge(state, paper, out);
}

static enum concord_status rule_all(struct archive_state *state,
                                    struct concord_error *err) {
    enum concord_status status = archive_state_load(state, err);
    for (size_t i = 0; i < state->papers->count && status == CONCORD_OK; i++) {
        struct paper *paper = &state->papers->items[i];
        struct archive_ruling ruling;
        paper->now.ruling = 0;
        if (!paper->held)
            continue;
        judge(state, paper, &ruling);
        paper->now.ruling = archive_ruling_hash(&ruling);
    }
    return status;
}

enum concord_status archive_state_settle(struct archive_state *state,
                                         struct concord_error *err) {
    struct imprints_header header;
    enum concord_status status = digest_papers(state, err);
    if (status != CONCORD_OK)
        return status;
    FILE *file = open_parents(state, &header);
    state->same = file != NULL && memcmp(header.digest, state->digest,
                                         sizeof header.digest) == 0;
    if (file != NULL)
        fclose(file);
    return state->same ? CONCORD_OK : rule_all(state, err);
}

void archive_state_clear(struct archive_state *state) {
    archive_facts_destroy(state->facts);
    state->facts = NULL;
    arena_clear(&state->arena);
}

/* ---- writing ---- */

static bool write_kept(const struct archive_state *state, FILE *file) {
    struct imprints_header header = {.format = IMPRINTS_FORMAT,
                                     .count = (uint32_t)state->kept_count};
    struct buffer packed = BUFFER_INIT(PACKED_BYTES_MAX);
    memcpy(header.magic, IMPRINTS_MAGIC, sizeof header.magic);
    memcpy(header.rules, state->rules, sizeof header.rules);
    memcpy(header.digest, state->digest, sizeof header.digest);
    fwrite(&header, sizeof header, 1, file);
    bool good = true;
    for (size_t i = 0; i < state->kept_count && good; i++) {
        buffer_clear(&packed);
        buffer_append(&packed, state->kept[i].sha256, SOURCE_HASH_SIZE);
        imprint_pack(&packed, &state->kept[i].imprint);
        good = buffer_ok(&packed) &&
               fwrite(packed.data, 1, packed.size, file) == packed.size;
    }
    buffer_destroy(&packed);
    return good;
}

/* As the parent's, which is linked where that can be done. */
static bool link_parents(const struct archive_state *state, const char *path) {
    char from[PATH_MAX];
    const char *parent = next_generation_parent(state->next);
    return state->same && parent != NULL && imprints_path(from, parent) &&
           link(from, path) == 0;
}

enum concord_status archive_state_write(struct archive_state *state,
                                        struct concord_error *err) {
    char path[PATH_MAX];
    if (!imprints_path(path, state->next->directory))
        return concord_fail(err, CONCORD_IO, "%.200s...: the path is too long",
                            state->next->directory);
    if (link_parents(state, path))
        return CONCORD_OK;
    enum concord_status status = archive_state_load(state, err);
    if (status != CONCORD_OK)
        return status;
    FILE *file = fopen(path, "wbe");
    if (file == NULL)
        return concord_fail(err, CONCORD_IO, "%s: %s", path, strerror(errno));
    bool written = write_kept(state, file) && ferror(file) == 0;
    if (fclose(file) != 0 || !written)
        return concord_fail(err, CONCORD_IO, "%s: cannot be written", path);
    return CONCORD_OK;
}
