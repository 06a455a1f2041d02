/* log.c - writes a line in one call, so that no two are mixed. */
#include "log.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

enum { LOG_LINE_MAX = 1024 };

/* A message may quote what somebody asked for, which must not look like lines
 * of ours. */
static void blank_controls(char *text) {
    for (; *text; text++)
        if ((unsigned char)*text < ' ' || *text == 0x7F)
            *text = '?';
}

void log_line(const char *format, ...) {
    char message[LOG_LINE_MAX - 32];
    char line[LOG_LINE_MAX];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    blank_controls(message);
    int size = snprintf(line, sizeof line, "concord-searchd: %s\n", message);
    if (size < 0)
        return;
    /* A log that cannot be written has nobody to tell. */
    ssize_t written = write(STDERR_FILENO, line, (size_t)size);
    (void)written;
}
