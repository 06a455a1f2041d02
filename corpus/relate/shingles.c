/* shingles.c - see shingles.h. */
#include "relate/shingles.h"

#include <stdlib.h>
#include <string.h>

#include "text/tokens.h"

/* Hashing. */

static uint32_t hash_letters(const char *word, size_t length) {
    uint32_t hash = 2166136261U; /* FNV-1a */
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)word[i]) * 16777619U;
    return hash;
}

/* The finishing steps of MurmurHash3 for 64 bits: every bit of a shingle's
 * hash counts, for its height picks the row. */
static uint64_t mix(uint64_t hash) {
    hash ^= hash >> 33;
    hash *= 0xff51afd7ed558ccdULL;
    hash ^= hash >> 33;
    hash *= 0xc4ceb9fe1a85ec53ULL;
    return hash ^ hash >> 33;
}

static uint32_t hash_shingle(const struct hashed_word *words, size_t count) {
    uint64_t hash = count;
    for (size_t i = 0; i < count; i++)
        hash = (hash ^ words[i].hash) * 0x9e3779b97f4a7c15ULL + i;
    return (uint32_t)(mix(hash) >> 32);
}

/* Words. */

static bool is_year(const struct token *token) {
    if (token->length != 4)
        return false;
    for (size_t i = 0; i < 4; i++)
        if (token->word[i] < '0' || token->word[i] > '9')
            return false;
    return memcmp(token->word, "19", 2) == 0 ||
           memcmp(token->word, "20", 2) == 0;
}

/* The word is preceded by another, and one space: no sentence begins here. */
static bool is_within_sentence(const char *text, size_t at) {
    if (at < 2 || text[at - 1] != ' ')
        return false;
    unsigned char before = (unsigned char)text[at - 2];
    return (before >= 'a' && before <= 'z') ||
           (before >= 'A' && before <= 'Z') ||
           (before >= '0' && before <= '9') || before == ',';
}

static bool is_marked(const char *text, const struct token *token) {
    return is_year(token) ||
           (token->letters != TOKEN_LOWER && token->length > 1 &&
            is_within_sentence(text, token->start));
}

enum concord_status words_hash(struct hashed_words *out, struct arena *arena,
                               const char *text, size_t size,
                               struct concord_error *err) {
    struct token_reader reader;
    struct token token;
    *out = (struct hashed_words){0};
    token_reader_begin(&reader, text, size);
    while (out->count < SHINGLE_WORDS_MAX && token_next(&reader, &token)) {
        struct hashed_word *word =
            arena_push(arena, &out->words, &out->count, sizeof *word);
        if (!word)
            return concord_no_memory(err);
        *word =
            (struct hashed_word){.start = (uint32_t)token.start,
                                 .hash = hash_letters(token.word, token.length),
                                 .marked = is_marked(text, &token)};
    }
    return CONCORD_OK;
}

/* The least hashes. */

/* Holds up to twice as many as are wanted; when full it is sorted and cut, and
 * what is above the cut is turned away from then on. */
struct least {
    uint32_t hashes[2 * SKETCH_MAX];
    size_t count;
    size_t most;
    uint32_t limit; /* none above is among the least */
};

static int compare_hashes(const void *a, const void *b) {
    uint32_t first = *(const uint32_t *)a;
    uint32_t second = *(const uint32_t *)b;
    return (first > second) - (first < second);
}

/* One pass of a radix sort: by the eight bits from `shift` on. */
static void sort_by_byte(uint32_t *to, const uint32_t *from, size_t count,
                         unsigned shift) {
    size_t starts[257] = {0};
    for (size_t i = 0; i < count; i++)
        starts[(from[i] >> shift & 0xFF) + 1]++;
    for (size_t i = 1; i < 257; i++)
        starts[i] += starts[i - 1];
    for (size_t i = 0; i < count; i++)
        to[starts[from[i] >> shift & 0xFF]++] = from[i];
}

/* At most 2 * SKETCH_MAX; qsort() would take most of the time of a print. */
static void sort_hashes(uint32_t *hashes, size_t count) {
    uint32_t spare[2 * SKETCH_MAX];
    if (count < 128) {
        qsort(hashes, count, sizeof *hashes, compare_hashes);
        return;
    }
    for (unsigned shift = 0; shift < 32; shift += 16) {
        sort_by_byte(spare, hashes, count, shift);
        sort_by_byte(hashes, spare, count, shift + 8);
    }
}

