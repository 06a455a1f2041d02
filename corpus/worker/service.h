/* service.h - answers requests, one after another, until there are no more. */
#ifndef CONCORD_CORPUS_WORKER_SERVICE_H
#define CONCORD_CORPUS_WORKER_SERVICE_H

#include <stdio.h>

#include "schema/status.h"

/* Greet, then read requests from `in` and write answers to `out`, in frames
 * (worker/frames.h). CONCORD_OK at the end of `in`; CONCORD_CORRUPT when what
 * comes is no request; CONCORD_IO when `out` fails. */
enum concord_status service_run(FILE *in, FILE *out, struct concord_error *err);

#endif
