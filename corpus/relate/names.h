/* names.h - what a title names: an agreement, a code, or another paper; of
 * which place and on what.
 *
 * "the existing Health and Social Care Compact" and "Herefordshire Health and
 * Social Care Compact agreement 2004" have the same words (health, social,
 * care) and the same head (a compact); the one leaves the place to the paper
 * that it stands in. */
#ifndef CONCORD_CORPUS_RELATE_NAMES_H
#define CONCORD_CORPUS_RELATE_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "schema/arena.h"
#include "schema/edtf.h"
#include "schema/schema.h"
#include "schema/status.h"

enum { NAME_WORDS_MAX = 24, NAME_PLACES_MAX = 8 };

enum name_head {
    HEAD_NONE, /* not said, or no agreement */
    HEAD_COMPACT,
    HEAD_CODE
};

struct paper_name {
    const char *title;
    enum name_head head;
    uint32_t
        words[NAME_WORDS_MAX]; /* that tell it apart, singular; ascending */
    size_t word_count;
    int places[NAME_PLACES_MAX]; /* of the gazetteer: all of one such name */
    size_t place_count;
    bool national;         /* says so */
    bool local;            /* says so */
    bool compact;          /* has the word, whatever its head */
    struct edtf_date date; /* the year or years in it, else undated */
    bool is_term;          /* the years are a span: "2005-2008" */
};

/* The gazetteer's names, to be found in titles. */
struct place_names;

/* The arena owns *out. */
enum concord_status place_names_create(struct place_names **out,
                                       struct arena *arena,
                                       const struct schema *schema,
                                       struct concord_error *err);

void name_read(struct paper_name *out, const struct place_names *places,
               const char *title);

/* The same words. */
bool name_words_equal(const struct paper_name *a, const struct paper_name *b);

/* How many words they have in common. */
size_t name_words_shared(const struct paper_name *a,
                         const struct paper_name *b);

/* A hash of the folded words of a name or title, without "the". */
uint32_t name_hash(const char *name);

/* The hash of a word of a name as name_read() has it. */
uint32_t name_word_hash(const char *word, size_t length);

#endif
