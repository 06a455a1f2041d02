#include "clean.h"

#include <stdlib.h>
#include <string.h>

#include "imprint.h"
#include "layout.h"
#include "schema/buffer.h"
#include "shapes.h"

struct cleaner {
    struct shape_set *shapes;
};

enum concord_status cleaner_create(struct cleaner **out,
                                   const struct schema *schema,
                                   struct concord_error *err) {
    *out = NULL;
    struct cleaner *cleaner = calloc(1, sizeof *cleaner);
    if (!cleaner)
        return concord_no_memory(err);
    enum concord_status status =
        shape_set_create(&cleaner->shapes, schema, err);
    if (status != CONCORD_OK) {
        cleaner_destroy(cleaner);
        return status;
    }
    *out = cleaner;
    return CONCORD_OK;
}

void cleaner_destroy(struct cleaner *cleaner) {
    if (!cleaner)
        return;
    shape_set_destroy(cleaner->shapes);
    free(cleaner);
}

static bool anything_left(const struct extract *extract,
                          const struct verdict *verdicts) {
    for (size_t i = 0; i < extract->block_count; i++)
        if (!verdicts[i].rule || verdicts[i].cut > 0)
            return true;
    return false;
}

/* What the archive says comes on top, and only where something is left. */
static void follow(const struct archive_ruling *ruling,
                   const struct extract *extract, struct verdict *verdicts) {
    if (!ruling)
        return;
    for (size_t i = 0; i < ruling->count; i++) {
        uint32_t block = ruling->blocks[i];
        if (block < extract->block_count && !verdicts[block].rule)
            verdicts[block] = (struct verdict){ruling->rule, 0, false};
    }
    if (anything_left(extract, verdicts))
        return;
    for (size_t i = 0; i < ruling->count; i++)
        if (ruling->blocks[i] < extract->block_count &&
            verdicts[ruling->blocks[i]].rule == ruling->rule)
            verdicts[ruling->blocks[i]] = (struct verdict){NULL, 0, false};
}

static enum concord_status judge(struct cleaner *cleaner,
                                 const struct extract *extract,
                                 const struct archive_ruling *ruling,
                                 struct verdict *verdicts,
                                 struct concord_error *err) {
    for (size_t i = 0; i < extract->block_count; i++) {
        enum concord_status status = shape_set_judge(
            cleaner->shapes, extract->blocks[i].text, &verdicts[i], err);
        if (status != CONCORD_OK)
            return status;
    }
    enum concord_status status =
        layout_judge(cleaner->shapes, extract, verdicts, err);
    if (status != CONCORD_OK)
        return status;
    if (anything_left(extract, verdicts))
        follow(ruling, extract, verdicts);
    else
        memset(verdicts, 0, extract->block_count * sizeof *verdicts);
    return CONCORD_OK;
}

/* The document. */

static enum concord_status drop(struct document *document, const char *text,
                                size_t size, const char *rule,
                                struct concord_error *err) {
    struct dropped_block *dropped =
        arena_push(&document->arena, &document->dropped,
                   &document->dropped_count, sizeof *dropped);
    if (!dropped)
        return concord_no_memory(err);
    dropped->text = arena_copy(&document->arena, text, size);
    dropped->rule = arena_string(&document->arena, rule);
    return dropped->text && dropped->rule ? CONCORD_OK : concord_no_memory(err);
}

/* The mends of the block at hand, first..end of the ruling's. */
struct mends {
    const struct archive_mend *first;
    const struct archive_mend *end;
};

static struct mends mends_of(const struct archive_ruling *ruling, size_t block,
                             size_t *at) {
    struct mends mends = {NULL, NULL};
    if (!ruling)
        return mends;
    while (*at < ruling->mend_count && ruling->mends[*at].block < block)
        (*at)++;
    mends.first = &ruling->mends[*at];
    while (*at < ruling->mend_count && ruling->mends[*at].block == block)
        (*at)++;
    mends.end = &ruling->mends[*at];
    return mends;
}

static enum concord_status note_mend(struct document *document, size_t place,
                                     const struct archive_mend *mend,
                                     const char *from,
                                     struct concord_error *err) {
    struct mended_words *words =
        arena_push(&document->arena, &document->mended, &document->mended_count,
                   sizeof *words);
    if (!words)
        return concord_no_memory(err);
    words->start = place - mend->left_size;
    words->place = place;
    words->end = place + 1 + mend->right_size;
    words->original =
        arena_copy(&document->arena, from + mend->offset - mend->left_size,
                   (size_t)mend->left_size + mend->right_size);
    return words->original ? CONCORD_OK : concord_no_memory(err);
}

