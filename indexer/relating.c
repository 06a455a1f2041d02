/* relating.c - joins the relator with the store and the generation. */
#include "relating.h"

#include "corpus/claims.h"
#include "engine/archive_file.h"
#include "schema/buffer.h"

static enum concord_status add_claims(struct relator *relator,
                                      const struct next_generation *next,
                                      const struct source_record *record,
                                      struct buffer *claims,
                                      struct concord_error *err) {
    if (record->id == NULL || record->claims.segment == 0)
        return CONCORD_OK;
    buffer_clear(claims);
    enum concord_status status =
        block_store_get(next->store, record->claims, claims, err);
    return status == CONCORD_OK
               ? relator_add(relator, claims->data, claims->size, err)
               : status;
}

enum concord_status relating_hold(struct relator **out,
                                  const struct next_generation *next,
                                  const struct schema *schema,
                                  const struct source_table *table,
                                  struct concord_error *err) {
    struct relator *relator = NULL;
    struct buffer claims = BUFFER_INIT(CLAIMS_SIZE_MAX);
    enum concord_status status = relator_create(&relator, schema, err);
    if (status == CONCORD_OK &&
        !relator_expect(relator, source_table_count(table)))
        status = concord_no_memory(err);
    for (size_t i = 0; i < source_table_count(table) && status == CONCORD_OK;
         i++)
        status =
            add_claims(relator, next, source_table_at(table, i), &claims, err);
    if (status == CONCORD_OK)
        status = relator_run(relator, err);
    buffer_destroy(&claims);
    *out = status == CONCORD_OK ? relator : NULL;
    if (status != CONCORD_OK)
        relator_destroy(relator);
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
