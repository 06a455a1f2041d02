/* main.c - concord-searchd: opens an index, serves it, ends when told to. */
#include <signal.h>
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "access_log.h"
#include "answer_cache.h"
#include "clock.h"
#include "listener.h"
#include "log.h"
#include "options.h"
#include "server.h"
#include "serving.h"
#include "workers.h"

/* For all that is under way to be sent; then for the searches and pieces of
 * exports that workers are at to end, whoever is too slow to take them. */
enum { END_WITHIN_SECONDS = 10, WORKERS_END_WITHIN_SECONDS = 2 };

/* One of so many parts of the memory is for whole answers. The rest saves work
 * for every search, and answers only for those that come again. */
enum { ANSWERS_SHARE = 8 };

/* The parts of the daemon, in the order in which they start. */
struct daemon_parts {
    struct listener listener;
    struct posting_cache *postings;
    struct serving *serving;
    struct workers *workers;
    struct access_log *access_log; /* NULL: not asked for */
    struct answer_cache *answers;  /* NULL: none are kept */
    struct server *server;
};

/* Before any thread is started, so that all of them leave signals to main(). */
static void block_signals(sigset_t *awaited) {
    sigemptyset(awaited);
    sigaddset(awaited, SIGTERM);
    sigaddset(awaited, SIGINT);
    sigaddset(awaited, SIGHUP);
    pthread_sigmask(SIG_BLOCK, awaited, NULL);
    signal(SIGPIPE, SIG_IGN);
}

static enum concord_status start_server(struct daemon_parts *parts,
                                        const struct options *options,
                                        struct concord_error *err) {
    struct server_parts server = {.options = options,
                                  .listener = &parts->listener,
                                  .serving = parts->serving,
                                  .workers = parts->workers,
                                  .access_log = parts->access_log,
                                  .answers = parts->answers,
                                  .postings = parts->postings};
    return server_start(&parts->server, &server, err);
}

/* Answers of the generation that is served are kept, and no others. */
static void turn_answers(struct daemon_parts *parts) {
    struct generation *served = NULL;
    serving_borrow(parts->serving, &served, NULL);
    answer_cache_turn(parts->answers, served);
    generation_release(served);
}

/* Another generation is served. */
static void follow(void *context) {
    struct daemon_parts *parts = context;
    turn_answers(parts);
    workers_follow(parts->workers);
}

/* Bytes; 0: none are kept. */
static size_t answers_room(const struct options *options) {
    return options->answer_cache ? options->memory / ANSWERS_SHARE : 0;
}

static enum concord_status start_answers(struct daemon_parts *parts,
                                         const struct options *options,
                                         struct concord_error *err) {
    size_t room = answers_room(options);
    if (room == 0)
        return CONCORD_OK;
    enum concord_status status =
        answer_cache_create(&parts->answers, room, err);
    if (status == CONCORD_OK)
        turn_answers(parts);
    return status;
}

static enum concord_status start(struct daemon_parts *parts,
                                 const struct options *options,
                                 struct concord_error *err) {
    enum concord_status status =
        listener_open(&parts->listener, options->listen, err);
    if (status == CONCORD_OK && options->access_log != NULL)
        status = access_log_open(&parts->access_log, options->access_log, err);
    if (status == CONCORD_OK)
        status = posting_cache_create(
            &parts->postings, options->memory - answers_room(options), err);
    if (status == CONCORD_OK)
        status = serving_create(&parts->serving, options->index,
                                parts->postings, err);
    if (status == CONCORD_OK)
        status = start_answers(parts, options, err);
    if (status == CONCORD_OK)
        status = workers_create(&parts->workers, parts->serving,
                                options->threads, options->queue, err);
    if (status == CONCORD_OK)
        status = serving_watch(parts->serving, follow, parts, err);
    if (status == CONCORD_OK)
        status = start_server(parts, options, err);
    return status;
}

static void wait_for_end(const sigset_t *awaited,
                         const struct daemon_parts *parts) {
    int signal_number = 0;
    while (sigwait(awaited, &signal_number) != 0 || signal_number == SIGHUP) {
        serving_look_now(parts->serving);
        access_log_reopen(parts->access_log);
    }
}

/* Finish what is under way. A worker that does not come back cannot be stopped
 * and may hold anything, so nothing is freed under it. */
static void end(struct daemon_parts *parts) {
    int64_t deadline = clock_now() + END_WITHIN_SECONDS * CLOCK_SECOND;
    if (parts->server != NULL)
        server_drain(parts->server, deadline);
    deadline = clock_now() + WORKERS_END_WITHIN_SECONDS * CLOCK_SECOND;
    if (parts->workers != NULL && !workers_finish(parts->workers, deadline)) {
        log_line("a search did not end; it is left");
        _exit(EX_OK);
    }
    if (parts->server != NULL)
        server_stop(parts->server);
    access_log_close(parts->access_log);
    if (parts->serving != NULL)
        serving_stop(parts->serving);
    workers_destroy(parts->workers);
    answer_cache_destroy(parts->answers);
    serving_destroy(parts->serving);
    posting_cache_destroy(parts->postings);
    listener_close(&parts->listener);
}

static int exit_code(enum concord_status status) {
    if (status == CONCORD_BAD_REQUEST)
        return EX_USAGE;
    return status == CONCORD_NO_MEMORY ? EX_OSERR : EX_IOERR;
}

int main(int argc, char **argv) {
    struct options options;
    struct daemon_parts parts = {.listener = {.fd = -1}};
    struct concord_error err = {0};
    sigset_t awaited;
    int code = EX_OK;
    options_read(&options, argc, argv);
    block_signals(&awaited);
    if (start(&parts, &options, &err) == CONCORD_OK) {
        log_line("serving %s on %s", options.index, parts.listener.url);
        wait_for_end(&awaited, &parts);
    } else {
        log_line("%s", err.message);
        code = exit_code(err.status);
    }
    end(&parts);
    return code;
}
