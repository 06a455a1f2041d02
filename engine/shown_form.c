/* shown_form.c - packs card and text with zstd. */
#include "shown_form.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

/* The quickest is within two per cent of slow ones on short prose. */
enum { COMPRESSION_LEVEL = 1 };

static bool append_frame(ZSTD_CCtx *compressor, struct buffer *out,
                         const void *bytes, size_t size) {
    size_t room = ZSTD_compressBound(size);
    char *packed = size <= SHOWN_BYTES_MAX ? malloc(room) : NULL;
    if (packed == NULL)
        return false;
    size_t packed_size = ZSTD_compress2(compressor, packed, room, bytes, size);
    bool done = !ZSTD_isError(packed_size);
    if (done)
        buffer_append(out, packed, packed_size);
    free(packed);
    return done && buffer_ok(out);
}

static bool append_card(ZSTD_CCtx *compressor, struct buffer *out,
                        const char *card, size_t size) {
    uint32_t packed_size = 0;
    size_t start = out->size;
    buffer_append(out, &packed_size, sizeof packed_size);
    if (!append_frame(compressor, out, card, size))
        return false;
    packed_size = (uint32_t)(out->size - start - sizeof packed_size);
    memcpy(out->data + start, &packed_size, sizeof packed_size);
    return true;
}

static bool append_text(ZSTD_CCtx *compressor, struct buffer *out,
                        const struct shown_parts *parts, size_t card_size) {
    struct buffer whole = BUFFER_INIT(SHOWN_BYTES_MAX);
    buffer_append(&whole, parts->title, strlen(parts->title) + 1);
    buffer_append(&whole, parts->text, parts->text_size);
    bool done = buffer_ok(&whole) &&
                !ZSTD_isError(
                    ZSTD_CCtx_refPrefix(compressor, parts->card, card_size)) &&
                append_frame(compressor, out, whole.data, whole.size);
    buffer_destroy(&whole);
    return done;
}

enum concord_status shown_pack(struct buffer *out,
                               const struct shown_parts *parts,
                               struct concord_error *err) {
    size_t card_size = strlen(parts->card);
    ZSTD_CCtx *compressor = ZSTD_createCCtx();
    if (compressor == NULL)
        return concord_no_memory(err);
    ZSTD_CCtx_setParameter(compressor, ZSTD_c_compressionLevel,
                           COMPRESSION_LEVEL);
    ZSTD_CCtx_setParameter(compressor, ZSTD_c_checksumFlag, 1);
    bool done = append_card(compressor, out, parts->card, card_size) &&
                append_text(compressor, out, parts, card_size);
    ZSTD_freeCCtx(compressor);
    return done ? CONCORD_OK : concord_no_memory(err);
}

static bool take(struct shown_frame *out, const char *bytes, size_t size) {
    unsigned long long whole = ZSTD_getFrameContentSize(bytes, size);
    *out = (struct shown_frame){bytes, size, (size_t)whole};
    return whole <= SHOWN_BYTES_MAX; /* which no error is */
}

bool shown_split(struct shown_frame *card, struct shown_frame *text,
                 const void *shown, size_t size) {
    uint32_t card_size = 0;
    if (shown == NULL || size < sizeof card_size)
        return false;
    memcpy(&card_size, shown, sizeof card_size);
    size_t rest = size - sizeof card_size;
    const char *frames = (const char *)shown + sizeof card_size;
    return card_size <= rest && take(card, frames, card_size) &&
           take(text, frames + card_size, rest - card_size);
}
