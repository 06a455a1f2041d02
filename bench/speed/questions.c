/* questions.c - draws words by document frequency, and passages at random. */
#include "questions.h"

#include <stdlib.h>
#include <string.h>

#include "random.h"

enum { WINDOW_WORDS = 3, WINDOWS = 4096, OF_QUESTIONS = 9 };

/* Words that stand side by side in some paper, and that paper's values. */
struct window {
    const struct census_word *words[WINDOW_WORDS];
    char *values;
};

/* Windows are kept as a reservoir: the n-th paper's takes a place with the
 * chance of WINDOWS in n (Vitter's algorithm R). */
struct questions {
    struct random random;
    struct window windows[WINDOWS];
    size_t papers;
    struct window *taking; /* this paper's place, or NULL */
    size_t skip;           /* how many words of it go by first */
    size_t taken;
};

enum concord_status questions_create(struct questions **out, uint64_t seed,
                                     struct concord_error *err) {
    *out = calloc(1, sizeof **out);
    if (*out == NULL)
        return concord_no_memory(err);
    (*out)->random = random_of(seed, OF_QUESTIONS, 0);
    return CONCORD_OK;
}

void questions_destroy(struct questions *questions) {
    if (questions == NULL)
        return;
    for (size_t i = 0; i < WINDOWS; i++)
        free(questions->windows[i].values);
    free(questions);
}

enum concord_status questions_begin_paper(struct questions *questions,
                                          const struct paper *paper,
                                          struct concord_error *err) {
    size_t place = questions->papers < WINDOWS
                       ? questions->papers
                       : random_below(&questions->random, questions->papers);
    questions->papers++;
    questions->taking = NULL;
    if (place >= WINDOWS)
        return CONCORD_OK;
    struct window *window = &questions->windows[place];
    free(window->values);
    memset(window, 0, sizeof *window);
    window->values = strdup(paper->values);
    questions->taking = window;
    questions->skip = random_below(&questions->random, 60);
    questions->taken = 0;
    return window->values == NULL ? concord_no_memory(err) : CONCORD_OK;
}

void questions_begin_block(struct questions *questions) {
    if (questions->taken < WINDOW_WORDS)
        questions->taken = 0;
}

void questions_show_word(struct questions *questions,
                         const struct census_word *word) {
    if (questions->taking == NULL || questions->taken == WINDOW_WORDS)
        return;
    if (questions->skip > 0)
        questions->skip--;
    else
        questions->taking->words[questions->taken++] = word;
}

/* ---- writing ---- */

/* The stems of a share of papers that makes a class, in thousandths. */
struct band {
    const struct census_word **stems;
    size_t count;
};

enum band_name { BAND_RARE, BAND_MIDDLE, BAND_FREQUENT, BAND_COMMON, BANDS };
static const unsigned band_limits[BANDS][2] = {[BAND_RARE] = {1, 2},
                                               [BAND_MIDDLE] = {20, 200},
                                               [BAND_FREQUENT] = {50, 300},
                                               [BAND_COMMON] = {100, 500}};

struct drawing {
    const struct questions *questions;
    struct random random;
    struct band bands[BANDS];
    FILE *file;
};

static const struct census_word *draw_stem(struct drawing *drawing,
                                           enum band_name name) {
    const struct band *band = &drawing->bands[name];
    return band->stems[random_below(&drawing->random, band->count)]->spelt;
}

/* People leave out what stands in every other paper, and phrases of words that
 * hardly any has are found nowhere else. */
static bool window_serves(const struct questions *questions,
                          const struct window *window) {
    for (size_t i = 0; i < WINDOW_WORDS; i++) {
        if (window->words[i] == NULL)
            return false;
        size_t papers = window->words[i]->stem->papers;
        if (papers > questions->papers / 2 || papers < questions->papers / 1000)
            return false;
    }
    return true;
}

static const struct window *draw_window(struct drawing *drawing) {
    const struct questions *questions = drawing->questions;
    size_t kept =
        questions->papers < WINDOWS ? questions->papers : (size_t)WINDOWS;
    for (unsigned i = 0; i < 10 * WINDOWS; i++) {
        const struct window *window =
            &questions->windows[random_below(&drawing->random, kept)];
        if (window_serves(questions, window))
            return window;
    }
    return NULL;
}

