/* options.h - what the command line asks for. */
#ifndef CONCORD_INDEXER_OPTIONS_H
#define CONCORD_INDEXER_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

enum verbosity { VERBOSITY_QUIET, VERBOSITY_NORMAL, VERBOSITY_VERBOSE };

/* All strings are argv's, the environment's or static. */
struct options {
    const char *index;  /* the index's folder */
    const char *schema; /* the folder of vocabularies */
    const char *report; /* where the report goes; NULL: nowhere */
    const char *const *sources;
    size_t source_count; /* at least one */
    bool rebuild;
    bool json;
    enum verbosity verbosity;
};

/* Fill *out. Prints and ends the program with 0 for --help and --version, and
 * with 64 for what is no command line, as argp does. */
void options_parse(struct options *out, int argc, char **argv);

#endif
