#include "clean.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "schema/buffer.h"
#include "text/normal.h"

/* A shape with its phrase in the form in which blocks are compared. */
struct folded_shape {
    const struct boilerplate_shape *shape;
    const char *phrase;
    size_t size;
};

struct cleaner {
    struct arena arena;
    struct folded_shape *shapes;
    size_t shape_count;
    struct buffer folded; /* the block at hand */
};

/* What becomes of an extracted block. `rule` is NULL for one that stays; the
 * first `cut` bytes of a block may be dropped and the rest stay. */
struct verdict {
    const char *rule;
    size_t cut;
};

/* Folding. */

static void mask(struct buffer *out) {
    size_t to = 0;
    for (size_t from = 0; from < out->size; from++) {
        unsigned char byte = (unsigned char)out->data[from];
        bool digit = isdigit(byte) != 0;
        if (digit && to > 0 && out->data[to - 1] == '#')
            continue;
        out->data[to++] = digit ? '#' : (char)tolower(byte);
    }
    if (out->data)
        out->data[to] = '\0';
    out->size = to;
}

static void fold(struct buffer *out, const char *text, size_t size) {
    buffer_clear(out);
    text_straighten(out, text, size);
    if (buffer_ok(out))
        mask(out);
}

enum concord_status cleaner_create(struct cleaner **out,
                                   const struct schema *schema,
                                   struct concord_error *err) {
    struct cleaner *cleaner = calloc(1, sizeof *cleaner);
    *out = NULL;
    if (!cleaner)
        return concord_no_memory(err);
    cleaner->folded = (struct buffer)BUFFER_INIT(2 * (size_t)DOCUMENT_TEXT_MAX);
    cleaner->shape_count = schema_shape_count(schema);
    cleaner->shapes = arena_alloc(&cleaner->arena, cleaner->shape_count *
                                                       sizeof *cleaner->shapes);
    bool failed = !cleaner->shapes;
    for (size_t i = 0; !failed && i < cleaner->shape_count; i++) {
        struct folded_shape *folded = &cleaner->shapes[i];
        folded->shape = schema_shape(schema, i);
        fold(&cleaner->folded, folded->shape->phrase,
             strlen(folded->shape->phrase));
        folded->size = cleaner->folded.size;
        folded->phrase =
            arena_copy(&cleaner->arena,
                       folded->size ? cleaner->folded.data : "", folded->size);
        failed = !buffer_ok(&cleaner->folded) || !folded->phrase;
    }
    if (failed) {
        cleaner_destroy(cleaner);
        return concord_no_memory(err);
    }
    *out = cleaner;
    return CONCORD_OK;
}

void cleaner_destroy(struct cleaner *cleaner) {
    if (!cleaner)
        return;
    buffer_destroy(&cleaner->folded);
    arena_clear(&cleaner->arena);
    free(cleaner);
}

/* The schema's shapes. */

static bool is_word_byte(char byte) {
    return isalnum((unsigned char)byte) || (unsigned char)byte >= 0x80;
}

/* A phrase is met only as whole words. */
static bool stands_alone(const char *text, size_t size, size_t start,
                         size_t end) {
    bool before = start == 0 || !is_word_byte(text[start - 1]) ||
                  !is_word_byte(text[start]);
    bool after =
        end == size || !is_word_byte(text[end]) || !is_word_byte(text[end - 1]);
    return before && after;
}

static bool contains(const char *text, size_t size,
                     const struct folded_shape *shape) {
    for (size_t at = 0; at + shape->size <= size; at++)
        if (memcmp(text + at, shape->phrase, shape->size) == 0 &&
            stands_alone(text, size, at, at + shape->size))
            return true;
    return false;
}

static bool begins(const char *text, size_t size,
                   const struct folded_shape *shape) {
    return size >= shape->size &&
           memcmp(text, shape->phrase, shape->size) == 0 &&
           stands_alone(text, size, 0, shape->size);
}

/* What closes a line and does not change what it is. */
static size_t trimmed(const char *text, size_t size) {
    while (size > 0 && strchr(" .:!>", text[size - 1]))
        size--;
    return size;
}

static bool is_whole(const char *text, size_t size,
                     const struct folded_shape *shape) {
    return trimmed(text, size) == trimmed(shape->phrase, shape->size) &&
           begins(text, size, shape);
}

