/* request_checks.c - what a request must be before anything is done for it.
 * See RFC 9112: section 3.2 for targets and Host, 5.1 for header names, 6 and
 * 11.2 for the length of bodies and what smuggling makes of it. */
#include "request_checks.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- the target ---- */

static int hex_value(char digit) {
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F')
        return digit - 'A' + 10;
    return -1;
}

/* The byte that the %-escape at `escape` stands for; -1 when it is none. */
static int escaped_byte(const char *escape) {
    int high = hex_value(escape[1]);
    int low = high < 0 ? -1 : hex_value(escape[2]);
    return low < 0 ? -1 : high * 16 + low;
}

/* NULL when `raw` is a path with or without a query; what is wrong otherwise,
 * and *where. Bytes past ASCII pass: whoever reads the text finds out what is
 * no UTF-8. */
static const char *target_fault(const char *raw, const char **where) {
    bool in_path = true;
    *where = raw;
    if (*raw != '/')
        return "must start with '/'";
    for (const char *at = raw; *at; at++) {
        *where = at;
        unsigned char byte = (unsigned char)*at;
        if (byte <= ' ' || byte == 0x7F)
            return "has a space or a control character";
        if (byte == '?')
            in_path = false;
        if (byte != '%')
            continue;
        int escaped = escaped_byte(at);
        if (escaped < 0)
            return "has a '%' that is not followed by two hex digits; write "
                   "%25 for the sign itself";
        if (escaped == '\0')
            return "has a %00";
        if (escaped == '/' && in_path)
            return "has a %2F in its path, where it would stand for another "
                   "path";
    }
    return NULL;
}

/* The name of the parameter in whose value `where` is, as it was typed; "" in
 * the path, in a name, and when the name has no room. */
static void parameter_at(char *name, size_t room, const char *raw,
                         const char *where) {
    const char *start = where;
    *name = '\0';
    while (start > raw && *start != '?' && *start != '&')
        start--;
    size_t size = strcspn(start, "=");
    if (start > raw && start + size < where && size <= room)
        snprintf(name, room, "%.*s", (int)size - 1, start + 1);
}

static enum concord_status refuse_target(const char *raw, const char *where,
                                         const char *fault,
                                         struct concord_error *err) {
    char name[sizeof err->parameter];
    parameter_at(name, sizeof name, raw, where);
    if (*name == '\0')
        return concord_fail(err, CONCORD_BAD_REQUEST, "the address %s", fault);
    return concord_refuse(err, name, "the address %s, in the value of %s",
                          fault, name);
}

static void decode(char *text) {
    char *to = text;
    for (const char *from = text; *from; from++) {
        char byte = *from;
        if (byte == '%') {
            byte = (char)escaped_byte(from);
            from += 2;
        }
        *to++ = byte;
    }
    *to = '\0';
}

unsigned request_target_read(struct request_target *out, const char *raw,
                             struct concord_error *err) {
    *out = (struct request_target){0};
    if (strnlen(raw, TARGET_BYTES_MAX + 1) > TARGET_BYTES_MAX) {
        concord_fail(err, CONCORD_BAD_REQUEST,
                     "the address has more than %d bytes; ask for less at once",
                     TARGET_BYTES_MAX);
        return MHD_HTTP_URI_TOO_LONG;
    }
    const char *where = NULL;
    const char *fault = target_fault(raw, &where);
    if (fault != NULL) {
        refuse_target(raw, where, fault, err);
        return MHD_HTTP_BAD_REQUEST;
    }
    out->path = strdup(raw);
    if (out->path == NULL) {
        concord_no_memory(err);
        return MHD_HTTP_SERVICE_UNAVAILABLE;
    }
    char *mark = strchr(out->path, '?');
    if (mark != NULL) {
        *mark = '\0';
        out->query = mark + 1;
    }
    decode(out->path);
    return 0;
}

void request_target_clear(struct request_target *target) {
    free(target->path);
    *target = (struct request_target){0};
}

