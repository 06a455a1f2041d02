/* page_spares.c - what reads as a page's furniture and is the paper's by where
 * it stands: a charity's number over a letter, a table's rows with bars. */
#include <string.h>

#include "layout.h"

/* A letter begins below the block: "Dear Ms Other". */
static bool leads_to_letter(const struct extract *extract, size_t block) {
    enum { HEAD_BLOCKS = 24, SALUTATION_WORDS = 8 };
    for (size_t i = block + 1;
         i < extract->block_count && i <= block + HEAD_BLOCKS; i++) {
        const char *text = extract->blocks[i].text;
        if (strncmp(text, "Dear ", 5) == 0 &&
            shape_words_at_most(text, strlen(text), SALUTATION_WORDS))
            return true;
        if (layout_is_prose(&extract->blocks[i]))
            return false;
    }
    return false;
}

/* Who a charity is, over a letter, is the letter's head and no site's foot. */
static void spare_letterhead(const struct extract *extract,
                             struct verdict *verdicts) {
    enum { HEAD_BLOCKS = 12 };
    for (size_t i = 0; i < extract->block_count && i < HEAD_BLOCKS; i++)
        if (verdicts[i].rule &&
            strcmp(verdicts[i].rule, "charity-registration") == 0 &&
            leads_to_letter(extract, i))
            verdicts[i] = (struct verdict){NULL, 0, false};
}

static size_t count_bars(const char *text) {
    size_t bars = 0;
    for (const char *at = strchr(text, '|'); at; at = strchr(at + 1, '|'))
        bars++;
    return bars;
}

/* One past the rows that begin at block i: lines that were taken for menus and
 * have as many bars each. */
static size_t end_of_rows(const struct extract *extract,
                          const struct verdict *verdicts, size_t i) {
    size_t bars = count_bars(extract->blocks[i].text);
    size_t end = i;
    while (bars > 0 && end < extract->block_count && verdicts[end].rule &&
           strcmp(verdicts[end].rule, "menu-line") == 0 &&
           count_bars(extract->blocks[end].text) == bars)
        end++;
    return end;
}

static bool has_long_number(const char *text) {
    enum { DIGITS_MIN = 5 };
    for (const char *at = strpbrk(text, "0123456789"); at;
         at = strpbrk(at, "0123456789")) {
        size_t digits = strspn(at, "0123456789");
        if (digits >= DIGITS_MIN)
            return true;
        at += digits;
    }
    return false;
}

static bool tells_of_charity(const struct extracted_block *block,
                             const struct verdict *verdict) {
    return strcmp(verdict->rule, "charity-registration") == 0 &&
           layout_is_prose(block) && !strchr(block->text, '|') &&
           !strstr(block->text, "©") && !has_long_number(block->text);
}

/* Amid the text, rows with bars are a table's, and a sentence that says who is
 * a charity without its number tells of it. */
static void spare_amid_text(const struct extract *extract,
                            struct verdict *verdicts) {
    enum { ROWS_MIN = 3 };
    size_t last = extract->block_count;
    while (last > 0 && (verdicts[last - 1].rule ||
                        !layout_is_prose(&extract->blocks[last - 1])))
        last--;
    bool under = false;
    for (size_t i = 0; i < last; i++) {
        under = under ||
                (!verdicts[i].rule && layout_is_prose(&extract->blocks[i]));
        if (!under || !verdicts[i].rule)
            continue;
        size_t end = end_of_rows(extract, verdicts, i);
        if (end < i + ROWS_MIN)
            end = i + tells_of_charity(&extract->blocks[i], &verdicts[i]);
        for (size_t j = i; j < end; j++)
            verdicts[j] = (struct verdict){NULL, 0, false};
        i = end > i ? end - 1 : i;
    }
}

void page_spares_judge(const struct extract *extract,
                       struct verdict *verdicts) {
    spare_letterhead(extract, verdicts);
    spare_amid_text(extract, verdicts);
}