static size_t count_words(const char *text, size_t size) {
    size_t words = 0;
    for (size_t i = 0; i < size; i++)
        words += is_word_byte(text[i]) &&
                 (i == 0 || text[i - 1] == ' ' || text[i - 1] == '|');
    return words;
}

static bool has_shape(const struct buffer *folded,
                      const struct folded_shape *shape) {
    if (shape->size == 0 || folded->size == 0)
        return false;
    switch (shape->shape->match) {
    case SHAPE_WHOLE:
        return is_whole(folded->data, folded->size, shape);
    case SHAPE_BEGINS:
        return begins(folded->data, folded->size, shape);
    case SHAPE_CONTAINS:
        return contains(folded->data, folded->size, shape);
    }
    return false;
}

/* Scraping runs a caption and the text after it together ("the authorWhen we
 * ..."). Where within the first `words` words a small letter of a word that
 * began small meets a capital; 0 for nowhere. */
static size_t glued_at(const char *text, size_t words) {
    size_t seen = 0;
    size_t word = 0;
    for (size_t i = 0; text[i] && seen <= words; i++) {
        if (text[i] == ' ') {
            seen++;
            word = i + 1;
        } else if (i >= word + 3 && islower((unsigned char)text[word]) &&
                   islower((unsigned char)text[i - 1]) &&
                   isupper((unsigned char)text[i])) {
            return i;
        }
    }
    return 0;
}

static struct verdict judge_by_shape(struct cleaner *cleaner,
                                     const char *text) {
    size_t words = count_words(text, strlen(text));
    for (size_t i = 0; i < cleaner->shape_count; i++) {
        const struct boilerplate_shape *shape = cleaner->shapes[i].shape;
        if (!has_shape(&cleaner->folded, &cleaner->shapes[i]))
            continue;
        if (shape->max_words == 0 || words <= shape->max_words)
            return (struct verdict){shape->rule, 0};
        size_t cut =
            shape->match == SHAPE_BEGINS ? glued_at(text, shape->max_words) : 0;
        if (cut > 0)
            return (struct verdict){shape->rule, cut};
    }
    return (struct verdict){NULL, 0};
}

enum { FURNITURE_WORDS_MAX = 40 };

/* Take the longest shape that the folded text begins with from its front;
 * false when there is none. */
static bool strip_shape(const struct cleaner *cleaner, struct buffer *folded) {
    size_t longest = 0;
    for (size_t i = 0; i < cleaner->shape_count; i++) {
        const struct folded_shape *shape = &cleaner->shapes[i];
        if (shape->shape->match == SHAPE_WHOLE && shape->size > longest &&
            begins(folded->data, folded->size, shape))
            longest = shape->size;
    }
    if (longest == 0)
        return false;
    while (longest < folded->size && strchr(" .:|-,>/", folded->data[longest]))
        longest++;
    folded->size -= longest;
    memmove(folded->data, folded->data + longest, folded->size + 1);
    return true;
}

/* A line of several pieces of furniture: "Back to top | Share | © ...". */
static const char *judge_as_furniture(struct cleaner *cleaner,
                                      const char *text) {
    if (count_words(text, strlen(text)) > FURNITURE_WORDS_MAX)
        return NULL;
    while (strip_shape(cleaner, &cleaner->folded)) {
        if (cleaner->folded.size == 0)
            return "furniture-line";
        if (judge_by_shape(cleaner, cleaner->folded.data).rule)
            return "furniture-line";
    }
    return NULL;
}

static struct verdict judge_by_schema(struct cleaner *cleaner,
                                      const char *text) {
    fold(&cleaner->folded, text, strlen(text));
    struct verdict verdict = judge_by_shape(cleaner, text);
    if (!verdict.rule && buffer_ok(&cleaner->folded) &&
        cleaner->folded.size > 0)
        verdict.rule = judge_as_furniture(cleaner, text);
    return verdict;
}

/* Shapes of structure. */

enum { MENU_ITEM_WORDS = 5, LIST_ITEM_WORDS = 4, NAVIGATION_ITEMS = 3 };

