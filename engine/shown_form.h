/* shown_form.h - what is shown of a document, packed:
 *
 *   card_size   uint32, little-endian: bytes of
 *   card        document_to_json() as text
 *   text        the title, a NUL and the clean text
 *
 * Each is a frame of zstd with its checksum. Many a page shows cards alone, so
 * that a card is packed by itself; it repeats much of the text, which is packed
 * with it for a dictionary, and unpacked with it. Pure; thread-safe. */
#ifndef CONCORD_ENGINE_SHOWN_FORM_H
#define CONCORD_ENGINE_SHOWN_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "schema/buffer.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    SHOWN_BYTES_MAX = 256 * 1024 * 1024 /* of card, or of title and text */
};

struct shown_parts {
    const char *card;
    const char *title;
    const char *text;
    size_t text_size;
};

/* Append the parts to *out. CONCORD_NO_MEMORY, also for what is too large. */
enum concord_status shown_pack(struct buffer *out,
                               const struct shown_parts *parts,
                               struct concord_error *err);

/* A frame inside of what was packed. */
struct shown_frame {
    const char *bytes;
    size_t size;
    size_t whole; /* bytes, unpacked */
};

/* Both frames. False when they are not there. */
bool shown_split(struct shown_frame *card, struct shown_frame *text,
                 const void *shown, size_t size);

#ifdef __cplusplus
}
#endif

#endif