/* ---- the head ---- */

/* What the headers have that matters here, counted. */
struct head {
    unsigned hosts;
    unsigned lengths;
    unsigned encodings;
    bool has_length; /* other than 0 */
    bool has_broken_name;
    bool has_broken_value;
};

/* The library takes "Content-Length :" for a name of its own. */
static bool is_token(const char *name) {
    size_t size = strlen(name);
    return size > 0 &&
           strspn(name, "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz"
                        "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == size;
}

/* No control character but the tab: a CR that ends no line ends one for some
 * readers. */
static bool is_plain(const char *value) {
    for (; *value; value++)
        if (((unsigned char)*value < ' ' && *value != '\t') || *value == 0x7F)
            return false;
    return true;
}

static enum MHD_Result count_header(void *context, enum MHD_ValueKind kind,
                                    const char *name, const char *value) {
    struct head *head = context;
    (void)kind;
    if (!is_token(name))
        head->has_broken_name = true;
    if (value != NULL && !is_plain(value))
        head->has_broken_value = true;
    if (strcasecmp(name, MHD_HTTP_HEADER_HOST) == 0)
        head->hosts++;
    if (strcasecmp(name, MHD_HTTP_HEADER_TRANSFER_ENCODING) == 0)
        head->encodings++;
    if (strcasecmp(name, MHD_HTTP_HEADER_CONTENT_LENGTH) == 0) {
        head->lengths++;
        if (value == NULL || strcmp(value, "0") != 0)
            head->has_length = true;
    }
    return MHD_YES;
}

/* NULL when every reader must take the headers for the same. */
static const char *head_fault(const struct head *head, bool needs_host) {
    if (head->has_broken_name)
        return "a header's name has a character that none may have";
    if (head->has_broken_value)
        return "a header's value has a control character";
    if (head->hosts > 1)
        return "the header Host is there twice";
    if (head->hosts == 0 && needs_host)
        return "the header Host is missing";
    if (head->lengths > 1)
        return "the header Content-Length is there twice";
    if (head->encodings > 1)
        return "the header Transfer-Encoding is there twice";
    if (head->lengths > 0 && head->encodings > 0)
        return "Content-Length and Transfer-Encoding are both there";
    return NULL;
}

static bool is_allowed(const char *method) {
    return strcmp(method, MHD_HTTP_METHOD_GET) == 0 ||
           strcmp(method, MHD_HTTP_METHOD_HEAD) == 0 ||
           strcmp(method, MHD_HTTP_METHOD_OPTIONS) == 0;
}

static unsigned refuse(struct concord_error *err, unsigned http_status,
                       const char *why) {
    concord_fail(err, CONCORD_BAD_REQUEST, "%s", why);
    return http_status;
}

unsigned request_head_check(struct MHD_Connection *connection,
                            const char *method, const char *version,
                            struct concord_error *err) {
    struct head head = {0};
    bool is_newer = strcmp(version, MHD_HTTP_VERSION_1_1) == 0;
    if (!is_newer && strcmp(version, MHD_HTTP_VERSION_1_0) != 0)
        return refuse(err, MHD_HTTP_HTTP_VERSION_NOT_SUPPORTED,
                      "only HTTP/1.1 and HTTP/1.0 are spoken here");
    MHD_get_connection_values(connection, MHD_HEADER_KIND, count_header, &head);
    const char *fault = head_fault(&head, is_newer);
    if (fault != NULL)
        return refuse(err, MHD_HTTP_BAD_REQUEST, fault);
    if (!is_allowed(method))
        return refuse(
            err, MHD_HTTP_METHOD_NOT_ALLOWED,
            "nothing can be changed here: GET, HEAD and OPTIONS only");
    if (head.has_length || head.encodings > 0)
        return refuse(err, MHD_HTTP_CONTENT_TOO_LARGE,
                      "a request has no body here; put everything into the "
                      "address");
    return 0;
}