/* The bytes of a separator of menu items at `text`, or 0. */
static size_t separator(const char *text) {
    static const char *const marks[] = {" | ", " » ", " > ", " / ", " › ", ""};
    for (size_t i = 0; marks[i][0]; i++)
        if (strncmp(text, marks[i], strlen(marks[i])) == 0)
            return strlen(marks[i]);
    return 0;
}

static bool is_menu_item(const char *text, size_t size) {
    return count_words(text, size) <= MENU_ITEM_WORDS &&
           !memchr(text, ',', size) && !(size > 0 && text[size - 1] == '.');
}

static bool is_menu_line(const struct extracted_block *block) {
    if (block->kind == BLOCK_TABLE_ROW || block->kind == BLOCK_HEADING)
        return false;
    size_t separators = 0;
    const char *item = block->text;
    for (const char *at = item; *at; at++) {
        size_t size = separator(at);
        if (size == 0)
            continue;
        if (!is_menu_item(item, (size_t)(at - item)))
            return false;
        separators++;
        item = at + size;
        at = item - 1;
    }
    return separators >= 2 && is_menu_item(item, strlen(item));
}

static bool is_short_item(const struct extracted_block *block) {
    size_t size = strlen(block->text);
    return block->kind == BLOCK_LIST_ITEM &&
           count_words(block->text, size) <= LIST_ITEM_WORDS &&
           !strchr(".;,", block->text[size - 1]);
}

static size_t run_of_short_items(const struct extract *extract, size_t first) {
    size_t end = first;
    while (end < extract->block_count && is_short_item(&extract->blocks[end]))
        end++;
    return end - first;
}

static size_t first_heading(const struct extract *extract) {
    size_t i = 0;
    while (i < extract->block_count && extract->blocks[i].kind != BLOCK_HEADING)
        i++;
    return i;
}

static bool is_about_comments(const char *rule) {
    return strcmp(rule, "comments") == 0;
}

/* Only a page has navigation, and only when something is its heading. */
static void judge_navigation(const struct extract *extract,
                             struct verdict *verdicts) {
    size_t heading = first_heading(extract);
    if (!extract->format || strcmp(extract->format, "text/html") != 0 ||
        heading == extract->block_count)
        return;
    for (size_t i = 0; i < heading; i++) {
        size_t run = run_of_short_items(extract, i);
        for (size_t j = i; run >= NAVIGATION_ITEMS && j < i + run; j++)
            if (!verdicts[j].rule)
                verdicts[j] = (struct verdict){"navigation-list", 0};
        i += run;
    }
}

static void judge_lists_under(const struct extract *extract,
                              struct verdict *verdicts) {
    bool under = false;
    for (size_t i = 0; i < extract->block_count; i++) {
        enum block_kind kind = extract->blocks[i].kind;
        if (kind == BLOCK_HEADING)
            under = verdicts[i].rule != NULL;
        else if (kind != BLOCK_LIST_ITEM)
            under = false;
        else if (under && !verdicts[i].rule)
            verdicts[i] = (struct verdict){"boilerplate-list", 0};
    }
}

/* A heading of one or two words ("Complaints") may be a section's of the paper
 * as well as a menu's. What follows tells: a section has prose. */
static void spare_sections(const struct extract *extract,
                           struct verdict *verdicts) {
    enum { PROSE_WORDS = 12 };
    for (size_t i = 0; i + 1 < extract->block_count; i++) {
        const struct extracted_block *next = &extract->blocks[i + 1];
        if (extract->blocks[i].kind == BLOCK_HEADING && verdicts[i].rule &&
            !is_about_comments(verdicts[i].rule) && !verdicts[i + 1].rule &&
            next->kind != BLOCK_HEADING &&
            count_words(next->text, strlen(next->text)) >= PROSE_WORDS)
            verdicts[i] = (struct verdict){NULL, 0};
    }
}

/* What readers wrote under a page is not the page's. */
static void judge_comments(const struct extract *extract,
                           struct verdict *verdicts) {
    bool under = false;
    for (size_t i = 0; i < extract->block_count; i++) {
        const struct extracted_block *block = &extract->blocks[i];
        if (block->kind == BLOCK_HEADING)
            under = verdicts[i].rule && is_about_comments(verdicts[i].rule) &&
                    strpbrk(block->text, "0123456789");
        else if (under && !verdicts[i].rule)
            verdicts[i] = (struct verdict){"comment", 0};
    }
}

