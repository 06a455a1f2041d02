/* options.h - the command line of bench-relevance. */
#ifndef CONCORD_BENCH_RELEVANCE_OPTIONS_H
#define CONCORD_BENCH_RELEVANCE_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

struct options {
    const char *index; /* what a collection without documents is about */
    const char *schema;
    bool by_query;
    char **folders; /* collections */
    size_t folder_count;
};

/* Ends the program with 64 when they are no good. */
void options_parse(struct options *options, int argc, char **argv);

#endif
