/* status.c - what a call can end in, and the words that go with it. */
#include "schema/status.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "utf8.h"

static void write_message(struct concord_error *err, const char *format,
                          va_list arguments) CONCORD_PRINTF(2, 0);

/* A message may quote the one that it replaces, so it is written apart first.
 * It is cut between characters, because it may end up in JSON. */
static void write_message(struct concord_error *err, const char *format,
                          va_list arguments) {
    char message[CONCORD_MESSAGE_MAX + 4];
    if (vsnprintf(message, sizeof message, format, arguments) < 0)
        message[0] = '\0';
    size_t size = utf8_cut(message, CONCORD_MESSAGE_MAX - 1);
    memcpy(err->message, message, size);
    err->message[size] = '\0';
}

enum concord_status concord_fail(struct concord_error *err,
                                 enum concord_status status, const char *format,
                                 ...) {
    if (!err)
        return status;
    va_list arguments;
    va_start(arguments, format);
    write_message(err, format, arguments);
    va_end(arguments);
    err->status = status;
    err->parameter[0] = '\0';
    return status;
}

enum concord_status concord_refuse(struct concord_error *err,
                                   const char *parameter, const char *format,
                                   ...) {
    if (!err)
        return CONCORD_BAD_REQUEST;
    va_list arguments;
    va_start(arguments, format);
    write_message(err, format, arguments);
    va_end(arguments);
    err->status = CONCORD_BAD_REQUEST;
    size_t size = utf8_cut(parameter, sizeof err->parameter - 1);
    memmove(err->parameter, parameter, size);
    err->parameter[size] = '\0';
    return CONCORD_BAD_REQUEST;
}

static bool is_full(int fault) {
    return fault == 0 || fault == ENOSPC || fault == EDQUOT;
}

enum concord_status concord_fail_file(struct concord_error *err,
                                      const char *path, int fault) {
    return concord_fail(err, is_full(fault) ? CONCORD_NO_SPACE : CONCORD_IO,
                        "%s: %s", path, strerror(fault != 0 ? fault : ENOSPC));
}

enum concord_status concord_no_memory(struct concord_error *err) {
    return concord_fail(err, CONCORD_NO_MEMORY,
                        "out of memory: free some, or give the program more");
}

const char *concord_status_name(enum concord_status status) {
    switch (status) {
    case CONCORD_OK:
        return "ok";
    case CONCORD_NO_MEMORY:
        return "out of memory";
    case CONCORD_IO:
        return "input or output failed";
    case CONCORD_NO_SPACE:
        return "no space left";
    case CONCORD_BAD_INPUT:
        return "unreadable document";
    case CONCORD_BAD_SCHEMA:
        return "unusable schema";
    case CONCORD_BAD_REQUEST:
        return "bad request";
    case CONCORD_NOT_FOUND:
        return "not found";
    case CONCORD_GONE:
        return "withdrawn";
    case CONCORD_CORRUPT:
        return "damaged index";
    case CONCORD_BUSY:
        return "busy";
    case CONCORD_DEADLINE:
        return "deadline passed";
    case CONCORD_INTERNAL:
        return "internal error";
    }
    return "unknown status";
}
