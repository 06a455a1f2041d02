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

enum concord_status card_text_open(struct card_text *out, const char *text,
                                   struct concord_error *err) {
    out->count = 0;
    json_walk_begin(&out->walk, text);
    bool good = out->walk.is_object && text_is_utf8(text, strlen(text));
    return good ? CONCORD_OK : refuse(err);
}

static bool has_key(const struct card_member *member, const char *key,
                    size_t size) {
    return member->key.size == size && memcmp(member->key.text, key, size) == 0;
}

/* Its place among the members that were met, or their count. */
static size_t find_met(const struct card_text *card, const char *key,
                       size_t size) {
    size_t i = 0;
    while (i < card->count && !has_key(&card->members[i], key, size))
        i++;
    return i;
}

/* Meet the next member that the archive did not take the place of. */
static bool read_next(struct card_text *card) {
    struct card_member member;
    do {
        if (!json_walk_next(&card->walk, &member.key, &member.value))
            return false;
    } while (find_met(card, member.key.text, member.key.size) < card->count);
    if (card->count == CARD_MEMBERS_MAX) {
        card->walk.at = NULL;
        return false;
    }
    card->members[card->count++] = member;
    return true;
}

struct json_slice card_text_find(struct card_text *card, const char *key) {
    size_t size = strlen(key);
    size_t place = find_met(card, key, size);
    while (place == card->count && read_next(card))
        place += !has_key(&card->members[place], key, size);
    return place < card->count ? card->members[place].value
                               : (struct json_slice){0};
}

enum concord_status card_text_check(const struct card_text *card,
                                    struct concord_error *err) {
    return json_walk_end(&card->walk) != NULL ? CONCORD_OK : refuse(err);
}

enum concord_status card_text_read_all(struct card_text *card,
                                       struct concord_error *err) {
    while (read_next(card))
        ;
    return card_text_check(card, err);
}

/* ---- what the archive knows ---- */

/* A key that the record lacks, or has as null, stays what it is. */
static bool take(struct card_text *card, struct card_text *record,
                 const char *key) {
    struct json_slice value = card_text_find(record, key);
    size_t place = find_met(card, key, strlen(key));
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
    enum concord_status status = card_text_open(&record, text, err);
    if (status != CONCORD_OK)
        return status;
    for (size_t i = 0; i < CARD_RELATED_KEYS; i++)
        if (!take(card, &record, card_related_keys[i]))
            return refuse(err);
    return card_text_check(&record, err);
}
