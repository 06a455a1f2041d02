/* header_deadlines.h - cuts off connections whose request takes too long to
 * come. The library's own time-out is of inactivity, which one byte a second
 * outlives, so every connection has a moment by which the head of its next
 * request must be whole, and one by which it must have taken the piece of a
 * stream that it is sent.
 *
 *   opened           header deadline from now
 *   request line in  header deadline from now, if that is sooner
 *   head whole       none, until the answer is sent
 *   piece begun      half a minute from now, for a client to take it
 *   piece sent       none, until the next piece of the answer is there
 *   answer sent      keep-alive time and header deadline from now
 *
 * Any thread may call any function; the watching is a thread of its own. */
#ifndef CONCORD_SEARCHD_HEADER_DEADLINES_H
#define CONCORD_SEARCHD_HEADER_DEADLINES_H

#include <stdint.h>

#include "schema/status.h"

struct header_deadlines;
struct header_watch; /* one connection's */

/* Times in nanoseconds. CONCORD_NO_MEMORY, or when no thread can be had. */
enum concord_status header_deadlines_create(struct header_deadlines **out,
                                            int64_t header_time,
                                            int64_t keep_alive_time,
                                            struct concord_error *err);

/* Every watch must have been removed. */
void header_deadlines_destroy(struct header_deadlines *deadlines);

/* A connection was opened. `fd` must stay open until the watch is removed. NULL
 * when memory is out: it then goes unwatched. */
struct header_watch *header_deadlines_add(struct header_deadlines *deadlines,
                                          int fd);
/* It is about to be closed. `watch` may be NULL, here and below. */
void header_deadlines_remove(struct header_deadlines *deadlines,
                             struct header_watch *watch);

void header_deadlines_line_in(struct header_deadlines *deadlines,
                              struct header_watch *watch);
void header_deadlines_head_whole(struct header_deadlines *deadlines,
                                 struct header_watch *watch);
void header_deadlines_piece_begun(struct header_deadlines *deadlines,
                                  struct header_watch *watch);
void header_deadlines_piece_sent(struct header_deadlines *deadlines,
                                 struct header_watch *watch);
void header_deadlines_answer_sent(struct header_deadlines *deadlines,
                                  struct header_watch *watch);

#endif
