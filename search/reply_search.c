/* reply_search.c - a page of results as JSON, its keys in the contract's
 * order. */
#include <string.h>

#include "card_text.h"
#include "json_writer.h"
#include "pages/html.h"
#include "reply_parts.h"
#include "search/reply.h"

enum {
    SCORE_DECIMALS = 4,
    REPLY_BYTES_USUAL = 16 * 1024, /* most pages fit into so many at once, */
    MARKS_BYTES_USUAL = 128        /* and most passages with so many more */
};

/* ---- results ---- */

/* The text escaped, its marks as <mark>. A mark that does not fit the
 * passage is left out: what is shown matters more. */
static void append_marked(struct buffer *out, const struct passage *passage) {
    size_t size = strlen(passage->text);
    size_t at = 0;
    for (size_t i = 0; i < passage->mark_count; i++) {
        const struct text_span *mark = &passage->marks[i];
        if (mark->start < passage->span.start + at ||
            mark->end <= mark->start || mark->end - passage->span.start > size)
            continue;
        size_t start = mark->start - passage->span.start;
        size_t end = mark->end - passage->span.start;
        html_bytes(out, passage->text + at, start - at);
        buffer_append_string(out, "<mark>");
        html_bytes(out, passage->text + start, end - start);
        buffer_append_string(out, "</mark>");
        at = end;
    }
    html_bytes(out, passage->text + at, size - at);
}

/* With an ellipsis where it begins or ends within a sentence; its text is the
 * paper's own. */
static void append_passage(struct buffer *out, const struct passage *passage) {
    if (passage->cut_before)
        buffer_append_string(out, "… ");
    append_marked(out, passage);
    if (passage->cut_after)
        buffer_append_string(out, " …");
}

/* What matters here of a clause. */
struct clause {
    uint64_t start;
    uint64_t end;
    struct json_slice anchor;
};

/* False when it has no extent. */
static bool read_clause(struct clause *out, struct json_slice clause) {
    struct json_slice start = {0};
    struct json_slice end = {0};
    struct json_slice key = {0};
    struct json_slice value;
    struct json_walk walk;
    out->anchor = (struct json_slice){0};
    json_walk_begin(&walk, clause.text);
    while (json_walk_next(&walk, &key, &value)) {
        if (json_slice_is(key, "start"))
            start = value;
        else if (json_slice_is(key, "end"))
            end = value;
        else if (json_slice_is(key, "anchor"))
            out->anchor = value;
    }
    return json_slice_number(start, &out->start) &&
           json_slice_number(end, &out->end);
}

/* The first of the passage's places that is in the clause: its marks, and
 * behind them its middle; one more than there are for none. */
static size_t first_place_in(const struct clause *clause,
                             const struct passage *passage) {
    size_t count = passage->mark_count;
    for (size_t i = 0; i <= count; i++) {
        size_t place = i < count
                           ? passage->marks[i].start
                           : passage->span.start / 2 + passage->span.end / 2;
        if (clause->start <= place && clause->end > place)
            return i;
    }
    return count + 1;
}

/* The anchor of the clause in which the passage stands: that of the first mark
 * that has one, for a passage may begin a sentence before the clause; else,
 * behind a heading, that of its middle. Of clauses within each other the
 * innermost, which is the last. */
static struct json_slice clause_of(struct card_text *card,
                                   const struct passage *passage) {
    struct json_slice clauses = card_text_find(card, "clauses");
    struct json_slice anchor = {0};
    struct json_slice value;
    struct json_slice key;
    struct json_walk walk;
    size_t best = passage->mark_count;
    if (!clauses.text)
        return anchor;
    json_walk_begin(&walk, clauses.text);
    while (json_walk_next(&walk, &key, &value)) {
        struct clause clause;
        size_t place = read_clause(&clause, value)
                           ? first_place_in(&clause, passage)
                           : SIZE_MAX;
        if (place > best)
            continue;
        best = place;
        anchor = clause.anchor;
    }
    return anchor;
}

/* The card's value, or null. */
static void copy_value(struct buffer *out, struct card_text *card,
                       const char *key) {
    emit_key(out, key);
    emit_slice(out, card_text_find(card, key));
}

static void write_passage(struct buffer *out, const struct passage *passage,
                          struct card_text *card) {
    struct buffer html = BUFFER_INIT(REPLY_BYTES_MAX);
    buffer_reserve(&html,
                   passage->span.end - passage->span.start + MARKS_BYTES_USUAL);
    append_passage(&html, passage);
    emit_open(out, '{');
    emit_key(out, "html");
    emit_bytes(out, html.data ? html.data : "", html.size);
    emit_key(out, "text");
    emit_text(out, passage->text);
    emit_key(out, "clause");
    emit_slice(out, clause_of(card, passage));
    emit_key(out, "start");
    emit_unsigned(out, passage->span.start);
    emit_key(out, "end");
    emit_unsigned(out, passage->span.end);
    emit_close(out, '}');
    out->failed = out->failed || !buffer_ok(&html);
    buffer_destroy(&html);
}

static void copy_list(struct buffer *out, struct card_text *card,
                      const char *key) {
    struct json_slice list = card_text_find(card, key);
    emit_key(out, key);
    if (list.text) {
        emit_slice(out, list);
    } else {
        emit_open(out, '[');
        emit_close(out, ']');
    }
}

/* The facets' values but for names, which only a document's own page has. The
 * year stands in the date, which comes behind the first facet: what kind of
 * paper it is, and of when. */