/* Append what follows the cut, with a space at every mend. */
static enum concord_status append_mended(struct document *document,
                                         struct buffer *text, const char *from,
                                         size_t cut, struct mends mends,
                                         struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    size_t size = strlen(from);
    for (const struct archive_mend *mend = mends.first;
         mend != mends.end && status == CONCORD_OK; mend++) {
        size_t end = (size_t)mend->offset + mend->right_size;
        if (mend->offset < cut + mend->left_size || end > size)
            continue;
        buffer_append(text, from + cut, mend->offset - cut);
        status = note_mend(document, text->size, mend, from, err);
        buffer_append_char(text, ' ');
        cut = mend->offset;
    }
    buffer_append_string(text, from + cut);
    return status;
}

static enum concord_status keep(struct document *document, struct buffer *text,
                                const struct extracted_block *from, size_t cut,
                                struct mends mends, struct concord_error *err) {
    struct block *block = arena_push(&document->arena, &document->blocks,
                                     &document->block_count, sizeof *block);
    if (!block)
        return concord_no_memory(err);
    if (text->size > 0)
        buffer_append_string(text, "\n\n");
    block->kind = from->kind;
    block->level = from->level;
    block->start = text->size;
    enum concord_status status =
        append_mended(document, text, from->text, cut, mends, err);
    block->end = text->size;
    return status;
}

/* What stood there is kept as evidence. */
static enum concord_status tell_mends(struct document *document,
                                      struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < document->mended_count && status == CONCORD_OK;
         i++) {
        const struct mended_words *words = &document->mended[i];
        status = document_add_evidence(document, "text", words->original,
                                       CERTAINTY_DERIVED, "words-run-together",
                                       words->start, words->end, err);
    }
    return status;
}

static enum concord_status
settle(struct document *document, const struct extract *extract,
       const struct archive_ruling *ruling, const struct verdict *verdicts,
       struct buffer *text, struct concord_error *err) {
    size_t mend = 0;
    for (size_t i = 0; i < extract->block_count; i++) {
        const struct extracted_block *block = &extract->blocks[i];
        size_t cut = verdicts[i].cut;
        struct mends mends = mends_of(ruling, i, &mend);
        enum concord_status status = CONCORD_OK;
        if (verdicts[i].rule)
            status =
                drop(document, block->text, cut ? cut : strlen(block->text),
                     verdicts[i].rule, err);
        if (status == CONCORD_OK && (!verdicts[i].rule || cut > 0))
            status = keep(document, text, block, cut, mends, err);
        if (status != CONCORD_OK)
            return status;
    }
    if (!buffer_ok(text))
        return concord_no_memory(err);
    document->text_size = text->size;
    document->text = arena_copy(&document->arena, text->data, text->size);
    return document->text ? tell_mends(document, err) : concord_no_memory(err);
}

/* The clean text is never longer than all blocks and what joins them. */
static bool is_too_long(const struct extract *extract) {
    size_t size = 0;
    for (size_t i = 0; i < extract->block_count; i++)
        size += strlen(extract->blocks[i].text) + 2;
    return size + IMPRINT_GLUED > DOCUMENT_TEXT_MAX;
}

enum concord_status cleaner_clean(struct cleaner *cleaner,
                                  struct document *document,
                                  const struct extract *extract,
                                  const struct archive_ruling *ruling,
                                  struct concord_error *err) {
    if (extract->block_count == 0)
        return concord_fail(err, CONCORD_BAD_INPUT,
                            "there is no text in it; look at the file");
    if (is_too_long(extract))
        return concord_fail(err, CONCORD_BAD_INPUT,
                            "the text passes %d bytes; split the file",
                            (int)DOCUMENT_TEXT_MAX);
    struct verdict *verdicts = calloc(extract->block_count, sizeof *verdicts);
    if (!verdicts)
        return concord_no_memory(err);
    struct buffer text = BUFFER_INIT(DOCUMENT_TEXT_MAX);
    enum concord_status status = judge(cleaner, extract, ruling, verdicts, err);
    if (status == CONCORD_OK)
        status = settle(document, extract, ruling, verdicts, &text, err);
    buffer_destroy(&text);
    free(verdicts);
    return status;
}

enum concord_status cleaner_imprint(struct cleaner *cleaner,
                                    struct imprint *out, struct arena *arena,
                                    const struct extract *extract,
                                    struct concord_error *err) {
    return imprint_take(out, arena, cleaner->shapes, extract, err);
}
