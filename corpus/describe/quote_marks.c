#include "describe/quote_marks.h"

#include <string.h>

enum mark_kind { MARK_OTHER, MARK_DOUBLE, MARK_SINGLE };

struct mark {
    enum mark_kind kind;
    size_t size;
    bool opens; /* by its form; a straight one does neither */
    bool closes;
};

/* The bytes from `at` on that no mark begins with; at least one. */
static size_t other_bytes(const char *text, size_t at, size_t end) {
    size_t next = at + 1;
    while (next < end && text[next] != '"' && text[next] != '\'' &&
           text[next] != '\xE2')
        next++;
    return next - at;
}

/* The mark that stands at `at`, or as much that is none as is seen at once. */
static struct mark mark_at(const char *text, size_t at, size_t end) {
    if (text[at] == '"')
        return (struct mark){MARK_DOUBLE, 1, false, false};
    if (text[at] == '\'')
        return (struct mark){MARK_SINGLE, 1, false, false};
    if (end - at < 3 || memcmp(text + at, "\xE2\x80", 2) != 0)
        return (struct mark){MARK_OTHER, other_bytes(text, at, end), false,
                             false};
    switch ((unsigned char)text[at + 2]) {
    case 0x98:
        return (struct mark){MARK_SINGLE, 3, true, false};
    case 0x99:
        return (struct mark){MARK_SINGLE, 3, false, true};
    case 0x9C:
    case 0x9E:
        return (struct mark){MARK_DOUBLE, 3, true, false};
    case 0x9D:
        return (struct mark){MARK_DOUBLE, 3, false, true};
    default:
        return (struct mark){MARK_OTHER, 3, false, false};
    }
}

static bool is_letter(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || (unsigned char)byte >= 0xC3;
}

/* Nothing of a word stands right before: a blank, a bracket, a dash, another
 * mark. */
static bool follows_space(const char *text, size_t at, size_t start) {
    if (at == start || strchr(" ([/-\"'\n\t", text[at - 1]))
        return true;
    if (at < start + 3 || memcmp(text + at - 3, "\xE2\x80", 2) != 0)
        return false;
    unsigned char last = (unsigned char)text[at - 1];
    return last == 0x93 || last == 0x94 || last == 0x98 || last == 0x9C;
}

/* A word, or another quotation, begins right after. */
static bool meets_word(const char *text, size_t at, size_t end) {
    return at < end && !strchr(" .,;:?!)]\n", text[at]);
}

static bool may_open(const char *text, size_t at, size_t start, size_t end,
                     struct mark mark) {
    return follows_space(text, at, start) &&
           meets_word(text, at + mark.size, end);
}

/* The scanner goes block by block; a quotation may stay open over a border. */
struct scan {
    struct reading *reading;
    struct quoted *found;
    size_t count;
    bool open; /* a double mark is */
    size_t nested;
    size_t start;
    size_t block;
};

