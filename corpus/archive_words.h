/* archive_words.h - what the archive knows of the words that it is asked for:
 * how many kin have each. Only what some paper asks for is counted. */
#ifndef CONCORD_CORPUS_ARCHIVE_WORDS_H
#define CONCORD_CORPUS_ARCHIVE_WORDS_H

#include "corpus/archive_facts.h"

struct archive_words;

/* Begin with the questions of all papers; then every paper's answers. */
enum concord_status archive_words_create(struct archive_words **out,
                                         struct concord_error *err);
void archive_words_destroy(struct archive_words *words);
bool archive_words_ask(struct archive_words *words,
                       const struct imprint *imprint);
void archive_words_begin(struct archive_words *words);
bool archive_words_answer(struct archive_words *words,
                          const struct imprint *imprint, uint32_t kin);
void archive_words_settle(struct archive_words *words);

/* The words were run together by scraping. */
bool archive_words_part(const struct archive_words *words,
                        const struct imprint_glue *glue);

#endif
