/* token_words_growth.c - numbers words as they are met, and writes words.bin.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "columns_file.h"
#include "generation_files.h"
#include "token_code.h"
#include "token_words.h"
#include "token_words_file.h"

struct token_words_growth {
    struct token_words base; /* of the generation before, or empty */
    char base_directory[PATH_MAX];
    struct word_growth *words;
};

static enum concord_status open_base(struct token_words_growth *growth,
                                     const char *directory,
                                     struct concord_error *err) {
    enum concord_status status =
        generation_path(growth->base_directory, err, "%s", directory);
    return status == CONCORD_OK
               ? token_words_open(&growth->base, directory, err)
               : status;
}

enum concord_status token_words_begin(struct token_words_growth **out,
                                      const char *parent_directory,
                                      struct concord_error *err) {
    *out = NULL;
    struct token_words_growth *growth = calloc(1, sizeof *growth);
    if (growth == NULL)
        return concord_no_memory(err);
    enum concord_status status = parent_directory != NULL
                                     ? open_base(growth, parent_directory, err)
                                     : CONCORD_OK;
    if (status == CONCORD_OK) {
        growth->words = word_growth_create(&growth->base.words);
        if (growth->words == NULL)
            status = concord_no_memory(err);
    }
    if (status != CONCORD_OK) {
        token_words_destroy(growth);
        return status;
    }
    *out = growth;
    return CONCORD_OK;
}

void token_words_destroy(struct token_words_growth *growth) {
    if (growth == NULL)
        return;
    word_growth_destroy(growth->words);
    token_words_close(&growth->base);
    free(growth);
}

uint32_t token_words_number(struct token_words_growth *growth, const char *word,
                            size_t length) {
    uint32_t number = word_growth_number(growth->words, word, length);
    return number <= TOKEN_NUMBER_MAX ? number : 0;
}

uint32_t token_words_count(const struct token_words_growth *growth) {
    return word_growth_count(growth->words);
}

/* ---- leaving words out ---- */

static bool keep_words(struct token_words_growth *kept,
                       const struct token_words_growth *growth,
                       uint32_t *numbers) {
    for (uint32_t old = 1; old <= token_words_count(growth); old++) {
        if (numbers[old] == 0)
            continue;
        struct word_view word = word_growth_at(growth->words, old);
        numbers[old] = token_words_number(kept, word.bytes, word.length);
        if (numbers[old] == 0)
            return false;
    }
    return true;
}

enum concord_status token_words_keep(struct token_words_growth **out,
                                     const struct token_words_growth *growth,
                                     uint32_t *numbers,
                                     struct concord_error *err) {
    enum concord_status status = token_words_begin(out, NULL, err);
    if (*out != NULL && !keep_words(*out, growth, numbers)) {
        token_words_destroy(*out);
        *out = NULL;
        status = concord_no_memory(err);
    }
    return status;
}

/* ---- stems ---- */

/* Which stem each word has. */
struct stemming {
    struct word_growth *stems;
    uint32_t *stem_of; /* by word - 1 */
};

static void take_known(const struct token_words *base, uint32_t *stem_of) {
    for (uint32_t stem = 0; stem < base->stems.count; stem++)
        for (uint32_t i = base->starts[stem]; i < base->starts[stem + 1]; i++)
            stem_of[base->forms[i] - 1] = stem + 1;
}

static bool stem_new(const struct token_words_growth *growth,
                     struct stemming *stemming, struct stemmer *stemmer) {
    uint32_t count = token_words_count(growth);
    for (uint32_t number = growth->base.words.count + 1; number <= count;
         number++) {
        struct word_view word = word_growth_at(growth->words, number);
        const char *stem = stemmer_stem(stemmer, word.bytes, word.length);
        stemming->stem_of[number - 1] =
            word_growth_number(stemming->stems, stem, strlen(stem));
        if (stemming->stem_of[number - 1] == 0)
            return false;
    }
    return true;
}

