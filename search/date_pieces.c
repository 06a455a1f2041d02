/* date_pieces.c - see date_pieces.h. */
#include "date_pieces.h"

#include <stdio.h>
#include <string.h>

#include "schema/buffer.h"
#include "text/normal.h"

/* Each byte of the text may become U+FFFD, and composing may lengthen what is
 * valid as much. */
enum { CLEAN_BYTES_MAX = 16 * DATE_BYTES_MAX };

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

static char small_letter(char byte) {
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

static bool is_letter(char byte) {
    return small_letter(byte) >= 'a' && small_letter(byte) <= 'z';
}

/* Bytes beyond ASCII are no mark that a date has, and stay together. */
static bool is_foreign(char byte) {
    return (unsigned char)byte >= 0x80;
}

static size_t run(const char *text, bool (*belongs)(char)) {
    size_t size = 0;
    while (belongs(text[size]))
        size++;
    return size;
}

/* The piece at `text`, which is no space; returns its size. */
static size_t read_piece(struct date_piece *piece, const char *text) {
    size_t size = 1;
    if (is_digit(*text)) {
        piece->kind = PIECE_NUMBER;
        size = run(text, is_digit);
        for (size_t i = 0; i < size && i <= DATE_DIGITS_MAX; i++)
            piece->number = piece->number * 10 + (text[i] - '0');
        piece->digits = size;
    } else if (is_letter(*text)) {
        piece->kind = PIECE_WORD;
        size = run(text, is_letter);
        for (size_t i = 0; i < size && size <= DATE_WORD_MAX; i++)
            piece->word[i] = small_letter(text[i]);
    } else {
        piece->kind = PIECE_MARK;
        piece->mark = *text;
        if (strncmp(text, "..", 2) == 0) {
            piece->mark = ':';
            size = 2;
        } else if (is_foreign(*text)) {
            size = run(text, is_foreign);
        } else if (*text == ':') {
            piece->mark = '?'; /* that sign is taken */
        }
    }
    snprintf(piece->shown, sizeof piece->shown, "%.*s",
             size < DATE_PIECE_SHOWN ? (int)size : DATE_PIECE_SHOWN, text);
    return size;
}

static void cut_straight(struct date_pieces *out, const char *text) {
    size_t count = 0;
    bool spaced = false;
    while (*text && count < DATE_PIECES_MAX) {
        if (*text == ' ') {
            spaced = true;
            text++;
            continue;
        }
        struct date_piece *piece = &out->items[count++];
        piece->spaced = spaced;
        text += read_piece(piece, text);
        spaced = false;
    }
    out->failed = *text != '\0';
    out->items[count].kind = PIECE_END;
}

enum concord_status date_pieces_cut(struct date_pieces *out, const char *text,
                                    struct concord_error *err) {
    struct buffer clean = BUFFER_INIT(CLEAN_BYTES_MAX);
    struct buffer straight = BUFFER_INIT(CLEAN_BYTES_MAX);
    size_t size = strlen(text);
    memset(out, 0, sizeof *out);
    out->items[0].kind = PIECE_END;
    out->failed = size > DATE_BYTES_MAX;
    if (out->failed)
        return CONCORD_OK;
    enum concord_status status = text_clean(&clean, text, size, err);
    if (status == CONCORD_OK && clean.size > 0)
        text_straighten(&straight, clean.data, clean.size);
    if (status == CONCORD_OK && !buffer_ok(&straight))
        status = concord_no_memory(err);
    if (status == CONCORD_OK && straight.size > 0) {
        buffer_append_char(&straight, '\0');
        if (buffer_ok(&straight))
            cut_straight(out, straight.data);
        else
            status = concord_no_memory(err);
    }
    buffer_destroy(&clean);
    buffer_destroy(&straight);
    return status;
}

bool date_piece_is_word(const struct date_piece *piece, const char *word) {
    return piece->kind == PIECE_WORD && strcmp(piece->word, word) == 0;
}

bool date_accept_mark(struct date_reader *reader, char mark) {
    bool there = reader->at->kind == PIECE_MARK && reader->at->mark == mark;
    reader->at += there;
    return there;
}

bool date_accept_word(struct date_reader *reader, const char *word) {
    bool there = date_piece_is_word(reader->at, word);
    reader->at += there;
    return there;
}

static bool accept_phrase(struct date_reader *reader, const char *phrase) {
    struct date_reader ahead = *reader;
    const char *space = strchr(phrase, ' ');
    char first[DATE_WORD_MAX + 1];
    snprintf(first, sizeof first, "%.*s",
             space ? (int)(space - phrase) : DATE_WORD_MAX, phrase);
    if (!date_accept_word(&ahead, first) ||
        (space && !date_accept_word(&ahead, space + 1)))
        return false;
    *reader = ahead;
    return true;
}

bool date_accept_any(struct date_reader *reader, const char *const *phrases) {
    for (; *phrases; phrases++)
        if (accept_phrase(reader, *phrases))
            return true;
    return false;
}
