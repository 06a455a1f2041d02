/* options.h - what the command line asks for. Read once, before any thread is
 * started; every pointer lives as long as the program. */
#ifndef CONCORD_SEARCHD_OPTIONS_H
#define CONCORD_SEARCHD_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

enum { ORIGINS_MAX = 64 };

struct options {
    const char *index;  /* the index's folder; it may still be missing */
    const char *listen; /* HOST:PORT, [::1]:PORT or unix:PATH */
    unsigned threads;   /* searches at once */
    size_t memory;      /* bytes for all that is kept to answer faster */
    bool answer_cache;  /* whole answers are kept, in a share of it */
    unsigned queue;     /* searches that may wait for a thread */
    unsigned deadline_ms;
    unsigned header_deadline_ms; /* for the whole head of a request to come */
    const char *origins[ORIGINS_MAX]; /* that pages may ask from; none: all */
    size_t origin_count;
    const char *public_url; /* before paths, without a '/' at its end; "" */
    const char *web;        /* the page's folder; NULL: it is not served */
    const char *originals;  /* a folder; NULL: they are not served */
    const char *access_log; /* a file, "-" for standard output; NULL: none */
};

/* Ends the program with 64 when the command line is wrong, and with 0 after
 * --help and --version. */
void options_read(struct options *options, int argc, char **argv);

#endif