static void least_settle(struct least *least) {
    size_t kept = 0;
    sort_hashes(least->hashes, least->count);
    for (size_t i = 0; i < least->count && kept < least->most; i++)
        if (kept == 0 || least->hashes[kept - 1] != least->hashes[i])
            least->hashes[kept++] = least->hashes[i];
    least->count = kept;
    if (kept == least->most && kept > 0)
        least->limit = least->hashes[kept - 1];
}

static void least_add(struct least *least, uint32_t hash) {
    if (hash > least->limit)
        return;
    least->hashes[least->count++] = hash;
    if (least->count == 2 * least->most)
        least_settle(least);
}

/* Of hashes spread evenly, as many as `count` lie below the greatest of them.
 */
static size_t estimate_total(const struct least *least) {
    if (least->count < least->most || least->count == 0)
        return least->count;
    double height = (double)least->hashes[least->count - 1] + 1;
    return (size_t)((double)least->count * (4294967296.0 / height));
}

static const struct packed_hash *
pack_hashes(struct arena *arena, const uint32_t *hashes, size_t count) {
    struct packed_hash *packed = arena_alloc_raw(arena, count * sizeof *packed);
    for (size_t i = 0; packed && i < count; i++)
        packed[i] = pack_hash(hashes[i]);
    return packed;
}

static enum concord_status least_keep(struct sketch *out, struct arena *arena,
                                      struct least *least,
                                      struct concord_error *err) {
    least_settle(least);
    const struct packed_hash *kept =
        pack_hashes(arena, least->hashes, least->count);
    if (!kept)
        return concord_no_memory(err);
    *out = (struct sketch){kept, least->count, estimate_total(least)};
    return CONCORD_OK;
}

/* Shingles first..end of the words begin at each of these many. */
static size_t shingle_count(size_t words, size_t width) {
    if (words == 0)
        return 0;
    return words < width ? 1 : words - width + 1;
}

enum concord_status sketch_make(struct sketch *out, struct arena *arena,
                                const struct hashed_words *words, size_t first,
                                size_t end, size_t width, size_t most,
                                struct concord_error *err) {
    struct least least = {.most = most, .limit = UINT32_MAX};
    size_t count = shingle_count(end - first, width);
    size_t run = end - first < width ? end - first : width;
    for (size_t i = 0; i < count; i++)
        least_add(&least, hash_shingle(&words->words[first + i], run));
    return least_keep(out, arena, &least, err);
}

/* The bands. */

enum {
    BAND_ROWS = 4,
    ROWS = (PRINT_BANDS - 1) * BAND_ROWS /* as many as seven bits tell apart */
};

/* A row that no shingle fell in borrows from the next that has one, changed by
 * the distance, so that two short texts agree there only if they agree in both.
 */
static void fill_rows(uint32_t *rows, const bool *filled) {
    uint32_t borrowed[ROWS];
    for (size_t i = 0; i < ROWS; i++) {
        size_t distance = 0;
        while (!filled[(i + distance) % ROWS])
            distance++;
        borrowed[i] =
            rows[(i + distance) % ROWS] + (uint32_t)distance * 0x9e3779b9U;
    }
    memcpy(rows, borrowed, sizeof borrowed);
}

/* `rows` are zero. */
static void sign(uint32_t rows[ROWS], struct least *least,
                 const struct hashed_words *words) {
    bool filled[ROWS] = {false};
    size_t count = shingle_count(words->count, SHINGLE_TEXT_WORDS);
    size_t run =
        words->count < SHINGLE_TEXT_WORDS ? words->count : SHINGLE_TEXT_WORDS;
    for (size_t i = 0; i < count; i++) {
        uint32_t hash = hash_shingle(&words->words[i], run);
        uint32_t row = (uint32_t)(hash * 2654435769U) >> 25;
        if (!filled[row] || hash < rows[row])
            rows[row] = hash;
        filled[row] = true;
        least_add(least, hash);
    }
    if (count > 0)
        fill_rows(rows, filled);
}

static uint64_t mix_hash(uint64_t hash, uint32_t first, uint32_t second) {
    hash = (hash ^ first ^ (uint64_t)second << 32) * 0xff51afd7ed558ccdULL;
    return hash ^ hash >> 32;
}

static uint64_t band_seed(size_t band) {
    return (band + 1) * 0x9e3779b97f4a7c15ULL;
}

static uint32_t hash_rows(const uint32_t *rows, size_t band) {
    uint64_t hash = band_seed(band);
    for (size_t i = 0; i < BAND_ROWS; i += 2)
        hash = mix_hash(hash, rows[i], rows[i + 1]);
    return (uint32_t)hash;
}

