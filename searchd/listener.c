/* listener.c - opens the socket ourselves, because the library would neither
 * say which port it got nor take a unix socket by its path. */
#include "listener.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum {
    HOST_MAX = 256,
    PORT_DIGITS_MAX = 5,
    SOCKET_FLAGS = SOCK_CLOEXEC,
    PASSED_FD = 3 /* the first descriptor behind standard error */
};

static enum concord_status refuse_form(struct concord_error *err,
                                       const char *address) {
    return concord_fail(err, CONCORD_BAD_REQUEST,
                        "--listen must be HOST:PORT, [::1]:PORT or unix:PATH, "
                        "not '%s'",
                        address);
}

static enum concord_status fail_listening(struct concord_error *err,
                                          const char *address, int fault) {
    if (fault == EADDRINUSE)
        return concord_fail(err, CONCORD_IO,
                            "%s is in use already; stop what listens there or "
                            "give another --listen",
                            address);
    return concord_fail(err, CONCORD_IO, "%s: cannot listen there: %s", address,
                        strerror(fault));
}

/* ---- unix sockets ---- */

/* Remove a socket that an ended daemon left. False, with errno, when the path
 * is in use or something else stands there. */
static bool clear_path(const struct sockaddr_un *where) {
    struct stat facts;
    if (lstat(where->sun_path, &facts) != 0)
        return errno == ENOENT;
    if (!S_ISSOCK(facts.st_mode)) {
        errno = ENOTSOCK;
        return false;
    }
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCKET_FLAGS, 0);
    if (fd < 0)
        return false;
    bool alive =
        connect(fd, (const struct sockaddr *)where, sizeof *where) == 0;
    bool dead = !alive && errno == ECONNREFUSED;
    close(fd);
    errno = EADDRINUSE;
    return dead && unlink(where->sun_path) == 0;
}

static enum concord_status listen_unix(struct listener *out,
                                       const char *address, const char *path,
                                       struct concord_error *err) {
    struct sockaddr_un where = {.sun_family = AF_UNIX};
    if (*path == '\0' || strlen(path) >= sizeof where.sun_path)
        return concord_fail(err, CONCORD_BAD_REQUEST,
                            "--listen: the path of a unix socket has 1 to %zu "
                            "bytes",
                            sizeof where.sun_path - 1);
    memcpy(where.sun_path, path, strlen(path));
    if (!clear_path(&where))
        return fail_listening(err, address, errno);
    out->fd = socket(AF_UNIX, SOCK_STREAM | SOCKET_FLAGS, 0);
    if (out->fd < 0 ||
        bind(out->fd, (const struct sockaddr *)&where, sizeof where) != 0)
        return fail_listening(err, address, errno);
    snprintf(out->path, sizeof out->path, "%s", path);
    if (listen(out->fd, SOMAXCONN) != 0)
        return fail_listening(err, address, errno);
    out->is_unix = true;
    snprintf(out->url, sizeof out->url, "unix:%s", path);
    return CONCORD_OK;
}

/* ---- TCP ---- */

/* "[::1]:80" into "::1" and "80"; false when it is no such pair. */
static bool split(const char *address, char host[HOST_MAX], const char **port) {
    const char *begin = address;
    const char *end = strrchr(address, ':');
    if (end == NULL)
        return false;
    *port = end + 1;
    if (*begin == '[' && end[-1] == ']') {
        begin++;
        end--;
    } else if (memchr(begin, ':', (size_t)(end - begin)) != NULL) {
        return false; /* an IPv6 address goes in brackets */
    }
    size_t size = (size_t)(end - begin);
    if (end <= begin || size >= HOST_MAX)
        return false;
    memcpy(host, begin, size);
    host[size] = '\0';
    size_t digits = strspn(*port, "0123456789");
    return digits > 0 && digits <= PORT_DIGITS_MAX && (*port)[digits] == '\0' &&
           strtoul(*port, NULL, 10) <= UINT16_MAX;
}

static bool is_loopback(const struct sockaddr_storage *address) {
    struct sockaddr_in four;
    struct sockaddr_in6 six;
    if (address->ss_family == AF_INET) {
        memcpy(&four, address, sizeof four);
        return ntohl(four.sin_addr.s_addr) >> 24 == IN_LOOPBACKNET;
    }
    memcpy(&six, address, sizeof six);
    return IN6_IS_ADDR_LOOPBACK(&six.sin6_addr);
}

/* Say where it really listens: the port may have been ours to choose. */
static bool describe(struct listener *out) {
    struct sockaddr_storage bound = {0};
    socklen_t size = sizeof bound;
    char host[HOST_MAX];
    char port[PORT_DIGITS_MAX + 1];
    if (getsockname(out->fd, (struct sockaddr *)&bound, &size) != 0 ||
        getnameinfo((const struct sockaddr *)&bound, size, host, sizeof host,
                    port, sizeof port, NI_NUMERICHOST | NI_NUMERICSERV) != 0)
        return false;
    out->is_loopback = is_loopback(&bound);
    bool six = bound.ss_family == AF_INET6;
    snprintf(out->url, sizeof out->url, "http://%s%s%s:%s", six ? "[" : "",
             host, six ? "]" : "", port);
    return true;
}

