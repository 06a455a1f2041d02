/* options.h - what the command line asks for. */
#ifndef CONCORD_INDEXER_OPTIONS_H
#define CONCORD_INDEXER_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "progress.h"

/* What the program is to do: read papers, or one thing without a SOURCE. */
enum action { ACTION_INDEX, ACTION_VERIFY, ACTION_LIST, ACTION_ROLLBACK };

enum { JOBS_MAX = 256 };

enum explain_format { EXPLAIN_JSON, EXPLAIN_TEXT };

enum verbosity { VERBOSITY_QUIET, VERBOSITY_NORMAL, VERBOSITY_VERBOSE };

/* All strings are argv's, the environment's or static. */
struct options {
    enum action action;
    const char *index;  /* the index's folder */
    const char *schema; /* the folder of vocabularies */
    const char *report; /* where the report goes; NULL: nowhere */
    const char *const *sources;
    size_t source_count;    /* at least one, unless there is files_from or
                             * another action */
    const char *files_from; /* a file with more of them, "-", or NULL */
    unsigned jobs;          /* 1 to JOBS_MAX */
    bool has_jobs;          /* it was given */
    bool rebuild;
    bool follow_symlinks;
    bool prune;
    bool has_prune_limit;
    double prune_limit; /* per cent of the documents under the SOURCEs */
    bool force;
    bool purge;
    bool dry_run;
    bool explain;
    bool has_format;
    enum explain_format format;
    enum progress_when progress;
    bool json;
    enum verbosity verbosity;
};

/* Fill *out. Prints and ends the program with 0 for --help and --version, and
 * with 64 for what is no command line, as argp does. */
void options_parse(struct options *out, int argc, char **argv);

#endif
