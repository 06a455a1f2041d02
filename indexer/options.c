/* options.c - the command line, read by argp. */
#include "options.h"

#include <argp.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "prune.h"
#include "schema/data_folder.h"

enum {
    KEY_SCHEMA = 256,
    KEY_REBUILD,
    KEY_FILES_FROM,
    KEY_FOLLOW_SYMLINKS,
    KEY_PRUNE,
    KEY_PRUNE_LIMIT,
    KEY_FORCE,
    KEY_PURGE,
    KEY_VERIFY,
    KEY_ROLLBACK,
    KEY_LIST_GENERATIONS,
    KEY_DRY_RUN,
    KEY_EXPLAIN,
    KEY_FORMAT,
    KEY_REPORT,
    KEY_JSON,
    KEY_PROGRESS
};

static const char doc[] =
    "Read papers and publish a new generation of the index.\v"
    "A SOURCE is a file, or a folder with all below it, hidden files apart. "
    "Only files that are "
    "new or have changed are read; when nothing has changed, nothing is "
    "published. A file that cannot be read is rejected and the run goes on; a "
    "document whose file has gone stays in the index, but for --prune.\n"
    "\n"
    "A file's size and times say whether it may have changed, and then the "
    "SHA-256 of its bytes whether it has. A file written less than 20 ms "
    "before it was read, or while it was read, is read again by the next run.\n"
    "\n"
    "Exit status: 0 done; 64 usage, or --prune found too many documents "
    "without "
    "a file; 65 done, but something was newly rejected; "
    "66 a SOURCE, or the index or generation asked for, does not exist; 71 out "
    "of memory; 74 input, output or space "
    "failed; 75 another indexer is at work on the index; 76 the index or the "
    "schema is unusable; 130 and 143 interrupted. On any but 0 and 65 the "
    "index stays as it was, unless the message says that the new generation "
    "is current already.";

static const struct argp_option known[] = {
    {NULL, 0, NULL, 0, "What is read, and where it goes:", 1},
    {"index", 'i', "DIR", 0,
     "The index ($CONCORD_INDEX, else ./concord.index, by default)", 0},
    {"schema", KEY_SCHEMA, "DIR", 0,
     "The vocabularies (those installed with the program by default)", 0},
    {"files-from", KEY_FILES_FROM, "FILE", 0,
     "Read more SOURCEs from FILE, one a line; - is standard input", 0},
    {"follow-symlinks", KEY_FOLLOW_SYMLINKS, NULL, 0,
     "Follow symbolic links inside a SOURCE, which are skipped otherwise; what "
     "has several names is read once",
     0},
    {"rebuild", KEY_REBUILD, NULL, 0,
     "Read every known file anew; ids and first-indexed dates stay", 0},
    {"jobs", 'j', "N", 0,
     "Extract, describe and write so many papers at once (as many as there are "
     "processors by default); the index is the same for any N",
     0},
    {NULL, 0, NULL, 0, "Looking before leaping:", 2},
    {"dry-run", KEY_DRY_RUN, NULL, 0,
     "Do all that a run does but publish nothing, and say what it would have "
     "changed. It needs the lock, the time and the space of a run",
     0},
    {"explain", KEY_EXPLAIN, NULL, 0,
     "Print what each document would be in a new index, one JSON object a "
     "line, with its text and what was dropped from it; touch no index",
     0},
    {"format", KEY_FORMAT, "json|text", 0,
     "How --explain prints them; text is for people", 0},
    {NULL, 0, NULL, 0, "What leaves the index:", 3},
    {"prune", KEY_PRUNE, NULL, 0,
     "Drop the documents under the SOURCEs whose file has gone", 0},
    {"prune-limit", KEY_PRUNE_LIMIT, "PERCENT", 0,
     "When more than this share of them would go (20 by default), as when a "
     "disk is missing, change nothing and end with 64",
     0},
    {"force", KEY_FORCE, NULL, 0, "Prune however many they are", 0},
    {"purge", KEY_PURGE, NULL, 0,
     "Leave nothing of withdrawn and dropped documents in any file: the index "
     "is compacted and, once it is published, all older generations are "
     "removed, so that there is no --rollback. Cut off in the middle, run it "
     "again",
     0},
    {NULL, 0, NULL, 0, "What is told:", 4},
    {"report", KEY_REPORT, "FILE", 0,
     "Write what became of each file to FILE, one JSON object a line", 0},
    {"json", KEY_JSON, NULL, 0,
     "Print the summary as one JSON object on standard output", 0},
    {"progress", KEY_PROGRESS, "auto|always|never", 0,
     "Draw how far the run is on standard error (auto: on a terminal only, and "
     "not with --quiet)",
     0},
    {"quiet", 'q', NULL, 0, "Say nothing but errors", 0},
    {"verbose", 'v', NULL, 0, "Name every file with what became of it", 0},
    {NULL, 0, NULL, 0, "In place of a run, without a SOURCE:", 5},
    {"verify", KEY_VERIFY, NULL, 0,
     "Check every file of the current generation against its manifest, and "
     "what is in them; 76, and the names of the files, when one is broken",
     0},
    {"rollback", KEY_ROLLBACK, NULL, 0,
     "Publish the generation before the current one again, under a new number; "
     "doing so twice undoes it. The next run reads again what has changed "
     "since",
     0},
    {"list-generations", KEY_LIST_GENERATIONS, NULL, 0,
     "Print which generations there are, as a table or with --json", 0},
    {NULL, 0, NULL, 0, "Help:", -1},
    {0}};

