/* card_text.h - what is stored of a document, to be copied into an answer value
 * by value as the text that it is (json_slice.h); card.h reads it into a tree
 * for those who look deeper. Private to this room; pure. */
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

/* A card and where its values stand in it. */
struct card_text {
    struct card_member members[CARD_MEMBERS_MAX];
    size_t count;
};

/* Find the values of a card, or of another record that is an object. The text
 * must outlive *out. CONCORD_CORRUPT when it is none. */
enum concord_status card_text_read(struct card_text *out, const char *text,
                                   struct concord_error *err);

/* Put what the archive knows of the card's document in the place of what it
 * could tell alone, as card_relate() does. `archive` may be NULL; it must
 * outlive the card. CONCORD_CORRUPT. */
enum concord_status card_text_relate(struct card_text *card,
                                     const struct archive_file *archive,
                                     struct concord_error *err);

/* The value of `key`; none when the card lacks it. */
struct json_slice card_text_find(const struct card_text *card, const char *key);

#endif
