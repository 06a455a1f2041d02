/* interruption.h - being asked to stop.
 * SIGINT and SIGTERM only leave a note: the run looks at it between documents
 * and gives up what it has begun. A second one ends the program at once, which
 * is safe as well, at the price of a folder for the next run to sweep away. */
#ifndef CONCORD_INDEXER_INTERRUPTION_H
#define CONCORD_INDEXER_INTERRUPTION_H

/* From here on. SIGPIPE becomes a failed write. */
void interruption_watch(void);

/* From here on the program ends when it is asked to, at once and with the exit
 * status of a run that was interrupted: for what leaves nothing behind. */
void interruption_end_at_once(void);

/* The signal that asked, or 0. */
int interruption_signal(void);

#endif
