/* json_slice.c - walks JSON by its brackets and quotes. */
#include "json_slice.h"

#include <string.h>

/* A document's own records are six deep. One bit a level. */
enum { DEPTH_MAX = 64 };

static const char *skip_blanks(const char *at) {
    while (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r')
        at++;
    return at;
}

/* Behind the string that begins at a quote; NULL when it does not end. */
static const char *string_end(const char *at) {
    for (;;) {
        do
            at++;
        while (!json_stops_string(*at));
        if (*at == '"')
            return at + 1;
        if (*at != '\\' || (unsigned char)*++at < ' ')
            return NULL;
    }
}

/* What numbers, true, false and null are written with. */
static bool is_of_word(char byte) {
    static const bool letters[26] = {
        [0] = 1,         ['e' - 'a'] = 1, ['f' - 'a'] = 1,
        ['l' - 'a'] = 1, ['n' - 'a'] = 1, ['r' - 'a'] = 1,
        ['s' - 'a'] = 1, ['t' - 'a'] = 1, ['u' - 'a'] = 1};
    return (byte >= '0' && byte <= '9') ||
           (byte >= 'a' && byte <= 'z' && letters[byte - 'a']) || byte == '+' ||
           byte == '-' || byte == '.' || byte == 'E';
}

/* Behind a number or a word; NULL when there is none. */
static const char *word_end(const char *at) {
    const char *end = at;
    while (is_of_word(*end))
        end++;
    return end > at ? end : NULL;
}

/* Behind the object or list that begins here; NULL when a bracket does not
 * meet its like. */
static const char *bracket_end(const char *at) {
    static const bool matters[256] = {
        1, ['{'] = 1, ['['] = 1, ['}'] = 1, [']'] = 1, ['"'] = 1};
    uint64_t objects = 0; /* by level, the innermost lowest: it is no list */
    unsigned depth = 0;
    do {
        while (!matters[(unsigned char)*at])
            at++;
        if (*at == '{' || *at == '[') {
            if (++depth > DEPTH_MAX)
                return NULL;
            objects = objects << 1 | (*at == '{');
        } else if (*at == '}' || *at == ']') {
            if ((objects & 1) != (*at == '}'))
                return NULL;
            objects >>= 1;
            depth--;
        } else if (*at == '"') {
            at = string_end(at);
            if (at == NULL)
                return NULL;
            continue;
        } else if (*at == '\0') {
            return NULL;
        }
        at++;
    } while (depth > 0);
    return at;
}

static const char *value_end(const char *at) {
    if (*at == '{' || *at == '[')
        return bracket_end(at);
    return *at == '"' ? string_end(at) : word_end(at);
}

void json_walk_begin(struct json_walk *walk, const char *text) {
    text = skip_blanks(text);
    bool opens = *text == '{' || *text == '[';
    walk->at = opens ? text + 1 : NULL;
    walk->is_object = *text == '{';
    walk->is_first = true;
}

/* To the next key or value, over a comma unless it is the first; NULL where
 * there is none. */
static const char *next_item(struct json_walk *walk) {
    const char *at = skip_blanks(walk->at);
    if (*at == (walk->is_object ? '}' : ']')) {
        walk->at = at;
        return NULL;
    }
    if (!walk->is_first)
        at = *at == ',' ? skip_blanks(at + 1) : NULL;
    walk->is_first = false;
    if (at == NULL)
        walk->at = NULL;
    return at;
}

/* The key at `at`; the value behind it, or NULL. */
static const char *take_key(const char *at, struct json_slice *key) {
    const char *end = *at == '"' ? string_end(at) : NULL;
    if (end == NULL)
        return NULL;
    *key = (struct json_slice){at + 1, (size_t)(end - at) - 2};
    end = skip_blanks(end);
    return *end == ':' ? skip_blanks(end + 1) : NULL;
}

bool json_walk_next(struct json_walk *walk, struct json_slice *key,
                    struct json_slice *value) {
    const char *at = walk->at != NULL ? next_item(walk) : NULL;
    if (at == NULL)
        return false;
    if (walk->is_object)
        at = take_key(at, key);
    walk->at = at != NULL ? value_end(at) : NULL;
    if (walk->at == NULL)
        return false;
    *value = (struct json_slice){at, (size_t)(walk->at - at)};
    return true;
}

const char *json_walk_end(const struct json_walk *walk) {
    return walk->at != NULL ? walk->at + 1 : NULL;
}

struct json_slice json_slice_member(struct json_slice object, const char *key) {
    struct json_walk walk;
    struct json_slice found;
    struct json_slice value;
    size_t size = strlen(key);
    if (object.text == NULL || *object.text != '{')
        return (struct json_slice){0};
    json_walk_begin(&walk, object.text);
    while (json_walk_next(&walk, &found, &value))
        if (found.size == size && memcmp(found.text, key, size) == 0)
            return value;
    return (struct json_slice){0};
}

bool json_slice_is(struct json_slice slice, const char *word) {
    size_t size = strlen(word);
    return slice.text != NULL && slice.size == size &&
           memcmp(slice.text, word, size) == 0;
}

bool json_slice_number(struct json_slice slice, uint64_t *out) {
    enum { DIGITS_MAX = 18 };
    uint64_t number = 0;
    if (slice.text == NULL || slice.size == 0 || slice.size > DIGITS_MAX)
        return false;
    for (size_t i = 0; i < slice.size; i++) {
        if (slice.text[i] < '0' || slice.text[i] > '9')
            return false;
        number = number * 10 + (uint64_t)(slice.text[i] - '0');
    }
    *out = number;
    return true;
}

bool json_slice_text(struct json_slice slice, char *out, size_t room) {
    if (slice.text == NULL || slice.size < 2 || *slice.text != '"' ||
        slice.size - 2 >= room || memchr(slice.text, '\\', slice.size) != NULL)
        return false;
    memcpy(out, slice.text + 1, slice.size - 2);
    out[slice.size - 2] = '\0';
    return true;
}
