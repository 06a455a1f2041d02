/* main.c - concord-indexer: reads papers, publishes a generation of the index.
 */
#include <stdio.h>

#include "interruption.h"
#include "options.h"
#include "run.h"

int main(int argc, char **argv) {
    struct options options;
    struct run *run = NULL;
    struct concord_error err = {0};
    options_parse(&options, argc, argv);
    interruption_watch();
    enum concord_status status = run_open(&run, &options, &err);
    if (status == CONCORD_OK)
        status = run_index(run, &err);
    if (status == CONCORD_OK)
        status = run_publish(run, &err);
    if (status == CONCORD_OK)
        status = run_tell(run, &err);
    if (status != CONCORD_OK)
        fprintf(stderr, "concord-indexer: %s\n", err.message);
    int exit_status = run_exit_status(run, status);
    run_close(run);
    return exit_status;
}
