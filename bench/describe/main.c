/* main.c - bench-describe: how right and how fast papers are described. */
#include <stdio.h>
#include <sysexits.h>

#include "cards.h"
#include "options.h"
#include "schema/buffer.h"
#include "speed.h"
#include "truth.h"
#include "yaml_json.h"

static int fail(const char *message) {
    fprintf(stderr, "bench-describe: %s\n", message);
    return EX_DATAERR;
}

static void print_json(json_t *value) {
    json_dumpf(value, stdout, JSON_INDENT(1) | JSON_REAL_PRECISION(4));
    putchar('\n');
    json_decref(value);
}

/* ---- speed ---- */

static json_t *speed_to_json(const struct speed *speed) {
    json_t *seconds = json_array();
    for (unsigned i = 0; i < speed->rounds; i++)
        json_array_append_new(seconds, json_real(speed->seconds[i]));
    return json_pack("{s:I, s:I, s:I, s:o, s:f}", "papers",
                     (json_int_t)speed->papers, "bytes",
                     (json_int_t)speed->paper_bytes, "round_bytes",
                     (json_int_t)speed->round_bytes, "seconds", seconds,
                     "megabytes_a_second", speed_of(speed));
}

static void print_speed(const struct speed *speed) {
    printf("%zu papers, %.3f MB of clean text; %.1f MB a round, %u rounds\n",
           speed->papers, (double)speed->paper_bytes / 1e6,
           (double)speed->round_bytes / 1e6, speed->rounds);
    printf("fastest %.2f s, middle %.2f s, slowest %.2f s of one processor\n",
           speed->seconds[0], speed->seconds[speed->rounds / 2],
           speed->seconds[speed->rounds - 1]);
    printf("%.2f MB a second\n", speed_of(speed));
}

static int measure_speed(const struct options *options) {
    struct speed speed;
    struct concord_error err = {0};
    struct speed_options as = {.schema = options->schema,
                               .papers =
                                   (const char *const *)options->arguments,
                               .paper_count = options->argument_count,
                               .rounds = options->rounds,
                               .megabytes = options->megabytes};
    if (speed_measure(&speed, &as, &err) != CONCORD_OK)
        return fail(err.message);
    if (options->json)
        print_json(speed_to_json(&speed));
    else
        print_speed(&speed);
    return 0;
}

/* ---- truth ---- */

static enum concord_status load_index(json_t **cards, const char *directory,
                                      struct concord_error *err) {
    struct generation *generation = NULL;
    struct index_reader *reader = NULL;
    enum concord_status status =
        generation_open_current(&generation, directory, err);
    if (status == CONCORD_OK)
        status = index_reader_open(&reader, generation, err);
    if (status == CONCORD_OK)
        status = cards_of_index(cards, reader, err);
    index_reader_close(reader);
    generation_release(generation);
    return status;
}

static enum concord_status load_lines(json_t **cards, const char *path,
                                      struct concord_error *err) {
    bool is_input = path[0] == '-' && path[1] == '\0';
    FILE *lines = is_input ? stdin : fopen(path, "rb");
    if (lines == NULL)
        return concord_fail(err, CONCORD_NOT_FOUND, "%s: cannot be opened",
                            path);
    enum concord_status status = cards_of_lines(cards, lines, path, err);
    if (!is_input)
        fclose(lines);
    return status;
}

static bool compare(const struct options *options, const json_t *cards,
                    const char *path, json_t *all) {
    struct truth_report report;
    struct truth_listing listing = {.others = options->others};
    json_t *truth = json_load_file(path, 0, NULL);
    if (truth == NULL)
        truth = yaml_json_load(path);
    if (truth == NULL)
        return false;
    if (options->differences)
        listing.out = options->json ? stderr : stdout;
    truth_compare(&report, truth, cards, listing);
    json_decref(truth);
    if (options->json) {
        json_object_set_new(all, path, truth_to_json(&report));
        return true;
    }
    printf("%s: %u papers, %u not in the archive\n", path, report.papers,
           report.missing_papers);
    truth_print(&report, stdout);
    return true;
}

static int compare_all(const struct options *options) {
    struct concord_error err = {0};
    json_t *cards = NULL;
    json_t *all = json_object();
    int exit_status = 0;
    enum concord_status status =
        options->index ? load_index(&cards, options->index, &err)
                       : load_lines(&cards, options->explain, &err);
    if (status != CONCORD_OK)
        exit_status = fail(err.message);
    for (size_t i = 0; i < options->argument_count && exit_status == 0; i++)
        if (!compare(options, cards, options->arguments[i], all)) {
            fprintf(stderr, "%s: ", options->arguments[i]);
            exit_status = fail("is no truth file that can be read");
        }
    json_decref(cards);
    if (options->json && exit_status == 0)
        print_json(all);
    else
        json_decref(all);
    return exit_status;
}

int main(int argc, char **argv) {
    struct options options;
    options_parse(&options, argc, argv);
    return options.speed ? measure_speed(&options) : compare_all(&options);
}
