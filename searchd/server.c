/* server.c - libmicrohttpd, set up against what it lets through. */
#include "server.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "clock.h"
#include "exchange.h"
#include "header_deadlines.h"

enum {
    CONNECTIONS_MAX = 1000,
    CONNECTIONS_MIN = 16,        /* however few descriptors there are */
    DESCRIPTORS_PER_WORKER = 16, /* its reader's, twice while it changes */
    DESCRIPTORS_BESIDES = 64,
    /* Loopback is one address for all who come through a proxy. */
    CONNECTIONS_PER_ADDRESS = 64,
    CONNECTIONS_PER_LOOPBACK = 900,
    /* An address four times too long still fits, so that we are the ones to
     * refuse it. */
    CONNECTION_MEMORY = 4 * TARGET_BYTES_MAX + 4096,
    KEEP_ALIVE_SECONDS = 30
};

struct server {
    struct server_parts parts;
    struct operations operations;
    struct header_deadlines *deadlines;
    struct MHD_Daemon *daemon;
    unsigned long started;  /* seconds; the first half of every request id */
    unsigned long requests; /* the server thread's alone */
    atomic_bool ending;
    atomic_uint streams; /* open */

    pthread_mutex_t lock;
    pthread_cond_t quiet;
    size_t open_exchanges; /* guarded by `lock` */
};

/* ---- counting what is under way ---- */

static void count_exchange(struct server *server, int change) {
    pthread_mutex_lock(&server->lock);
    server->open_exchanges += (size_t)change;
    if (server->open_exchanges == 0)
        pthread_cond_signal(&server->quiet);
    pthread_mutex_unlock(&server->lock);
}

/* ---- what the library calls, on its thread ---- */

static struct header_watch *watch_of(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info != NULL ? info->socket_context : NULL;
}

static void on_connection(void *context, struct MHD_Connection *connection,
                          void **socket_context,
                          enum MHD_ConnectionNotificationCode what) {
    struct server *server = context;
    if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
        server->operations.connections--;
        header_deadlines_remove(server->deadlines, *socket_context);
        *socket_context = NULL;
        return;
    }
    server->operations.connections++;
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    if (info != NULL)
        *socket_context =
            header_deadlines_add(server->deadlines, info->connect_fd);
}

/* The request line is in, as it came: later everything is decoded. */
static void *on_request_line(void *context, const char *raw,
                             struct MHD_Connection *connection) {
    struct server *server = context;
    header_deadlines_line_in(server->deadlines, watch_of(connection));
    char id[REQUEST_ID_MAX];
    snprintf(id, sizeof id, "%lx-%lx", server->started, ++server->requests);
    struct exchange *exchange = exchange_create(connection, raw, id);
    if (exchange == NULL)
        return NULL;
    exchange->call.operations = &server->operations;
    exchange->server = server;
    count_exchange(server, 1);
    return exchange;
}

/* Have a worker make the next piece. When there is no room for that, as when
 * the daemon ends, the answer stays incomplete. */
static void ask_for_more(struct server *server, struct exchange *exchange) {
    struct MHD_Connection *connection = exchange->connection;
    header_deadlines_piece_sent(server->deadlines, watch_of(connection));
    exchange->work.run = exchange_run_on;
    MHD_suspend_connection(connection);
    if (workers_add_piece(server->parts.workers, &exchange->work))
        return;
    exchange->answer.stream.broken = true;
    MHD_resume_connection(connection);
}

/* What the library calls for more of a stream: never waits. */
static ssize_t read_stream(void *context, uint64_t position, char *out,
                           size_t room) {
    struct exchange *exchange = context;
    struct stream *stream = &exchange->answer.stream;
    (void)position;
    if (stream->broken)
        return MHD_CONTENT_READER_END_WITH_ERROR;
    if (stream->taken == 0)
        header_deadlines_piece_begun(exchange->server->deadlines,
                                     watch_of(exchange->connection));
    size_t size = stream_take(stream, &exchange->answer.body, out, room);
    exchange->sent += size;
    if (size > 0)
        return (ssize_t)size;
    if (!stream->more)
        return MHD_CONTENT_READER_END_OF_STREAM;
    ask_for_more(exchange->server, exchange);
    return 0;
}

static bool asks_for_head(const struct exchange *exchange) {
    return exchange->method != NULL &&
           strcmp(exchange->method, MHD_HTTP_METHOD_HEAD) == 0;
}

