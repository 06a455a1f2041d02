/* service.c - reads requests, has the files read and writes the answers. */
#include "worker/service.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/extract.h"
#include "corpus/extract_form.h"
#include "worker/frames.h"

struct request {
    char name[FRAME_NAME_MAX + 1];
    char *bytes; /* NULL when there was no memory for them */
    size_t size;
};

/* ---- requests ---- */

static enum concord_status fail_broken(struct concord_error *err) {
    return concord_fail(err, CONCORD_CORRUPT,
                        "what came on standard input is no request, or was "
                        "broken off");
}

static bool read_whole(FILE *in, void *bytes, size_t size) {
    return fread(bytes, 1, size, in) == size;
}

static bool skip(FILE *in, size_t size) {
    char piece[4096];
    while (size > 0) {
        size_t part = size < sizeof piece ? size : sizeof piece;
        if (!read_whole(in, piece, part))
            return false;
        size -= part;
    }
    return true;
}

/* The bytes are in memory of just their size, where a sanitizer sees what
 * reads past them. */
static bool read_file(FILE *in, struct request *request, size_t size) {
    request->size = size;
    request->bytes = malloc(size > 0 ? size : 1);
    return request->bytes != NULL ? read_whole(in, request->bytes, size)
                                  : skip(in, size);
}

static bool read_body(FILE *in, struct request *request, size_t size) {
    char number[FRAME_NUMBER_SIZE];
    if (size < sizeof number || !read_whole(in, number, sizeof number))
        return false;
    size -= sizeof number;
    size_t name_size = frame_read_number(number);
    if (name_size > FRAME_NAME_MAX || name_size > size ||
        !read_whole(in, request->name, name_size))
        return false;
    request->name[name_size] = '\0';
    return read_file(in, request, size - name_size);
}

/* *more is false at the end of the requests. */
static enum concord_status read_request(FILE *in, struct request *request,
                                        bool *more, struct concord_error *err) {
    char head[FRAME_HEAD_SIZE];
    size_t size = 0;
    size_t got = fread(head, 1, sizeof head, in);
    request->bytes = NULL;
    *more = got > 0;
    if (got == 0 && feof(in))
        return CONCORD_OK;
    if (got < sizeof head || !frame_read_head(head, FRAME_REQUEST, &size) ||
        !read_body(in, request, size))
        return fail_broken(err);
    return CONCORD_OK;
}

/* ---- answers ---- */

static void begin_answer(struct buffer *answer, enum frame_outcome outcome) {
    buffer_clear(answer);
    frame_begin(answer, FRAME_ANSWER);
    frame_append_number(answer, outcome);
}

static void write_answer(struct buffer *answer, enum concord_status status,
                         const struct extract *extract, const char *reason) {
    if (status == CONCORD_OK) {
        begin_answer(answer, FRAME_EXTRACTED);
        extract_pack(answer, extract);
    } else if (status != CONCORD_NO_MEMORY) {
        begin_answer(answer, FRAME_REFUSED);
        buffer_append_string(answer, reason);
    }
    /* This much there is room for: some was begun above. */
    if (status == CONCORD_NO_MEMORY || !buffer_ok(answer))
        begin_answer(answer, FRAME_NO_MEMORY);
    frame_end(answer, 0, 0);
}

static void answer_request(const struct request *request,
                           struct buffer *answer) {
    struct concord_error err = {0};
    struct extract *extract = NULL;
    enum concord_status status = CONCORD_NO_MEMORY;
    if (request->bytes != NULL)
        status = extract_read(&extract, request->name, request->bytes,
                              request->size, &err);
    write_answer(answer, status, extract, err.message);
    extract_destroy(extract);
}

/* ---- the whole ---- */

static enum concord_status send(const struct buffer *frame, FILE *out,
                                struct concord_error *err) {
    if (buffer_ok(frame) &&
        fwrite(frame->data, 1, frame->size, out) == frame->size &&
        fflush(out) == 0)
        return CONCORD_OK;
    return concord_fail(err, CONCORD_IO, "standard output cannot be written");
}

static enum concord_status greet(FILE *out, struct concord_error *err) {
    struct buffer greeting = BUFFER_INIT(FRAME_SIZE_MAX);
    frame_begin(&greeting, FRAME_GREETING);
    frame_append_versions(&greeting);
    frame_end(&greeting, 0, 0);
    enum concord_status status = send(&greeting, out, err);
    buffer_destroy(&greeting);
    return status;
}

static enum concord_status serve_one(FILE *in, FILE *out, bool *more,
                                     struct concord_error *err) {
    struct request request;
    struct buffer answer = BUFFER_INIT(FRAME_HEAD_SIZE + FRAME_SIZE_MAX);
    enum concord_status status = read_request(in, &request, more, err);
    if (status == CONCORD_OK && *more) {
        answer_request(&request, &answer);
        status = send(&answer, out, err);
    }
    free(request.bytes);
    buffer_destroy(&answer);
    return status;
}

enum concord_status service_run(FILE *in, FILE *out,
                                struct concord_error *err) {
    bool more = true;
    enum concord_status status = greet(out, err);
    while (status == CONCORD_OK && more)
        status = serve_one(in, out, &more, err);
    return status;
}
