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
                  const struct document_blobs *blobs,
                  struct shown_frames *frames) {
    return shown_split(frames, segment_map_at(reader->segments, blobs->shown),
                       blobs->shown.size);
}

enum concord_status document_reader_card(struct document_reader *reader,
                                         const struct document_blobs *blobs,
                                         struct arena *arena, const char **card,
                                         struct concord_error *err) {
    struct kept_document *kept = place_of(reader, blobs->shown);
    struct shown_frames frames;
    *card = NULL;
    if (is_of(kept, blobs->shown)) {
        *card = arena_string(arena, kept->card);
        return *card != NULL ? CONCORD_OK : concord_no_memory(err);
    }
    if (!split(reader, blobs, &frames))
        return segment_map_corrupt(reader->segments, blobs->shown, err);
    char *out = arena_alloc_raw(arena, frames.card.whole + 1);
    if (out == NULL)
        return concord_no_memory(err);
    size_t size = 0;
    const char *example = shown_example(&size);
    if (!unpack(reader, &frames.card, example, size, out))
        return segment_map_corrupt(reader->segments, blobs->shown, err);
    keep_card(kept, blobs->shown, out, frames.card.whole);
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
    struct shown_frames frames;
    if (!split(reader, blobs, &frames))
        return segment_map_corrupt(reader->segments, blobs->shown, err);
    if (!make_room(reader, frames.text.whole + 1))
        return concord_no_memory(err);
    if (!unpack(reader, &frames.text, card, strlen(card), reader->text) ||
        memchr(reader->text, '\0', frames.text.whole) == NULL)
        return segment_map_corrupt(reader->segments, blobs->shown, err);
    *size = frames.text.whole;
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

/* ---- the rest ---- */

/* The rest in `arena`; NULL when there is none. */
static enum concord_status read_rest(struct document_reader *reader,
                                     const struct document_blobs *blobs,
                                     const struct document_text *text,
                                     struct arena *arena, const char **rest,
                                     struct concord_error *err) {
    struct shown_frames frames;
    struct buffer dictionary = BUFFER_INIT(2 * (size_t)SHOWN_BYTES_MAX);
    *rest = NULL;
    if (!split(reader, blobs, &frames))
        return segment_map_corrupt(reader->segments, blobs->shown, err);
    if (frames.rest.size == 0)
        return CONCORD_OK;
    char *out = arena_alloc_raw(arena, frames.rest.whole + 1);
    shown_rest_dictionary(&dictionary, text->title,
                          (size_t)(text->text - text->title) + text->size);
    bool has_room = out != NULL && buffer_ok(&dictionary);
    bool done = has_room && unpack(reader, &frames.rest, dictionary.data,
                                   dictionary.size, out);
    buffer_destroy(&dictionary);
    if (!has_room)
        return concord_no_memory(err);
    if (!done)
        return segment_map_corrupt(reader->segments, blobs->shown, err);
    *rest = out;
    return CONCORD_OK;
}

/* Two objects as one. NULL when memory is out, or they are none. */
static const char *join(struct arena *arena, const char *card,
                        const char *rest) {
    size_t begin = strlen(card);
    return begin > 0 && rest[0] != '\0'
               ? arena_printf(arena, "%.*s,%s", (int)begin - 1, card, rest + 1)
               : NULL;
}

enum concord_status document_reader_all(struct document_reader *reader,
                                        const struct document_blobs *blobs,
                                        struct arena *arena, const char **card,
                                        struct document_text *text,
                                        struct concord_error *err) {
    const char *rest = NULL;
    enum concord_status status =
        document_reader_card(reader, blobs, arena, card, err);
    if (status != CONCORD_OK || *card == NULL)
        return status;
    status = document_reader_text(reader, blobs, *card, text, err);
    if (status == CONCORD_OK)
        status = read_rest(reader, blobs, text, arena, &rest, err);
    if (status != CONCORD_OK || rest == NULL)
        return status;
    *card = join(arena, *card, rest);
    return *card != NULL ? CONCORD_OK : concord_no_memory(err);
}
