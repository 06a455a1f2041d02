/* card.h - what is stored of a document, read and made whole by what the rest
 * of the archive says of it. Private to this room; pure. */
#ifndef CONCORD_SEARCH_CARD_H
#define CONCORD_SEARCH_CARD_H

#include <jansson.h>

#include "engine/archive_file.h"
#include "schema/document.h"
#include "schema/status.h"

/* A key of the archive file: "document/" and an id. */
enum { CARD_KEY_MAX = DOCUMENT_ID_MAX + 16 };

/* What of a document the archive may know better than its own card. */
enum { CARD_RELATED_KEYS = 4 };
extern const char *const card_related_keys[CARD_RELATED_KEYS];

/* Read a card, or another record that is an object; the caller gives *out back
 * with json_decref(). CONCORD_CORRUPT when it is none, CONCORD_NO_MEMORY. */
enum concord_status card_read(json_t **out, const char *text,
                              struct concord_error *err);

/* Put what the archive knows of the card's document, its variants, editions,
 * relations and time in force, in the place of what it could tell alone. The
 * archive may be NULL, and may know nothing. Fails as card_read(). */
enum concord_status card_relate(json_t *card,
                                const struct archive_file *archive,
                                struct concord_error *err);

/* How other things refer to the card's document: a new object with its id,
 * title and date, for the caller to give back. CONCORD_NO_MEMORY. */
enum concord_status card_refer(json_t **out, const json_t *card,
                               struct concord_error *err);

#endif
