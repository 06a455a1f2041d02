/* wrapped_text.c - breaks lines between words. */
#include "text/wrapped_text.h"

#include <stdbool.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDTH_UNKNOWN = 80, WIDTH_LEAST = 40, WIDTH_MOST = 100 };

size_t wrapped_text_width(FILE *out) {
    struct winsize size = {0};
    if (ioctl(fileno(out), TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return WIDTH_UNKNOWN;
    if (size.ws_col < WIDTH_LEAST)
        return WIDTH_LEAST;
    return size.ws_col < WIDTH_MOST ? size.ws_col : WIDTH_MOST;
}

static bool is_mark(char byte) {
    return byte == WRAPPED_TEXT_MARK[0] || byte == WRAPPED_TEXT_UNMARK[0];
}

/* A byte that goes on with a character of UTF-8 takes no column. */
static size_t count_columns(const char *text, size_t size) {
    size_t columns = 0;
    for (size_t i = 0; i < size; i++)
        columns += ((unsigned char)text[i] & 0xC0) != 0x80 && !is_mark(text[i]);
    return columns;
}

static void put_mark(const struct wrapped_text *text, char byte) {
    const char *code = byte == WRAPPED_TEXT_MARK[0] ? text->mark : text->unmark;
    if (code != NULL)
        fputs(code, text->out);
}

/* Terminals obey the controls of ASCII, and some those of ISO 8859-1 too. */
static bool is_control(const char *at, size_t left) {
    unsigned char byte = (unsigned char)*at;
    return byte < 0x20 || byte == 0x7F ||
           (byte == 0xC2 && left > 1 && (unsigned char)at[1] < 0xA0);
}

static void put_word(struct wrapped_text *text, const char *word, size_t size) {
    for (size_t i = 0; i < size; i++) {
        if (is_mark(word[i])) {
            put_mark(text, word[i]);
        } else if (is_control(word + i, size - i)) {
            fputc('?', text->out);
            i += (unsigned char)word[i] == 0xC2;
        } else {
            fputc(word[i], text->out);
        }
    }
    text->column += count_columns(word, size);
}

static void pad_to(struct wrapped_text *text, size_t column) {
    for (; text->column < column; text->column++)
        fputc(' ', text->out);
}

void wrapped_text_write(struct wrapped_text *text, const char *words) {
    static const char spaces[] = " \n\t";
    for (words += strspn(words, spaces); *words != '\0';
         words += strspn(words, spaces)) {
        size_t size = strcspn(words, spaces);
        bool begun = text->column > text->indent;
        if (begun &&
            text->column + 1 + count_columns(words, size) > text->width) {
            wrapped_text_end(text);
            begun = false;
        }
        pad_to(text, begun ? text->column + 1 : text->indent);
        put_word(text, words, size);
        words += size;
    }
}

void wrapped_text_sign(struct wrapped_text *text, const char *sign) {
    put_word(text, sign, strlen(sign));
}

void wrapped_text_tab(struct wrapped_text *text, size_t column) {
    if (text->column > column)
        wrapped_text_end(text);
    pad_to(text, column);
}

void wrapped_text_end(struct wrapped_text *text) {
    if (text->column > 0)
        fputc('\n', text->out);
    text->column = 0;
}
