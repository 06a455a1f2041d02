/* run.c - joins the parts of a run. */
#include "run.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>

#include "changes.h"
#include "crew.h"
#include "engine/parallel.h"
#include "exit_status.h"
#include "explain.h"
#include "interruption.h"
#include "next_generation.h"
#include "pipeline.h"
#include "progress.h"
#include "relating.h"
#include "report.h"
#include "source_names.h"
#include "summary.h"
#include "text/wrapped_text.h"
#include "worklist.h"

struct run {
    const struct options *options;
    struct timespec begun; /* monotonic */
    struct progress progress;
    struct source_names names;
    struct worklist worklist;
    struct schema *schema;
    struct extract_pool *extractors;
    struct crew *crew;
    struct pipeline *pipeline;
    struct explainer explainer;
    struct relator *relator; /* has run over the next generation, or NULL */
    struct report *report;
    struct next_generation next;
    struct source_table *known;
    struct changes changes;
    struct summary summary;
    bool done; /* published, or found that there is nothing to publish, or not
                * meant to publish */
};

/* ---- opening ---- */

static bool is_same_version(const struct manifest_versions *a,
                            const struct manifest_versions *b) {
    return strcmp(a->schema, b->schema) == 0 &&
           strcmp(a->stemmer, b->stemmer) == 0 &&
           strcmp(a->describer, b->describer) == 0 &&
           strcmp(a->formats, b->formats) == 0 && strcmp(a->plan, b->plan) == 0;
}

/* A rebuild is what mends a damaged index, so it has to do without. */
static enum concord_status ignore_damage(struct run *run,
                                         struct concord_error *err) {
    if (!run->options->rebuild) {
        struct concord_error fault = *err;
        return concord_fail(err, CONCORD_CORRUPT,
                            "%s; run concord-indexer --rebuild, which reads "
                            "every file anew",
                            fault.message);
    }
    run->changes.damaged = true;
    enum concord_status status = next_generation_ignore_parent(&run->next, err);
    if (status != CONCORD_OK)
        return status;
    struct concord_error ignored;
    if (next_generation_read_sources(&run->next, &run->known, &ignored) ==
        CONCORD_OK)
        return CONCORD_OK;
    return source_table_create(&run->known, err);
}

/* What is explained is explained as in a new index. */
static enum concord_status open_next(struct run *run,
                                     struct concord_error *err) {
    const struct options *options = run->options;
    if (options->explain)
        return next_generation_open_trial(&run->next, NULL, err);
    return options->dry_run
               ? next_generation_open_trial(&run->next, options->index, err)
               : next_generation_open(&run->next, options->index, err);
}

static enum concord_status open_parent(struct run *run,
                                       struct concord_error *err) {
    enum concord_status status = open_next(run, err);
    if (status == CONCORD_OK)
        status = next_generation_read_sources(&run->next, &run->known, err);
    if (status == CONCORD_CORRUPT && run->next.builder != NULL)
        status = ignore_damage(run, err);
    return status;
}

static void note_time(char out[RUN_TIME_SIZE]) {
    time_t now = time(NULL);
    struct tm broken;
    strftime(out, RUN_TIME_SIZE, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &broken));
}

static enum concord_status show(void *context, const struct document *document,
                                struct concord_error *err) {
    struct run *run = context;
    progress_hide(&run->progress);
    return explain_document(&run->explainer, document, err);
}

static void set_changes(struct run *run) {
    struct changes *changes = &run->changes;
    const struct manifest *parent = run->next.parent;
    struct manifest_versions versions = pipeline_versions(run->pipeline);
    changes->options = run->options;
    changes->worklist = &run->worklist;
    changes->schema = run->schema;
    changes->extractors = run->extractors;
    changes->known = run->known;
    changes->pipeline = run->pipeline;
    changes->crew = run->crew;
    changes->show = run->options->explain ? show : NULL;
    changes->shown_by = run;
    changes->next = &run->next;
    changes->report = run->report;
    changes->progress = &run->progress;
    changes->anew = run->options->rebuild ||
                    (parent != NULL &&
                     strcmp(parent->versions.formats, versions.formats) != 0);
    changes->renewed =
        parent == NULL || !is_same_version(&parent->versions, &versions);
    note_time(changes->time);
}

static enum concord_status open_index(struct run *run,
                                      struct concord_error *err) {
    const struct options *options = run->options;
    /* Opened, or failed, beside the walk, or not yet. */
    enum concord_status status =
        run->known == NULL ? open_parent(run, err) : CONCORD_OK;
    if (status != CONCORD_OK)
        return status;
    set_changes(run);
    run->next.purge = options->purge;
    run->next.jobs = options->jobs;
    return worklist_settle(&run->worklist, run->known, options->index,
                           run->changes.anew, err);
}

