#include "json_writer.h"

#include <math.h>
#include <string.h>

#include "text/normal.h"

enum { REPLACEMENT = 0xFFFD };

static bool wants_comma(const struct buffer *out) {
    char before = out->size > 0 ? out->data[out->size - 1] : '{';
    return before != '{' && before != '[' && before != ':';
}

static void separate(struct buffer *out) {
    if (wants_comma(out))
        buffer_append_char(out, ',');
}

void emit_open(struct buffer *out, char bracket) {
    separate(out);
    buffer_append_char(out, bracket);
}

void emit_close(struct buffer *out, char bracket) {
    buffer_append_char(out, bracket);
}

void emit_null(struct buffer *out) {
    separate(out);
    buffer_append_string(out, "null");
}

void emit_text(struct buffer *out, const char *text) {
    if (text)
        emit_bytes(out, text, strlen(text));
    else
        emit_null(out);
}

static void append_escaped(struct buffer *out, unsigned char byte) {
    switch (byte) {
    case '"':
        buffer_append_string(out, "\\\"");
        return;
    case '\\':
        buffer_append_string(out, "\\\\");
        return;
    case '\n':
        buffer_append_string(out, "\\n");
        return;
    case '\t':
        buffer_append_string(out, "\\t");
        return;
    default:
        buffer_printf(out, "\\u%04x", byte);
    }
}

/* Some of eight bytes are what a string does not hold as it is. A byte less
 * what it must not be below, or less 1 when it must not be 0, has its highest
 * bit then. Of others a borrow may say so, too, but from one that is. */
static bool stops_within(const char *text) {
    const uint64_t each = UINT64_C(0x0101010101010101);
    uint64_t bytes = 0;
    memcpy(&bytes, text, sizeof bytes);
    uint64_t control = bytes - each * ' ';
    uint64_t quote = (bytes ^ each * '"') - each;
    uint64_t backslash = (bytes ^ each * '\\') - each;
    uint64_t delete = (bytes ^ each * 0x7F) - each;
    return ((bytes | control | quote | backslash | delete) & each * 0x80) != 0;
}

/* The run of bytes that stand in a string as they are: ASCII but for controls,
 * the quotation mark and the backslash. */
static size_t plain_run(const char *text, size_t size) {
    size_t at = 0;
    while (size - at >= sizeof(uint64_t) && !stops_within(text + at))
        at += sizeof(uint64_t);
    while (at < size && (unsigned char)text[at] < 0x7F &&
           !json_stops_string(text[at]))
        at++;
    return at;
}

/* One character past ASCII; moves *at behind it. */
static void append_wide(struct buffer *out, const char *text, size_t size,
                        size_t *at) {
    size_t begin = *at;
    if (text_next_character(text, size, at) == REPLACEMENT)
        buffer_append_string(out, "\xEF\xBF\xBD");
    else
        buffer_append(out, text + begin, *at - begin);
}

static void append_string(struct buffer *out, const char *text, size_t size) {
    for (size_t at = 0; at < size;) {
        size_t run = plain_run(text + at, size - at);
        buffer_append(out, text + at, run);
        at += run;
        if (at == size)
            break;
        if ((unsigned char)text[at] < 0x80)
            append_escaped(out, (unsigned char)text[at++]);
        else
            append_wide(out, text, size, &at);
    }
}

static char *put_comma(const struct buffer *out, char *to) {
    if (wants_comma(out))
        *to++ = ',';
    return to;
}

/* At once what is plain to its end, as nearly all strings are. `end` is what
 * closes it. */
static inline void write_string(struct buffer *out, const char *text,
                                size_t size, const char *end, size_t end_size) {
    char *room = buffer_room(out, size + sizeof ",\"" - 1 + end_size);
    size_t run = plain_run(text, size);
    if (room == NULL)
        return;
    char *to = put_comma(out, room);
    *to++ = '"';
    memcpy(to, text, run);
    to += run;
    if (run < size) {
        buffer_grew(out, (size_t)(to - room));
        append_string(out, text + run, size - run);
        buffer_append(out, end, end_size);
        return;
    }
    memcpy(to, end, end_size);
    buffer_grew(out, (size_t)(to - room) + end_size);
}

void emit_bytes(struct buffer *out, const char *text, size_t size) {
    write_string(out, text, size, "\"", 1);
}

void emit_key(struct buffer *out, const char *key) {
    write_string(out, key, strlen(key), "\":", 2);
}

/* What needs no escape and no quotes. */
static void emit_plain(struct buffer *out, const char *text, size_t size) {
    char *room = buffer_room(out, size + sizeof "," - 1);
    if (room == NULL)
        return;
    char *to = put_comma(out, room);
    memcpy(to, text, size);
    buffer_grew(out, (size_t)(to - room) + size);
}

void emit_unsigned(struct buffer *out, uint64_t number) {
    char digits[20];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    emit_plain(out, digits + at, sizeof digits - at);
}

void emit_truth(struct buffer *out, bool truth) {
    if (truth)
        emit_plain(out, "true", sizeof "true" - 1);
    else
        emit_plain(out, "false", sizeof "false" - 1);
}

/* The number in units of the last decimal, when that is beyond doubt: a number
 * half-way between two is for printf(), which rounds what the bits say and not
 * what the product with the scale was rounded to. */
static bool in_decimals(uint64_t *out, double number, int decimals) {
    static const double scales[] = {1, 10, 100, 1e3, 1e4, 1e5, 1e6};
    static const double most = 1e9, doubt = 1e-3;
    if (!(number >= 0) || decimals >= (int)(sizeof scales / sizeof *scales))
        return false;
    double units = number * scales[decimals];
    double below = floor(units);
    if (units > most || fabs(units - below - 0.5) < doubt)
        return false;
    *out = (uint64_t)below + (units - below > 0.5);
    return true;
}

static void append_decimals(struct buffer *out, uint64_t units, int decimals) {
    char digits[32];
    size_t at = sizeof digits;
    for (; decimals > 0 && units % 10 == 0; decimals--)
        units /= 10;
    for (int i = 0; i <= decimals || units > 0; i++) {
        if (i == decimals && i > 0)
            digits[--at] = '.';
        digits[--at] = (char)('0' + units % 10);
        units /= 10;
    }
    buffer_append(out, digits + at, sizeof digits - at);
}

void emit_decimal(struct buffer *out, double number, int decimals) {
    uint64_t units = 0;
    separate(out);
    if (in_decimals(&units, number, decimals)) {
        append_decimals(out, units, decimals);
        return;
    }
    size_t begin = out->size;
    buffer_printf(out, "%.*f", decimals, isfinite(number) ? number : 0.0);
    if (!buffer_ok(out) || !memchr(out->data + begin, '.', out->size - begin))
        return;
    while (out->data[out->size - 1] == '0')
        out->data[--out->size] = '\0';
    if (out->data[out->size - 1] == '.')
        out->data[--out->size] = '\0';
}

void emit_slice(struct buffer *out, struct json_slice value) {
    if (value.text == NULL) {
        emit_null(out);
        return;
    }
    emit_plain(out, value.text, value.size);
}

static int append_dumped(const char *bytes, size_t size, void *context) {
    struct buffer *out = context;
    buffer_append(out, bytes, size);
    return buffer_ok(out) ? 0 : -1;
}

void emit_copy(struct buffer *out, const json_t *value) {
    separate(out);
    if (json_dump_callback(value, append_dumped, out,
                           JSON_COMPACT | JSON_ENCODE_ANY) != 0)
        out->failed = true;
}
