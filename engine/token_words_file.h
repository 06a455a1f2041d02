/* token_words_file.h - the fixed parts of words.bin, shared by its reader and
 * its writer. token_words.h draws the whole file. */
#ifndef CONCORD_ENGINE_TOKEN_WORDS_FILE_H
#define CONCORD_ENGINE_TOKEN_WORDS_FILE_H

#include <stdint.h>

#define WORDS_MAGIC "CONCWORD"

struct words_list_header {
    uint32_t count;
    uint32_t byte_count;
    uint32_t slot_count;
    uint32_t unused;
};

struct words_header {
    char magic[8];
    uint32_t byte_order;
    uint32_t format;
    struct words_list_header words;
    struct words_list_header stems;
};

#endif
