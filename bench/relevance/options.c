/* options.c - the command line of bench-relevance, read by argp. */
#include "options.h"

#include <argp.h>
#include <string.h>
#include <sysexits.h>

enum { KEY_SCHEMA = 256, KEY_BY_QUERY };

static const char doc[] =
    "Ask test collections their questions, and hold the order of the results "
    "against people's judgements, beside plain libxapian's.\v"
    "A collection is a folder with queries.tsv, qrels.tsv and docs.jsonl; one "
    "without docs.jsonl is about the papers of --index. bench/README.md has "
    "the formats.\n"
    "\n"
    "Exit status: 0 measured, or a collection is not there and was skipped; "
    "64 usage; 65 what was given cannot be read.";

static const struct argp_option known[] = {
    {"index", 'i', "DIR", 0,
     "The index that a collection without documents is about", 0},
    {"queries", KEY_BY_QUERY, NULL, 0, "Print the figures of each question too",
     0},
    {"schema", KEY_SCHEMA, "DIR", 0, "The vocabularies", 0},
    {0}};

static error_t parse(int key, char *value, struct argp_state *state) {
    struct options *options = state->input;
    switch (key) {
    case 'i':
        options->index = value;
        return 0;
    case KEY_BY_QUERY:
        options->by_query = true;
        return 0;
    case KEY_SCHEMA:
        options->schema = value;
        return 0;
    case ARGP_KEY_ARGS:
        options->folders = state->argv + state->next;
        options->folder_count = (size_t)(state->argc - state->next);
        return 0;
    case ARGP_KEY_END:
        if (options->folder_count == 0)
            argp_error(state, "give the folder of a collection");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

void options_parse(struct options *options, int argc, char **argv) {
    static const struct argp argp = {.options = known,
                                     .parser = parse,
                                     .args_doc = "COLLECTION...",
                                     .doc = doc};
    memset(options, 0, sizeof *options);
    options->schema = CONCORD_SCHEMA_SOURCE;
    argp_err_exit_status = EX_USAGE;
    argp_parse(&argp, argc, argv, 0, NULL, options);
}
