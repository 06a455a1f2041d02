/* main.c - concord-search: one search of an index, at a terminal. */
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "command_line.h"
#include "completion.h"
#include "engine/generation.h"
#include "engine/index_reader.h"
#include "help.h"
#include "listing.h"
#include "search/answer.h"
#include "search/exporter.h"
#include "search/reply.h"
#include "text/wrapped_text.h"

enum { EXIT_NOTHING = 1, EXIT_NO_INDEX = 76, LINKS_BYTES_MAX = 64 * 1024 };

/* Hashing this much takes a fraction of a second. */
static const uint64_t checked_bytes_max = UINT64_C(128) * 1024 * 1024;

static int exit_of(enum concord_status status) {
    switch (status) {
    case CONCORD_OK:
        return EX_OK;
    case CONCORD_BAD_REQUEST:
        return EX_USAGE;
    case CONCORD_NO_MEMORY:
        return EX_OSERR;
    case CONCORD_IO:
    case CONCORD_NO_SPACE:
        return EX_IOERR;
    case CONCORD_BAD_INPUT:
    case CONCORD_BAD_SCHEMA:
    case CONCORD_NOT_FOUND:
    case CONCORD_GONE:
    case CONCORD_CORRUPT:
    case CONCORD_BUSY:
    case CONCORD_DEADLINE:
    case CONCORD_INTERNAL:
        break;
    }
    return EXIT_NO_INDEX;
}

/* ---- showing ---- */

static bool may_color(const struct command_line *line) {
    const char *none = getenv("NO_COLOR");
    if (line->color != COLOR_AUTO)
        return line->color == COLOR_ALWAYS;
    return isatty(STDOUT_FILENO) && (none == NULL || *none == '\0');
}

static void show_table(const struct command_line *line, const json_t *answer) {
    struct listing listing = {.out = stdout,
                              .width = wrapped_text_width(stdout),
                              .color = may_color(line),
                              .unicode =
                                  strcmp(nl_langinfo(CODESET), "UTF-8") == 0,
                              .facets = line->facets};
    listing_write(&listing, answer);
}

static void show_json(const struct buffer *text) {
    fwrite(text->data, 1, text->size, stdout);
    fputc('\n', stdout);
}

/* How many were found goes to *total. */
static enum concord_status show(const struct command_line *line,
                                const struct buffer *text, json_int_t *total,
                                struct concord_error *err) {
    json_t *answer = json_loadb(text->data, text->size, 0, NULL);
    if (answer == NULL)
        return concord_no_memory(err);
    *total = json_integer_value(json_object_get(answer, "total"));
    if (strcmp(line->format, "json") == 0)
        show_json(text);
    else
        show_table(line, answer);
    json_decref(answer);
    return CONCORD_OK;
}

/* ---- searching ---- */

static enum concord_status search(const struct command_line *line,
                                  struct index_reader *reader,
                                  json_int_t *total,
                                  struct concord_error *err) {
    struct buffer text = BUFFER_INIT(REPLY_BYTES_MAX);
    struct buffer links = BUFFER_INIT(LINKS_BYTES_MAX);
    struct question question = {.reader = reader,
                                .parameters = &line->parameters};
    enum concord_status status = answer_search(&text, &links, &question, err);
    if (status == CONCORD_OK)
        status = show(line, &text, total, err);
    buffer_destroy(&links);
    buffer_destroy(&text);
    return status;
}

/* Piece by piece, as it is found. */
static enum concord_status write_export(const struct command_line *line,
                                        struct index_reader *reader,
                                        json_int_t *total,
                                        struct concord_error *err) {
    struct exporter *exporter = NULL;
    struct buffer piece = BUFFER_INIT(REPLY_BYTES_MAX);
    struct question question = {.reader = reader,
                                .parameters = &line->parameters};
    bool more = true;
    enum concord_status status = exporter_open(&exporter, &question, err);
    if (status == CONCORD_OK)
        *total = (json_int_t)exporter_total(exporter);
    while (status == CONCORD_OK && more && ferror(stdout) == 0) {
        buffer_clear(&piece);
        status = exporter_next(exporter, &piece, &more, err);
        if (status == CONCORD_OK && piece.size > 0)
            fwrite(piece.data, 1, piece.size, stdout);
    }
    exporter_close(exporter);
    buffer_destroy(&piece);
    return status;
}

