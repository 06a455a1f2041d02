/* title_labelled.c - "Title: Halls for hire", in the forms of committees. */
#include <string.h>

#include "describe/lines.h"
#include "describe/title_candidate.h"
#include "describe/title_lines.h"
#include "describe/words.h"

/* "Subject: ...", two cells of a table, or "TITLE Halls for hire". */
static bool label_ends(const struct reading *reading, size_t last) {
    struct gap gap = gap_after(reading, last);
    bool stands_out = reading->words[last].letters == TOKEN_ALL_CAPITALS &&
                      strlen(reading->words[last].folded) > 2 &&
                      word_has_capital(reading, last + 1) &&
                      reading->words[last + 1].letters != TOKEN_ALL_CAPITALS;
    return gap_has(gap, ":") || gap_has(gap, "|") || stands_out;
}

/* "Title" over the line that it labels, in a form. */
static bool is_under_label(const struct reading *reading, size_t block) {
    enum { WORDS_MIN = 2 };
    return block < title_top_end(reading) &&
           reading->blocks[block].word_count >= WORDS_MIN &&
           !line_is_prose(reading, block) && !line_is_date(reading, block) &&
           !line_is_labelled(reading, block);
}

/* Where the value ends that begins with the word: with its block, or before
 * the label that was run into its line. */
static size_t label_value_end(const struct reading *reading, size_t block,
                              size_t word) {
    size_t end = reading_block_end(reading, block);
    size_t next = next_label(reading, word + 1, end);
    return next < end ? reading->words[next - 1].end
                      : reading->document->blocks[block].end;
}

struct title_candidate title_labelled(const struct reading *reading) {
    static const char *const labels[] = {"title",
                                         "subject",
                                         "report title",
                                         "title of report",
                                         "re",
                                         "heading",
                                         "report heading",
                                         "subject heading",
                                         "subject title",
                                         "report",
                                         "title of paper",
                                         "paper title",
                                         "subject of report",
                                         NULL};
    for (size_t i = 0; i < title_top_end(reading); i++) {
        const struct block_facts *facts = &reading->blocks[i];
        size_t end = reading_block_end(reading, i);
        size_t count = words_begin(reading, facts->first_word, end, labels);
        size_t item = after_item_label(reading, i);
        if (item < end)
            return (struct title_candidate){i,
                                            1,
                                            reading->words[item].start,
                                            reading->document->blocks[i].end,
                                            NULL,
                                            "item-title"};
        bool weak =
            count == 1 && (word_is(reading, facts->first_word, "re") ||
                           word_is(reading, facts->first_word, "report"));
        if (count > 0 && facts->word_count == count && !weak &&
            is_under_label(reading, i + 1))
            return title_of_block(reading, i + 1, "labelled-title");
        if (count == 0 || facts->word_count == count ||
            facts->word_count > TITLE_WORDS_MAX ||
            !label_ends(reading, facts->first_word + count - 1))
            continue;
        return (struct title_candidate){
            i,
            1,
            reading->words[facts->first_word + count].start,
            label_value_end(reading, i, facts->first_word + count),
            NULL,
            "labelled-title"};
    }
    return title_nothing();
}