static void write_facet_values(struct buffer *out, struct card_text *card,
                               const struct schema *schema) {
    size_t count = schema_facet_count(schema);
    for (size_t i = 0; i < count; i++) {
        const struct facet *facet = schema_facet(schema, i);
        if (facet->kind != FACET_YEAR && facet->kind != FACET_OPEN)
            copy_list(out, card, facet->name);
        if (i == 0)
            copy_value(out, card, "date");
    }
}

/* What the words add, and what is left of the score: neighbours and the
 * title. */
static void write_explanation(struct buffer *out, const struct result *result) {
    double rest = result->score;
    emit_key(out, "explanation");
    emit_open(out, '{');
    emit_key(out, "terms");
    emit_open(out, '[');
    for (size_t i = 0; i < result->explained_count; i++) {
        const struct explained_term *term = &result->explained[i];
        rest -= term->weight;
        emit_open(out, '{');
        emit_key(out, "term");
        emit_text(out, term->term);
        emit_key(out, "weight");
        emit_decimal(out, term->weight, SCORE_DECIMALS);
        emit_close(out, '}');
    }
    emit_close(out, ']');
    emit_key(out, "second_stage");
    emit_decimal(out, rest > 0 ? rest : 0, SCORE_DECIMALS);
    emit_close(out, '}');
}

static void write_result_keys(struct buffer *out, const struct result *result,
                              struct card_text *card,
                              const struct schema *schema) {
    copy_value(out, card, "id");
    copy_value(out, card, "title");
    emit_key(out, "title_supplied");
    emit_truth(out,
               json_slice_is(card_text_find(card, "title_supplied"), "true"));
    write_facet_values(out, card, schema);
    emit_key(out, "address");
    emit_slice(out,
               json_slice_member(card_text_find(card, "source"), "address"));
    emit_key(out, "score");
    emit_decimal(out, result->score, SCORE_DECIMALS);
    emit_key(out, "passages");
    emit_open(out, '[');
    for (size_t i = 0; i < result->passage_count; i++)
        write_passage(out, &result->passages[i], card);
    emit_close(out, ']');
    copy_list(out, card, "variants");
    if (result->explained_count > 0)
        write_explanation(out, result);
}

static void write_result(struct buffer *out, const struct result *result,
                         struct card_text *card, const struct schema *schema) {
    emit_open(out, '{');
    write_result_keys(out, result, card, schema);
    emit_close(out, '}');
}

void reply_write_export_result(struct buffer *out, const struct result *result,
                               struct card_text *card,
                               const struct schema *schema,
                               const char *permanent) {
    emit_open(out, '{');
    write_result_keys(out, result, card, schema);
    copy_list(out, card, "creator");
    copy_value(out, card, "publisher");
    emit_key(out, "permanent_address");
    emit_text(out, permanent);
    emit_close(out, '}');
}

static enum concord_status write_result_of(struct buffer *out,
                                           const struct result *result,
                                           const struct reply_frame *frame,
                                           struct concord_error *err) {
    struct card_text card;
    enum concord_status status = card_text_open(&card, result->card, err);
    if (status == CONCORD_OK)
        status = card_text_relate(&card, frame->archive, err);
    if (status != CONCORD_OK)
        return status;
    write_result(out, result, &card, frame->schema);
    return card_text_check(&card, err);
}

static enum concord_status write_results(struct buffer *out,
                                         const struct result_page *page,
                                         const struct reply_frame *frame,
                                         struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    emit_key(out, "results");
    emit_open(out, '[');
    for (size_t i = 0; i < page->result_count && status == CONCORD_OK; i++)
        status = write_result_of(out, &page->results[i], frame, err);
    emit_close(out, ']');
    return status;
}

enum concord_status reply_similar(struct buffer *out,
                                  const struct result_page *page,
                                  const struct reply_frame *frame,
                                  struct concord_error *err) {
    emit_open(out, '{');
    enum concord_status status = write_results(out, page, frame, err);
    emit_close(out, '}');
    if (status != CONCORD_OK)
        return status;
    return buffer_ok(out) ? CONCORD_OK : concord_no_memory(err);
}

/* ---- the whole ---- */

static void write_links(struct buffer *out, const struct asked *asked,
                        uint64_t total, const struct reply_frame *frame) {
    struct page_place place = reply_search_place(asked, total, frame);
    emit_key(out, "links");
    emit_open(out, '{');
    links_write(out, &place);
    links_write_sibling(
        out, "export", &place,
        &(struct sibling){"/v1/export", ASKED_OF_EXPORT, frame->schema, "csv"});
    links_write_sibling(
        out, "feed", &place,
        &(struct sibling){"/v1/feed", ASKED_OF_FEED, frame->schema, NULL});
    emit_close(out, '}');
}

static void write_counts(struct buffer *out, const struct asked *asked,
                         uint64_t total, const struct reply_frame *frame) {
    emit_key(out, "total");
    emit_unsigned(out, total);
    emit_key(out, "page");
    emit_unsigned(out, asked->search.page);
    emit_key(out, "size");
    emit_unsigned(out, asked->search.size);
    reply_write_took(out, frame);
}

enum concord_status reply_search(struct buffer *out, const struct asked *asked,
                                 const struct result_page *page,
                                 const struct reply_frame *frame,
                                 struct concord_error *err) {
    buffer_reserve(out, REPLY_BYTES_USUAL);
    emit_open(out, '{');
    reply_write_query(out, asked, frame);
    write_counts(out, asked, page->total, frame);
    write_links(out, asked, page->total, frame);
    enum concord_status status = write_results(out, page, frame, err);
    if (status != CONCORD_OK)
        return status;
    reply_write_facets(out, page, frame->schema);
    reply_write_index(out, frame);
    emit_close(out, '}');
    return buffer_ok(out) ? CONCORD_OK : concord_no_memory(err);
}
