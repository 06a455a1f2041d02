/* options.c - the command line, read by argp. */
#include "options.h"

#include <argp.h>
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

enum { KEY_SCHEMA = 256, KEY_REBUILD, KEY_REPORT, KEY_JSON };

static const char doc[] =
    "Read papers and publish a new generation of the index.\v"
    "A SOURCE is a file, or a folder with all below it. Only files that are "
    "new or have changed are read; when nothing has changed, nothing is "
    "published. A file that cannot be read is rejected and the run goes on; a "
    "document whose file has gone stays in the index.\n"
    "\n"
    "A file's size and times say whether it may have changed, and then the "
    "SHA-256 of its bytes whether it has. A file written less than 20 ms "
    "before it was read, or while it was read, is read again by the next run.\n"
    "\n"
    "Exit status: 0 done; 64 usage; 65 done, but something was newly rejected; "
    "66 a SOURCE does not exist; 71 out of memory; 74 input, output or space "
    "failed; 75 another indexer is at work on the index; 76 the index or the "
    "schema is unusable; 130 and 143 interrupted. On any but 0 and 65 the "
    "index stays as it was.";

static const struct argp_option known[] = {
    {"index", 'i', "DIR", 0,
     "The index ($CONCORD_INDEX, else ./concord.index, by default)", 0},
    {"schema", KEY_SCHEMA, "DIR", 0,
     "The vocabularies (those installed with the program by default)", 0},
    {"rebuild", KEY_REBUILD, NULL, 0,
     "Read every known file anew; ids and first-indexed dates stay", 0},
    {"report", KEY_REPORT, "FILE", 0,
     "Write what became of each file to FILE, one JSON object a line", 0},
    {"json", KEY_JSON, NULL, 0,
     "Print the summary as one JSON object on standard output", 0},
    {"quiet", 'q', NULL, 0, "Say nothing but errors", 0},
    {"verbose", 'v', NULL, 0, "Name every file as it is dealt with", 0},
    {0}};

static error_t parse_source(struct options *options,
                            const struct argp_state *state) {
    options->sources = (const char *const *)(state->argv + state->next);
    options->source_count = (size_t)(state->argc - state->next);
    return 0;
}

static error_t parse_one(int key, char *value, struct argp_state *state) {
    struct options *options = state->input;
    switch (key) {
    case 'i':
        options->index = value;
        return 0;
    case KEY_SCHEMA:
        options->schema = value;
        return 0;
    case KEY_REBUILD:
        options->rebuild = true;
        return 0;
    case KEY_REPORT:
        options->report = value;
        return 0;
    case KEY_JSON:
        options->json = true;
        return 0;
    case 'q':
        options->verbosity = VERBOSITY_QUIET;
        return 0;
    case 'v':
        options->verbosity = VERBOSITY_VERBOSE;
        return 0;
    case ARGP_KEY_ARGS:
        return parse_source(options, state);
    case ARGP_KEY_NO_ARGS:
        argp_error(state, "which SOURCE should be read? Name a file or folder");
        return EINVAL;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const char *default_index(void) {
    const char *index = getenv("CONCORD_INDEX");
    return index != NULL && index[0] != '\0' ? index : "concord.index";
}

/* A program that was built and not installed uses its source tree's. */
static const char *default_schema(void) {
    return access(CONCORD_SCHEMA_INSTALLED "/facets.yaml", R_OK) == 0
               ? CONCORD_SCHEMA_INSTALLED
               : CONCORD_SCHEMA_SOURCE;
}

void options_parse(struct options *out, int argc, char **argv) {
    static const struct argp parser = {
        .options = known,
        .parser = parse_one,
        .args_doc = "SOURCE...",
        .doc = doc,
    };
    *out = (struct options){.index = default_index(),
                            .schema = default_schema(),
                            .verbosity = VERBOSITY_NORMAL};
    argp_program_version = "concord-indexer " CONCORD_VERSION;
    argp_err_exit_status = EX_USAGE;
    argp_parse(&parser, argc, argv, 0, NULL, out);
}
