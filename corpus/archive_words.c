#include "archive_words.h"

#include <stdlib.h>

struct answer {
    uint32_t word;
    uint32_t kin; /* who has it; then how many of them */
};

struct archive_words {
    uint32_t *asked; /* ascending once begun */
    size_t asked_count;
    size_t asked_room;
    struct answer *answers;
    size_t answer_count;
    size_t answer_room;
};

enum concord_status archive_words_create(struct archive_words **out,
                                         struct concord_error *err) {
    *out = calloc(1, sizeof **out);
    return *out ? CONCORD_OK : concord_no_memory(err);
}

void archive_words_destroy(struct archive_words *words) {
    if (!words)
        return;
    free(words->asked);
    free(words->answers);
    free(words);
}

static bool make_room(void *items, size_t count, size_t *room, size_t size) {
    void **list = items;
    if (count < *room)
        return true;
    size_t wanted = *room ? 2 * *room : 256;
    void *grown = realloc(*list, wanted * size);
    if (!grown)
        return false;
    *list = grown;
    *room = wanted;
    return true;
}

static bool ask(struct archive_words *words, uint32_t word) {
    if (!make_room(&words->asked, words->asked_count, &words->asked_room,
                   sizeof *words->asked))
        return false;
    words->asked[words->asked_count++] = word;
    return true;
}

bool archive_words_ask(struct archive_words *words,
                       const struct imprint *imprint) {
    bool good = true;
    for (uint32_t i = 0; i < imprint->glued_count && good; i++) {
        const struct imprint_glue *glue = &imprint->glued[i];
        good = ask(words, glue->whole) && ask(words, glue->left) &&
               ask(words, glue->right) && ask(words, glue->pair);
    }
    return good;
}

static int by_number(const void *left, const void *right) {
    const uint32_t *a = left;
    const uint32_t *b = right;
    return *a < *b ? -1 : *a > *b;
}

void archive_words_begin(struct archive_words *words) {
    size_t kept = 0;
    if (words->asked_count == 0)
        return;
    qsort(words->asked, words->asked_count, sizeof *words->asked, by_number);
    for (size_t i = 0; i < words->asked_count; i++)
        if (kept == 0 || words->asked[i] != words->asked[kept - 1])
            words->asked[kept++] = words->asked[i];
    words->asked_count = kept;
}

/* Both lists ascend: the shorter one's words are looked for in the longer. */
bool archive_words_answer(struct archive_words *words,
                          const struct imprint *imprint, uint32_t kin) {
    for (uint32_t i = 0; i < imprint->word_count; i++) {
        uint32_t word = imprint->words[i];
        if (words->asked_count == 0 ||
            !bsearch(&word, words->asked, words->asked_count,
                     sizeof *words->asked, by_number))
            continue;
        if (!make_room(&words->answers, words->answer_count,
                       &words->answer_room, sizeof *words->answers))
            return false;
        words->answers[words->answer_count++] = (struct answer){word, kin};
    }
    return true;
}

static int by_word(const void *left, const void *right) {
    const struct answer *a = left;
    const struct answer *b = right;
    if (a->word != b->word)
        return a->word < b->word ? -1 : 1;
    return a->kin < b->kin ? -1 : a->kin > b->kin;
}

void archive_words_settle(struct archive_words *words) {
    size_t kept = 0;
    if (words->answer_count == 0)
        return;
    qsort(words->answers, words->answer_count, sizeof *words->answers, by_word);
    for (size_t i = 0; i < words->answer_count;) {
        uint32_t word = words->answers[i].word;
        uint32_t kin = 0;
        size_t first = i;
        for (; i < words->answer_count && words->answers[i].word == word; i++)
            kin += i == first ||
                   words->answers[i].kin != words->answers[i - 1].kin;
        words->answers[kept++] = (struct answer){word, kin};
    }
    words->answer_count = kept;
}

static int by_word_alone(const void *left, const void *right) {
    const struct answer *a = left;
    const struct answer *b = right;
    return a->word < b->word ? -1 : a->word > b->word;
}

static uint32_t kin_with(const struct archive_words *words, uint32_t word) {
    const struct answer key = {word, 0};
    const struct answer *found =
        words->answer_count == 0
            ? NULL
            : bsearch(&key, words->answers, words->answer_count,
                      sizeof *words->answers, by_word_alone);
    return found ? found->kin : 0;
}

/* A form that comes back is a name, however it is made; but none ends in a
 * pronoun. */
bool archive_words_part(const struct archive_words *words,
                        const struct imprint_glue *glue) {
    bool name = glue->again || kin_with(words, glue->whole) > 1;
    bool left = kin_with(words, glue->left) > 0;
    bool right = kin_with(words, glue->right) > 0;
    switch ((enum glue_kind)glue->kind) {
    case GLUE_PRONOUN:
        return left;
    case GLUE_OPENER:
        return left && !name;
    case GLUE_SIGN:
        return left && right;
    case GLUE_NAME:
        return left && right && !name && kin_with(words, glue->pair) > 0;
    }
    return false;
}
