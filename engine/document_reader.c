/* document_reader.c - unpacks what is shown of a document. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

#include "document_store.h"

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

/* Something packed, and its size when it is not. */
struct packed {
    const char *bytes;
    size_t size;
    size_t whole;
};

static bool take(struct packed *out, const char *bytes, size_t size) {
    unsigned long long whole = ZSTD_getFrameContentSize(bytes, size);
    *out = (struct packed){bytes, size, (size_t)whole};
    return whole <= BLOCK_BYTES_MAX; /* which no error is */
}

/* The two parts of a document's blob. */
static bool split(const struct document_reader *reader,
                  const struct document_blobs *blobs, struct packed *card,
                  struct packed *text) {
    uint32_t card_size = 0;
    const char *blob = segment_map_at(reader->segments, blobs->shown);
    if (blob == NULL || blobs->shown.size < sizeof card_size)
        return false;
    memcpy(&card_size, blob, sizeof card_size);
    size_t rest = blobs->shown.size - sizeof card_size;
    blob += sizeof card_size;
    return card_size <= rest && take(card, blob, card_size) &&
           take(text, blob + card_size, rest - card_size);
}

/* Into `out`, which has room for it and a NUL. */
static bool unpack(struct document_reader *reader, const struct packed *packed,
                   char *out) {
    out[packed->whole] = '\0';
    return ZSTD_decompressDCtx(reader->decompressor, out, packed->whole,
                               packed->bytes, packed->size) == packed->whole;
}

enum concord_status document_reader_card(struct document_reader *reader,
                                         const struct document_blobs *blobs,
                                         struct arena *arena, const char **card,
                                         struct concord_error *err) {
    struct packed packed_card;
    struct packed packed_text;
    *card = NULL;
    if (!split(reader, blobs, &packed_card, &packed_text))
        return segment_map_corrupt(reader->segments, blobs->shown, err);
    char *out = arena_alloc(arena, packed_card.whole + 1);
    if (out == NULL)
        return concord_no_memory(err);
    if (!unpack(reader, &packed_card, out))
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
                                         struct document_text *out,
                                         struct concord_error *err) {
    struct packed card;
    struct packed text;
    *out = (struct document_text){NULL, NULL, 0};
    if (!split(reader, blobs, &card, &text))
        return segment_map_corrupt(reader->segments, blobs->shown, err);
    if (!make_room(reader, text.whole + 1))
        return concord_no_memory(err);
    if (!unpack(reader, &text, reader->text) ||
        memchr(reader->text, '\0', text.whole) == NULL)
        return segment_map_corrupt(reader->segments, blobs->shown, err);
    size_t title = strlen(reader->text) + 1;
    *out = (struct document_text){reader->text, reader->text + title,
                                  text.whole - title};
    return CONCORD_OK;
}
