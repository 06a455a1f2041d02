/* statement_columns.c - reads and writes statements.bin. */
#include "statement_columns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "columns_file.h"

#define STATEMENTS_MAGIC "CONCSTMT"

struct statement_header {
    char magic[8];
    uint32_t byte_order;
    uint32_t format;
    uint32_t limit;
    uint32_t count;
};

/* Where each part starts, and where the file ends. */
struct layout {
    size_t parents;
    size_t facts;
    size_t order;
    size_t rank;
    size_t end;
};

static struct layout lay_out(uint32_t limit, uint32_t count) {
    struct layout layout;
    layout.parents = columns_align(sizeof(struct statement_header));
    layout.facts =
        columns_align(layout.parents + (size_t)limit * sizeof(uint32_t));
    layout.order = columns_align(layout.facts + limit);
    layout.rank =
        columns_align(layout.order + (size_t)count * sizeof(uint32_t));
    layout.end = layout.rank + (size_t)limit * sizeof(uint32_t);
    return layout;
}

/* ---- opening ---- */

static bool take_parts(struct statement_columns *columns) {
    struct statement_header header;
    if (columns->file.size < sizeof header)
        return false;
    memcpy(&header, columns->file.bytes, sizeof header);
    struct layout layout = lay_out(header.limit, header.count);
    if (memcmp(header.magic, STATEMENTS_MAGIC, sizeof header.magic) != 0 ||
        header.byte_order != COLUMNS_BYTE_ORDER ||
        header.format != STATEMENT_COLUMNS_FORMAT ||
        layout.end != columns->file.size)
        return false;
    const char *bytes = columns->file.bytes;
    columns->limit = header.limit;
    columns->count = header.count;
    columns->parents = (const void *)(bytes + layout.parents);
    columns->facts = (const void *)(bytes + layout.facts);
    columns->order = (const void *)(bytes + layout.order);
    columns->rank = (const void *)(bytes + layout.rank);
    return true;
}

/* Every statement has a document and one place, every place a statement. */
static bool parts_agree(const struct statement_columns *columns,
                        const struct facet_columns *documents) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < columns->limit; i++) {
        uint32_t parent = columns->parents[i];
        count += parent != 0;
        if (parent != 0 && !facet_columns_is_live(documents, parent))
            return false;
    }
    for (uint32_t i = 0; i < columns->count; i++) {
        uint32_t docid = columns->order[i];
        if (docid >= columns->limit || columns->parents[docid] == 0 ||
            columns->rank[docid] != i)
            return false;
    }
    return count == columns->count;
}

enum concord_status
statement_columns_open(struct statement_columns *columns, const char *path,
                       const struct facet_columns *documents,
                       struct concord_error *err) {
    memset(columns, 0, sizeof *columns);
    enum concord_status status = files_map(&columns->file, path, err);
    if (status != CONCORD_OK || columns->file.bytes == NULL)
        return status;
    if ((!take_parts(columns) || !parts_agree(columns, documents)))
        status = concord_fail(err, CONCORD_CORRUPT,
                              "%s: not whole, or of another format; run "
                              "concord-indexer --rebuild",
                              path);
    if (status != CONCORD_OK)
        statement_columns_close(columns);
    return status;
}

void statement_columns_close(struct statement_columns *columns) {
    files_unmap(&columns->file);
    memset(columns, 0, sizeof *columns);
}

/* ---- building ---- */

static int in_order(const void *left, const void *right, void *context) {
    const struct statement_entry *a = left;
    const struct statement_entry *b = right;
    const struct facet_columns *documents = context;
    const uint32_t *ranks = documents->newest_rank;
    if (a->parent != b->parent)
        return ranks[a->parent] < ranks[b->parent] ? -1 : 1;
    unsigned of_a = statement_facts_of(a->facts);
    unsigned of_b = statement_facts_of(b->facts);
    if (of_a != of_b)
        return of_a < of_b ? -1 : 1;
    return a->position < b->position ? -1 : a->position > b->position;
}

static void fill(char *bytes, const struct statement_entry *entries,
                 uint32_t count, uint32_t limit) {
    struct statement_header header = {.byte_order = COLUMNS_BYTE_ORDER,
                                      .format = STATEMENT_COLUMNS_FORMAT,
                                      .limit = limit,
                                      .count = count};
    struct layout layout = lay_out(limit, count);
    uint32_t *parents = (void *)(bytes + layout.parents);
    uint8_t *facts = (void *)(bytes + layout.facts);
    uint32_t *order = (void *)(bytes + layout.order);
    uint32_t *rank = (void *)(bytes + layout.rank);
    memcpy(header.magic, STATEMENTS_MAGIC, sizeof header.magic);
    memcpy(bytes, &header, sizeof header);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t docid = entries[i].docid;
        parents[docid] = entries[i].parent;
        facts[docid] = entries[i].facts;
        order[i] = docid;
        rank[docid] = i;
    }
}

static enum concord_status write_file(const char *path, const char *bytes,
                                      size_t size, struct concord_error *err) {
    FILE *file = NULL;
    enum concord_status status = files_create(&file, path, err);
    if (status != CONCORD_OK)
        return status;
    fwrite(bytes, 1, size, file);
    return files_close(file, path, err);
}

enum concord_status
statement_columns_write(const char *path, struct statement_entry *entries,
                        uint32_t count, uint32_t limit,
                        const struct facet_columns *documents,
                        struct concord_error *err) {
    size_t size = lay_out(limit, count).end;
    char *bytes = calloc(1, size);
    if (bytes == NULL)
        return concord_no_memory(err);
    if (count > 0)
        qsort_r(entries, count, sizeof *entries, in_order,
                (void *)(uintptr_t)documents);
    fill(bytes, entries, count, limit);
    enum concord_status status = write_file(path, bytes, size, err);
    free(bytes);
    return status;
}
