/* shape.h - what a line of a paper is, as far as its form alone tells: an item
 * of a list, a heading, a rule. Lines are valid UTF-8 without white space at
 * either end. Pure functions, any thread. */
#ifndef CONCORD_CORPUS_FORMAT_SHAPE_H
#define CONCORD_CORPUS_FORMAT_SHAPE_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The mark before an item: a sign ("•", "-"), a number ("3.", "1.2", "(a)"),
 * or a sign and a number ("- 1."). Byte counts from the line's beginning. */
struct list_mark {
    size_t size;    /* up to the item's words; 0 when there is no mark */
    size_t sign;    /* of the sign and the blanks after it, which say nothing;
                     * what follows is kept, for clauses are cited by number */
    unsigned depth; /* of a number: 1 for "3.", 2 for "3.1", else 0 */
    bool certain;   /* a sign that has no other use, as "•" and unlike "-" */
};

struct list_mark shape_list_mark(const char *line, size_t size);

/* Kinds of heading, the surest last. */
enum heading_shape {
    HEADING_NONE,
    HEADING_SENTENCE, /* "What the compact did" */
    HEADING_TITLE,    /* "Commitment to Action" */
    HEADING_CAPITALS  /* "CONSULTATION" */
};

/* How much a line in the midst of a paper looks like a heading. */
enum heading_shape shape_heading(const char *line, size_t size);

/* Whether the first line of a paper can be its title: longer ones are. */
bool shape_is_title(const char *line, size_t size);

/* A line of nothing but hyphens, stars and the like. */
bool shape_is_rule(const char *line, size_t size);

/* The line ends a sentence, or leads up to what follows (":"). */
bool shape_ends_sentence(const char *line, size_t size);

/* `next` goes on with the sentence that the line before it left open. */
bool shape_goes_on(const char *line, size_t size, const char *next,
                   size_t next_size);

/* Bytes of the blank character that begins `text`, no-break space included; 0
 * when it begins with none. */
size_t shape_blank(const char *text, size_t size);

/* Cut blanks from both ends. */
void shape_trim(const char **text, size_t *size);

#ifdef __cplusplus
}
#endif

#endif
