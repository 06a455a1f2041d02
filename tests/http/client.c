/* client.c - libcurl and sockets for tests. */
#include "client.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <curl/curl.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

static const char unix_prefix[] = "unix:";

/* ---- as clients do ---- */

static size_t take_body(char *bytes, size_t one, size_t size, void *context) {
    struct reply *reply = context;
    (void)one; /* is 1, always */
    char *grown = realloc(reply->body, reply->size + size + 1);
    if (grown == NULL)
        return 0;
    memcpy(grown + reply->size, bytes, size);
    reply->body = grown;
    reply->size += size;
    reply->body[reply->size] = '\0';
    return size;
}

static size_t take_header(char *bytes, size_t one, size_t size, void *context) {
    struct reply *reply = context;
    size_t have = strlen(reply->headers);
    (void)one;
    if (have + size < sizeof reply->headers) {
        memcpy(reply->headers + have, bytes, size);
        reply->headers[have + size] = '\0';
    }
    return size;
}

static void set_address(CURL *curl, const char *base, const char *path) {
    char url[64 * 1024];
    bool is_unix = strncmp(base, unix_prefix, strlen(unix_prefix)) == 0;
    snprintf(url, sizeof url, "%s%s", is_unix ? "http://localhost" : base,
             path);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    if (is_unix)
        curl_easy_setopt(curl, CURLOPT_UNIX_SOCKET_PATH,
                         base + strlen(unix_prefix));
}

static void set_method(CURL *curl, const char *method) {
    if (method != NULL && strcmp(method, "HEAD") == 0)
        curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    else if (method != NULL)
        curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
}

static bool try_ask(struct reply *reply, const char *base, const char *method,
                    const char *path, const char *header) {
    *reply = (struct reply){.body = calloc(1, 1)};
    CURL *curl = curl_easy_init();
    struct curl_slist *headers = NULL;
    if (curl == NULL || reply->body == NULL)
        return false;
    if (header != NULL)
        headers = curl_slist_append(headers, header);
    set_address(curl, base, path);
    set_method(curl, method);
    curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)PATIENCE_MS);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, reply);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, reply);
    CURLcode outcome = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply->status);
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
    return outcome == CURLE_OK;
}

bool http_try_get(struct reply *reply, const char *url, const char *path) {
    return try_ask(reply, url, NULL, path, NULL);
}

void http_ask(struct reply *reply, const struct daemon *daemon,
              const char *method, const char *path, const char *header) {
    if (!try_ask(reply, daemon->url, method, path, header))
        fail_msg("%s: no reply", path);
}

void http_get(struct reply *reply, const struct daemon *daemon,
              const char *path) {
    http_ask(reply, daemon, NULL, path, NULL);
}

void reply_clear(struct reply *reply) {
    free(reply->body);
    *reply = (struct reply){.body = NULL};
}

const char *reply_header(const struct reply *reply, const char *name) {
    static char value[1024];
    for (const char *line = strchr(reply->headers, '\n'); line != NULL;
         line = strchr(line, '\n')) {
        line++;
        if (strncasecmp(line, name, strlen(name)) != 0 ||
            line[strlen(name)] != ':')
            continue;
        const char *begin = line + strlen(name) + 1;
        begin += strspn(begin, " ");
        snprintf(value, sizeof value, "%.*s", (int)strcspn(begin, "\r\n"),
                 begin);
        return value;
    }
    return NULL;
}

