/* answer_feed.c - a search as an Atom feed (RFC 4287): what was indexed last
 * comes first. An id is a UUID (RFC 9562, version 8) made of the document's id
 * or of the search, so that it stays when the index is rebuilt or the archive
 * moves to another address. */
#include <inttypes.h>

#include "address.h"
#include "answering.h"
#include "card.h"
#include "fingerprint.h"
#include "pages/html.h"
#include "reply_parts.h"
#include "schema/buffer.h"
#include "schema/json_text.h"
#include "search_parameters.h"

struct feed {
    struct buffer *out;
    const struct answering *answering;
    const struct question *question;
    const char *created; /* of the generation */
};

/* ---- XML ---- */

static void write_link(struct feed *feed, const char *relation,
                       const char *type, const struct buffer *address) {
    const char *base = feed->question->public_url;
    buffer_printf(feed->out, "<link rel=\"%s\"", relation);
    if (type)
        buffer_printf(feed->out, " type=\"%s\"", type);
    buffer_append_string(feed->out, " href=\"");
    if (address->size > 0 && address->data[0] == '/')
        html_text(feed->out, base ? base : "");
    html_text(feed->out, address->data ? address->data : "");
    buffer_append_string(feed->out, "\"/>\n");
    feed->out->failed = feed->out->failed || !buffer_ok(address);
}

static void write_id(struct buffer *out, uint64_t high, uint64_t low) {
    buffer_printf(out,
                  "<id>urn:uuid:%08" PRIx64 "-%04" PRIx64 "-8%03" PRIx64
                  "-%04" PRIx64 "-%012" PRIx64 "</id>\n",
                  high >> 32, high >> 16 & 0xffff, high & 0xfff,
                  (low >> 48 & 0x3fff) | 0x8000, low & 0xffffffffffff);
}

/* ---- an entry ---- */

static const char *indexed_of(const struct feed *feed, const json_t *card) {
    const char *when =
        json_text(json_object_get(card, "source"), "first_indexed");
    return *when ? when : feed->created;
}

static void write_document_id(struct feed *feed, const char *id) {
    write_id(
        feed->out,
        fingerprint_text(fingerprint_text(FINGERPRINT_START, "document"), id),
        fingerprint_text(fingerprint_text(FINGERPRINT_START, id), "document"));
}

static void write_title(struct feed *feed, const json_t *card) {
    bool supplied = json_is_true(json_object_get(card, "title_supplied"));
    buffer_printf(feed->out, "<title>%s", supplied ? "[" : "");
    html_text(feed->out, json_text(card, "title"));
    buffer_printf(feed->out, "%s</title>\n", supplied ? "]" : "");
}

static void write_authors(struct feed *feed, const json_t *card) {
    const json_t *creators = json_object_get(card, "creator");
    for (size_t i = 0; i < json_array_size(creators); i++) {
        buffer_append_string(feed->out, "<author>");
        html_element(feed->out, "name",
                     json_text(json_array_get(creators, i), "name"));
        buffer_append_string(feed->out, "</author>\n");
    }
}

static void write_categories(struct feed *feed, const json_t *card) {
    const struct schema *schema = feed->answering->frame.schema;
    const char *base = feed->question->public_url;
    for (size_t i = 0; i < schema_facet_count(schema); i++) {
        const struct facet *facet = schema_facet(schema, i);
        const json_t *values = json_object_get(card, facet->name);
        if (facet->kind != FACET_CLOSED)
            continue;
        for (size_t j = 0; j < json_array_size(values); j++) {
            const char *value = json_string_value(json_array_get(values, j));
            buffer_append_string(feed->out, "<category term=\"");
            html_text(feed->out, value ? value : "");
            buffer_append_string(feed->out, "\" scheme=\"");
            html_text(feed->out, base ? base : "");
            buffer_append_string(feed->out, "/v1/facets/");
            html_text(feed->out, facet->name);
            buffer_append_string(feed->out, "\" label=\"");
            html_text(feed->out, schema_label(schema, i, value ? value : ""));
            buffer_append_string(feed->out, "\"/>\n");
        }
    }
}

static void write_addresses(struct feed *feed, const json_t *card) {
    struct buffer address = BUFFER_INIT(ADDRESS_BYTES_MAX);
    const char *found = json_text(json_object_get(card, "source"), "address");
    address_append_document(&address, "", json_text(card, "id"));
    write_link(feed, "alternate", "text/html", &address);
    buffer_clear(&address);
    buffer_append_string(&address, "/v1/documents/");
    address_append(&address, json_text(card, "id"));
    write_link(feed, "alternate", "application/json", &address);
    buffer_clear(&address);
    buffer_append_string(&address, found);
    if (address.size > 0)
        write_link(feed, "via", NULL, &address);
    buffer_destroy(&address);
}

