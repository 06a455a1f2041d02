/* corpus_main.c - bench-corpus: makes the papers that engines are measured
 * with, and draws the questions. */
#include <argp.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "made_papers.h"
#include "preparing.h"

static const char doc[] =
    "Write an archive that is made up, as JSON Lines, to standard output; or, "
    "with --prepare, read one from standard input and write what the engines "
    "under measurement read into a folder.\v"
    "The same seed gives the same bytes on any machine. bench/README.md says "
    "what the papers are like.";

static const struct argp_option known[] = {
    {"documents", 'n', "N", 0, "How many papers to make; 10000", 0},
    {"seed", 's', "N", 0, "What to draw them by; 1", 0},
    {"prepare", 'p', "FOLDER", 0, "Write papers.tsv, stems.tsv, questions.tsv",
     0},
    {"questions", 'q', "N", 0, "How many questions of each class; 60", 0},
    {"schema", 'S', "DIR", 0, "The vocabularies", 0},
    {0}};

struct corpus_options {
    uint64_t documents;
    uint64_t seed;
    unsigned questions;
    const char *folder; /* NULL: make papers */
    const char *schema;
};

static uint64_t read_number(const char *value, struct argp_state *state) {
    char *end = NULL;
    unsigned long long number = strtoull(value, &end, 10);
    if (*value == '\0' || *end != '\0' || number == 0)
        argp_error(state, "%s is no number from 1", value);
    return number;
}

static error_t parse(int key, char *value, struct argp_state *state) {
    struct corpus_options *options = state->input;
    switch (key) {
    case 'n':
        options->documents = read_number(value, state);
        return 0;
    case 's':
        options->seed = read_number(value, state);
        return 0;
    case 'p':
        options->folder = value;
        return 0;
    case 'q':
        options->questions = (unsigned)read_number(value, state);
        return 0;
    case 'S':
        options->schema = value;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static enum concord_status make_papers(const struct corpus_options *options,
                                       const struct made_values *values,
                                       struct concord_error *err) {
    struct made_papers *made = NULL;
    struct paper paper;
    enum concord_status status =
        made_papers_create(&made, options->seed, values, err);
    for (uint64_t i = 1; i <= options->documents && status == CONCORD_OK; i++) {
        status = made_papers_make(made, i, &paper, err);
        if (status == CONCORD_OK && !paper_write_json(stdout, &paper))
            status = concord_fail(err, CONCORD_IO,
                                  "standard output cannot be written");
    }
    if (fflush(stdout) != 0 && status == CONCORD_OK)
        status =
            concord_fail(err, CONCORD_IO, "standard output cannot be written");
    made_papers_destroy(made);
    return status;
}

static enum concord_status run(const struct corpus_options *options,
                               struct concord_error *err) {
    struct schema *schema = NULL;
    struct made_values *values = NULL;
    enum concord_status status = schema_load(&schema, options->schema, err);
    if (status == CONCORD_OK)
        status = made_values_create(&values, schema, err);
    if (status == CONCORD_OK && options->folder == NULL)
        status = make_papers(options, values, err);
    if (status == CONCORD_OK && options->folder != NULL) {
        struct preparation preparation = {options->folder, options->seed,
                                          options->questions, values};
        status = corpus_prepare(&preparation, stdin, err);
    }
    made_values_destroy(values);
    schema_destroy(schema);
    return status;
}

int main(int argc, char **argv) {
    static const struct argp argp = {
        .options = known, .parser = parse, .doc = doc};
    struct corpus_options options = {.documents = 10000,
                                     .seed = 1,
                                     .questions = 60,
                                     .schema = CONCORD_SCHEMA_SOURCE};
    struct concord_error err = {0};
    argp_err_exit_status = EX_USAGE;
    argp_parse(&argp, argc, argv, 0, NULL, &options);
    if (run(&options, &err) == CONCORD_OK)
        return 0;
    fprintf(stderr, "bench-corpus: %s\n", err.message);
    return EX_DATAERR;
}