static bool anything_left(const struct extract *extract,
                          const struct verdict *verdicts) {
    for (size_t i = 0; i < extract->block_count; i++)
        if (!verdicts[i].rule || verdicts[i].cut > 0)
            return true;
    return false;
}

static enum concord_status judge(struct cleaner *cleaner,
                                 const struct extract *extract,
                                 struct verdict *verdicts,
                                 struct concord_error *err) {
    for (size_t i = 0; i < extract->block_count; i++) {
        verdicts[i] = judge_by_schema(cleaner, extract->blocks[i].text);
        if (!buffer_ok(&cleaner->folded))
            return concord_no_memory(err);
        if (!verdicts[i].rule && is_menu_line(&extract->blocks[i]))
            verdicts[i].rule = "menu-line";
    }
    judge_navigation(extract, verdicts);
    spare_sections(extract, verdicts);
    judge_lists_under(extract, verdicts);
    judge_comments(extract, verdicts);
    if (!anything_left(extract, verdicts))
        memset(verdicts, 0, extract->block_count * sizeof *verdicts);
    return CONCORD_OK;
}

/* The document. */

static enum concord_status drop(struct document *document, const char *text,
                                size_t size, const char *rule,
                                struct concord_error *err) {
    struct dropped_block *dropped =
        arena_push(&document->arena, &document->dropped,
                   &document->dropped_count, sizeof *dropped);
    if (!dropped)
        return concord_no_memory(err);
    dropped->text = arena_copy(&document->arena, text, size);
    dropped->rule = arena_string(&document->arena, rule);
    return dropped->text && dropped->rule ? CONCORD_OK : concord_no_memory(err);
}

static enum concord_status keep(struct document *document, struct buffer *text,
                                const struct extracted_block *from, size_t cut,
                                struct concord_error *err) {
    struct block *block = arena_push(&document->arena, &document->blocks,
                                     &document->block_count, sizeof *block);
    if (!block)
        return concord_no_memory(err);
    if (text->size > 0)
        buffer_append_string(text, "\n\n");
    block->kind = from->kind;
    block->level = from->level;
    block->start = text->size;
    buffer_append_string(text, from->text + cut);
    block->end = text->size;
    return CONCORD_OK;
}

static enum concord_status settle(struct document *document,
                                  const struct extract *extract,
                                  const struct verdict *verdicts,
                                  struct buffer *text,
                                  struct concord_error *err) {
    for (size_t i = 0; i < extract->block_count; i++) {
        const struct extracted_block *block = &extract->blocks[i];
        size_t cut = verdicts[i].cut;
        enum concord_status status = CONCORD_OK;
        if (verdicts[i].rule)
            status =
                drop(document, block->text, cut ? cut : strlen(block->text),
                     verdicts[i].rule, err);
        if (status == CONCORD_OK && (!verdicts[i].rule || cut > 0))
            status = keep(document, text, block, cut, err);
        if (status != CONCORD_OK)
            return status;
    }
    if (!buffer_ok(text))
        return concord_fail(err, CONCORD_BAD_INPUT,
                            "the text passes %d bytes, or memory is out; "
                            "split the file",
                            (int)DOCUMENT_TEXT_MAX);
    document->text_size = text->size;
    document->text = arena_copy(&document->arena, text->data, text->size);
    return document->text ? CONCORD_OK : concord_no_memory(err);
}

enum concord_status cleaner_clean(struct cleaner *cleaner,
                                  struct document *document,
                                  const struct extract *extract,
                                  struct concord_error *err) {
    if (extract->block_count == 0)
        return concord_fail(err, CONCORD_BAD_INPUT,
                            "there is no text in it; look at the file");
    struct verdict *verdicts = calloc(extract->block_count, sizeof *verdicts);
    if (!verdicts)
        return concord_no_memory(err);
    struct buffer text = BUFFER_INIT(DOCUMENT_TEXT_MAX);
    enum concord_status status = judge(cleaner, extract, verdicts, err);
    if (status == CONCORD_OK)
        status = settle(document, extract, verdicts, &text, err);
    buffer_destroy(&text);
    free(verdicts);
    return status;
}
