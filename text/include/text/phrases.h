/* phrases.h - find thousands of phrases in a text in one reading.
 *
 * A trie over words: each edge is a stem, a folded word or a word to the
 * letter, so that one walk over the tokens meets trigger phrases on their
 * stems and names by their letters. Build once, then read from many threads;
 * each reading takes a stemmer of its own. */
#ifndef CONCORD_TEXT_PHRASES_H
#define CONCORD_TEXT_PHRASES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "schema/status.h"
#include "text/stem.h"
#include "text/tokens.h"

#ifdef __cplusplus
extern "C" {
#endif

struct phrase_set;

enum { PHRASE_MODES = 3 };

enum phrase_mode {
    PHRASE_STEMS,  /* "funding agreement" meets "Funding Agreements" */
    PHRASE_NAME,   /* folded words, the first one with a capital in the text
                    * or a number; "REDBRIDGE" meets Redbridge */
    PHRASE_LETTERS /* the very letters: "PCT" does not meet "pct" */
};

/* Bytes start..end of the text read, and the words first..first+count of it,
 * counted from the reading's first word. */
struct phrase_match {
    uint32_t payload;
    size_t start;
    size_t end;
    size_t first_word;
    size_t word_count;
};

enum concord_status phrase_set_create(struct phrase_set **out,
                                      struct concord_error *err);
void phrase_set_destroy(struct phrase_set *set);

/* Add a phrase that reports `payload`. Several phrases may share words, and a
 * phrase may be added with several payloads; the same words with the same mode
 * and payload count once. CONCORD_BAD_INPUT when it has no word. Not while
 * another thread reads. */
enum concord_status phrase_set_add(struct phrase_set *set, const char *phrase,
                                   enum phrase_mode mode, uint32_t payload,
                                   struct concord_error *err);

/* Called for every match, in the order of where matches end, overlapping ones
 * and shorter ones included; of those that end together the longest comes
 * first. Return false to end the reading. */
typedef bool phrase_found(void *context, const struct phrase_match *match);

/* Read `text` whole. No match goes across a paragraph's border, two line feeds
 * running. */
enum concord_status phrase_set_read(const struct phrase_set *set,
                                    struct stemmer *stemmer, const char *text,
                                    size_t size, phrase_found *found,
                                    void *context, struct concord_error *err);

/* ---- for those who read a text's words anyway ---- */

/* What a set knows of a word's stem and of the word itself: numbers of its
 * own, PHRASE_NONE for what is in no phrase, and where phrases that begin with
 * them lead, 0 when none does. They are the word's wherever it stands, so that
 * they can be kept. */
#define PHRASE_NONE UINT32_MAX
struct phrase_forms {
    uint32_t stem;
    uint32_t folded;
    uint32_t begun[PHRASE_MODES]; /* in the last mode: of the folded letters */
    bool has_spelling;            /* some phrase asks for the word's letters */
};
void phrase_set_find_forms(const struct phrase_set *set,
                           struct stemmer *stemmer, const char *folded,
                           size_t length, struct phrase_forms *out);

/* Takes a text word by word. Belongs to one thread. The set must outlive it,
 * and not grow meanwhile. The caller owns *out and frees it with
 * phrase_reader_destroy(). */
struct phrase_reader;
enum concord_status phrase_reader_create(struct phrase_reader **out,
                                         const struct phrase_set *set,
                                         struct concord_error *err);
void phrase_reader_destroy(struct phrase_reader *reader);

/* A new text, whose words are counted from 0. */
void phrase_reader_begin(struct phrase_reader *reader, phrase_found *found,
                         void *context);

/* A new paragraph, over whose border no phrase goes. The words that follow have
 * their offsets in `text`, which begins at byte `base` of the whole. */
void phrase_reader_paragraph(struct phrase_reader *reader, const char *text,
                             size_t base);

/* The next word. False when the caller has seen enough. */
bool phrase_reader_word(struct phrase_reader *reader, const struct token *token,
                        const struct phrase_forms *forms);

#ifdef __cplusplus
}
#endif

#endif