static enum MHD_Result send_answer(struct server *server,
                                   struct exchange *exchange) {
    bool streams = exchange->answer.stream.exporter != NULL;
    if (atomic_load_explicit(&server->ending, memory_order_relaxed))
        exchange->answer.closes = true;
    exchange->answer.head_only = asks_for_head(exchange);
    exchange->took = clock_now() - exchange->began;
    struct answer_reader reader = {read_stream, exchange};
    exchange->sent = streams ? 0 : answer_size(&exchange->answer);
    if (streams)
        header_deadlines_piece_begun(server->deadlines,
                                     watch_of(exchange->connection));
    metrics_count(server->operations.metrics,
                  exchange->route != NULL ? route_number(exchange->route)
                                          : route_count(),
                  exchange->answer.http_status, exchange->took);
    return answer_send(&exchange->answer, exchange->connection,
                       server->parts.options, &reader);
}

/* Suspended first: the worker may be done before this returns, and what is
 * resumed must have been suspended. */
static void pass_to_workers(struct server *server, struct exchange *exchange) {
    struct MHD_Connection *connection = exchange->connection;
    exchange->call.deadline =
        clock_now() + server->parts.options->deadline_ms * CLOCK_MILLISECOND;
    exchange->phase = EXCHANGE_SUSPENDED;
    MHD_suspend_connection(connection);
    if (workers_add(server->parts.workers, &exchange->work))
        return;
    exchange_refuse_busy(exchange);
    exchange->phase = EXCHANGE_ANSWERED;
    MHD_resume_connection(connection);
}

/* Called when the head is whole, again when the request is, and again after it
 * was resumed. An answer to the first call would end the connection, which is
 * as it should be for a request that is refused: what follows may be its body
 * or what somebody smuggled. */
static enum MHD_Result on_request(void *context,
                                  struct MHD_Connection *connection,
                                  const char *url, const char *method,
                                  const char *version, const char *upload,
                                  size_t *upload_size, void **own) {
    struct server *server = context;
    struct exchange *exchange = *own;
    (void)url, (void)upload, (void)upload_size;
    if (exchange == NULL)
        return MHD_NO;
    switch (exchange->phase) {
    case EXCHANGE_HEADERS:
        header_deadlines_head_whole(server->deadlines, watch_of(connection));
        exchange->phase = EXCHANGE_RECEIVED;
        return exchange_check(exchange, method, version)
                   ? MHD_YES
                   : send_answer(server, exchange);
    case EXCHANGE_RECEIVED:
        if (exchange_answer_at_once(exchange, method))
            return send_answer(server, exchange);
        pass_to_workers(server, exchange);
        return MHD_YES;
    case EXCHANGE_SUSPENDED:
        return MHD_YES;
    case EXCHANGE_ANSWERED:
        return send_answer(server, exchange);
    }
    return MHD_NO;
}

/* The client's address into `out`; NULL when it has none. */
static const char *client_of(struct MHD_Connection *connection,
                             char out[INET6_ADDRSTRLEN]) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const struct sockaddr *client = info != NULL ? info->client_addr : NULL;
    struct sockaddr_in in;
    struct sockaddr_in6 in6;
    if (client == NULL)
        return NULL;
    if (client->sa_family == AF_INET) {
        memcpy(&in, client, sizeof in);
        return inet_ntop(AF_INET, &in.sin_addr, out, INET6_ADDRSTRLEN);
    }
    if (client->sa_family == AF_INET6) {
        memcpy(&in6, client, sizeof in6);
        return inet_ntop(AF_INET6, &in6.sin6_addr, out, INET6_ADDRSTRLEN);
    }
    return NULL;
}

static void log_exchange(struct server *server,
                         const struct exchange *exchange) {
    char client[INET6_ADDRSTRLEN];
    bool answered = exchange->took > 0;
    struct access_line line = {
        .came = exchange->came,
        .request_id = exchange->id,
        .client = client_of(exchange->connection, client),
        .method = exchange->method,
        .target = exchange->typed,
        .http_status = answered ? exchange->answer.http_status : 0,
        .bytes = asks_for_head(exchange) ? 0 : exchange->sent,
        .took = answered ? exchange->took : clock_now() - exchange->began,
        .generation = exchange->generation};
    access_log_add(server->parts.access_log, &line);
}

static void on_completed(void *context, struct MHD_Connection *connection,
                         void **own, enum MHD_RequestTerminationCode why) {
    struct server *server = context;
    struct exchange *exchange = *own;
    (void)why;
    header_deadlines_answer_sent(server->deadlines, watch_of(connection));
    *own = NULL;
    if (exchange == NULL)
        return;
    if (server->parts.access_log != NULL)
        log_exchange(server, exchange);
    exchange_destroy(exchange);
    count_exchange(server, -1);
}

