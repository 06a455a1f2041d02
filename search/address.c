/* address.c - what stands plain in an address, and what is escaped. */
#include "address.h"

#include <string.h>

/* RFC 3986's unreserved characters, and those that a query may hold as they
 * are and that facet values are made of. */
static bool stands_plain(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || (byte && strchr("-._~/,:", byte));
}

void address_append(struct buffer *out, const char *text) {
    for (; *text; text++) {
        if (stands_plain(*text))
            buffer_append_char(out, *text);
        else
            buffer_printf(out, "%%%02X", (unsigned)(unsigned char)*text);
    }
}

void address_append_document(struct buffer *out, const char *base,
                             const char *id) {
    buffer_append_string(out, base);
    buffer_append_string(out, "/documents/");
    address_append(out, id);
}

void address_append_parameter(struct buffer *out, char *mark, const char *name,
                              const char *value) {
    buffer_append_char(out, *mark);
    address_append(out, name);
    buffer_append_char(out, '=');
    address_append(out, value);
    *mark = '&';
}
