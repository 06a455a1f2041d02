/* log.c - writes a line in one call, so that no two are mixed. */
#include "log.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

enum { LOG_LINE_MAX = 1024 };

void log_line(const char *format, ...) {
    char message[LOG_LINE_MAX - 32];
    char line[LOG_LINE_MAX];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    int size = snprintf(line, sizeof line, "concord-searchd: %s\n", message);
    if (size < 0)
        return;
    /* A log that cannot be written has nobody to tell. */
    ssize_t written = write(STDERR_FILENO, line, (size_t)size);
    (void)written;
}
