/* cards.c - see cards.h. */
#include "cards.h"

#include "schema/document.h"

static void add_card(json_t *cards, json_t *card) {
    const json_t *source = json_object_get(card, "source");
    const char *path = json_string_value(json_object_get(source, "path"));
    json_object_set_new(cards, path == NULL ? "" : path, card);
}

/* What the archive knows of the document in the place of what it could tell
 * alone: which ends of its relations are held, and its copies. */
static void relate_card(json_t *card, struct index_reader *reader,
                        const char *id) {
    static const char *const keys[] = {"variants", "editions", "relations"};
    const struct archive_file *archive =
        generation_archive(index_reader_generation(reader));
    char key[DOCUMENT_ID_MAX + 16];
    const char *text = NULL;
    size_t size = 0;
    snprintf(key, sizeof key, "document/%s", id);
    if (archive == NULL || !archive_file_find(archive, key, &text, &size))
        return;
    json_t *record = json_loadb(text, size, 0, NULL);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        json_t *value = json_object_get(record, keys[i]);
        if (value != NULL && !json_is_null(value))
            json_object_set(card, keys[i], value);
    }
    json_decref(record);
}

static enum concord_status add_document(json_t *cards,
                                        struct index_reader *reader,
                                        const char *id,
                                        struct concord_error *err) {
    struct stored_document *stored = NULL;
    enum concord_status status =
        index_reader_document(reader, id, &stored, err);
    if (status != CONCORD_OK)
        return status;
    json_t *card = json_loads(stored->card, 0, NULL);
    json_object_set_new(card, "text",
                        json_stringn(stored->text, stored->text_size));
    relate_card(card, reader, id);
    add_card(cards, card);
    stored_document_destroy(stored);
    return CONCORD_OK;
}

static enum concord_status add_page(json_t *cards, struct index_reader *reader,
                                    const struct result_page *page,
                                    struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < page->result_count && status == CONCORD_OK; i++) {
        json_t *card = json_loads(page->results[i].card, 0, NULL);
        const char *id = json_string_value(json_object_get(card, "id"));
        if (id == NULL)
            status = concord_fail(err, CONCORD_CORRUPT, "a card has no id");
        else
            status = add_document(cards, reader, id, err);
        json_decref(card);
    }
    return status;
}

enum concord_status cards_of_index(json_t **out, struct index_reader *reader,
                                   struct concord_error *err) {
    json_t *cards = json_object();
    struct search_request request = {.sort = SORT_TITLE,
                                     .page = 1,
                                     .size = SEARCH_SIZE_MAX,
                                     .show_duplicates = true};
    enum concord_status status = CONCORD_OK;
    size_t count = SEARCH_SIZE_MAX;
    *out = NULL;
    for (; status == CONCORD_OK && count == SEARCH_SIZE_MAX; request.page++) {
        struct result_page *page = NULL;
        status = index_reader_search(reader, &request, &page, err);
        if (status != CONCORD_OK)
            break;
        count = page->result_count;
        status = add_page(cards, reader, page, err);
        result_page_destroy(page);
    }
    if (status == CONCORD_OK)
        *out = cards;
    else
        json_decref(cards);
    return status;
}

enum concord_status cards_of_lines(json_t **out, FILE *lines, const char *name,
                                   struct concord_error *err) {
    json_t *cards = json_object();
    json_error_t fault = {0};
    *out = NULL;
    for (unsigned line = 1;; line++) {
        int first = getc(lines);
        while (first == '\n')
            first = getc(lines);
        if (first == EOF)
            break;
        ungetc(first, lines);
        json_t *card = json_loadf(lines, JSON_DISABLE_EOF_CHECK, &fault);
        if (card == NULL) {
            json_decref(cards);
            return concord_fail(err, CONCORD_BAD_INPUT,
                                "%s:%u: %s; give the output of "
                                "concord-indexer --explain",
                                name, line, fault.text);
        }
        add_card(cards, card);
    }
    *out = cards;
    return CONCORD_OK;
}
