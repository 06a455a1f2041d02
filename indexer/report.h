/* report.h - what became of every file: one line for each, counted, and
 * written to the report's file as JSON, one object a line, in order of root and
 * path, so that equal runs write equal reports. One thread. */
#ifndef CONCORD_INDEXER_REPORT_H
#define CONCORD_INDEXER_REPORT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "schema/status.h"

/* In the order in which a summary tells them. */
enum outcome {
    OUTCOME_ADDED,     /* a new document */
    OUTCOME_CHANGED,   /* other bytes than before */
    OUTCOME_UNCHANGED, /* the same bytes, even when they were read anew */
    OUTCOME_MOVED,     /* a document that had another name before */
    OUTCOME_REMOVED,
    OUTCOME_DUPLICATE,
    OUTCOME_SKIPPED,  /* no paper by its kind */
    OUTCOME_REJECTED, /* no document, and `reason` says why */
    OUTCOME_STALE,    /* the last good document, and `reason` says why */
    OUTCOME_COUNT
};

const char *outcome_name(enum outcome outcome);

struct report_line {
    const char *root;
    const char *path;
    const char *id;     /* of its document, or NULL */
    const char *reason; /* or NULL */
    enum outcome outcome;
    bool news; /* the run before did not have it so */
};

struct report;

/* `file` is where it is to be written, or NULL; it is opened at once under
 * another name, FILE.tmp, so that a run does not fail for it after hours. A
 * link, a pipe or a device is written to as it is. The caller owns *out and
 * frees it with report_destroy(). CONCORD_IO. */
enum concord_status report_create(struct report **out, const char *file,
                                  struct concord_error *err);

/* Removes FILE.tmp unless it was published. */
void report_destroy(struct report *report);

/* Copies the strings but `root`, which must stay. */
enum concord_status report_add(struct report *report,
                               const struct report_line *line,
                               struct concord_error *err);

/* Sort the lines and write them into FILE.tmp. CONCORD_IO. */
enum concord_status report_write(struct report *report,
                                 struct concord_error *err);

/* FILE.tmp becomes FILE. CONCORD_IO. */
enum concord_status report_publish(struct report *report,
                                   struct concord_error *err);

size_t report_count(const struct report *report, enum outcome outcome);

/* Rejected in this run and not before. */
size_t report_newly_rejected(const struct report *report);

size_t report_line_count(const struct report *report);
const struct report_line *report_line_at(const struct report *report,
                                         size_t index);

/* A JSON string, or null for NULL; what is no UTF-8, as a file's name may be,
 * is cleaned. NULL when memory is out. */
json_t *report_text(const char *text);

#endif
