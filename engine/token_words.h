/* token_words.h - words.bin: the words of all documents, each with the number
 * that stands for it in tokens.*, and which of them have one stem.
 *
 *   header      struct words_header
 *   words       a list of engine/word_list.h: a word's place is its number
 *   stems       another: a stem's place is its own
 *   starts      uint32, one a stem and one more, into
 *   forms       uint32: the numbers of words, those of one stem side by side,
 *               ascending
 *
 * Everything is little-endian and every part starts on 8 bytes. Numbers are
 * kept from generation to generation, so that what was written with them can
 * be; words of documents that have gone are dropped, and the rest numbered
 * anew, only when everything is (--purge). The file is mapped read-only; open
 * words are immutable and may be shared by threads. */
#ifndef CONCORD_ENGINE_TOKEN_WORDS_H
#define CONCORD_ENGINE_TOKEN_WORDS_H

#include <stdint.h>

#include "files.h"
#include "schema/status.h"
#include "text/stem.h"
#include "word_list.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TOKEN_WORDS_FILE "words.bin"

enum { TOKEN_WORDS_FORMAT = 3 };

struct token_words {
    struct word_list words;
    struct word_list stems;
    const uint32_t *starts;
    const uint32_t *forms;
    struct mapped_file file;
};

/* Map the file in `directory`. CONCORD_CORRUPT when any part of it is not
 * whole; CONCORD_IO. token_words_close() leaves *words empty. */
enum concord_status token_words_open(struct token_words *words,
                                     const char *directory,
                                     struct concord_error *err);
void token_words_close(struct token_words *words);

/* The numbers of all words with that stem, ascending; none: *count is 0. */
const uint32_t *token_words_forms(const struct token_words *words,
                                  const char *stem, size_t length,
                                  uint32_t *count);

/* ---- writing ---- */

struct token_words_growth;

/* Starting from the words in `parent_directory`, or from none when that is
 * NULL. */
enum concord_status token_words_begin(struct token_words_growth **out,
                                      const char *parent_directory,
                                      struct concord_error *err);
void token_words_destroy(struct token_words_growth *growth);

/* The word's number, a new one if need be; 0 when memory is out or there are
 * more than TOKEN_NUMBER_MAX words. */
uint32_t token_words_number(struct token_words_growth *growth, const char *word,
                            size_t length);

/* How many words there are. */
uint32_t token_words_count(const struct token_words_growth *growth);

/* The words with numbers[n] not zero, of 1..count, in their order; it is set to
 * their new numbers. */
enum concord_status token_words_keep(struct token_words_growth **out,
                                     const struct token_words_growth *growth,
                                     uint32_t *numbers,
                                     struct concord_error *err);

/* Write words.bin into `directory`: a link to the parent's when no word is
 * new. */
enum concord_status token_words_write(struct token_words_growth *growth,
                                      const char *directory,
                                      struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
