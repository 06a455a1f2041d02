/* run.c - joins the parts of a run. */
#include "run.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>

#include "changes.h"
#include "interruption.h"
#include "next_generation.h"
#include "pipeline.h"
#include "report.h"
#include "summary.h"
#include "worklist.h"

struct run {
    const struct options *options;
    struct timespec begun; /* monotonic */
    struct worklist worklist;
    struct schema *schema;
    struct pipeline *pipeline;
    struct report *report;
    struct next_generation next;
    struct source_table *known;
    struct changes changes;
    struct summary summary;
    bool done; /* published, or found that there is nothing to publish */
};

/* ---- opening ---- */

static bool is_same_version(const struct manifest_versions *a,
                            const struct manifest_versions *b) {
    return strcmp(a->schema, b->schema) == 0 &&
           strcmp(a->stemmer, b->stemmer) == 0 &&
           strcmp(a->describer, b->describer) == 0 &&
           strcmp(a->formats, b->formats) == 0 &&
           strcmp(a->plan, b->plan) == 0;
}

/* A rebuild is what mends a damaged index, so it has to do without. */
static enum concord_status read_known(struct run *run,
                                      struct concord_error *err) {
    struct concord_error fault = {0};
    enum concord_status sizes =
        next_generation_check_parent(&run->next, &fault);
    enum concord_status sources =
        next_generation_read_sources(&run->next, &run->known, err);
    if (sources == CONCORD_NO_MEMORY ||
        (sizes == CONCORD_OK && sources == CONCORD_OK))
        return sources;
    if (!run->options->rebuild)
        return concord_fail(err, CONCORD_CORRUPT,
                            "%s; run concord-indexer --rebuild, which reads "
                            "every file anew",
                            sizes != CONCORD_OK ? fault.message : err->message);
    run->changes.damaged = true;
    return run->known != NULL ? CONCORD_OK
                              : source_table_create(&run->known, err);
}

static void note_time(char out[RUN_TIME_SIZE]) {
    time_t now = time(NULL);
    struct tm broken;
    strftime(out, RUN_TIME_SIZE, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &broken));
}

static void set_changes(struct run *run) {
    struct changes *changes = &run->changes;
    const struct manifest *parent = run->next.parent;
    struct manifest_versions versions = pipeline_versions(run->pipeline);
    changes->options = run->options;
    changes->worklist = &run->worklist;
    changes->known = run->known;
    changes->pipeline = run->pipeline;
    changes->next = &run->next;
    changes->report = run->report;
    changes->anew =
        run->options->rebuild ||
        (parent != NULL && !is_same_version(&parent->versions, &versions));
    note_time(changes->time);
}

static enum concord_status open_index(struct run *run,
                                      struct concord_error *err) {
    const struct options *options = run->options;
    enum concord_status status =
        next_generation_open(&run->next, options->index, err);
    if (status == CONCORD_OK)
        status = read_known(run, err);
    if (status != CONCORD_OK)
        return status;
    set_changes(run);
    return worklist_settle(&run->worklist, run->known, options->index,
                           run->changes.anew, err);
}

static enum concord_status open_parts(struct run *run,
                                      struct concord_error *err) {
    const struct options *options = run->options;
    enum concord_status status = worklist_walk(
        &run->worklist, options->sources, options->source_count, err);
    if (status == CONCORD_OK)
        status = schema_load(&run->schema, options->schema, err);
    if (status == CONCORD_OK)
        status = pipeline_create(&run->pipeline, run->schema, err);
    if (status == CONCORD_OK)
        status = report_create(&run->report, options->report, err);
    return status == CONCORD_OK ? open_index(run, err) : status;
}

enum concord_status run_open(struct run **out, const struct options *options,
                             struct concord_error *err) {
    *out = NULL;
    struct run *run = calloc(1, sizeof *run);
    if (run == NULL)
        return concord_no_memory(err);
    run->options = options;
    clock_gettime(CLOCK_MONOTONIC, &run->begun);
    enum concord_status status = open_parts(run, err);
    if (status != CONCORD_OK) {
        run_close(run);
        return status;
    }
    *out = run;
    return CONCORD_OK;
}

