/* utf8.c - where text is UTF-8 and where it may be cut. */
#include "utf8.h"

#include <stdbool.h>
#include <string.h>

static bool is_continuation(unsigned char byte) {
    return (byte & 0xC0u) == 0x80u;
}

/* Bytes that the lead byte announces, and the bounds of the second byte, which
 * are what shuts out overlong forms, surrogates and what is past U+10FFFF
 * (table 3-7 of the Unicode Standard). 0 for what cannot lead. */
static size_t sequence_size(unsigned char lead, unsigned char *low,
                            unsigned char *high) {
    *low = 0x80;
    *high = 0xBF;
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if (lead >= 0xE0 && lead <= 0xEF) {
        *low = lead == 0xE0 ? 0xA0 : 0x80;
        *high = lead == 0xED ? 0x9F : 0xBF;
        return 3;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        *low = lead == 0xF0 ? 0x90 : 0x80;
        *high = lead == 0xF4 ? 0x8F : 0xBF;
        return 4;
    }
    return 0;
}

static size_t character_size(const unsigned char *bytes, size_t size) {
    unsigned char low = 0;
    unsigned char high = 0;
    size_t expected = sequence_size(bytes[0], &low, &high);
    if (expected == 0 || expected > size)
        return 0;
    if (expected > 1 && (bytes[1] < low || bytes[1] > high))
        return 0;
    for (size_t i = 2; i < expected; i++)
        if (!is_continuation(bytes[i]))
            return 0;
    return expected;
}

size_t utf8_valid_prefix(const char *bytes, size_t size) {
    const unsigned char *at = (const unsigned char *)bytes;
    size_t done = 0;
    while (done < size) {
        size_t step = character_size(at + done, size - done);
        if (step == 0)
            break;
        done += step;
    }
    return done;
}

size_t utf8_cut(const char *text, size_t most) {
    size_t size = strnlen(text, most + 1);
    if (size <= most)
        return size;
    size_t cut = most;
    while (cut > 0 && is_continuation((unsigned char)text[cut]))
        cut--;
    return cut;
}
