/* tag_scan.c - how many attributes a tag has that has not ended yet. */
#include "format/tag_scan.h"

#include <stdbool.h>

enum { NAME_MAX_BYTES = 100 }; /* libxml2 cuts a longer name in several */

static bool is_blank(char byte) {
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static bool begins_name(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           byte == '_' || byte == ':' || byte == '.';
}

static bool continues_name(char byte) {
    return begins_name(byte) || (byte >= '0' && byte <= '9') || byte == '-';
}

static enum tag_scan_state begin_attribute(struct tag_scan *scan, char byte) {
    if (!begins_name(byte))
        return TAG_JUNK;
    scan->attributes++;
    scan->name_size = 1;
    return TAG_NAME;
}

static enum tag_scan_state continue_name(struct tag_scan *scan, char byte) {
    if (is_blank(byte))
        return TAG_NAMED;
    if (byte == '=')
        return TAG_EQUALS;
    if (!continues_name(byte))
        return TAG_JUNK;
    if (++scan->name_size > NAME_MAX_BYTES) {
        scan->name_size = 1;
        scan->attributes++;
    }
    return TAG_NAME;
}

static enum tag_scan_state begin_value(char byte) {
    if (is_blank(byte))
        return TAG_EQUALS;
    if (byte == '"')
        return TAG_DOUBLE;
    return byte == '\'' ? TAG_SINGLE : TAG_BARE;
}

static enum tag_scan_state next_state(struct tag_scan *scan, char byte) {
    switch (scan->state) {
    case TAG_BETWEEN:
        return is_blank(byte) ? TAG_BETWEEN : begin_attribute(scan, byte);
    case TAG_NAME:
        return continue_name(scan, byte);
    case TAG_NAMED:
        if (is_blank(byte) || byte == '=')
            return byte == '=' ? TAG_EQUALS : TAG_NAMED;
        return begin_attribute(scan, byte);
    case TAG_EQUALS:
        return begin_value(byte);
    case TAG_DOUBLE:
        return byte == '"' ? TAG_BETWEEN : TAG_DOUBLE;
    case TAG_SINGLE:
        return byte == '\'' ? TAG_BETWEEN : TAG_SINGLE;
    case TAG_JUNK:
    case TAG_BARE:
        break;
    }
    return is_blank(byte) ? TAG_BETWEEN : scan->state;
}

void tag_scan_read(struct tag_scan *scan, const char *text, size_t size) {
    for (size_t i = 0; i < size; i++)
        scan->state = next_state(scan, text[i]);
}
