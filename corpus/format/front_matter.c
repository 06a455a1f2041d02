/* front_matter.c - the lines of YAML above a text. */
#include "format/front_matter.h"

#include <stdbool.h>
#include <string.h>

#include "corpus/extract.h"

/* Bytes of the first line with its end. */
static size_t line_size(const char *text, size_t size) {
    const char *end = size > 0 ? memchr(text, '\n', size) : NULL;
    return end ? (size_t)(end - text) + 1 : size;
}

static size_t without_blanks(const char *line, size_t size) {
    while (size > 0 && strchr(" \t\r\n", line[size - 1]))
        size--;
    return size;
}

static bool line_is(const char *line, size_t size, const char *mark) {
    size = without_blanks(line, size);
    return size == strlen(mark) && memcmp(line, mark, size) == 0;
}

static bool closes(const char *line, size_t size) {
    return line_is(line, size, "---") || line_is(line, size, "...");
}

static bool says_nothing(const char *line, size_t size) {
    return without_blanks(line, size) == 0 || line[0] == '#';
}

static bool is_of_key(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || (byte && strchr("_-'\"", byte));
}

/* "title: ..." and "title:". A sentence with a colon in it has blanks before
 * it. */
static bool begins_with_key(const char *line, size_t size) {
    size_t at = 0;
    while (at < size && is_of_key(line[at]))
        at++;
    return at > 0 && at < size && line[at] == ':' &&
           (at + 1 == size || strchr(" \t\r\n", line[at + 1]));
}

size_t front_matter_size(const char *text, size_t size) {
    size_t at = line_size(text, size);
    bool keyed = false;
    if (!line_is(text, at, "---"))
        return 0;
    while (at < size && at < EXTRACT_FRONT_MATTER_BYTES) {
        const char *line = text + at;
        size_t length = line_size(line, size - at);
        at += length;
        if (closes(line, length))
            return at;
        keyed = keyed || says_nothing(line, length)
                    ? keyed
                    : begins_with_key(line, length);
        if (!keyed && !says_nothing(line, length))
            return 0;
    }
    return 0;
}

size_t front_matter_yaml_size(const char *text, size_t size) {
    size_t at = 0;
    size_t last = 0;
    while (at < size) {
        last = at;
        at += line_size(text + at, size - at);
    }
    return last;
}
