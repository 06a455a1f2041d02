/* columns_builder.c - gathers facet values by posting list and turns them
 * round into columns by docid. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "columns_file.h"
#include "docset.h"
#include "document_ranks.h"
#include "facet_columns.h"
#include "files.h"
#include "schema/arena.h"
#include "schema/buffer.h"

struct posting {
    uint32_t docid;
    uint32_t ordinal;
};

/* Postings of one facet in order of ordinal, then docid. */
struct facet_postings {
    struct posting *postings;
    size_t posting_count;
    struct buffer names;
    uint32_t *name_offsets; /* where each name starts */
    size_t name_count;
};

struct columns_builder {
    struct arena arena;
    uint32_t limit;
    uint32_t facet_count;
    uint64_t *live;
    edtf_day *earliest;
    edtf_day *latest;
    uint8_t *certainty;
    struct edtf_date *in_force;
    struct edtf_date *may_force;
    struct document_ranks ranks;
    uint32_t *length;
    uint32_t *title_words;
    struct document_blobs *blobs;
    uint32_t *leader;
    uint32_t *grouped;
    uint32_t grouped_count;
    const uint32_t *word_documents;
    uint32_t word_limit;
    struct sort_key *keys;
    size_t key_count;
    struct facet_postings facets[SCHEMA_FACETS_MAX];
};

enum concord_status columns_builder_create(struct columns_builder **out,
                                           uint32_t limit, uint32_t facet_count,
                                           struct concord_error *err) {
    *out = NULL;
    struct columns_builder *builder = calloc(1, sizeof *builder);
    if (builder == NULL)
        return concord_no_memory(err);
    builder->limit = limit;
    builder->facet_count = facet_count;
    for (uint32_t i = 0; i < facet_count; i++)
        builder->facets[i].names = (struct buffer)BUFFER_INIT(UINT32_MAX);
    struct arena *arena = &builder->arena;
    size_t docids = (size_t)limit + 1;
    builder->live = arena_alloc(arena, (docids / 64 + 1) * sizeof(uint64_t));
    builder->earliest = arena_alloc(arena, docids * sizeof(edtf_day));
    builder->latest = arena_alloc(arena, docids * sizeof(edtf_day));
    builder->certainty = arena_alloc(arena, docids);
    builder->in_force = arena_alloc(arena, docids * sizeof(struct edtf_date));
    builder->may_force = arena_alloc(arena, docids * sizeof(struct edtf_date));
    builder->ranks.id = arena_alloc(arena, docids * sizeof(uint32_t));
    builder->ranks.title = arena_alloc(arena, docids * sizeof(uint32_t));
    builder->ranks.indexed = arena_alloc(arena, docids * sizeof(uint32_t));
    builder->ranks.newest = arena_alloc(arena, docids * sizeof(uint32_t));
    builder->ranks.oldest = arena_alloc(arena, docids * sizeof(uint32_t));
    builder->length = arena_alloc(arena, docids * sizeof(uint32_t));
    builder->title_words = arena_alloc(arena, docids * sizeof(uint32_t));
    builder->blobs = arena_alloc(arena, docids * sizeof *builder->blobs);
    builder->leader = arena_alloc(arena, docids * sizeof(uint32_t));
    builder->grouped = arena_alloc(arena, docids * sizeof(uint32_t));
    if (builder->live == NULL || builder->earliest == NULL ||
        builder->latest == NULL || builder->certainty == NULL ||
        builder->in_force == NULL || builder->may_force == NULL ||
        builder->ranks.id == NULL || builder->ranks.title == NULL ||
        builder->ranks.indexed == NULL || builder->ranks.newest == NULL ||
        builder->ranks.oldest == NULL || builder->length == NULL ||
        builder->title_words == NULL || builder->blobs == NULL ||
        builder->leader == NULL || builder->grouped == NULL) {
        columns_builder_destroy(builder);
        return concord_no_memory(err);
    }
    *out = builder;
    return CONCORD_OK;
}

/* The day of a date to sort by, from the side that is bounded; undated papers
 * come last both ways. */
static int64_t newest_key(struct edtf_date date) {
    if (edtf_is_undated(date))
        return INT64_MAX;
    return -(int64_t)(date.latest == EDTF_OPEN_LATEST ? date.earliest
                                                      : date.latest);
}

static int64_t oldest_key(struct edtf_date date) {
    if (edtf_is_undated(date))
        return INT64_MAX;
    return date.earliest == EDTF_OPEN_EARLIEST ? date.latest : date.earliest;
}

