#include "text/normal.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "marks.h"

enum { REPLACEMENT = 0xFFFD, RUN_ON_STACK = 256 };

/* What becomes of a character before composition. */
enum fate { FATE_KEEP, FATE_SPACE, FATE_REMOVE, FATE_REPLACE };

static bool is_ascii(unsigned char byte) {
    return byte < 0x80;
}

/* Eight bytes at a time while they last. */
static size_t ascii_run(const char *text, size_t size) {
    static const uint64_t high = UINT64_C(0x8080808080808080);
    uint64_t eight = 0;
    size_t at = 0;
    for (; size - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, text + at, sizeof eight);
        if (eight & high)
            break;
    }
    while (at < size && is_ascii((unsigned char)text[at]))
        at++;
    return at;
}

/* Decode one character; false, and one byte, when there is none. */
static bool decode(const char *text, size_t size, size_t *at, int *character) {
    size_t left = size - *at;
    utf8proc_int32_t code = 0;
    utf8proc_ssize_t used =
        utf8proc_iterate((const utf8proc_uint8_t *)text + *at,
                         left < 4 ? (utf8proc_ssize_t)left : 4, &code);
    *at += used > 0 ? (size_t)used : 1;
    *character = used > 0 ? (int)code : REPLACEMENT;
    return used > 0;
}

int text_next_character(const char *text, size_t size, size_t *at) {
    int character = 0;
    if (is_ascii((unsigned char)text[*at]))
        return text[(*at)++];
    decode(text, size, at, &character);
    return character;
}

bool text_is_utf8(const char *text, size_t size) {
    size_t at = 0;
    int character = 0;
    while (at < size) {
        at += ascii_run(text + at, size - at);
        if (at < size && !decode(text, size, &at, &character))
            return false;
    }
    return true;
}

static enum fate ascii_fate(unsigned char byte) {
    if (byte == ' ' || (byte >= '\t' && byte <= '\r'))
        return FATE_SPACE;
    return byte < 0x20 || byte == 0x7F ? FATE_REMOVE : FATE_KEEP;
}

/* Characters that show nothing and only keep equal words apart: zero-width
 * ones, joiners, and the marks and overrides of direction. */
static bool is_invisible(int character) {
    return character == 0x00AD || character == 0x061C || character == 0x180E ||
           (character >= 0x200B && character <= 0x200F) ||
           (character >= 0x202A && character <= 0x202E) ||
           (character >= 0x2060 && character <= 0x206F) || character == 0xFEFF;
}

static bool is_noncharacter(int character) {
    return (character >= 0xFDD0 && character <= 0xFDEF) ||
           (character & 0xFFFE) == 0xFFFE;
}

static enum fate character_fate(int character) {
    if (character < 0x80)
        return ascii_fate((unsigned char)character);
    if (character == 0x85)
        return FATE_SPACE;
    if (character < 0xA0 || is_invisible(character))
        return FATE_REMOVE;
    if (is_noncharacter(character))
        return FATE_REPLACE;
    utf8proc_category_t category =
        utf8proc_category((utf8proc_int32_t)character);
    return category == UTF8PROC_CATEGORY_ZS ||
                   category == UTF8PROC_CATEGORY_ZL ||
                   category == UTF8PROC_CATEGORY_ZP
               ? FATE_SPACE
               : FATE_KEEP;
}

static void append_character(struct buffer *out, int character) {
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t size =
        utf8proc_encode_char((utf8proc_int32_t)character, bytes);
    buffer_append(out, bytes, (size_t)size);
}

/* The run of printing ASCII and single spaces inside it, which may be copied
 * as it stands. */
static size_t plain_run(const char *text, size_t size) {
    size_t at = 0;
    while (at < size && text[at] >= ' ' && text[at] < 0x7F &&
           !(text[at] == ' ' && (at == 0 || text[at - 1] == ' ')))
        at++;
    if (at > 0 && text[at - 1] == ' ')
        at--;
    return at;
}

/* Append `text` as valid UTF-8 with its white space and invisible characters
 * settled, not yet composed. A space is written only before what follows it,
 * so that none is left at the end. */
static void sanitise(struct buffer *out, const char *text, size_t size) {
    size_t begin = out->size;
    size_t at = 0;
    bool space = false;
    while (at < size) {
        size_t plain = plain_run(text + at, size - at);
        int character = 0;
        enum fate fate = FATE_KEEP;
        if (plain == 0) {
            character = text_next_character(text, size, &at);
            fate = character_fate(character);
        }
        if (fate == FATE_SPACE)
            space = true;
        if (fate == FATE_SPACE || fate == FATE_REMOVE)
            continue;
        if (space && out->size > begin)
            buffer_append_char(out, ' ');
        space = false;
        if (plain > 0)
            buffer_append(out, text + at, plain);
        else
            append_character(out, fate == FATE_KEEP ? character : REPLACEMENT);
        at += plain;
    }
}

