/* response.c - turns an answer into a response of the library's. */
#include "response.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "compression.h"
#include "log.h"
#include "search/reply.h"

enum {
    GZIP_BYTES_MIN = 1024, /* less fits one packet as it is */
    STREAM_BLOCK = 32 * 1024
};

static const char allowed_methods[] = "GET, HEAD, OPTIONS";

/* ---- filling ---- */

void answer_init(struct answer *answer, const char *request_id) {
    *answer = (struct answer){.request_id = request_id,
                              .http_status = MHD_HTTP_OK,
                              .file = -1,
                              .body = BUFFER_INIT(REPLY_BYTES_MAX),
                              .links = BUFFER_INIT(LINKS_BYTES_MAX)};
}

static void close_file(struct answer *answer) {
    if (answer->file >= 0)
        close(answer->file);
    answer->file = -1;
}

static void drop_shared(struct answer *answer) {
    shared_body_release(answer->shared);
    answer->shared = NULL;
}

void answer_clear(struct answer *answer) {
    close_file(answer);
    stream_end(&answer->stream);
    drop_shared(answer);
    buffer_destroy(&answer->body);
    buffer_destroy(&answer->links);
}

void answer_text(struct answer *answer, const char *content_type) {
    answer->http_status = MHD_HTTP_OK;
    answer->content_type = content_type;
}

void answer_json(struct answer *answer) {
    answer_text(answer, "application/json");
}

/* What no system takes for anything but a letter of a name. */
static bool is_plain_letter(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '-' || byte == '_' ||
           byte == '.';
}

void answer_file(struct answer *answer, int file, uint64_t size,
                 const char *content_type, const char *name) {
    snprintf(answer->format, sizeof answer->format, "%s", content_type);
    snprintf(answer->name, sizeof answer->name, "%s", name);
    for (char *byte = answer->name; *byte; byte++)
        if (!is_plain_letter(*byte))
            *byte = '_';
    answer_text(answer, answer->format);
    answer->policy = "sandbox; default-src 'none'";
    answer->file_name = answer->name;
    answer->file = file;
    answer->file_size = size;
}

/* And what leads to the pages beside. */
static void drop_body(struct answer *answer) {
    close_file(answer);
    stream_end(&answer->stream);
    drop_shared(answer);
    buffer_clear(&answer->body);
    buffer_clear(&answer->links);
}

/* The library says "Content-Length: 0" of it and cannot be kept from that
 * without breaking keep-alive; caches must not take the length from a 304 (RFC
 * 9111, 3.2). */
void answer_not_modified(struct answer *answer) {
    drop_body(answer);
    answer->http_status = MHD_HTTP_NOT_MODIFIED;
    answer->content_type = NULL;
    answer->varies = true;
}

void answer_problem(struct answer *answer, unsigned http_status,
                    const struct concord_error *problem) {
    drop_body(answer);
    answer->tag[0] = '\0';
    answer->fresh = 0;
    answer->file_name = NULL;
    answer->http_status = http_status;
    answer->content_type = "application/problem+json";
    if (reply_problem(&answer->body, http_status, problem,
                      answer->request_id) != CONCORD_OK)
        buffer_clear(&answer->body);
    answer->says_methods = http_status == MHD_HTTP_METHOD_NOT_ALLOWED;
}

void answer_fault(struct answer *answer, const struct concord_error *problem) {
    unsigned http_status = reply_http_status(problem->status);
    if (http_status == MHD_HTTP_INTERNAL_SERVER_ERROR)
        log_line("%s: %s (request %s)", concord_status_name(problem->status),
                 problem->message, answer->request_id);
    answer_problem(answer, http_status, problem);
    if (problem->status == CONCORD_BUSY)
        answer->retry_after = RETRY_BUSY_SECONDS;
}

void answer_options(struct answer *answer) {
    answer->http_status = MHD_HTTP_NO_CONTENT;
    answer->says_methods = true;
}

