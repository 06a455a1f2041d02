/* plain_text.c - blocks from text without markup.
 *
 * Two things have to be guessed. Whether a line break ends a paragraph: in a
 * text whose lines were broken to fit a width it does not, in one where every
 * line is a paragraph it does, and short lines (names under an agreement, an
 * address) are each a thing of their own in both. And what is a heading: a
 * short line without a stop that stands alone and has text after it.
 *
 * The second needs to know what follows, so a piece is held back until the
 * next one is whole:
 *
 *   lines -> current (still growing) -> held (waits for its follower) -> block
 */
#include "format/plain_text.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "format/line.h"
#include "format/shape.h"
#include "schema/buffer.h"

enum {
    LOOSE_WIDTH = 100,   /* columns of a line that may be a thing of its own */
    TITLE_PAGE_LINES = 3 /* more of them at the top are a letter's head */
};

struct piece {
    struct buffer text; /* a list item's with its number, without its sign */
    size_t words;       /* where its words begin, after the number */
    bool item;
    unsigned depth; /* of its number, or 0 */
    size_t hang;    /* column where a list item's words begin, or 0 */
    size_t lines;
    size_t width; /* columns of its widest line */
    bool apart;   /* a blank line, or the beginning, stands before it */
    bool underlined;
};

struct reading {
    struct extract *extract;
    struct concord_error *err;
    size_t margin; /* 0 when lines were not broken to fit */
    struct piece current;
    struct piece held;
    bool growing;
    bool holding;
    struct line last; /* the line before this one, blank ones included */
    size_t top_lines; /* lines of the first group */
    size_t emitted;
    enum block_kind last_kind; /* of the block that was emitted last */
    unsigned last_depth;
    bool last_loose;
};

static bool is_single(const struct piece *piece) {
    return piece->lines == 1 && !piece->item;
}

static const char *piece_text(const struct piece *piece) {
    return piece->text.data ? piece->text.data : "";
}

/* A short line without a stop: a name, a date, a line of an address, or a
 * heading. */
static bool is_loose(const struct piece *piece) {
    return is_single(piece) && piece->width <= LOOSE_WIDTH &&
           !shape_ends_sentence(piece_text(piece), piece->text.size);
}

static enum heading_shape piece_shape(const struct piece *piece) {
    if (piece->lines != 1)
        return HEADING_NONE;
    return shape_heading(piece_text(piece) + piece->words,
                         piece->text.size - piece->words);
}

/* "3. Funding" heads a section unless it is one of a row: 1., 2., 3. */
static bool numbered_heads(const struct reading *reading,
                           const struct piece *piece,
                           const struct piece *next) {
    enum heading_shape shape = piece_shape(piece);
    bool in_row =
        next->depth == piece->depth || (reading->last_kind == BLOCK_LIST_ITEM &&
                                        reading->last_depth == piece->depth);
    return piece->depth > 0 && shape != HEADING_NONE && !in_row &&
           (piece->apart || shape == HEADING_CAPITALS);
}

/* The first line may be the title, unless it begins a letter's head; and the
 * second one, after a first like "Case study". */
static bool opening_heads(const struct reading *reading,
                          const struct piece *piece, const struct piece *next) {
    bool alone = next->apart || !is_loose(next);
    if (reading->emitted > 0 && !(piece->apart && next->apart))
        return false;
    return shape_is_title(piece_text(piece), piece->text.size) &&
           (alone || reading->top_lines <= TITLE_PAGE_LINES);
}

static bool line_heads(const struct reading *reading, const struct piece *piece,
                       const struct piece *next) {
    enum heading_shape shape = piece_shape(piece);
    if (shape == HEADING_NONE)
        return false;
    /* A name and an address in capitals, line by line, are no headings. */
    if (shape == HEADING_CAPITALS)
        return next->apart || piece_shape(next) != HEADING_CAPITALS;
    /* Nor does one of several short lines head anything. */
    if ((!next->apart && is_loose(next)) ||
        (!piece->apart && reading->last_loose))
        return false;
    if (shape == HEADING_SENTENCE && !(piece->apart && next->apart))
        return false;
    /* Between two headings it is what the first one heads: "Consultees",
     * "None", "Appendices". */
    return !(reading->last_kind == BLOCK_HEADING && reading->emitted > 1 &&
             is_single(next) && piece_shape(next) != HEADING_NONE);
}

