/* summary.h - what a run tells its user. One thread. */
#ifndef CONCORD_INDEXER_SUMMARY_H
#define CONCORD_INDEXER_SUMMARY_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "corpus/metadata.h"
#include "report.h"
#include "schema/status.h"

struct summary {
    const char *index;   /* its folder, as it was given */
    uint64_t generation; /* the current one, after the run */
    uint64_t documents;  /* in it */
    uint64_t gone;       /* of these under the SOURCEs, without a file */
    uint64_t purged;     /* older generations that were removed */
    bool published;
    bool dry_run; /* nothing was to be published */
    bool differs; /* the next generation is, or would be, another */
    double seconds;
};

/* Print `object` and a newline, and give it back; NULL is taken for a want of
 * memory. CONCORD_IO. */
enum concord_status summary_put_json(json_t *object, FILE *out,
                                     struct concord_error *err);

/* One JSON object and a newline. CONCORD_IO. */
enum concord_status summary_write_json(const struct summary *summary,
                                       const struct report *report, FILE *out,
                                       struct concord_error *err);

/* A line or two for people, and the first files that were newly refused. */
void summary_write_text(const struct summary *summary,
                        const struct report *report, FILE *out);

/* Every file without a document, each on a line of its own. */
void summary_write_rejected(const struct report *report, FILE *out);

/* The faults in what people say, each on a line of its own. */
void summary_write_warnings(const struct metadata_warnings *warnings,
                            FILE *out);

/* One file, as it is dealt with. */
void summary_write_line(const struct report_line *line, FILE *out);

#endif
