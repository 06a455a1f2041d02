/* answer_crosstab.c - a table of two facets, row by row. */
#include "answering.h"
#include "engine/crosstab.h"
#include "json_writer.h"
#include "reply_parts.h"

/* ---- asking ---- */

static enum concord_status ask_engine(struct answering *answering,
                                      const struct question *question,
                                      struct crosstab **table,
                                      struct concord_error *err) {
    const struct asked *asked = answering->asked;
    struct search_request search = asked->search;
    enum concord_status status = index_reader_crosstab(
        question->reader, &search, asked->rows, asked->columns, table, err);
    if (status == CONCORD_OK && (*table)->total == 0 && asked->may_relax &&
        asked->relaxed) {
        crosstab_destroy(*table);
        search.query = asked->relaxed;
        status = index_reader_crosstab(question->reader, &search, asked->rows,
                                       asked->columns, table, err);
        if (status == CONCORD_OK && (*table)->total > 0)
            status = answering_note_relaxed(answering, err);
    }
    answering_found(answering);
    return status;
}

/* ---- writing ---- */

static void write_number(struct buffer *out, const char *key, uint64_t number) {
    emit_key(out, key);
    emit_unsigned(out, number);
}

static void write_name(struct buffer *out, const struct facet_result *facet,
                       const struct schema *schema) {
    emit_key(out, "facet");
    emit_text(out, schema_facet(schema, facet->facet)->name);
    emit_key(out, "label");
    emit_text(out, schema_facet(schema, facet->facet)->label);
}

static void write_value(struct buffer *out, const struct facet_result *facet,
                        size_t place, const struct schema *schema) {
    const struct facet_bucket *bucket = &facet->buckets[place];
    emit_key(out, "value");
    emit_text(out, bucket->value);
    emit_key(out, "label");
    emit_text(out, schema_label(schema, facet->facet, bucket->value));
    write_number(out, "count", bucket->count);
}

static void write_columns(struct buffer *out, const struct facet_result *facet,
                          const struct schema *schema) {
    emit_key(out, "columns");
    emit_open(out, '{');
    write_name(out, facet, schema);
    emit_key(out, "values");
    emit_open(out, '[');
    for (size_t i = 0; i < facet->bucket_count; i++) {
        emit_open(out, '{');
        write_value(out, facet, i, schema);
        emit_close(out, '}');
    }
    emit_close(out, ']');
    write_number(out, "missing", facet->missing);
    write_number(out, "other", facet->other);
    write_number(out, "distinct", facet->distinct);
    emit_close(out, '}');
}

/* What a row has in each column, and besides. */
static void write_cells(struct buffer *out, const struct crosstab *table,
                        size_t row) {
    size_t columns = table->columns.bucket_count;
    emit_key(out, "counts");
    emit_open(out, '[');
    for (size_t column = 0; column < columns; column++)
        emit_unsigned(out, crosstab_cell(table, row, column));
    emit_close(out, ']');
    write_number(out, "missing",
                 crosstab_cell(table, row, columns + CROSSTAB_MISSING));
    write_number(out, "other",
                 crosstab_cell(table, row, columns + CROSSTAB_OTHER));
}

static void write_besides(struct buffer *out, const char *key, uint64_t count,
                          const struct crosstab *table, size_t row) {
    emit_key(out, key);
    emit_open(out, '{');
    write_number(out, "count", count);
    write_cells(out, table, row);
    emit_close(out, '}');
}

static void write_rows(struct buffer *out, const struct crosstab *table,
                       const struct schema *schema) {
    const struct facet_result *facet = &table->rows;
    size_t rows = facet->bucket_count;
    emit_key(out, "rows");
    emit_open(out, '{');
    write_name(out, facet, schema);
    emit_key(out, "values");
    emit_open(out, '[');
    for (size_t row = 0; row < rows; row++) {
        emit_open(out, '{');
        write_value(out, facet, row, schema);
        write_cells(out, table, row);
        emit_close(out, '}');
    }
    emit_close(out, ']');
    write_besides(out, "missing", facet->missing, table,
                  rows + CROSSTAB_MISSING);
    write_besides(out, "other", facet->other, table, rows + CROSSTAB_OTHER);
    write_number(out, "distinct", facet->distinct);
    emit_close(out, '}');
}

static enum concord_status write_table(struct buffer *out,
                                       const struct crosstab *table,
                                       const struct answering *answering,
                                       struct concord_error *err) {
    const struct reply_frame *frame = &answering->frame;
    emit_open(out, '{');
    reply_write_query(out, answering->asked, frame);
    write_number(out, "total", table->total);
    reply_write_took(out, frame);
    write_columns(out, &table->columns, frame->schema);
    write_rows(out, table, frame->schema);
    reply_write_index(out, frame);
    emit_close(out, '}');
    return buffer_ok(out) ? CONCORD_OK : concord_no_memory(err);
}

enum concord_status answer_crosstab(struct buffer *out, struct buffer *links,
                                    const struct question *question,
                                    struct concord_error *err) {
    struct answering answering;
    struct crosstab *table = NULL;
    enum concord_status status = answering_begin(&answering, ASKED_OF_CROSSTAB,
                                                 "/v1/crosstab", question, err);
    (void)links; /* it is all on one page */
    if (status == CONCORD_OK)
        status = ask_engine(&answering, question, &table, err);
    if (status == CONCORD_OK)
        status = write_table(out, table, &answering, err);
    crosstab_destroy(table);
    answering_end(&answering);
    return status;
}