/* A flipped bit in Xapian's tables may crash a search or falsify its answer, so
 * that what is small enough is held against its hashes first. */
static enum concord_status check_index(const struct generation *generation,
                                       struct concord_error *err) {
    const struct manifest *manifest = generation_manifest(generation);
    struct concord_error fault = {0};
    uint64_t bytes = 0;
    for (size_t i = 0; i < manifest->file_count; i++)
        bytes += manifest->files[i].size;
    if (bytes > checked_bytes_max)
        return CONCORD_OK;
    /* One that cannot be read any more, as after a purge, tells nothing. */
    if (manifest_check_hashes(manifest, generation_directory(generation),
                              &fault) != CONCORD_CORRUPT)
        return CONCORD_OK;
    return concord_fail(err, CONCORD_CORRUPT,
                        "%s; concord-indexer --verify names every fault, "
                        "--rollback and --rebuild mend them",
                        fault.message);
}

/* "--facets region" has "region" for a word of the question. */
static void hint_at_facet(const struct command_line *line,
                          const struct schema *schema) {
    for (size_t i = 0;
         line->behind_facets != NULL && i < schema_facet_count(schema); i++)
        if (strcmp(schema_facet(schema, i)->name, line->behind_facets) == 0)
            fprintf(stderr,
                    "concord-search: \"%s\" is searched for as a word; the "
                    "facet is --facets=%s\n",
                    line->behind_facets, line->behind_facets);
}

static enum concord_status search_index(const struct command_line *line,
                                        json_int_t *total,
                                        struct concord_error *err) {
    struct generation *generation = NULL;
    struct index_reader *reader = NULL;
    enum concord_status status =
        generation_open_current(&generation, line->index, err);
    if (status == CONCORD_OK)
        status = check_index(generation, err);
    if (status == CONCORD_OK)
        hint_at_facet(line, generation_schema(generation));
    if (status == CONCORD_OK)
        status = index_reader_open(&reader, generation, err);
    if (status == CONCORD_OK)
        status = line->exports ? write_export(line, reader, total, err)
                               : search(line, reader, total, err);
    index_reader_close(reader);
    generation_release(generation);
    return status;
}

static enum concord_status act(const struct command_line *line,
                               json_int_t *total, struct concord_error *err) {
    switch (line->action) {
    case COMMAND_HELP:
        return help_write(stdout, err);
    case COMMAND_VERSION:
        puts("concord-search " CONCORD_VERSION);
        return CONCORD_OK;
    case COMMAND_COMPLETION:
        return completion_write_script(stdout, line->shell, err);
    case COMMAND_COMPLETE:
        return completion_write(stdout, line->index, line->typed,
                                line->typed_count, err);
    case COMMAND_SEARCH:
        break;
    }
    return search_index(line, total, err);
}

/* Whoever stopped reading, as "head" does, knows why. */
static enum concord_status check_output(struct concord_error *err) {
    errno = 0;
    bool failed = fflush(stdout) != 0 || ferror(stdout) != 0;
    if (!failed)
        return CONCORD_OK;
    return concord_fail(err, CONCORD_IO, "standard output: %s",
                        errno != 0 ? strerror(errno) : "cannot be written");
}

int main(int argc, char **argv) {
    struct command_line line;
    struct concord_error err = {0};
    json_int_t total = 1; /* what is no search has found something */
    setlocale(LC_CTYPE, "");
    enum concord_status status = command_line_read(&line, argc, argv, &err);
    if (status == CONCORD_OK)
        status = act(&line, &total, &err);
    command_line_clear(&line);
    if (status == CONCORD_OK)
        status = check_output(&err);
    if (status != CONCORD_OK)
        fprintf(stderr, "concord-search: %s\n", err.message);
    return status == CONCORD_OK && total == 0 ? EXIT_NOTHING : exit_of(status);
}
