/* passage_marks.c - where a passage begins and ends in bytes, and its marks. */
#include "passage_marks.h"

#include <string.h>

#include "passages.h"

enum { RUN_MAX = 8 }; /* bytes of marks that belong to a word */

/* An opening quotation mark or a pound sign belongs to its word. */
static size_t start_of(const struct passage_text *text, uint32_t word) {
    size_t start = text->words[word].start;
    size_t at = start;
    size_t least = word > 0 ? text->words[word - 1].end : 0;
    while (at > least && start - at < RUN_MAX &&
           strchr(" \n\t", text->text[at - 1]) == NULL)
        at--;
    bool stands_alone = at == 0 || strchr(" \n\t", text->text[at - 1]) != NULL;
    return stands_alone ? at : start;
}

/* So do a full stop and what closes behind it. */
static size_t end_of(const struct passage_text *text, uint32_t end, bool cut) {
    size_t behind = text->words[end - 1].end;
    size_t at = behind;
    if (cut)
        return behind;
    while (at < text->size && at - behind < RUN_MAX &&
           strchr(" \n\t", text->text[at]) == NULL)
        at++;
    bool stands_alone =
        at == text->size || strchr(" \n\t", text->text[at]) != NULL;
    return stands_alone ? at : behind;
}

/* A word alone may be longer than a passage: it ends with a character. */
static size_t fit_bytes(const struct passage_text *text, size_t start,
                        size_t end) {
    if (end - start <= PASSAGE_BYTES + (size_t)2 * RUN_MAX)
        return end;
    end = start + PASSAGE_BYTES;
    while (end > start && ((unsigned char)text->text[end] & 0xC0) == 0x80)
        end--;
    return end;
}

static bool is_near(const struct passage_text *text,
                    const struct text_hit *hit) {
    return text->sought->items[hit->item].kind == QUERY_NEAR;
}

/* Which words of a window are marked, and which go on with the mark of the
 * word before: those of a phrase, and of near where they stand together. */
struct marking {
    bool marked[PASSAGE_WORDS];
    bool goes_on[PASSAGE_WORDS];
};

static void mark_hit(struct marking *marking,
                     const struct passage_window *window,
                     const struct passage_text *text,
                     const struct text_hit *hit,
                     const struct text_hit *before) {
    uint32_t at = hit->first - window->first;
    uint32_t end = hit->end - window->first;
    if (is_near(text, hit) && before != NULL && before->item == hit->item &&
        before->end == hit->first &&
        text->words[hit->first].block == text->words[before->first].block)
        marking->goes_on[at] = true;
    for (uint32_t i = at; i < end; i++) {
        marking->marked[i] = true;
        if (i > at)
            marking->goes_on[i] = true;
    }
}

/* The first hit that ends behind a word: hits are in the order of their ends.
 */
static uint32_t first_hit(const struct passage_text *text, uint32_t word) {
    uint32_t first = 0;
    uint32_t end = text->hit_count;
    while (first < end) {
        uint32_t middle = first + (end - first) / 2;
        if (text->hits[middle].end <= word)
            first = middle + 1;
        else
            end = middle;
    }
    return first;
}

static void mark_words(struct marking *marking,
                       const struct passage_window *window,
                       const struct passage_text *text) {
    const struct text_hit *near_one = NULL;
    memset(marking, 0, sizeof *marking);
    for (uint32_t i = first_hit(text, window->first);
         i < text->hit_count && text->hits[i].end <= window->end; i++) {
        const struct text_hit *hit = &text->hits[i];
        if (hit->first < window->first || (is_near(text, hit) && hit->whole))
            continue; /* the words of near are marked one by one */
        mark_hit(marking, window, text, hit, near_one);
        if (is_near(text, hit))
            near_one = hit;
    }
}

bool passage_copy_marks(struct passage *passage, struct arena *arena,
                        const struct passage_window *window,
                        const struct passage_text *text) {
    struct marking marking;
    struct text_span *marks = NULL;
    struct text_span *newest = NULL;
    mark_words(&marking, window, text);
    for (uint32_t i = 0; i < window->end - window->first; i++) {
        const struct text_word *word = &text->words[window->first + i];
        if (!marking.marked[i])
            continue;
        if (!marking.goes_on[i] || newest == NULL) {
            newest =
                arena_push(arena, &marks, &passage->mark_count, sizeof *newest);
            if (newest == NULL)
                return false;
            newest->start = word->start;
        }
        newest->end =
            word->end < passage->span.end ? word->end : passage->span.end;
    }
    passage->marks = marks;
    return true;
}

struct text_span passage_span(const struct passage_text *text,
                              const struct passage_window *window) {
    size_t start = start_of(text, window->first);
    size_t end = end_of(text, window->end, window->cut_after);
    return (struct text_span){start, fit_bytes(text, start, end)};
}
