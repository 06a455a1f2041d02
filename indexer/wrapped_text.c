/* wrapped_text.c - breaks lines between words. */
#include "wrapped_text.h"

#include <stdbool.h>
#include <string.h>

/* A byte that goes on with a character of UTF-8 takes no column. */
static size_t count_columns(const char *text, size_t size) {
    size_t columns = 0;
    for (size_t i = 0; i < size; i++)
        columns += ((unsigned char)text[i] & 0xC0) != 0x80;
    return columns;
}

static void put_word(struct wrapped_text *text, const char *word, size_t size) {
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)word[i];
        fputc(byte < 0x20 || byte == 0x7F ? '?' : byte, text->out);
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
