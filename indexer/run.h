/* run.h - one run of the indexer, from the SOURCEs to what is published.
 * One thread. */
#ifndef CONCORD_INDEXER_RUN_H
#define CONCORD_INDEXER_RUN_H

#include "options.h"
#include "schema/status.h"

struct run;

/* Walk the SOURCEs, load the schema and take the index's lock, in this order,
 * so that a run that cannot succeed leaves no trace. The options must outlive
 * it. The caller owns *out and frees it with run_close(). CONCORD_NOT_FOUND
 * names a SOURCE that does not exist; CONCORD_BAD_SCHEMA; CONCORD_BUSY;
 * CONCORD_CORRUPT; CONCORD_IO; CONCORD_NO_MEMORY. */
enum concord_status run_open(struct run **out, const struct options *options,
                             struct concord_error *err);

/* Find out what changed and put it into the next generation. CONCORD_OK also
 * when it was interrupted. */
enum concord_status run_index(struct run *run, struct concord_error *err);

/* Publish, unless nothing has changed or the run was interrupted, and write the
 * report. After a failure the old generation stands, but for one: CONCORD_IO
 * when only the report could not take its name. */
enum concord_status run_publish(struct run *run, struct concord_error *err);

/* Tell what was done. CONCORD_IO when standard output fails. */
enum concord_status run_tell(const struct run *run, struct concord_error *err);

/* What the program ends with, `status` being how its last step ended. */
int run_exit_status(const struct run *run, enum concord_status status);

/* The disk has failed in some thread of the run: say so in *err, and give up
 * what was not published, so that no more of the disk is taken up. The program
 * has to end then, without run_close(). */
enum concord_status run_give_up(struct run *run, int fault,
                                struct concord_error *err);

/* Give the lock back; what was not published is removed. */
void run_close(struct run *run);

#endif
