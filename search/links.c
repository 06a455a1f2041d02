#include "links.h"

#include <string.h>

/* RFC 3986's unreserved characters, and those that a query may hold as they
 * are and that facet values are made of. */
static bool stands_plain(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || (byte && strchr("-._~/,:", byte));
}

static void append_encoded(struct buffer *out, const char *text) {
    for (; *text; text++) {
        if (stands_plain(*text))
            buffer_append_char(out, *text);
        else
            buffer_printf(out, "%%%02X", (unsigned)(unsigned char)*text);
    }
}

void link_to_search(struct buffer *out, const struct parameter_list *parameters,
                    unsigned page) {
    char mark = '?';
    buffer_append_string(out, "/v1/search");
    for (size_t i = 0; i < parameters->count; i++) {
        const struct parameter *item = &parameters->items[i];
        if (strcmp(item->name, "page") == 0)
            continue;
        buffer_append_char(out, mark);
        append_encoded(out, item->name);
        buffer_append_char(out, '=');
        append_encoded(out, item->value);
        mark = '&';
    }
    if (page > 1)
        buffer_printf(out, "%cpage=%u", mark, page);
}