/* Of a folded text. */
static uint32_t count_words(const char *folded) {
    uint32_t words = *folded != '\0';
    for (; *folded != '\0'; folded++)
        words += *folded == ' ';
    return words;
}

enum concord_status columns_builder_add(struct columns_builder *builder,
                                        uint32_t docid, const char *id,
                                        const char *title_key,
                                        struct edtf_date date,
                                        enum certainty certainty,
                                        struct concord_error *err) {
    static const struct edtf_date never = {EDTF_OPEN_LATEST,
                                           EDTF_OPEN_EARLIEST};
    struct sort_key *key = arena_push(&builder->arena, &builder->keys,
                                      &builder->key_count, sizeof *key);
    if (key == NULL)
        return concord_no_memory(err);
    key->docid = docid;
    key->indexed = "";
    key->newest = newest_key(date);
    key->oldest = oldest_key(date);
    key->id = arena_string(&builder->arena, id);
    key->title = arena_string(&builder->arena, title_key);
    if (key->id == NULL || key->title == NULL)
        return concord_no_memory(err);
    builder->live[docid / 64] |= (uint64_t)1 << (docid % 64);
    builder->earliest[docid] = date.earliest;
    builder->latest[docid] = date.latest;
    builder->certainty[docid] = (uint8_t)certainty;
    builder->title_words[docid] = count_words(title_key);
    columns_builder_force(builder, docid, never, never);
    return CONCORD_OK;
}

enum concord_status columns_builder_indexed(struct columns_builder *builder,
                                            const char *first_indexed,
                                            struct concord_error *err) {
    struct sort_key *key = &builder->keys[builder->key_count - 1];
    bool same =
        builder->key_count > 1 && strcmp(key[-1].indexed, first_indexed) == 0;
    key->indexed =
        same ? key[-1].indexed : arena_string(&builder->arena, first_indexed);
    return key->indexed != NULL ? CONCORD_OK : concord_no_memory(err);
}

void columns_builder_force(struct columns_builder *builder, uint32_t docid,
                           struct edtf_date in_force,
                           struct edtf_date may_force) {
    builder->in_force[docid] = in_force;
    builder->may_force[docid] = may_force;
}

void columns_builder_words(struct columns_builder *builder,
                           const uint32_t *documents, uint32_t limit) {
    builder->word_documents = documents;
    builder->word_limit = limit;
}

void columns_builder_length(struct columns_builder *builder, uint32_t docid,
                            uint32_t length) {
    builder->length[docid] = length;
}

void columns_builder_blobs(struct columns_builder *builder, uint32_t docid,
                           const struct document_blobs *blobs) {
    builder->blobs[docid] = *blobs;
}

void columns_builder_group(struct columns_builder *builder, uint32_t docid,
                           uint32_t leader) {
    builder->leader[docid] = leader;
}

enum concord_status columns_builder_value(struct columns_builder *builder,
                                          uint32_t facet, const char *value,
                                          struct concord_error *err) {
    struct facet_postings *postings = &builder->facets[facet];
    uint32_t *offset =
        arena_push(&builder->arena, &postings->name_offsets,
                   &postings->name_count, sizeof *postings->name_offsets);
    if (offset == NULL)
        return concord_no_memory(err);
    *offset = (uint32_t)postings->names.size;
    buffer_append(&postings->names, value, strlen(value) + 1);
    return buffer_ok(&postings->names) ? CONCORD_OK : concord_no_memory(err);
}

enum concord_status columns_builder_posting(struct columns_builder *builder,
                                            uint32_t facet, uint32_t docid,
                                            struct concord_error *err) {
    struct facet_postings *postings = &builder->facets[facet];
    struct posting *posting =
        arena_push(&builder->arena, &postings->postings,
                   &postings->posting_count, sizeof *posting);
    if (posting == NULL)
        return concord_no_memory(err);
    *posting = (struct posting){docid, (uint32_t)(postings->name_count - 1)};
    return CONCORD_OK;
}

/* ---- groups ---- */

/* Two passes, so that it does not matter who was named first. */
static void settle_leaders(struct columns_builder *builder) {
    uint32_t *leader = builder->leader;
    uint32_t *leads = builder->grouped; /* not filled yet: one a docid */
    for (uint32_t i = 0; i < builder->limit; i++)
        if (leader[i] != 0 && leader[i] != i)
            leads[leader[i]] = 1;
    for (uint32_t i = 0; i < builder->limit; i++)
        if (leads[i] != 0)
            leader[i] = i;
        else if (leader[i] == i)
            leader[i] = 0; /* a group of one is none */
    memset(leads, 0, builder->limit * sizeof *leads);
}

