#include "describe/lists.h"

#include "describe/words.h"

/* A sentence is read as items and what parts them:
 *
 *   concerns such as [social inclusion], [community safety] and [health]
 *   ^ the lead-in belongs to the first item                   ^ a last one may
 *                                                               go on
 * so that the first may be long before its matter and the last after it. */

enum { ITEM_WORDS_MAX = 6, OWN_WORDS_MAX = 3, ITEMS_MIN = 3 };

enum border { BORDER_NONE, BORDER_COMMA, BORDER_AND, BORDER_END };

static bool is_and(const struct reading *reading, size_t word) {
    return word_is(reading, word, "and") || word_is(reading, word, "or");
}

static enum border border_after(const struct reading *reading, size_t word) {
    struct gap gap = gap_after(reading, word);
    if (gap_is_space(gap))
        return BORDER_NONE;
    if (gap_has(gap, "(") || gap_has(gap, ")") || gap_has(gap, ": ") ||
        gap_has(gap, "\n") || gap_has(gap, ". ") || gap_has(gap, " – ") ||
        gap_has(gap, " - ") || gap_has(gap, "? ") || gap_has(gap, "! "))
        return BORDER_END;
    return gap_has(gap, ",") || gap_has(gap, ";") ? BORDER_COMMA : BORDER_NONE;
}

/* Items, and the borders between them. A list has commas; a sentence with many
 * an "and" and one comma is none. */
struct tally {
    size_t items;
    size_t commas;
    size_t ands;
};

/* From one item to its neighbour. */
struct walk {
    const struct reading *reading;
    struct word_span in;
    bool forwards;
    size_t word;
};

static bool at_end(const struct walk *walk) {
    return walk->forwards ? walk->word + 1 >= walk->in.end
                          : walk->word <= walk->in.first;
}

static enum border step(struct walk *walk) {
    enum border border = border_after(
        walk->reading, walk->forwards ? walk->word : walk->word - 1);
    walk->word = walk->forwards ? walk->word + 1 : walk->word - 1;
    return border;
}

/* Walk to the next border. *length is how many words of the item lie beyond
 * the one at which it began. */
static enum border walk_item(struct walk *walk, size_t *length) {
    *length = 0;
    while (!at_end(walk)) {
        enum border border = step(walk);
        if (border == BORDER_END)
            return border;
        if (is_and(walk->reading, walk->word)) {
            if (at_end(walk))
                return BORDER_END;
            step(walk);
            return BORDER_AND;
        }
        if (border == BORDER_COMMA)
            return border;
        ++*length;
    }
    return BORDER_END;
}

/* Count the items beyond the one walked so far, which `border` ended. */
static void count_beyond(struct walk *walk, enum border border,
                         struct tally *tally) {
    while (border == BORDER_COMMA || border == BORDER_AND) {
        enum border before = border;
        size_t length = 0;
        border = walk_item(walk, &length);
        bool is_short = length < ITEM_WORDS_MAX;
        bool may_be_long =
            walk->forwards ? before == BORDER_AND : border == BORDER_END;
        if (!is_short && !may_be_long)
            break;
        tally->items++;
        tally->commas += before == BORDER_COMMA;
        tally->ands += before == BORDER_AND;
        if (!is_short)
            break;
    }
}

bool mention_is_in_list(const struct reading *reading,
                        const struct mention *mention) {
    struct word_span in = reading_sentence(reading, mention->first_word);
    struct walk left = {reading, in, false, mention->first_word};
    struct walk right = {reading, in, true,
                         mention->first_word + mention->word_count - 1};
    size_t before = 0;
    size_t after = 0;
    enum border opens = walk_item(&left, &before);
    enum border closes = walk_item(&right, &after);
    size_t lead_in = opens == BORDER_END ? 0 : before;
    size_t tail = opens == BORDER_AND && before < 2 ? 0 : after;
    if (lead_in + tail > OWN_WORDS_MAX || (before > OWN_WORDS_MAX && after > 1))
        return false;
    struct tally tally = {1, 0, 0};
    count_beyond(&left, opens, &tally);
    count_beyond(&right, closes, &tally);
    return tally.items >= ITEMS_MIN && tally.commas > 0 &&
           tally.commas * 2 >= tally.ands;
}

static bool is_short_item(const struct reading *reading, size_t block) {
    enum { WORDS_MAX = 5 };
    return block < reading->document->block_count &&
           reading->blocks[block].list_item &&
           reading->blocks[block].word_count <= WORDS_MAX;
}

bool block_is_in_list(const struct reading *reading, size_t block) {
    if (!is_short_item(reading, block))
        return false;
    size_t items = 1;
    for (size_t i = block;
         items < ITEMS_MIN && i > 0 && is_short_item(reading, i - 1); i--)
        items++;
    for (size_t i = block + 1; items < ITEMS_MIN && is_short_item(reading, i);
         i++)
        items++;
    return items >= ITEMS_MIN;
}
