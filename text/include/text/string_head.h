/* string_head.h - the first bytes of a string as a number, so that most strings
 * of a long list are sorted without being looked up. */
#ifndef CONCORD_TEXT_STRING_HEAD_H
#define CONCORD_TEXT_STRING_HEAD_H

#include <stdint.h>

/* Of two strings with other heads the one with the smaller comes first, as with
 * strcmp(). Zeros stand behind an end. */
static inline uint64_t string_head(const char *string) {
    uint64_t head = 0;
    for (unsigned shift = 64; shift > 0 && *string != '\0'; string++)
        head |= (uint64_t)(unsigned char)*string << (shift -= 8);
    return head;
}

#endif
