/* passages.c - takes the best windows of a text.
 *
 * The text is read a stretch at a time, which gives as many windows as are
 * wanted, so that the best of all stretches are the best of the text. */
#include "passages.h"

#include <stdlib.h>
#include <string.h>

#include "engine/search_request.h"
#include "passage_marks.h"
#include "passage_text.h"
#include "passage_windows.h"
#include "schema/buffer.h"
#include "text/tokens.h"

enum {
    OPENING_WORDS_MIN = 8, /* fewer are a label */
    REPEATS_MAX = 200      /* windows of a stretch that only repeat */
};

/* A window taken: a passage, and its words with a space on either side. */
struct choice {
    struct passage passage;
    double worth;
    const char *folded;
};

struct choices {
    struct choice items[SEARCH_PASSAGES_MAX];
    size_t count;
};

struct passage_finder {
    struct arena room;   /* of the stretch, for all texts */
    struct arena pieces; /* of one text */
    struct passage_text reading;
    struct passage_windows windows;
    struct buffer folded; /* the words of a window */
};

/* ---- taking windows ---- */

/* The span's words, with a space on either side of each, by which passages that
 * say the same are known: of the only one nobody asks. */
static bool fold_span(struct passage_finder *finder, unsigned wanted,
                      struct text_span span) {
    struct buffer *folded = &finder->folded;
    buffer_clear(folded);
    buffer_append_char(folded, ' ');
    if (wanted > 1)
        token_fold(folded, finder->reading.text + span.start,
                   span.end - span.start);
    buffer_append_char(folded, ' ');
    return buffer_ok(folded);
}

static bool overlaps(const struct choices *choices, struct text_span span) {
    for (size_t i = 0; i < choices->count; i++)
        if (span.start < choices->items[i].passage.span.end &&
            choices->items[i].passage.span.start < span.end)
            return true;
    return false;
}

static bool repeats(const struct choices *choices, const char *folded) {
    for (size_t i = 0; i < choices->count; i++)
        if (strstr(choices->items[i].folded, folded) != NULL ||
            strstr(folded, choices->items[i].folded) != NULL)
            return true;
    return false;
}

/* Into `choices`, which has room. */
static enum concord_status take(struct passage_finder *finder,
                                struct choices *choices,
                                const struct passage_window *window,
                                struct text_span span,
                                struct concord_error *err) {
    const struct passage_text *reading = &finder->reading;
    struct choice *choice = &choices->items[choices->count];
    *choice = (struct choice){
        .worth = window->worth,
        .folded = arena_string(&finder->pieces, finder->folded.data)};
    choice->passage.span = span;
    choice->passage.cut_before = window->cut_before;
    choice->passage.cut_after = window->cut_after;
    if (choice->folded == NULL ||
        !passage_copy_marks(&choice->passage, &finder->pieces, window, reading))
        return concord_no_memory(err);
    choices->count++;
    return CONCORD_OK;
}

/* The best windows of the stretch. */
static enum concord_status choose(struct passage_finder *finder,
                                  struct choices *out, unsigned wanted,
                                  struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    unsigned repeated = 0;
    out->count = 0;
    passage_windows_find(&finder->windows);
    if (passage_text_is_late(&finder->reading))
        return concord_fail(err, CONCORD_DEADLINE,
                            "the texts found are too long to read in time");
    for (size_t i = 0; i < finder->windows.count && out->count < wanted &&
                       repeated < REPEATS_MAX && status == CONCORD_OK;
         i++) {
        struct text_span span =
            passage_span(&finder->reading, &finder->windows.items[i]);
        if (overlaps(out, span))
            continue;
        if (!fold_span(finder, wanted, span))
            return concord_no_memory(err);
        if (repeats(out, finder->folded.data))
            repeated++;
        else
            status = take(finder, out, &finder->windows.items[i], span, err);
    }
    return status;
}

/* Keep the best of both; `best` comes first in the text. */
static void merge(struct choices *best, const struct choices *more,
                  unsigned wanted) {
    struct choices both = {.count = 0};
    size_t left = 0;
    size_t right = 0;
    while (both.count < wanted && (left < best->count || right < more->count)) {
        bool first = right == more->count ||
                     (left < best->count &&
                      best->items[left].worth >= more->items[right].worth);
        const struct choice *next =
            first ? &best->items[left++] : &more->items[right++];
        if (!repeats(&both, next->folded))
            both.items[both.count++] = *next;
    }
    *best = both;
}

/* ---- the opening ---- */

/* How good it is to open with: a paragraph best, then anything longer than a
 * label, and the title last. */
static unsigned opening_rank(const struct text_block *block) {
    if (block->kind == TEXT_PARAGRAPH)
        return 3;
    if (block->kind == TEXT_TITLE)
        return 0;
    return block->end - block->first >= OPENING_WORDS_MIN ? 2 : 1;
}

static enum concord_status choose_opening(struct passage_finder *finder,
                                          struct choices *out,
                                          struct concord_error *err) {
    const struct passage_text *reading = &finder->reading;
    const struct text_block *best = NULL;
    for (uint32_t i = 0; i < reading->block_count; i++)
        if (best == NULL ||
            opening_rank(&reading->blocks[i]) > opening_rank(best))
            best = &reading->blocks[i];
    out->count = 0;
    if (best == NULL)
        return CONCORD_OK;
    struct passage_window window =
        passage_windows_open(&finder->windows, best->first);
    struct text_span span = passage_span(reading, &window);
    return fold_span(finder, 1, span) ? take(finder, out, &window, span, err)
                                      : concord_no_memory(err);
}

