/* document_reader.c - unpacks what is shown of a document. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

#include "document_store.h"
#include "shown_form.h"

struct document_reader {
    const struct segment_map *segments;
    ZSTD_DCtx *decompressor;
    char *text; /* the one that was read last */
    size_t room;
};

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
    struct shown_frame frame;
    struct shown_frame text;
    *card = NULL;
    if (!split(reader, blobs, &frame, &text))
        return segment_map_corrupt(reader->segments, blobs->shown, err);
    char *out = arena_alloc(arena, frame.whole + 1);
    if (out == NULL)
        return concord_no_memory(err);
    size_t size = 0;
    const char *example = shown_example(&size);
    if (!unpack(reader, &frame, example, size, out))
        return segment_map_corrupt(reader->segments, blobs->shown, err);
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

enum concord_status document_reader_text(struct document_reader *reader,
                                         const struct document_blobs *blobs,
                                         const char *card,
                                         struct document_text *out,
                                         struct concord_error *err) {
    struct shown_frame unused;
    struct shown_frame text;
    *out = (struct document_text){NULL, NULL, 0};
    if (!split(reader, blobs, &unused, &text))
        return segment_map_corrupt(reader->segments, blobs->shown, err);
    if (!make_room(reader, text.whole + 1))
        return concord_no_memory(err);
    if (!unpack(reader, &text, card, strlen(card), reader->text) ||
        memchr(reader->text, '\0', text.whole) == NULL)
        return segment_map_corrupt(reader->segments, blobs->shown, err);
    size_t title = strlen(reader->text) + 1;
    *out = (struct document_text){reader->text, reader->text + title,
                                  text.whole - title};
    return CONCORD_OK;
}