static enum concord_status walk(struct run *run, struct concord_error *err) {
    const struct options *options = run->options;
    struct source_names *names = &run->names;
    enum concord_status status =
        source_names_read(names, options->sources, options->source_count,
                          options->files_from, err);
    if (status != CONCORD_OK)
        return status;
    return worklist_walk(&run->worklist, names->names, names->count,
                         options->follow_symlinks ? SOURCE_FOLLOW_LINKS : 0,
                         err);
}

static enum concord_status open_pipeline(struct run *run,
                                         struct concord_error *err) {
    enum concord_status status =
        crew_create(&run->crew, run->options->jobs, err);
    if (status == CONCORD_OK)
        status = pipeline_create(&run->pipeline, run->schema,
                                 run->options->jobs, err);
    run->explainer = (struct explainer){.out = stdout,
                                        .schema = run->schema,
                                        .format = run->options->format,
                                        .width = wrapped_text_width(stdout)};
    return status;
}

static bool is_interrupted(void) {
    return interruption_signal() != 0;
}

/* No process is started before there is a file to read. */
static enum concord_status open_extractors(struct run *run,
                                           struct concord_error *err) {
    struct extract_pool_options options = {.workers = run->options->jobs,
                                           .is_stopped = is_interrupted};
    return extract_pool_create(&run->extractors, &options, err);
}

/* An index that is there already is not made by opening it, also when a SOURCE
 * turns out to be missing. */
static bool has_index(const struct options *options) {
    uint64_t number = 0;
    return !options->explain &&
           generation_current_number(options->index, &number, NULL) ==
               CONCORD_OK;
}

/* The walk takes as long as reading all that is known of its files. */
static enum concord_status walk_or_load(void *context, size_t number,
                                        struct concord_error *err) {
    struct run *run = context;
    if (number == 0)
        return walk(run, err);
    enum concord_status status =
        schema_load(&run->schema, run->options->schema, err);
    return status == CONCORD_OK && has_index(run->options)
               ? open_parent(run, err)
               : status;
}

static enum concord_status open_parts(struct run *run,
                                      struct concord_error *err) {
    const struct options *options = run->options;
    progress_open(&run->progress, options->progress == PROGRESS_AUTO &&
                                          options->verbosity == VERBOSITY_QUIET
                                      ? PROGRESS_NEVER
                                      : options->progress);
    enum concord_status status = parallel_do(2, walk_or_load, run, err);
    if (status == CONCORD_OK)
        status = open_pipeline(run, err);
    if (status == CONCORD_OK)
        status = open_extractors(run, err);
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
    explain_clear(&run->explainer);
    relator_destroy(run->relator);
    changes_clear(&run->changes);
    next_generation_close(&run->next);
    people_destroy(run->changes.people);
    source_table_destroy(run->changes.table);
    source_table_destroy(run->known);
    report_destroy(run->report);
    pipeline_destroy(run->pipeline);
    /* Its processes end with the threads that started them. */
    extract_pool_destroy(run->extractors);
    crew_destroy(run->crew);
    schema_destroy(run->schema);
    worklist_clear(&run->worklist);
    source_names_clear(&run->names);
    free(run);
}

enum concord_status run_give_up(struct run *run, int fault,
                                struct concord_error *err) {
    progress_hide(&run->progress);
    enum concord_status status =
        concord_fail_file(err, run->next.directory, fault);
    generation_builder_give_up(run->next.builder);
    return status;
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

/* The generation before goes on. There may be none after a dry run. */
static void keep_parent(struct run *run) {
    const struct manifest *parent = run->next.parent;
    run->summary.generation = parent != NULL ? parent->number : 0;
    run->summary.documents = parent != NULL ? parent->documents : 0;
    run->done = true;
}

static enum concord_status relate(struct run *run, struct concord_error *err) {
    return relating_hold(&run->relator, &run->next, run->schema,
                         run->changes.table, err);
}

/* Before documents are related: both hold the whole archive in memory. */
static enum concord_status write_archive_state(struct run *run,
                                               struct concord_error *err) {
    struct archive_state *archive = &run->changes.archive;
    enum concord_status status = next_generation_open_index(&run->next, err);
    if (status == CONCORD_OK)
        status = archive_state_write(archive, err);
    archive_state_clear(archive);
    return status;
}

static enum concord_status publish_changes(struct run *run,
                                           struct concord_error *err) {
    struct summary *summary = &run->summary;
    struct source_table *table = run->changes.table;
    struct generation_facts facts = {.sources = source_table_count(table),
                                     .versions =
                                         pipeline_versions(run->pipeline)};
    enum concord_status status = write_archive_state(run, err);
    if (status == CONCORD_OK)
        status = relate(run, err);
    if (status == CONCORD_OK)
        status = relating_write(run->relator, &run->next, table, err);
    relator_destroy(run->relator);
    run->relator = NULL;
    if (status == CONCORD_OK)
        status = next_generation_finish(&run->next, run->schema, table,
                                        &facts.documents, err);
    if (status == CONCORD_OK)
        status = check_count(run, facts.documents, err);
    if (status != CONCORD_OK || interruption_signal() != 0)
        return status;
    if (run->options->dry_run) {
        keep_parent(run);
        summary->documents = facts.documents;
        return CONCORD_OK;
    }
    status =
        next_generation_publish(&run->next, run->schema, run->options->schema,
                                &facts, &summary->generation, err);
    summary->published = status == CONCORD_OK;
    summary->documents = facts.documents;
    run->done = summary->published;
    return status;
}

static double seconds_since(const struct timespec *begun) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - begun->tv_sec) +
           (double)(now.tv_nsec - begun->tv_nsec) / 1e9;
}

