#include "search/original.h"

#include <stdio.h>
#include <string.h>

#include "card.h"
#include "schema/json_text.h"

/* "text/html": a type and a subtype, both tokens (RFC 9110, 8.3.1). */
static bool is_media_type(const char *text) {
    static const char token[] = "!#$%&'*+-.^_`|~0123456789"
                                "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    size_t type = strspn(text, token);
    if (type == 0 || text[type] != '/' || strlen(text) >= ORIGINAL_FORMAT_MAX)
        return false;
    size_t subtype = strspn(text + type + 1, token);
    return subtype > 0 && text[type + 1 + subtype] == '\0';
}

static enum concord_status take_source(struct original *out,
                                       const json_t *source, const char *id,
                                       struct concord_error *err) {
    const char *path = json_text(source, "path");
    const char *format = json_text(source, "format");
    if (*json_text(source, "member"))
        return concord_fail(err, CONCORD_NOT_FOUND,
                            "the document '%.200s' is a part of the file "
                            "'%.200s', which is not taken apart here",
                            id, path);
    if (*path == '\0' || strlen(path) >= sizeof out->path)
        return concord_fail(err, CONCORD_NOT_FOUND,
                            "the document '%.200s' has no file of its own", id);
    snprintf(out->path, sizeof out->path, "%s", path);
    snprintf(out->format, sizeof out->format, "%s",
             is_media_type(format) ? format : "application/octet-stream");
    return CONCORD_OK;
}

enum concord_status original_find(struct original *out,
                                  const struct question *question,
                                  struct concord_error *err) {
    const struct parameter_list *list = question->parameters;
    struct stored_document *document = NULL;
    json_t *card = NULL;
    if (list->count > 0)
        return concord_refuse(err, list->items[0].name,
                              "%.40s is no parameter of an original; it takes "
                              "none",
                              list->items[0].name);
    enum concord_status status = index_reader_document(
        question->reader, question->segment, &document, err);
    if (status == CONCORD_OK)
        status = card_read(&card, document->card, err);
    if (status == CONCORD_OK)
        status = take_source(out, json_object_get(card, "source"),
                             question->segment, err);
    json_decref(card);
    stored_document_destroy(document);
    return status;
}