/* `next` is NULL at the end, where nothing is left to be headed. */
static bool heads(const struct reading *reading, const struct piece *piece,
                  const struct piece *next) {
    if (piece->underlined && is_loose(piece))
        return true;
    if (!next || piece->lines != 1)
        return false;
    if (piece->item)
        return numbered_heads(reading, piece, next);
    if (reading->emitted == 0)
        return opening_heads(reading, piece, next);
    if (reading->emitted == 1 && reading->last_kind == BLOCK_HEADING &&
        opening_heads(reading, piece, next))
        return true;
    return line_heads(reading, piece, next);
}

static unsigned heading_level(const struct reading *reading,
                              const struct piece *piece) {
    if (reading->emitted == 0 && piece->depth == 0)
        return 1;
    return piece->depth > 0 ? piece->depth + 1 : 2;
}

/* Turn the piece held back into a block, now that its follower is known. */
static enum concord_status emit_held(struct reading *reading,
                                     const struct piece *next) {
    if (!reading->holding)
        return CONCORD_OK;
    const struct piece *piece = &reading->held;
    enum block_kind kind = piece->item ? BLOCK_LIST_ITEM : BLOCK_PARAGRAPH;
    unsigned level = 0;
    if (heads(reading, piece, next)) {
        kind = BLOCK_HEADING;
        level = heading_level(reading, piece);
    }
    reading->holding = false;
    reading->emitted++;
    reading->last_kind = kind;
    reading->last_depth = piece->depth;
    reading->last_loose = is_loose(piece);
    return extract_add_block(reading->extract, kind, level, piece_text(piece),
                             piece->text.size, reading->err);
}

/* The piece that was growing is whole. */
static enum concord_status finish_piece(struct reading *reading) {
    if (!reading->growing)
        return CONCORD_OK;
    reading->growing = false;
    if (!buffer_ok(&reading->current.text))
        return concord_no_memory(reading->err);
    if (reading->current.text.size == 0)
        return CONCORD_OK;
    enum concord_status status = emit_held(reading, &reading->current);
    struct piece spare = reading->held;
    reading->held = reading->current;
    reading->holding = true;
    reading->current = spare;
    return status;
}

static enum concord_status begin_piece(struct reading *reading,
                                       const struct line *line,
                                       const struct list_mark *mark) {
    enum concord_status status = finish_piece(reading);
    struct buffer text = reading->current.text;
    buffer_clear(&text);
    buffer_append(&text, line->text + mark->sign, line->size - mark->sign);
    reading->current = (struct piece){
        .text = text,
        .words = mark->size - mark->sign,
        .item = mark->size > 0,
        .depth = mark->depth,
        .hang = mark->size > 0
                    ? line->indent + line_columns(line->text, mark->size)
                    : 0,
        .lines = 1,
        .width = line->width,
        .apart = reading->last.size == 0,
    };
    reading->growing = true;
    return status;
}

static void join_line(struct piece *piece, const struct line *line) {
    /* A word broken at its hyphen is one word. */
    bool broken = piece->text.size > 1 &&
                  piece->text.data[piece->text.size - 1] == '-' &&
                  piece->text.data[piece->text.size - 2] != ' ' &&
                  line->text[0] >= 'a' && line->text[0] <= 'z';
    if (!broken && piece->text.size > 0)
        buffer_append_char(&piece->text, ' ');
    buffer_append(&piece->text, line->text, line->size);
    piece->lines++;
    if (line->width > piece->width)
        piece->width = line->width;
}

/* A menu's line: "home|news|contact", "home ¦ news ¦ contact". */
static bool has_bars(const struct line *line) {
    static const char broken[] = "¦";
    size_t bars = 0;
    for (size_t i = 0; i < line->size && bars < 2; i++)
        bars += line->text[i] == '|' ||
                (line->size - i >= sizeof broken - 1 &&
                 memcmp(line->text + i, broken, sizeof broken - 1) == 0);
    return bars >= 2;
}