static uint32_t hash_sketch(const struct sketch *sketch) {
    uint64_t hash = band_seed(PRINT_BANDS - 1);
    for (size_t i = 0; i < sketch->count; i++)
        hash = mix_hash(hash, unpack_hash(sketch->hashes[i]), (uint32_t)i);
    return (uint32_t)hash;
}

static enum concord_status make_bands(struct text_print *print,
                                      struct arena *arena,
                                      const uint32_t rows[ROWS],
                                      struct concord_error *err) {
    uint32_t bands[PRINT_BANDS];
    for (size_t band = 0; band + 1 < PRINT_BANDS; band++)
        bands[band] = hash_rows(rows + band * BAND_ROWS, band);
    bands[PRINT_BANDS - 1] = hash_sketch(&print->sketch);
    print->bands = pack_hashes(arena, bands, PRINT_BANDS);
    return print->bands ? CONCORD_OK : concord_no_memory(err);
}

/* Marks. */

static int compare_marks_by_count(const void *a, const void *b) {
    const struct mark *first = a;
    const struct mark *second = b;
    if (first->count != second->count)
        return first->count < second->count ? 1 : -1;
    return (first->hash > second->hash) - (first->hash < second->hash);
}

static int compare_marks_by_hash(const void *a, const void *b) {
    return compare_hashes(&((const struct mark *)a)->hash,
                          &((const struct mark *)b)->hash);
}

/* Equal hashes stand together: make one mark of each run. */
static size_t count_marks(struct mark *marks, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && marks[kept - 1].hash == marks[i].hash)
            marks[kept - 1].count++;
        else
            marks[kept++] = (struct mark){marks[i].hash, 1};
    }
    return kept;
}

static enum concord_status collect_marks(struct text_print *print,
                                         struct arena *arena,
                                         const struct hashed_words *words,
                                         struct concord_error *err) {
    struct mark *marks = NULL;
    size_t count = 0;
    for (size_t i = 0; i < words->count; i++) {
        if (!words->words[i].marked)
            continue;
        struct mark *mark = arena_push(arena, &marks, &count, sizeof *mark);
        if (!mark)
            return concord_no_memory(err);
        mark->hash = words->words[i].hash;
    }
    if (count == 0)
        return CONCORD_OK;
    qsort(marks, count, sizeof *marks, compare_marks_by_hash);
    count = count_marks(marks, count);
    if (count > MARKS_MAX) {
        qsort(marks, count, sizeof *marks, compare_marks_by_count);
        print->mark_floor = marks[MARKS_MAX].count;
        count = MARKS_MAX;
        qsort(marks, count, sizeof *marks, compare_marks_by_hash);
    }
    print->marks = marks;
    print->mark_count = count;
    return CONCORD_OK;
}

enum concord_status text_print_make(struct text_print *out, struct arena *arena,
                                    const struct hashed_words *words,
                                    struct concord_error *err) {
    *out = (struct text_print){0};
    struct least least = {.most = SKETCH_MAX, .limit = UINT32_MAX};
    uint32_t rows[ROWS] = {0};
    sign(rows, &least, words);
    enum concord_status status = least_keep(&out->sketch, arena, &least, err);
    if (status == CONCORD_OK)
        status = make_bands(out, arena, rows, err);
    return status == CONCORD_OK ? collect_marks(out, arena, words, err)
                                : status;
}

/* Of the least hashes of both together, as many as the shorter list has if it
 * was cut, those that are in both. */
struct likeness sketch_compare(const struct sketch *a, const struct sketch *b) {
    struct likeness likeness = {0, 0};
    size_t in_either = 0;
    size_t in_both = 0;
    size_t i = 0;
    size_t j = 0;
    bool a_cut = a->total > a->count;
    bool b_cut = b->total > b->count;
    while (i < a->count || j < b->count) {
        if ((i == a->count && a_cut) || (j == b->count && b_cut))
            break; /* what follows may be lacking in the one that was cut */
        uint32_t first = i < a->count ? unpack_hash(a->hashes[i]) : 0;
        uint32_t second = j < b->count ? unpack_hash(b->hashes[j]) : 0;
        bool take_a = j == b->count || (i < a->count && first <= second);
        bool take_b = i == a->count || (j < b->count && second <= first);
        i += take_a;
        j += take_b;
        in_either++;
        in_both += take_a && take_b;
    }
    if (in_either == 0)
        return likeness;
    likeness.jaccard = (double)in_both / (double)in_either;
    double least = (double)(a->total < b->total ? a->total : b->total);
    double shared = likeness.jaccard / (1 + likeness.jaccard) *
                    (double)(a->total + b->total);
    likeness.contained = shared < least ? shared / least : 1;
    return likeness;
}
