/* card_text.h - what is stored of a document, to be copied into an answer value
 * by value as the text that it is (json_slice.h); card.h reads it into a tree
 * for those who look deeper. A card is read no further than to what was asked
 * for: document_to_json() puts what is long last. Private to this room; pure.
 */
#ifndef CONCORD_SEARCH_CARD_TEXT_H
#define CONCORD_SEARCH_CARD_TEXT_H

#include "engine/archive_file.h"
#include "json_slice.h"
#include "schema/status.h"

enum { CARD_MEMBERS_MAX = 64 };

struct card_member {
    struct json_slice key;
    struct json_slice value;
};

/* A card and where the values stand in it that were met so far. */
struct card_text {
    struct card_member members[CARD_MEMBERS_MAX];
    size_t count;
    struct json_walk walk;
};

/* Begin with a card, or another record that is an object. The text must outlive
 * *out. CONCORD_CORRUPT when it is none in UTF-8; how it goes on is seen as it
 * is read. */
enum concord_status card_text_open(struct card_text *out, const char *text,
                                   struct concord_error *err);

/* Read to the end: `members` are all there are. CONCORD_CORRUPT. */
enum concord_status card_text_read_all(struct card_text *card,
                                       struct concord_error *err);

/* CONCORD_CORRUPT when what was read so far is no JSON: for after the last
 * value was asked for. */
enum concord_status card_text_check(const struct card_text *card,
                                    struct concord_error *err);

/* Put what the archive knows of the card's document in the place of what it
 * could tell alone, as card_relate() does. `archive` may be NULL; it must
 * outlive the card. CONCORD_CORRUPT. */
enum concord_status card_text_relate(struct card_text *card,
                                     const struct archive_file *archive,
                                     struct concord_error *err);

/* The value of `key`; none when the card lacks it, or is broken before it. */
struct json_slice card_text_find(struct card_text *card, const char *key);

#endif