/* "by ann on March 12th, 2009", as posts have it under their titles. */
static bool is_small_byline(const struct line *line) {
    enum { BYTES_MAX = 60 };
    size_t size = line->size;
    if (size > BYTES_MAX || strncmp(line->text, "by ", 3) != 0 ||
        line->text[size - 1] == '.')
        return false;
    for (size_t i = 3; i + 4 <= size; i++)
        if (line->text[i - 1] == ' ' &&
            (strncmp(line->text + i, "19", 2) == 0 ||
             strncmp(line->text + i, "20", 2) == 0) &&
            isdigit((unsigned char)line->text[i + 2]) &&
            isdigit((unsigned char)line->text[i + 3]))
            return true;
    return false;
}

/* The line belongs to the piece that is growing, and the break before it says
 * nothing. */
static bool joins(const struct reading *reading, const struct line *line) {
    const struct line *last = &reading->last;
    const struct piece *piece = &reading->current;
    if (!reading->growing || last->size == 0)
        return false;
    if (piece->text.size <= piece->words) /* only a mark so far */
        return true;
    if (has_bars(line) != has_bars(last))
        return false;
    if (piece->hang > 0 && line->indent >= piece->hang)
        return true;
    bool stopped = shape_ends_sentence(last->text, last->size);
    if (piece->hang == 0 && stopped && line->indent >= last->indent + 2)
        return false; /* paragraphs told apart by their first line's indent */
    return line_is_full(last, line, reading->margin) ||
           (!is_small_byline(line) &&
            shape_goes_on(last->text, last->size, line->text, line->size));
}

/* In a text that was broken to fit, a dash or a number may have come to stand
 * first by chance. */
static bool is_chance_mark(const struct reading *reading,
                           const struct line *line,
                           const struct list_mark *mark) {
    const struct line *last = &reading->last;
    if (mark->certain || !reading->growing || reading->current.item ||
        last->size == 0 || shape_ends_sentence(last->text, last->size))
        return false;
    return line_is_full(last, line, reading->margin) &&
           last->text[last->size - 1] != ',';
}

static enum concord_status read_line(struct reading *reading,
                                     const struct line *line) {
    if (line->size == 0)
        return finish_piece(reading);
    if (shape_is_rule(line->text, line->size)) {
        if (reading->growing && reading->last.size > 0)
            reading->current.underlined = reading->current.lines == 1;
        return finish_piece(reading);
    }
    struct list_mark mark = shape_list_mark(line->text, line->size);
    if (mark.size > 0 && is_chance_mark(reading, line, &mark))
        mark = (struct list_mark){0};
    if (mark.size == 0 && joins(reading, line)) {
        join_line(&reading->current, line);
        return CONCORD_OK;
    }
    return begin_piece(reading, line, &mark);
}

/* Lines before the first blank one, not counting those at the very top. */
static size_t count_top_lines(const char *text, size_t size) {
    struct line_reader reader = {.text = text, .size = size};
    struct line line;
    size_t lines = 0;
    while (lines <= TITLE_PAGE_LINES && line_next(&reader, &line)) {
        if (line.size > 0)
            lines++;
        else if (lines > 0)
            break;
    }
    return lines;
}

enum concord_status plain_text_read(struct extract *extract, const char *text,
                                    size_t size, struct concord_error *err) {
    struct reading reading = {
        .extract = extract,
        .err = err,
        .margin = line_margin(text, size),
        .current = {.text = BUFFER_INIT(size + 1)},
        .held = {.text = BUFFER_INIT(size + 1)},
        .top_lines = count_top_lines(text, size),
    };
    struct line_reader reader = {.text = text, .size = size};
    struct line line;
    enum concord_status status = CONCORD_OK;
    while (status == CONCORD_OK && line_next(&reader, &line)) {
        status = read_line(&reading, &line);
        reading.last = line;
    }
    if (status == CONCORD_OK)
        status = finish_piece(&reading);
    if (status == CONCORD_OK)
        status = emit_held(&reading, NULL);
    buffer_destroy(&reading.current.text);
    buffer_destroy(&reading.held.text);
    return status;
}
