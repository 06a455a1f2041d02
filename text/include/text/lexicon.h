/* lexicon.h - the distinct words of the texts read so far, each looked up
 * once: what a phrase set knows of it, and the classes that the owner gives it.
 * A few thousand words make up most of any text. A lexicon belongs to one
 * thread. */
#ifndef CONCORD_TEXT_LEXICON_H
#define CONCORD_TEXT_LEXICON_H

#include <stddef.h>
#include <stdint.h>

#include "schema/status.h"
#include "text/phrases.h"
#include "text/stem.h"
#include "text/tokens.h"

#ifdef __cplusplus
extern "C" {
#endif

struct lexicon;

/* Yes-or-no questions about a word that its owner asks again and again. */
enum { LEXICON_QUESTIONS = 256 };
struct lexicon_answers {
    uint64_t known;
    uint64_t yes;
};

struct lexicon_word {
    const char *folded; /* NUL-terminated */
    uint32_t length;
    uint32_t classes; /* bits, the owner's */
    uint32_t marks;   /* likewise */
    struct phrase_forms forms;
    struct lexicon_answers
        answers[LEXICON_QUESTIONS / 64]; /* by 64 questions,
                                          * see lexicon_question() */
};

/* Fill in classes and marks by the folded word. Pure. */
typedef void word_classifier(const void *context, struct lexicon_word *word);

/* Set, stemmer and context must outlive it, and the set not grow. The caller
 * owns *out and frees it with lexicon_destroy(). */
enum concord_status
lexicon_create(struct lexicon **out, const struct phrase_set *set,
               struct stemmer *stemmer, word_classifier *classify,
               const void *context, struct concord_error *err);
void lexicon_destroy(struct lexicon *lexicon);

/* The word of the token; it stands until lexicon_trim(). NULL when memory is
 * out. */
struct lexicon_word *lexicon_find(struct lexicon *lexicon,
                                  const struct token *token);

/* The number of a question, the same for the same `about`, `first` and `sort`:
 * its bit is n % 64 of lexicon_word.answers[n / 64]. -1 when there are too
 * many. What it is about must outlive the lexicon. */
int lexicon_question(struct lexicon *lexicon, const void *about,
                     const void *first, unsigned sort);

/* Between two texts: forget all words when they have become many. */
void lexicon_trim(struct lexicon *lexicon);

#ifdef __cplusplus
}
#endif

#endif