/* The members of each group side by side, by leader, then docid: a counting
 * sort. `next` has room for limit + 1 and is zero. */
static void list_grouped(struct columns_builder *builder, uint32_t *next) {
    const uint32_t *leader = builder->leader;
    for (uint32_t i = 0; i < builder->limit; i++)
        if (leader[i] != 0)
            next[leader[i] + 1]++;
    for (uint32_t i = 0; i < builder->limit; i++)
        next[i + 1] += next[i];
    builder->grouped_count = next[builder->limit];
    for (uint32_t i = 0; i < builder->limit; i++)
        if (leader[i] != 0)
            builder->grouped[next[leader[i]]++] = i;
}

static bool gather_groups(struct columns_builder *builder) {
    uint32_t *next = calloc((size_t)builder->limit + 1, sizeof *next);
    if (next == NULL)
        return false;
    settle_leaders(builder);
    list_grouped(builder, next);
    free(next);
    return true;
}

/* ---- writing ---- */

/* Every document that has no value of the facet has what stands for none. */
static bool add_missing(struct columns_builder *builder, uint32_t facet) {
    struct facet_postings *postings = &builder->facets[facet];
    uint32_t none = (uint32_t)postings->name_count;
    uint8_t *has = arena_alloc(&builder->arena, (size_t)builder->limit + 1);
    if (has == NULL)
        return false;
    for (size_t i = 0; i < postings->posting_count; i++)
        has[postings->postings[i].docid] = 1;
    for (uint32_t docid = 0; docid < builder->limit; docid++) {
        if (has[docid] || (builder->live[docid / 64] >> (docid % 64) & 1) == 0)
            continue;
        struct posting *posting =
            arena_push(&builder->arena, &postings->postings,
                       &postings->posting_count, sizeof *posting);
        if (posting == NULL)
            return false;
        *posting = (struct posting){docid, none};
    }
    return true;
}

/* The ordinals of each document, facet by facet, and where they begin. */
struct rows {
    uint32_t *starts; /* one a docid and two more */
    uint32_t *ordinals;
};

/* Turn postings (by ordinal) round into rows (by docid): a counting sort, which
 * keeps the ordinals of each docid ascending. While it goes, the start of a
 * docid is one place on, and moves as its ordinals come. */
static void turn_round(const struct columns_builder *builder,
                       struct rows *rows) {
    uint32_t *next = rows->starts + 1;
    uint32_t first = 0;
    for (uint32_t i = 0; i < builder->facet_count; i++)
        for (size_t j = 0; j < builder->facets[i].posting_count; j++)
            next[builder->facets[i].postings[j].docid + 1]++;
    for (uint32_t docid = 0; docid < builder->limit; docid++)
        next[docid + 1] += next[docid];
    for (uint32_t i = 0; i < builder->facet_count; i++) {
        const struct facet_postings *facet = &builder->facets[i];
        for (size_t j = 0; j < facet->posting_count; j++) {
            const struct posting *posting = &facet->postings[j];
            rows->ordinals[next[posting->docid]++] = first + posting->ordinal;
        }
        first += (uint32_t)facet->name_count + 1;
    }
}

/* In the arena. False when memory is out. */
static bool gather_rows(struct columns_builder *builder, struct rows *rows) {
    struct arena *arena = &builder->arena;
    size_t count = 0;
    for (uint32_t i = 0; i < builder->facet_count; i++) {
        if (!add_missing(builder, i))
            return false;
        count += builder->facets[i].posting_count;
    }
    rows->starts =
        arena_alloc(arena, ((size_t)builder->limit + 2) * sizeof(uint32_t));
    rows->ordinals = arena_alloc(arena, (count + 1) * sizeof(uint32_t));
    if (rows->starts == NULL || rows->ordinals == NULL)
        return false;
    turn_round(builder, rows);
    return true;
}

static void write_facet(struct parted_file *output,
                        const struct facet_postings *postings) {
    uint32_t end = (uint32_t)postings->names.size;
    struct columns_facet sizes = {(uint32_t)postings->name_count, end};
    files_add_part(output, &sizes, 1, sizeof sizes);
    files_add_part(output, postings->name_offsets, postings->name_count,
                   sizeof *postings->name_offsets);
    fwrite(&end, sizeof end, 1, output->file);
    output->at += sizeof end;
    files_add_part(output, postings->names.data, postings->names.size, 1);
}

/* The ids by docid, and where each begins; both in the arena. False when memory
 * is out. */