void answer_finish(struct answer *answer,
                   const struct preferences *preferences) {
    bool is_ok = answer->http_status == MHD_HTTP_OK;
    if (is_ok && answer->tag[0] != '\0' && any_is_held(preferences->held.data))
        answer_not_modified(answer);
    if (answer->stream.exporter != NULL && preferences->gzip)
        answer->is_gzip = stream_pack(&answer->stream, &answer->body);
    if (answer->stream.exporter != NULL || answer->file >= 0 ||
        answer->shared != NULL)
        return; /* files, and what is finished, go out as they are */
    answer->varies |= answer->body.size > GZIP_BYTES_MIN;
    if (answer->body.size > GZIP_BYTES_MIN && preferences->gzip)
        answer->is_gzip = compress_body(&answer->body);
}

/* ---- sharing ---- */

bool answer_share(struct answer *answer) {
    if (answer->shared == NULL)
        answer->shared = shared_body_create(&answer->body);
    return answer->shared != NULL;
}

bool answer_copy(struct answer *out, const struct answer *from,
                 const char *request_id) {
    *out = *from;
    out->request_id = request_id;
    out->body = (struct buffer)BUFFER_INIT(REPLY_BYTES_MAX);
    out->links = (struct buffer)BUFFER_INIT(LINKS_BYTES_MAX);
    out->shared = shared_body_retain(from->shared);
    buffer_append(&out->links, from->links.data, from->links.size);
    if (buffer_ok(&out->links))
        return true;
    answer_clear(out);
    answer_init(out, request_id);
    return false;
}

uint64_t answer_size(const struct answer *answer) {
    if (answer->file >= 0)
        return answer->file_size;
    return answer->shared != NULL ? shared_body_size(answer->shared)
                                  : answer->body.size;
}

/* ---- headers ---- */

static bool add(struct MHD_Response *response, const char *name,
                const char *value) {
    return MHD_add_response_header(response, name, value) == MHD_YES;
}

static bool is_listed(const struct options *options, const char *origin) {
    for (size_t i = 0; i < options->origin_count; i++)
        if (strcmp(options->origins[i], "*") == 0 ||
            (origin != NULL && strcmp(options->origins[i], origin) == 0))
            return true;
    return false;
}

/* What the answer depends on beside the address, which caches must know. */
static bool add_vary(struct MHD_Response *response, bool by_encoding,
                     bool by_origin) {
    if (!by_encoding && !by_origin)
        return true;
    return add(response, MHD_HTTP_HEADER_VARY,
               !by_origin     ? "Accept-Encoding"
               : !by_encoding ? "Origin"
                              : "Accept-Encoding, Origin");
}

static bool takes_any_origin(const struct options *options) {
    return options->origin_count == 0 || is_listed(options, NULL);
}