void run_close(struct run *run) {
    if (run == NULL)
        return;
    next_generation_close(&run->next);
    source_table_destroy(run->changes.table);
    source_table_destroy(run->known);
    report_destroy(run->report);
    pipeline_destroy(run->pipeline);
    schema_destroy(run->schema);
    worklist_clear(&run->worklist);
    free(run);
}

/* ---- running ---- */

enum concord_status run_index(struct run *run, struct concord_error *err) {
    return changes_apply(&run->changes, err);
}

/* The table and the index say the same, or one of them is not what it was. */
static enum concord_status check_count(const struct run *run,
                                       uint64_t documents,
                                       struct concord_error *err) {
    size_t recorded = changes_document_count(run->changes.table);
    if (documents == recorded)
        return CONCORD_OK;
    return concord_fail(err, CONCORD_CORRUPT,
                        "%s: has %llu documents where %zu are on record; run "
                        "concord-indexer --rebuild",
                        run->options->index, (unsigned long long)documents,
                        recorded);
}

static enum concord_status publish_changes(struct run *run,
                                           struct concord_error *err) {
    struct summary *summary = &run->summary;
    const struct source_table *table = run->changes.table;
    struct generation_facts facts = {.sources = source_table_count(table),
                                     .versions =
                                         pipeline_versions(run->pipeline)};
    enum concord_status status = next_generation_finish(
        &run->next, run->schema, table, &facts.documents, err);
    if (status == CONCORD_OK)
        status = check_count(run, facts.documents, err);
    if (status != CONCORD_OK || interruption_signal() != 0)
        return status;
    status = next_generation_publish(&run->next, run->schema,
                                     run->options->schema, &facts,
                                     &summary->generation, err);
    summary->published = status == CONCORD_OK;
    summary->documents = facts.documents;
    run->done = summary->published;
    return status;
}

static void keep_parent(struct run *run) {
    run->summary.generation = run->next.parent->number;
    run->summary.documents = run->next.parent->documents;
    run->done = true;
}

static double seconds_since(const struct timespec *begun) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - begun->tv_sec) +
           (double)(now.tv_nsec - begun->tv_nsec) / 1e9;
}

enum concord_status run_publish(struct run *run, struct concord_error *err) {
    if (interruption_signal() != 0)
        return CONCORD_OK;
    enum concord_status status = report_write(run->report, err);
    if (status == CONCORD_OK && run->changes.any)
        status = publish_changes(run, err);
    else if (status == CONCORD_OK)
        keep_parent(run);
    run->summary.index = run->options->index;
    run->summary.gone = run->changes.gone;
    run->summary.seconds = seconds_since(&run->begun);
    return status == CONCORD_OK && run->done
               ? report_publish(run->report, err)
               : status;
}

/* ---- telling ---- */

enum concord_status run_tell(const struct run *run,
                             struct concord_error *err) {
    if (!run->done)
        return CONCORD_OK;
    if (run->options->json)
        return summary_write_json(&run->summary, run->report, stdout, err);
    if (run->options->verbosity != VERBOSITY_QUIET)
        summary_write_text(&run->summary, run->report, stderr);
    return CONCORD_OK;
}

/* The contract's statuses; each tells whoever started the run what to do. */
static int exit_status_of(enum concord_status status) {
    switch (status) {
    case CONCORD_OK:
        return EX_OK;
    case CONCORD_NO_MEMORY:
        return EX_OSERR; /* 71 */
    case CONCORD_IO:
        return EX_IOERR; /* 74 */
    case CONCORD_NOT_FOUND:
        return EX_NOINPUT; /* 66 */
    case CONCORD_BUSY:
        return EX_TEMPFAIL; /* 75 */
    case CONCORD_BAD_SCHEMA:
    case CONCORD_CORRUPT:
    case CONCORD_BAD_INPUT:
    case CONCORD_BAD_REQUEST:
    case CONCORD_DEADLINE:
    case CONCORD_INTERNAL:
        return EX_PROTOCOL; /* 76 */
    }
    return EX_PROTOCOL;
}

int run_exit_status(const struct run *run, enum concord_status status) {
    if (status != CONCORD_OK)
        return exit_status_of(status);
    if (!run->done)
        return 128 + interruption_signal();
    return report_newly_rejected(run->report) > 0 ? EX_DATAERR : EX_OK;
}
