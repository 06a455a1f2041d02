/* relation_title.h - the title by which a paper calls another one, where it
 * stands beside the words that relate the two. Pure functions. */
#ifndef CONCORD_CORPUS_DESCRIBE_RELATION_TITLE_H
#define CONCORD_CORPUS_DESCRIBE_RELATION_TITLE_H

#include "describe/reading.h"

/* A title, as words first_word..end_word of the text, and the date that the
 * paper gives the other one. */
struct cited_title {
    size_t first_word;
    size_t end_word;
    struct edtf_date date; /* undated when it gives none */
    size_t date_end;       /* one past the last word of that, or of the title */
    bool bare;  /* one noun, which could be any paper's: "the Compact" */
    bool older; /* called "existing", "previous", "former", ... */
};

/* The title that begins at `word`, an article and the like aside, and ends
 * before `end`: between quotation marks, or a name with a noun that papers
 * have ("the Funding and Procurement Code"). */
bool title_after(const struct reading *reading, size_t word, size_t end,
                 struct cited_title *out);

/* A name without such a noun, which a bracket says to be a paper's: "Working
 * Together (the Barset Compact, 1999)". */
bool title_with_aside(const struct reading *reading, size_t word, size_t end,
                      struct cited_title *out);

/* The title that ends before `word` and begins from `first` on, "was" and the
 * like aside. */
bool title_before(const struct reading *reading, size_t first, size_t word,
                  struct cited_title *out);

/* Without capitals: "the council's proposals", "our good practice case
 * studies". One of `nouns` ends it, a few words after `word`. */
bool plain_title_after(const struct reading *reading, size_t word, size_t end,
                       const char *const *nouns, struct cited_title *out);

/* The words' date, for those that give it without a title: "signed on 31 March
 * 2004" from `word` on. Undated when there is none near. */
struct edtf_date cited_date_at(const struct reading *reading, size_t word,
                               size_t end, size_t *date_end);

#endif
