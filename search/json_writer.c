#include "json_writer.h"

#include <math.h>
#include <string.h>

#include "text/normal.h"

enum { REPLACEMENT = 0xFFFD };

static void separate(struct buffer *out) {
    char before = out->size > 0 ? out->data[out->size - 1] : '{';
    if (before != '{' && before != '[' && before != ':')
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

/* The run of bytes that stand in a string as they are: ASCII but for controls,
 * the quotation mark and the backslash. */
static size_t plain_run(const char *text, size_t size) {
    size_t at = 0;
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

void emit_bytes(struct buffer *out, const char *text, size_t size) {
    size_t at = 0;
    separate(out);
    buffer_append_char(out, '"');
    while (at < size) {
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
    buffer_append_char(out, '"');
}

void emit_key(struct buffer *out, const char *key) {
    emit_bytes(out, key, strlen(key));
    buffer_append_char(out, ':');
}

void emit_unsigned(struct buffer *out, uint64_t number) {
    char digits[20];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    separate(out);
    buffer_append(out, digits + at, sizeof digits - at);
}

void emit_truth(struct buffer *out, bool truth) {
    separate(out);
    buffer_append_string(out, truth ? "true" : "false");
}

void emit_decimal(struct buffer *out, double number, int decimals) {
    separate(out);
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
    separate(out);
    buffer_append(out, value.text, value.size);
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
