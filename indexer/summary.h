/* summary.h - what a run tells its user. One thread. */
#ifndef CONCORD_INDEXER_SUMMARY_H
#define CONCORD_INDEXER_SUMMARY_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "report.h"
#include "schema/status.h"

struct summary {
    const char *index;   /* its folder, as it was given */
    uint64_t generation; /* the current one, after the run */
    uint64_t documents;  /* in it */
    uint64_t gone;       /* of these under the SOURCEs, without a file */
    bool published;
    double seconds;
};

/* One JSON object and a newline. CONCORD_IO. */
enum concord_status summary_write_json(const struct summary *summary,
                                       const struct report *report, FILE *out,
                                       struct concord_error *err);

/* A line or two for people, and the first files that were newly refused. */
void summary_write_text(const struct summary *summary,
                        const struct report *report, FILE *out);

/* One file, as it is dealt with. */
void summary_write_line(const struct report_line *line, FILE *out);

#endif
