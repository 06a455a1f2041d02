/* json_slice.h - the values of a JSON text, found and copied as the text that
 * they are: what is stored in the form in which it is answered need not become
 * a tree on its way. Private to this room; pure.
 *
 * Every text ends in NUL and is read once from its begin. Brackets, quotes,
 * commas and colons are checked where a walk passes them, brackets and quotes
 * within its values too; how numbers and escapes are spelt is not. Nothing is
 * copied: slices live as long as the text. */
#ifndef CONCORD_SEARCH_JSON_SLICE_H
#define CONCORD_SEARCH_JSON_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One value, without blanks around it; `text` is NULL when there is none. */
struct json_slice {
    const char *text;
    size_t size;
};

/* Whether reading stops at a byte of a string: at its end, at an escape, and at
 * what none may have, NUL among them. */
static inline bool json_stops_string(char byte) {
    static const bool stops[256] = {
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, /* controls */
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, ['"'] = 1, ['\\'] = 1};
    return stops[(unsigned char)byte];
}

/* A walk through what stands in one object or list. */
struct json_walk {
    const char *at; /* behind what was taken; NULL once the text is broken */
    bool is_object;
    bool is_first;
};

/* Begin with the object or list that `text` begins with, blanks aside. */
void json_walk_begin(struct json_walk *walk, const char *text);

/* Take the next value, and in an object its key, between its quotes and as it
 * is escaped. False at the end, and where the text is broken. */
bool json_walk_next(struct json_walk *walk, struct json_slice *key,
                    struct json_slice *value);

/* Behind the bracket that ended the walk; NULL when it ended at a fault. */
const char *json_walk_end(const struct json_walk *walk);

/* The value of `key` in an object; none when it lacks it, and when `object` is
 * none. */
struct json_slice json_slice_member(struct json_slice object, const char *key);

/* The value is that word: true, false, null. */
bool json_slice_is(struct json_slice slice, const char *word);

/* The value as a whole number below 2^63 in digits; false when it is none. */
bool json_slice_number(struct json_slice slice, uint64_t *out);

/* The text of a string that has no escapes, into `out` with its NUL; false when
 * it is another value or has no room. */
bool json_slice_text(struct json_slice slice, char *out, size_t room);

#endif