static enum concord_status stem_all(const struct token_words_growth *growth,
                                    struct stemming *stemming,
                                    struct concord_error *err) {
    struct stemmer *stemmer = NULL;
    stemming->stems = word_growth_create(&growth->base.stems);
    stemming->stem_of = calloc((size_t)token_words_count(growth) + 1,
                               sizeof *stemming->stem_of);
    if (stemming->stems == NULL || stemming->stem_of == NULL)
        return concord_no_memory(err);
    enum concord_status status = stemmer_create(&stemmer, err);
    if (status != CONCORD_OK)
        return status;
    take_known(&growth->base, stemming->stem_of);
    if (!stem_new(growth, stemming, stemmer))
        status = concord_no_memory(err);
    stemmer_destroy(stemmer);
    return status;
}

/* ---- writing ---- */

/* The words of each stem side by side: a counting sort. `starts` has room for
 * one more than there are stems and is zero, `forms` for the words. */
static void sort_forms(const struct stemming *stemming, uint32_t words,
                       uint32_t *starts, uint32_t *forms) {
    uint32_t stems = word_growth_count(stemming->stems);
    for (uint32_t i = 0; i < words; i++)
        starts[stemming->stem_of[i]]++;
    for (uint32_t i = 0; i < stems; i++)
        starts[i + 1] += starts[i];
    /* From behind, so that each stem's words ascend and starts[] come right. */
    for (uint32_t i = words; i > 0; i--)
        forms[--starts[stemming->stem_of[i - 1]]] = i;
}

static bool write_forms(const struct stemming *stemming, uint32_t words,
                        struct parted_file *out) {
    size_t stems = word_growth_count(stemming->stems);
    uint32_t *starts = calloc(stems + 2, sizeof *starts);
    uint32_t *forms = calloc((size_t)words + 1, sizeof *forms);
    bool done = starts != NULL && forms != NULL;
    if (done) {
        sort_forms(stemming, words, starts, forms);
        starts[stems + 1] = words;
        files_add_part(out, starts + 1, stems + 1, sizeof *starts);
        files_add_part(out, forms, words, sizeof *forms);
    }
    free(starts);
    free(forms);
    return done;
}

static struct words_list_header header_of(const struct word_growth *list) {
    return (struct words_list_header){word_growth_count(list),
                                      (uint32_t)word_growth_bytes(list),
                                      word_growth_slots(list), 0};
}

static bool write_parts(const struct token_words_growth *growth,
                        const struct stemming *stemming,
                        struct parted_file *out) {
    struct words_header header = {.byte_order = COLUMNS_BYTE_ORDER,
                                  .format = TOKEN_WORDS_FORMAT,
                                  .words = header_of(growth->words),
                                  .stems = header_of(stemming->stems)};
    memcpy(header.magic, WORDS_MAGIC, sizeof header.magic);
    files_add_part(out, &header, 1, sizeof header);
    return word_growth_write(growth->words, out) &&
           word_growth_write(stemming->stems, out) &&
           write_forms(stemming, token_words_count(growth), out);
}

static enum concord_status write_anew(const struct token_words_growth *growth,
                                      const char *path,
                                      struct concord_error *err) {
    struct stemming stemming = {NULL, NULL};
    FILE *file = NULL;
    enum concord_status status = stem_all(growth, &stemming, err);
    if (status == CONCORD_OK)
        status = files_create(&file, path, err);
    if (status == CONCORD_OK) {
        struct parted_file out = {file, 0};
        bool memory = write_parts(growth, &stemming, &out);
        status = files_close(file, path, err);
        if (!memory)
            status = concord_no_memory(err);
    }
    word_growth_destroy(stemming.stems);
    free(stemming.stem_of);
    return status;
}

enum concord_status token_words_write(struct token_words_growth *growth,
                                      const char *directory,
                                      struct concord_error *err) {
    char path[PATH_MAX];
    char before[PATH_MAX];
    enum concord_status status =
        generation_path(path, err, "%s/" TOKEN_WORDS_FILE, directory);
    if (status != CONCORD_OK)
        return status;
    if (growth->base.file.bytes == NULL ||
        token_words_count(growth) != growth->base.words.count)
        return write_anew(growth, path, err);
    status = generation_path(before, err, "%s/" TOKEN_WORDS_FILE,
                             growth->base_directory);
    /* Where links are not to be had, a copy does. */
    if (status == CONCORD_OK && link(before, path) != 0)
        status = files_copy(before, path, err);
    return status;
}
