/* page_edges.c - what stands at a page's head and foot, beside its text: the
 * site's menu as one line, a footer of several sentences, the links to the
 * pages before and after. */
#include <ctype.h>
#include <string.h>

#include "layout.h"

enum { FOOT_BLOCKS = 4 };

/* Menus at the head. */

static bool is_small_word(const char *word, size_t size) {
    static const char *const small[] = {"a",   "an",   "and", "at",   "by",
                                        "for", "from", "in",  "of",   "on",
                                        "or",  "the",  "to",  "with", NULL};
    for (size_t i = 0; small[i]; i++)
        if (strlen(small[i]) == size && memcmp(small[i], word, size) == 0)
            return true;
    return false;
}

/* How often a capital follows a small letter's word: "Pay it Report it Apply
 * for it" begins anew twice. */
static size_t count_beginnings(const char *text) {
    size_t beginnings = 0;
    bool after_small = false;
    for (const char *at = text; *at;) {
        size_t size = strcspn(at, " ");
        beginnings += after_small && isupper((unsigned char)at[0]);
        after_small = islower((unsigned char)at[0]) && !is_small_word(at, size);
        at += size;
        at += strspn(at, " ");
    }
    return beginnings;
}

/* A site's menu, run together to one line without a mark. */
static bool is_menu_of_words(const struct extracted_block *block) {
    enum { WORDS_MIN = 4, WORDS_MAX = 24, BEGINNINGS_MIN = 2 };
    size_t words = shape_count_words(block->text, strlen(block->text));
    return block->kind == BLOCK_PARAGRAPH && words >= WORDS_MIN &&
           words <= WORDS_MAX && !strpbrk(block->text, ".,;:?!0123456789") &&
           isupper((unsigned char)block->text[0]) &&
           count_beginnings(block->text) >= BEGINNINGS_MIN;
}

static void judge_head(const struct extract *extract,
                       struct verdict *verdicts) {
    enum { HEAD_BLOCKS = 8 };
    size_t heading = 0;
    while (heading < extract->block_count &&
           extract->blocks[heading].kind != BLOCK_HEADING)
        heading++;
    if (heading == extract->block_count)
        return;
    for (size_t i = 0; i < heading && i < HEAD_BLOCKS; i++)
        if (!verdicts[i].rule && is_menu_of_words(&extract->blocks[i]))
            verdicts[i] = (struct verdict){"menu-line", 0, false};
}

/* Footers. */

/* The bytes of what parts a footer's pieces at `text`, or 0. */
static size_t part_border(const char *text) {
    static const char *const borders[] = {". ",  " | ", " · ", " • ",
                                          " – ", " - ", ""};
    if (text[0] != '.' && text[0] != ' ') /* as they all begin */
        return 0;
    for (size_t i = 0; borders[i][0]; i++)
        if (strncmp(text, borders[i], strlen(borders[i])) == 0)
            return strlen(borders[i]);
    return 0;
}

static size_t part_length(const char *text) {
    size_t length = 0;
    while (text[length] && part_border(text + length) == 0)
        length++;
    return length;
}

/* How many of a line's pieces must be furniture: so many, and one in `share`.
 */
struct needed {
    size_t least;
    size_t share;
};

/* Enough of its pieces are furniture, and none is prose. */
static enum concord_status judge_parts(struct shape_set *set, const char *text,
                                       struct needed needed, bool *furniture,
                                       struct concord_error *err) {
    enum { PARTS_MIN = 2, PART_BYTES_MAX = 160, PART_WORDS_MAX = 18 };
    size_t parts = 0;
    size_t known = 0;
    for (const char *at = text; *at;) {
        char part[PART_BYTES_MAX + 1];
        size_t length = part_length(at);
        struct verdict verdict = {NULL, 0, false};
        if (length > PART_BYTES_MAX ||
            !shape_words_at_most(at, length, PART_WORDS_MAX))
            return CONCORD_OK;
        memcpy(part, at, length);
        part[length] = '\0';
        enum concord_status status = shape_set_judge(set, part, &verdict, err);
        if (status != CONCORD_OK)
            return status;
        parts++;
        known += verdict.rule != NULL || verdict.item;
        at += length;
        at += part_border(at);
    }
    *furniture = parts >= PARTS_MIN && known >= needed.least &&
                 known * needed.share >= parts;
    return CONCORD_OK;
}

/* A page has them at its head too, and its last lines need less to be one. In a
 * text, "Training. Four days were planned." is none. */
static enum concord_status judge_foot(struct shape_set *set,
                                      const struct extract *extract, bool page,
                                      struct verdict *verdicts,
                                      struct concord_error *err) {
    enum { BYTES_MAX = 400, LAST_BLOCKS = 2 };
    size_t count = extract->block_count;
    for (size_t i = 0; i < count; i++) {
        const struct extracted_block *block = &extract->blocks[i];
        bool at_edge = (page && i < FOOT_BLOCKS) || i + FOOT_BLOCKS >= count;
        bool furniture = false;
        if (!at_edge || verdicts[i].rule || block->kind == BLOCK_HEADING ||
            block->kind == BLOCK_TABLE_ROW || strlen(block->text) > BYTES_MAX)
            continue;
        struct needed needed = {page ? 1 : 2,
                                page && i + LAST_BLOCKS >= count ? 3 : 2};
        enum concord_status status =
            judge_parts(set, block->text, needed, &furniture, err);
        if (status != CONCORD_OK)
            return status;
        if (furniture)
            verdicts[i] = (struct verdict){"footer-line", 0, false};
    }
    return CONCORD_OK;
}

/* "← Apprentices: five myths   Save the date →" */
static bool is_pager(const struct extracted_block *block) {
    static const char *const left[] = {"←", "«", "‹", "<<", NULL};
    static const char *const right[] = {"→", "»", "›", ">>", NULL};
    enum { WORDS_MAX = 30 };
    size_t size = strlen(block->text);
    if (block->kind == BLOCK_HEADING || block->kind == BLOCK_TABLE_ROW ||
        !shape_words_at_most(block->text, size, WORDS_MAX))
        return false;
    for (size_t i = 0; left[i]; i++) {
        size_t mark = strlen(right[i]);
        if (strncmp(block->text, left[i], strlen(left[i])) == 0 ||
            (size > mark && strcmp(block->text + size - mark, right[i]) == 0))
            return true;
    }
    return false;
}

enum concord_status page_edges_judge(struct shape_set *set,
                                     const struct extract *extract, bool page,
                                     struct verdict *verdicts,
                                     struct concord_error *err) {
    if (page)
        judge_head(extract, verdicts);
    for (size_t i = 0; i < extract->block_count; i++)
        if (!verdicts[i].rule && is_pager(&extract->blocks[i]))
            verdicts[i] = (struct verdict){"pager", 0, false};
    return judge_foot(set, extract, page, verdicts, err);
}
