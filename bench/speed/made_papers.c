/* made_papers.c - draws words into sentences and paragraphs. */
#include "made_papers.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "made_words.h"
#include "zipf.h"

enum {
    WORDS = 1000000, /* distinct */
    WORDS_KNEE = 8000,
    WORDS_FLAT = 2,         /* Mandelbrot's: the first does not outdo all */
    AGAIN_PERCENT = 30,     /* a word of this paper comes again */
    COMPANION_PERCENT = 10, /* a word brings the one that goes with it */
    SENTENCE_WORDS = 18,    /* on average, as is a paragraph's */
    PARAGRAPH_SENTENCES = 4,
    LENGTH_MAX = 2048
};

/* What random_of() tells apart. */
enum { OF_PAPER = 1, OF_COMPANION = 2, OF_VALUES = 3 };

struct made_papers {
    uint64_t seed;
    const struct made_values *values;
    struct zipf *words;
    struct buffer title;
    struct buffer text;
    struct buffer listed;
    char id[32];
    char date[MADE_DATE_MAX];
    uint32_t ranks[LENGTH_MAX]; /* of this paper's words so far */
    size_t count;
};

enum concord_status made_papers_create(struct made_papers **out, uint64_t seed,
                                       const struct made_values *values,
                                       struct concord_error *err) {
    *out = NULL;
    struct made_papers *made = calloc(1, sizeof *made);
    if (made == NULL)
        return concord_no_memory(err);
    made->seed = seed;
    made->values = values;
    made->title = made->text = made->listed =
        (struct buffer)BUFFER_INIT(1024 * 1024);
    enum concord_status status =
        zipf_create(&made->words, WORDS, WORDS_FLAT, WORDS_KNEE, err);
    if (status == CONCORD_OK)
        *out = made;
    else
        made_papers_destroy(made);
    return status;
}

void made_papers_destroy(struct made_papers *made) {
    if (made == NULL)
        return;
    zipf_destroy(made->words);
    buffer_destroy(&made->title);
    buffer_destroy(&made->text);
    buffer_destroy(&made->listed);
    free(made);
}

/* How many words 1/32, 2/32 ... of all papers stay below, and at its ends the
 * shortest and the longest: the quantiles of a log-normal law of mean 200 and
 * deviation 0.8, cut off at three deviations. Whole numbers, and a straight
 * line between, are the same everywhere; exp() need not be. */
static const unsigned lengths[33] = {
    13,  33,  43,  51,  58,  65,  71,  78,  85,  91,  98,
    105, 113, 120, 128, 136, 145, 155, 165, 176, 187, 200,
    215, 231, 249, 270, 295, 326, 365, 417, 496, 645, 1616};

static unsigned draw_length(struct random *random) {
    size_t part = random_below(random, 32);
    return lengths[part] +
           (unsigned)random_below(random, lengths[part + 1] - lengths[part]);
}

static uint32_t draw_rank(struct made_papers *made, struct random *random) {
    if (made->count > 0 && random_percent(random, COMPANION_PERCENT)) {
        uint32_t last = made->ranks[made->count - 1];
        struct random pair = random_of(made->seed, OF_COMPANION, last);
        return (uint32_t)zipf_draw(made->words, &pair);
    }
    if (made->count > 0 && random_percent(random, AGAIN_PERCENT))
        return made->ranks[random_below(random, made->count)];
    return (uint32_t)zipf_draw(made->words, random);
}

static void append_word(struct made_papers *made, struct random *random,
                        struct buffer *out, bool capital) {
    char word[MADE_WORD_MAX];
    uint32_t rank = draw_rank(made, random);
    size_t length = made_word(word, rank);
    if (capital)
        word[0] = (char)toupper((unsigned char)word[0]);
    buffer_append(out, word, length);
    if (made->count < LENGTH_MAX)
        made->ranks[made->count++] = rank;
}

static void make_title(struct made_papers *made, struct random *random) {
    size_t words = 3 + random_below(random, 7);
    for (size_t i = 0; i < words; i++) {
        if (i > 0)
            buffer_append_char(&made->title, ' ');
        append_word(made, random, &made->title, i == 0);
    }
}

/* What stands between a word and the next. */
static const char *draw_border(struct random *random) {
    if (random_below(random, SENTENCE_WORDS) > 0)
        return random_percent(random, 5) ? ", " : " ";
    return random_below(random, PARAGRAPH_SENTENCES) > 0 ? ". " : ".\n\n";
}

static void make_text(struct made_papers *made, struct random *random) {
    const char *border = ". ";
    unsigned length = draw_length(random);
    for (unsigned i = 0; i < length; i++) {
        if (i > 0)
            buffer_append_string(&made->text, border);
        append_word(made, random, &made->text, *border == '.');
        border = draw_border(random);
    }
    buffer_append_char(&made->text, '.');
}

enum concord_status made_papers_make(struct made_papers *made, uint64_t number,
                                     struct paper *out,
                                     struct concord_error *err) {
    struct random random = random_of(made->seed, OF_PAPER, number);
    struct random drawn = random_of(made->seed, OF_VALUES, number);
    buffer_clear(&made->title);
    buffer_clear(&made->text);
    buffer_clear(&made->listed);
    made->count = 0;
    snprintf(made->id, sizeof made->id, "%08llu", (unsigned long long)number);
    make_title(made, &random);
    make_text(made, &random);
    made_values_draw(made->values, &drawn, made->date, &made->listed);
    if (!buffer_ok(&made->title) || !buffer_ok(&made->text) ||
        !buffer_ok(&made->listed))
        return concord_no_memory(err);
    *out = (struct paper){made->id, made->title.data, made->date,
                          made->listed.size > 0 ? made->listed.data : "",
                          made->text.data};
    return CONCORD_OK;
}