/* The first word that ends after the byte. */
static size_t word_after(const struct reading *reading, size_t at) {
    size_t low = 0;
    size_t high = reading->word_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (reading->words[middle].end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static enum concord_status add(struct scan *scan, size_t start, size_t end,
                               size_t block, size_t end_block, bool closed,
                               struct concord_error *err) {
    const struct reading *reading = scan->reading;
    const char *text = reading->document->text;
    while (start < end && strchr(" \n", text[start]))
        start++;
    while (end > start && strchr(" \n", text[end - 1]))
        end--;
    size_t first = word_after(reading, start);
    size_t last = word_after(reading, end);
    /* A word that the end cuts is not within. */
    if (first >= last || reading->words[first].start < start ||
        scan->count >= QUOTED_MAX)
        return CONCORD_OK;
    struct quoted *added = arena_push(&scan->reading->arena, &scan->found,
                                      &scan->count, sizeof *added);
    if (!added)
        return concord_no_memory(err);
    *added = (struct quoted){start, end, first, last, block, end_block, closed};
    return CONCORD_OK;
}

/* How much a single mark looks like the end of a quotation, and not like the
 * apostrophe of "the members' views". */
static bool may_be_plural(const char *text, size_t at, size_t next,
                          size_t end) {
    return text[at - 1] == 's' && next + 1 < end && text[next] == ' ' &&
           text[next + 1] >= 'a' && text[next + 1] <= 'z';
}

/* Where the single mark at `open` is closed; `end` when it is not. *next is
 * where to go on, which is never before what was looked at. */
static size_t find_single_close(const char *text, size_t from, size_t start,
                                size_t end) {
    size_t plural = end;
    for (size_t at = from; at < end;) {
        struct mark mark = mark_at(text, at, end);
        if (mark.kind != MARK_SINGLE) {
            at += mark.size;
            continue;
        }
        size_t next = at + mark.size;
        if (may_open(text, at, start, end, mark) && !mark.closes)
            return plural;
        bool ends = at > from && text[at - 1] != ' ' &&
                    (next == end || !is_letter(text[next])) && !mark.opens;
        if (ends && !may_be_plural(text, at, next, end))
            return at;
        if (ends && plural == end)
            plural = at;
        at = next;
    }
    return plural;
}

/* What the block begins with, or its first double mark, closes what the block
 * before it left open. */
static bool goes_on(const struct reading *reading, size_t block) {
    if (block >= reading->document->block_count)
        return false;
    const struct block *held = &reading->document->blocks[block];
    const char *text = reading->document->text;
    if (held->kind == BLOCK_HEADING)
        return false;
    struct mark first = mark_at(text, held->start, held->end);
    if (first.kind == MARK_DOUBLE)
        return true;
    for (size_t at = held->start; at < held->end;) {
        struct mark mark = mark_at(text, at, held->end);
        if (mark.kind == MARK_DOUBLE)
            return mark.closes ||
                   (!mark.opens &&
                    !may_open(text, at, held->start, held->end, mark));
        at += mark.size;
    }
    return false;
}

/* A double mark while one is open. True when it ends the quotation. */
static bool closes_double(struct scan *scan, const char *text, size_t at,
                          const struct block *held, struct mark mark) {
    bool opening = may_open(text, at, held->start, held->end, mark);
    if (!mark.closes && opening) {
        scan->nested++;
        return false;
    }
    if (scan->nested > 0 && at + mark.size < held->end) {
        scan->nested--;
        return false;
    }
    return true;
}

static enum concord_status read_single(struct scan *scan, size_t block,
                                       size_t *at, size_t size,
                                       struct concord_error *err) {
    const struct block *held = &scan->reading->document->blocks[block];
    const char *text = scan->reading->document->text;
    size_t from = *at + size;
    size_t close = find_single_close(text, from, held->start, held->end);
    *at = from;
    if (close == held->end || (text[from] >= '0' && text[from] <= '9' &&
                               close > from + 40)) /* the '90s */
        return CONCORD_OK;
    *at = close + mark_at(text, close, held->end).size;
    return add(scan, from, close, block, block, true, err);
}

static enum concord_status read_block(struct scan *scan, size_t block,
                                      struct concord_error *err) {
    const struct block *held = &scan->reading->document->blocks[block];
    const char *text = scan->reading->document->text;
    enum concord_status status = CONCORD_OK;
    size_t at = held->start;
    if (scan->open && mark_at(text, at, held->end).kind == MARK_DOUBLE)
        at += mark_at(text, at, held->end).size;
    while (at < held->end && status == CONCORD_OK) {
        struct mark mark = mark_at(text, at, held->end);
        bool opening = mark.kind != MARK_OTHER &&
                       may_open(text, at, held->start, held->end, mark);
        if (mark.kind == MARK_DOUBLE && scan->open) {
            if (closes_double(scan, text, at, held, mark)) {
                scan->open = false;
                status =
                    add(scan, scan->start, at, scan->block, block, true, err);
            }
        } else if (mark.kind == MARK_DOUBLE && (mark.opens || opening) &&
                   at + mark.size < held->end) {
            scan->open = true;
            scan->nested = 0;
            scan->start = at + mark.size;
            scan->block = block;
        } else if (mark.kind == MARK_SINGLE && !scan->open && opening &&
                   !mark.closes) {
            status = read_single(scan, block, &at, mark.size, err);
            continue;
        }
        at += mark.size;
    }
    return status;
}

enum concord_status quote_marks_find(struct reading *reading,
                                     struct quoted **out, size_t *count,
                                     struct concord_error *err) {
    struct scan scan = {.reading = reading};
    enum concord_status status = CONCORD_OK;
    size_t blocks = reading->document->block_count;
    *out = NULL;
    *count = 0;
    for (size_t i = 0; i < blocks && status == CONCORD_OK; i++) {
        if (reading->document->blocks[i].kind == BLOCK_HEADING)
            continue;
        status = read_block(&scan, i, err);
        if (status != CONCORD_OK || !scan.open || goes_on(reading, i + 1))
            continue;
        scan.open = false;
        status = add(&scan, scan.start, reading->document->blocks[i].end,
                     scan.block, i, false, err);
    }
    *out = scan.found;
    *count = scan.count;
    return status;
}