/* ---- starting and stopping ---- */

/* As many as there are descriptors for, after the readers have theirs: a search
 * that cannot open its index is worse than a client that waits. */
static unsigned connections_in_all(const struct options *options) {
    rlim_t others = DESCRIPTORS_BESIDES + STREAMS_MAX * STREAM_DESCRIPTORS +
                    (rlim_t)options->threads * DESCRIPTORS_PER_WORKER;
    rlim_t wanted = CONNECTIONS_MAX + others;
    struct rlimit limit = {0};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return CONNECTIONS_MIN;
    if (limit.rlim_cur < wanted) {
        limit.rlim_cur = limit.rlim_max < wanted ? limit.rlim_max : wanted;
        setrlimit(RLIMIT_NOFILE, &limit);
        getrlimit(RLIMIT_NOFILE, &limit);
    }
    if (limit.rlim_cur >= wanted)
        return CONNECTIONS_MAX;
    return limit.rlim_cur < others + CONNECTIONS_MIN
               ? CONNECTIONS_MIN
               : (unsigned)(limit.rlim_cur - others);
}

static unsigned connections_per_address(const struct listener *listener) {
    if (listener->is_unix)
        return 0; /* its clients have none */
    return listener->is_loopback ? CONNECTIONS_PER_LOOPBACK
                                 : CONNECTIONS_PER_ADDRESS;
}

static struct MHD_Daemon *start_daemon(struct server *server) {
    const struct listener *listener = server->parts.listener;
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL,
        on_request, server, MHD_OPTION_LISTEN_SOCKET, listener->fd,
        MHD_OPTION_CONNECTION_LIMIT, connections_in_all(server->parts.options),
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, connections_per_address(listener),
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)KEEP_ALIVE_SECONDS,
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, server,
        MHD_OPTION_URI_LOG_CALLBACK, on_request_line, server,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, server, MHD_OPTION_END);
}

static void destroy(struct server *server) {
    header_deadlines_destroy(server->deadlines);
    metrics_destroy(server->operations.metrics);
    pthread_cond_destroy(&server->quiet);
    pthread_mutex_destroy(&server->lock);
    free(server);
}

static enum concord_status prepare(struct server *server,
                                   struct concord_error *err) {
    const struct server_parts *parts = &server->parts;
    enum concord_status status = metrics_create(
        &server->operations.metrics, route_count(), route_pattern, err);
    if (status == CONCORD_OK)
        status = header_deadlines_create(
            &server->deadlines,
            parts->options->header_deadline_ms * CLOCK_MILLISECOND,
            KEEP_ALIVE_SECONDS * CLOCK_SECOND, err);
    if (status == CONCORD_OK && (server->daemon = start_daemon(server)) == NULL)
        status = concord_fail(err, CONCORD_IO,
                              "%s: the HTTP server did not start there",
                              parts->listener->url);
    return status;
}

enum concord_status server_start(struct server **out,
                                 const struct server_parts *parts,
                                 struct concord_error *err) {
    struct server *server = calloc(1, sizeof *server);
    *out = NULL;
    if (server == NULL)
        return concord_no_memory(err);
    server->parts = *parts;
    server->operations.serving = parts->serving;
    server->operations.workers = parts->workers;
    server->operations.access_log = parts->access_log;
    server->operations.answers = parts->answers;
    server->operations.postings = parts->postings;
    server->operations.options = parts->options;
    server->operations.streams = &server->streams;
    server->started = (unsigned long)time(NULL);
    pthread_mutex_init(&server->lock, NULL);
    clock_condition_init(&server->quiet);
    enum concord_status status = prepare(server, err);
    if (status == CONCORD_OK)
        *out = server;
    else
        destroy(server);
    return status;
}

void server_drain(struct server *server, int64_t deadline) {
    atomic_store(&server->ending, true);
    /* The library lets go of the socket, but its thread may be using it at this
     * very moment, so it is not closed yet. */
    MHD_quiesce_daemon(server->daemon);
    listener_refuse(server->parts.listener);
    pthread_mutex_lock(&server->lock);
    while (server->open_exchanges > 0 && clock_now() < deadline)
        clock_wait_until(&server->quiet, &server->lock, deadline);
    pthread_mutex_unlock(&server->lock);
}

void server_stop(struct server *server) {
    MHD_stop_daemon(server->daemon);
    destroy(server);
}
