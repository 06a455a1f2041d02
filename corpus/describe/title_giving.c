/* title_giving.c - one title of its lines, and its evidence. */
#include "describe/title_giving.h"

#include <string.h>

#include "describe/page_title.h"
#include "describe/title_case.h"
#include "describe/title_lines.h"

bool block_in_capitals(const struct reading *reading, size_t block) {
    const struct block *at = &reading->document->blocks[block];
    return is_in_capitals(reading->document->text + at->start,
                          at->end - at->start);
}

static bool capitals_throughout(const struct reading *reading,
                                const struct title_candidate *from) {
    for (size_t i = 0; i < from->block_count; i++)
        if (!block_in_capitals(reading, from->block + i))
            return false;
    return true;
}

/* The lines of the title as one; a word that is broken over two is whole. */
static void append_lines(struct buffer *out, const struct reading *reading,
                         const struct title_candidate *from) {
    for (size_t i = 0; i < from->block_count; i++) {
        size_t block = from->block + i;
        const struct block *at = &reading->document->blocks[block];
        size_t start = i == 0 ? from->start : at->start;
        size_t end = i + 1 == from->block_count ? from->end : at->end;
        bool broken =
            i + 1 < from->block_count && line_breaks_word(reading, block);
        const char *text = reading->document->text + start;
        size_t size = end - start - broken;
        if (from->block_count > 1 && is_in_capitals(text, size) &&
            !capitals_throughout(reading, from))
            title_case(out, reading, text, size);
        else
            buffer_append(out, text, size);
        if (i + 1 < from->block_count && !broken)
            buffer_append_char(out, ' ');
    }
    if (from->outside)
        buffer_append(out, from->outside, from->end);
}

/* The title, in the letters of one, without a colon that led to what follows.
 */
static void append_title(struct buffer *out, const struct reading *reading,
                         const struct title_candidate *from) {
    struct buffer lines = BUFFER_INIT(DOCUMENT_TEXT_MAX);
    append_lines(&lines, reading, from);
    if (!buffer_ok(&lines) || !lines.data) {
        buffer_destroy(&lines);
        return;
    }
    size_t size = lines.size;
    while (size > 1 && strchr(": ", lines.data[size - 1]))
        size--;
    if (!from->outside && is_in_capitals(lines.data, size))
        title_case(out, reading, lines.data, size);
    else
        buffer_append(out, lines.data, size);
    buffer_destroy(&lines);
}

/* Cut where a character ends. */
static size_t cut_length(const char *text, size_t size) {
    if (size <= DOCUMENT_TITLE_MAX)
        return size;
    size = DOCUMENT_TITLE_MAX;
    while (size > 0 && ((unsigned char)text[size] & 0xC0) == 0x80)
        size--;
    return size;
}

enum concord_status title_give(struct reading *reading,
                               const struct title_candidate *from,
                               struct concord_error *err) {
    struct document *document = reading->document;
    struct buffer title = BUFFER_INIT(DOCUMENT_TEXT_MAX);
    append_title(&title, reading, from);
    const char *respelt =
        buffer_ok(&title) && title.data
            ? page_title_respelt(reading, title.data, title.size)
            : NULL;
    if (respelt)
        document->title = arena_copy(&document->arena, respelt,
                                     cut_length(respelt, strlen(respelt)));
    else if (buffer_ok(&title) && title.data)
        document->title = arena_copy(&document->arena, title.data,
                                     cut_length(title.data, title.size));
    buffer_destroy(&title);
    if (!document->title)
        return concord_no_memory(err);
    if (from->outside)
        return document_add_outside_evidence(
            document, "title", document->title, EVIDENCE_METADATA,
            CERTAINTY_STATED, from->rule, from->outside, err);
    return document_add_evidence(document, "title", document->title,
                                 CERTAINTY_STATED, from->rule, from->start,
                                 from->end, err);
}

/* The blocks of the title, those above it and the first ones after it. */
void title_mark_blocks(struct reading *reading,
                       const struct title_candidate *title) {
    size_t after = 0;
    if (title->block != READING_NOWHERE) {
        after = title->block + title->block_count;
        for (size_t i = title->block; i < after; i++)
            reading->blocks[i].title = true;
        for (size_t i = 0; i < title->block && i < TITLE_TOP_BLOCKS; i++) {
            reading->blocks[i].opening = true;
            reading->blocks[i].heading = false;
        }
    }
    for (size_t i = after; i < reading->document->block_count &&
                           i < after + READING_OPENING_BLOCKS;
         i++)
        reading->blocks[i].opening = true;
}

/* A heading may name the site beside the page: "Grants | Barset Council". */
void title_leave_site_out(const struct reading *reading,
                          struct title_candidate *title) {
    if (title->outside)
        title->outside =
            title_without_site(reading, title->outside, &title->end);
    if (title->block == READING_NOWHERE || title->block_count != 1)
        return;
    const char *text = reading->document->text;
    size_t size = title->end - title->start;
    const char *own = title_without_site(reading, text + title->start, &size);
    title->start = (size_t)(own - text);
    title->end = title->start + size;
}

/* The label of the document's main value of a facet, or NULL. */
static const char *main_label(const struct reading *reading,
                              enum facet_inference inference) {
    int facet = schema_find_inferred(reading->schema, inference);
    for (size_t i = 0; i < reading->document->value_count; i++) {
        const struct facet_value *value = &reading->document->values[i];
        if (facet != SCHEMA_NO_INDEX && value->facet == (unsigned)facet)
            return schema_label(reading->schema, value->facet, value->value);
    }
    return NULL;
}

enum concord_status describe_supplied_title(struct reading *reading,
                                            struct concord_error *err) {
    struct document *document = reading->document;
    if (document->title)
        return CONCORD_OK;
    const char *kind = main_label(reading, INFER_KIND);
    const char *where = main_label(reading, INFER_PLACE);
    if (!where)
        where = main_label(reading, INFER_REGION);
    document->title =
        arena_printf(&document->arena, "%s%s%s", kind ? kind : "Paper",
                     where ? ", " : "", where ? where : "");
    if (!document->title)
        return concord_no_memory(err);
    document->title_supplied = true;
    return document_add_outside_evidence(document, "title", document->title,
                                         EVIDENCE_SCHEMA, CERTAINTY_PROBABLE,
                                         "supplied-title", NULL, err);
}
