/* shown_form.h - what is shown of a document, packed:
 *
 *   card_size   uint32, little-endian: bytes of
 *   card        document_to_json() as text, but for
 *   text        the title, a NUL and the clean text
 *   rest        its members that a document's own page shows and no list of
 *               results does, as an object of their own; a document that has
 *               none of these has no such frame, and all of it in its card
 *
 * Each is a frame of zstd with its checksum, packed and unpacked with a
 * dictionary: the card's is an example of cards, whose names and values half of
 * many a card is made of; the text's is the card, which repeats some of it; the
 * rest's is the example and the text, which it quotes. Many a page shows cards
 * alone, and those with passages the texts, so that what only one shows is
 * behind them: evidence is more than half of what is said of a paper. Whoever
 * changes the example raises posting_plan_version(). Pure; thread-safe. */
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
    const char *rest; /* or NULL */
    const char *title;
    const char *text;
    size_t text_size;
};

/* Append the parts to *out. CONCORD_NO_MEMORY, also for what is too large. */
enum concord_status shown_pack(struct buffer *out,
                               const struct shown_parts *parts,
                               struct concord_error *err);

/* The example; static storage. */
const char *shown_example(size_t *size);

/* What the rest of a document is packed with, into *out, which is empty:
 * `whole` is the title, the NUL and the text. The caller asks buffer_ok(). */
void shown_rest_dictionary(struct buffer *out, const char *whole, size_t size);

/* A frame inside of what was packed. */
struct shown_frame {
    const char *bytes;
    size_t size;
    size_t whole; /* bytes, unpacked */
};

struct shown_frames {
    struct shown_frame card;
    struct shown_frame text;
    struct shown_frame rest; /* size 0: there is none */
};

/* False when they are not there. */
bool shown_split(struct shown_frames *out, const void *shown, size_t size);

#ifdef __cplusplus
}
#endif

#endif