/* ---- purging ---- */

static enum concord_status look_for_remains(struct run *run,
                                            struct concord_error *err) {
    bool needed = false;
    if (!run->options->purge || run->changes.any)
        return CONCORD_OK;
    enum concord_status status = next_generation_needs_purge(
        &run->next, run->changes.table, &needed, err);
    run->changes.any = needed;
    return status;
}

/* The new generation has nothing of what was dropped; those before it have. */
static enum concord_status remove_older(struct run *run,
                                        struct concord_error *err) {
    size_t removed = 0;
    if (!run->options->purge || run->options->dry_run || run->options->explain)
        return CONCORD_OK;
    enum concord_status status =
        generation_builder_remove_older(run->next.builder, &removed, err);
    run->summary.purged = removed;
    if (status == CONCORD_OK)
        return status;
    struct concord_error fault = *err;
    return concord_fail(err, status,
                        "generation %llu is current, but an older one could "
                        "not be removed: %s; run again with --purge",
                        (unsigned long long)run->summary.generation,
                        fault.message);
}

/* ---- the end ---- */

static enum concord_status explain(struct run *run, struct concord_error *err) {
    keep_parent(run);
    enum concord_status status = relate(run, err);
    return status == CONCORD_OK
               ? explain_all(&run->explainer, run->relator, err)
               : status;
}

enum concord_status run_publish(struct run *run, struct concord_error *err) {
    if (interruption_signal() != 0)
        return CONCORD_OK;
    enum concord_status status = look_for_remains(run, err);
    if (status == CONCORD_OK)
        status = report_write(run->report, err);
    if (status == CONCORD_OK && run->options->explain)
        status = explain(run, err);
    else if (status == CONCORD_OK && run->changes.any)
        status = publish_changes(run, err);
    else if (status == CONCORD_OK)
        keep_parent(run);
    run->summary.index = run->options->index;
    run->summary.dry_run = run->options->dry_run;
    run->summary.differs = run->changes.any;
    run->summary.gone = run->changes.gone;
    run->summary.seconds = seconds_since(&run->begun);
    if (status == CONCORD_OK && run->done)
        status = report_publish(run->report, err);
    if (status == CONCORD_OK && run->done)
        status = remove_older(run, err);
    return status;
}

/* ---- telling ---- */

static void tell_explained(const struct run *run) {
    if (run->options->verbosity == VERBOSITY_NORMAL)
        summary_write_rejected(run->report, stderr);
}

enum concord_status run_tell(const struct run *run, struct concord_error *err) {
    if (!run->done)
        return CONCORD_OK;
    if (run->options->verbosity != VERBOSITY_QUIET)
        summary_write_warnings(people_warnings(run->changes.people), stderr);
    if (run->options->explain) {
        tell_explained(run);
        return CONCORD_OK;
    }
    if (run->options->json)
        return summary_write_json(&run->summary, run->report, stdout, err);
    if (run->options->verbosity != VERBOSITY_QUIET)
        summary_write_text(&run->summary, run->report, stderr);
    return CONCORD_OK;
}

int run_exit_status(const struct run *run, enum concord_status status) {
    if (status != CONCORD_OK)
        return exit_status_of(status);
    if (!run->done)
        return exit_status_of_signal(interruption_signal());
    return report_newly_rejected(run->report) > 0 ? EX_DATAERR : EX_OK;
}
