/* options.h - the command line of bench-describe. */
#ifndef CONCORD_BENCH_OPTIONS_H
#define CONCORD_BENCH_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

struct options {
    const char *index;   /* the archive, as an index */
    const char *explain; /* ... or as the lines of --explain; "-" for input */
    const char *schema;
    bool speed;
    bool json;
    bool differences;
    bool others;
    unsigned rounds;
    double megabytes;
    char **arguments; /* truth files, or papers with --speed */
    size_t argument_count;
};

/* Ends the program with 64 when they are no good. */
void options_parse(struct options *options, int argc, char **argv);

#endif
