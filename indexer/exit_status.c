/* exit_status.c - the one table from statuses to exit statuses. */
#include "exit_status.h"

#include <sysexits.h>

int exit_status_of(enum concord_status status) {
    switch (status) {
    case CONCORD_OK:
        return EX_OK;
    case CONCORD_BAD_REQUEST:
        return EX_USAGE; /* 64 */
    case CONCORD_NOT_FOUND:
    case CONCORD_GONE:
        return EX_NOINPUT; /* 66 */
    case CONCORD_NO_MEMORY:
        return EX_OSERR; /* 71 */
    case CONCORD_IO:
    case CONCORD_NO_SPACE:
        return EX_IOERR; /* 74 */
    case CONCORD_BUSY:
        return EX_TEMPFAIL; /* 75 */
    case CONCORD_BAD_SCHEMA:
    case CONCORD_CORRUPT:
    case CONCORD_BAD_INPUT:
    case CONCORD_DEADLINE:
    case CONCORD_INTERNAL:
        return EX_PROTOCOL; /* 76 */
    }
    return EX_PROTOCOL;
}

int exit_status_of_signal(int signal) {
    return 128 + signal;
}
