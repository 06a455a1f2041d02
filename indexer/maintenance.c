/* maintenance.c - verifies, lists and rolls back. */
#include "maintenance.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "engine/generation.h"
#include "engine/generation_check.h"
#include "engine/generation_list.h"
#include "interruption.h"
#include "report.h"
#include "schema/arena.h"
#include "summary.h"

/* The program's answer, on standard output. */
static enum concord_status finish_output(struct concord_error *err) {
    if (fflush(stdout) == 0 && !ferror(stdout))
        return CONCORD_OK;
    return concord_fail_file(err, "standard output", errno);
}

/* ---- checking ---- */

struct faults {
    struct arena arena;
    const char **words;
    size_t count;
    bool lost; /* memory is out, and one was not noted */
};

static void note_fault(void *context, const char *words) {
    struct faults *faults = context;
    const char **slot = arena_push(&faults->arena, &faults->words,
                                   &faults->count, sizeof *slot);
    if (slot != NULL)
        *slot = arena_string(&faults->arena, words);
    if (slot == NULL || *slot == NULL)
        faults->lost = true;
}

static void clear_faults(struct faults *faults) {
    arena_clear(&faults->arena);
    *faults = (struct faults){0};
}

static enum concord_status check(const char *index, uint64_t number,
                                 struct generation_check *out,
                                 struct faults *faults,
                                 struct concord_error *err) {
    enum concord_status status =
        generation_check(out, index, number, note_fault, faults, err);
    if (status == CONCORD_NOT_FOUND) /* but something points to it */
        status = CONCORD_CORRUPT;
    return status == CONCORD_OK && faults->lost ? concord_no_memory(err)
                                                : status;
}

static void tell_faults(const struct faults *faults) {
    for (size_t i = 0; i < faults->count; i++)
        fprintf(stderr, "concord-indexer: %s\n", faults->words[i]);
}

/* ---- verify ---- */

/* The generation was removed under our hands, because others came after it. */
static bool is_overtaken(const char *index, uint64_t number) {
    char path[4096];
    uint64_t now = 0;
    int size = snprintf(path, sizeof path, "%s/generations/%06llu", index,
                        (unsigned long long)number);
    return size < (int)sizeof path && access(path, F_OK) != 0 &&
           generation_current_number(index, &now, NULL) == CONCORD_OK &&
           now != number;
}

static enum concord_status check_current(const char *index,
                                         struct generation_check *out,
                                         struct faults *faults,
                                         struct concord_error *err) {
    for (;;) {
        uint64_t number = 0;
        enum concord_status status =
            generation_current_number(index, &number, err);
        if (status != CONCORD_OK)
            return status;
        status = check(index, number, out, faults, err);
        bool good = status == CONCORD_OK && out->faults == 0;
        if (good || !is_overtaken(index, number))
            return status;
        clear_faults(faults);
    }
}

static json_t *list_faults(const struct faults *faults) {
    json_t *list = json_array();
    for (size_t i = 0; i < faults->count; i++)
        json_array_append_new(list, report_text(faults->words[i]));
    return list;
}

static enum concord_status write_check(const struct options *options,
                                       const struct generation_check *found,
                                       const struct faults *faults,
                                       struct concord_error *err) {
    if (options->json)
        return summary_put_json(
            json_pack("{s:o, s:I, s:I, s:I, s:I, s:b, s:o}", "index",
                      report_text(options->index), "generation",
                      (json_int_t)found->number, "documents",
                      (json_int_t)found->documents, "files",
                      (json_int_t)found->files, "bytes",
                      (json_int_t)found->bytes, "whole", found->faults == 0,
                      "faults", list_faults(faults)),
            stdout, err);
    if (found->faults > 0 || options->verbosity == VERBOSITY_QUIET)
        return CONCORD_OK;
    printf("%s: generation %llu: %zu files, %llu bytes, all as published\n",
           options->index, (unsigned long long)found->number, found->files,
           (unsigned long long)found->bytes);
    return finish_output(err);
}

static enum concord_status verify(const struct options *options,
                                  struct concord_error *err) {
    struct faults faults = {0};
    struct generation_check found;
    enum concord_status status =
        check_current(options->index, &found, &faults, err);
    if (status == CONCORD_OK)
        status = write_check(options, &found, &faults, err);
    tell_faults(&faults);
    if (status == CONCORD_OK && found.faults > 0)
        status = concord_fail(
            err, CONCORD_CORRUPT,
            "%s: generation %llu is not as published, see above; --rollback "
            "goes back to the one before, --rebuild SOURCE reads every file "
            "anew",
            options->index, (unsigned long long)found.number);
    clear_faults(&faults);
    return status;
}

/* ---- list ---- */

static json_t *describe(const struct listed_generation *item) {
    return json_pack(
        "{s:I, s:o, s:I, s:I, s:I, s:o, s:b, s:b}", "number",
        (json_int_t)item->number, "created", report_text(item->created),
        "documents", (json_int_t)item->documents, "sources",
        (json_int_t)item->sources, "disk_bytes", (json_int_t)item->disk_bytes,
        "parent",
        item->parent == 0 ? json_null()
                          : json_integer((json_int_t)item->parent),
        "current", item->current, "damaged", item->created == NULL);
}

