/* imprint.c - the edges of a paper and a sketch of its prose.
 *
 * The sketch is MinHash by one permutation: every shingle of four words falls
 * into one of IMPRINT_SKETCH bins by its hash, and a bin keeps its least. An
 * empty bin takes what the next filled one has, so that short papers can be
 * held against each other too.
 * http://proceedings.mlr.press/v32/shrivastava14.html */
#include "imprint.h"

#include <ctype.h>
#include <string.h>

#include "glue.h"
#include "schema/buffer.h"
#include "schema/document.h"
#include "text/tokens.h"

enum {
    SHINGLE_WORDS = 4,
    PROSE_WORDS = 8,         /* that a sentence has at least */
    LONG_WORDS = 20,         /* prose however it ends */
    SKETCH_PROSE_WORDS = 40, /* below, all blocks are sketched */
    BARE_LETTERS = 3,
    BARE_DIGITS = 6
};

/* FNV-1a, 64 bits, then stirred so that every bit counts.
 * http://www.isthe.com/chongo/tech/comp/fnv/ */
static uint64_t hash_more(uint64_t hash, const char *bytes, size_t size) {
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * 1099511628211u;
    return hash;
}

static uint64_t hash_stir(uint64_t hash) {
    hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdu;
    hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53u;
    return hash ^ (hash >> 33);
}

static uint64_t hash_bytes(const char *bytes, size_t size) {
    return hash_stir(hash_more(14695981039346656037u, bytes, size));
}

/* ---- edges ---- */

static bool is_prose(const char *text, size_t words) {
    size_t size = strlen(text);
    return words >= LONG_WORDS || (words >= PROSE_WORDS && size > 0 &&
                                   strchr(".!?;:", text[size - 1]));
}

static size_t count_bytes(const char *text, int (*is_counted)(int)) {
    size_t count = 0;
    for (; *text; text++)
        count += is_counted((unsigned char)*text) != 0;
    return count;
}

/* Figures are all that there is to a telephone number, so they are not masked;
 * the number of a page is too little to know it again by. */
static bool hash_figures(struct imprint_block *out, const char *text) {
    if (count_bytes(text, isalpha) >= BARE_LETTERS)
        return false;
    if (count_bytes(text, isdigit) < BARE_DIGITS)
        out->traits |= IMPRINT_BARE;
    out->hash = hash_bytes(text, strlen(text));
    return true;
}

static uint32_t traits_of_kind(const struct extracted_block *block) {
    switch (block->kind) {
    case BLOCK_HEADING:
        return IMPRINT_HEADING;
    case BLOCK_LIST_ITEM:
    case BLOCK_TABLE_ROW:
        return IMPRINT_ITEM;
    case BLOCK_PARAGRAPH:
    case BLOCK_CAPTION:
        break;
    }
    return 0;
}

static enum concord_status take_edge(struct imprint_block *out,
                                     struct shape_set *shapes,
                                     const struct extracted_block *block,
                                     struct buffer *folded,
                                     struct concord_error *err) {
    struct verdict verdict = {NULL, 0, false};
    bool stays = false;
    size_t size = strlen(block->text);
    out->traits = traits_of_kind(block);
    shape_fold(folded, block->text, size);
    if (!buffer_ok(folded))
        return concord_no_memory(err);
    if (!hash_figures(out, block->text))
        out->hash =
            hash_bytes(folded->size > 0 ? folded->data : "", folded->size);
    if (is_prose(block->text, shape_count_words(block->text, size)))
        out->traits |= IMPRINT_PROSE;
    enum concord_status status =
        shape_set_judge(shapes, block->text, &verdict, err);
    if (status == CONCORD_OK)
        status = shape_set_stays(shapes, block->text, &stays, err);
    if (verdict.rule && verdict.cut == 0)
        out->traits |= IMPRINT_SHAPED;
    else if (stays)
        out->traits |= IMPRINT_STANDING;
    return status;
}

static bool is_at_edge(size_t block, size_t count) {
    return block < IMPRINT_EDGE_BLOCKS || block + IMPRINT_EDGE_BLOCKS >= count;
}

static enum concord_status take_edges(struct imprint *out, struct arena *arena,
                                      struct shape_set *shapes,
                                      const struct extract *extract,
                                      struct concord_error *err) {
    size_t count = extract->block_count;
    size_t most = 2 * (size_t)IMPRINT_EDGE_BLOCKS;
    struct buffer folded = BUFFER_INIT(2 * (size_t)DOCUMENT_TEXT_MAX);
    out->edges =
        arena_alloc(arena, (count < most ? count : most) * sizeof *out->edges);
    if (!out->edges)
        return concord_no_memory(err);
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < count && status == CONCORD_OK; i++) {
        if (!is_at_edge(i, count))
            continue;
        struct imprint_block *edge = &out->edges[out->edge_count++];
        edge->block = (uint32_t)i;
        status = take_edge(edge, shapes, &extract->blocks[i], &folded, err);
    }
    buffer_destroy(&folded);
    return status;
}

/* ---- sketch ---- */

/* The hashes of the last words, from which the next shingle is made. */
struct shingles {
    uint64_t words[SHINGLE_WORDS];
    size_t count;
};

static void add_word(struct imprint *out, struct shingles *shingles,
                     const struct token *token) {
    shingles->words[shingles->count++ % SHINGLE_WORDS] =
        hash_bytes(token->word, token->length);
    if (shingles->count < SHINGLE_WORDS)
        return;
    uint64_t hash = 0;
    for (size_t i = 0; i < SHINGLE_WORDS; i++)
        hash = hash_stir(
            hash * 31 + shingles->words[(shingles->count + i) % SHINGLE_WORDS]);
    uint32_t *bin = &out->sketch[hash % IMPRINT_SKETCH];
    uint32_t value = (uint32_t)(hash >> 32);
    if (value < *bin)
        *bin = value;
}

