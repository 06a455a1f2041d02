/* word_list.h - strings, each with a number from 1 on, found by a hash: a view
 * of such a list in a mapped file, and one that grows.
 *
 *   ends    uint32, one a string: where it ends in
 *   bytes   the strings, one behind the other
 *   slots   uint32: the number of the string that hashes to this slot or to one
 *           before, 0 where there is none
 *
 * Numbers are given in the order in which strings are first met. */
#ifndef CONCORD_ENGINE_WORD_LIST_H
#define CONCORD_ENGINE_WORD_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "files.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A view; immutable, may be shared by threads. Zero is an empty one. */
struct word_list {
    const uint32_t *ends;
    const char *bytes;
    const uint32_t *slots;
    uint32_t count;
    uint32_t slot_count; /* 0 of an empty list only */
};

/* A string of `length` bytes. */
struct word_view {
    const char *bytes;
    size_t length;
};

/* 0: it is not in the list. */
uint32_t word_list_find(const struct word_list *list, const char *word,
                        size_t length);

/* The string with that number, 1..count. */
struct word_view word_list_at(const struct word_list *list, uint32_t number);

/* Every string lies in `byte_count` bytes, every slot holds a number of the
 * list, and one is free. */
bool word_list_is_whole(const struct word_list *list, size_t byte_count);

/* ---- growing ---- */

/* Strings behind those of another list, which it reads from. */
struct word_growth;

/* `base` is copied; what it points to must outlive the growth. NULL when memory
 * is out. */
struct word_growth *word_growth_create(const struct word_list *base);
void word_growth_destroy(struct word_growth *growth);

/* The number of a string, a new one if need be; 0 when memory is out or the
 * list is full. */
uint32_t word_growth_number(struct word_growth *growth, const char *word,
                            size_t length);

/* Strings in all; bytes in all. */
uint32_t word_growth_count(const struct word_growth *growth);
size_t word_growth_bytes(const struct word_growth *growth);
struct word_view word_growth_at(const struct word_growth *growth,
                                uint32_t number);

/* How many slots word_growth_write() writes. */
uint32_t word_growth_slots(const struct word_growth *growth);

/* Write ends, bytes and slots of all as parts of a file. False when memory is
 * out. */
bool word_growth_write(const struct word_growth *growth,
                       struct parted_file *out);

#ifdef __cplusplus
}
#endif

#endif