static void write_question(const struct drawing *drawing, const char *class,
                           const char *kind,
                           const struct census_word *const *words, size_t count,
                           const char *filters) {
    fprintf(drawing->file, "%s\t%s\t", class, kind);
    for (size_t i = 0; i < count; i++)
        fprintf(drawing->file, "%s%s", i > 0 ? " " : "", words[i]->word);
    fputc('\t', drawing->file);
    for (size_t i = 0; i < count; i++)
        fprintf(drawing->file, "%s%s", i > 0 ? " " : "", words[i]->stem->word);
    fprintf(drawing->file, "\t%s\n", filters);
}

static void write_drawn(struct drawing *drawing, const char *class,
                        const char *kind, enum band_name band, size_t count) {
    const struct census_word *words[3] = {0};
    for (size_t i = 0; i < count; i++)
        words[i] = draw_stem(drawing, band);
    write_question(drawing, class, kind, words, count, "");
}

/* The facets that a question filters by: those of a paper, in turn. */
static bool filters_by(const char *facet, size_t size, size_t turn) {
    static const char *const wanted[3][2] = {
        {"type", "region"}, {"region", "topic"}, {"type", "year"}};
    for (size_t i = 0; i < 2; i++)
        if (strlen(wanted[turn % 3][i]) == size &&
            memcmp(wanted[turn % 3][i], facet, size) == 0)
            return true;
    return false;
}

static void write_filtered(struct drawing *drawing, const struct window *window,
                           size_t turn) {
    const struct census_word *word = draw_stem(drawing, BAND_MIDDLE);
    const char *at = window->values;
    struct paper_value value;
    struct buffer filters = BUFFER_INIT(4096);
    while (paper_next_value(&at, &value))
        if (filters_by(value.facet, value.facet_size, turn))
            buffer_printf(&filters, "%s%.*s=%.*s", filters.size > 0 ? "|" : "",
                          (int)value.facet_size, value.facet,
                          (int)value.value_size, value.value);
    write_question(drawing, "filtered", "word", &word, 1,
                   filters.size > 0 ? filters.data : "");
    buffer_destroy(&filters);
}

/* One of each class. */
static enum concord_status write_round(struct drawing *drawing, size_t turn,
                                       struct concord_error *err) {
    const struct window *window = draw_window(drawing);
    if (window == NULL)
        return concord_fail(err, CONCORD_BAD_INPUT,
                            "no words stand together in these papers that are "
                            "neither too rare nor too common");
    size_t game = 2 + turn % 2;
    write_drawn(drawing, "rare", "word", BAND_RARE, 1);
    write_drawn(drawing, "common", "word", BAND_COMMON, 1);
    write_drawn(drawing, "and", "and", BAND_MIDDLE, 2);
    write_drawn(drawing, "or", "or", BAND_FREQUENT, 3);
    write_question(drawing, "phrase", "phrase", window->words, 2, "");
    write_filtered(drawing, window, turn);
    write_question(drawing, "everything", "all", NULL, 0, "");
    write_question(drawing, "game-term", "word", window->words, 1, "");
    write_question(drawing, "game-and", "and", window->words, game, "");
    write_question(drawing, "game-or", "or", window->words, game, "");
    write_question(drawing, "game-phrase", "phrase", window->words, game, "");
    return CONCORD_OK;
}

static enum concord_status find_bands(struct drawing *drawing,
                                      const struct census *census,
                                      struct concord_error *err) {
    uint64_t papers = drawing->questions->papers;
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < BANDS && status == CONCORD_OK; i++) {
        struct band *band = &drawing->bands[i];
        uint64_t first = papers * band_limits[i][0] / 1000;
        uint64_t last = papers * band_limits[i][1] / 1000 + 2;
        status =
            census_between(census, first > 2 ? (uint32_t)first : 2,
                           (uint32_t)last, &band->stems, &band->count, err);
        if (status == CONCORD_OK && band->count == 0)
            status = concord_fail(err, CONCORD_BAD_INPUT,
                                  "these papers are too few to draw "
                                  "questions from");
    }
    return status;
}

enum concord_status questions_write(const struct questions *questions,
                                    const struct census *census, unsigned each,
                                    FILE *file, struct concord_error *err) {
    struct drawing drawing = {
        .questions = questions, .random = questions->random, .file = file};
    enum concord_status status = find_bands(&drawing, census, err);
    for (size_t i = 0; i < each && status == CONCORD_OK; i++)
        status = write_round(&drawing, i, err);
    for (size_t i = 0; i < BANDS; i++)
        free(drawing.bands[i].stems);
    return status;
}
