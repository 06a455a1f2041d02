/* archive_state.c - the rulings made of all imprints. */
#include "archive_state.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "engine/parallel.h"
#include "imprinting.h"
#include "paper_file.h"
#include "text/head_sort.h"

enum { DIGESTED_BYTES_MAX = 64 * 1024, RULED_PARTS = 16 };

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

/* ---- taking imprints ---- */

static int compare_bytes(const struct paper *a, const struct paper *b) {
    return memcmp(a->now.blob_sha256, b->now.blob_sha256, SOURCE_HASH_SIZE);
}

static int by_bytes(const struct headed *a, const struct headed *b,
                    const void *items) {
    const struct paper *papers = items;
    return compare_bytes(&papers[a->at], &papers[b->at]);
}

static uint64_t head_of_bytes(const struct paper *paper) {
    uint64_t head;
    memcpy(&head, paper->now.blob_sha256, sizeof head);
    return be64toh(head);
}

/* The papers that are held together, by the hash of their bytes. */
static struct headed *order_papers(const struct papers *papers, size_t *count) {
    struct headed *order = calloc(papers->count + 1, sizeof *order);
    *count = 0;
    for (size_t i = 0; order != NULL && i < papers->count; i++)
        if (papers->items[i].held)
            order[(*count)++] = (struct headed){
                .head = head_of_bytes(&papers->items[i]), .at = (uint32_t)i};
    if (order != NULL)
        head_sort(order, *count, by_bytes, papers->items);
    return order;
}

static struct paper **list_papers(const struct archive_state *state,
                                  size_t *count) {
    struct headed *order = order_papers(state->papers, count);
    struct paper **list =
        order != NULL ? calloc(*count + 1, sizeof *list) : NULL;
    for (size_t i = 0; list != NULL && i < *count; i++)
        list[i] = &state->papers->items[order[i].at];
    free(order);
    return list;
}

/* Keep an imprint that is on record, or want it. */
static void keep_imprint(struct archive_state *state,
                         const struct source_record *record,
                         struct wanted_imprint *wanted, size_t *count) {
    struct imprint_entry *kept = &state->kept[state->kept_count];
    struct imprint *imprint = &state->imprints[state->kept_count++];
    memcpy(kept->sha256, record->blob_sha256, SOURCE_HASH_SIZE);
    if (!imprint_record_next(&state->record, kept->sha256, imprint,
                             &kept->where))
        wanted[(*count)++] = (struct wanted_imprint){record, imprint};
}

static bool is_copy(struct paper *const *list, size_t i) {
    return i > 0 && compare_bytes(list[i - 1], list[i]) == 0;
}

static enum concord_status keep_imprints(struct archive_state *state,
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
            keep_imprint(state, &list[i]->now, wanted, &imprinting.count);
    enum concord_status status = imprinting_run(&imprinting, err);
    free(wanted);
    return status;
}

static enum concord_status hold_papers(struct archive_state *state,
                                       struct paper **list, size_t count,
                                       struct concord_error *err) {
    enum concord_status status = keep_imprints(state, list, count, err);
    char host[ARCHIVE_HOST_MAX + 1];
    size_t imprint = 0;
    for (size_t i = 0; i < count && status == CONCORD_OK; i++) {
        if (i > 0 && !is_copy(list, i))
            imprint++;
        list[i]->imprint = imprint;
        host_of(host, &list[i]->now);
        status = archive_facts_add(state->facts, host,
                                   &state->imprints[imprint], err);
    }
    return status == CONCORD_OK ? archive_facts_settle(state->facts, err)
                                : status;
}

enum concord_status archive_state_load(struct archive_state *state,
                                       struct concord_error *err) {
    if (state->facts != NULL)
        return CONCORD_OK;
    size_t count = 0;
    struct paper **list = list_papers(state, &count);
    state->kept = arena_alloc(&state->arena, (count + 1) * sizeof *state->kept);
    state->imprints =
        arena_alloc_raw(&state->arena, (count + 1) * sizeof *state->imprints);
    if (list == NULL || state->kept == NULL || state->imprints == NULL) {
        free(list);
        return concord_no_memory(err);
    }
    enum concord_status status = imprint_record_load(&state->record, err);
    if (status == CONCORD_OK)
        status = archive_facts_create(&state->facts, err);
    if (status == CONCORD_OK)
        status = hold_papers(state, list, count, err);
    free(list);
    return status;
}

/* ---- ruling ---- */

static void judge(const struct archive_state *state, const struct paper *paper,
                  struct archive_ruling *out) {
    char host[ARCHIVE_HOST_MAX + 1];
    host_of(host, &paper->now);
    archive_facts_judge(state->facts, host, &state->imprints[paper->imprint],
                        out);
}

void archive_state_rule(const struct archive_state *state,
                        const struct paper *paper, struct archive_ruling *out) {
    out->count = out->mend_count = 0;
    if (paper->now.ruling != 0 && paper->held)
        judge(state, paper, out);
}

/* One part of the papers. What is held together does not change any more, so
 * that several threads may ask. */
static enum concord_status rule_part(void *context, size_t number,
                                     struct concord_error *err) {
    const struct archive_state *state = context;
    size_t count = state->papers->count;
    (void)err;
    for (size_t i = count * number / RULED_PARTS;
         i < count * (number + 1) / RULED_PARTS; i++) {
        struct paper *paper = &state->papers->items[i];
        struct archive_ruling ruling;
        paper->now.ruling = 0;
        if (!paper->held)
            continue;
        judge(state, paper, &ruling);
        paper->now.ruling = archive_ruling_hash(&ruling);
    }
    return CONCORD_OK;
}

static enum concord_status rule_all(struct archive_state *state,
                                    struct concord_error *err) {
    enum concord_status status = archive_state_load(state, err);
    return status == CONCORD_OK
               ? parallel_do(RULED_PARTS, rule_part, state, err)
               : status;
}

enum concord_status archive_state_settle(struct archive_state *state,
                                         struct concord_error *err) {
    struct imprint_record *record = &state->record;
    enum concord_status status = digest_papers(state, err);
    if (status != CONCORD_OK)
        return status;
    imprint_record_open(
        record, state->anew ? NULL : next_generation_parent(state->next),
        state->rules);
    bool same =
        record->directory != NULL &&
        memcmp(record->header.digest, state->digest, sizeof state->digest) == 0;
    return same ? CONCORD_OK : rule_all(state, err);
}

void archive_state_clear(struct archive_state *state) {
    archive_facts_destroy(state->facts);
    state->facts = NULL;
    imprint_record_close(&state->record);
    arena_clear(&state->arena);
}

/* ---- writing ---- */

/* Nothing was held together when the papers are those of the last generation:
 * then what is on record stays. */
enum concord_status archive_state_write(struct archive_state *state,
                                        struct concord_error *err) {
    struct imprint_record *record = &state->record;
    enum concord_status status = imprint_record_load(record, err);
    if (status != CONCORD_OK)
        return status;
    bool held = state->facts != NULL;
    const struct imprint_writing writing = {
        .directory = state->next->directory,
        .entries = held ? state->kept : record->entries,
        .imprints = state->imprints,
        .count = held ? state->kept_count : record->header.count,
        .rules = state->rules,
        .digest = state->digest,
        .compact = state->next->purge};
    return imprint_record_write(record, &writing, err);
}
