/* token_code.h - the words of a text as numbers, written in units of 16 bits.
 *
 *   0                a border, between blocks or names
 *   0x0001..0xDFFF   a word with that number, in one unit
 *   0xE000..0xEFFF   the first of two units, and
 *   0xF000..0xFFFF   the second: numbers from 0xE000 on, 12 bits in each
 *
 * A unit says of itself which of these it is, so that a run of words is found
 * as a run of units, wherever one looks. */
#ifndef CONCORD_ENGINE_TOKEN_CODE_H
#define CONCORD_ENGINE_TOKEN_CODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    TOKEN_BORDER = 0,
    TOKEN_LEAD = 0xE000,
    TOKEN_TRAIL = 0xF000,
    TOKEN_BITS = 12,
    TOKEN_NUMBER_MAX = TOKEN_LEAD + (1 << 2 * TOKEN_BITS) - 1,
    TOKEN_UNITS_MAX = 2 /* of a word */
};

/* Returns how many units there are. */
static inline unsigned token_encode(uint16_t out[TOKEN_UNITS_MAX],
                                    uint32_t number) {
    if (number < TOKEN_LEAD) {
        out[0] = (uint16_t)number;
        return 1;
    }
    uint32_t rest = number - TOKEN_LEAD;
    out[0] = (uint16_t)(TOKEN_LEAD + (rest >> TOKEN_BITS));
    out[1] = (uint16_t)(TOKEN_TRAIL + (rest & ((1u << TOKEN_BITS) - 1)));
    return 2;
}

/* It continues the unit before it. */
static inline bool token_is_trail(uint16_t unit) {
    return unit >= TOKEN_TRAIL;
}

static inline bool token_is_lead(uint16_t unit) {
    return unit >= TOKEN_LEAD && unit < TOKEN_TRAIL;
}

/* Of the two units of a word. */
static inline uint32_t token_join(uint16_t lead, uint16_t trail) {
    return (uint32_t)TOKEN_LEAD +
           ((uint32_t)(lead - TOKEN_LEAD) << TOKEN_BITS) +
           (uint32_t)(trail - TOKEN_TRAIL);
}

#endif