static enum concord_status write_list_json(const struct options *options,
                                           const struct generation_list *list,
                                           struct concord_error *err) {
    json_t *generations = json_array();
    for (size_t i = 0; i < list->count; i++)
        json_array_append_new(generations, describe(&list->items[i]));
    return summary_put_json(json_pack("{s:o, s:o}", "index",
                                      report_text(options->index),
                                      "generations", generations),
                            stdout, err);
}

static void write_row(const struct listed_generation *item) {
    char parent[24] = "-";
    if (item->parent != 0)
        snprintf(parent, sizeof parent, "%llu",
                 (unsigned long long)item->parent);
    printf("%6llu  %-20s  %9llu  %7llu  %12llu  %6s%s\n",
           (unsigned long long)item->number,
           item->created == NULL ? "damaged" : item->created,
           (unsigned long long)item->documents,
           (unsigned long long)item->sources,
           (unsigned long long)item->disk_bytes, parent,
           item->current ? "  current" : "");
}

static enum concord_status list(const struct options *options,
                                struct concord_error *err) {
    struct generation_list found = {0};
    enum concord_status status =
        generation_list_read(&found, options->index, err);
    if (status == CONCORD_OK && options->json) {
        status = write_list_json(options, &found, err);
    } else if (status == CONCORD_OK) {
        printf("number  %-20s  documents  sources  bytes on disk  parent\n",
               "created");
        for (size_t i = 0; i < found.count; i++)
            write_row(&found.items[i]);
        status = finish_output(err);
    }
    generation_list_clear(&found);
    return status;
}

/* ---- rollback ---- */

struct rollback {
    uint64_t from;   /* was current */
    uint64_t to;     /* is published again */
    uint64_t number; /* under this number */
    struct generation_check found;
};

/* What is not whole must not become current. */
static enum concord_status check_previous(const char *index,
                                          struct rollback *rollback,
                                          struct concord_error *err) {
    struct faults faults = {0};
    enum concord_status status =
        check(index, rollback->to, &rollback->found, &faults, err);
    tell_faults(&faults);
    if (status == CONCORD_OK && rollback->found.faults > 0)
        status = concord_fail(
            err, CONCORD_CORRUPT,
            "%s: generation %llu is not as published, see above, and cannot be "
            "gone back to; --rebuild SOURCE reads every file anew",
            index, (unsigned long long)rollback->to);
    clear_faults(&faults);
    return status;
}

static enum concord_status go_back(struct generation_builder *builder,
                                   const char *index, struct rollback *rollback,
                                   struct concord_error *err) {
    rollback->from = generation_builder_number(builder) - 1;
    enum concord_status status =
        generation_builder_previous(builder, &rollback->to, err);
    if (status == CONCORD_OK)
        status = check_previous(index, rollback, err);
    if (status != CONCORD_OK)
        return status;
    interruption_watch();
    return generation_builder_republish(builder, rollback->to,
                                        &rollback->number, err);
}

static enum concord_status tell_rollback(const struct options *options,
                                         const struct rollback *rollback,
                                         struct concord_error *err) {
    uint64_t documents = rollback->found.documents;
    if (options->json)
        return summary_put_json(
            json_pack("{s:o, s:I, s:b, s:I, s:I, s:I}", "index",
                      report_text(options->index), "generation",
                      (json_int_t)rollback->number, "published", 1, "documents",
                      (json_int_t)documents, "restored",
                      (json_int_t)rollback->to, "replaced",
                      (json_int_t)rollback->from),
            stdout, err);
    if (options->verbosity != VERBOSITY_QUIET)
        fprintf(stderr,
                "%s: generation %llu: %llu again, with %llu document%s; "
                "another --rollback goes back to %llu\n",
                options->index, (unsigned long long)rollback->number,
                (unsigned long long)rollback->to, (unsigned long long)documents,
                documents == 1 ? "" : "s", (unsigned long long)rollback->from);
    return CONCORD_OK;
}

static enum concord_status roll_back(const struct options *options,
                                     struct concord_error *err) {
    struct rollback rollback = {0};
    struct generation_builder *builder = NULL;
    uint64_t current = 0;
    /* A builder would make an index where there is none. */
    enum concord_status status =
        generation_current_number(options->index, &current, err);
    if (status == CONCORD_OK)
        status = generation_builder_open(&builder, options->index, err);
    if (status == CONCORD_OK)
        status = go_back(builder, options->index, &rollback, err);
    generation_builder_close(builder);
    return status == CONCORD_OK ? tell_rollback(options, &rollback, err)
                                : status;
}

enum concord_status maintenance_run(const struct options *options,
                                    struct concord_error *err) {
    interruption_end_at_once();
    switch (options->action) {
    case ACTION_VERIFY:
        return verify(options, err);
    case ACTION_LIST:
        return list(options, err);
    case ACTION_ROLLBACK:
        return roll_back(options, err);
    case ACTION_INDEX:
        break;
    }
    return concord_fail(err, CONCORD_INTERNAL, "no action on the index");
}
