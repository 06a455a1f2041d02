/* date_pieces.h - a date as it is asked for, cut into numbers, words and marks.
 * Private to the reading of dates; pure. */
#ifndef CONCORD_SEARCH_DATE_PIECES_H
#define CONCORD_SEARCH_DATE_PIECES_H

#include <stdbool.h>
#include <stddef.h>

#include "schema/status.h"

enum {
    DATE_BYTES_MAX = 200,
    DATE_PIECES_MAX = 40,
    DATE_WORD_MAX = 15,  /* longer words are none of a date */
    DATE_DIGITS_MAX = 4, /* likewise longer numbers */
    DATE_PIECE_SHOWN = 40
};

struct date_piece {
    enum { PIECE_NUMBER, PIECE_WORD, PIECE_MARK, PIECE_END } kind;
    int number;
    size_t digits;                    /* of a number, as typed */
    char word[DATE_WORD_MAX + 1];     /* in small letters */
    char mark;                        /* '-' for every dash; ':' for ".." */
    bool spaced;                      /* a space stands before it */
    char shown[DATE_PIECE_SHOWN + 1]; /* as it was typed */
};

/* The place in the pieces, which ends with a PIECE_END. Copying it is looking
 * ahead. */
struct date_reader {
    const struct date_piece *at;
};

struct date_pieces {
    struct date_piece items[DATE_PIECES_MAX + 1];
    bool failed; /* there is too much of it */
};

/* `text` is UTF-8. CONCORD_NO_MEMORY. */
enum concord_status date_pieces_cut(struct date_pieces *out, const char *text,
                                    struct concord_error *err);

bool date_piece_is_word(const struct date_piece *piece, const char *word);

/* Move past the piece, when it is that. */
bool date_accept_mark(struct date_reader *reader, char mark);
bool date_accept_word(struct date_reader *reader, const char *word);

/* Move past the first of `phrases`, each of one word or two, NULL at the end,
 * that stands here. */
bool date_accept_any(struct date_reader *reader, const char *const *phrases);

#endif
