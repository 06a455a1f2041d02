/* exit_status.h - what a status is to whoever started the program: the
 * contract's exit statuses, each of which tells what to do. */
#ifndef CONCORD_INDEXER_EXIT_STATUS_H
#define CONCORD_INDEXER_EXIT_STATUS_H

#include "schema/status.h"

int exit_status_of(enum concord_status status);

/* The program was stopped by that signal. */
int exit_status_of_signal(int signal);

#endif
