/* passage_windows.c - what windows are worth, and where they begin and end. */
#include "passage_windows.h"

#include <stdlib.h>
#include <string.h>

#include "passages.h"

enum {
    PASSAGE_WORDS_MIN = 10, /* a shorter one takes the next sentence too */
    LEAD_WORDS = 5,         /* before a hit, where its sentence is cut */
    PART_WORDS = 12,        /* or so many, to open with a part of it */
    CLOSE_WORDS = 8         /* left out at the end, to end with a part */
};

static const double again_worth = 0.1;     /* of what comes again, ever less */
static const double close_worth = 0.2;     /* of two things side by side */
static const double near_one_worth = 0.25; /* a word of near without the rest */
static const double title_worth = 0.3;
static const double line_worth = 0.85; /* of matter that is no paragraph */
static const double other_block_gain = 1.1;
static const double even = 0.0001; /* worths so close are the same */
static const double cut_before_worth = 0.9;
static const double cut_after_worth = 0.93;

/* ---- what a window is worth ---- */

/* A window under way: words first..end. */
struct adding {
    struct passage_windows *windows;
    struct passage_window window;
    double worth;
    double matter; /* words of it */
    double share;  /* of its worth, for how much of it is matter */
    uint32_t title_words;
    const struct text_hit *last; /* hit */
};

static enum text_block_kind kind_at(const struct passage_text *text,
                                    uint32_t word) {
    return text->blocks[text->words[word].block].kind;
}

static double hit_worth(const struct passage_text *text,
                        const struct text_hit *hit) {
    double worth = text->sought->items[hit->item].weight;
    if (!hit->whole)
        worth *= near_one_worth;
    return kind_at(text, hit->first) == TEXT_TITLE ? worth * title_worth
                                                   : worth;
}

/* Two different things, the nearer the better. */
static double closeness(const struct adding *adding, const struct text_hit *hit,
                        double worth) {
    const struct passage_text *text = adding->windows->text;
    if (adding->last == NULL)
        return 0;
    double other = hit_worth(text, adding->last);
    uint32_t end = adding->last->end;
    uint32_t distance = hit->first > end ? hit->first - end + 1 : 1;
    return close_worth * (worth < other ? worth : other) / distance;
}

static void add_hit(struct adding *adding, const struct text_hit *hit) {
    struct passage_windows *windows = adding->windows;
    const struct sought_word *item = &windows->text->sought->items[hit->item];
    struct window_met *met = &windows->met[item->matter];
    double worth = hit_worth(windows->text, hit);
    if (met->window != windows->newest) {
        *met = (struct window_met){windows->newest, 1, worth};
        adding->worth += worth + closeness(adding, hit, worth);
    } else if (worth > met->worth) {
        adding->worth += worth - met->worth;
        met->worth = worth;
    } else {
        met->times++;
        adding->worth +=
            again_worth * worth / ((double)met->times * met->times);
    }
    adding->last = hit;
}

/* A heading ends here, and what it leads up to comes next; in a list of such
 * lines another line does. */
static bool is_heading_of_next(const struct passage_text *text, uint32_t end) {
    return kind_at(text, end - 1) < TEXT_MATTER && end < text->word_count &&
           kind_at(text, end) >= TEXT_MATTER;
}

/* Too little to be read by itself, or what a heading leads up to is missing. */
static bool is_short(const struct adding *adding, uint32_t end) {
    uint32_t words = end - adding->window.first;
    return words < PASSAGE_WORDS_MIN + adding->title_words ||
           (words < 2 * PASSAGE_WORDS_MIN &&
            is_heading_of_next(adding->windows->text, end));
}

/* Let the window end here if that is better than where it ends now; if it is
 * as good, as long as the block is the same. Another block has to bring more
 * of what is sought than a word again: how much of the window is matter is
 * settled by where it can end first. */
static void consider(struct adding *adding, uint32_t end, bool cut) {
    const struct text_word *words = adding->windows->text->words;
    struct passage_window *window = &adding->window;
    if (window->end == 0)
        adding->share = 0.5 + 0.5 * adding->matter / (end - window->first);
    double worth = adding->worth * adding->share *
                   (window->cut_before ? cut_before_worth : 1) *
                   (cut ? cut_after_worth : 1);
    if (window->end > 0) {
        bool same = words[end - 1].block == words[window->end - 1].block;
        double least = !same ? other_block_gain : cut ? 1 + even : 1 - even;
        if (worth < window->worth * least || (worth <= 0 && (!same || cut)))
            return;
    }
    window->end = end;
    window->worth = worth;
    window->cut_after = cut;
}

static uint32_t limit_of(const struct passage_text *text, uint32_t first) {
    uint32_t end = first + 1;
    while (end < text->word_count && end < first + PASSAGE_WORDS &&
           text->words[end].end - text->words[first].start <= PASSAGE_BYTES)
        end++;
    return end;
}

