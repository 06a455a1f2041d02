/* negotiation.h - what a request's headers say of the answer that is wanted.
 * The functions on text are pure. */
#ifndef CONCORD_SEARCHD_NEGOTIATION_H
#define CONCORD_SEARCHD_NEGOTIATION_H

#include <stdbool.h>

#include "schema/buffer.h"

enum { PREFERENCES_BYTES_MAX = 8 * 1024 };

struct preferences {
    struct buffer held; /* If-None-Match, its lines joined */
    bool gzip;          /* Accept-Encoding allows it */
    bool html;          /* Accept names it, as browsers do */
};

/* Start from this. */
#define PREFERENCES_INIT                                                       \
    { BUFFER_INIT(PREFERENCES_BYTES_MAX), false, false }

struct MHD_Connection;

/* On the server's thread. What does not fit is as if it had not been said. */
void preferences_read(struct preferences *preferences,
                      struct MHD_Connection *connection);
void preferences_clear(struct preferences *preferences);

/* The list of entity tags `held` has `tag`, by weak comparison (RFC 9110,
 * 8.8.3.2). `held` may be NULL. */
bool tag_is_held(const char *held, const char *tag);

/* `held` is "*": whatever there is. */
bool any_is_held(const char *held);

/* An Accept-Encoding field allows gzip (RFC 9110, 12.5.3). */
bool gzip_is_accepted(const char *field);

/* An Accept field names text/html itself (12.5.1). */
bool html_is_accepted(const char *field);

#endif
