#include "card_text.h"

#include <stdio.h>
#include <string.h>

#include "card.h"
#include "schema/document.h"
#include "schema/schema.h"
#include "text/normal.h"

/* Every key of document_to_json(), and a list for each facet. */
_Static_assert(CARD_MEMBERS_MAX >= 40 + SCHEMA_FACETS_MAX,
               "a card has room for its values");

static enum concord_status refuse(struct concord_error *err) {
    return concord_fail(err, CONCORD_CORRUPT,
                        "a stored record cannot be read; rebuild the index");
}

enum concord_status card_text_read(struct card_text *out, const char *text,
                                   struct concord_error *err) {
    struct json_walk walk;
    struct card_member member;
    out->count = 0;
    json_walk_begin(&walk, text);
    if (!walk.is_object || !text_is_utf8(text, strlen(text)))
        return refuse(err);
    while (json_walk_next(&walk, &member.key, &member.value)) {
        if (out->count == CARD_MEMBERS_MAX)
            return refuse(err);
        out->members[out->count++] = member;
    }
    return json_walk_end(&walk) != NULL ? CONCORD_OK : refuse(err);
}

/* Its place among the members, or their count. */
static size_t find(const struct card_text *card, const char *key, size_t size) {
    size_t i = 0;
    while (i < card->count &&
           (card->members[i].key.size != size ||
            memcmp(card->members[i].key.text, key, size) != 0))
        i++;
    return i;
}

struct json_slice card_text_find(const struct card_text *card,
                                 const char *key) {
    size_t place = find(card, key, strlen(key));
    return place < card->count ? card->members[place].value
                               : (struct json_slice){0};
}

/* ---- what the archive knows ---- */

/* A key that the record lacks, or has as null, stays what it is. */
static bool take(struct card_text *card, const struct card_text *record,
                 const char *key) {
    struct json_slice value = card_text_find(record, key);
    size_t place = find(card, key, strlen(key));
    if (value.text == NULL || json_slice_is(value, "null"))
        return true;
    if (place == CARD_MEMBERS_MAX)
        return false;
    card->members[place] = (struct card_member){{key, strlen(key)}, value};
    card->count += place == card->count;
    return true;
}

enum concord_status card_text_relate(struct card_text *card,
                                     const struct archive_file *archive,
                                     struct concord_error *err) {
    char key[CARD_KEY_MAX];
    const char *text = NULL;
    size_t size = 0;
    struct card_text record;
    char id[DOCUMENT_ID_MAX + 1];
    if (archive == NULL ||
        !json_slice_text(card_text_find(card, "id"), id, sizeof id))
        return CONCORD_OK;
    snprintf(key, sizeof key, "document/%s", id);
    if (!archive_file_find(archive, key, &text, &size))
        return CONCORD_OK;
    enum concord_status status = card_text_read(&record, text, err);
    if (status != CONCORD_OK)
        return status;
    for (size_t i = 0; i < CARD_RELATED_KEYS; i++)
        if (!take(card, &record, card_related_keys[i]))
            return refuse(err);
    return CONCORD_OK;
}
