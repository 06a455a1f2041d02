/* line.c - the lines of a plain text, and whether they were broken to fit. */
#include "format/line.h"

#include "format/shape.h"

enum {
    TAB = 8,
    MARGIN_MIN = 45, /* narrower texts are lists and verse */
    MARGIN_MAX = 100
};

/* Bytes of the line end that begins `text`, or 0. */
static size_t line_end(const char *text, size_t size) {
    if (*text == '\r')
        return size > 1 && text[1] == '\n' ? 2 : 1;
    if (*text == '\n' || *text == '\f' || *text == '\v')
        return 1;
    return size > 2 && text[0] == '\xE2' && text[1] == '\x80' &&
                   (text[2] == '\xA8' || text[2] == '\xA9')
               ? 3
               : 0;
}

size_t line_columns(const char *text, size_t size) {
    size_t count = 0;
    for (size_t i = 0; i < size; i++)
        count += (text[i] & 0xC0) != 0x80;
    return count;
}

static void measure(struct line *line, const char *raw, size_t size) {
    *line = (struct line){.text = raw, .size = size};
    size_t at = 0;
    for (size_t blank; (blank = shape_blank(raw + at, size - at)) > 0;) {
        line->indent += raw[at] == '\t' ? TAB - line->indent % TAB : 1;
        at += blank;
    }
    shape_trim(&line->text, &line->size);
    line->width =
        line->size ? line->indent + line_columns(line->text, line->size) : 0;
}

bool line_next(struct line_reader *reader, struct line *line) {
    if (reader->at >= reader->size)
        return false;
    size_t start = reader->at;
    size_t at = start;
    size_t end = 0;
    while (at < reader->size &&
           (end = line_end(reader->text + at, reader->size - at)) == 0)
        at++;
    measure(line, reader->text + start, at - start);
    reader->at = at + end;
    return true;
}

static size_t first_word(const struct line *line) {
    size_t at = 0;
    while (at < line->size && !shape_blank(line->text + at, line->size - at))
        at++;
    return line_columns(line->text, at);
}

bool line_is_full(const struct line *line, const struct line *next,
                  size_t margin) {
    /* Nobody breaks lines to the letter; a tenth is left free. */
    return margin > 0 && (line->width + 1 + first_word(next)) * 10 > margin * 9;
}

/* The width that all lines but one in fifty keep to; 0 when more than one in
 * ten are too long for any margin. */
static size_t widest(const char *text, size_t size) {
    size_t having[MARGIN_MAX + 1] = {0};
    size_t lines = 0;
    size_t longer = 0;
    struct line_reader reader = {.text = text, .size = size};
    struct line line;
    while (line_next(&reader, &line)) {
        if (line.size == 0)
            continue;
        lines++;
        if (line.width > MARGIN_MAX)
            longer++;
        else
            having[line.width]++;
    }
    if (longer * 10 > lines)
        return 0;
    size_t above = 0;
    size_t width = MARGIN_MAX;
    while (width > 0 && (above += having[width]) * 50 <= lines - longer)
        width--;
    return width;
}

static bool begins_small(const struct line *line) {
    return line->text[0] >= 'a' && line->text[0] <= 'z';
}

size_t line_margin(const char *text, size_t size) {
    size_t margin = widest(text, size);
    if (margin < MARGIN_MIN)
        return 0;
    /* Of the breaks within paragraphs, half must have been forced by the
     * margin, and after some of them the sentence must go on. */
    size_t breaks = 0;
    size_t forced = 0;
    size_t running = 0;
    struct line_reader reader = {.text = text, .size = size};
    struct line line = {0};
    for (struct line next; line_next(&reader, &next); line = next) {
        if (line.size == 0 || next.size == 0 ||
            shape_list_mark(next.text, next.size).size > 0)
            continue;
        breaks++;
        if (line_is_full(&line, &next, margin)) {
            forced++;
            running += begins_small(&next);
        }
    }
    bool broken = forced >= 2 && forced * 2 >= breaks && running * 4 >= forced;
    return broken ? margin : 0;
}