/* Compose one run through `codes`, which holds `capacity` of them and one
 * more. Returns how many codes it needs: nothing was appended when that is
 * above the capacity, or below zero. */
static utf8proc_ssize_t compose_run(struct buffer *out, const char *run,
                                    size_t size, utf8proc_int32_t *codes,
                                    size_t capacity) {
    const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
    utf8proc_ssize_t needed = utf8proc_decompose(
        (const utf8proc_uint8_t *)run, (utf8proc_ssize_t)size, codes,
        (utf8proc_ssize_t)capacity, options);
    if (needed < 0 || (size_t)needed > capacity)
        return needed;
    utf8proc_ssize_t bytes = utf8proc_reencode(codes, needed, options);
    if (bytes < 0)
        return bytes;
    buffer_append(out, codes, (size_t)bytes);
    return needed;
}

static void compose(struct buffer *out, const char *run, size_t size) {
    utf8proc_int32_t few[RUN_ON_STACK + 1];
    utf8proc_ssize_t needed =
        compose_run(out, run, size, few, (size_t)RUN_ON_STACK);
    if (needed >= 0 && needed <= RUN_ON_STACK)
        return;
    utf8proc_int32_t *many = NULL;
    if (needed > 0)
        many = malloc(((size_t)needed + 1) * sizeof *many);
    if (!many || compose_run(out, run, size, many, (size_t)needed) < 0)
        out->failed = true;
    free(many);
}

/* Bring valid UTF-8 to NFC. Nothing composes backwards with an ASCII
 * character, so that each is a border; but a mark may compose with the last
 * one before it, which is why that one belongs to the run. */
static void normalise(struct buffer *out, const char *text, size_t size) {
    size_t at = 0;
    while (at < size) {
        size_t plain = ascii_run(text + at, size - at);
        if (at + plain == size) {
            buffer_append(out, text + at, plain);
            return;
        }
        size_t run = at + (plain > 0 ? plain - 1 : 0);
        buffer_append(out, text + at, run - at);
        at += plain;
        while (at < size && !is_ascii((unsigned char)text[at]))
            at++;
        compose(out, text + run, at - run);
    }
}

static enum concord_status failed_append(const struct buffer *out, size_t size,
                                         struct concord_error *err) {
    if (size > out->maximum - out->size)
        return concord_fail(err, CONCORD_BAD_INPUT,
                            "a text of %zu bytes passes the limit of %zu "
                            "bytes; split it or raise the limit",
                            size, out->maximum);
    return concord_no_memory(err);
}

enum concord_status text_clean(struct buffer *out, const char *text,
                               size_t size, struct concord_error *err) {
    /* Each bad byte may become the three bytes of U+FFFD. */
    struct buffer valid = BUFFER_INIT(SIZE_MAX / 2);
    if (ascii_run(text, size) == size) {
        sanitise(out, text, size);
    } else {
        sanitise(&valid, text, size);
        if (buffer_ok(&valid))
            normalise(out, valid.data, valid.size);
        else
            out->failed = true;
    }
    buffer_destroy(&valid);
    if (!buffer_ok(out))
        return failed_append(out, size, err);
    return CONCORD_OK;
}

/* The plain mark that stands for a curly, raised or wide one; 0 for what has
 * none. */
static char straight(int character) {
    if (mark_is_apostrophe(character))
        return '\'';
    switch (character) {
    case 0x201A: /* single low-9 quotation mark */
    case 0x2035: /* reversed prime */
        return '\'';
    case 0x201C: /* double quotation marks */
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033: /* double primes */
    case 0x2036:
    case 0xFF02: /* fullwidth quotation mark */
        return '"';
    case 0x2010: /* hyphens and dashes */
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212: /* minus sign */
    case 0x2E3A: /* two-em and three-em dash */
    case 0x2E3B:
    case 0xFE58: /* small forms */
    case 0xFE63:
    case 0xFF0D: /* fullwidth hyphen */
        return '-';
    default:
        return '\0';
    }
}

void text_straighten(struct buffer *out, const char *text, size_t size) {
    size_t copied = 0;
    size_t at = 0;
    while (at < size) {
        size_t begin = at;
        if (is_ascii((unsigned char)text[at]) && text[at] != '`') {
            at++; /* as most are, and nothing to straighten */
            continue;
        }
        char mark = straight(text_next_character(text, size, &at));
        if (!mark)
            continue;
        buffer_append(out, text + copied, begin - copied);
        buffer_append_char(out, mark);
        copied = at;
    }
    buffer_append(out, text + copied, size - copied);
}