/* Where a sentence that goes on behind `limit` is cut. */
static uint32_t cut_at(const struct adding *adding, uint32_t limit) {
    const struct passage_text *text = adding->windows->text;
    uint32_t least = adding->last != NULL ? adding->last->end : 0;
    if (least < adding->window.first + PASSAGE_WORDS_MIN)
        least = adding->window.first + PASSAGE_WORDS_MIN;
    for (uint32_t end = limit; end >= least && end + CLOSE_WORDS > limit; end--)
        if ((text->words[end].opens & OPENS_PART) != 0)
            return end;
    return limit;
}

static bool is_border(const struct passage_text *text, uint32_t word) {
    return word == text->word_count ||
           (text->words[word].opens & OPENS_SENTENCE) != 0;
}

static void add_word(struct adding *adding, uint32_t word) {
    enum text_block_kind kind = kind_at(adding->windows->text, word);
    adding->matter += kind == TEXT_PARAGRAPH ? 1
                      : kind == TEXT_MATTER  ? line_worth
                                             : 0;
    adding->title_words += kind == TEXT_TITLE;
}

/* The window from `first` on that is worth most. Its hits are behind hit
 * `from`, or shortly before. */
static struct passage_window best_window(struct passage_windows *windows,
                                         uint32_t first, uint32_t from) {
    const struct passage_text *text = windows->text;
    struct adding adding = {.windows = windows, .window = {.first = first}};
    uint32_t limit = limit_of(text, first);
    adding.window.cut_before = !is_border(text, first);
    windows->newest++;
    while (from > 0 && text->hits[from - 1].end > first)
        from--;
    for (uint32_t end = first + 1; end <= limit; end++) {
        add_word(&adding, end - 1);
        for (; from < text->hit_count && text->hits[from].end <= end; from++)
            if (text->hits[from].first >= first)
                add_hit(&adding, &text->hits[from]);
        if (is_border(text, end) && (end == limit || !is_short(&adding, end)))
            consider(&adding, end, false);
    }
    if (!is_border(text, limit)) {
        uint32_t end = cut_at(&adding, limit);
        consider(&adding, end, !is_border(text, end));
    }
    return adding.window;
}

/* ---- windows of a stretch ---- */

static void add_window(struct passage_windows *windows, uint32_t first,
                       uint32_t hit, uint32_t *newest) {
    if (*newest == first)
        return;
    *newest = first;
    struct passage_window window = best_window(windows, first, hit);
    if (window.worth > 0)
        windows->items[windows->count++] = window;
}

/* Where a window opens that cannot open with the hit's sentence. */
static uint32_t lead_of(const struct passage_text *text, uint32_t first,
                        uint32_t sentence, uint32_t room) {
    for (uint32_t back = 0;
         back <= PART_WORDS && back <= room && first - back > sentence; back++)
        if ((text->words[first - back].opens & OPENS_PART) != 0)
            return first - back;
    uint32_t back = room < LEAD_WORDS ? room : LEAD_WORDS;
    return first - sentence > back ? first - back : sentence;
}

/* Where the newest windows open, with a sentence and within one. */
struct tried {
    uint32_t whole;
    uint32_t led;
};

static void try_hit(struct passage_windows *windows, uint32_t index,
                    struct tried *tried) {
    const struct passage_text *text = windows->text;
    const struct text_hit *hit = &text->hits[index];
    uint32_t words = hit->end - hit->first;
    uint32_t room = words < PASSAGE_WORDS ? PASSAGE_WORDS - words : 0;
    uint32_t sentence = hit->first;
    while (sentence > 0 && hit->first - sentence < room &&
           !is_border(text, sentence))
        sentence--;
    bool whole = sentence == 0 || is_border(text, sentence);
    if (whole)
        add_window(windows, sentence, index, &tried->whole);
    if (!whole || hit->first - sentence > PART_WORDS)
        add_window(windows, lead_of(text, hit->first, sentence, room), index,
                   &tried->led);
}

static int compare_windows(const void *left, const void *right) {
    const struct passage_window *a = left;
    const struct passage_window *b = right;
    if (a->worth != b->worth)
        return a->worth > b->worth ? -1 : 1;
    return (a->first > b->first) - (a->first < b->first);
}

void passage_windows_find(struct passage_windows *windows) {
    struct tried tried = {UINT32_MAX, UINT32_MAX};
    windows->count = 0;
    for (uint32_t i = 0; i < windows->text->hit_count; i++)
        try_hit(windows, i, &tried);
    if (windows->count > 1)
        qsort(windows->items, windows->count, sizeof *windows->items,
              compare_windows);
}

struct passage_window passage_windows_open(struct passage_windows *windows,
                                           uint32_t first) {
    return best_window(windows, first, 0);
}

enum concord_status passage_windows_prepare(struct passage_windows *out,
                                            struct arena *arena,
                                            const struct passage_text *text,
                                            struct concord_error *err) {
    size_t most = (size_t)2 * text->hit_most;
    memset(out, 0, sizeof *out);
    out->text = text;
    out->met =
        arena_alloc(arena, (text->sought->matters + 1) * sizeof *out->met);
    out->items = arena_alloc_raw(arena, most * sizeof *out->items);
    return out->met != NULL && out->items != NULL ? CONCORD_OK
                                                  : concord_no_memory(err);
}
