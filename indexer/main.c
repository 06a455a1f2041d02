/* main.c - concord-indexer: reads papers, publishes a generation of the index.
 */
#include <stdio.h>
#include <unistd.h>

#include "engine/failed_write.h"
#include "exit_status.h"
#include "interruption.h"
#include "maintenance.h"
#include "options.h"
#include "run.h"

static struct run *running;

static void complain(const struct concord_error *err) {
    fprintf(stderr, "concord-indexer: %s%s\n", err->message,
            err->status == CONCORD_NO_SPACE ? "; make room and run again" : "");
}

static void end_at_once(int fault) {
    struct concord_error err;
    enum concord_status status = run_give_up(running, fault, &err);
    complain(&err);
    _exit(exit_status_of(status));
}

static int maintain(const struct options *options) {
    struct concord_error err = {0};
    enum concord_status status = maintenance_run(options, &err);
    if (status != CONCORD_OK)
        complain(&err);
    return exit_status_of(status);
}

int main(int argc, char **argv) {
    struct options options;
    struct concord_error err = {0};
    options_parse(&options, argc, argv);
    if (options.action != ACTION_INDEX)
        return maintain(&options);
    interruption_watch();
    enum concord_status status = run_open(&running, &options, &err);
    failed_write_watch(end_at_once);
    if (status == CONCORD_OK)
        status = run_index(running, &err);
    if (status == CONCORD_OK)
        status = run_publish(running, &err);
    if (status == CONCORD_OK)
        status = run_tell(running, &err);
    if (status != CONCORD_OK && err.message[0] != '\0')
        complain(&err);
    int exit_status = run_exit_status(running, status);
    run_close(running);
    return exit_status;
}