json_t *reply_json(const struct reply *reply, const char *content_type) {
    const char *type = reply_header(reply, "Content-Type");
    assert_non_null(type);
    assert_string_equal(type, content_type);
    json_t *json =
        json_loadb(reply->body, reply->size, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(json);
    return json;
}

json_t *json_get(const struct daemon *daemon, const char *path) {
    struct reply reply;
    http_get(&reply, daemon, path);
    if (reply.status != 200)
        print_error("%s: %s\n", path, reply.body);
    assert_int_equal(reply.status, 200);
    json_t *json = reply_json(&reply, "application/json");
    reply_clear(&reply);
    return json;
}

static void assert_problem(json_t *problem, long status) {
    assert_non_null(json_string_value(json_object_get(problem, "type")));
    assert_non_null(json_string_value(json_object_get(problem, "title")));
    assert_non_null(json_string_value(json_object_get(problem, "detail")));
    assert_int_equal(json_integer_value(json_object_get(problem, "status")),
                     status);
}

json_t *problem_get(const struct daemon *daemon, const char *path,
                    long status) {
    struct reply reply;
    http_get(&reply, daemon, path);
    assert_int_equal(reply.status, status);
    json_t *problem = reply_json(&reply, "application/problem+json");
    assert_problem(problem, status);
    reply_clear(&reply);
    return problem;
}

void assert_refused(const struct daemon *daemon, const char *path,
                    const char *parameter) {
    json_t *problem = problem_get(daemon, path, 400);
    assert_string_equal(text_at(problem, "parameter"), parameter);
    json_decref(problem);
}

json_t *json_at(json_t *json, const char *path) {
    while (json != NULL && *path) {
        char key[64];
        size_t size = strcspn(path, "/");
        snprintf(key, sizeof key, "%.*s", (int)size, path);
        json = json_is_array(json)
                   ? json_array_get(json, strtoul(key, NULL, 10))
                   : json_object_get(json, key);
        path += size + (path[size] == '/');
    }
    return json;
}

const char *text_at(json_t *json, const char *path) {
    const char *text = json_string_value(json_at(json, path));
    if (text == NULL)
        fail_msg("there is no text at %s", path);
    return text;
}

double metric_get(const struct daemon *daemon, const char *name) {
    struct reply reply;
    double value = -1;
    http_get(&reply, daemon, "/metrics");
    assert_int_equal(reply.status, 200);
    for (const char *line = reply.body; *line; line += strcspn(line, "\n") + 1)
        if (strncmp(line, name, strlen(name)) == 0 && line[strlen(name)] == ' ')
            value = strtod(line + strlen(name), NULL);
    reply_clear(&reply);
    return value;
}

/* ---- with bare bytes ---- */

static int connect_unix(const char *path) {
    struct sockaddr_un where = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(strlen(path) < sizeof where.sun_path);
    memcpy(where.sun_path, path, strlen(path));
    assert_int_equal(connect(fd, (const struct sockaddr *)&where, sizeof where),
                     0);
    return fd;
}

static int connect_tcp(const char *url) {
    struct sockaddr_in where = {.sin_family = AF_INET};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    where.sin_port = htons((uint16_t)strtoul(strrchr(url, ':') + 1, NULL, 10));
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(connect(fd, (const struct sockaddr *)&where, sizeof where),
                     0);
    return fd;
}

int raw_connect(const struct daemon *daemon) {
    struct timeval patience = {.tv_sec = PATIENCE_MS / 1000};
    bool is_unix = strncmp(daemon->url, unix_prefix, strlen(unix_prefix)) == 0;
    int fd = is_unix ? connect_unix(daemon->url + strlen(unix_prefix))
                     : connect_tcp(daemon->url);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    return fd;
}

/* The daemon may have closed already, having seen enough. */
void raw_send(int fd, const void *bytes, size_t size) {
    ssize_t sent = send(fd, bytes, size, MSG_NOSIGNAL);
    assert_true(sent == (ssize_t)size || errno == EPIPE || errno == ECONNRESET);
}

bool raw_read_to_end(int fd, char *reply, size_t room) {
    size_t have = 0;
    ssize_t got = 0;
    while (have + 1 < room &&
           (got = recv(fd, reply + have, room - 1 - have, 0)) > 0)
        have += (size_t)got;
    reply[have] = '\0';
    return got == 0 || (got < 0 && errno == ECONNRESET);
}

bool raw_ask(const struct daemon *daemon, const void *bytes, size_t size,
             char *reply, size_t room) {
    int fd = raw_connect(daemon);
    raw_send(fd, bytes, size);
    bool closed = raw_read_to_end(fd, reply, room);
    close(fd);
    return closed;
}

/* How long the reply is whose head is whole; 0 while it is not. */
static size_t reply_length(const char *reply) {
    static const char field[] = "\r\nContent-Length: ";
    const char *end = strstr(reply, "\r\n\r\n");
    const char *length = strstr(reply, field);
    if (end == NULL)
        return 0;
    size_t body = length != NULL && length < end
                      ? strtoul(length + strlen(field), NULL, 10)
                      : 0;
    return (size_t)(end - reply) + 4 + body;
}

long raw_read_reply(int fd, char *reply, size_t room) {
    size_t have = 0;
    reply[0] = '\0';
    while (reply_length(reply) == 0 || have < reply_length(reply)) {
        assert_true(have + 1 < room);
        ssize_t got = recv(fd, reply + have, room - 1 - have, 0);
        assert_true(got > 0);
        have += (size_t)got;
        reply[have] = '\0';
    }
    long status = 0;
    assert_int_equal(sscanf(reply, "HTTP/1.1 %ld", &status), 1);
    return status;
}
