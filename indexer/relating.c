/* relating.c - joins the relator with the store and the generation. */
#include "relating.h"

#include "corpus/claims.h"
#include "engine/archive_file.h"
#include "engine/block_store.h"
#include "engine/parallel.h"
#include "schema/buffer.h"

enum { PARTS_MAX = 8, PART_RECORDS_MIN = 20 };

/* A part of the table, whose claims one thread reads. */
struct part {
    const struct next_generation *next;
    const struct schema *schema;
    const struct source_table *table;
    size_t from;
    size_t to;
    size_t expected; /* papers: the first part takes those of the others */
    struct relator *relator; /* what they are read into */
};

static enum concord_status add_claims(struct relator *relator,
                                      struct block_store *store,
                                      const struct source_record *record,
                                      struct buffer *claims,
                                      struct concord_error *err) {
    if (record->id == NULL || record->claims.segment == 0)
        return CONCORD_OK;
    buffer_clear(claims);
    enum concord_status status =
        block_store_get(store, record->claims, claims, err);
    return status == CONCORD_OK
               ? relator_add(relator, claims->data, claims->size, err)
               : status;
}

/* Where all claims are: as long as nothing was kept in this run, the parent has
 * them. NULL when there are none. */
static const char *directory_of(const struct next_generation *next) {
    return next->directory != NULL ? next->directory
                                   : next_generation_parent(next);
}

/* With a store of its own, since a store is one thread's. */
static enum concord_status read_part(void *context, size_t number,
                                     struct concord_error *err) {
    struct part *part = (struct part *)context + number;
    struct block_store *store = NULL;
    struct buffer claims = BUFFER_INIT(CLAIMS_SIZE_MAX);
    enum concord_status status = block_store_open(
        &store, BLOCK_STORE_EXTRACTED, directory_of(part->next), err);
    if (status == CONCORD_OK)
        status = relator_create(&part->relator, part->schema, err);
    if (status == CONCORD_OK && !relator_expect(part->relator, part->expected))
        status = concord_no_memory(err);
    for (size_t i = part->from; i < part->to && status == CONCORD_OK; i++)
        status = add_claims(part->relator, store,
                            source_table_at(part->table, i), &claims, err);
    buffer_destroy(&claims);
    block_store_close(store);
    return status;
}

static size_t part_count(const struct next_generation *next,
                         const struct source_table *table) {
    size_t most = 1 + source_table_count(table) / PART_RECORDS_MIN;
    if (most > next->jobs)
        most = next->jobs;
    if (most > PARTS_MAX)
        most = PARTS_MAX;
    return most > 1 ? most : 1;
}

/* All parts' claims in the first part's relator. */
static enum concord_status read_parts(struct part *parts, size_t count,
                                      struct concord_error *err) {
    size_t records = source_table_count(parts->table);
    for (size_t i = 0; i < count; i++) {
        parts[i] = parts[0];
        parts[i].from = records * i / count;
        parts[i].to = records * (i + 1) / count;
        parts[i].expected = i == 0 ? records : parts[i].to - parts[i].from;
    }
    enum concord_status status = parallel_do(count, read_part, parts, err);
    for (size_t i = 1; i < count && status == CONCORD_OK; i++) {
        status = relator_take(parts[0].relator, parts[i].relator, err);
        if (status == CONCORD_OK)
            parts[i].relator = NULL;
    }
    return status;
}

enum concord_status relating_hold(struct relator **out,
                                  const struct next_generation *next,
                                  const struct schema *schema,
                                  const struct source_table *table,
                                  struct concord_error *err) {
    struct part parts[PARTS_MAX] = {
        {.next = next, .schema = schema, .table = table}};
    size_t count = part_count(next, table);
    enum concord_status status = read_parts(parts, count, err);
    if (status == CONCORD_OK)
        status = relator_run(parts[0].relator, err);
    *out = status == CONCORD_OK ? parts[0].relator : NULL;
    for (size_t i = status == CONCORD_OK; i < count; i++)
        relator_destroy(parts[i].relator);
    return status;
}

static enum concord_status add_record(void *context, const char *key,
                                      const char *json, size_t size,
                                      struct concord_error *err) {
    return archive_writer_add(context, key, json, size, err);
}

static enum concord_status write_records(struct relator *relator,
                                         const struct next_generation *next,
                                         struct concord_error *err) {
    struct archive_writer *writer = NULL;
    enum concord_status status =
        archive_writer_create(&writer, next->directory, err);
    if (status == CONCORD_OK)
        status = relator_write(relator, add_record, writer, err);
    if (status == CONCORD_OK)
        status = archive_writer_finish(writer, err);
    archive_writer_destroy(writer);
    return status;
}

/* What a document was told before costs nothing to tell again. */
static enum concord_status tell_groups(struct relator *relator,
                                       struct next_generation *next,
                                       const struct source_table *table,
                                       struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < source_table_count(table) && status == CONCORD_OK;
         i++) {
        const char *id = source_table_at(table, i)->id;
        if (id != NULL)
            status = index_writer_set_group(next->writer, id,
                                            relator_group(relator, id), err);
    }
    return status;
}

enum concord_status relating_write(struct relator *relator,
                                   struct next_generation *next,
                                   const struct source_table *table,
                                   struct concord_error *err) {
    enum concord_status status = next_generation_open_index(next, err);
    if (status == CONCORD_OK)
        status = write_records(relator, next, err);
    if (status == CONCORD_OK)
        status = tell_groups(relator, next, table, err);
    return status;
}
