/* facet_columns.c - opens columns.bin and checks every border in it. */
#include "facet_columns.h"

#include <errno.h>
#include <string.h>

#include "columns_file.h"
#include "docset.h"

/* Offsets rise and end where the part they point into ends. */
static bool offsets_rise(const uint32_t *offsets, size_t count, uint32_t end) {
    if (offsets[0] != 0 || offsets[count] != end)
        return false;
    for (size_t i = 0; i < count; i++)
        if (offsets[i] > offsets[i + 1])
            return false;
    return true;
}

static bool ordinals_below(const uint32_t *ordinals, uint32_t count,
                           uint32_t limit) {
    uint32_t greatest = 0;
    for (uint32_t i = 0; i < count; i++)
        greatest = ordinals[i] > greatest ? ordinals[i] : greatest;
    return count == 0 || greatest < limit;
}

/* Each document has an id, and it ends. */
static bool ids_end(const struct facet_columns *columns, uint32_t bytes) {
    if (!offsets_rise(columns->id_offsets, columns->limit, bytes))
        return false;
    for (uint32_t docid = 0; docid < columns->limit; docid++) {
        uint32_t end = columns->id_offsets[docid + 1];
        bool empty = end == columns->id_offsets[docid];
        if (facet_columns_is_live(columns, docid) == empty ||
            (!empty && columns->ids[end - 1] != '\0'))
            return false;
    }
    return true;
}

static bool names_end(const struct facet_column *column) {
    for (uint32_t i = 0; i < column->value_count; i++) {
        uint32_t end = column->name_offsets[i + 1];
        if (end == column->name_offsets[i] || column->names[end - 1] != '\0')
            return false;
    }
    return true;
}

/* The ordinals of each facet follow those of the one before. */
static bool take_facet(struct columns_cursor *cursor,
                       struct facet_columns *columns, uint32_t facet) {
    struct facet_column *column = &columns->facets[facet];
    const struct columns_facet *sizes = columns_take(cursor, 1, sizeof *sizes);
    if (sizes == NULL)
        return false;
    column->first = columns->ordinal_limit;
    column->value_count = sizes->value_count;
    columns->ordinal_limit += sizes->value_count + 1;
    column->name_offsets =
        columns_take(cursor, (size_t)sizes->value_count + 1, sizeof(uint32_t));
    column->names = columns_take(cursor, sizes->name_bytes, 1);
    return !cursor->failed &&
           offsets_rise(column->name_offsets, sizes->value_count,
                        sizes->name_bytes) &&
           names_end(column);
}

/* Who stands for a document is there, and stands for itself; and the list of
 * those in groups is complete, group by group. */
static bool groups_agree(const struct facet_columns *columns) {
    uint32_t grouped = 0;
    for (uint32_t i = 0; i < columns->limit; i++) {
        uint32_t leader = columns->leader[i];
        if (leader == 0)
            continue;
        if (!facet_columns_is_live(columns, i) ||
            !facet_columns_is_live(columns, leader) ||
            columns->leader[leader] != leader)
            return false;
        grouped++;
    }
    for (uint32_t i = 0; i < columns->grouped_count; i++) {
        uint32_t docid = columns->grouped[i];
        if (docid >= columns->limit || columns->leader[docid] == 0)
            return false;
        uint32_t before = i == 0 ? 0 : columns->grouped[i - 1];
        uint32_t leader = i == 0 ? 0 : columns->leader[before];
        if (leader > columns->leader[docid] ||
            (leader == columns->leader[docid] && before >= docid))
            return false;
    }
    return grouped == columns->grouped_count;
}

static bool take_parts(struct facet_columns *columns,
                       struct columns_cursor *cursor) {
    const struct columns_header *header =
        columns_take(cursor, 1, sizeof *header);
    if (header == NULL || memcmp(header->magic, COLUMNS_MAGIC, 8) != 0 ||
        header->byte_order != COLUMNS_BYTE_ORDER ||
        header->format != COLUMNS_FORMAT ||
        header->facet_count > SCHEMA_FACETS_MAX)
        return false;
    uint32_t limit = columns->limit = header->limit;
    columns->live_count = header->live_count;
    columns->facet_count = header->facet_count;
    columns->live = columns_take(cursor, docset_words(limit), sizeof(uint64_t));
    columns->earliest = columns_take(cursor, limit, sizeof(edtf_day));
    columns->latest = columns_take(cursor, limit, sizeof(edtf_day));
    columns->certainty = columns_take(cursor, limit, 1);
    columns->in_force = columns_take(cursor, limit, sizeof(struct edtf_date));
    columns->may_force = columns_take(cursor, limit, sizeof(struct edtf_date));
    columns->id_rank = columns_take(cursor, limit, sizeof(uint32_t));
    columns->title_rank = columns_take(cursor, limit, sizeof(uint32_t));
    columns->indexed_rank = columns_take(cursor, limit, sizeof(uint32_t));
    columns->newest_rank = columns_take(cursor, limit, sizeof(uint32_t));
    columns->oldest_rank = columns_take(cursor, limit, sizeof(uint32_t));
    columns->length = columns_take(cursor, limit, sizeof(uint32_t));
    columns->title_words = columns_take(cursor, limit, sizeof(uint32_t));
    columns->id_offsets =
        columns_take(cursor, (size_t)limit + 1, sizeof(uint32_t));
    columns->ids = columns_take(cursor, header->id_bytes, 1);
    columns->blobs = columns_take(cursor, limit, sizeof *columns->blobs);
    columns->grouped_count = header->grouped_count;
    columns->leader = columns_take(cursor, limit, sizeof(uint32_t));
    columns->grouped =
        columns_take(cursor, header->grouped_count, sizeof(uint32_t));
    columns->starts = columns_take(cursor, (size_t)limit + 1, sizeof(uint32_t));
    columns->ordinals =
        columns_take(cursor, header->ordinal_count, sizeof(uint32_t));
    columns->word_limit = header->word_limit;
    columns->word_documents =
        columns_take(cursor, header->word_limit, sizeof(uint32_t));
    if (cursor->failed || !ids_end(columns, header->id_bytes) ||
        !groups_agree(columns) ||
        !offsets_rise(columns->starts, limit, header->ordinal_count))
        return false;
    for (uint32_t i = 0; i < columns->facet_count; i++)
        if (!take_facet(cursor, columns, i))
            return false;
    return ordinals_below(columns->ordinals, header->ordinal_count,
                          columns->ordinal_limit);
}

enum concord_status facet_columns_open(struct facet_columns *columns,
                                       const char *path,
                                       struct concord_error *err) {
    memset(columns, 0, sizeof *columns);
    enum concord_status status = files_map(&columns->file, path, err);
    if (status == CONCORD_OK && columns->file.bytes == NULL)
        status = concord_fail_file(err, path, ENOENT);
    if (status != CONCORD_OK)
        return status;
    struct columns_cursor cursor = {columns->file.bytes, columns->file.size, 0,
                                    false};
    if (!take_parts(columns, &cursor)) {
        facet_columns_close(columns);
        return concord_fail(err, CONCORD_CORRUPT,
                            "%s: not whole, or of another format; run "
                            "concord-indexer --rebuild",
                            path);
    }
    return CONCORD_OK;
}

void facet_columns_close(struct facet_columns *columns) {
    files_unmap(&columns->file);
    memset(columns, 0, sizeof *columns);
}

uint32_t facet_column_find(const struct facet_column *column,
                           const char *value) {
    uint32_t low = 0;
    uint32_t high = column->value_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strcmp(facet_column_name(column, middle), value);
        if (order == 0)
            return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return column->value_count;
}