static error_t parse_source(struct options *options,
                            const struct argp_state *state) {
    options->sources = (const char *const *)(state->argv + state->next);
    options->source_count = (size_t)(state->argc - state->next);
    return 0;
}

static unsigned parse_jobs(const char *value, const struct argp_state *state) {
    char *end = NULL;
    long jobs = strtol(value, &end, 10);
    if (end == value || *end != '\0' || jobs < 1 || jobs > JOBS_MAX)
        argp_error(state, "--jobs is a number from 1 to %d, not \"%.40s\"",
                   JOBS_MAX, value);
    return (unsigned)jobs;
}

/* Which of the names in `names`, NULL at the end, `value` is. */
static int parse_choice(const char *option, const char *value,
                        const char *const *names,
                        const struct argp_state *state) {
    for (int i = 0; names[i] != NULL; i++)
        if (strcmp(value, names[i]) == 0)
            return i;
    argp_error(state, "--%s has no \"%.40s\"; see --help", option, value);
    return 0;
}

static error_t parse_reading(int key, const char *value,
                             struct options *options,
                             const struct argp_state *state) {
    switch (key) {
    case 'i':
        options->index = value;
        return 0;
    case KEY_SCHEMA:
        options->schema = value;
        return 0;
    case KEY_FILES_FROM:
        options->files_from = value;
        return 0;
    case KEY_FOLLOW_SYMLINKS:
        options->follow_symlinks = true;
        return 0;
    case KEY_REBUILD:
        options->rebuild = true;
        return 0;
    case 'j':
        options->jobs = parse_jobs(value, state);
        options->has_jobs = true;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static double parse_percent(const char *value, const struct argp_state *state) {
    char *end = NULL;
    double percent = strtod(value, &end);
    if (end != value && *end == '%')
        end++;
    if (end == value || *end != '\0' || !(percent >= 0 && percent <= 100))
        argp_error(state,
                   "--prune-limit is a number from 0 to 100, not "
                   "\"%.40s\"",
                   value);
    return percent;
}

static error_t parse_leaving(int key, const char *value,
                             struct options *options,
                             const struct argp_state *state) {
    switch (key) {
    case KEY_PRUNE:
        options->prune = true;
        return 0;
    case KEY_PRUNE_LIMIT:
        options->prune_limit = parse_percent(value, state);
        options->has_prune_limit = true;
        return 0;
    case KEY_FORCE:
        options->force = true;
        return 0;
    case KEY_PURGE:
        options->purge = true;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static error_t parse_action(int key, struct options *options,
                            const struct argp_state *state) {
    static const struct {
        int key;
        enum action action;
    } actions[] = {{KEY_VERIFY, ACTION_VERIFY},
                   {KEY_ROLLBACK, ACTION_ROLLBACK},
                   {KEY_LIST_GENERATIONS, ACTION_LIST}};
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
        if (actions[i].key != key)
            continue;
        if (options->action != ACTION_INDEX)
            argp_error(state, "--verify, --rollback and --list-generations are "
                              "asked for one at a time");
        options->action = actions[i].action;
        return 0;
    }
    return ARGP_ERR_UNKNOWN;
}

static error_t parse_looking(int key, const char *value,
                             struct options *options,
                             const struct argp_state *state) {
    static const char *const formats[] = {
        [EXPLAIN_JSON] = "json", [EXPLAIN_TEXT] = "text", NULL};
    switch (key) {
    case KEY_DRY_RUN:
        options->dry_run = true;
        return 0;
    case KEY_EXPLAIN:
        options->explain = true;
        return 0;
    case KEY_FORMAT:
        options->format =
            (enum explain_format)parse_choice("format", value, formats, state);
        options->has_format = true;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static error_t parse_telling(int key, const char *value,
                             struct options *options,
                             const struct argp_state *state) {
    static const char *const whens[] = {[PROGRESS_AUTO] = "auto",
                                        [PROGRESS_ALWAYS] = "always",
                                        [PROGRESS_NEVER] = "never",
                                        NULL};
    switch (key) {
    case KEY_REPORT:
        options->report = value;
        return 0;
    case KEY_JSON:
        options->json = true;
        return 0;
    case KEY_PROGRESS:
        options->progress =
            (enum progress_when)parse_choice("progress", value, whens, state);
        return 0;
    case 'q':
        options->verbosity = VERBOSITY_QUIET;
        return 0;
    case 'v':
        options->verbosity = VERBOSITY_VERBOSE;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* Nothing of a run goes with what is done in place of one. */
static error_t check_action(const struct options *options,
                            const struct argp_state *state) {
    if (options->source_count > 0 || options->files_from != NULL)
        argp_error(state, "--verify, --rollback and --list-generations read no "
                          "SOURCE; leave it out");
    if (options->rebuild || options->prune || options->has_prune_limit ||
        options->force || options->purge || options->dry_run ||
        options->explain || options->has_format || options->report != NULL ||
        options->has_jobs)
        argp_error(state, "--verify, --rollback and --list-generations are no "
                          "run; of the options, they take --index, --json, "
                          "--quiet and --verbose");
    return 0;
}

/* After all of the command line. */
static error_t check_all(const struct options *options,
                         const struct argp_state *state) {
    if (options->action != ACTION_INDEX)
        return check_action(options, state);
    if ((options->has_prune_limit || options->force) && !options->prune)
        argp_error(state, "--prune-limit and --force are for --prune; give it, "
                          "too");
    if (options->source_count == 0 && options->files_from == NULL)
        argp_error(state, "which SOURCE should be read? Name a file or folder");
    if (options->has_format && !options->explain)
        argp_error(state, "--format is how --explain prints; give both");
    if (options->explain && (options->json || options->dry_run))
        argp_error(state, "--explain prints documents and no summary; leave "
                          "--json and --dry-run out");
    if (options->explain && (options->prune || options->purge))
        argp_error(state, "--explain touches no index; leave --prune and "
                          "--purge out");
    return 0;
}

static error_t parse_one(int key, char *value, struct argp_state *state) {
    struct options *options = state->input;
    if (key == ARGP_KEY_ARGS)
        return parse_source(options, state);
    if (key == ARGP_KEY_END)
        return check_all(options, state);
    error_t parsed = parse_reading(key, value, options, state);
    if (parsed == ARGP_ERR_UNKNOWN)
        parsed = parse_leaving(key, value, options, state);
    if (parsed == ARGP_ERR_UNKNOWN)
        parsed = parse_action(key, options, state);
    if (parsed == ARGP_ERR_UNKNOWN)
        parsed = parse_looking(key, value, options, state);
    if (parsed == ARGP_ERR_UNKNOWN)
        parsed = parse_telling(key, value, options, state);
    return parsed;
}

static const char *default_index(void) {
    const char *index = getenv("CONCORD_INDEX");
    return index != NULL && index[0] != '\0' ? index : "concord.index";
}

/* Those that this program may run on. */
static unsigned default_jobs(void) {
    cpu_set_t processors;
    if (sched_getaffinity(0, sizeof processors, &processors) != 0)
        return 1;
    int count = CPU_COUNT(&processors);
    return count > JOBS_MAX ? JOBS_MAX : (unsigned)count;
}

static const char *default_schema(void) {
    static char folder[PATH_MAX];
    return data_folder(folder, "schema", CONCORD_SCHEMA_SOURCE);
}

void options_parse(struct options *out, int argc, char **argv) {
    static const struct argp parser = {
        .options = known,
        .parser = parse_one,
        .args_doc = "SOURCE...\n--verify|--rollback|--list-generations",
        .doc = doc,
    };
    *out = (struct options){.index = default_index(),
                            .schema = default_schema(),
                            .prune_limit = PRUNE_LIMIT,
                            .jobs = default_jobs(),
                            .verbosity = VERBOSITY_NORMAL};
    argp_program_version = "concord-indexer " CONCORD_VERSION;
    argp_err_exit_status = EX_USAGE;
    argp_parse(&parser, argc, argv, 0, NULL, out);
}
