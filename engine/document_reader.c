/* document_reader.c - unpacks what is shown of a document.
 *
 * What was unpacked lately is kept: what is asked for next are other pages and
 * filters of the same question, and some papers answer many. A paper has one of
 * two places, from where it is stored, and takes that of the one of them that
 * was longer ago; card and text of KEPT_BYTES_MAX each are 16 MB a reader at
 * the most. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

#include "document_store.h"
#include "shown_form.h"

enum { KEPT_PLACES = 256, KEPT_BYTES_MAX = 16 * 1024 };

/* NULL: not kept. */
struct kept_document {
    struct block_ref shown;
    char *card;
    char *text; /* title, NUL, text */
    size_t text_size;
};

struct document_reader {
    const struct segment_map *segments;
    ZSTD_DCtx *decompressor;
    char *text; /* the one that was unpacked last */
    size_t room;
    struct kept_document
        kept[2 * KEPT_PLACES]; /* those read last, the others */
};

/* ---- what is kept ---- */

static bool is_of(const struct kept_document *kept, struct block_ref shown) {
    return kept->card != NULL && kept->shown.offset == shown.offset &&
           kept->shown.segment == shown.segment &&
           kept->shown.size == shown.size;
}

/* The document's place; the one before makes room when it has none. */
static struct kept_document *place_of(struct document_reader *reader,
                                      struct block_ref shown) {
    uint64_t hash = (shown.offset ^ (uint64_t)shown.segment << 48) *
                    UINT64_C(0x9E3779B97F4A7C15);
    struct kept_document *newest = &reader->kept[(hash >> 32) % KEPT_PLACES];
    struct kept_document *other = newest + KEPT_PLACES;
    if (!is_of(newest, shown)) {
        struct kept_document before = *newest;
        *newest = *other;
        *other = before;
    }
    return newest;
}

static void forget(struct kept_document *kept) {
    free(kept->card);
    free(kept->text);
    *kept = (struct kept_document){.card = NULL};
}

/* NULL: it is too large, or memory is out. */
static char *copy_small(const char *bytes, size_t size) {
    char *copy = size < KEPT_BYTES_MAX ? malloc(size + 1) : NULL;
    if (copy != NULL) {
        memcpy(copy, bytes, size);
        copy[size] = '\0';
    }
    return copy;
}

static void keep_card(struct kept_document *kept, struct block_ref shown,
                      const char *card, size_t size) {
    forget(kept);
    kept->shown = shown;
    kept->card = copy_small(card, size);
}

/* Of the document whose card is kept. */
static void keep_text(struct kept_document *kept, const char *text,
                      size_t size) {
    kept->text = copy_small(text, size);
    kept->text_size = size;
}

/* ---- reading ---- */

enum concord_status document_reader_create(struct document_reader **out,
                                           const struct segment_map *segments,
                                           struct concord_error *err) {
    *out = NULL;
    struct document_reader *reader = calloc(1, sizeof *reader);
    if (reader == NULL)
        return concord_no_memory(err);
    reader->segments = segments;
    reader->decompressor = ZSTD_createDCtx();
    if (reader->decompressor == NULL) {
        document_reader_destroy(reader);
        return concord_no_memory(err);
    }
    *out = reader;
    return CONCORD_OK;
}

void document_reader_destroy(struct document_reader *reader) {
    if (reader == NULL)
        return;
    ZSTD_freeDCtx(reader->decompressor);
    for (size_t i = 0; i < sizeof reader->kept / sizeof *reader->kept; i++)
        forget(&reader->kept[i]);
    free(reader->text);
    free(reader);
}

/* Into `out`, which has room for it and a NUL, with `prefix` for a dictionary.
 */
static bool unpack(struct document_reader *reader,
                   const struct shown_frame *frame, const char *prefix,
                   size_t prefix_size, char *out) {
    ZSTD_DCtx_refPrefix(reader->decompressor, prefix, prefix_size);
    out[frame->whole] = '\0';
    return ZSTD_decompressDCtx(reader->decompressor, out, frame->whole,
                               frame->bytes, frame->size) == frame->whole;
}

static bool split(const struct document_reader *reader,
                  const struct document_blobs *blobs, struct shown_frame *card,
                  struct shown_frame *text) {
    return shown_split(card, text,
                       segment_map_at(reader->segments, blobs->shown),
                       blobs->shown.size);
}

enum concord_status document_reader_card(struct document_reader *reader,
                                         const struct document_blobs *blobs,
                                         struct arena *arena, const char **card,
                                         struct concord_error *err) {
    struct kept_document *kept = place_of(reader, blobs->shown);
    struct shown_frame frame;
    struct shown_frame text;
    *card = NULL;
    if (is_of(kept, blobs->shown)) {
        *card = arena_string(arena, kept->card);
        return *card != NULL ? CONCORD_OK : concord_no_memory(err);
    }
    if (!split(reader, blobs, &frame, &text))
        return segment_map_corrupt(reader->segments, blobs->shown, err);
    char *out = arena_alloc(arena, frame.whole + 1);
    if (out == NULL)
        return concord_no_memory(err);
    size_t size = 0;
    const char *example = shown_example(&size);
    if (!unpack(reader, &frame, example, size, out))
        return segment_map_corrupt(reader->segments, blobs->shown, err);
    keep_card(kept, blobs->shown, out, frame.whole);
    *card = out;
    return CONCORD_OK;
}

static bool make_room(struct document_reader *reader, size_t size) {
    if (size <= reader->room)
        return true;
    char *text = malloc(size);
    if (text == NULL)
        return false;
    free(reader->text);
    reader->text = text;
    reader->room = size;
    return true;
}

/* Into reader->text. */
static enum concord_status unpack_text(struct document_reader *reader,
                                       const struct document_blobs *blobs,
                                       const char *card, size_t *size,
                                       struct concord_error *err) {
    struct shown_frame unused;
    struct shown_frame text;
    if (!split(reader, blobs, &unused, &text))
        return segment_map_corrupt(reader->segments, blobs->shown, err);
    if (!make_room(reader, text.whole + 1))
        return concord_no_memory(err);
    if (!unpack(reader, &text, card, strlen(card), reader->text) ||
        memchr(reader->text, '\0', text.whole) == NULL)
        return segment_map_corrupt(reader->segments, blobs->shown, err);
    *size = text.whole;
    return CONCORD_OK;
}

enum concord_status document_reader_text(struct document_reader *reader,
                                         const struct document_blobs *blobs,
                                         const char *card,
                                         struct document_text *out,
                                         struct concord_error *err) {
    struct kept_document *kept = place_of(reader, blobs->shown);
    bool has_place = is_of(kept, blobs->shown);
    bool is_kept = has_place && kept->text != NULL;
    size_t size = kept->text_size;
    *out = (struct document_text){NULL, NULL, 0};
    enum concord_status status =
        is_kept ? CONCORD_OK : unpack_text(reader, blobs, card, &size, err);
    if (status != CONCORD_OK)
        return status;
    if (has_place && !is_kept)
        keep_text(kept, reader->text, size);
    const char *whole = is_kept ? kept->text : reader->text;
    size_t title = strlen(whole) + 1;
    *out = (struct document_text){whole, whole + title, size - title};
    return CONCORD_OK;
}
