/* options.c - the command line, read by argp. */
#include "options.h"

#include <argp.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "schema/data_folder.h"

enum {
    THREADS_MAX = 1024,
    QUEUE_MAX = 100000,
    QUEUE_PER_THREAD = 256,
    MEMORY_DEFAULT = 256, /* megabytes */
    MEMORY_MAX = 1024 * 1024,
    DEADLINE_MS = 2000,
    DEADLINE_MS_MAX = 3600 * 1000,
    HEADER_DEADLINE_MS = 10 * 1000
};

static const size_t MEGABYTE = (size_t)1024 * 1024;

enum option_key {
    KEY_MEMORY = 256,
    KEY_NO_ANSWER_CACHE,
    KEY_DEADLINE,
    KEY_ORIGIN,
    KEY_ACCESS_LOG,
    KEY_WEB,
    KEY_ORIGINALS,
    KEY_PUBLIC_URL,
    KEY_QUEUE,
    KEY_HEADER_DEADLINE
};

static const struct argp_option known_options[] = {
    {.name = "index",
     .key = 'i',
     .arg = "DIR",
     .doc = "The index to serve; $CONCORD_INDEX, else ./concord.index"},
    {.name = "listen",
     .key = 'l',
     .arg = "ADDR",
     .doc = "HOST:PORT, [::1]:PORT or unix:PATH; 127.0.0.1:8080 by default. "
            "Port 0 takes a free one. A socket that systemd passes wins"},
    {.name = "threads",
     .key = 't',
     .arg = "N",
     .doc = "Searches at once; the number of processors by default"},
    {.name = "memory",
     .key = KEY_MEMORY,
     .arg = "MB",
     .doc = "For what is kept to answer faster, 256 by default: an eighth for "
            "whole answers, the rest for decoded postings. 0 keeps nothing"},
    {.name = "no-answer-cache",
     .key = KEY_NO_ANSWER_CACHE,
     .doc = "Make every answer anew, to measure how long that takes"},
    {.name = "deadline",
     .key = KEY_DEADLINE,
     .arg = "MS",
     .doc = "How long a search may take, 2000 by default"},
    {.name = "cors-origin",
     .key = KEY_ORIGIN,
     .arg = "ORIGIN",
     .doc = "A site whose pages may read the answers; may be given again; "
            "'*', every site, by default"},
    {.name = "web",
     .key = KEY_WEB,
     .arg = "DIR",
     .doc = "The page's files; those installed with the program by default. "
            "'none' serves no page"},
    {.name = "originals",
     .key = KEY_ORIGINALS,
     .arg = "DIR",
     .doc = "Serve the files that documents were read from, from this folder, "
            "the SOURCE of the index; off by default"},
    {.name = "public-url",
     .key = KEY_PUBLIC_URL,
     .arg = "URL",
     .doc = "What addresses in exports, feeds and /opensearch.xml begin with, "
            "like https://example.org/archive; without it they are relative, "
            "and in the last as the asker calls this daemon"},
    {.name = "access-log",
     .key = KEY_ACCESS_LOG,
     .arg = "FILE",
     .doc = "Append a line for every request; '-' is standard output. SIGHUP "
            "opens the file anew"},
    /* For tests, which cannot wait for the real limits. */
    {.name = "queue", .key = KEY_QUEUE, .arg = "N", .flags = OPTION_HIDDEN},
    {.name = "header-deadline",
     .key = KEY_HEADER_DEADLINE,
     .arg = "MS",
     .flags = OPTION_HIDDEN},
    {0}};

static unsigned read_number_from(unsigned least, const char *text,
                                 const char *name, unsigned most,
                                 struct argp_state *state) {
    char *end = NULL;
    errno = 0;
    unsigned long number = strtoul(text, &end, 10);
    if (strspn(text, "0123456789") != strlen(text) || *text == '\0' ||
        errno != 0 || number < least || number > most)
        argp_error(state, "--%s must be a whole number from %u to %u, not '%s'",
                   name, least, most, text);
    return (unsigned)number;
}

static unsigned read_number(const char *text, const char *name, unsigned most,
                            struct argp_state *state) {
    return read_number_from(1, text, name, most, state);
}

/* An origin is a scheme and a host: no path, nothing that could end a header
 * line. */
