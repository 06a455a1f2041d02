/* Slow clients, slow searches, full queues and the end of the daemon. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "client.h"
#include "daemon.h"

enum { REPLY_MAX = 256 * 1024 };

static const char health[] = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";

static char folder[PATH_MAX];
static char index_folder[PATH_MAX];

/* A search that reads from the disk. */
static int send_search(const struct daemon *daemon) {
    static const char search[] =
        "GET /v1/search?q=compact HTTP/1.1\r\nHost: localhost\r\n\r\n";
    int fd = raw_connect(daemon);
    raw_send(fd, search, strlen(search));
    return fd;
}

static void assert_reply(int fd, long status) {
    static char reply[REPLY_MAX];
    assert_int_equal(raw_read_reply(fd, reply, sizeof reply), status);
    close(fd);
}

static void assert_answers(const struct daemon *daemon, const char *path,
                           long status) {
    struct reply reply;
    http_get(&reply, daemon, path);
    assert_int_equal(reply.status, status);
    reply_clear(&reply);
}

static bool is_readable(int fd, int within_ms) {
    struct pollfd watched = {.fd = fd, .events = POLLIN};
    return poll(&watched, 1, within_ms) == 1;
}

/* Some search waits for a thread. Requests are read in the order in which they
 * come, so that all that were sent before are counted. */
static bool has_queue(const struct daemon *daemon) {
    struct reply reply;
    http_get(&reply, daemon, "/metrics");
    bool empty = strstr(reply.body, "\nconcord_queue_length 0\n") != NULL;
    reply_clear(&reply);
    return !empty;
}

/* Of a daemon with one worker: hold it up in a search, the connection of which
 * is returned. The worker has opened its index before, so that it is the
 * search that waits; and one that was given up before it began is sent again.
 * What reads first may be the thread that warms words, so the queue is looked
 * at too.
 */
static int hold_up(const struct daemon *daemon) {
    int64_t until = now_ms() + PATIENCE_MS;
    assert_answers(daemon, "/v1/documents/none", 404);
    daemon_slow_disk(daemon);
    int fd = send_search(daemon);
    while (!daemon_has_slow_read(daemon) || has_queue(daemon)) {
        assert_true(now_ms() < until);
        if (is_readable(fd, 5)) {
            close(fd);
            fd = send_search(daemon);
        }
    }
    return fd;
}

/* ---- slow clients ---- */

/* A byte every so often keeps the library's own time-out from ever passing. */
static void headers_that_drip_are_cut_off(void **state) {
    static const char *const options[] = {"--header-deadline", "300", NULL};
    (void)state;
    struct daemon daemon;
    daemon_start(&daemon, index_folder, options);
    int fd = raw_connect(&daemon);
    int64_t began = now_ms();
    raw_send(fd, health, strlen(health) - 2);
    while (send(fd, "X", 1, MSG_NOSIGNAL) == 1) {
        assert_true(now_ms() - began < PATIENCE_MS);
        pause_briefly();
    }
    assert_true(now_ms() - began >= 300);
    close(fd);
    assert_answers(&daemon, "/healthz", 200);
    daemon_stop(&daemon);
}

static void a_client_that_says_nothing_is_cut_off(void **state) {
    static const char *const options[] = {"--header-deadline", "300", NULL};
    (void)state;
    char reply[64];
    struct daemon daemon;
    daemon_start(&daemon, index_folder, options);
    int fd = raw_connect(&daemon);
    assert_true(raw_read_to_end(fd, reply, sizeof reply));
    assert_string_equal(reply, "");
    close(fd);
    daemon_stop(&daemon);
}

/* The deadline is for a request that has begun, not for the next one. */
static void a_kept_connection_outlives_the_header_deadline(void **state) {
    static const char *const options[] = {"--header-deadline", "100", NULL};
    (void)state;
    char reply[4096];
    struct daemon daemon;
    daemon_start(&daemon, index_folder, options);
    int fd = raw_connect(&daemon);
    raw_send(fd, health, strlen(health));
    assert_int_equal(raw_read_reply(fd, reply, sizeof reply), 200);
    assert_false(is_readable(fd, 500));
    raw_send(fd, health, strlen(health));
    assert_int_equal(raw_read_reply(fd, reply, sizeof reply), 200);
    close(fd);
    daemon_stop(&daemon);
}

