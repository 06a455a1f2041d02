/* log.h - lines for the one who runs the daemon, on standard error.
 * Any thread: a line is written whole. */
#ifndef CONCORD_SEARCHD_LOG_H
#define CONCORD_SEARCHD_LOG_H

#include "schema/status.h"

/* One line, with the program's name before it and the newline after it. */
void log_line(const char *format, ...) CONCORD_PRINTF(1, 2);

#endif
