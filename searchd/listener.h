/* listener.h - the socket that clients come to. One thread at a time. */
#ifndef CONCORD_SEARCHD_LISTENER_H
#define CONCORD_SEARCHD_LISTENER_H

#include <stdbool.h>

#include "schema/status.h"

enum { LISTENER_URL_MAX = 320, LISTENER_PATH_MAX = 108 };

struct listener {
    int fd;
    bool is_unix;                 /* its clients have no addresses */
    bool is_loopback;             /* its clients share one */
    bool is_passed;               /* systemd's, which goes on listening */
    char url[LISTENER_URL_MAX];   /* with the real port, for people */
    char path[LISTENER_PATH_MAX]; /* of the unix socket, else empty */
};

/* Listen at HOST:PORT, [ADDRESS]:PORT or unix:PATH; port 0 takes a free one. A
 * unix socket that nobody listens at any more is replaced. Where systemd passes
 * a socket, listen at that, whatever `address` says.
 * CONCORD_BAD_REQUEST when `address` has another form, or another number of
 * sockets is passed than one; CONCORD_IO when nobody
 * can listen there. `out->fd` is -1 after a failure. */
enum concord_status listener_open(struct listener *out, const char *address,
                                  struct concord_error *err);

/* Refuse whoever comes from now on, and remove the unix socket. The descriptor
 * stays open, for a thread that may still be at it. Who comes to a socket that
 * was passed waits for the next daemon there. */
void listener_refuse(struct listener *listener);

/* Close it as well. Closing again does nothing. */
void listener_close(struct listener *listener);

#endif