static bool add_origin(struct MHD_Response *response,
                       struct MHD_Connection *connection,
                       const struct options *options) {
    const char *origin = MHD_lookup_connection_value(
        connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_ORIGIN);
    if (takes_any_origin(options))
        return add(response, MHD_HTTP_HEADER_ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    return !is_listed(options, origin) ||
           add(response, MHD_HTTP_HEADER_ACCESS_CONTROL_ALLOW_ORIGIN, origin);
}

static bool add_methods(struct MHD_Response *response) {
    return add(response, MHD_HTTP_HEADER_ALLOW, allowed_methods) &&
           add(response, "Access-Control-Allow-Methods", allowed_methods) &&
           add(response, "Access-Control-Allow-Headers", "If-None-Match") &&
           add(response, "Access-Control-Max-Age", "86400");
}

static bool add_file_name(struct MHD_Response *response, const char *name) {
    char value[ANSWER_NAME_MAX + 64];
    snprintf(value, sizeof value, "attachment; filename=\"%s\"", name);
    return add(response, MHD_HTTP_HEADER_CONTENT_DISPOSITION, value);
}

static bool add_own(struct MHD_Response *response,
                    const struct answer *answer) {
    char seconds[16];
    snprintf(seconds, sizeof seconds, "%u", answer->retry_after);
    return (answer->content_type == NULL ||
            add(response, MHD_HTTP_HEADER_CONTENT_TYPE,
                answer->content_type)) &&
           (answer->retry_after == 0 ||
            add(response, MHD_HTTP_HEADER_RETRY_AFTER, seconds)) &&
           (answer->tag[0] == '\0' ||
            add(response, MHD_HTTP_HEADER_ETAG, answer->tag)) &&
           (answer->links.size == 0 ||
            add(response, "Link", answer->links.data)) &&
           (answer->file_name == NULL ||
            add_file_name(response, answer->file_name)) &&
           (answer->policy == NULL ||
            add(response, "Content-Security-Policy", answer->policy)) &&
           (!answer->is_gzip ||
            add(response, MHD_HTTP_HEADER_CONTENT_ENCODING, "gzip")) &&
           (!answer->says_methods || add_methods(response)) &&
           (!answer->closes ||
            add(response, MHD_HTTP_HEADER_CONNECTION, "close"));
}

/* What has a tag may be kept and is asked for again with it, so that a new
 * generation is seen at once. The rest is true for this request alone: errors,
 * and the state of the daemon. */
static bool add_caching(struct MHD_Response *response,
                        const struct answer *answer) {
    char value[32];
    snprintf(value, sizeof value, "max-age=%u", answer->fresh);
    return add(response, MHD_HTTP_HEADER_CACHE_CONTROL,
               answer->fresh > 0        ? value
               : answer->tag[0] != '\0' ? "no-cache"
                                        : "no-store");
}

static bool add_common(struct MHD_Response *response,
                       const struct answer *answer) {
    return add(response, "Access-Control-Expose-Headers", "ETag, Link") &&
           add(response, "X-Content-Type-Options", "nosniff") &&
           add_caching(response, answer) &&
           add(response, "X-Request-Id", answer->request_id);
}

static struct MHD_Response *response_of_body(struct answer *answer) {
    size_t size = answer->body.size;
    char *body = buffer_take(&answer->body);
    if (body == NULL)
        return NULL;
    struct MHD_Response *response =
        MHD_create_response_from_buffer(size, body, MHD_RESPMEM_MUST_FREE);
    if (response == NULL)
        free(body);
    return response;
}

/* The library gives its reference back when it has sent it. */
static struct MHD_Response *response_of_shared(const struct answer *answer) {
    struct shared_body *shared = shared_body_retain(answer->shared);
    struct MHD_Response *response =
        MHD_create_response_from_buffer_with_free_callback_cls(
            shared_body_size(shared), shared_body_bytes(shared),
            shared_body_release, shared);
    if (response == NULL)
        shared_body_release(shared);
    return response;
}

/* To a HEAD of a stream the library sends the last, empty chunk, which the next
 * answer on the connection would be taken to begin with: it is kept from chunks
 * by ending the connection. */
static struct MHD_Response *response_of_stream(const struct answer *answer,
                                               const struct answer_reader *by) {
    struct MHD_Response *response = MHD_create_response_from_callback(
        MHD_SIZE_UNKNOWN, STREAM_BLOCK, by->read, by->context, NULL);
    if (response != NULL && answer->head_only)
        MHD_set_response_options(response, MHD_RF_HTTP_1_0_COMPATIBLE_STRICT,
                                 MHD_RO_END);
    return response;
}

static struct MHD_Response *response_of(struct answer *answer,
                                        const struct answer_reader *reader) {
    if (answer->file >= 0)
        return MHD_create_response_from_fd64(answer->file_size, answer->file);
    if (answer->shared != NULL)
        return response_of_shared(answer);
    if (answer->stream.exporter == NULL)
        return response_of_body(answer);
    return response_of_stream(answer, reader);
}

enum MHD_Result answer_send(struct answer *answer,
                            struct MHD_Connection *connection,
                            const struct options *options,
                            const struct answer_reader *reader) {
    struct MHD_Response *response = response_of(answer, reader);
    if (response == NULL)
        return MHD_NO;
    enum MHD_Result result = MHD_NO;
    if (add_common(response, answer) && add_own(response, answer) &&
        add_vary(response, answer->varies, !takes_any_origin(options)) &&
        add_origin(response, connection, options))
        result = MHD_queue_response(connection, answer->http_status, response);
    answer->file = -1; /* the library's */
    MHD_destroy_response(response);
    return result;
}
