/* options.c - the command line, read by argp. */
#include "options.h"

#include <argp.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "speed.h"

enum {
    KEY_SCHEMA = 256,
    KEY_SPEED,
    KEY_ROUNDS,
    KEY_MEGABYTES,
    KEY_JSON,
    KEY_OTHERS
};

static const char doc[] =
    "Hold what Concord says of papers against truth files, or measure how fast "
    "it says it.\v"
    "A truth file is JSON or YAML, from a paper's path to what an archivist "
    "records of it; corpus/sample/README.md explains its keys.\n"
    "\n"
    "Exit status: 0 measured; 64 usage; 65 what was given cannot be read.";

static const struct argp_option known[] = {
    {"index", 'i', "DIR", 0, "Compare the documents of this index", 1},
    {"explain", 'e', "FILE", 0,
     "Compare what concord-indexer --explain printed; - is standard input", 1},
    {"differences", 'd', NULL, 0, "List what is missing and what is wrong", 1},
    {"others", KEY_OTHERS, NULL, 0,
     "List values that the truth does not speak of, too", 1},
    {"speed", KEY_SPEED, NULL, 0,
     "Describe the papers given, on one processor, and time it", 2},
    {"rounds", KEY_ROUNDS, "N", 0, "As often as this (5 by default)", 2},
    {"megabytes", KEY_MEGABYTES, "N", 0,
     "With as much clean text a round, the papers repeated (10 by default)", 2},
    {"schema", KEY_SCHEMA, "DIR", 0, "The vocabularies", 2},
    {"json", KEY_JSON, NULL, 0, "Print JSON", 3},
    {0}};

static unsigned parse_rounds(const char *text, const struct argp_state *state) {
    char *end = NULL;
    unsigned long rounds = strtoul(text, &end, 10);
    if (*end != '\0' || rounds < 1 || rounds > SPEED_ROUNDS_MAX)
        argp_error(state, "--rounds wants a number from 1 to %d",
                   SPEED_ROUNDS_MAX);
    return (unsigned)rounds;
}

static double parse_megabytes(const char *text,
                              const struct argp_state *state) {
    char *end = NULL;
    double megabytes = strtod(text, &end);
    if (*end != '\0' || !(megabytes >= 0 && megabytes <= 100000))
        argp_error(state, "--megabytes wants a number from 0 to 100000");
    return megabytes;
}

static void check(const struct options *options,
                  const struct argp_state *state) {
    if (options->argument_count == 0)
        argp_error(state, options->speed ? "give papers to describe"
                                         : "give a truth file");
    if (!options->speed && !options->index == !options->explain)
        argp_error(state, "give the archive by either --index or --explain");
}

static error_t parse(int key, char *value, struct argp_state *state) {
    struct options *options = state->input;
    switch (key) {
    case 'i':
        options->index = value;
        return 0;
    case 'e':
        options->explain = value;
        return 0;
    case 'd':
        options->differences = true;
        return 0;
    case KEY_OTHERS:
        options->differences = options->others = true;
        return 0;
    case KEY_SPEED:
        options->speed = true;
        return 0;
    case KEY_ROUNDS:
        options->rounds = parse_rounds(value, state);
        return 0;
    case KEY_MEGABYTES:
        options->megabytes = parse_megabytes(value, state);
        return 0;
    case KEY_SCHEMA:
        options->schema = value;
        return 0;
    case KEY_JSON:
        options->json = true;
        return 0;
    case ARGP_KEY_ARGS:
        options->arguments = state->argv + state->next;
        options->argument_count = (size_t)(state->argc - state->next);
        return 0;
    case ARGP_KEY_END:
        check(options, state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

void options_parse(struct options *options, int argc, char **argv) {
    static const struct argp argp = {.options = known,
                                     .parser = parse,
                                     .args_doc = "TRUTH...\n--speed PAPERS...",
                                     .doc = doc};
    memset(options, 0, sizeof *options);
    options->schema = CONCORD_SCHEMA_SOURCE;
    options->rounds = 5;
    options->megabytes = 10;
    argp_err_exit_status = EX_USAGE;
    argp_parse(&argp, argc, argv, 0, NULL, options);
}
