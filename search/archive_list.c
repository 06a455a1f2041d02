/* archive_list.c - the words of a record are written down folded, each behind a
 * space, so that " clin" is found in them exactly where a word begins so. */
#include "archive_list.h"

#include <string.h>
#include <time.h>

#include "card.h"
#include "schema/arena.h"
#include "schema/buffer.h"
#include "text/tokens.h"

enum {
    FOLDED_BYTES_MAX = 64 * 1024,
    RECORDS_BETWEEN_LOOKS = 256 /* at the clock */
};

struct listing {
    const struct archive_list_request *asked;
    struct archive_list *out;
    struct arena arena;
    const char **wanted; /* " clin" */
    size_t wanted_count;
    struct buffer folded; /* the words of the record at hand */
};

/* ---- words ---- */

static void append_folded(struct buffer *out, const char *text) {
    struct token_reader reader;
    struct token token;
    token_reader_begin_search(&reader, text, strlen(text));
    while (buffer_ok(out) && token_next(&reader, &token)) {
        buffer_append_char(out, ' ');
        buffer_append(out, token.word, token.length);
    }
}

static enum concord_status read_wanted(struct listing *listing,
                                       struct concord_error *err) {
    struct token_reader reader;
    struct token token;
    const char *q = listing->asked->q;
    token_reader_begin_search(&reader, q, strlen(q));
    while (token_next(&reader, &token)) {
        const char **slot = arena_push(&listing->arena, &listing->wanted,
                                       &listing->wanted_count, sizeof *slot);
        char *word = arena_printf(&listing->arena, " %s", token.word);
        if (!slot || !word)
            return concord_no_memory(err);
        *slot = word;
    }
    return CONCORD_OK;
}

/* A text too long to be written down counts with what it begins with. */
static bool has_wanted(struct listing *listing, const json_t *record) {
    struct buffer *folded = &listing->folded;
    buffer_clear(folded);
    for (const char *const *field = listing->asked->fields; *field; field++) {
        const char *text = json_string_value(json_object_get(record, *field));
        if (text)
            append_folded(folded, text);
    }
    bool has = folded->size > 0 && listing->wanted_count > 0;
    for (size_t i = 0; has && i < listing->wanted_count; i++)
        has = strstr(folded->data, listing->wanted[i]) != NULL;
    return has;
}

/* ---- records ---- */

static enum concord_status keep(struct listing *listing, json_t *record,
                                struct concord_error *err) {
    return json_array_append(listing->out->results, record) == 0
               ? CONCORD_OK
               : concord_no_memory(err);
}

/* Records that the file does not give are damaged. */
static enum concord_status read_record(json_t **out,
                                       const struct archive_list_request *asked,
                                       size_t index,
                                       struct concord_error *err) {
    const char *key = NULL;
    const char *json = NULL;
    size_t size = 0;
    *out = NULL;
    if (!archive_file_at(asked->archive, asked->prefix, index, &key, &json,
                         &size))
        return concord_fail(err, CONCORD_CORRUPT,
                            "record %zu of \"%s\" is damaged; rebuild the "
                            "index",
                            index, asked->prefix);
    return card_read(out, json, err);
}

static enum concord_status check_deadline(int64_t deadline,
                                          struct concord_error *err) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (deadline == 0 ||
        now.tv_sec * INT64_C(1000000000) + now.tv_nsec <= deadline)
        return CONCORD_OK;
    return concord_fail(err, CONCORD_DEADLINE,
                        "the list took too long to look through; ask again");
}

/* Without words the page is where it is. */
static enum concord_status list_all(struct listing *listing,
                                    struct concord_error *err) {
    const struct archive_list_request *asked = listing->asked;
    uint64_t begin = (uint64_t)(asked->page - 1) * asked->size;
    uint64_t total = archive_file_count(asked->archive, asked->prefix);
    enum concord_status status = CONCORD_OK;
    listing->out->total = total;
    for (uint64_t i = begin;
         i < begin + asked->size && i < total && status == CONCORD_OK; i++) {
        json_t *record = NULL;
        status = read_record(&record, asked, (size_t)i, err);
        if (status == CONCORD_OK)
            status = keep(listing, record, err);
        json_decref(record);
    }
    return status;
}

static enum concord_status list_one(struct listing *listing, size_t index,
                                    struct concord_error *err) {
    const struct archive_list_request *asked = listing->asked;
    uint64_t begin = (uint64_t)(asked->page - 1) * asked->size;
    json_t *record = NULL;
    enum concord_status status = read_record(&record, asked, index, err);
    if (status == CONCORD_OK && has_wanted(listing, record)) {
        uint64_t place = listing->out->total++;
        if (place >= begin && place < begin + asked->size)
            status = keep(listing, record, err);
    }
    json_decref(record);
    return status;
}

static enum concord_status list_those(struct listing *listing,
                                      struct concord_error *err) {
    const struct archive_list_request *asked = listing->asked;
    size_t count = archive_file_count(asked->archive, asked->prefix);
    enum concord_status status = read_wanted(listing, err);
    for (size_t i = 0; i < count && status == CONCORD_OK; i++) {
        if (i % RECORDS_BETWEEN_LOOKS == 0)
            status = check_deadline(asked->deadline, err);
        if (status == CONCORD_OK)
            status = list_one(listing, i, err);
    }
    return status;
}

enum concord_status archive_list_read(struct archive_list *out,
                                      const struct archive_list_request *asked,
                                      struct concord_error *err) {
    struct listing listing = {
        .asked = asked, .out = out, .folded = BUFFER_INIT(FOLDED_BYTES_MAX)};
    *out = (struct archive_list){.results = json_array()};
    if (!out->results)
        return concord_no_memory(err);
    enum concord_status status = asked->q[0] == '\0'
                                     ? list_all(&listing, err)
                                     : list_those(&listing, err);
    buffer_destroy(&listing.folded);
    arena_clear(&listing.arena);
    return status;
}

void archive_list_clear(struct archive_list *list) {
    json_decref(list->results);
    *list = (struct archive_list){.results = NULL};
}

enum concord_status archive_record_has(bool *has, const json_t *record,
                                       const char *const *fields, const char *q,
                                       struct concord_error *err) {
    struct archive_list_request asked = {.fields = fields, .q = q};
    struct listing listing = {.asked = &asked,
                              .folded = BUFFER_INIT(FOLDED_BYTES_MAX)};
    enum concord_status status = read_wanted(&listing, err);
    *has = status == CONCORD_OK && has_wanted(&listing, record);
    buffer_destroy(&listing.folded);
    arena_clear(&listing.arena);
    return status;
}