/* ---- passages ---- */

enum concord_status passage_finder_create(struct passage_finder **out,
                                          const struct sought_words *sought,
                                          struct stemmer *stemmer,
                                          struct concord_error *err) {
    *out = NULL;
    struct passage_finder *finder = calloc(1, sizeof *finder);
    if (finder == NULL)
        return concord_no_memory(err);
    finder->folded = (struct buffer)BUFFER_INIT(8 * PASSAGE_BYTES);
    enum concord_status status = passage_text_prepare(
        &finder->reading, &finder->room, sought, stemmer, err);
    if (status == CONCORD_OK)
        status = passage_windows_prepare(&finder->windows, &finder->room,
                                         &finder->reading, err);
    if (status != CONCORD_OK) {
        passage_finder_destroy(finder);
        return status;
    }
    *out = finder;
    return CONCORD_OK;
}

void passage_finder_destroy(struct passage_finder *finder) {
    if (finder == NULL)
        return;
    arena_clear(&finder->room);
    arena_clear(&finder->pieces);
    buffer_destroy(&finder->folded);
    free(finder);
}

static enum concord_status read_title(struct passage_finder *finder,
                                      const char *title,
                                      struct concord_error *err) {
    struct token_reader reader;
    struct token token;
    const char **words = NULL;
    size_t count = 0;
    token_reader_begin_search(&reader, title, strlen(title));
    while (token_next(&reader, &token)) {
        const char **word =
            arena_push(&finder->pieces, &words, &count, sizeof *word);
        if (word == NULL)
            return concord_no_memory(err);
        *word = arena_copy(&finder->pieces, token.word, token.length);
        if (*word == NULL)
            return concord_no_memory(err);
    }
    finder->reading.title = words;
    finder->reading.title_count = count;
    return CONCORD_OK;
}

static enum concord_status begin_text(struct passage_finder *finder,
                                      const struct passage_source *source,
                                      struct concord_error *err) {
    struct passage_text *reading = &finder->reading;
    arena_reset(&finder->pieces);
    reading->text = source->text;
    reading->size = source->size;
    reading->deadline = source->deadline;
    reading->next = 0;
    reading->title = NULL;
    reading->title_count = 0;
    return source->title != NULL ? read_title(finder, source->title, err)
                                 : CONCORD_OK;
}

/* The best of the whole text, and its opening when the first stretch has
 * nothing better. */
static enum concord_status read_text(struct passage_finder *finder,
                                     unsigned wanted, struct choices *best,
                                     struct choices *opening,
                                     struct concord_error *err) {
    struct passage_text *reading = &finder->reading;
    enum concord_status status = CONCORD_OK;
    while (status == CONCORD_OK && reading->next < reading->size) {
        struct choices more = {.count = 0};
        bool first = reading->next == 0;
        status = passage_text_read(reading, err);
        if (status == CONCORD_OK)
            status = choose(finder, &more, wanted, err);
        if (status == CONCORD_OK && first && more.count == 0)
            status = choose_opening(finder, opening, err);
        merge(best, &more, wanted);
    }
    return status;
}

static enum concord_status hand_over(struct passage *out, struct arena *arena,
                                     const struct passage *passage,
                                     const char *text,
                                     struct concord_error *err) {
    size_t bytes = passage->mark_count * sizeof *passage->marks;
    struct text_span *marks = arena_alloc(arena, bytes + sizeof *marks);
    *out = *passage;
    out->text = arena_copy(arena, text + passage->span.start,
                           passage->span.end - passage->span.start);
    if (marks == NULL || out->text == NULL)
        return concord_no_memory(err);
    if (bytes > 0)
        memcpy(marks, passage->marks, bytes);
    out->marks = marks;
    return CONCORD_OK;
}

enum concord_status passages_find(const struct passage **out, size_t *count,
                                  struct arena *arena,
                                  struct passage_finder *finder,
                                  const struct passage_source *source,
                                  struct concord_error *err) {
    struct choices best = {.count = 0};
    struct choices opening = {.count = 0};
    unsigned wanted = source->wanted < SEARCH_PASSAGES_MAX
                          ? source->wanted
                          : SEARCH_PASSAGES_MAX;
    *out = NULL;
    *count = 0;
    enum concord_status status = begin_text(finder, source, err);
    if (status == CONCORD_OK)
        status = read_text(finder, wanted, &best, &opening, err);
    if (best.count == 0 && wanted > 0)
        best = opening;
    struct passage *passages =
        arena_alloc(arena, (best.count + 1) * sizeof *passages);
    if (status == CONCORD_OK && passages == NULL)
        return concord_no_memory(err);
    for (size_t i = 0; i < best.count && status == CONCORD_OK; i++)
        status = hand_over(&passages[i], arena, &best.items[i].passage,
                           source->text, err);
    if (status != CONCORD_OK)
        return status;
    *out = passages;
    *count = best.count;
    return CONCORD_OK;
}
