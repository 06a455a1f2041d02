/* access_log.c - two buffers: one is filled while the other is written. */
#include "access_log.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "log.h"
#include "schema/buffer.h"

struct access_log {
    const char *path;
    int fd; /* the writer's alone, once it runs */
    pthread_t writer;
    pthread_mutex_t lock; /* guards all below */
    pthread_cond_t wake;
    struct buffer lines; /* not written yet */
    uint64_t lost;
    bool reopen;
    bool ending;
};

/* ---- the file ---- */

static int open_file(const char *path) {
    if (strcmp(path, "-") == 0)
        return fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0);
    return open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
}

/* When it cannot be opened again the old one is better than none. */
static void change_file(struct access_log *log) {
    int fd = open_file(log->path);
    if (fd < 0) {
        log_line("%s: %s; the old file is written on", log->path,
                 strerror(errno));
        return;
    }
    close(log->fd);
    log->fd = fd;
}

static bool write_whole(int fd, const char *bytes, size_t size) {
    while (size > 0) {
        ssize_t written = write(fd, bytes, size);
        if (written < 0 && errno != EINTR)
            return false;
        if (written > 0) {
            bytes += written;
            size -= (size_t)written;
        }
    }
    return true;
}

static uint64_t count_lines(const struct buffer *lines) {
    uint64_t count = 0;
    for (size_t i = 0; i < lines->size; i++)
        count += lines->data[i] == '\n';
    return count;
}

/* ---- the writer ---- */

/* With the lock held, which is let go meanwhile. */
static void write_lines(struct access_log *log) {
    struct buffer lines = log->lines;
    bool reopen = log->reopen;
    log->lines = (struct buffer)BUFFER_INIT(LOG_BYTES_MAX);
    log->reopen = false;
    pthread_mutex_unlock(&log->lock);
    /* What came before the file was renamed belongs into it. */
    bool written = write_whole(log->fd, lines.data, lines.size);
    if (reopen)
        change_file(log);
    uint64_t lost = written ? 0 : count_lines(&lines);
    buffer_destroy(&lines);
    pthread_mutex_lock(&log->lock);
    log->lost += lost;
}

static void *write_on(void *context) {
    struct access_log *log = context;
    pthread_mutex_lock(&log->lock);
    while (!log->ending || log->lines.size > 0) {
        if (log->lines.size > 0 || log->reopen)
            write_lines(log);
        else
            pthread_cond_wait(&log->wake, &log->lock);
    }
    pthread_mutex_unlock(&log->lock);
    return NULL;
}

/* ---- lines ---- */

static void append_escaped(struct buffer *out, const char *text) {
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte < ' ' || byte > '~' || byte == '"' || byte == '\\')
            buffer_printf(out, "\\x%02X", byte);
        else
            buffer_append_char(out, *text);
    }
}

static void append_time(struct buffer *out, struct timespec when) {
    struct tm parts;
    char text[32];
    gmtime_r(&when.tv_sec, &parts);
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
    buffer_printf(out, "%s.%03ldZ", text, when.tv_nsec / 1000000);
}

static void append_number(struct buffer *out, uint64_t number) {
    if (number == 0)
        buffer_append_string(out, " -");
    else
        buffer_printf(out, " %" PRIu64, number);
}

static void append_line(struct buffer *out, const struct access_line *line) {
    append_time(out, line->came);
    buffer_printf(out, " %s %s \"", line->request_id,
                  line->client != NULL ? line->client : "-");
    append_escaped(out, line->method != NULL ? line->method : "-");
    buffer_append_char(out, ' ');
    append_escaped(out, line->target);
    buffer_append_char(out, '"');
    append_number(out, line->http_status);
    buffer_printf(out, " %" PRIu64 " %.3f", line->bytes,
                  (double)line->took / 1e6);
    append_number(out, line->generation);
    buffer_append_char(out, '\n');
}

/* ---- for the others ---- */

enum concord_status access_log_open(struct access_log **out, const char *path,
                                    struct concord_error *err) {
    *out = NULL;
    struct access_log *log = calloc(1, sizeof *log);
    if (log == NULL)
        return concord_no_memory(err);
    log->path = path;
    log->lines = (struct buffer)BUFFER_INIT(LOG_BYTES_MAX);
    log->fd = open_file(path);
    if (log->fd < 0) {
        free(log);
        return concord_fail(err, CONCORD_IO, "the access log %s: %s", path,
                            strerror(errno));
    }
    pthread_mutex_init(&log->lock, NULL);
    pthread_cond_init(&log->wake, NULL);
    if (pthread_create(&log->writer, NULL, write_on, log) != 0) {
        close(log->fd);
        free(log);
        return concord_no_memory(err);
    }
    *out = log;
    return CONCORD_OK;
}

void access_log_close(struct access_log *log) {
    if (log == NULL)
        return;
    pthread_mutex_lock(&log->lock);
    log->ending = true;
    pthread_cond_signal(&log->wake);
    pthread_mutex_unlock(&log->lock);
    pthread_join(log->writer, NULL);
    close(log->fd);
    buffer_destroy(&log->lines);
    pthread_cond_destroy(&log->wake);
    pthread_mutex_destroy(&log->lock);
    free(log);
}

void access_log_add(struct access_log *log, const struct access_line *line) {
    if (log == NULL)
        return;
    struct buffer text = BUFFER_INIT(LOG_BYTES_MAX);
    append_line(&text, line);
    pthread_mutex_lock(&log->lock);
    size_t before = log->lines.size;
    if (buffer_ok(&text))
        buffer_append(&log->lines, text.data, text.size);
    if (log->lines.size == before) {
        log->lines.failed = false;
        log->lost++;
    }
    pthread_cond_signal(&log->wake);
    pthread_mutex_unlock(&log->lock);
    buffer_destroy(&text);
}

void access_log_reopen(struct access_log *log) {
    if (log == NULL)
        return;
    pthread_mutex_lock(&log->lock);
    log->reopen = true;
    pthread_cond_signal(&log->wake);
    pthread_mutex_unlock(&log->lock);
}

uint64_t access_log_lost(struct access_log *log) {
    if (log == NULL)
        return 0;
    pthread_mutex_lock(&log->lock);
    uint64_t lost = log->lost;
    pthread_mutex_unlock(&log->lock);
    return lost;
}
