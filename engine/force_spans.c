/* force_spans.c - see force_spans.h. */
#include "force_spans.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "schema/document.h"

enum { KEY_MAX = DOCUMENT_ID_MAX + 16 };

/* The date under `key`; undated when there is none. */
static struct edtf_date date_of(const json_t *force, const char *key) {
    struct edtf_date date = edtf_undated();
    edtf_parse(&date, json_string_value(json_object_get(force, key)));
    return date;
}

static edtf_day day_before(edtf_day day) {
    return day == EDTF_OPEN_EARLIEST || day == EDTF_OPEN_LATEST ? day : day - 1;
}

static edtf_day earlier(edtf_day a, edtf_day b) {
    return a < b ? a : b;
}

static struct force_spans spans_of(const json_t *force) {
    static const struct edtf_date never = {EDTF_OPEN_LATEST,
                                           EDTF_OPEN_EARLIEST};
    struct edtf_date from = date_of(force, "from");
    struct edtf_date term = date_of(force, "term");
    struct edtf_date superseded = date_of(force, "superseded");
    struct force_spans spans = {{from.latest, EDTF_OPEN_LATEST},
                                {from.earliest, EDTF_OPEN_LATEST}};
    if (!edtf_is_undated(term))
        spans.known.latest = term.earliest;
    if (!edtf_is_undated(superseded)) {
        spans.known.latest =
            earlier(spans.known.latest, day_before(superseded.earliest));
        spans.possible.latest = day_before(superseded.latest);
    }
    if (from.latest == EDTF_OPEN_LATEST)
        spans.known = never;
    return spans;
}

/* A record has much else, and most have no such thing: look before reading. */
static bool has_force(const char *json, size_t size) {
    static const char mark[] = "\"in_force\":{";
    return memmem(json, size, mark, sizeof mark - 1) != NULL;
}

bool force_spans_find(struct force_spans *out,
                      const struct archive_file *archive, const char *id) {
    char key[KEY_MAX];
    const char *json = NULL;
    size_t size = 0;
    snprintf(key, sizeof key, "document/%s", id);
    if (!archive_file_find(archive, key, &json, &size) ||
        !has_force(json, size))
        return false;
    json_t *record = json_loadb(json, size, 0, NULL);
    const json_t *force = json_object_get(record, "in_force");
    bool found = json_is_object(force);
    if (found)
        *out = spans_of(force);
    json_decref(record);
    return found;
}