static void read_origin(struct options *options, const char *text,
                        struct argp_state *state) {
    const char *host = strstr(text, "://");
    for (const char *byte = text; *byte; byte++)
        if (*byte <= ' ' || *byte > '~')
            host = NULL;
    if (strcmp(text, "*") != 0 && (host == NULL || strchr(host + 3, '/')))
        argp_error(state,
                   "--cors-origin must be '*' or like https://example.org, "
                   "without a path, not '%s'",
                   text);
    if (options->origin_count == ORIGINS_MAX)
        argp_error(state, "there are more than %d of --cors-origin",
                   ORIGINS_MAX);
    options->origins[options->origin_count++] = text;
}

/* It goes into files as it is, so it has nothing that they would escape. */
static void read_public_url(struct options *options, char *text,
                            struct argp_state *state) {
    size_t size = strlen(text);
    bool good =
        strncmp(text, "http://", 7) == 0 || strncmp(text, "https://", 8) == 0;
    for (const char *byte = text; *byte; byte++)
        if (*byte <= ' ' || *byte > '~' || strchr("\"'<>&\\^`{|}#?", *byte))
            good = false;
    if (!good)
        argp_error(state,
                   "--public-url must be like https://example.org/archive, "
                   "not '%s'",
                   text);
    while (size > 0 && text[size - 1] == '/')
        text[--size] = '\0';
    options->public_url = text;
}

/* What is misspelt is told now, not to whoever asks for a file. */
static const char *read_folder(const char *text, const char *name,
                               struct argp_state *state) {
    struct stat found;
    if (stat(text, &found) != 0 || !S_ISDIR(found.st_mode))
        argp_error(state, "--%s must be a folder that is there, not '%s'", name,
                   text);
    return text;
}

static error_t read_option(int key, char *text, struct argp_state *state) {
    struct options *options = state->input;
    switch (key) {
    case 'i':
        options->index = text;
        return 0;
    case 'l':
        options->listen = text;
        return 0;
    case 't':
        options->threads = read_number(text, "threads", THREADS_MAX, state);
        return 0;
    case KEY_MEMORY:
        options->memory =
            MEGABYTE * read_number_from(0, text, "memory", MEMORY_MAX, state);
        return 0;
    case KEY_NO_ANSWER_CACHE:
        options->answer_cache = false;
        return 0;
    case KEY_DEADLINE:
        options->deadline_ms =
            read_number(text, "deadline", DEADLINE_MS_MAX, state);
        return 0;
    case KEY_ORIGIN:
        read_origin(options, text, state);
        return 0;
    case KEY_WEB:
        options->web =
            strcmp(text, "none") != 0 ? read_folder(text, "web", state) : NULL;
        return 0;
    case KEY_ORIGINALS:
        options->originals = read_folder(text, "originals", state);
        return 0;
    case KEY_PUBLIC_URL:
        read_public_url(options, text, state);
        return 0;
    case KEY_ACCESS_LOG:
        options->access_log = text;
        return 0;
    case KEY_QUEUE:
        options->queue = read_number(text, "queue", QUEUE_MAX, state);
        return 0;
    case KEY_HEADER_DEADLINE:
        options->header_deadline_ms =
            read_number(text, "header-deadline", DEADLINE_MS_MAX, state);
        return 0;
    case ARGP_KEY_ARG:
        argp_error(state,
                   "'%s' is more than is understood here; an index is "
                   "given with --index DIR",
                   text);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const char *default_web(void) {
    static char folder[PATH_MAX];
    return data_folder(folder, "web", CONCORD_WEB_SOURCE);
}

static unsigned processors(void) {
    long found = sysconf(_SC_NPROCESSORS_ONLN);
    if (found < 1)
        return 1;
    return found > THREADS_MAX ? THREADS_MAX : (unsigned)found;
}

void options_read(struct options *options, int argc, char **argv) {
    static const struct argp argp = {
        .options = known_options,
        .parser = read_option,
        .doc = "Serve an index over HTTP as JSON, read only."
               "\vSIGTERM finishes what is under way; SIGHUP looks for a new "
               "generation at once. /openapi.json says what is answered."};
    const char *index = getenv("CONCORD_INDEX");
    *options = (struct options){
        .index = index != NULL && *index ? index : "./concord.index",
        .listen = "127.0.0.1:8080",
        .web = default_web(),
        .public_url = "",
        .threads = processors(),
        .memory = MEGABYTE * MEMORY_DEFAULT,
        .answer_cache = true,
        .deadline_ms = DEADLINE_MS,
        .header_deadline_ms = HEADER_DEADLINE_MS};
    argp_program_version = "concord-searchd " CONCORD_VERSION;
    argp_err_exit_status = EX_USAGE;
    argp_parse(&argp, argc, argv, 0, NULL, options);
    if (options->queue == 0)
        options->queue = options->threads * QUEUE_PER_THREAD;
}