/* Figures are left out: an edition's are other than the last one's. */
static void sketch_block(struct imprint *out, const char *text) {
    struct shingles shingles = {.count = 0};
    struct token_reader reader;
    struct token token;
    token_reader_begin(&reader, text, strlen(text));
    while (token_next(&reader, &token))
        if (!isdigit((unsigned char)token.word[0]))
            add_word(out, &shingles, &token);
}

static bool is_sketched(const struct extracted_block *block, bool all) {
    return all || is_prose(block->text,
                           shape_count_words(block->text, strlen(block->text)));
}

static void fill_empty_bins(struct imprint *out, const bool *filled) {
    for (size_t i = 0; i < IMPRINT_SKETCH; i++) {
        size_t from = i;
        for (size_t step = 0; step < IMPRINT_SKETCH && !filled[from]; step++)
            from = (from + 1) % IMPRINT_SKETCH;
        if (!filled[i] && filled[from])
            out->sketch[i] = out->sketch[from] + (uint32_t)i;
    }
}

static void take_sketch(struct imprint *out, const struct extract *extract) {
    size_t words = 0;
    bool filled[IMPRINT_SKETCH];
    for (size_t i = 0; i < extract->block_count; i++)
        if (is_sketched(&extract->blocks[i], false))
            words += shape_count_words(extract->blocks[i].text,
                                       strlen(extract->blocks[i].text));
    memset(out->sketch, 0xff, sizeof out->sketch);
    for (size_t i = 0; i < extract->block_count; i++)
        if (is_sketched(&extract->blocks[i], words < SKETCH_PROSE_WORDS))
            sketch_block(out, extract->blocks[i].text);
    for (size_t i = 0; i < IMPRINT_SKETCH; i++)
        filled[i] = out->sketch[i] != UINT32_MAX;
    fill_empty_bins(out, filled);
}

enum concord_status imprint_take(struct imprint *out, struct arena *arena,
                                 struct shape_set *shapes,
                                 const struct extract *extract,
                                 struct concord_error *err) {
    *out = (struct imprint){0};
    out->block_count = (uint32_t)extract->block_count;
    out->is_page = extract->format && strcmp(extract->format, "text/html") == 0;
    enum concord_status status = take_edges(out, arena, shapes, extract, err);
    if (status == CONCORD_OK)
        take_sketch(out, extract);
    return status == CONCORD_OK ? glue_find(out, arena, extract, err) : status;
}

/* ---- packed ----
 *
 *   struct packed_head, edges, places where words run together, words, and
 *   zeros up to a multiple of PACKED_ALIGNMENT */

enum { PACKED_ALIGNMENT = 8 };

struct packed_head {
    uint32_t edge_count;
    uint32_t block_count;
    uint32_t is_page;
    uint32_t glued_count;
    uint32_t word_count;
    uint32_t zero;
    uint32_t sketch[IMPRINT_SKETCH];
};

static size_t padding_after(size_t size) {
    return (PACKED_ALIGNMENT - size % PACKED_ALIGNMENT) % PACKED_ALIGNMENT;
}

void imprint_pack(struct buffer *out, const struct imprint *imprint) {
    static const char zeros[PACKED_ALIGNMENT];
    struct packed_head head = {.edge_count = imprint->edge_count,
                               .block_count = imprint->block_count,
                               .is_page = imprint->is_page,
                               .glued_count = imprint->glued_count,
                               .word_count = imprint->word_count};
    size_t start = out->size;
    memcpy(head.sketch, imprint->sketch, sizeof head.sketch);
    buffer_append(out, &head, sizeof head);
    buffer_append(out, imprint->edges,
                  imprint->edge_count * sizeof *imprint->edges);
    buffer_append(out, imprint->glued,
                  imprint->glued_count * sizeof *imprint->glued);
    buffer_append(out, imprint->words,
                  imprint->word_count * sizeof *imprint->words);
    buffer_append(out, zeros, padding_after(out->size - start));
}

/* The lists follow each other, each aligned for its items. */
static size_t place_lists(struct imprint *out, const struct packed_head *head) {
    out->edges = (void *)(uintptr_t)(head + 1);
    out->glued = (void *)(out->edges + head->edge_count);
    out->words = (void *)(out->glued + head->glued_count);
    size_t size = sizeof *head + head->edge_count * sizeof *out->edges +
                  head->glued_count * sizeof *out->glued +
                  head->word_count * sizeof *out->words;
    return size + padding_after(size);
}

bool imprint_view(struct imprint *out, const void *bytes, size_t size) {
    const struct packed_head *head = bytes;
    if (size < sizeof *head || (uintptr_t)bytes % PACKED_ALIGNMENT != 0 ||
        head->edge_count > 2 * IMPRINT_EDGE_BLOCKS ||
        head->glued_count > IMPRINT_GLUED || head->word_count > IMPRINT_WORDS)
        return false;
    *out = (struct imprint){.edge_count = head->edge_count,
                            .block_count = head->block_count,
                            .is_page = head->is_page,
                            .glued_count = head->glued_count,
                            .word_count = head->word_count};
    memcpy(out->sketch, head->sketch, sizeof out->sketch);
    return place_lists(out, head) == size;
}
