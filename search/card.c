#include "card.h"

#include <stdio.h>

const char *const card_related_keys[CARD_RELATED_KEYS] = {
    "variants", "editions", "relations", "in_force"};

enum concord_status card_read(json_t **out, const char *text,
                              struct concord_error *err) {
    json_error_t fault;
    *out = json_loads(text, 0, &fault);
    if (json_is_object(*out))
        return CONCORD_OK;
    bool no_memory =
        !*out && json_error_code(&fault) == json_error_out_of_memory;
    json_decref(*out);
    *out = NULL;
    if (no_memory)
        return concord_no_memory(err);
    return concord_fail(err, CONCORD_CORRUPT,
                        "a stored record cannot be read (%.100s); rebuild "
                        "the index",
                        fault.text);
}

/* A key that the record lacks, or has as null, stays what it is. */
static bool take(json_t *card, json_t *record, const char *key) {
    json_t *value = json_object_get(record, key);
    if (!value || json_is_null(value))
        return true;
    return json_object_set(card, key, value) == 0;
}

enum concord_status card_relate(json_t *card,
                                const struct archive_file *archive,
                                struct concord_error *err) {
    char key[CARD_KEY_MAX];
    const char *text = NULL;
    size_t size = 0;
    json_t *record = NULL;
    const char *id = json_string_value(json_object_get(card, "id"));
    if (!archive || !id)
        return CONCORD_OK;
    snprintf(key, sizeof key, "document/%s", id);
    if (!archive_file_find(archive, key, &text, &size))
        return CONCORD_OK;
    enum concord_status status = card_read(&record, text, err);
    for (size_t i = 0; i < CARD_RELATED_KEYS && status == CONCORD_OK; i++)
        if (!take(card, record, card_related_keys[i]))
            status = concord_no_memory(err);
    json_decref(record);
    return status;
}

enum concord_status card_refer(json_t **out, const json_t *card,
                               struct concord_error *err) {
    *out = json_pack("{s:O?, s:O?, s:O?}", "id", json_object_get(card, "id"),
                     "title", json_object_get(card, "title"), "date",
                     json_object_get(card, "date"));
    return *out ? CONCORD_OK : concord_no_memory(err);
}
