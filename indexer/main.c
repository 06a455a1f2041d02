/* main.c - concord-indexer: reads papers, publishes a generation of the index.
 */
#include <stdio.h>

#include "exit_status.h"
#include "interruption.h"
#include "maintenance.h"
#include "options.h"
#include "run.h"

static int maintain(const struct options *options) {
    struct concord_error err = {0};
    enum concord_status status = maintenance_run(options, &err);
    if (status != CONCORD_OK)
        fprintf(stderr, "concord-indexer: %s\n", err.message);
    return exit_status_of(status);
}

int main(int argc, char **argv) {
    struct options options;
    struct run *run = NULL;
    struct concord_error err = {0};
    options_parse(&options, argc, argv);
    if (options.action != ACTION_INDEX)
        return maintain(&options);
    interruption_watch();
    enum concord_status status = run_open(&run, &options, &err);
    if (status == CONCORD_OK)
        status = run_index(run, &err);
    if (status == CONCORD_OK)
        status = run_publish(run, &err);
    if (status == CONCORD_OK)
        status = run_tell(run, &err);
    if (status != CONCORD_OK && err.message[0] != '\0')
        fprintf(stderr, "concord-indexer: %s\n", err.message);
    int exit_status = run_exit_status(run, status);
    run_close(run);
    return exit_status;
}