static void a_client_that_hangs_up_costs_nothing(void **state) {
    static const char *const options[] = {"--threads", "1", NULL};
    (void)state;
    struct daemon daemon;
    daemon_start(&daemon, index_folder, options);
    close(hold_up(&daemon));
    close(send_search(&daemon));
    daemon_fast_disk(&daemon);
    assert_answers(&daemon, "/v1/search?q=health", 200);
    daemon_stop(&daemon);
}

/* ---- slow searches ---- */

static void a_slow_search_stalls_no_other_connection(void **state) {
    static const char *const options[] = {"--threads", "1", NULL};
    (void)state;
    struct daemon daemon;
    daemon_start(&daemon, index_folder, options);
    int slow = hold_up(&daemon);
    assert_answers(&daemon, "/healthz", 200);
    assert_answers(&daemon, "/readyz", 200);
    assert_answers(&daemon, "/nothing", 404);
    assert_answers(&daemon, "/%zz", 400);
    assert_false(is_readable(slow, 0));
    daemon_fast_disk(&daemon);
    assert_reply(slow, 200);
    daemon_stop(&daemon);
}

/* One search runs, one waits, and one is too many: whichever of the last two
 * came second. */
static void a_search_too_many_is_answered_with_503(void **state) {
    static const char *const options[] = {"--threads",  "1",     "--queue", "1",
                                          "--deadline", "60000", NULL};
    (void)state;
    static char reply[REPLY_MAX];
    struct daemon daemon;
    daemon_start(&daemon, index_folder, options);
    int running = hold_up(&daemon);
    struct pollfd others[] = {{.fd = send_search(&daemon), .events = POLLIN},
                              {.fd = send_search(&daemon), .events = POLLIN}};
    assert_int_equal(poll(others, 2, PATIENCE_MS), 1);
    size_t refused = others[0].revents != 0 ? 0 : 1;
    assert_int_equal(raw_read_reply(others[refused].fd, reply, sizeof reply),
                     503);
    assert_non_null(strstr(reply, "\r\nRetry-After: 1\r\n"));
    assert_non_null(strstr(reply, "application/problem+json"));
    close(others[refused].fd);
    daemon_fast_disk(&daemon);
    assert_reply(running, 200);
    assert_reply(others[1 - refused].fd, 200);
    daemon_stop(&daemon);
}

/* Requests are read in the order in which they come, so an answer to a later
 * one tells that the search is in the queue and its time runs. */
static void a_search_that_waited_too_long_is_given_up(void **state) {
    static const char *const options[] = {"--threads", "1", "--deadline", "100",
                                          NULL};
    (void)state;
    struct daemon daemon;
    daemon_start(&daemon, index_folder, options);
    int running = hold_up(&daemon);
    int waiting = send_search(&daemon);
    assert_answers(&daemon, "/healthz", 200);
    assert_answers(&daemon, "/healthz", 200);
    assert_false(is_readable(waiting, 200));
    daemon_fast_disk(&daemon);
    assert_reply(waiting, 503);
    close(running);
    daemon_stop(&daemon);
}

/* ---- the end ---- */

/* Until nobody listens any more. */
static void await_refusal(const struct daemon *daemon) {
    int64_t until = now_ms() + PATIENCE_MS;
    struct reply reply;
    while (http_try_get(&reply, daemon->url, "/healthz")) {
        assert_true(now_ms() < until);
        reply_clear(&reply);
        pause_briefly();
    }
    reply_clear(&reply);
}

static void sigterm_finishes_what_is_under_way(void **state) {
    static const char *const options[] = {"--threads", "1", NULL};
    (void)state;
    struct daemon daemon;
    daemon_start(&daemon, index_folder, options);
    int idle = raw_connect(&daemon);
    int slow = hold_up(&daemon);
    daemon_signal(&daemon, SIGTERM);
    await_refusal(&daemon);
    daemon_fast_disk(&daemon);
    assert_reply(slow, 200);
    daemon_wait(&daemon);
    close(idle);
}

static void sigint_ends_it_too(void **state) {
    (void)state;
    struct daemon daemon;
    daemon_start(&daemon, index_folder, NULL);
    daemon_signal(&daemon, SIGINT);
    daemon_wait(&daemon);
}

/* ---- unix sockets ---- */

static void a_unix_socket_is_served(void **state) {
    (void)state;
    char address[PATH_MAX];
    struct stat facts;
    path_make(address, "unix:%.80s/socket", folder);
    const char *const options[] = {"--listen", address, NULL};
    const char *path = address + strlen("unix:");
    struct daemon daemon;
    daemon_start(&daemon, index_folder, options);
    assert_string_equal(daemon.url, address);
    assert_answers(&daemon, "/v1/search?q=compact", 200);
    assert_int_equal(stat(path, &facts), 0);
    daemon_stop(&daemon);
    assert_int_not_equal(stat(path, &facts), 0);
}