static bool gather_ids(struct columns_builder *builder, uint32_t **out,
                       char **ids) {
    struct arena *arena = &builder->arena;
    uint32_t *offsets =
        arena_alloc(arena, ((size_t)builder->limit + 1) * sizeof *offsets);
    *out = offsets;
    if (offsets == NULL)
        return false;
    for (size_t i = 0; i < builder->key_count; i++)
        offsets[builder->keys[i].docid + 1] =
            (uint32_t)strlen(builder->keys[i].id) + 1;
    for (uint32_t docid = 0; docid < builder->limit; docid++)
        offsets[docid + 1] += offsets[docid];
    *ids = arena_alloc(arena, offsets[builder->limit]);
    if (*ids == NULL)
        return false;
    for (size_t i = 0; i < builder->key_count; i++) {
        const struct sort_key *key = &builder->keys[i];
        memcpy(*ids + offsets[key->docid], key->id, strlen(key->id) + 1);
    }
    return true;
}

static bool write_all(struct columns_builder *builder,
                      struct parted_file *output) {
    struct columns_header header = {.byte_order = COLUMNS_BYTE_ORDER,
                                    .format = COLUMNS_FORMAT,
                                    .limit = builder->limit,
                                    .live_count = (uint32_t)builder->key_count,
                                    .facet_count = builder->facet_count,
                                    .grouped_count = builder->grouped_count,
                                    .word_limit = builder->word_limit};
    memcpy(header.magic, COLUMNS_MAGIC, sizeof header.magic);
    uint32_t limit = builder->limit;
    uint32_t *id_offsets = NULL;
    char *ids = NULL;
    struct rows rows;
    if (!gather_ids(builder, &id_offsets, &ids) || !gather_rows(builder, &rows))
        return false;
    header.id_bytes = id_offsets[limit];
    header.ordinal_count = rows.starts[limit];
    files_add_part(output, &header, 1, sizeof header);
    files_add_part(output, builder->live, docset_words(limit),
                   sizeof *builder->live);
    files_add_part(output, builder->earliest, limit, sizeof *builder->earliest);
    files_add_part(output, builder->latest, limit, sizeof *builder->latest);
    files_add_part(output, builder->certainty, limit, 1);
    files_add_part(output, builder->in_force, limit, sizeof *builder->in_force);
    files_add_part(output, builder->may_force, limit,
                   sizeof *builder->may_force);
    files_add_part(output, builder->ranks.id, limit, sizeof *builder->ranks.id);
    files_add_part(output, builder->ranks.title, limit,
                   sizeof *builder->ranks.title);
    files_add_part(output, builder->ranks.indexed, limit,
                   sizeof *builder->ranks.indexed);
    files_add_part(output, builder->ranks.newest, limit,
                   sizeof *builder->ranks.newest);
    files_add_part(output, builder->ranks.oldest, limit,
                   sizeof *builder->ranks.oldest);
    files_add_part(output, builder->length, limit, sizeof *builder->length);
    files_add_part(output, builder->title_words, limit,
                   sizeof *builder->title_words);
    files_add_part(output, id_offsets, (size_t)limit + 1, sizeof *id_offsets);
    files_add_part(output, ids, header.id_bytes, 1);
    files_add_part(output, builder->blobs, limit, sizeof *builder->blobs);
    files_add_part(output, builder->leader, limit, sizeof *builder->leader);
    files_add_part(output, builder->grouped, builder->grouped_count,
                   sizeof *builder->grouped);
    files_add_part(output, rows.starts, (size_t)limit + 1, sizeof(uint32_t));
    files_add_part(output, rows.ordinals, header.ordinal_count,
                   sizeof(uint32_t));
    files_add_part(output, builder->word_documents, builder->word_limit,
                   sizeof *builder->word_documents);
    for (uint32_t i = 0; i < builder->facet_count; i++)
        write_facet(output, &builder->facets[i]);
    return true;
}

enum concord_status columns_builder_write(struct columns_builder *builder,
                                          const char *path,
                                          struct concord_error *err) {
    if (!document_ranks_settle(&builder->ranks, builder->keys,
                               builder->key_count) ||
        !gather_groups(builder))
        return concord_no_memory(err);
    FILE *file = NULL;
    enum concord_status status = files_create(&file, path, err);
    if (status != CONCORD_OK)
        return status;
    struct parted_file output = {file, 0};
    bool memory = write_all(builder, &output);
    status = files_close(file, path, err);
    return memory ? status : concord_no_memory(err);
}

void columns_builder_destroy(struct columns_builder *builder) {
    if (builder == NULL)
        return;
    for (uint32_t i = 0; i < builder->facet_count; i++)
        buffer_destroy(&builder->facets[i].names);
    arena_clear(&builder->arena);
    free(builder);
}
