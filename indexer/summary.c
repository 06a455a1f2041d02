/* summary.c - tells what a run did, to programs and to people. */
#include "summary.h"

#include <errno.h>
#include <jansson.h>
#include <string.h>

enum { REFUSED_SHOWN = 10 };

/* ---- for programs ---- */

static bool put(json_t *object, const char *key, json_t *value) {
    return json_object_set_new(object, key, value) == 0;
}

static bool put_counts(json_t *object, const struct report *report) {
    for (int i = 0; i < OUTCOME_COUNT; i++) {
        enum outcome outcome = (enum outcome)i;
        json_int_t count = (json_int_t)report_count(report, outcome);
        if (!put(object, outcome_name(outcome), json_integer(count)))
            return false;
    }
    return true;
}

static json_t *to_json(const struct summary *summary,
                       const struct report *report) {
    json_t *object = json_object();
    long long milliseconds = (long long)(summary->seconds * 1000 + 0.5);
    if (put(object, "index", report_text(summary->index)) &&
        put(object, "generation",
            json_integer((json_int_t)summary->generation)) &&
        put(object, "published", json_boolean(summary->published)) &&
        put(object, "dry_run", json_boolean(summary->dry_run)) &&
        put(object, "documents",
            json_integer((json_int_t)summary->documents)) &&
        put_counts(object, report) &&
        put(object, "gone", json_integer((json_int_t)summary->gone)) &&
        put(object, "purged", json_integer((json_int_t)summary->purged)) &&
        put(object, "seconds", json_real((double)milliseconds / 1000)))
        return object;
    json_decref(object);
    return NULL;
}

enum concord_status summary_put_json(json_t *object, FILE *out,
                                     struct concord_error *err) {
    if (object == NULL)
        return concord_no_memory(err);
    errno = 0;
    int failed =
        json_dumpf(object, out, JSON_COMPACT | JSON_REAL_PRECISION(15));
    json_decref(object);
    if (failed != 0 || fputc('\n', out) == EOF || fflush(out) != 0)
        return concord_fail_file(err, "standard output", errno);
    return CONCORD_OK;
}

enum concord_status summary_write_json(const struct summary *summary,
                                       const struct report *report, FILE *out,
                                       struct concord_error *err) {
    return summary_put_json(to_json(summary, report), out, err);
}

/* ---- for people ---- */

/* A file's name may hold what a terminal would obey. */
static void write_safely(const char *text, FILE *out) {
    for (; *text != '\0'; text++) {
        unsigned char byte = (unsigned char)*text;
        fputc(byte < 0x20 || byte == 0x7F ? '?' : byte, out);
    }
}

void summary_write_line(const struct report_line *line, FILE *out) {
    fprintf(out, "%-9s ", outcome_name(line->outcome));
    write_safely(line->path, out);
    if (line->reason != NULL) {
        fputs(": ", out);
        write_safely(line->reason, out);
    }
    fputc('\n', out);
}

static void write_counts(const struct report *report, FILE *out) {
    const char *comma = "";
    for (int i = 0; i < OUTCOME_COUNT; i++) {
        size_t count = report_count(report, (enum outcome)i);
        if (count == 0)
            continue;
        fprintf(out, "%s%zu %s", comma, count, outcome_name((enum outcome)i));
        comma = ", ";
    }
    if (*comma == '\0')
        fputs("no files", out);
}

static bool is_refused(const struct report_line *line) {
    return line->news && (line->outcome == OUTCOME_REJECTED ||
                          line->outcome == OUTCOME_STALE);
}

static void write_refused(const struct report *report, FILE *out) {
    size_t refused = 0;
    for (size_t i = 0; i < report_line_count(report); i++) {
        const struct report_line *line = report_line_at(report, i);
        if (is_refused(line) && refused++ < REFUSED_SHOWN) {
            fputs("  ", out);
            summary_write_line(line, out);
        }
    }
    if (refused > REFUSED_SHOWN)
        fprintf(out, "  ... and %zu more; --report FILE lists them all\n",
                refused - REFUSED_SHOWN);
    else if (refused > 0)
        fputs("  --report FILE lists every file with its outcome\n", out);
}

static void write_leaving(const struct summary *summary, FILE *out) {
    if (summary->gone > 0)
        fprintf(out,
                "  documents whose file has gone: %llu; --prune drops them\n",
                (unsigned long long)summary->gone);
    if (summary->purged > 0)
        fprintf(out,
                "  older generations removed: %llu; nothing that was "
                "withdrawn or dropped is left\n",
                (unsigned long long)summary->purged);
}

/* "would add 2, change 1, leave 3 as they are" */
static void write_wishes(const struct report *report, FILE *out) {
    static const struct {
        const char *before;
        const char *after;
    } words[OUTCOME_COUNT] = {
        [OUTCOME_ADDED] = {"add ", ""},
        [OUTCOME_CHANGED] = {"change ", ""},
        [OUTCOME_UNCHANGED] = {"leave ", " unchanged"},
        [OUTCOME_MOVED] = {"move ", ""},
        [OUTCOME_REMOVED] = {"remove ", ""},
        [OUTCOME_DUPLICATE] = {"set ", " aside as duplicates"},
        [OUTCOME_SKIPPED] = {"skip ", ""},
        [OUTCOME_REJECTED] = {"reject ", ""},
        [OUTCOME_STALE] = {"keep ", " as they were read last"}};
    const char *comma = "would ";
    for (int i = 0; i < OUTCOME_COUNT; i++) {
        size_t count = report_count(report, (enum outcome)i);
        if (count == 0)
            continue;
        fprintf(out, "%s%s%zu%s", comma, words[i].before, count,
                words[i].after);
        comma = ", ";
    }
    if (strcmp(comma, "would ") == 0)
        fputs("found no files", out);
}

static void write_dry_run(const struct summary *summary,
                          const struct report *report, FILE *out) {
    if (!summary->differs) {
        fprintf(out, "nothing would change; generation %llu stands\n",
                (unsigned long long)summary->generation);
    } else {
        write_wishes(report, out);
        fprintf(out, "; %llu document%s then; nothing was published\n",
                (unsigned long long)summary->documents,
                summary->documents == 1 ? "" : "s");
    }
    write_leaving(summary, out);
    write_refused(report, out);
}

void summary_write_rejected(const struct report *report, FILE *out) {
    for (size_t i = 0; i < report_line_count(report); i++)
        if (report_line_at(report, i)->outcome == OUTCOME_REJECTED)
            summary_write_line(report_line_at(report, i), out);
}

void summary_write_text(const struct summary *summary,
                        const struct report *report, FILE *out) {
    write_safely(summary->index, out);
    if (summary->dry_run) {
        fputs(": ", out);
        write_dry_run(summary, report, out);
        return;
    }
    if (!summary->published) {
        fprintf(out, ": nothing has changed; generation %llu stands\n",
                (unsigned long long)summary->generation);
        write_leaving(summary, out);
        return;
    }
    fprintf(out,
            ": generation %llu: ", (unsigned long long)summary->generation);
    write_counts(report, out);
    fprintf(out, "; %llu document%s in %.1f s\n",
            (unsigned long long)summary->documents,
            summary->documents == 1 ? "" : "s", summary->seconds);
    write_leaving(summary, out);
    write_refused(report, out);
}

void summary_write_warnings(const struct metadata_warnings *warnings,
                            FILE *out) {
    for (size_t i = 0; i < warnings->count; i++)
        fprintf(out, "concord-indexer: warning: %s\n", warnings->texts[i]);
}