/* A daemon that was killed leaves its socket behind. */
static void a_socket_left_behind_is_replaced(void **state) {
    (void)state;
    char address[PATH_MAX];
    path_make(address, "unix:%.80s/socket", folder);
    const char *const options[] = {"--listen", address, NULL};
    struct daemon first;
    struct daemon second;
    daemon_start(&first, index_folder, options);
    daemon_kill(&first);
    daemon_start(&second, index_folder, options);
    assert_answers(&second, "/healthz", 200);
    daemon_stop(&second);
}

static void a_socket_in_use_is_left_alone(void **state) {
    (void)state;
    char address[PATH_MAX];
    char log[PATH_MAX];
    path_make(address, "unix:%.80s/socket", folder);
    path_make(log, "%.4000s/log", folder);
    const char *const options[] = {"--listen", address, NULL};
    const char *const again[] = {CONCORD_SEARCHD, "--index", index_folder,
                                 "--listen",      address,   NULL};
    struct daemon daemon;
    daemon_start(&daemon, index_folder, options);
    assert_int_equal(daemon_run(again, log), 74);
    assert_answers(&daemon, "/healthz", 200);
    daemon_stop(&daemon);
}

/* ---- a socket that is passed ---- */

/* On a free port of the loopback; its number in *port. */
static int listening_socket(unsigned *port) {
    struct sockaddr_in where = {.sin_family = AF_INET,
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof where;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_true(fd >= 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&where, size), 0);
    assert_int_equal(listen(fd, 16), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&where, &size), 0);
    *port = ntohs(where.sin_port);
    return fd;
}

static void a_socket_that_is_passed_wins(void **state) {
    (void)state;
    unsigned port = 0;
    char url[64];
    int fd = listening_socket(&port);
    struct daemon daemon;
    daemon_start_on(&daemon, index_folder, fd);
    close(fd);
    snprintf(url, sizeof url, "http://127.0.0.1:%u", port);
    assert_string_equal(daemon.url, url);
    assert_answers(&daemon, "/v1/search?q=compact", 200);
    daemon_stop(&daemon);
}

/* Whoever comes between two daemons is answered by the second. */
static void a_socket_that_is_passed_outlives_the_daemon(void **state) {
    (void)state;
    unsigned port = 0;
    char answer[64] = "";
    int fd = listening_socket(&port);
    struct sockaddr_in where = {.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct daemon daemon;
    daemon_start_on(&daemon, index_folder, fd);
    daemon_stop(&daemon);
    int client = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(connect(client, (struct sockaddr *)&where, sizeof where),
                     0);
    static const char request[] = "GET /healthz HTTP/1.0\r\n\r\n";
    assert_int_equal(send(client, request, sizeof request - 1, 0),
                     sizeof request - 1);
    daemon_start_on(&daemon, index_folder, fd);
    assert_true(recv(client, answer, sizeof answer - 1, 0) > 0);
    assert_ptr_equal(strstr(answer, "HTTP/1.1 200"), answer);
    close(client);
    close(fd);
    daemon_stop(&daemon);
}

static int start(void **state) {
    (void)state;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    folder_make(folder);
    path_make(index_folder, "%.4000s/index", folder);
    index_build(index_folder, CONCORD_PAPERS);
    return 0;
}

static int stop(void **state) {
    (void)state;
    folder_remove(folder);
    curl_global_cleanup();
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_that_drip_are_cut_off),
        cmocka_unit_test(a_client_that_says_nothing_is_cut_off),
        cmocka_unit_test(a_kept_connection_outlives_the_header_deadline),
        cmocka_unit_test(a_client_that_hangs_up_costs_nothing),
        cmocka_unit_test(a_slow_search_stalls_no_other_connection),
        cmocka_unit_test(a_search_too_many_is_answered_with_503),
        cmocka_unit_test(a_search_that_waited_too_long_is_given_up),
        cmocka_unit_test(sigterm_finishes_what_is_under_way),
        cmocka_unit_test(sigint_ends_it_too),
        cmocka_unit_test(a_unix_socket_is_served),
        cmocka_unit_test(a_socket_left_behind_is_replaced),
        cmocka_unit_test(a_socket_in_use_is_left_alone),
        cmocka_unit_test(a_socket_that_is_passed_wins),
        cmocka_unit_test(a_socket_that_is_passed_outlives_the_daemon),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