static int listen_at(const struct addrinfo *where) {
    int yes = 1;
    int fd = socket(where->ai_family, where->ai_socktype | SOCKET_FLAGS, 0);
    if (fd < 0)
        return -1;
    /* Only what lingers of closed connections may be overridden by this. */
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(fd, where->ai_addr, where->ai_addrlen) == 0 &&
        listen(fd, SOMAXCONN) == 0)
        return fd;
    int fault = errno;
    close(fd);
    errno = fault;
    return -1;
}

static enum concord_status listen_tcp(struct listener *out, const char *address,
                                      struct concord_error *err) {
    char host[HOST_MAX];
    const char *port = NULL;
    struct addrinfo wanted = {.ai_socktype = SOCK_STREAM,
                              .ai_flags = AI_NUMERICSERV | AI_PASSIVE};
    struct addrinfo *found = NULL;
    if (!split(address, host, &port))
        return refuse_form(err, address);
    int fault = getaddrinfo(host, port, &wanted, &found);
    if (fault != 0)
        return concord_fail(err, CONCORD_IO, "%s: %s", address,
                            gai_strerror(fault));
    for (struct addrinfo *at = found; at != NULL && out->fd < 0;
         at = at->ai_next)
        out->fd = listen_at(at);
    int why = errno;
    freeaddrinfo(found);
    if (out->fd < 0)
        return fail_listening(err, address, why);
    return describe(out) ? CONCORD_OK : fail_listening(err, address, errno);
}

/* ---- a socket that is passed ---- */

/* How many systemd passes to this very process, by its protocol
 * (sd_listen_fds(3)): they are the descriptors from 3 on. */
static unsigned count_passed(void) {
    const char *whose = getenv("LISTEN_PID");
    const char *count = getenv("LISTEN_FDS");
    if (whose == NULL || count == NULL ||
        strtoull(whose, NULL, 10) != (unsigned long long)getpid())
        return 0;
    unsigned long number = strtoul(count, NULL, 10);
    return number < UINT16_MAX ? (unsigned)number : UINT16_MAX;
}

static bool is_listening(int fd) {
    int type = 0;
    int listens = 0;
    socklen_t size = sizeof type;
    if (getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size) != 0)
        return false;
    size = sizeof listens;
    return getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) == 0 &&
           type == SOCK_STREAM && listens != 0;
}

/* Where the unix socket of that descriptor stands; false when it is none. */
static bool describe_unix(struct listener *out) {
    struct sockaddr_un bound = {0};
    socklen_t size = sizeof bound;
    if (getsockname(out->fd, (struct sockaddr *)&bound, &size) != 0 ||
        bound.sun_family != AF_UNIX)
        return false;
    out->is_unix = true;
    snprintf(out->url, sizeof out->url, "unix:%.*s", (int)sizeof bound.sun_path,
             bound.sun_path);
    return true;
}

static enum concord_status take_passed(struct listener *out, unsigned count,
                                       struct concord_error *err) {
    if (count > 1)
        return concord_fail(err, CONCORD_BAD_REQUEST,
                            "systemd passes %u sockets, and one can be served: "
                            "leave one ListenStream= in the socket unit",
                            count);
    if (!is_listening(PASSED_FD))
        return concord_fail(err, CONCORD_BAD_REQUEST,
                            "what systemd passes is no socket that listens for "
                            "streams: the socket unit needs ListenStream= and "
                            "Accept=no");
    out->fd = PASSED_FD;
    out->is_passed = true;
    if (fcntl(out->fd, F_SETFD, FD_CLOEXEC) == 0 &&
        (describe_unix(out) || describe(out)))
        return CONCORD_OK;
    return fail_listening(err, "the socket that systemd passes", errno);
}

enum concord_status listener_open(struct listener *out, const char *address,
                                  struct concord_error *err) {
    *out = (struct listener){.fd = -1};
    unsigned passed = count_passed();
    enum concord_status status =
        passed > 0 ? take_passed(out, passed, err)
        : strncmp(address, "unix:", 5) == 0
            ? listen_unix(out, address, address + 5, err)
            : listen_tcp(out, address, err);
    if (status != CONCORD_OK)
        listener_close(out);
    return status;
}

void listener_refuse(struct listener *listener) {
    if (listener->fd >= 0 && !listener->is_passed)
        shutdown(listener->fd, SHUT_RDWR);
    if (listener->path[0] != '\0')
        unlink(listener->path);
    listener->path[0] = '\0';
}

void listener_close(struct listener *listener) {
    listener_refuse(listener);
    if (listener->fd >= 0)
        close(listener->fd);
    listener->fd = -1;
}