static void write_entry(struct feed *feed, const struct result *result,
                        const json_t *card) {
    const char *when = indexed_of(feed, card);
    buffer_append_string(feed->out, "<entry>\n");
    write_document_id(feed, json_text(card, "id"));
    write_title(feed, card);
    html_element(feed->out, "published", when);
    html_element(feed->out, "updated", when);
    write_authors(feed, card);
    write_addresses(feed, card);
    write_categories(feed, card);
    if (result->passage_count > 0)
        html_element(feed->out, "summary", result->passages[0].text);
    buffer_append_string(feed->out, "</entry>\n");
}

static enum concord_status write_entries(struct feed *feed,
                                         const struct result_page *page,
                                         struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < page->result_count && status == CONCORD_OK; i++) {
        json_t *card = NULL;
        status = card_read(&card, page->results[i].card, err);
        if (status == CONCORD_OK)
            write_entry(feed, &page->results[i], card);
        json_decref(card);
    }
    return status;
}

/* ---- the feed ---- */

/* Of what is searched for, on whichever page. */
static void write_feed_id(struct feed *feed) {
    const struct parameter_list *list = feed->answering->frame.parameters;
    uint64_t high = fingerprint_text(FINGERPRINT_START, "feed");
    uint64_t low = fingerprint_text(FINGERPRINT_START, "search");
    for (size_t i = 0; i < list->count; i++) {
        const struct parameter *item = &list->items[i];
        if (search_parameter_is_place(item->name))
            continue;
        high =
            fingerprint_text(fingerprint_text(high, item->name), item->value);
        low = fingerprint_text(fingerprint_text(low, item->value), item->name);
    }
    write_id(feed->out, high, low);
}

static void write_feed_title(struct feed *feed) {
    const struct asked *asked = feed->answering->asked;
    buffer_append_string(feed->out, "<title>Concord");
    if (*asked->q) {
        buffer_append_string(feed->out, ": ");
        html_text(feed->out, asked->q);
    }
    buffer_append_string(feed->out, "</title>\n");
}

/* The page itself and those beside it. */
static void write_neighbours(struct feed *feed, struct page_place place) {
    static const char *const relations[] = {"self", "next", "previous"};
    for (unsigned i = 0; i < 3; i++) {
        struct buffer address = BUFFER_INIT(ADDRESS_BYTES_MAX);
        if (links_append_address(&address, &place, (enum neighbour)i))
            write_link(feed, relations[i], "application/atom+xml", &address);
        buffer_destroy(&address);
    }
}

static enum concord_status write_feed(struct feed *feed,
                                      const struct result_page *page,
                                      struct page_place place,
                                      struct concord_error *err) {
    json_t *newest = NULL;
    enum concord_status status = CONCORD_OK;
    if (page->result_count > 0)
        status = card_read(&newest, page->results[0].card, err);
    if (status != CONCORD_OK)
        return status;
    buffer_append_string(feed->out,
                         "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                         "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    write_feed_id(feed);
    write_feed_title(feed);
    html_element(feed->out, "updated", indexed_of(feed, newest));
    buffer_append_string(feed->out, "<author><name>Concord</name></author>\n");
    write_neighbours(feed, place);
    status = write_entries(feed, page, err);
    buffer_append_string(feed->out, "</feed>\n");
    json_decref(newest);
    if (status == CONCORD_OK && !buffer_ok(feed->out))
        status = concord_no_memory(err);
    return status;
}

enum concord_status answer_feed(struct buffer *out, struct buffer *links,
                                const struct question *question,
                                struct concord_error *err) {
    struct answering answering;
    struct result_page *page = NULL;
    enum concord_status status =
        answering_begin(&answering, ASKED_OF_FEED, "/v1/feed", question, err);
    struct feed feed = {out, &answering, question, ""};
    if (status == CONCORD_OK) {
        feed.created =
            generation_manifest(index_reader_generation(question->reader))
                ->created;
        answering.asked->search.facets = 0;
        status = answering_search(&answering, question,
                                  &answering.asked->search, &page, err);
    }
    if (status == CONCORD_OK) {
        struct page_place place =
            reply_search_place(answering.asked, page->total, &answering.frame);
        status = write_feed(&feed, page, place, err);
        answering_link(links, place);
    }
    result_page_destroy(page);
    answering_end(&answering);
    return status;
}
