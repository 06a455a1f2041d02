/* speed.c - see speed.h. */
#include "speed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "corpus/describe.h"
#include "corpus/extract.h"
#include "corpus/source.h"
#include "schema/buffer.h"
#include "schema/schema.h"

struct paper {
    const char *path;
    struct extract *extract;
};

struct bench {
    struct source_list list;
    struct paper *papers;
    size_t count;
    struct schema *schema;
    struct describer *describer;
};

static bool read_file(struct buffer *out, const struct source_file *file) {
    char path[4096];
    char bytes[65536];
    size_t size;
    snprintf(path, sizeof path, "%s/%s", file->root, file->path);
    FILE *in = fopen(path, "rb");
    if (in == NULL)
        return false;
    while ((size = fread(bytes, 1, sizeof bytes, in)) > 0)
        buffer_append(out, bytes, size);
    bool whole = !ferror(in) && buffer_ok(out);
    fclose(in);
    return whole;
}

static void add_paper(struct bench *bench, const struct source_file *file) {
    struct buffer bytes = BUFFER_INIT(EXTRACT_BYTES_MAX);
    struct extract *extract = NULL;
    struct concord_error err = {0};
    if (read_file(&bytes, file) && bytes.size > 0 &&
        extract_read(&extract, file->path, bytes.data, bytes.size, &err) ==
            CONCORD_OK)
        bench->papers[bench->count++] = (struct paper){file->path, extract};
    buffer_destroy(&bytes);
}

static enum concord_status add_papers(struct bench *bench,
                                      struct concord_error *err) {
    bench->papers = calloc(bench->list.count + 1, sizeof *bench->papers);
    if (bench->papers == NULL)
        return concord_no_memory(err);
    for (size_t i = 0; i < bench->list.count; i++)
        if (bench->list.files[i].outcome == SOURCE_FILE)
            add_paper(bench, &bench->list.files[i]);
    if (bench->count == 0)
        return concord_fail(err, CONCORD_BAD_INPUT,
                            "no paper that can be read; give a folder of some");
    return CONCORD_OK;
}

/* Describe one paper and say how much clean text it was; one that has none
 * left is no fault here. */
static enum concord_status describe(const struct bench *bench,
                                    const struct paper *paper, uint64_t *bytes,
                                    struct concord_error *err) {
    struct document *document = NULL;
    enum concord_status status = document_create(&document, err);
    if (status != CONCORD_OK)
        return status;
    document->id = "0123456789abcdef";
    document->source.path = paper->path;
    document->source.address = paper->extract->address;
    document->source.format = paper->extract->format;
    status = describer_describe(bench->describer, document, paper->extract,
                                NULL, err);
    *bytes += document->text_size;
    document_destroy(document);
    return status == CONCORD_BAD_INPUT ? CONCORD_OK : status;
}

static double processor_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* All papers, again and again until that many bytes were described. */
static enum concord_status run_round(const struct bench *bench, uint64_t least,
                                     uint64_t *bytes,
                                     struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    *bytes = 0;
    do {
        uint64_t before = *bytes;
        for (size_t i = 0; i < bench->count && status == CONCORD_OK; i++)
            status = describe(bench, &bench->papers[i], bytes, err);
        if (status == CONCORD_OK && *bytes == before)
            status =
                concord_fail(err, CONCORD_BAD_INPUT, "the papers hold no text");
    } while (status == CONCORD_OK && *bytes < least);
    return status;
}

static int compare_seconds(const void *a, const void *b) {
    double left = *(const double *)a;
    double right = *(const double *)b;
    return (left > right) - (left < right);
}

/* The first pass over the papers warms what can be warmed, and counts. */
static enum concord_status run_rounds(const struct bench *bench,
                                      const struct speed_options *options,
                                      struct speed *out,
                                      struct concord_error *err) {
    uint64_t least = (uint64_t)(options->megabytes * 1e6);
    out->papers = bench->count;
    out->rounds = options->rounds;
    enum concord_status status = run_round(bench, 0, &out->paper_bytes, err);
    for (unsigned i = 0; i < options->rounds && status == CONCORD_OK; i++) {
        double start = processor_seconds();
        status = run_round(bench, least, &out->round_bytes, err);
        out->seconds[i] = processor_seconds() - start;
    }
    qsort(out->seconds, options->rounds, sizeof *out->seconds, compare_seconds);
    return status;
}

static void bench_close(struct bench *bench) {
    for (size_t i = 0; i < bench->count; i++)
        extract_destroy(bench->papers[i].extract);
    free(bench->papers);
    source_list_clear(&bench->list);
    describer_destroy(bench->describer);
    schema_destroy(bench->schema);
}

enum concord_status speed_measure(struct speed *out,
                                  const struct speed_options *options,
                                  struct concord_error *err) {
    struct bench bench = {0};
    memset(out, 0, sizeof *out);
    enum concord_status status = source_list_walk(&bench.list, options->papers,
                                                  options->paper_count, 0, err);
    if (status == CONCORD_OK)
        status = add_papers(&bench, err);
    if (status == CONCORD_OK)
        status = schema_load(&bench.schema, options->schema, err);
    if (status == CONCORD_OK)
        status = describer_create(&bench.describer, bench.schema, err);
    if (status == CONCORD_OK)
        status = run_rounds(&bench, options, out, err);
    bench_close(&bench);
    return status;
}

double speed_of(const struct speed *speed) {
    double seconds = speed->seconds[speed->rounds / 2];
    return seconds > 0 ? (double)speed->round_bytes / 1e6 / seconds : 0;
}
