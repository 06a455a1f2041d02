/* report.c - gathers, sorts and writes what became of each file. */
#include "report.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "paper_name.h"
#include "schema/arena.h"
#include "schema/buffer.h"
#include "text/normal.h"

struct report {
    struct arena arena; /* the lines */
    struct report_line *lines;
    size_t count;
    size_t counts[OUTCOME_COUNT];
    size_t newly_rejected;
    char *name;      /* NULL: no file is written */
    char *temporary; /* NULL: the file is written as it is */
    FILE *file;      /* while it is open */
};

const char *outcome_name(enum outcome outcome) {
    static const char *const names[OUTCOME_COUNT] = {
        [OUTCOME_ADDED] = "added",         [OUTCOME_CHANGED] = "changed",
        [OUTCOME_UNCHANGED] = "unchanged", [OUTCOME_MOVED] = "moved",
        [OUTCOME_REMOVED] = "removed",     [OUTCOME_DUPLICATE] = "duplicate",
        [OUTCOME_SKIPPED] = "skipped",     [OUTCOME_REJECTED] = "rejected",
        [OUTCOME_STALE] = "stale"};
    return names[outcome];
}

/* ---- the file ---- */

static enum concord_status fail_on(const char *path,
                                   struct concord_error *err) {
    return concord_fail_file(err, path, errno);
}

/* Only a regular file gives way to another: a link, like /dev/stdout, must stay
 * what it is even when it leads to one. */
static bool is_replaceable(const char *file) {
    struct stat state;
    return lstat(file, &state) != 0 || S_ISREG(state.st_mode);
}

static const char *written_name(const struct report *report) {
    return report->temporary != NULL ? report->temporary : report->name;
}

static enum concord_status open_file(struct report *report, const char *file,
                                     struct concord_error *err) {
    report->name = strdup(file);
    if (report->name == NULL)
        return concord_no_memory(err);
    if (is_replaceable(file) &&
        asprintf(&report->temporary, "%s.tmp", file) < 0) {
        report->temporary = NULL;
        return concord_no_memory(err);
    }
    report->file = fopen(written_name(report), "we");
    return report->file != NULL ? CONCORD_OK
                                : fail_on(written_name(report), err);
}

enum concord_status report_create(struct report **out, const char *file,
                                  struct concord_error *err) {
    *out = NULL;
    struct report *report = calloc(1, sizeof *report);
    if (report == NULL)
        return concord_no_memory(err);
    enum concord_status status =
        file == NULL ? CONCORD_OK : open_file(report, file, err);
    if (status != CONCORD_OK) {
        report_destroy(report);
        return status;
    }
    *out = report;
    return CONCORD_OK;
}

void report_destroy(struct report *report) {
    if (report == NULL)
        return;
    if (report->file != NULL) {
        fclose(report->file);
        if (report->temporary != NULL)
            unlink(report->temporary);
    }
    free(report->name);
    free(report->temporary);
    arena_clear(&report->arena);
    free(report);
}

/* ---- lines ---- */

static bool copy(struct arena *arena, const char **text) {
    if (*text != NULL)
        *text = arena_string(arena, *text);
    else
        return true;
    return *text != NULL;
}

enum concord_status report_add(struct report *report,
                               const struct report_line *line,
                               struct concord_error *err) {
    struct arena *arena = &report->arena;
    struct report_line kept = *line;
    if (!copy(arena, &kept.path) || !copy(arena, &kept.id) ||
        !copy(arena, &kept.reason))
        return concord_no_memory(err);
    struct report_line *added =
        arena_push(arena, &report->lines, &report->count, sizeof *added);
    if (added == NULL)
        return concord_no_memory(err);
    *added = kept;
    report->counts[kept.outcome]++;
    if (kept.outcome == OUTCOME_REJECTED && kept.news)
        report->newly_rejected++;
    return CONCORD_OK;
}

size_t report_count(const struct report *report, enum outcome outcome) {
    return report->counts[outcome];
}

size_t report_newly_rejected(const struct report *report) {
    return report->newly_rejected;
}

size_t report_line_count(const struct report *report) {
    return report->count;
}

const struct report_line *report_line_at(const struct report *report,
                                         size_t index) {
    return &report->lines[index];
}

/* ---- writing ---- */

static int by_name(const void *left, const void *right) {
    const struct report_line *a = left;
    const struct report_line *b = right;
    return paper_name_compare(a->root, a->path, b->root, b->path);
}

json_t *report_text(const char *text) {
    if (text == NULL)
        return json_null();
    size_t size = strlen(text);
    if (text_is_utf8(text, size))
        return json_stringn(text, size);
    struct buffer clean = BUFFER_INIT(4 * size + 4);
    json_t *string = NULL;
    if (text_clean(&clean, text, size, NULL) == CONCORD_OK)
        string = json_stringn(clean.data == NULL ? "" : clean.data, clean.size);
    buffer_destroy(&clean);
    return string;
}

static json_t *line_to_json(const struct report_line *line) {
    return json_pack(
        "{s:o, s:n, s:o, s:s, s:o}", "path", report_text(line->path), "member",
        "id", report_text(line->id), "outcome", outcome_name(line->outcome),
        "reason", report_text(line->reason));
}

static enum concord_status write_line(const struct report *report,
                                      const struct report_line *line,
                                      struct concord_error *err) {
    json_t *object = line_to_json(line);
    if (object == NULL)
        return concord_no_memory(err);
    int failed = json_dumpf(object, report->file, JSON_COMPACT);
    json_decref(object);
    if (failed != 0 || fputc('\n', report->file) == EOF)
        return fail_on(written_name(report), err);
    return CONCORD_OK;
}

enum concord_status report_write(struct report *report,
                                 struct concord_error *err) {
    if (report->count > 0)
        qsort(report->lines, report->count, sizeof *report->lines, by_name);
    if (report->file == NULL)
        return CONCORD_OK;
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < report->count && status == CONCORD_OK; i++)
        status = write_line(report, &report->lines[i], err);
    if (status == CONCORD_OK && fflush(report->file) != 0)
        status = fail_on(written_name(report), err);
    return status;
}

enum concord_status report_publish(struct report *report,
                                   struct concord_error *err) {
    if (report->file == NULL)
        return CONCORD_OK;
    bool failed = fclose(report->file) != 0;
    report->file = NULL;
    if (report->temporary == NULL)
        return failed ? fail_on(report->name, err) : CONCORD_OK;
    if (!failed && rename(report->temporary, report->name) == 0)
        return CONCORD_OK;
    enum concord_status status = fail_on(report->name, err);
    unlink(report->temporary);
    return status;
}
