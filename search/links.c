#include "links.h"

#include "address.h"
#include "cursor.h"
#include "json_writer.h"
#include "search_parameters.h"

/* A page by its number, but for the first, or by its cursor. */
static void append_page(struct buffer *out, char mark,
                        const struct page_place *place, unsigned page) {
    struct cursor_scope scope = {place->path, place->parameters,
                                 place->generation};
    char cursor[CURSOR_MAX];
    if (place->by_cursor || (uint64_t)page * place->size > place->window) {
        cursor_write(cursor, &scope, page);
        buffer_printf(out, "%ccursor=%s", mark, cursor);
    } else if (page > 1) {
        buffer_printf(out, "%cpage=%u", mark, page);
    }
}

/* All of the parameters, in their order, and the page behind them. */
static void append_address(struct buffer *out, const struct page_place *place,
                           unsigned page) {
    const struct parameter_list *parameters = place->parameters;
    char mark = '?';
    address_append(out, place->path);
    for (size_t i = 0; i < parameters->count; i++) {
        const struct parameter *item = &parameters->items[i];
        if (search_parameter_is_place(item->name))
            continue;
        address_append_parameter(out, &mark, item->name, item->value);
    }
    append_page(out, mark, place, page);
}

/* 0: there is none. */
static unsigned page_behind(const struct page_place *place) {
    uint64_t shown = (uint64_t)place->page * place->size;
    bool more = place->size > 0 && shown < place->total;
    return more ? place->page + 1 : 0;
}

/* From past the end the way back is the last page that has something. */
static unsigned page_before(const struct page_place *place) {
    if (place->page <= 1 || place->size == 0)
        return 0;
    uint64_t last = (place->total + place->size - 1) / place->size;
    if (last == 0)
        return 1;
    return last < place->page - 1 ? (unsigned)last : place->page - 1;
}

/* 0: there is none. */
static unsigned page_of(const struct page_place *place,
                        enum neighbour neighbour) {
    switch (neighbour) {
    case LINK_NEXT:
        return page_behind(place);
    case LINK_PREVIOUS:
        return page_before(place);
    case LINK_SELF:
        break;
    }
    return place->page;
}

bool links_append_address(struct buffer *out, const struct page_place *place,
                          enum neighbour neighbour) {
    unsigned page = page_of(place, neighbour);
    if (page != 0)
        append_address(out, place, page);
    return page != 0;
}

static void write_link(struct buffer *out, const char *name,
                       const struct page_place *place,
                       enum neighbour neighbour) {
    struct buffer link = BUFFER_INIT(ADDRESS_BYTES_MAX);
    emit_key(out, name);
    if (links_append_address(&link, place, neighbour))
        emit_text(out, link.data);
    else
        emit_null(out);
    out->failed = out->failed || !buffer_ok(&link);
    buffer_destroy(&link);
}

void links_write(struct buffer *out, const struct page_place *place) {
    write_link(out, "self", place, LINK_SELF);
    write_link(out, "next", place, LINK_NEXT);
    write_link(out, "prev", place, LINK_PREVIOUS);
}

static void append_relation(struct buffer *out, const char *relation,
                            const struct page_place *place,
                            enum neighbour neighbour) {
    unsigned page = page_of(place, neighbour);
    if (page == 0)
        return;
    buffer_append_string(out, out->size > 0 ? ", <" : "<");
    append_address(out, place, page);
    buffer_printf(out, ">; rel=\"%s\"", relation);
}

void links_write_header(struct buffer *out, const struct page_place *place) {
    append_relation(out, "self", place, LINK_SELF);
    append_relation(out, "next", place, LINK_NEXT);
    append_relation(out, "prev", place, LINK_PREVIOUS);
}

/* What the other place does not take is left out: which page it was, and how
 * facets were counted. */
void links_write_sibling(struct buffer *out, const char *key,
                         const struct page_place *place,
                         const struct sibling *sibling) {
    struct buffer link = BUFFER_INIT(ADDRESS_BYTES_MAX);
    const struct parameter_list *list = place->parameters;
    struct search_parameter known;
    char mark = '?';
    address_append(&link, sibling->path);
    for (size_t i = 0; i < list->count; i++) {
        const struct parameter *item = &list->items[i];
        if (!search_parameter_is_place(item->name) &&
            search_parameter_find(&known, sibling->schema, item->name) &&
            search_parameter_belongs(known.kind, sibling->of))
            address_append_parameter(&link, &mark, item->name, item->value);
    }
    if (sibling->format)
        address_append_parameter(&link, &mark, "format", sibling->format);
    emit_key(out, key);
    emit_text(out, link.data);
    out->failed = out->failed || !buffer_ok(&link);
    buffer_destroy(&link);
}
