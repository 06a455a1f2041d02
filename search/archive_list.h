/* archive_list.h - a page of the records of one kind in an archive file: all
 * of them, or those that have the words that are looked for. Private to this
 * room; one thread at a time for one request. */
#ifndef CONCORD_SEARCH_ARCHIVE_LIST_H
#define CONCORD_SEARCH_ARCHIVE_LIST_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "engine/archive_file.h"
#include "schema/status.h"

struct archive_list_request {
    const struct archive_file *archive;
    const char *prefix;        /* of the keys: "acronym/" */
    const char *const *fields; /* of a record that have words; ends with NULL */
    const char *q;             /* each of its words begins one of a field's */
    unsigned page;             /* from 1 */
    unsigned size;
    int64_t deadline; /* nanoseconds of CLOCK_MONOTONIC; 0: none */
};

/* In the order of the keys. */
struct archive_list {
    json_t *results; /* those of the page, a list */
    uint64_t total;  /* on all pages */
};

/* Words are compared as a search compares them, but whole records are few
 * enough that nobody stems them: "clin" begins "Clinical". A q of mere signs
 * finds nothing. The caller gives *out back with archive_list_clear(), also
 * after a failure. CONCORD_DEADLINE, CONCORD_CORRUPT, CONCORD_NO_MEMORY. */
enum concord_status archive_list_read(struct archive_list *out,
                                      const struct archive_list_request *asked,
                                      struct concord_error *err);
void archive_list_clear(struct archive_list *list);

/* Does one record have the words of `q`, as in a list? CONCORD_NO_MEMORY. */
enum concord_status archive_record_has(bool *has, const json_t *record,
                                       const char *const *fields, const char *q,
                                       struct concord_error *err);

#endif
